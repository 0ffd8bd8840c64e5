"""Pieces of ink to lines of writing, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture import placement

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pixelpredict.picture.pieces import Piece

TALL = 0.45  # of the writing's height: a piece that high tells where a line is
APART = 3.0  # heights between two neighbours in a line
OFF = 0.5  # heights from the middle of one to that of the other
ALONG = 3.0  # times as far: so much is a place off the line
ABOVE, LEVEL = 0.4, 0.3  # widths that two above one another share, and heights that they don't
BROKEN = 2.5  # pens between two parts of a stroke
SPAN, FEW = 1.4, 3  # heights of the whole then, unless there are so few pieces at all
SMALL, DOT = 0.35, 0.8  # heights of a dot; pens squared of its ink: less is a speck
NEAR = 0.7  # heights from the nearest tall piece: what is small and farther off is in no line


def lines(pieces: Sequence[Piece], pen: float) -> list[list[Piece]]:
    """Return the pieces of each line, from left to right.

    Who stands beside whom is of one line: so a line may climb or fall.
    """
    if not pieces:
        return []
    left, top, right, bottom = np.array([piece.box for piece in pieces], float).T
    height = bottom - top
    area = np.array([piece.area for piece in pieces])
    writing = placement.height(pieces)
    tall = np.flatnonzero(height >= TALL * writing)
    groups = _beside(left[tall], top[tall], right[tall], bottom[tall], pen, writing)
    found = [[pieces[i] for i in tall[groups == group]] for group in range(groups.max() + 1)]
    for small in np.flatnonzero(height < TALL * writing):
        across = np.maximum(np.maximum(left[tall] - right[small], left[small] - right[tall]), 0)
        down = np.maximum(np.maximum(top[tall] - bottom[small], top[small] - bottom[tall]), 0)
        away = np.hypot(across, down) / height[tall]
        nearest = int(away.argmin())
        dot = max(pieces[small].width, pieces[small].height) < SMALL * height[tall[nearest]]
        if away[nearest] < NEAR and not (dot and area[small] < DOT * pen * pen):
            found[groups[nearest]].append(pieces[small])
    for line in found:
        line.sort(key=lambda piece: piece.box[0] + piece.box[2])
    return sorted(found, key=lambda line: np.mean([piece.box[1] + piece.box[3] for piece in line]))


def _beside(
    left: NDArray, top: NDArray, right: NDArray, bottom: NDArray, pen: float, writing: float
) -> NDArray[np.intp]:
    """Return the number of the line that each tall piece is in."""
    height = bottom - top
    x, y = (left + right) / 2, (top + bottom) / 2
    larger = np.maximum(height[:, None], height)
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    gap = np.maximum(left[:, None], left) - np.minimum(right[:, None], right)
    off = np.abs(y[:, None] - y)
    may = (gap < APART * larger) & (off < OFF * larger)
    # Beside whom: whoever is nearest on either side, and rather in the same line.
    far = np.where(may, np.maximum(gap, 0) + ALONG * off, np.inf)
    links = []
    for behind in (x[:, None] < x, x[:, None] > x):
        side = np.where(behind, far, np.inf)
        nearest = side.argmin(axis=1)
        links += [
            (float(side[i, k]), i, int(k)) for i, k in enumerate(nearest) if np.isfinite(side[i, k])
        ]
    # A stroke that skips is one digit's still: its parts may stand one above the other.
    span = np.maximum(bottom[:, None], bottom) - np.minimum(top[:, None], top)
    over = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    broken = (over > 0) & (shared > -BROKEN * pen) & ((span < SPAN * writing) | (len(left) <= FEW))
    links += [(0.0, i, k) for i, k in np.argwhere(broken).tolist() if i < k]
    narrower = np.minimum((right - left)[:, None], right - left)
    lower = np.minimum(height[:, None], height)
    stacked = (over > ABOVE * narrower) & (shared < LEVEL * lower) & ~broken
    # The nearest first (Kruskal, 1956); but what stands above one another is never one line.
    line = np.arange(len(left))
    for _, i, k in sorted(links):
        one, other = line == line[i], line == line[k]
        if line[i] != line[k] and not stacked[np.ix_(one, other)].any():
            line[other] = line[i]
    return np.unique(line, return_inverse=True)[1]
