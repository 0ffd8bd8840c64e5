"""Small strokes that are no part of a digit: a decimal separator, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

    from pixelpredict.layout import Layout

SMALL = 0.35  # heights of the writing, the longer side of a dot or a comma
DOT = 0.15  # and of a dot, whose line may turn
TURNING = 1.8  # times its longer side: more ink is no comma, but part of a small digit
HIGHEST, LOWEST = 0.7, 1.6  # place of a separator between its neighbours' heads (0) and feet (1)

# The score of a small stroke that is no part of a digit, beside those of `segmentation`, with which
# it is fitted.
ALONE = {
    "separator": 1.50,  # on the base line between two digits
    "separator_off_base": -4.10,  # for each height of its neighbours that it is off
    "stray": -2.30,  # anywhere else
}


def alone(layout: Layout, table: dict[str, float] = ALONE) -> dict[int, float]:
    """Return the scores of the small strokes, which may be no part of a digit.

    table: what they are made of, as `ALONE` says it of drawings.
    """
    weights = np.array(list(table.values()))
    return {stroke: float(row @ weights) for stroke, row in alone_features(layout).items()}


def alone_features(layout: Layout) -> dict[int, NDArray[np.float64]]:
    """Return what the scores of the small strokes are made of, (3,) each, in the order of `ALONE`.

    Where all are small, all is writing.
    """
    small = are_small(layout)
    if small.all():
        return {}
    found = {}
    for stroke in np.flatnonzero(small).tolist():
        depth = layout.depth(stroke, small)
        found[stroke] = np.array([1, abs(depth - 1), 0] if _on_base(depth) else [0, 0, 1])
    return found


def is_separator(layout: Layout, stroke: int) -> bool:
    """Return whether a small stroke lies where a decimal separator does."""
    return _on_base(layout.depth(stroke, are_small(layout)))


def _on_base(depth: float) -> bool:
    return HIGHEST < depth < LOWEST


def are_small(layout: Layout) -> NDArray[np.bool_]:
    """Return which strokes may be a dot or a comma, (n,)."""
    longer = longer_sides(layout)
    return (longer < DOT) | (longer < SMALL) & (layout.length < TURNING * longer)


def longer_sides(layout: Layout) -> NDArray[np.float64]:
    """Return the longer side of each stroke's box, (n,)."""
    return np.maximum(layout.bottom - layout.top, layout.right - layout.left)
