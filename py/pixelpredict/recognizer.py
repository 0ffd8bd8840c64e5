"""The recogniser: ink in, reading out."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import explanation, ink, number, segmentation, separators
from pixelpredict.explanation import Explanation
from pixelpredict.layout import Layout, evenly
from pixelpredict.memory import Memory
from pixelpredict.network import Network, ReluNetwork
from pixelpredict.reading import DigitReading, PictureReading, Reading, concluded
from pixelpredict.segmentation import DRAWN, Tables
from pixelpredict.strokes import measurable, thinned

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

    from pixelpredict.convolution import ConvolutionalNetwork
    from pixelpredict.hand import Example, Hand

    Candidates = Sequence[tuple[int, ...]]  # each the numbers of its strokes
    Points = NDArray[np.float64]  # (n, 2), the points of a stroke

SECOND = "convolutional"  # the folder in that of the weights that holds the second network's


@dataclass
class Recognizer:
    """Reads drawings: the normaliser of `ink`, `segmentation`, and one network or two.

    The first network looks at all that may be a digit, and so decides where a number is parted; the
    second looks again at what was then taken for one. The answer is the mean of their logits, to
    which is added, of either, what a person taught.
    """

    network: Network
    second: ConvolutionalNetwork | None = None  # where there is none, the first reads alone
    alone: int | None = None  # 0 or 1: of two networks only the first or the second is heard
    _hand: Hand | None = field(default=None, repr=False)  # None: nothing was ever taught
    _places: Memory[NDArray[np.float64]] = field(default_factory=Memory, repr=False)
    _seen: Memory[tuple[NDArray, NDArray]] = field(default_factory=Memory, repr=False)
    _seen_again: Memory[NDArray] = field(default_factory=Memory, repr=False)
    _votes: Memory[NDArray] = field(default_factory=Memory, repr=False)

    @classmethod
    def load(cls, folder: str | os.PathLike) -> Recognizer:
        """Open the weights in a folder, those of the second network too, where they are in it.

        Raises WeightsError as `Network.load` does.
        """
        recognizer = cls(Network.load(folder))
        if (Path(folder) / SECOND).is_dir():
            recognizer.load_second(folder)
        return recognizer

    def load_second(self, folder: str | os.PathLike) -> None:
        """Open the second network's weights, in a folder in that of the first one's.

        Raises WeightsError as `Network.load` does.
        """
        # Not before: a page reads with the first network until the second has come.
        from pixelpredict.convolution import ConvolutionalNetwork

        self.second = ConvolutionalNetwork.load(Path(folder) / SECOND)
        self._seen_again = Memory()

    def take_networks(self, other: Recognizer) -> None:
        """Read with the networks of another recogniser from now on."""
        self.network, self.second = other.network, other.second
        self._seen, self._seen_again = Memory(), Memory()

    @property
    def networks(self) -> tuple[ReluNetwork, ...]:
        """The networks that are heard."""
        if self.second is None:
            return (self.network,)
        both = (self.network, self.second)
        return both if self.alone is None else (both[self.alone],)

    @property
    def taught(self) -> tuple[Example, ...]:
        """What was taught: its strokes, and its digit or None; at most some hundred drawings."""
        return tuple(self._hand or ())

    def teach(self, strokes: Iterable[ArrayLike], digit: int | None) -> None:
        """Learn what one drawing is, a digit or none; drawings alike are read so from now on.

        Raises ValueError as `Hand.teach` does.
        """
        # Not before: a page reads without it.
        from pixelpredict.hand import Hand

        hand = self._hand or Hand()
        hand.teach(strokes, digit)
        self._hand, self._votes = hand, Memory()

    def forget(self, strokes: Iterable[ArrayLike] | None = None) -> None:
        """Forget one taught drawing, or all that was taught; then as though it had never been."""
        if self._hand:
            self._hand.forget(strokes)
            self._votes = Memory()

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
            candidates = [tuple(pieces[0])]
            images, logits = self._look(points, keys, candidates)
            return Reading(tuple(self._digits(keys, candidates, images, logits)))
        layout = Layout.of(self._places.recall(
            [tuple(keys[i] for i in piece) for piece in pieces],
            lambda new: [evenly([points[i] for i in pieces[k]]) for k in new],
        ))
        def look(candidates: Candidates) -> tuple[list[NDArray], NDArray[np.floating]]:
            return self._look(points, keys, candidates)

        return self.parted(layout, pieces, look, partial(self._digits, keys))

    def parted(
        self, layout: Layout, pieces: Sequence[Sequence[int]], look: Callable, digits_of: Callable,
        tables: Tables = DRAWN,
    ) -> Reading:
        """Read the best parting of what lies in a line.

        pieces: the numbers of the strokes of each, as they were given to the layout. look: returns
        the images of c candidates, each the numbers of its strokes, and the first network's logits
        (c, 10). digits_of: returns the DigitReadings of candidates, their images and logits.
        """
        members, features = segmentation.candidates(layout, tables.layout, tables.strokes)
        candidates = [
            tuple(sorted(i for k in layout.order[row].tolist() for i in pieces[k]))
            for row in members
        ]
        images, logits = look(candidates)
        scores = segmentation.scores(features, logits, tables.network, tables.layout)
        partings = segmentation.partings(members, scores, separators.alone(layout, tables.alone))
        taken = sorted({digit for parting in partings for digit in parting.digits})
        digits = dict(zip(taken, digits_of(
            [candidates[i] for i in taken], [images[i] for i in taken], logits[taken]
        ), strict=True))
        readings = [
            number.reading(parting, layout, members, digits, pieces) for parting in partings
        ]
        behind = [(partings[0].score - parting.score) / 2 for parting in partings]
        return number.with_alternative(readings, behind)

    def read_image(self, pixels: ArrayLike) -> PictureReading:
        """Read the numbers in a picture: a photo, a scan, a screenshot; a line for each.

        pixels: (h, w) grey, (h, w, 3) colour, or (h, w, 4) with alpha, which lies over white; whole
        numbers are 0 to 255, of 16 bits to 65535, fractions 0 to 1; dark on light or light on dark.
        Raises ValueError for anything else.
        """
        # Not before: a page reads drawings without it.
        from pixelpredict import picture

        return picture.read(self, pixels)

    def explain_image(self, image: NDArray, digit: int, rival: int) -> Explanation:
        """Do what `explain` does for a digit's image (28, 28), 0..1, as it was read."""
        return explanation.explain(self.networks, image, digit, rival)

    def explain(self, strokes: Iterable[ArrayLike], digit: int, rival: int) -> Explanation:
        """Say which ink makes the strokes of a digit look like it rather than like another.

        Strokes as in `read`, all of one digit. Raises ValueError for anything but two different
        digits 0 to 9, for a stroke that is not an (n, 2) array, and when there is no ink.
        """
        points = thinned(measurable(strokes))
        image = ink.from_strokes(points)
        if not image.any():
            raise ValueError("there is no ink to explain")
        why = self.explain_image(image, digit, rival)
        if not self._hand:
            return why
        logits = [each.logits(image[None]).astype(float) for each in self.networks]
        changes = [self.with_taught(each, [points], image[None])[0] - each[0] for each in logits]
        taught = float(np.mean([change[digit] - change[rival] for change in changes]))
        return dataclasses.replace(why, taught=taught, difference=why.difference + taught)

    def with_taught(
        self, logits: NDArray[np.floating], drawings: Sequence[Sequence[Points]], images: NDArray
    ) -> NDArray[np.floating]:
        """Return a network's logits (n, 10) of n drawings of one digit with what was taught."""
        if not self._hand:
            return logits
        votes = self._hand.votes(drawings, images)
        return self._hand.doubted(self._hand.raised(logits, votes), votes)

    def _look(
        self, points: Sequence[Points], keys: Sequence[bytes], candidates: Sequence[tuple[int, ...]]
    ) -> tuple[list[NDArray], NDArray[np.floating]]:
        """Return the images (28, 28) of c candidates and the first network's logits, (c, 10).

        What was taught is in these. candidates: each the numbers of its strokes. points and keys:
        of all strokes.
        """
        def drawn(new: Sequence[int]) -> list[list[Points]]:
            return [[points[i] for i in candidates[k]] for k in new]

        def look(new: Sequence[int]) -> Iterator[tuple[NDArray, NDArray]]:
            images = ink.from_drawings(drawn(new))
            return zip(images, self.network.logits(images), strict=True)

        known_by = [tuple(keys[i] for i in each) for each in candidates]
        images, logits = zip(*self._seen.recall(known_by, look), strict=True)
        if not self._hand:
            return list(images), np.array(logits)
        votes = self._votes.recall(
            known_by, lambda new: self._hand.votes(drawn(new), np.array([images[k] for k in new])))
        # What is taken for one drawing is taken for one still when it was taught that it is none.
        return list(images), self._hand.raised(np.array(logits), np.array(votes))

    def _digits(
        self, keys: Sequence[bytes], candidates: Sequence[tuple[int, ...]],
        images: Sequence[NDArray], logits: NDArray[np.floating],
    ) -> list[DigitReading]:
        """Return what candidates are as digits, by all networks that are heard.

        images and logits: as `_look` returns them. keys: of all strokes.
        """
        known_by = [tuple(keys[i] for i in each) for each in candidates]
        heard = [
            logits if network is self.network else np.array(self._seen_again.recall(
                known_by, lambda new: self.second.logits(np.array([images[k] for k in new]))))
            for network in self.networks
        ]
        if self._hand:
            votes = np.array(self._votes.known(known_by))
            raised = [each if each is logits else self._hand.raised(each, votes) for each in heard]
            heard = [self._hand.doubted(each, votes) for each in raised]
        return list(map(concluded, images, zip(*heard, strict=True), candidates))
