"""Pieces of a picture's ink as the network wants to see them, whatever pen or marker wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import ink
from pixelpredict.picture.contrast import running, widened
from pixelpredict.picture.mask import pen_width
from pixelpredict.picture.pieces import Piece, painted
from pixelpredict.raster import SIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]  # (h, w), 0..1

EDGE = 2  # pixels beyond the mask that a line's soft edge reaches
BLOB = 2.2  # pens, the side of a square that fits into no line
DARK = 0.8  # of a line's pixels are lighter than full ink
FAINT = 0.1  # of full ink: less is paper
PENS = (2.0, 3.6)  # pixels of the field: the widths that the network learnt with
PEN = 2.6  # and the one that others are brought to
FINE = 48  # pixels, the longer side of a digit while its lines are made wider or narrower
WIDEST_CHANGE = 6.0  # pixels of those


class Writing:
    """A line's ink, from which the images of its digits are cut."""

    def __init__(self, shade: Plane, pieces: Sequence[Piece]) -> None:
        """Measure how dark and how wide the line's pen is.

        shade: of the whole picture. pen: pixels. blots: the share of the ink, 0 to 1, that lies
        deeper than in any line of such a width.
        """
        boxes = np.array([piece.box for piece in pieces])
        height, width = shade.shape
        self._corner = np.maximum(boxes[:, :2].min(axis=0) - EDGE, 0)
        self._boxes = boxes - np.tile(self._corner, 2)
        right, bottom = np.minimum(boxes[:, 2:].max(axis=0) + EDGE, (width, height))
        own = shade[self._corner[1] : bottom, self._corner[0] : right]
        self._owner = np.zeros(own.shape, np.int16)  # whose each pixel is, from 1; 0: nobody's
        for number, (piece, box) in enumerate(zip(pieces, self._boxes, strict=True), 1):
            self._owner[box[1] : box[3], box[0] : box[2]][painted([piece], piece.box)] = number
        inked = np.sort(own[self._owner > 0])
        self._ink = np.clip(own / inked[int(DARK * (len(inked) - 1))], 0, 1)
        self._ink[self._ink < FAINT] = 0
        self._images: dict[tuple[int, ...], Plane] = {}
        alone = np.where(widened(self._owner > 0, EDGE), self._ink, 0)
        self.pen = pen_width(alone)
        side = int(BLOB * self.pen) | 1
        inside = running(np.minimum, running(np.minimum, self._owner > 0, side, 0), side, 1)
        self.blots = float(inside.sum() / (self._owner > 0).sum())

    def image(self, numbers: Sequence[int]) -> Plane:
        """Return the network's image (28, 28) of some of the pieces, by their numbers from 0."""
        key = tuple(numbers)
        if key not in self._images:
            self._images[key] = self._image(key)
        return self._images[key]

    def _image(self, numbers: tuple[int, ...]) -> Plane:
        boxes = self._boxes[list(numbers)]
        left, top = np.maximum(boxes[:, :2].min(axis=0) - EDGE, 0)
        right, bottom = boxes[:, 2:].max(axis=0) + EDGE
        owner = self._owner[top:bottom, left:right]
        own = np.isin(owner, np.array(numbers) + 1)
        seen = widened(own, EDGE) & (own | (owner == 0))
        cut = trimmed(np.where(seen, self._ink[top:bottom, left:right], 0))
        if not cut.size:
            return np.zeros((SIDE, SIDE), np.float32)
        width = self.pen * ink.BOX / max(cut.shape)
        if not PENS[0] <= width <= PENS[1]:
            changed = trimmed(_with_pen(cut, width))
            cut = changed if changed.size else cut
        return ink.from_ink(cut)


def trimmed(plane: Plane) -> Plane:
    """Cut a plane to the box of what is in it."""
    rows, columns = np.flatnonzero(plane.any(axis=1)), np.flatnonzero(plane.any(axis=0))
    if not len(rows):
        return plane[:0]
    return plane[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _with_pen(cut: Plane, width: float) -> Plane:
    """Make a digit's lines as wide as those the network knows. width: theirs now, in the field."""
    scale = FINE / max(cut.shape)
    fine = ink.resized(cut, scale).astype(np.float32)
    by = (PEN - width) / 2 * FINE / ink.BOX
    if by > 0:
        return grown(fine, min(by, WIDEST_CHANGE))
    # Where there was paper before, there is more of it.
    return 1 - grown(1 - fine, min(-by, WIDEST_CHANGE), beyond=1)


def grown(plane: Plane, by: float, beyond: float = 0) -> Plane:
    """Return the dilation of a plane by a disk of a radius in pixels, whose edge is soft.

    beyond: what lies around the plane. Returns a larger plane, by as many pixels all round.
    """
    reach = int(np.ceil(by + 0.5))
    height, width = plane.shape
    wide = np.full((height + 4 * reach, width + 4 * reach), beyond, np.float32)
    wide[2 * reach : -2 * reach, 2 * reach : -2 * reach] = plane
    size = (height + 2 * reach, width + 2 * reach)
    result = np.zeros(size, np.float32)
    for down in range(2 * reach + 1):
        for across in range(2 * reach + 1):
            outside = np.hypot(down - reach, across - reach) - by + 0.5
            if outside < 1:
                moved = wide[down : down + size[0], across : across + size[1]]
                np.maximum(result, moved - max(outside, 0), out=result)
    return result
