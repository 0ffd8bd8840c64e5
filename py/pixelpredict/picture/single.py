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
LEAST, FAINT = 0.1, 0.1  # of white, and of the darkest, that differs from the paper
SOFT = 0.15  # of the digit's height: so far its soft edges reach
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
    if inked.max() < LEAST:
        return None
    left, top, right, bottom = _box(inked > inked.max() / 2)
    # Ruled lines and specks reach farther than the soft edges of a digit do.
    beyond = np.abs(np.subtract(_box(inked > FAINT * inked.max()), (left, top, right, bottom)))
    if beyond.max() > SOFT * (bottom - top):
        return None
    if right - left > WIDEST * (bottom - top) or bottom - top < LARGE * min(grey.shape):
        return None
    return ink.from_pixels(grey), (left, top, right, bottom)


def _box(mask: NDArray[np.bool_]) -> tuple[float, ...]:
    """Return left, top, right and bottom of what is in a mask."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)
