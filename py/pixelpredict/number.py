"""The number that a way to part the strokes reads, and the second best where it is close."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import separators
from pixelpredict.reading import DigitReading, Reading

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

    from pixelpredict.layout import Layout
    from pixelpredict.segmentation import Parting

CLOSE = 1.1  # nats, three to one: another reading that is less likely by no more is named


def reading(
    parting: Parting,
    layout: Layout,
    members: NDArray[np.bool_],
    digits: Mapping[int, DigitReading],
    pieces: Sequence[Sequence[int]],
) -> Reading:
    """Return what a parting reads: its digits in order, its separators, and what is neither."""
    left, right, *_ = layout.boxes(members)
    middles = {number: left[number] + right[number] for number in parting.digits}
    points, stray = [], []
    for stroke in parting.alone:
        (number,) = pieces[layout.order[stroke]]
        middle = layout.left[stroke] + layout.right[stroke]
        before = sum(bool(other < middle) for other in middles.values())
        separates = 0 < before < len(middles) and separators.is_separator(layout, stroke)
        if separates and not points:  # a number has one
            points.append((number, before))
        else:
            stray.append(number)
    in_order = sorted(middles, key=middles.__getitem__)
    return Reading(tuple(digits[i] for i in in_order), tuple(points), tuple(stray))


def with_alternative(readings: Sequence[Reading], behind: Sequence[float]) -> Reading:
    """Return the first reading, which the second best text is added to where it is close.

    behind: how much less likely each reading is than the first, in nats.
    """
    first, *others = readings
    rivals = [
        (nats, other.text)
        for nats, other in zip(behind[1:], others, strict=True)
        if other.text != first.text
    ]
    if len(first.digits) > 1:  # of a single digit its candidates say as much
        rivals += _other_digits(first)
    nats, text = min(rivals, default=(np.inf, ""))
    return dataclasses.replace(first, alternative=text) if nats < CLOSE else first


def _other_digits(reading: Reading) -> Iterator[tuple[float, str]]:
    """Yield the texts with one digit's second candidate, and how much less likely they are."""
    read = [digit.digit for digit in reading.digits]
    for place, digit in enumerate(reading.digits):
        if len(digit.candidates) == 2:
            first, second = digit.candidates
            odds = digit.probabilities[first] / digit.probabilities[second]
            text = reading.text_with([*read[:place], second, *read[place + 1 :]])
            yield float(np.log(odds)), text
