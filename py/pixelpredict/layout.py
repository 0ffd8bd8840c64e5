"""How strokes lie to one another: boxes, the height of the writing, its lean, who touches whom.

All of it is the same for a number written larger, elsewhere, or slanting more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

    Members = NDArray[np.bool_]  # (c, n), which of n strokes each of c candidates is made of

_SAMPLES = 16  # places of a stroke, evenly along its ink, that distances are measured at
_STEEPEST = 1.0  # sideways for upward, as in `ink`: what leans further is taken to lie
_FLATTEST = 0.25  # the least height, squared, by width, squared, whose lean is taken in full
HIGH = 0.75  # of the ink is in strokes up to the height of the writing: half a 4 is lower than it
_TALL = 0.5  # heights of the writing that a stroke has at least, if it stands on the base line
_LEAST = 1e-9


def evenly(strokes: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the places (samples, 2) that lie evenly along the ink of strokes, as though of one.

    strokes: (m, 2) arrays of x, y in any unit, y downward, at least one point in all.
    """
    points = np.concatenate(strokes) if len(strokes) > 1 else strokes[0]
    x, y = points.T
    way = np.zeros(len(points))
    np.cumsum(np.hypot(np.diff(x), np.diff(y)), out=way[1:])
    at = np.linspace(0, way[-1], _SAMPLES)
    return np.array([np.interp(at, way, x), np.interp(at, way, y)]).T


