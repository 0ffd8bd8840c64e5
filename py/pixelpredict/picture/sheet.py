"""The lines of writing in a picture of one size, and what they read."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture import placement
from pixelpredict.picture.cutout import Writing
from pixelpredict.picture.cuts import slices
from pixelpredict.picture.lines import lines
from pixelpredict.picture.pieces import Piece, found
from pixelpredict.picture.tables import PICTURED
from pixelpredict.reading import DigitReading, PictureReading, Reading, concluded
from pixelpredict.segmentation import MOST_PIECES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pixelpredict.network import Network
    from pixelpredict.picture.mask import Ink
    from pixelpredict.recognizer import Candidates, Recognizer

MOST = 200  # pieces: more of them are no writing but print, cloth, grass
HIGH = 4.0  # pens, of a digit at least
BLOTS = 0.03  # of its ink lies farther inside than that of a pen's lines
CLEAR = 7.0  # nats of evidence for one digit: a piece that has them is not cut, unless it is
WIDE = 1.15  # times as wide as the writing is high
NARROW = 0.55  # and what is narrower than that has no two digits
# What a piece adds to a sheet's promise: its evidence beyond so many nats, no less and no more.
EVIDENT, LEAST, FULL = 5.0, -2.0, 4.0
BAR = 0.5  # of that for a 1, which any straight line is
FEW = 8  # pieces: where there are more of them,
HOPELESS = -0.7  # and they promise less than that each, they are no digits
SIDES, SIDES_HIGH = 2, 1.25  # of boxes in a line, and how high, in heights of its other pieces
AS_HIGH = (0.6, 1.6)  # times the height of the other lines: a line of bars


@dataclass(eq=False)
class Line:
    """Pieces that stand side by side, and what the first network says of each: (n, 10) logits."""

    pieces: list[Piece]
    writing: Writing
    logits: NDArray[np.floating]

    @property
    def promise(self) -> float:
        """How much speaks for it that these are digits."""
        evidence = self.logits.max(axis=1) - self.logits.mean(axis=1)
        each = np.clip(evidence - EVIDENT, LEAST, FULL)
        return float(np.where(self.logits.argmax(axis=1) == 1, BAR * each, each).sum())

    def cut(self) -> list[Piece]:
        """Return its pieces, those that may be several digits cut into slices."""
        height, lean = placement.height(self.pieces), placement.lean(self.pieces)
        parts: list[Piece] = []
        for piece, logits in zip(self.pieces, self.logits, strict=True):
            wide = piece.width / height
            clear = logits.max() - logits.mean() > CLEAR
            if wide > WIDE or (wide > NARROW and not clear):
                parts += slices(piece, height, self.writing.pen, lean)
            else:
                parts.append(piece)
        few = len(self.pieces) < len(parts) <= MOST_PIECES
        return parts if few else self.pieces


class Sheet:
    """All the lines of writing in a picture of one size, from top to bottom."""

    def __init__(self, ink: Ink, network: Network) -> None:
        """Find the lines of a picture's ink, and have the first network look at their pieces."""
        self.ink = ink
        pieces = found(ink.mask, ink.course, ink.pen)
        several = lines(pieces, ink.pen) if len(pieces) <= MOST else []
        self.lines = [
            line for each in several
            if len(each) <= MOST_PIECES and (line := _looked_at(each, ink, network))
        ]
        self.promise = sum(line.promise for line in self.lines)

    @property
    def count(self) -> int:
        """How many pieces there are in lines."""
        return sum(len(line.pieces) for line in self.lines)

    @property
    def hopeless(self) -> bool:
        """Whether there are no digits in it."""
        return not self.lines or (self.count > FEW and self.promise < HOPELESS * self.count)

    @property
    def rest(self) -> float:
        """The share of the ink that is in no line, 0 to 1."""
        inked = int((self.ink.mask & ~self.ink.course).sum())
        return 1 - sum(piece.area for line in self.lines for piece in line.pieces) / max(inked, 1)

    def read(self, recognizer: Recognizer) -> PictureReading:
        """Read all lines."""
        readings = [_read(recognizer, line, self.ink) for line in self.lines]
        return PictureReading(_without_bars([each for each in readings if each.digits]))


def _looked_at(pieces: list[Piece], ink: Ink, network: Network) -> Line | None:
    """Return a line with what the network says of its pieces; None where no pen wrote it."""
    writing = Writing(ink.shade, pieces)
    if placement.height(pieces) < HIGH * writing.pen or writing.blots > BLOTS:
        return None
    images = np.array([writing.image([i]) for i in range(len(pieces))])
    logits = network.logits(images)
    written = _without_sides(pieces, logits)
    if len(written) < len(pieces):
        return _looked_at(written, ink, network)
    return Line(pieces, writing, logits)


def _without_sides(pieces: list[Piece], logits: NDArray[np.floating]) -> list[Piece]:
    """Leave out bars that are higher than the rest, where there are several: sides of boxes."""
    bars = logits.argmax(axis=1) == 1
    if bars.all():
        return pieces
    heights = np.array([piece.height for piece in pieces])
    usual = np.sort(heights[~bars])[(~bars).sum() // 2]
    sides = bars & (heights > SIDES_HIGH * usual)
    if sides.sum() < SIDES:
        return pieces
    return [piece for piece, side in zip(pieces, sides.tolist(), strict=True) if not side]


def _read(recognizer: Recognizer, line: Line, ink: Ink) -> Reading:
    """Read one line, from left to right."""
    pieces = line.cut()
    writing = line.writing if pieces is line.pieces else Writing(ink.shade, pieces)

    def look(candidates: Candidates) -> tuple[list[NDArray], NDArray[np.floating]]:
        images = [writing.image(each) for each in candidates]
        return images, recognizer.network.logits(np.array(images))

    def digits_of(
        candidates: Candidates, images: Sequence[NDArray], logits: NDArray[np.floating]
    ) -> list[DigitReading]:
        heard = [
            logits if network is recognizer.network else network.logits(np.array(images))
            for network in recognizer.networks
        ]
        digits = map(concluded, images, zip(*heard, strict=True))
        return [
            dataclasses.replace(digit, box=_box([pieces[i] for i in candidate], ink.factor))
            for digit, candidate in zip(digits, candidates, strict=True)
        ]

    each = [[i] for i in range(len(pieces))]
    layout = placement.layout(pieces, writing.pen)
    return recognizer.parted(layout, each, look, digits_of, PICTURED)


def _box(pieces: Sequence[Piece], factor: float) -> tuple[float, ...]:
    """Return left, top, right and bottom of pieces in pixels of the picture given."""
    boxes = np.array([piece.box for piece in pieces]) * factor
    return (*boxes[:, :2].min(axis=0).tolist(), *boxes[:, 2:].max(axis=0).tolist())


def _without_bars(lines: Sequence[Reading]) -> tuple[Reading, ...]:
    """Leave out lines of nothing but bars, where they are many or not as high as the others."""
    heights = [float(np.mean([box[3] - box[1] for box in _boxes(line)])) for line in lines]
    bars = [all(digit.digit == 1 for digit in line.digits) for line in lines]
    others = sorted(height for height, bar in zip(heights, bars, strict=True) if not bar)
    if not others:
        return tuple(lines)
    usual = others[len(others) // 2]
    few = sum(bars) <= len(others)  # else they are what is left of squares
    return tuple(
        line for line, height, bar in zip(lines, heights, bars, strict=True)
        if not bar or (few and AS_HIGH[0] * usual < height < AS_HIGH[1] * usual)
    )


def _boxes(line: Reading) -> list[tuple[float, ...]]:
    return [digit.box for digit in line.digits]
