"""What was read: one digit and what speaks for it, and the whole number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.network import softmax

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

# Below this one answer in two and more would be wrong: it is better to ask.
LIKELY = 0.6
# Below this it may be no digit, as 97 in a hundred letters are, and 1.3 % of the digits that are
# read right.
EVIDENCE = 5.0
# Where two digits have this share of the probability between them, it is one of the two.
TWO = 0.8


@dataclass(frozen=True)
class DigitReading:
    """One digit: what the network was given and what it answered."""

    image: NDArray[np.float32]  # (28, 28), 0..1: exactly what the network was given
    probabilities: NDArray[np.floating]  # (10,), sums to 1
    strokes: tuple[int, ...] = ()  # which of the strokes it is made of; of a picture none
    answers: tuple[int, ...] = ()  # what each network says, where several have looked
    box: tuple[float, ...] = ()  # of a picture: left, top, right and bottom, in its pixels
    doubted: bool = False  # of a picture: there may be no writing in it at all

    @property
    def digit(self) -> int:
        """The likeliest digit, 0 to 9."""
        return int(self.probabilities.argmax())

    @property
    def sure(self) -> bool:
        """Whether the likeliest digit is likely enough to be claimed."""
        return len(self.candidates) == 1

    @cached_property  # asked for again and again while it is drawn
    def candidates(self) -> tuple[int, ...]:
        """What was drawn: one digit when that is sure, two when it is one of them, else none."""
        if self.doubted:
            return ()
        evident = self.evidence >= EVIDENCE
        # The right one is nearly always one of these, where it is a digit at all.
        if evident and len(set(self.answers)) > 1:
            return (self.digit, next(digit for digit in self.answers if digit != self.digit))
        second, first = self.probabilities.argsort()[-2:].tolist()
        likely = self.probabilities[first] >= LIKELY
        if likely and evident:
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

    digits: tuple[DigitReading, ...]  # from left to right
    points: tuple[tuple[int, int], ...] = ()  # decimal separators: the stroke, the digits before it
    stray: tuple[int, ...] = ()  # the strokes that belong to nothing
    alternative: str = ""  # the second best text where it is close; of one digit see `candidates`

    @property
    def text(self) -> str:
        """The number, such as "7", "2026" or "3.14"; "" when there was nothing to read."""
        return self.text_with([digit.digit for digit in self.digits])

    @property
    def sure(self) -> bool:
        """False when it is better to ask than to claim; nothing to read is never sure."""
        return bool(self.digits) and not self.alternative and all(d.sure for d in self.digits)

    def text_with(self, digits: Sequence[int]) -> str:
        """Return the text as it would be with other digits in the places of these."""
        before = [place for _, place in self.points]
        return "".join(
            "." * before.count(place) + str(digit) for place, digit in enumerate(digits)
        )


@dataclass(frozen=True)
class PictureReading:
    """All that was read from one picture: a number for each line; no lines when there was none."""

    lines: tuple[Reading, ...]  # from top to bottom

    @property
    def text(self) -> str:
        """The numbers, one below the other: joined by line feeds."""
        return "\n".join(line.text for line in self.lines)

    @property
    def digits(self) -> tuple[DigitReading, ...]:
        """The digits of all lines, in the order they are read."""
        return tuple(digit for line in self.lines for digit in line.digits)

    @property
    def sure(self) -> bool:
        """False when it is better to ask than to claim; nothing to read is never sure."""
        return bool(self.lines) and all(line.sure for line in self.lines)


def concluded(
    image: NDArray, logits: Sequence[NDArray], strokes: tuple[int, ...] = ()
) -> DigitReading:
    """Return what one image is by the logits (10,) of each network that was heard."""
    answers = tuple(int(each.argmax()) for each in logits) if len(logits) > 1 else ()
    return DigitReading(image, softmax(sum(logits) / len(logits)), strokes, answers)
