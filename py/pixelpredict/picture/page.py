"""A picture of a sheet to the numbers on it, from the top line to the bottom one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture import mask, placement
from pixelpredict.picture.contrast import contrasts
from pixelpredict.picture.cuts import slices
from pixelpredict.picture.cutout import Writing
from pixelpredict.picture.lines import lines
from pixelpredict.picture.pieces import Piece, found
from pixelpredict.picture.shades import shades, shrunk
from pixelpredict.reading import PictureReading, Reading
from pixelpredict.segmentation import MOST_PIECES

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from pixelpredict.network import Network
    from pixelpredict.recognizer import Recognizer

PENS = (1.4, 8.0)  # pixels: lines of such a width are looked at, in a picture of whichever size
SMALLEST = 24  # pixels, the shorter side of a picture that is looked at
MOST = 250  # pieces: more of them are no writing but paper, cloth, grass
LIKELY = 3  # of these pictures are read whole
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
        self.worth = sum(_worth(writing, network) for writing in self._writings)

    def read(self, recognizer: Recognizer) -> PictureReading:
        """Read all lines."""
        read = [
            self._read(recognizer, self._cut(line, writing), writing)
            for line, writing in zip(self.lines, self._writings, strict=True)
        ]
        return PictureReading(tuple(line for line in read if line.digits))

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
        from pixelpredict.recognizer import concluded

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
        return recognizer.parted(placement.layout(pieces, writing.pen), numbers, look, digits_of)

    def _box(self, pieces: Sequence[Piece]) -> tuple[float, ...]:
        boxes = np.array([piece.box for piece in pieces]) * self._factor
        return (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def read(recognizer: Recognizer, pixels: ArrayLike) -> PictureReading:
    """Read a picture as `Recognizer.read_image` does."""
    sheets = sorted(_sheets(*shades(pixels), recognizer.network), key=lambda sheet: -sheet.worth)
    readings = [sheet.read(recognizer) for sheet in sheets[:LIKELY]]
    return max(readings, key=worth, default=PictureReading(()))


def worth(reading: PictureReading) -> float:
    """Return how much speaks for a reading."""
    return sum(
        float(np.clip(digit.evidence - CLEAR, NONE, FULL)) / (2 if digit.digit == 1 else 1)
        for digit in reading.digits
    ) if reading.lines else -np.inf


def _sheets(
    picture: NDArray[np.float32], factor: float, network: Network
) -> Iterator[Sheet]:
    """Yield what may be writing: the picture in ever smaller sizes, dark on light and light on dark."""
    while min(picture.shape[:2]) >= SMALLEST:
        for shade in contrasts(picture):
            ink = mask.find(shade, factor)
            if PENS[0] <= ink.pen <= PENS[1]:
                sheet = Sheet(ink, network)
                if sheet.lines:
                    yield sheet
        picture, factor = shrunk(picture, 2), factor * 2


def _worth(writing: Writing, network: Network) -> float:
    """Return how much speaks for it that the pieces of a line are digits."""
    logits = writing.logits = network.logits(np.array([writing.image([i]) for i in range(writing.count)]))
    clear = np.clip(logits.max(axis=1) - logits.mean(axis=1) - CLEAR, NONE, FULL)
    return float(np.where(logits.argmax(axis=1) == 1, clear / 2, clear).sum())
