"""Ink to image: whatever was drawn becomes the 28×28 picture the network knows.

MNIST's own rule (LeCun et al., "Gradient-based learning applied to document
recognition", 1998, and the MNIST page): the longer side of the digit fills a
box of 20 pixels, its aspect ratio is kept, and its centre of mass lies in the
middle of a field of 28×28 pixels. Training and page share this one module.

Strokes are rasterised straight from their points, never from screen pixels, so
place, size, line width, screen density and browser make no difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

SIDE = 28  # pixels, the network's field
BOX = 20  # pixels, the longer side of the ink inside the field
PEN_WIDTH = 2.4  # pixels; MNIST's own strokes are 2 to 3.5 pixels wide in the field

# A piece of stroke is at most one pixel long, so all the pixels its pen can
# touch (PEN_WIDTH up to 3) lie in a window of 5×5 around its middle.
_REACH = 2
_WINDOW = np.stack(
    np.meshgrid(*[np.arange(-_REACH, _REACH + 1)] * 2, indexing="xy"), axis=-1
).reshape(-1, 2)
# A drawing with more ink than this is a scribble: its pieces grow longer than a
# pixel and may leave gaps, in exchange for a bounded time.
_MOST_PIECES = 20_000


def from_strokes(strokes: Iterable[ArrayLike], pen_width: float = PEN_WIDTH) -> NDArray[np.float32]:
    """Draw recorded strokes as the network wants to see them.

    strokes: (n, 2) arrays of x, y in any unit, y downward; one point is a dot.
    pen_width: the width of the line in pixels of the result, above 0 and up to 3.

    Returns a (28, 28) float32 image, 0 = paper and 1 = ink; all zeros when there
    is no point. Raises ValueError for a stroke that is not an (n, 2) array.
    """
    starts, ends = segments(strokes)
    if not len(starts):
        return np.zeros((SIDE, SIDE), np.float32)
    starts, ends = _fit(starts, ends, BOX - pen_width)
    centre = centre_of_mass(rasterise(starts, ends, pen_width))
    shift = (SIDE - 1) / 2 - centre
    return rasterise(starts + shift, ends + shift, pen_width)


def from_pixels(pixels: ArrayLike) -> NDArray[np.float32]:
    """Turn a grey picture of one digit into the image the network wants to see.

    pixels: (h, w), any number type and range, dark on light or light on dark: the
    shade that fills most of the border is taken for the paper.

    Returns a (28, 28) float32 image, 0 = paper and 1 = ink; all zeros for a picture
    of one shade. Raises ValueError for anything but a finite two-dimensional array.
    """
    grey = np.asarray(pixels, np.float64)
    if grey.ndim != 2 or not grey.size:
        raise ValueError(f"pixels: expected a grey picture (h, w), got shape {grey.shape}")
    if not np.isfinite(grey).all():
        raise ValueError("pixels: the picture holds NaN or infinite values")
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.abs(grey - np.sort(border)[len(border) // 2])
    if ink.max() == 0:
        return np.zeros((SIDE, SIDE), np.float32)
    ink /= ink.max()
    # Fainter than a tenth is noise or a scanner's shadow; the edges of MNIST's own ink are not.
    ink[ink < 0.1] = 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = BOX / max(ink.shape)
    x, y = (centre_of_mass(ink) + 0.5) * scale
    down = _box_filter(ink.shape[0], scale, SIDE / 2 - y)
    across = _box_filter(ink.shape[1], scale, SIDE / 2 - x)
    return (down @ ink @ across.T).astype(np.float32)


def segments(strokes: Iterable[ArrayLike]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Split strokes into straight segments: (m, 2) starts and (m, 2) ends.

    A stroke of one point becomes a segment of no length, so that dots leave ink.
    Points that are not finite are dropped. Raises ValueError as `from_strokes` does.
    """
    starts, ends = [np.empty((0, 2))], [np.empty((0, 2))]
    for number, stroke in enumerate(strokes):
        points = np.asarray(stroke, np.float64)
        if not points.size:
            continue
        if points.ndim != 2 or points.shape[1] != 2:
            raise ValueError(f"stroke {number}: expected points (n, 2), got shape {points.shape}")
        points = points[np.isfinite(points).all(axis=1)]
        starts.append(points[:-1] if len(points) > 1 else points)
        ends.append(points[1:] if len(points) > 1 else points)
    return np.concatenate(starts), np.concatenate(ends)


