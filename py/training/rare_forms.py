"""Rare forms of digits, made from common ones: the recorded hands show too few of them.

A 7 with a bar through its stem, a 0 with a slash, a 1 with a flag and a foot are how many people
write all their lives, and how few of the recorded writers do.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Strokes = list[NDArray[np.floating]]


def rare_form(
    strokes: Sequence[NDArray[np.floating]], digit: int, rng: np.random.Generator
) -> Strokes:
    """Return the strokes, (n, 2) arrays, with what makes them a rare form of their digit.

    Digits without such a form, and drawings that have no room for it, come back as they are.
    """
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0)
    change = _CHANGES.get(digit)
    if change is None or size.min() < 0.1 * size.max() and digit != 1:
        return list(strokes)
    return change(list(strokes), low, size, rng)


def _crossed(
    strokes: Strokes, low: NDArray[np.floating], size: NDArray[np.floating],
    rng: np.random.Generator,
) -> Strokes:
    """Put a bar through the stem of a 7, near the middle of its height."""
    points = np.concatenate(strokes)
    y = low[1] + size[1] * rng.uniform(0.42, 0.62)
    x = points[np.abs(points[:, 1] - y).argmin(), 0]
    half = size[0] * rng.uniform(0.2, 0.4)
    rise = half * rng.normal(0, 0.2)
    return [*strokes, np.array([[x - half, y + rise], [x + half, y - rise]])]


def _slashed(
    strokes: Strokes, low: NDArray[np.floating], size: NDArray[np.floating],
    rng: np.random.Generator,
) -> Strokes:
    """Draw a slash through a 0, from the lower left to the upper right."""
    reach = rng.uniform(0.3, 0.6, 2) * [0.9, 1]
    middle = low + size / 2
    return [*strokes, np.array([middle + reach * size * [-1, 1], middle + reach * size * [1, -1]])]


def _flagged(
    strokes: Strokes, low: NDArray[np.floating], size: NDArray[np.floating],
    rng: np.random.Generator,
) -> Strokes:
    """Give a 1 that is one bar a flag, and one time in two a foot."""
    points = np.concatenate(strokes)
    if size[0] > 0.25 * size[1] + 1e-9:
        return strokes  # it leans or has a flag already
    top, bottom = points[points[:, 1].argmin()], points[points[:, 1].argmax()]
    height = bottom[1] - top[1]
    flag = top + height * np.array([-rng.uniform(0.15, 0.35), rng.uniform(0.15, 0.4)])
    more = [np.array([flag, top])]
    if rng.random() < 0.5:
        half, y = height * rng.uniform(0.15, 0.3), bottom[1] + height * rng.normal(0, 0.01)
        more.append(np.array([[bottom[0] - half, y], [bottom[0] + half, y]]))
    return [*strokes, *more]


_CHANGES: dict[int, Callable[..., Strokes]] = {0: _slashed, 1: _flagged, 7: _crossed}
