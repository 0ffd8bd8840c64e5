"""Calibration: probabilities that mean what they say."""

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import ReluNetwork
from training.report.evaluation import Examples, cross_entropy

_FROM, _TO = 0.2, 5.0  # the temperatures looked at


def calibrate(network: ReluNetwork, examples: Examples) -> None:
    """Divide a network's outputs by the temperature that suits examples best, in place.

    Guo et al., "On calibration of modern neural networks" (2017). The answers stay the same. The
    division is done once and for all in the last layer: whoever uses the network needs no
    temperature. examples: digits that had no part in training.
    """
    t = temperature(examples.logits(network), examples.labels)
    for array in network.last_layer:
        array /= t


def temperature(logits: NDArray[np.floating], labels: NDArray[np.integer]) -> np.float32:
    """Return the number that logits (n, 10) are to be divided by for the least cross-entropy."""
    low, high = np.log(_FROM), np.log(_TO)
    # The cross-entropy has one valley: keep the half in which it lies.
    for _ in range(30):
        third = (high - low) / 3
        costs = [cross_entropy(logits / np.exp(t), labels) for t in (low + third, high - third)]
        low, high = (low, high - third) if costs[0] < costs[1] else (low + third, high)
    return np.float32(np.exp((low + high) / 2))
