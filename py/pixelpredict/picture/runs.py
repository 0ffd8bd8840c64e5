"""The ink of a mask as runs, and the pieces that runs which touch make up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.intp]


class Runs(NamedTuple):
    """The runs of ink in the rows of a mask, from top left to bottom right: (r,) each."""

    row: Numbers
    start: Numbers
    end: Numbers  # the first pixel behind it

    @classmethod
    def of(cls, mask: NDArray[np.bool_]) -> Runs:
        """Find the runs of a mask (h, w)."""
        height, width = mask.shape
        wide = np.zeros((height, width + 2), np.int8)
        wide[:, 1:-1] = mask
        steps = np.diff(wide, axis=1)
        row, start = np.nonzero(steps == 1)
        return cls(row, start, np.nonzero(steps == -1)[1])

    def pieces(self) -> Numbers:
        """Return the number of the piece, from 0, that each run belongs to, (r,).

        Pixels that touch, be it at a corner, are of one piece: the runs of each row are united with
        those above (Rosenfeld and Pfaltz, 1966).
        """
        if not len(self.row):
            return self.row
        place = self.row * (self.end.max() + 2)
        # A run touches those of the row above that neither end before it nor start behind it.
        above = place - (self.end.max() + 2)
        first = np.searchsorted(place + self.end, above + self.start)
        last = np.searchsorted(place + self.start, above + self.end, side="right")
        count = np.maximum(last - first, 0)
        below = np.repeat(np.arange(len(count)), count)
        over = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        return united(len(count), below, over + np.repeat(first, count))


def united(n: int, one: Numbers, other: Numbers) -> Numbers:
    """Return the number of the group of each of n, when each one belongs with the other."""
    group = np.arange(n)
    while True:
        low = np.minimum(group[one], group[other])
        before = group.copy()
        for each in (one, other):
            np.minimum.at(group, before[each], low)
        while (group[group] != group).any():
            group = group[group]
        if (group == before).all():
            return np.unique(group, return_inverse=True)[1]
