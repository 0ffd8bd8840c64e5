"""Pixels of any kind as shades from 0, black, to 1, white; as few of them as reading needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LARGEST = 1600  # pixels, the longer side of what is looked at: a page's small digits still have 20
SMALLEST = 80  # pixels, the shorter side: smaller pictures are enlarged


def shades(pixels: ArrayLike) -> tuple[NDArray[np.float32], float]:
    """Return a picture as shades (h, w, 1) or (h, w, 3), and how many pixels a side became one.

    pixels: as `Recognizer.read_image` takes them. Raises ValueError for anything else.
    """
    pixels = np.asarray(pixels)
    if pixels.ndim == 2:
        pixels = pixels[:, :, None]
    if pixels.ndim != 3 or pixels.shape[2] not in (1, 3, 4) or not pixels.size:
        raise ValueError("pixels: expected a picture (h, w), (h, w, 3) or (h, w, 4), "
                         f"got shape {pixels.shape}")
    if pixels.dtype == bool:
        pixels = pixels.astype(np.uint8) * 255
    if pixels.dtype.kind not in "uif":
        raise ValueError(f"pixels: expected numbers, got {pixels.dtype}")
    factor = -(-max(pixels.shape[:2]) // LARGEST)
    reduced = shrunk(pixels, factor)
    if not np.isfinite(reduced).all():
        raise ValueError("pixels: the picture holds NaN or infinite values")
    reduced = _from_black_to_white(reduced, pixels.dtype)
    if reduced.shape[2] == 4:
        alpha = reduced[:, :, 3:]
        reduced = reduced[:, :, :3] * alpha + (1 - alpha)  # over white
    times = -(-SMALLEST // min(reduced.shape[:2]))
    if times > 1 and times * max(reduced.shape[:2]) <= LARGEST:
        reduced = np.repeat(np.repeat(reduced, times, axis=0), times, axis=1)
        return reduced, factor / times
    return reduced, factor


def shrunk(picture: NDArray, factor: int) -> NDArray[np.float32]:
    """Return a picture (h, w, c) of which factor×factor pixels each have become their mean.

    What is left over at the right and at the bottom is left out.
    """
    if factor == 1:
        return picture.astype(np.float32)
    height, width = (max(size // factor, 1) for size in picture.shape[:2])
    whole = picture[: height * factor, : width * factor]
    total = np.zeros((height, width, picture.shape[2]), np.float32)
    for row in range(min(factor, picture.shape[0])):
        for column in range(min(factor, picture.shape[1])):
            total += whole[row::factor, column::factor]
    return total / (min(factor, picture.shape[0]) * min(factor, picture.shape[1]))


def _from_black_to_white(picture: NDArray[np.float32], kind: np.dtype) -> NDArray[np.float32]:
    """Scale what a kind of numbers can say to 0..1."""
    if kind in (np.uint8, np.uint16):
        return picture / np.float32(np.iinfo(kind).max)
    low, high = float(picture.min()), float(picture.max())
    if low >= 0 and high <= 1:
        return picture
    if low >= 0 and high <= 255:
        return picture / np.float32(255)
    return (picture - low) / np.float32(max(high - low, 1e-9))
