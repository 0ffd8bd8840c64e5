"""Straight segments to pixels: a round, anti-aliased pen on the network's field of 28×28."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

SIDE = 28  # pixels, the network's field

# A piece of stroke is at most one pixel long, so all the pixels its pen can
# touch (up to 3 pixels wide) lie in a window of 5×5 around its middle.
_REACH = 2
_WINDOW = np.arange(-_REACH, _REACH + 1, dtype=np.float32)
# The field has a margin of one window all round: what lies off the field is drawn there, and cut.
_MARGIN = len(_WINDOW)
_WIDTH = SIDE + 2 * _MARGIN
# A drawing with more ink than this is a scribble: its pieces grow longer than a
# pixel and may leave gaps, in exchange for a bounded time.
_MOST_PIECES = 4_000


def rasterise(
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    drawing: NDArray[np.intp],
    pen_widths: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Draw the segments of n drawings into (n, 28, 28) float32 images in 0..1.

    starts, ends: (m, 2) each, in pixels; pixel (0, 0) has its centre at x = y = 0. drawing: (m,),
    whose segment it is, 0 to n - 1. pen_widths: (n,), in pixels, up to 3. A round pen,
    anti-aliased: a pixel's ink falls from 1 to 0 while the pen's edge crosses it. Ink beyond the
    field is cut off.
    """
    n = len(pen_widths)
    start, along, drawing = _pieces(starts, ends, drawing, n)
    (x0, y0), (ax, ay) = start, along
    middle = np.rint(start + along / 2)
    # The window comes first and the pieces last: NumPy is quickest along the last axis.
    columns, rows = middle[:, None] + _WINDOW[:, None]  # (5, p) each
    dx, dy = columns - x0, (rows - y0)[:, None]

    # The nearest point of a piece is the projection of the pixel, clipped to the piece's ends.
    length2 = ax * ax + ay * ay
    length2[length2 == 0] = 1
    t = dy * (ay / length2) + dx * (ax / length2)  # (5, 5, p)
    np.maximum(t, 0, out=t)
    np.minimum(t, 1, out=t)
    x = dx - t * ax
    y = np.multiply(t, ay, out=t)
    np.subtract(dy, y, out=y)
    x *= x
    y *= y
    x += y
    ink = np.sqrt(x, out=x)
    reach = (pen_widths / 2 + 0.5).astype(np.float32)
    np.subtract(reach[drawing], ink, out=ink)

    # The fields start as paper, so what is below 0 leaves no trace.
    fields = np.zeros(n * _WIDTH * _WIDTH, np.float32)
    corner = np.minimum(np.maximum(middle + (_MARGIN - _REACH), 0), _WIDTH - len(_WINDOW))
    left, top = corner.astype(np.intp)
    places = _PLACES + ((drawing * _WIDTH + top) * _WIDTH + left)
    np.maximum.at(fields, places.ravel(), ink.ravel())
    np.minimum(fields, 1, out=fields)
    return fields.reshape(n, _WIDTH, _WIDTH)[:, _MARGIN:-_MARGIN, _MARGIN:-_MARGIN].copy()


_PLACES = (np.arange(len(_WINDOW))[:, None] * _WIDTH + np.arange(len(_WINDOW)))[:, :, None]


def _pieces(
    starts: NDArray[np.float64], ends: NDArray[np.float64], drawing: NDArray[np.intp], n: int
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp]]:
    """Cut segments into pieces of at most one pixel.

    Returns starts (2, p), from start to end (2, p), and whose piece it is (p,).
    """
    starts, along = starts.T, (ends - starts).T
    length = np.hypot(*along)
    longest = np.maximum(np.bincount(drawing, length, n) / _MOST_PIECES, 1)
    count = np.maximum(np.ceil(length / longest[drawing]), 1).astype(np.intp)
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    along = np.repeat(along / count, count, axis=1)
    first = np.repeat(starts, count, axis=1) + number * along
    return first.astype(np.float32), along.astype(np.float32), np.repeat(drawing, count)
