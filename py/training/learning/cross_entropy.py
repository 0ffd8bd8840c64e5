"""The loss, and its slope by the logits: where every backward pass begins."""

import numpy as np
from numpy.typing import NDArray


def cross_entropy(
    logits: NDArray[np.floating], targets: NDArray[np.floating], slopes: NDArray[np.floating]
) -> float:
    """Return the mean cross-entropy of softmax, in nats, and fill in its slope by each logit.

    logits: (n, 10), overwritten. targets: (n, 10), the wished-for probabilities times the example's
    weight: one-hot for a plain digit, 0.05 in each place for a drawing that is no digit and counts
    half. slopes: (n, 10).

    -log(softmax) is written as log-sum-exp minus logit: the slopes need the same powers, and a
    probability too small for a float still has a finite logarithm. Softmax and cross-entropy
    together have a plain slope: probability - target.
    """
    n = len(logits)
    logits -= logits.max(axis=1, keepdims=True)
    np.exp(logits, out=slopes)
    total = slopes.sum(axis=1, keepdims=True)  # (n, 1)
    weight = targets.sum(axis=1, keepdims=True)  # (n, 1)
    loss = float(np.vdot(weight, np.log(total)) - np.vdot(targets, logits)) / n
    weight /= total
    slopes *= weight
    slopes -= targets
    slopes /= n
    return loss