@dataclass(frozen=True)
class Layout:
    """n strokes, from left to right by the middles of their boxes, the writing's lean taken away.

    Lengths are in heights of the writing: the height of the strokes up to which three
    quarters of the ink are.
    """

    order: NDArray[np.intp]  # (n,): which of the strokes that were given each one is
    left: NDArray[np.float64]  # (n,), and so are the others
    right: NDArray[np.float64]
    top: NDArray[np.float64]  # y grows downward
    bottom: NDArray[np.float64]
    length: NDArray[np.float64]  # of the ink
    distance: NDArray[np.float64]  # (n, n): between the ink of two strokes, where they are nearest
    base: float  # the foot of the strokes that are about as high as the writing

    @classmethod
    def of(cls, places: Sequence[NDArray[np.float64]]) -> Layout:
        """Measure n strokes, at least one, each as `evenly` returns it."""
        places = np.array(places)  # (n, samples, 2)
        places -= places.min(axis=(0, 1))
        places /= places.max() or 1.0
        places[:, :, 0] -= _lean(places) * places[:, :, 1]
        low, high = places.min(axis=1), places.max(axis=1)
        steps = np.diff(places, axis=1)
        length = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=1)
        return cls.arranged(low, high, length, _distances(places))

    @classmethod
    def arranged(
        cls, low: NDArray[np.float64], high: NDArray[np.float64], length: NDArray[np.float64],
        distance: NDArray[np.float64],
    ) -> Layout:
        """Arrange n strokes whose lean is taken away, in any unit.

        low, high: (n, 2), left and top, right and bottom of each. length: (n,), of its ink.
        distance: (n, n), between the ink of two.
        """
        order = np.argsort(low[:, 0] + high[:, 0], kind="stable")
        low, high, length = low[order], high[order], length[order]
        tall = high[:, 1] - low[:, 1]
        height = max(quantile(tall, length, HIGH), _LEAST)
        upright = tall > _TALL * height
        base = _median(high[upright if upright.any() else slice(None), 1])
        return cls(
            order, low[:, 0] / height, high[:, 0] / height, low[:, 1] / height,
            high[:, 1] / height, length / height, distance[np.ix_(order, order)] / height,
            base / height,
        )

    def boxes(self, members: Members) -> NDArray[np.float64]:
        """Return left, right, top and bottom of each candidate: (4, c)."""
        return np.array([
            np.where(members, self.left, np.inf).min(axis=1),
            np.where(members, self.right, -np.inf).max(axis=1),
            np.where(members, self.top, np.inf).min(axis=1),
            np.where(members, self.bottom, -np.inf).max(axis=1),
        ])

    def gaps(self, members: Members) -> NDArray[np.float64]:
        """Return the widest gap in x between a candidate's own strokes, 0 where there is none."""
        gap, reach = np.zeros(len(members)), np.full(len(members), np.inf)
        for stroke in self.left.argsort():
            own = members[:, stroke]
            gap[own] = np.maximum(gap[own], self.left[stroke] - reach[own])
            right = self.right[stroke]
            reach[own] = np.where(np.isinf(reach[own]), right, np.maximum(reach[own], right))
        return gap

    def overlaps(
        self, members: Members, left: NDArray[np.float64], right: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Return how much of the line a candidate shares with a stroke that is none of its own.

        left, right: (c,), where each candidate begins and ends.
        """
        shared = np.minimum(right[:, None], self.right) - np.maximum(left[:, None], self.left)
        return np.where(members, 0, np.maximum(shared, 0)).max(axis=1)

    def interruptions(self, members: Members) -> NDArray[np.intp]:
        """Return how many other strokes were drawn between a candidate's first and its last."""
        last = np.where(members, self.order, -1).max(axis=1)
        first = np.where(members, self.order, len(self.order)).min(axis=1)
        return last - first + 1 - members.sum(axis=1)

    def to_others(self, members: Members) -> NDArray[np.float64]:
        """Return the distance from a candidate's ink to the nearest other's, infinite without."""
        pairs = members[:, :, None] & ~members[:, None, :]
        return np.where(pairs, self.distance, np.inf).min(axis=(1, 2))

    def to_own(self, members: Members) -> NDArray[np.float64]:
        """Return the distance from each of a candidate's strokes to its nearest other: (c, n).

        Infinite for the strokes of others, and for one that is alone.
        """
        pairs = members[:, :, None] & members[:, None, :] & ~np.eye(len(self.left), dtype=bool)
        return np.where(pairs, self.distance, np.inf).min(axis=2)

    def depth(self, stroke: int, small: NDArray[np.bool_]) -> float:
        """Return how low a stroke lies beside its neighbours: 0 at their heads, 1 at their feet.

        Its neighbours are the nearest strokes on both sides that are not small, with what stands
        above and below them; NaN where there is none on one side.
        """
        middle = (self.top[stroke] + self.bottom[stroke]) / 2
        before, after = np.flatnonzero(~small[:stroke]), np.flatnonzero(~small[stroke + 1 :])
        if not (before.size and after.size):
            return np.nan
        depths = []
        for nearest in (before[-1], stroke + 1 + after[0]):
            beside = np.minimum(self.right, self.right[nearest]) > \
                np.maximum(self.left, self.left[nearest])
            beside[nearest] = True
            head, foot = self.top[beside & ~small].min(), self.bottom[beside & ~small].max()
            depths.append((middle - head) / max(foot - head, _LEAST))
        return float(np.mean(depths))


def _lean(places: NDArray[np.float64]) -> float:
    """Return how far strokes lean together, as `ink.slant` measures it of an image's ink."""
    steps = np.diff(places, axis=1)
    weight = np.hypot(steps[..., 0], steps[..., 1])  # (n, samples - 1), the ink between two places
    middle = (places[:, 1:] + places[:, :-1]) / 2
    ink = np.maximum(weight.sum(axis=1), _LEAST)
    centre = (weight[..., None] * middle).sum(axis=1) / ink[:, None]
    x, y = np.moveaxis(middle - centre[:, None], 2, 0)
    flat = (weight * x * x).sum()
    lean = (weight * x * y).sum() / max((weight * y * y).sum(), _FLATTEST * flat, _LEAST**3)
    return min(max(lean, -_STEEPEST), _STEEPEST)


def _distances(places: NDArray[np.float64]) -> NDArray[np.float64]:
    n = len(places)
    # Half the bytes, and exact enough: three times as quick.
    x, y = places.reshape(-1, 2).T.astype(np.float32)
    squares = (x[:, None] - x) ** 2
    squares += (y[:, None] - y) ** 2
    # One axis after the other, the last one last: twice as quick as both at once.
    return np.sqrt(squares.reshape(n, _SAMPLES, n, _SAMPLES).min(axis=1).min(axis=2))


def _median(values: NDArray[np.float64]) -> float:
    """Do what NumPy's own does, which would load numpy.ma: 50 kB before the first answer."""
    ordered = np.sort(values)
    return float(ordered[(len(values) - 1) // 2] + ordered[len(values) // 2]) / 2


def quantile(
    values: NDArray[np.float64], weights: NDArray[np.float64], share: float
) -> float:
    """Return the value up to which a share, 0..1, of the weight lies."""
    order = np.argsort(values)
    below = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(below, below[-1] * share)])
