"""The recogniser: ink in, reading out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import ink
from pixelpredict.network import Network

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

# Below this the other nine digits together are likelier than the answer.
SURE = 0.5


@dataclass(frozen=True)
class DigitReading:
    """One digit: what the network was given and what it answered."""

    image: NDArray[np.float32]  # (28, 28), 0..1: exactly what the network was given
    probabilities: NDArray[np.floating]  # (10,), sums to 1

    @property
    def digit(self) -> int:
        """The likeliest digit, 0 to 9."""
        return int(self.probabilities.argmax())

    @property
    def sure(self) -> bool:
        """Whether the likeliest digit is likely enough to be claimed."""
        return bool(self.probabilities.max() >= SURE)


@dataclass(frozen=True)
class Reading:
    """All that was read from one drawing; no digits when there was no ink."""

    digits: tuple[DigitReading, ...]

    @property
    def text(self) -> str:
        """The digits as text, "" when there was nothing to read."""
        return "".join(str(digit.digit) for digit in self.digits)

    @property
    def sure(self) -> bool:
        """False when it is better to ask than to claim; nothing to read is never sure."""
        return bool(self.digits) and all(digit.sure for digit in self.digits)


@dataclass
class Recognizer:
    """Reads drawings: the normaliser of `ink` and one network."""

    network: Network

    @classmethod
    def load(cls, folder: str | os.PathLike) -> Recognizer:
        """Open the weights in a folder. Raises WeightsError as `Network.load` does."""
        return cls(Network.load(folder))

    def read(self, strokes: Iterable[ArrayLike]) -> Reading:
        """Read a drawing from its strokes: (n, 2) arrays of x, y in any unit, y downward.

        Raises ValueError for a stroke that is not an (n, 2) array.
        """
        return self._read(ink.from_strokes(strokes))

    def read_image(self, pixels: ArrayLike) -> Reading:
        """Read a grey picture (h, w) of one digit, dark on light or light on dark.

        Raises ValueError for anything but a finite two-dimensional array.
        """
        return self._read(ink.from_pixels(pixels))

    def _read(self, image: NDArray[np.float32]) -> Reading:
        if not image.any():
            return Reading(())
        return Reading((DigitReading(image, self.network.predict(image[None])[0]),))
