"""Where a piece of ink may be cut: digits that touch hang together by little ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture.pieces import Piece, painted
from pixelpredict.picture.runs import Runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_INK = 3.2  # pens that a cut goes through
APART = 0.08  # heights of the writing from one cut to the next, and from the piece's ends
LEVELS = (0.25, 0.5, 0.75)  # of the piece's height: at these the best cuts are looked for
SIDEWAYS = 0.2  # of a pixel of ink, what a step aside costs
MOST = 16  # cuts of a piece


def slices(piece: Piece, height: float, pen: float, lean: float) -> list[Piece]:
    """Cut a piece wherever two digits may touch, into slices from left to right.

    Each cut is the way from top to bottom through a place that crosses the least ink, found by
    dynamic programming. height: of the writing, and pen: its width, in pixels. lean: how far the
    writing leans, to the right for downward: cuts lean with it.
    """
    left = piece.box[0]
    mask = painted([piece], piece.box)
    rows = np.arange(len(mask))
    moved = np.rint(lean * (rows - len(mask) / 2)).astype(np.intp)
    margin = int(np.abs(moved).max()) + 1
    upright = np.zeros((len(mask), mask.shape[1] + 2 * margin), np.float32)
    columns = np.arange(mask.shape[1])
    upright[rows[:, None], columns + margin - moved[:, None]] = mask
    chosen: list[tuple[float, NDArray]] = []
    for cost, way in sorted(_ways(upright), key=lambda found: found[0]):
        if cost > MOST_INK * pen or len(chosen) == MOST:
            break
        middle = way.mean()
        inside = margin + APART * height < middle < upright.shape[1] - margin - APART * height
        if inside and all(abs(middle - other.mean()) >= APART * height for _, other in chosen):
            chosen.append((cost, way))
    edges = sorted((way - margin + moved + left for _, way in chosen), key=np.mean)
    return _parted(piece, np.maximum.accumulate(edges, axis=0)) if edges else [piece]


def _ways(ink: NDArray[np.float32]) -> list[tuple[float, NDArray[np.intp]]]:
    """Return the cheapest ways from top to bottom through each place that is better than those
    beside it: what they cost, and their column in each row, (h,).
    """
    down, before = _cheapest(ink)
    up, behind = _cheapest(ink[::-1])
    up, behind = up[::-1], behind[::-1]
    found = []
    for level in LEVELS:
        row = min(int(level * len(ink)), len(ink) - 1)
        cost = down[row] + up[row] - ink[row]
        padded = np.concatenate([[np.inf], cost, [np.inf]])
        best = np.flatnonzero((cost <= padded[:-2]) & (cost < padded[2:]))
        for column in best.tolist():
            way = np.empty(len(ink), np.intp)
            way[row] = column
            for above in range(row, 0, -1):
                way[above - 1] = before[above, way[above]]
            for below in range(row, len(ink) - 1):
                way[below + 1] = behind[below, way[below]]
            found.append((float(cost[column]), way))
    return found


def _cheapest(ink: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Return what the cheapest way from the top to each pixel costs, and whence it comes: (h, w).

    A way goes down, and along a row as far as it likes. Whence: its column in the row above.
    """
    cost, whence = np.empty_like(ink), np.zeros(ink.shape, np.intp)
    cost[0] = ink[0]
    for row in range(1, len(ink)):
        along = np.cumsum(ink[row] + SIDEWAYS)  # what it costs from the row's beginning to here
        from_left, left = _least(cost[row - 1] - along + ink[row])
        from_right, right = _least((cost[row - 1] + along)[::-1])
        from_left += along
        from_right = from_right[::-1] - along + ink[row]
        right = ink.shape[1] - 1 - right[::-1]
        whence[row] = np.where(from_left <= from_right, left, right)
        cost[row] = np.minimum(from_left, from_right)
    return cost, whence


def _least(costs: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Return the least so far, at each place, and where it was."""
    least = np.minimum.accumulate(costs)
    places = np.where(costs == least, np.arange(len(costs)), 0)
    return least, np.maximum.accumulate(places)


def _parted(piece: Piece, edges: NDArray[np.intp]) -> list[Piece]:
    """Return what of a piece lies between edges (n, h), columns of the picture in each row."""
    row, start, end = piece.runs
    own = row - piece.box[1]
    parts = []
    low = np.full(len(row), np.iinfo(np.intp).min)
    for edge in [*edges, None]:
        high = np.full(len(row), np.iinfo(np.intp).max) if edge is None else edge[own]
        first, last = np.maximum(start, low), np.minimum(end, high)
        inked = first < last
        if inked.any():
            parts.append(Piece(Runs(row[inked], first[inked], last[inked])))
        low = high
    return parts
