"""Rare forms of digits, made from common ones: the recorded hands show too few of them.

A 7 with a bar through its stem, a 0 with a slash, a 1 with a flag and a foot, a 9 with a hook for
a tail: so many people write all their lives, and so few of the recorded writers do.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating]  # (n, 2): x to the right and y downward, in any unit


def rare_form(strokes: Sequence[Points], digit: int, rng: np.random.Generator) -> list[Points]:
    """Return the strokes, (n, 2) arrays, and what makes them a rare form of their digit.

    Digits without such a form, and drawings with no place for it, come back as they are.
    """
    change = _CHANGES.get(digit)
    return [*strokes, *change(np.concatenate(strokes), rng)] if change else list(strokes)


def _bar(points: Points, rng: np.random.Generator) -> list[Points]:
    """Cross a 7's stem, near the middle of its height."""
    low, size = _box(points)
    y = low[1] + size[1] * rng.uniform(0.4, 0.65)
    x = points[np.abs(points[:, 1] - y).argmin(), 0]
    half = size[0] * rng.uniform(0.2, 0.45)
    rise = half * rng.normal(0, 0.2)
    return [np.array([[x - half, y + rise], [x + half, y - rise]])]


def _slash(points: Points, rng: np.random.Generator) -> list[Points]:
    """Cross a 0 from the lower left to the upper right, or almost upright; within it or beyond."""
    low, size = _box(points)
    half = size / 2 * rng.uniform([0.1, 0.7], [1.3, 1.3])
    tip = np.array([half[0], -half[1]])
    middle = low + size / 2
    return [np.array([middle - tip, middle + tip])]


def _flag(points: Points, rng: np.random.Generator) -> list[Points]:
    """Give a 1 that is a plain bar a flag, up to as long as its stem, and perhaps a foot."""
    _, (width, height) = _box(points)
    if width > 0.3 * height:
        return []  # it has a flag already
    top, bottom = points[points[:, 1].argmin()], points[points[:, 1].argmax()]
    side, drop = rng.uniform([0.15, 0.1], [0.45, 0.9])
    flag = top + height * np.array([-side, drop])
    strokes = [np.array([flag, top])]
    if drop < 0.4 and rng.random() < 0.5:
        half = np.array([height * rng.uniform(0.15, 0.3), 0])
        strokes.append(np.array([bottom - half, bottom + half]))
    return strokes


def _hook(points: Points, rng: np.random.Generator) -> list[Points]:
    """Bend a 9's tail, if it ends at its foot: to the left, and perhaps up again."""
    low, size = _box(points)
    end = points[-1]
    if end[1] < low[1] + 0.9 * size[1]:
        return []
    reach = size * rng.uniform([0.2, 0.05], [0.5, 0.2])
    angle = np.linspace(0, np.radians(rng.uniform(90, 190)), 10)
    return [end + reach * np.stack([np.cos(angle) - 1, np.sin(angle)], axis=1)]


def _box(points: Points) -> tuple[Points, Points]:
    """Return the upper left corner and the size of the box around points."""
    low = points.min(axis=0)
    return low, points.max(axis=0) - low


_CHANGES: dict[int, Callable[[Points, np.random.Generator], list[Points]]] = {
    0: _slash, 1: _flag, 7: _bar, 9: _hook,
}
