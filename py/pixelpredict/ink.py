"""Ink to image: whatever was drawn becomes the 28×28 picture the network knows.

MNIST's own rule (LeCun et al., "Gradient-based learning applied to document
recognition", 1998, and the MNIST page): the longer side of the digit fills a
box of 20 pixels, its aspect ratio is kept, and its centre of mass lies in the
middle of a field of 28×28 pixels. Slant is removed as well, which that paper
did too: the digit is sheared until its ink no longer leans.

Strokes are rasterised straight from their points, never from screen pixels, so
place, size, line width, screen density and browser make no difference.
Training and page share this one module.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.raster import SIDE, rasterise
from pixelpredict.strokes import FARTHEST, segments

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

BOX = 20  # pixels, the longer side of the ink inside the field
PEN_WIDTH = 2.4  # pixels; MNIST's own strokes are 2 to 3.5 pixels wide in the field

_STEEPEST = 1.0  # sideways for upward: 45°; nobody's digits lean further, but bars lie flat
_FLATTEST = 0.25  # the least height, squared, by width, squared, whose slant is taken in full
_FINE = 2 * BOX  # pixels a side that a picture keeps while it is measured
_BLOCK = 25  # drawings at a time: fewer cost more in calls, more no longer fit the cache


def from_strokes(strokes: Iterable[ArrayLike], pen_width: float = PEN_WIDTH) -> NDArray[np.float32]:
    """Draw recorded strokes as the network wants to see them.

    strokes: (n, 2) arrays of x, y in any unit, y downward; one point is a dot.
    pen_width: the width of the line in pixels of the result, above 0 and up to 3.

    Returns a (28, 28) float32 image, 0 = paper and 1 = ink; all zeros when there
    is no point. Raises ValueError for a stroke that is not an (n, 2) array.
    """
    return steps(strokes, pen_width)[-1]


def from_drawings(
    drawings: Sequence[Iterable[ArrayLike]], pen_widths: ArrayLike = PEN_WIDTH
) -> NDArray[np.float32]:
    """Do what `from_strokes` does for n drawings, in a fraction of the time.

    pen_widths: of each drawing, or one for all. Returns (n, 28, 28) images. Raises ValueError as
    `from_strokes` does.
    """
    images = np.empty((len(drawings), SIDE, SIDE), np.float32)
    pen_widths = np.broadcast_to(pen_widths, len(drawings))
    for first in range(0, len(drawings), _BLOCK):
        block = slice(first, first + _BLOCK)
        images[block] = _steps(drawings[block], pen_widths[block])[-1]
    return images


def steps(strokes: Iterable[ArrayLike], pen_width: float = PEN_WIDTH) -> NDArray[np.float32]:
    """Return the three images (3, 28, 28) on the way of `from_strokes`, which takes the same.

    Framed: the drawing fills the box. Upright: without its slant, it fills the box. Centred: its
    centre of mass lies in the middle, as the network is given it.
    """
    return _steps([strokes], np.array([pen_width]))[:, 0]


def _steps(
    drawings: Sequence[Iterable[ArrayLike]], pen_widths: NDArray[np.floating]
) -> NDArray[np.float32]:
    """Return the images (3, n, 28, 28) of `steps` for n drawings."""
    images = np.zeros((3, len(drawings), SIDE, SIDE), np.float32)
    parts = [segments(strokes) for strokes in drawings]
    inked = [number for number, part in enumerate(parts) if part.size]
    if not inked:
        return images
    ends = np.concatenate([parts[number] for number in inked], axis=1)  # (2, m, 2)
    counts = [parts[number].shape[1] for number in inked]
    drawing = np.repeat(np.arange(len(inked)), counts)  # (m,), whose segment it is
    pens = pen_widths[inked]

    ends = _fit(ends, drawing, BOX - pens)
    framed = rasterise(*ends, drawing, pens)
    lean = np.array([slant(image) for image in framed])
    ends = _fit(_sheared(ends, lean[drawing]), drawing, BOX - pens)
    upright = rasterise(*ends, drawing, pens)
    # The pen is as wide as before but the drawing has another size: a little slant is left.
    rest = np.array([slant(image) for image in upright])
    rest = np.minimum(np.maximum(rest, -_STEEPEST - lean), _STEEPEST - lean)
    centre = np.array([centre_of_mass(image) for image in upright])
    ends = _sheared(ends - centre[drawing], rest[drawing]) + (SIDE - 1) / 2
    images[:, inked] = framed, upright, rasterise(*ends, drawing, pens)
    return images


def from_pixels(pixels: ArrayLike) -> NDArray[np.float32]:
    """Turn a grey picture of one digit into the image the network wants to see.

    pixels: (h, w), any number type and range, dark on light or light on dark: the
    shade that fills most of the border is taken for the paper.

    Returns a (28, 28) float32 image, 0 = paper and 1 = ink; all zeros for a picture
    of one shade. Raises ValueError for anything but a finite two-dimensional array.
    """
    ink = _ink(pixels)
    return from_ink(ink) if ink.size else np.zeros((SIDE, SIDE), np.float32)


def from_ink(ink: NDArray[np.floating]) -> NDArray[np.float32]:
    """Turn the ink of one digit, (h, w) in 0..1, cut to its box, into the network's image.

    Returns a (28, 28) float32 image, as `from_pixels` does.
    """
    if max(ink.shape) > _FINE:
        # Fewer rows to move one by one; the time is bounded however large the picture is.
        scale = _FINE / max(ink.shape)
        ink = resized(ink, scale)
    x, y = centre_of_mass(ink)
    moved = slant(ink) * (y - np.arange(len(ink)))  # (h,) pixels to the right, row by row
    inked = ink.any(axis=1)
    left = (ink[inked] > 0).argmax(axis=1) + moved[inked]
    right = ink.shape[1] - (ink[inked, ::-1] > 0).argmax(axis=1) + moved[inked]
    scale = BOX / max(len(ink), right.max() - left.min())
    # Shear, scale and shift are one step: every step between two grids of pixels would blur.
    columns = np.arange(ink.shape[1] + 1) + moved[:, None]  # (h, w + 1), the pixels' edges
    across = _box_filter((columns - (x + 0.5)) * scale + SIDE / 2, SIDE)  # (h, 28, w)
    down = _box_filter((np.arange(len(ink) + 1) - (y + 0.5)) * scale + SIDE / 2, SIDE)  # (28, h)
    return (down @ (across @ ink[:, :, None])[:, :, 0]).astype(np.float32)


def resized(ink: NDArray[np.floating], scale: float) -> NDArray[np.floating]:
    """Scale ink (h, w) by its area, to whole pixels, at least one."""
    down, across = (_box_filter(np.arange(size + 1) * scale, max(round(size * scale), 1))
                    for size in ink.shape)
    return down @ ink @ across.T


def centre_of_mass(image: NDArray) -> NDArray[np.float64]:
    """Return the (x, y) of an image's centre of mass, in pixels from the centre of pixel (0, 0)."""
    (ink, x, _), (y, *_), _ = _moments(image)
    return np.array([x / ink, y / ink])


