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
_MOST_SEGMENTS = 10_000


def rasterise(
    starts: NDArray[np.float64], ends: NDArray[np.float64], pen_width: float
) -> NDArray[np.float32]:
    """Draw segments, (m, 2) each, in pixels, into a (28, 28) float32 image in 0..1.

    Pixel (0, 0) has its centre at x = y = 0. A round pen, anti-aliased: a pixel's ink falls
    from 1 to 0 while the pen's edge crosses it. Ink beyond the field is cut off.
    """
    (x0, y0), (ax, ay) = start, along = _pieces(starts, ends)
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
    np.subtract(np.float32(pen_width / 2 + 0.5), ink, out=ink)

    # The field starts as paper, so what is below 0 leaves no trace.
    field = np.zeros(_WIDTH * _WIDTH, np.float32)
    corner = np.minimum(np.maximum(middle + (_MARGIN - _REACH), 0), _WIDTH - len(_WINDOW))
    left, top = corner.astype(np.intp)
    np.maximum.at(field, (_PLACES + (top * _WIDTH + left)).ravel(), ink.ravel())
    np.minimum(field, 1, out=field)
    return field.reshape(_WIDTH, _WIDTH)[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN].copy()


_PLACES = (np.arange(len(_WINDOW))[:, None] * _WIDTH + np.arange(len(_WINDOW)))[:, :, None]


def _pieces(
    starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Cut segments into pieces of at most one pixel: (2, p) starts and (2, p) from start to end."""
    every = -(-len(starts) // _MOST_SEGMENTS)
    starts, along = starts[::every].T, (ends - starts)[::every].T
    length = np.hypot(*along)
    longest = max(1.0, length.sum() / _MOST_PIECES)
    count = np.maximum(np.ceil(length / longest), 1).astype(np.intp)
    number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    along = np.repeat(along / count, count, axis=1)
    first = np.repeat(starts, count, axis=1) + number * along
    return first.astype(np.float32), along.astype(np.float32)
