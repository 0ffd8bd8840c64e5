"""Strokes as plain data: checked, thinned where there are too many points, cut into segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

FARTHEST = 1e150  # in any unit; up to it nothing overflows
_MOST_SEGMENTS = 10_000
_MOST_POINTS = 800  # of all that is drawn; a digit has some fifty


def as_strokes(points: Sequence[float], lengths: Sequence[int]) -> list[NDArray[np.float64]]:
    """Unpack strokes sent as flat numbers: x, y, x, y, … and the number of points in each.

    Raises ValueError when the lengths do not add up to the points.
    """
    flat = np.asarray(points, np.float64)
    counts = np.asarray(lengths, np.intp)
    if flat.size != 2 * counts.sum():
        raise ValueError(f"strokes: {counts.sum()} points announced, {flat.size / 2:g} sent")
    return np.split(flat.reshape(-1, 2), np.cumsum(counts)[:-1])


def measurable(strokes: Iterable[ArrayLike]) -> list[NDArray[np.float64]]:
    """Return strokes as (n, 2) arrays, without the points that are not finite or beyond 1e150.

    Raises ValueError for a stroke that is not an (n, 2) array.
    """
    found = []
    for number, stroke in enumerate(strokes):
        points = np.asarray(stroke, np.float64)
        if not points.size:
            points = np.empty((0, 2))
        if points.ndim != 2 or points.shape[1] != 2:
            raise ValueError(f"stroke {number}: expected points (n, 2), got shape {points.shape}")
        near = np.abs(points) <= FARTHEST
        found.append(points if near.all() else points[near.all(axis=1)])
    return found


def thinned(strokes: Sequence[NDArray[np.float64]]) -> Sequence[NDArray[np.float64]]:
    """Leave out every second, third … point of a drawing of more than 800: its time is bounded.

    strokes: (n, 2) arrays; each keeps where it begins.
    """
    every = -(-sum(map(len, strokes)) // _MOST_POINTS)
    return [stroke[::every] for stroke in strokes] if every > 1 else strokes


def segments(strokes: Iterable[ArrayLike]) -> NDArray[np.float64]:
    """Split strokes into straight segments: (2, m, 2), all starts and all ends.

    A stroke of one point becomes a segment of no length, so that dots leave ink. Of a scribble of
    very many segments every second, third … is left out: its time is bounded. Raises ValueError
    as `from_strokes` does.
    """
    starts, ends = [np.empty((0, 2))], [np.empty((0, 2))]
    for points in measurable(strokes):
        starts.append(points[:-1] if len(points) > 1 else points)
        ends.append(points[1:] if len(points) > 1 else points)
    every = -(-sum(map(len, starts)) // _MOST_SEGMENTS)
    return np.array([np.concatenate(starts), np.concatenate(ends)])[:, :: max(every, 1)]
