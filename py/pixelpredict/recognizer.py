"""The recogniser: ink in, reading out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import explanation, ink, segmentation, separators
from pixelpredict.explanation import Explanation
from pixelpredict.layout import Layout, evenly
from pixelpredict.memory import Memory
from pixelpredict.network import Network, softmax
from pixelpredict.reading import DigitReading, Reading
from pixelpredict.segmentation import Parting
from pixelpredict.strokes import measurable, thinned

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

    Points = NDArray[np.float64]  # (n, 2), the points of a stroke

CLOSE = 1.1  # nats, three to one: another reading that is less likely by no more is named


@dataclass
class Recognizer:
    """Reads drawings: the normaliser of `ink`, `segmentation`, and one network."""

    network: Network
    _places: Memory[NDArray[np.float64]] = field(default_factory=Memory, repr=False)
    _seen: Memory[tuple[NDArray, NDArray]] = field(default_factory=Memory, repr=False)

    @classmethod
    def load(cls, folder: str | os.PathLike) -> Recognizer:
        """Open the weights in a folder. Raises WeightsError as `Network.load` does."""
        return cls(Network.load(folder))

    def read(self, strokes: Iterable[ArrayLike]) -> Reading:
        """Read a number from its strokes: (n, 2) arrays of x, y in any unit, y downward.

        What this drawing has in common with the last one is not looked at again. Raises ValueError
        for a stroke that is not an (n, 2) array.
        """
        points = thinned(measurable(strokes))
        keys = [stroke.tobytes() for stroke in points]
        pieces = segmentation.pieces(points)
        if not pieces:
            return Reading(())
        if len(pieces) == 1:  # there is nothing to part: half of the time
            digits, _ = self._digits(points, keys, [tuple(pieces[0])])
            return Reading(tuple(digits))
        layout = Layout.of(self._places.recall(
            [tuple(keys[i] for i in piece) for piece in pieces],
            lambda new: [evenly([points[i] for i in pieces[k]]) for k in new],
        ))
        members, features = segmentation.candidates(layout)
        digits, logits = self._digits(points, keys, [
            tuple(sorted(i for k in layout.order[row].tolist() for i in pieces[k]))
            for row in members
        ])
        scores = segmentation.scores(features, logits)
        partings = segmentation.partings(members, scores, separators.alone(layout))
        readings = [_reading(parting, layout, members, digits, pieces) for parting in partings]
        behind = [(partings[0].score - parting.score) / 2 for parting in partings]
        return _with_alternative(readings, behind)

    def read_image(self, pixels: ArrayLike) -> Reading:
        """Read a grey picture (h, w) of one digit, dark on light or light on dark.

        Raises ValueError for anything but a finite two-dimensional array.
        """
        image = ink.from_pixels(pixels)
        if not image.any():
            return Reading(())
        return Reading((DigitReading(image, self.network.predict(image[None])[0]),))

    def explain(self, strokes: Iterable[ArrayLike], digit: int, rival: int) -> Explanation:
        """Say which ink makes the strokes of a digit look like it rather than like another.

        Strokes as in `read`, all of one digit. Raises ValueError for anything but two different
        digits 0 to 9, for a stroke that is not an (n, 2) array, and when there is no ink.
        """
        image = ink.from_strokes(strokes)
        if not image.any():
            raise ValueError("there is no ink to explain")
        return explanation.explain(self.network, image, digit, rival)

    def _digits(
        self, points: Sequence[Points], keys: Sequence[bytes], candidates: Sequence[tuple[int, ...]]
    ) -> tuple[list[DigitReading], NDArray[np.floating]]:
        """Return what c candidates, by the numbers of their strokes, are as digits.

        And the network's logits, (c, 10). points and keys: of all strokes.
        """
        images, logits = zip(*self._seen.recall(
            [tuple(keys[i] for i in strokes) for strokes in candidates],
            lambda new: self._look([[points[i] for i in candidates[k]] for k in new]),
        ), strict=True)
        logits = np.array(logits)
        return list(map(DigitReading, images, softmax(logits), candidates)), logits

    def _look(self, drawings: Sequence[Sequence[Points]]) -> Iterator[tuple[NDArray, NDArray]]:
        """Return for each of n drawings its image (28, 28) and the network's logits (10,)."""
        images = ink.from_drawings(drawings)
        return zip(images, self.network.logits(images), strict=True)


def _reading(
    parting: Parting,
    layout: Layout,
    members: NDArray[np.bool_],
    digits: Sequence[DigitReading],
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


def _with_alternative(readings: Sequence[Reading], behind: Sequence[float]) -> Reading:
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
