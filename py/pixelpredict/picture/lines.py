"""Pieces of ink to lines of writing, from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture.runs import united

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from pixelpredict.picture.pieces import Piece

TALL = 0.45  # of the writing's height: a piece that high tells where a line is
HIGH = 0.75  # of the ink is in pieces up to the writing's height
APART = 3.0  # heights between two neighbours in a line
BESIDE = 0.4  # of the lower one's height that neighbours share
BROKEN = 2.5  # pens between two parts of a stroke
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
    writing = _quantile(height, area)
    tall = np.flatnonzero(height >= TALL * writing)
    groups = _beside(left[tall], top[tall], right[tall], bottom[tall], pen, writing)
    found = [[pieces[i] for i in tall[groups == group]] for group in range(groups.max() + 1)]
    for small in np.flatnonzero(height < TALL * writing):
        across = np.maximum(np.maximum(left[tall] - right[small], left[small] - right[tall]), 0)
        down = np.maximum(np.maximum(top[tall] - bottom[small], top[small] - bottom[tall]), 0)
        away = np.hypot(across, down) / height[tall]
        nearest = int(away.argmin())
        if away[nearest] < NEAR:
            found[groups[nearest]].append(pieces[small])
    for line in found:
        line.sort(key=lambda piece: piece.box[0] + piece.box[2])
    return sorted(found, key=lambda line: np.mean([piece.box[1] + piece.box[3] for piece in line]))


def _beside(
    left: NDArray, top: NDArray, right: NDArray, bottom: NDArray, pen: float, writing: float
) -> NDArray[np.intp]:
    """Return the number of the line that each tall piece is in."""
    height = bottom - top
    lower = np.minimum(height[:, None], height)
    shared = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    gap = np.maximum(left[:, None], left) - np.minimum(right[:, None], right)
    together = (shared > BESIDE * lower) & (gap < APART * np.maximum(height[:, None], height))
    # A stroke that skips is one digit's still.
    span = np.maximum(bottom[:, None], bottom) - np.minimum(top[:, None], top)
    broken = (gap < 0) & (shared > -BROKEN * pen) & ((span < 1.4 * writing) | (len(left) <= 3))
    together |= broken
    return united(len(left), *np.nonzero(together))


def _quantile(values: NDArray, weights: NDArray) -> float:
    order = np.argsort(values)
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] * HIGH)])
