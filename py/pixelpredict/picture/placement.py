"""How pieces of a picture's ink lie to one another, as though a thin pen had drawn them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.layout import HIGH, Layout, quantile

if TYPE_CHECKING:
    from pixelpredict.picture.pieces import Piece


def layout(pieces: Sequence[Piece], pen: float) -> Layout:
    """Return how pieces of a line lie to one another, as though a thin pen had drawn them."""
    slope = _climb(pieces)
    low, high, area, places = [], [], [], []
    leaning = lean(pieces)
    for piece in pieces:
        row, start, end = piece.runs
        x = np.concatenate([start, end - 1.0])
        y = np.concatenate([row, row]) - slope * x
        x = x - leaning * y
        low.append((x.min(), y.min()))
        high.append((x.max(), y.max()))
        area.append(piece.area)
        some = np.arange(0, len(x), max(len(x) // 32, 1))
        places.append(np.stack([x[some], y[some]], axis=1))
    thin = pen / 2
    low, high = np.array(low), np.array(high)
    middle = (low + high) / 2
    low, high = np.minimum(low + thin, middle), np.maximum(high - thin, middle)
    count = [len(each) for each in places]
    points = np.concatenate(places)
    first = np.concatenate([[0], np.cumsum(count)[:-1]])
    apart = ((points[:, None] - points) ** 2).sum(axis=2)
    apart = np.minimum.reduceat(np.minimum.reduceat(apart, first, axis=0), first, axis=1)
    distance = np.sqrt(apart)
    distance = np.where(distance <= 1.5, 0, distance + pen - 1)
    np.fill_diagonal(distance, 0)
    return Layout.arranged(low, high, np.array(area) / pen, distance)


def _climb(pieces: Sequence[Piece]) -> float:
    """Return how far a line falls for each pixel to the right."""
    if len(pieces) < 3:
        return 0.0
    boxes = np.array([piece.box for piece in pieces], float)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    height = boxes[:, 3] - boxes[:, 1]
    weight = height / height.sum()
    x, y = x - (weight * x).sum(), y - (weight * y).sum()
    return float((weight * x * y).sum() / max((weight * x * x).sum(), 1e-9))


def lean(pieces: Sequence[Piece]) -> float:
    """Return how far pieces lean together: pixels to the right for one pixel downward."""
    flat = tall = both = 0.0
    for piece in pieces:
        row, start, end = piece.runs
        n = (end - start).astype(float)
        x = (start + end - 1) / 2
        y = row - (n * row).sum() / n.sum()
        x = x - (n * x).sum() / n.sum()
        both += (n * x * y).sum()
        tall += (n * y * y).sum()
        flat += (n * x * x).sum() + (n**3).sum() / 12
    return float(np.clip(both / max(tall, 0.25 * flat, 1e-9), -1, 1))


def height(pieces: Sequence[Piece]) -> float:
    """Return the height of the writing: that up to which three quarters of the ink are."""
    tall = np.array([piece.height for piece in pieces], float)
    area = np.array([piece.area for piece in pieces], float)
    return quantile(tall, area, HIGH)
