"""Where a piece of ink may be cut: digits that touch hang together by little ink."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pixelpredict.picture.pieces import Piece
from pixelpredict.picture.runs import Runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

SLANTS = (-0.45, -0.3, -0.15, 0.0, 0.15, 0.3, 0.45)  # sideways for upward, of a cut beside the writing's lean
MOST_INK = 2.4  # pens that a cut goes through
APART = 0.2  # heights of the writing from one cut to the next, and from the piece's ends
EACH = 0.35  # heights of the writing for each cut


class Cut(NamedTuple):
    """A straight line through a piece, from top to bottom."""

    ink: int  # pixels of it that are inked
    top: float  # where it is at the piece's top
    bottom: float

    def at(self, share: NDArray) -> NDArray[np.intp]:
        """Return where it is after a share of its way, in whole pixels."""
        return np.rint(self.top + (self.bottom - self.top) * share).astype(np.intp)


def slices(piece: Piece, height: float, pen: float, lean: float) -> list[Piece]:
    """Cut a piece wherever two digits may touch, into slices from left to right.

    height: of the writing, and pen: its width, in pixels. lean: how far the writing leans, to the
    right for downward. What is left over where two cuts meet is left out.
    """
    chosen: list[Cut] = []
    left, _, right, _ = piece.box
    most = int((right - left) / (EACH * height))
    for cut in sorted(_cuts(piece, lean)):
        if len(chosen) == most or cut.ink > MOST_INK * pen:
            break
        if all(_clear(cut, other, APART * height) for other in chosen) and \
                min(cut.top, cut.bottom) > left + 1 and max(cut.top, cut.bottom) < right - 1 and \
                left + APART * height < (cut.top + cut.bottom) / 2 < right - APART * height:
            chosen.append(cut)
    parts = []
    for cut in sorted(chosen, key=lambda cut: cut.top):
        before, piece = _parted(piece, cut)
        parts.append(before)
    return [part for part in [*parts, piece] if part is not None]


def _clear(cut: Cut, other: Cut, apart: float) -> bool:
    """Return whether two cuts do not cross and are apart in the middle."""
    top, bottom = cut.top - other.top, cut.bottom - other.bottom
    return top * bottom > 0 and abs(top + bottom) / 2 >= apart


def _cuts(piece: Piece, lean: float) -> Iterator[Cut]:
    """Yield all cuts of all slants."""
    row, start, end = piece.runs
    left, top, right, bottom = piece.box
    tall = bottom - top
    middle = (top + bottom - 1) / 2
    for beside in SLANTS:
        slant = lean + beside
        shift = np.rint(slant * (row - middle)).astype(np.intp)
        first = int((start - shift).min())
        last = int((end - shift).max())
        ink = np.bincount(start - shift - first, minlength=last - first + 1)
        ink = np.cumsum(ink - np.bincount(end - shift - first, minlength=last - first + 1))
        lower = np.minimum(np.append(ink[1:], ink[-1]), np.append(ink[0], ink[:-1]))
        for at in np.flatnonzero(ink <= lower).tolist():
            yield Cut(int(ink[at]), first + at - slant * tall / 2, first + at + slant * tall / 2)


def _parted(piece: Piece, cut: Cut) -> tuple[Piece | None, Piece | None]:
    """Return what of a piece lies before a cut, and what lies behind it."""
    row, start, end = piece.runs
    _, top, _, bottom = piece.box
    edge = cut.at((row - top) / max(bottom - 1 - top, 1))
    before, behind = start < edge, end > edge
    return (
        _piece(row[before], start[before], np.minimum(end, edge)[before]),
        _piece(row[behind], np.maximum(start, edge)[behind], end[behind]),
    )


def _piece(row: NDArray, start: NDArray, end: NDArray) -> Piece | None:
    return Piece(Runs(row, start, end)) if len(row) else None