def rasterise(
    starts: NDArray[np.float64], ends: NDArray[np.float64], pen_width: float
) -> NDArray[np.float32]:
    """Draw segments, (m, 2) each, in pixels, into a (28, 28) float32 image in 0..1.

    Pixel (0, 0) has its centre at x = y = 0. A round pen, anti-aliased: a pixel's ink falls
    from 1 to 0 while the pen's edge crosses it. Ink beyond the field is cut off.
    """
    starts, ends = _pieces(starts, ends)
    along = ends - starts
    middle = np.rint((starts + ends) / 2).astype(np.intp)
    pixels = middle[:, None, :] + _WINDOW  # (m, 25, 2)
    offset = pixels - starts[:, None, :]
    # The nearest point of a piece is the projection of the pixel, clipped to the piece's ends.
    length2 = np.einsum("mi,mi->m", along, along)
    t = np.einsum("mki,mi->mk", offset, along) / np.where(length2 > 0, length2, 1)[:, None]
    offset -= np.clip(t, 0, 1)[:, :, None] * along[:, None, :]
    distance = np.sqrt(np.einsum("mki,mki->mk", offset, offset))
    ink = np.clip(pen_width / 2 + 0.5 - distance, 0, 1)

    margin = 2 * _REACH + 1
    width = SIDE + 2 * margin
    pixels = np.clip(pixels + margin, 0, width - 1)
    field = np.zeros(width * width)
    np.maximum.at(field, pixels[..., 1] * width + pixels[..., 0], ink)
    return field.reshape(width, width)[margin:-margin, margin:-margin].astype(np.float32)


def centre_of_mass(image: NDArray) -> NDArray[np.float64]:
    """Return the (x, y) of an image's centre of mass, in pixels from the centre of pixel (0, 0)."""
    mass = image.sum(dtype=np.float64)
    x = image.sum(axis=0, dtype=np.float64) @ np.arange(image.shape[1])
    y = image.sum(axis=1, dtype=np.float64) @ np.arange(image.shape[0])
    return np.array([x, y]) / mass


def _fit(
    starts: NDArray[np.float64], ends: NDArray[np.float64], side: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale segments so that their longer side is `side` pixels, in the middle of the field."""
    points = np.concatenate([starts, ends])
    low, high = points.min(axis=0), points.max(axis=0)
    extent = (high - low).max()
    scale = side / extent if extent > 0 else 1.0
    middle = low + (high - low) / 2
    centre = (SIDE - 1) / 2
    return (starts - middle) * scale + centre, (ends - middle) * scale + centre


def _pieces(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cut segments into pieces of at most one pixel's length, (p, 2) starts and ends."""
    length = np.hypot(*(ends - starts).T)
    longest = max(1.0, length.sum() / _MOST_PIECES)
    count = np.maximum(np.ceil(length / longest), 1).astype(np.intp)
    owner = np.repeat(np.arange(len(starts)), count)
    number = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    step = ((ends - starts) / count[:, None])[owner]
    first = starts[owner] + number[:, None] * step
    return first, first + step


def _box_filter(size: int, scale: float, offset: float) -> NDArray[np.float64]:
    """Return the (28, size) matrix that scales and shifts one axis by area.

    Row i holds how much of output pixel i each input pixel covers, so that ink is
    averaged when a picture shrinks and keeps sharp edges when it grows.
    """
    edges = np.arange(size + 1) * scale + offset
    pixel = np.arange(SIDE)[:, None]
    return np.maximum(np.minimum(edges[1:], pixel + 1) - np.maximum(edges[:-1], pixel), 0)


def as_strokes(points: Sequence[float], lengths: Sequence[int]) -> list[NDArray[np.float64]]:
    """Unpack strokes sent as flat numbers: x, y, x, y, … and the number of points in each.

    Raises ValueError when the lengths do not add up to the points.
    """
    flat = np.asarray(points, np.float64)
    counts = np.asarray(lengths, np.intp)
    if flat.size != 2 * counts.sum():
        raise ValueError(f"strokes: {counts.sum()} points announced, {flat.size / 2:g} sent")
    return np.split(flat.reshape(-1, 2), np.cumsum(counts)[:-1])
