"""The two layers' loss and its gradient, by the chain rule, layer by layer from the end.

The derivation is the textbook's (Rumelhart, Hinton and Williams, 1986; Nielsen, "Neural
Networks and Deep Learning", chapter 2). Shapes: n examples, 784 pixels, 128 hidden, 10 classes.
"""

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import CLASSES, HIDDEN, INPUTS, Network
from training.learning.cross_entropy import cross_entropy


class Backpropagation:
    """Computes gradients batch after batch in the same memory.

    Allocating the arrays anew for each of an epoch's 938 batches would cost more than the
    arithmetic of the second layer.
    """

    def __init__(self, network: Network, gradient: Network, batch_size: int) -> None:
        """Prepare for batches of up to `batch_size` examples.

        gradient: receives the slope of the loss by each number of `network`; same shapes and type.
        """
        self._network = network
        self._gradient = gradient
        dtype = network.W1.dtype
        self._x = np.empty(batch_size * INPUTS, dtype)
        self._rows = np.empty((INPUTS, HIDDEN), dtype)
        self._hidden = np.empty((batch_size, HIDDEN), dtype)
        self._logits = np.empty((batch_size, CLASSES), dtype)
        self._delta1 = np.empty((batch_size, HIDDEN), dtype)
        self._delta2 = np.empty((batch_size, CLASSES), dtype)

    def __call__(self, pixels: NDArray[np.uint8], targets: NDArray[np.floating]) -> float:
        """Fill the gradient for one batch; return its cross-entropy, the mean in nats.

        pixels: (n, 784), 0 = paper to 255 = ink. targets: (n, 10), as in `cross_entropy`.
        """
        network, gradient, n = self._network, self._gradient, len(pixels)
        hidden, logits = self._hidden[:n], self._logits[:n]
        delta1, delta2 = self._delta1[:n], self._delta2[:n]

        # A third of the pixels is blank in all 64 digits: it adds nothing to any sum, so its row of
        # weights is left out, and has slope 0.
        inked = np.flatnonzero(pixels.any(axis=0))  # (k,)
        x = self._x[: n * len(inked)].reshape(n, -1)
        np.multiply(pixels.take(inked, axis=1), x.dtype.type(1 / 255), out=x)
        rows = network.W1.T.take(inked, axis=0, out=self._rows[: len(inked)], mode="clip")
        np.matmul(x, rows, out=hidden)  # (n, 128)
        hidden += network.b1.T
        np.maximum(hidden, 0, out=hidden)
        np.matmul(hidden, network.W2.T, out=logits)  # (n, 10)
        logits += network.b2.T

        loss = cross_entropy(logits, targets, delta2)
        np.matmul(hidden.T, delta2, out=gradient.W2.T)
        delta2.sum(axis=0, out=gradient.b2[:, 0])

        np.matmul(delta2, network.W2, out=delta1)  # (n, 128)
        delta1 *= hidden > 0  # ReLU lets the gradient through where it let the signal through
        gradient.W1.fill(0)
        gradient.W1.T[inked] = np.matmul(x.T, delta1, out=rows)  # (k, 128)
        delta1.sum(axis=0, out=gradient.b1[:, 0])
        return loss
