"""The network's loss and its gradient, by the chain rule, layer by layer from the end.

The derivation is the textbook's (Rumelhart, Hinton and Williams, 1986; Nielsen, "Neural
Networks and Deep Learning", chapter 2). Shapes: n examples, 784 pixels, 128 hidden, 10 classes.
"""

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import Network, relu


def cross_entropy(logits: NDArray, labels: NDArray[np.integer]) -> float:
    """Return the mean of -log(probability of the right class), in nats.

    logits: (n, 10); labels: (n,), 0 to 9. Written as log-sum-exp minus the right logit, so
    that a probability too small for a float still has a finite logarithm.
    """
    highest = logits.max(axis=1)
    log_sum = highest + np.log(np.exp(logits - highest[:, None]).sum(axis=1))
    return float((log_sum - logits[np.arange(len(labels)), labels]).mean(dtype=np.float64))


def gradients(
    network: Network, x: NDArray[np.floating], labels: NDArray[np.integer]
) -> tuple[float, dict[str, NDArray[np.floating]]]:
    """Return the batch's cross-entropy and its gradient by W1, b1, W2 and b2.

    x: (n, 784), 0 = paper to 1 = ink; labels: (n,), 0 to 9. Each gradient has the shape of its
    array in the network.
    """
    n = len(x)
    hidden = relu(x @ network.W1.T + network.b1.T)  # (n, 128)
    logits = hidden @ network.W2.T + network.b2.T  # (n, 10)
    loss = cross_entropy(logits, labels)

    # Softmax and cross-entropy together have a gradient of (probability - target) by each logit.
    delta2 = np.exp(logits - logits.max(axis=1, keepdims=True))
    delta2 /= delta2.sum(axis=1, keepdims=True)
    delta2[np.arange(n), labels] -= 1
    delta2 /= n  # (n, 10)
    delta1 = delta2 @ network.W2  # (n, 128)
    delta1 *= hidden > 0  # ReLU lets the gradient through where it let the signal through
    return loss, {
        "W1": delta1.T @ x,
        "b1": delta1.sum(axis=0)[:, None],
        "W2": delta2.T @ hidden,
        "b2": delta2.sum(axis=0)[:, None],
    }
