"""Made-up drawings that are no digit: dots, bars lying flat, tangles of lines, scribbles."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Strokes = list[NDArray[np.float64]]


def scribble(rng: np.random.Generator) -> Strokes:
    """Return the strokes, (n, 2) arrays in a box of about 1, of one random drawing."""
    return _KINDS[rng.integers(len(_KINDS))](rng)


def _dot(rng: np.random.Generator) -> Strokes:
    return [np.zeros((rng.integers(1, 4), 2))]


def _flat_bar(rng: np.random.Generator) -> Strokes:
    slope = np.radians(rng.uniform(-25, 25))  # steeper, and somebody's 1 would be one of them
    along = np.linspace(0, 1, 12)[:, None] * [np.cos(slope), np.sin(slope)]
    return [along + rng.normal(0, 0.01, along.shape)]


def _tangle(rng: np.random.Generator) -> Strokes:
    return list(rng.uniform(0, 1, (rng.integers(4, 9), 2, 2)))


def _loops(rng: np.random.Generator) -> Strokes:
    """Keep turning this way and that without lifting the pen."""
    steps = rng.integers(60, 200)
    turns = np.cumsum(np.cumsum(rng.normal(0, 0.15, steps))) + rng.uniform(0, 2 * np.pi)
    return [np.cumsum(np.stack([np.cos(turns), np.sin(turns)], axis=1), axis=0) / 20]


def _zigzag(rng: np.random.Generator) -> Strokes:
    count = rng.integers(7, 16)
    height = rng.uniform(0.3, 1)
    points = np.stack([np.linspace(0, 1, count), np.arange(count) % 2 * height], axis=1)
    points += rng.normal(0, 0.05, points.shape)
    return [points[:, :: rng.choice([-1, 1])]]  # lying or upright


_KINDS: tuple[Callable[[np.random.Generator], Strokes], ...] = (
    _dot, _flat_bar, _tangle, _loops, _zigzag,
)
