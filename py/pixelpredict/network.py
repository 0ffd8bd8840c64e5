"""The network: 784 → 128 ReLU → 10 softmax, 101,770 numbers, and how they are kept."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from pixelpredict import arrays

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from typing import Self

    from numpy.typing import ArrayLike, NDArray

INPUTS = 784  # 28 × 28 pixels, row by row
HIDDEN = 128
CLASSES = 10

SHAPES = {
    "W1": (HIDDEN, INPUTS),
    "b1": (HIDDEN, 1),
    "W2": (CLASSES, HIDDEN),
    "b2": (CLASSES, 1),
}


def relu(z: NDArray) -> NDArray:
    """Return max(z, 0), element by element."""
    return np.maximum(z, 0)


def softmax(logits: NDArray) -> NDArray:
    """Turn logits (..., 10) into probabilities (..., 10) that sum to 1.

    The largest logit is subtracted first: the result is the same, and no exponential overflows.
    """
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


class ReluNetwork:
    """What all our networks do alike: layers of sums and ReLU, then one of sums alone."""

    SHAPES: ClassVar[dict[str, tuple[int, ...]]]  # of the arrays, the last layer's two at the end

    def layers(self, images: ArrayLike) -> tuple[NDArray[np.floating], ...]:
        """Return what each layer but the last says of images, after ReLU; hidden neurons last.

        images: (n, 28, 28) or (n, 784), 0 = paper to 1 = ink. Hidden neurons: (n, h).
        """
        raise NotImplementedError

    def carried_back(
        self, layers: tuple[NDArray[np.floating], ...], votes: NDArray[np.floating]
    ) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Return what k sums of the hidden neurons, `votes` (k, h), are as sums of the pixels.

        layers: what `layers` returned for one image. Returns the slope by each of its pixels,
        (k, 784), and a constant, (k,).
        """
        raise NotImplementedError

    @property
    def last_layer(self) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """The weights from the hidden neurons, (10, h), and the biases, (10, 1)."""
        *_, weights, biases = self.SHAPES
        return getattr(self, weights), getattr(self, biases)

    def concluded(self, hidden: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return the logits (n, 10) that the last layer makes of hidden neurons (n, h)."""
        weights, biases = self.last_layer
        return hidden @ weights.T + biases.T

    def logits(self, images: ArrayLike) -> NDArray[np.floating]:
        """Return the ten outputs before softmax, (n, 10), for images as in `layers`."""
        return self.concluded(self.layers(images)[-1])

    def predict(self, images: ArrayLike) -> NDArray[np.floating]:
        """Return probabilities (n, 10), each row summing to 1, for images as in `layers`."""
        return softmax(self.logits(images))

    @classmethod
    def load(cls, folder: str | os.PathLike) -> Self:
        """Read the arrays, float32 or float64, each from its .npy file in a folder.

        Raises WeightsError, naming the file, when one is missing, damaged or pickled,
        has the wrong shape or type, or holds NaN or infinite values.
        """
        return cls(**arrays.load(folder, cls.SHAPES))

    def save(self, folder: str | os.PathLike) -> None:
        """Write the arrays as float32 .npy files into an existing folder."""
        arrays.save(folder, {name: getattr(self, name) for name in self.SHAPES})


@dataclass
class Network(ReluNetwork):
    """The four arrays of the two layers, with the shapes of `SHAPES`."""

    SHAPES: ClassVar[dict[str, tuple[int, ...]]] = SHAPES

    W1: NDArray[np.floating]
    b1: NDArray[np.floating]
    W2: NDArray[np.floating]
    b2: NDArray[np.floating]

    def layers(self, images: ArrayLike) -> tuple[NDArray[np.floating], ...]:
        """Return what the hidden neurons say, (n, 128), as the only layer before the last."""
        x = np.asarray(images, self.W1.dtype).reshape(-1, INPUTS)
        return (relu(x @ self.W1.T + self.b1.T),)

    def carried_back(
        self, layers: tuple[NDArray[np.floating], ...], votes: NDArray[np.floating]
    ) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Return slopes (k, 784) and constants (k,) as `ReluNetwork.carried_back` says."""
        (hidden,) = layers
        firing = votes * (hidden > 0)
        return firing @ self.W1, firing @ self.b1[:, 0]
