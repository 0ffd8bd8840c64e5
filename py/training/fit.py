"""Mini-batch gradient descent: the loop that turns examples into weights."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import CLASSES, HIDDEN, INPUTS, Network
from training.backpropagation import cross_entropy, gradients

HISTORY = np.dtype(
    [(name, np.float64) for name in ("train_loss", "test_loss", "train_acc", "test_acc")]
)


class DivergedError(ArithmeticError):
    """The loss is no longer a number; the message names the batch and the setting to change."""


def he_initialisation(rng: np.random.Generator) -> Network:
    """Return a network of float32 weights drawn as He et al. (2015) do: variance 2 / inputs."""
    return Network(
        W1=_normal(rng, (HIDDEN, INPUTS), np.sqrt(2 / INPUTS)),
        b1=np.zeros((HIDDEN, 1), np.float32),
        W2=_normal(rng, (CLASSES, HIDDEN), np.sqrt(2 / HIDDEN)),
        b2=np.zeros((CLASSES, 1), np.float32),
    )


def _normal(
    rng: np.random.Generator, shape: tuple[int, int], deviation: float
) -> NDArray[np.float32]:
    return rng.standard_normal(shape, np.float32) * np.float32(deviation)


def gradient_descent(
    network: Network,
    x: NDArray[np.float32],
    labels: NDArray[np.integer],
    *,
    batch_size: int,
    learning_rate: float,
    rng: np.random.Generator,
) -> Iterator[float]:
    """Train the network in place for one epoch, yielding each batch's cross-entropy.

    x: (n, 784) in 0..1; labels: (n,). The examples are shuffled; a last, smaller batch counts too.
    Raises DivergedError when a loss is NaN or infinite.
    """
    order = rng.permutation(len(x))
    for number, first in enumerate(range(0, len(x), batch_size)):
        batch = order[first : first + batch_size]
        loss, gradient = gradients(network, x[batch], labels[batch])
        if not np.isfinite(loss):
            raise DivergedError(
                f"the loss of batch {number} is {loss}: "
                f"try a learning rate below {learning_rate:g}"
            )
        for name, slope in gradient.items():
            slope *= learning_rate
            array = getattr(network, name)
            array -= slope
        yield loss


def loss_and_accuracy(
    network: Network, x: NDArray[np.float32], labels: NDArray[np.integer]
) -> tuple[float, float]:
    """Return the mean cross-entropy in nats and the share of right answers, 0..1."""
    logits = network.logits(x)
    return cross_entropy(logits, labels), float((logits.argmax(axis=1) == labels).mean())


def confusion_matrix(
    network: Network, x: NDArray[np.float32], labels: NDArray[np.integer]
) -> NDArray[np.int64]:
    """Return counts (10, 10): row = the true digit, column = the answer."""
    counts = np.zeros((CLASSES, CLASSES), np.int64)
    np.add.at(counts, (labels, network.logits(x).argmax(axis=1)), 1)
    return counts
