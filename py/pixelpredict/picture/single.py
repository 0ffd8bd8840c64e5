"""A clean picture of a single digit, as a scanner or a drawing program leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import ink

if TYPE_CHECKING:
    from numpy.typing import NDArray

EVEN = 0.02  # of white, that the shades of the picture's border differ by,
CUT = 0.1  # but for so much of it, where the border may cut the digit
WIDEST = 1.6  # width for height of a digit
LARGE = 0.35  # of the picture's shorter side, how high it is


def digit(shades: NDArray[np.float32]) -> tuple[NDArray[np.float32], tuple[float, ...]] | None:
    """Return the network's image (28, 28) of the digit that fills a clean picture, and its box.

    shades: (h, w, 1) or (h, w, 3), from black, 0, to white, 1. None where the paper is not all of
    one shade, or what is on it is no single digit by its shape.
    """
    grey = shades.mean(axis=2)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    paper = np.sort(border)[len(border) // 2]
    if np.mean(np.abs(border - paper) > EVEN) > CUT:
        return None
    inked = np.abs(grey - paper)
    if inked.max() < 0.1:
        return None
    inked = inked > inked.max() / 2
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    left, top, right, bottom = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
    if right - left > WIDEST * (bottom - top) or bottom - top < LARGE * min(grey.shape):
        return None
    return ink.from_pixels(grey), (float(left), float(top), float(right), float(bottom))
