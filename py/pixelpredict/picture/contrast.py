"""How much darker than the paper around it each pixel is, or lighter: whatever the light does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Plane = NDArray[np.float32]  # (h, w)

WIDEST = 15  # pixels: what is wider than that is no line but a shadow, or a table
INKED = 0.4  # of the greatest difference from the paper: what differs more is ink
EITHER = 3.0  # times as much ink of one kind: there is none of the other
_BLACK = 0.04  # of white: on paper darker than that nothing could be told from noise


def contrasts(shades: NDArray[np.float32]) -> Iterator[tuple[Plane, float]]:
    """Yield by which share of the paper's own shade each pixel is inked, (h, w), 0 to 1.

    Taken for dark ink and for light ink, where it may be either; with it how much ink that is, of
    what there is of the other kind, up to 1.

    shades: (h, w, 1) or (h, w, 3), from black, 0, to white, 1. The paper's shade is that of the
    picture without its lines: dark ones are taken away by a morphological closing, light ones by an
    opening (Serra, "Image Analysis and Mathematical Morphology", 1982). Colours count as far as the
    ink differs from the paper in them.
    """
    grey = shades.mean(axis=2)
    calm = smooth(smooth(grey, 0), 1)
    dark, light = closing(calm, WIDEST) - calm, closing(1 - calm, WIDEST) - (1 - calm)
    inked = [float((kind**3).sum()) for kind in (dark, light)]
    most = max(*inked, 1e-9)
    for one, relief, own in zip((shades, 1 - shades), (dark, light), inked, strict=True):
        if own * EITHER >= most:
            plane = one @ _colour(one, relief)
            paper = closing(smooth(smooth(plane, 0), 1), WIDEST)
            yield np.maximum(1 - plane / np.maximum(paper, _BLACK), 0), own / most


def _colour(shades: NDArray[np.float32], relief: Plane) -> NDArray[np.float32]:
    """Return how much each colour counts, in all 1: as far as the ink differs from the paper in it.

    relief: how much darker than its surroundings each pixel is.
    """
    ink = relief > INKED * relief.max()
    if not ink.any() or ink.all():
        return np.full(shades.shape[2], 1 / shades.shape[2], np.float32)
    paper = shades[~ink].mean(axis=0)
    weights = np.maximum(paper - shades[ink].mean(axis=0), 0) ** 2 + 1e-6
    return (weights / weights.sum()).astype(np.float32)


def closing(planes: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    """Take away what is darker than its surroundings and narrower than a square of a width."""
    for extreme in (np.maximum, np.minimum):
        for axis in (0, 1):
            planes = running(extreme, planes, width, axis)
    return planes


def running(
    extreme: Callable, planes: NDArray, width: int, axis: int
) -> NDArray:
    """Return the extreme of so many neighbours, an odd number, along an axis, in a few steps."""
    planes = _padded(np.moveaxis(planes, axis, 0), width // 2)
    reach = 1
    while reach < width:
        step = min(reach, width - reach)
        planes = extreme(planes[:-step], planes[step:])
        reach += step
    return np.moveaxis(planes, 0, axis)


def widened(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return which pixels lie in a square around one of a mask's, so many pixels to each side."""
    across = running(np.maximum, mask, 2 * by + 1, 1)
    return running(np.maximum, across, 2 * by + 1, 0)


def smooth(planes: NDArray[np.float32], axis: int) -> NDArray[np.float32]:
    """Return the means of three neighbours along an axis, the middle one counted twice."""
    wide = _padded(np.moveaxis(planes, axis, 0), 1)
    return np.moveaxis((wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4, 0, axis)


def _padded(planes: NDArray, margin: int) -> NDArray:
    """Repeat the first and the last along the first axis."""
    return np.concatenate([planes[:1]] * margin + [planes] + [planes[-1:]] * margin)
