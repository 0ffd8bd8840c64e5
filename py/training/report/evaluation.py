"""How good a network is on a set of images: loss, accuracy, mistakes, calibration."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import CLASSES, ReluNetwork, softmax

BINS = 10  # of the reliability diagram
PART = 500  # images: what a network makes of them fits into the processor's cache


@dataclass(frozen=True)
class Examples:
    """Images (n, 784) uint8, 0 = paper to 255 = ink, and their labels (n,), 0 to 9."""

    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def logits(self, network: ReluNetwork) -> NDArray[np.floating]:
        """Return a network's logits, (n, 10), of a part at a time: its maps fill much memory."""
        parts = (self.images[first : first + PART] for first in range(0, len(self.images), PART))
        return np.concatenate([network.logits(part * np.float32(1 / 255)) for part in parts])

    def __add__(self, others: "Examples") -> "Examples":
        """Return these examples and then the others."""
        return Examples(
            np.concatenate([self.images, others.images]),
            np.concatenate([self.labels, others.labels]),
        )


def cross_entropy(logits: NDArray, labels: NDArray[np.integer]) -> float:
    """Return the mean of -log(probability of the right class), in nats.

    logits: (n, 10); labels: (n,), 0 to 9. Written as log-sum-exp minus the right logit, so
    that a probability too small for a float still has a finite logarithm.
    """
    highest = logits.max(axis=1)
    log_sum = highest + np.log(np.exp(logits - highest[:, None]).sum(axis=1))
    return float((log_sum - logits[np.arange(len(labels)), labels]).mean(dtype=np.float64))


def loss_and_accuracy(network: ReluNetwork, examples: Examples) -> tuple[float, float]:
    """Return the mean cross-entropy in nats and the share of right answers, 0..1."""
    logits = examples.logits(network)
    right = logits.argmax(axis=1) == examples.labels
    return cross_entropy(logits, examples.labels), float(right.mean())


def confusion_matrix(network: ReluNetwork, examples: Examples) -> NDArray[np.int64]:
    """Return counts (10, 10): row = the true digit, column = the answer."""
    counts = np.zeros((CLASSES, CLASSES), np.int64)
    answers = examples.logits(network).argmax(axis=1)
    np.add.at(counts, (examples.labels, answers), 1)
    return counts


def reliability(network: ReluNetwork, examples: Examples) -> list[dict[str, float]]:
    """Return for ten ranges of confidence how many answers fall in and how often they are right.

    One entry a range, from 0 to 1: "answers" (a count), "confidence" (their mean highest
    probability) and "accuracy", 0..1; both 0 where there is no answer. See Guo et al., "On
    calibration of modern neural networks" (2017).
    """
    probabilities = softmax(examples.logits(network))
    confidence = probabilities.max(axis=1).astype(np.float64)
    right = probabilities.argmax(axis=1) == examples.labels
    ranges = np.minimum((confidence * BINS).astype(int), BINS - 1)
    answers = np.bincount(ranges, minlength=BINS)
    shared = np.maximum(answers, 1)
    means = np.bincount(ranges, confidence, BINS) / shared
    accuracies = np.bincount(ranges, right, BINS) / shared
    return [
        {"answers": int(n), "confidence": float(c), "accuracy": float(a)}
        for n, c, a in zip(answers, means, accuracies, strict=True)
    ]


def calibration_error(ranges: list[dict[str, float]]) -> float:
    """Return the expected calibration error, 0..1, of what `reliability` returned."""
    total = sum(entry["answers"] for entry in ranges)
    gaps = (e["answers"] * abs(e["confidence"] - e["accuracy"]) for e in ranges)
    return sum(gaps) / total