def slant(image: NDArray) -> float:
    """Return how far an image's ink leans: pixels to the right for one pixel downward.

    The slope of the line that predicts x from y best, by the image's second moments. Ink that
    lies flat has no slant to speak of, and none is steeper than 45°.
    """
    (ink, x, xx), (y, xy, _), (yy, *_) = _moments(image)
    covariance, width, height = xy - x * y / ink, xx - x * x / ink, yy - y * y / ink
    # A picture of a single pixel has neither height nor width.
    lean = covariance / max(height, _FLATTEST * width, 1e-9)
    return min(max(lean, -_STEEPEST), _STEEPEST)


def _moments(image: NDArray) -> list[list[float]]:
    """Return the raw moments of an image: of power i of y and power j of x in row i, column j."""
    height, width = image.shape
    return (_powers(height).T @ image @ _powers(width)).tolist()


@cache
def _powers(size: int) -> NDArray[np.float64]:
    """Return 1, k and k² for each of a line's pixels k: (size, 3)."""
    return np.vander(np.arange(float(size)), 3, increasing=True)


def _sheared(ends: NDArray[np.float64], lean: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push points (2, m, 2) sideways until what leans by `lean` (m,) is upright."""
    sheared = ends.copy()
    sheared[..., 0] -= lean * ends[..., 1]
    return sheared


def _fit(
    ends: NDArray[np.float64], drawing: NDArray[np.intp], sides: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Scale each drawing's points so that its longer side has its length, centred in the field.

    ends: (2, m, 2); drawing: (m,), 0 to n - 1 in order; sides: (n,), in pixels.
    """
    first = np.searchsorted(drawing, np.arange(len(sides)))
    low = np.minimum.reduceat(np.minimum(*ends), first)  # (n, 2)
    high = np.maximum.reduceat(np.maximum(*ends), first)
    extent = (high - low).max(axis=1)
    extent[extent < 1 / FARTHEST] = np.inf  # a dot stays one
    middle, scale = low + (high - low) / 2, sides / extent
    return (ends - middle[drawing]) * scale[drawing, None] + (SIDE - 1) / 2


def _ink(pixels: ArrayLike) -> NDArray[np.float64]:
    """Return what is ink in a picture, 0..1, cut to its box; an empty array where there is none."""
    grey = np.asarray(pixels, np.float64)
    if grey.ndim != 2 or not grey.size:
        raise ValueError(f"pixels: expected a grey picture (h, w), got shape {grey.shape}")
    if not (np.abs(grey) <= FARTHEST).all():
        raise ValueError("pixels: the picture holds NaN or values beyond 1e150")
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.abs(grey - np.sort(border)[len(border) // 2])
    if ink.max() == 0:
        return np.empty((0, 0))
    ink /= ink.max()
    # Fainter than a tenth is noise or a scanner's shadow; the edges of MNIST's own ink are not.
    ink[ink < 0.1] = 0
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _box_filter(edges: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Return the (…, length, n) matrix that lays n pixels onto `length` others by area.

    edges: (…, n + 1), where the n pixels begin and end, measured in the others. Ink is averaged
    when a picture shrinks and keeps sharp edges when it grows.
    """
    pixel = np.arange(length)[:, None]
    begin, end = edges[..., None, :-1], edges[..., None, 1:]
    return np.maximum(np.minimum(end, pixel + 1) - np.maximum(begin, pixel), 0)
