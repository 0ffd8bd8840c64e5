"""The recogniser: ink in, reading out."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import explanation, ink
from pixelpredict.explanation import Explanation
from pixelpredict.network import Network

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

# Below this one answer in two and more would be wrong: it is better to ask.
LIKELY = 0.6
# Below this it may be no digit, as 95 % of letters are, and 1 % of the digits that are read right
# (1 to 3 % where nobody from the place had a part in the training).
EVIDENCE = 4.25
# Where two digits have this share of the probability between them, it is one of the two.
TWO = 0.8


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
        return len(self.candidates) == 1

    @property
    def candidates(self) -> tuple[int, ...]:
        """What was drawn: one digit when that is sure, two when it is one of them, else none."""
        second, first = self.probabilities.argsort()[-2:].tolist()
        likely = self.probabilities[first] >= LIKELY
        if likely and self.evidence >= EVIDENCE:
            return (first,)
        either = self.probabilities[first] + self.probabilities[second] >= TWO
        return (first, second) if either else ()

    @property
    def evidence(self) -> float:
        """How far the likeliest digit stands out from all ten, in nats; 0 when all are alike.

        The logarithm of its probability less the mean logarithm: its logit less the mean logit.
        In training what is no digit was answered with ten equal logits, so this tells it from
        digits better than the probability does, which two likely digits already halve.
        """
        logarithms = np.log(np.maximum(self.probabilities, 1e-12))
        return float(logarithms.max() - logarithms.mean())


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

    def explain(self, strokes: Iterable[ArrayLike], digit: int, rival: int) -> Explanation:
        """Say which ink makes a drawing look like one digit rather than another.

        Strokes as in `read`. Raises ValueError for anything but two different digits 0 to 9, for
        a stroke that is not an (n, 2) array, and when there is no ink.
        """
        image = ink.from_strokes(strokes)
        if not image.any():
            raise ValueError("there is no ink to explain")
        return explanation.explain(self.network, image, digit, rival)

    def _read(self, image: NDArray[np.float32]) -> Reading:
        if not image.any():
            return Reading(())
        return Reading((DigitReading(image, self.network.predict(image[None])[0]),))
