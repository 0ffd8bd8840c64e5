"""A picture of a sheet to the numbers on it, from the top line to the bottom one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture import mask, placement, single
from pixelpredict.picture.contrast import contrasts
from pixelpredict.picture.cuts import slices
from pixelpredict.picture.cutout import Writing
from pixelpredict.picture.lines import lines
from pixelpredict.picture.pieces import Piece, found
from pixelpredict.picture.shades import shades, shrunk
from pixelpredict.picture.tables import PICTURED
from pixelpredict.reading import PictureReading, Reading, concluded
from pixelpredict.segmentation import MOST_PIECES

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from pixelpredict.network import Network
    from pixelpredict.recognizer import Recognizer

PENS = (1.4, 8.0)  # pixels: lines of such a width are looked at, in a picture of whichever size
SMALLEST = 24  # pixels, the shorter side of a picture that is looked at
MOST = 250  # pieces: more of them are no writing but paper, cloth, grass
SLIM = 4.0
BLOTS = 0.03
LEFT = 0.35  # of the ink that is in no line
LIKELY = 2  # of one size
PLAIN, PLAIN_PEN, PLAIN_SHADE = 6.0, 2.5, 0.2
CUTTING = 7.0
WIDE, NARROW = 1.15, 0.55
CLEAR, FULL, NONE = 5.0, 4.0, -2.0  # of a piece's evidence what counts, from there on, at most, at least


class Sheet:
    """The writing in a picture of one size."""

    def __init__(self, ink: mask.Ink, network: Network) -> None:
        self.ink = ink
        self._factor = ink.factor
        pieces = found(ink.mask, ink.course, ink.pen)
        self.lines = [line for line in lines(pieces, ink.pen) if len(line) <= MOST_PIECES] \
            if len(pieces) <= MOST else []
        self._writings = [Writing(ink.shade, line) for line in self.lines]
        slim = [placement.height(line) >= SLIM * writing.pen and writing.blots < BLOTS for line, writing in zip(self.lines, self._writings)]
        self.lines = [line for line, ok in zip(self.lines, slim) if ok]
        self._writings = [w for w, ok in zip(self._writings, slim) if ok]
        read = sum(piece.area for line in self.lines for piece in line)
        self.rest = 1 - read / max(int((ink.mask & ~ink.course).sum()), 1)
        self.worth = sum(_worth(writing, network) for writing in self._writings)

    def read(self, recognizer: Recognizer) -> PictureReading:
        """Read all lines."""
        read = [
            self._read(recognizer, self._cut(line, writing), writing)
            for line, writing in zip(self.lines, self._writings, strict=True)
        ]
        return PictureReading(tuple(_without_bars([line for line in read if line.digits])))

    def _cut(self, line: Sequence[Piece], writing: Writing) -> list[Piece]:
        """Cut what may be several digits that touch."""
        height = placement.height(line)
        lean = placement.lean(line)
        parts = []
        for piece, logits in zip(line, writing.logits, strict=True):
            clear = logits.max() - logits.mean() > CUTTING
            wide = piece.width / height
            if wide > WIDE or (wide > NARROW and not clear):
                parts += slices(piece, height, writing.pen, lean)
            else:
                parts.append(piece)
        return parts if len(parts) <= MOST_PIECES else list(line)

    def _read(self, recognizer: Recognizer, pieces: Sequence[Piece], writing: Writing) -> Reading:
        writing = Writing(self.ink.shade, pieces)

        def look(candidates):
            images = [writing.image(each) for each in candidates]
            return images, recognizer.network.logits(np.array(images))

        def digits_of(candidates, images, logits):
            heard = [
                logits if network is recognizer.network else network.logits(np.array(images))
                for network in recognizer.networks
            ]
            return [
                dataclasses.replace(
                    concluded(image, each), box=self._box([pieces[i] for i in candidate])
                )
                for image, each, candidate in zip(
                    images, zip(*heard, strict=True), candidates, strict=True)
            ]

        numbers = [[i] for i in range(len(pieces))]
        return recognizer.parted(
            placement.layout(pieces, writing.pen), numbers, look, digits_of, PICTURED
        )

    def _box(self, pieces: Sequence[Piece]) -> tuple[float, ...]:
        boxes = np.array([piece.box for piece in pieces]) * self._factor
        return (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def read(recognizer: Recognizer, pixels: ArrayLike) -> PictureReading:
    """Read a picture as `Recognizer.read_image` does."""
    picture, factor = shades(pixels)
    reading = _read_sheet(recognizer, picture, factor)
    found = single.digit(picture)
    # A clean picture shows one digit, unless there are plainly several, each for itself.
    if found is None or (len(reading.digits) > 1 and reading.sure):
        return reading
    image, box = found
    logits = [network.logits(image[None])[0] for network in recognizer.networks]
    digit = dataclasses.replace(concluded(image, logits), box=tuple(factor * side for side in box))
    return PictureReading((Reading((digit,)),))


def _read_sheet(
    recognizer: Recognizer, picture: NDArray[np.float32], factor: float
) -> PictureReading:
    """Read a picture in ever larger sizes, dark on light and light on dark.

    Until all that is seen is digits beyond doubt, written with a pen that is wide enough for that
    size. Else what most speaks for.
    """
    readings: list[tuple[float, PictureReading]] = []
    for sheets in _sizes(picture, factor, recognizer.network):
        found = []
        for sheet in sorted(sheets, key=lambda sheet: -sheet.worth)[:LIKELY]:
            reading = sheet.read(recognizer)
            if reading.lines:
                found.append((_likely(reading) * (sheet.ink.threshold * sheet.ink.share)**0.5, reading, sheet))
        plain = [each for each in found if _is_plain(each[1], each[2])]
        if plain:
            return max(plain, key=lambda each: each[0])[1]
        readings += found
    if not readings:
        return PictureReading(())
    # What is read in several sizes is likelier.
    votes: dict[str, float] = {}
    for likely, reading, _ in readings:
        votes[reading.text] = np.logaddexp(votes.get(reading.text, -np.inf), likely)
    text = max(votes, key=votes.__getitem__)
    return max((each for each in readings if each[1].text == text), key=lambda each: each[0])[1]


def _without_bars(lines: Sequence[Reading]) -> Sequence[Reading]:
    """Leave out lines of nothing but bars that are not as high as the digits of the others."""
    heights = [np.mean([d.box[3] - d.box[1] for d in line.digits]) for line in lines]
    bars = [all(d.digit == 1 for d in line.digits) for line in lines]
    others = [height for height, bar in zip(heights, bars, strict=True) if not bar]
    if not others:
        return lines
    usual = np.sort(others)[len(others) // 2]
    return [
        line for line, height, bar in zip(lines, heights, bars, strict=True)
        if not bar or 0.6 * usual < height < 1.6 * usual
    ]


def _is_plain(reading: PictureReading, sheet: Sheet) -> bool:
    """Whether a larger picture need not be looked at."""
    ink = sheet.ink
    return sheet.rest <= LEFT and ink.share == 1 and ink.pen >= PLAIN_PEN and ink.threshold >= PLAIN_SHADE and \
        any(digit.digit != 1 for digit in reading.digits) and \
        all(d.evidence >= PLAIN and d.probabilities.max() >= 0.9 for d in reading.digits)


def _likely(reading: PictureReading) -> float:
    """Return how much speaks for a reading: that its digits are some."""
    return sum(
        float(np.clip(digit.evidence - PLAIN, -3, 6)) * (0.3 if digit.digit == 1 else 1)
        for digit in reading.digits
    )


def _sizes(
    picture: NDArray[np.float32], factor: float, network: Network
) -> Iterator[list[Sheet]]:
    """Yield what may be writing, in a picture of ever larger sizes."""
    pictures = [(picture, factor)]
    while min(picture.shape[:2]) >= 2 * SMALLEST:
        picture, factor = shrunk(picture, 2), factor * 2
        pictures.append((picture, factor))
    for picture, factor in reversed(pictures):
        inks = [mask.find(shade, factor)._replace(share=share) for shade, share in contrasts(picture)]
        sheets = [Sheet(ink, network) for ink in inks if PENS[0] <= ink.pen <= PENS[1]]
        yield [sheet for sheet in sheets if sheet.lines]


def _worth(writing: Writing, network: Network) -> float:
    """Return how much speaks for it that the pieces of a line are digits."""
    logits = writing.logits = network.logits(np.array([writing.image([i]) for i in range(writing.count)]))
    clear = np.clip(logits.max(axis=1) - logits.mean(axis=1) - CLEAR, NONE, FULL)
    return float(np.where(logits.argmax(axis=1) == 1, clear / 2, clear).sum())
