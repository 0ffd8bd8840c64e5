"""Which pixels are ink: how dark a line must be in this picture, and how wide its lines are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pixelpredict.picture.contrast import smooth, widened
from pixelpredict.picture.pieces import frames
from pixelpredict.picture.rules import rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Plane = NDArray[np.float32]  # (h, w)

FAINTEST = 0.07  # of the paper's shade: what differs less is no ink but paper
CLEAR = 4.0  # standard deviations of the paper's noise that ink stands out by
NOISY = 0.02  # of the paper's shade: a picture with such noise is smoothed
FAINT = 0.6  # of the threshold: rules are looked for in what is as dark as that
THIN = 0.75  # of it: a pen's line that skips is still one


class Ink(NamedTuple):
    """The ink in a picture of one size."""

    shade: Plane  # how dark each pixel is, 0..1 of the paper's shade; of rules 0
    mask: NDArray[np.bool_]  # (h, w), which pixels are ink and no rule
    course: NDArray[np.bool_]  # (h, w), where rules lie
    pen: float  # pixels, how wide the lines are
    threshold: float  # the shade from which on it is ink
    share: float  # 0..1, of that of the other polarity, where there is more
    factor: float  # pixels a side of the picture given that became one


def find(shade: Plane, share: float, factor: float) -> Ink:
    """Find the ink in a picture's contrast, without ruled lines and the borders of boxes.

    share and factor: see Ink.
    """
    noise = noisiness(shade)
    if noise > NOISY:
        shade = smooth(smooth(shade, 0), 1)
        noise = noisiness(shade)
    steps = gradient(shade)
    threshold = _threshold(shade, steps, noise)
    pen = _pen(shade, threshold)
    faint = shade > max(FAINT * threshold, FAINTEST, CLEAR * noise)
    ruled, framed = rules(faint, pen), frames(faint, pen)
    alone, course = ruled.alone | framed.alone, ruled.course | framed.course
    if not alone.any():
        return Ink(shade, shade > THIN * threshold, course, pen, threshold, share, factor)
    # What is printed may be darker than what is written.
    near = widened(alone, 1)
    steps[widened(near, 1)] = 0
    threshold = _threshold(shade, steps, noise)
    mask = (shade > THIN * threshold) & ~alone
    shade = np.where(near & ~mask, 0, shade)
    return Ink(shade, mask, course, _pen(shade, threshold), threshold, share, factor)


def _pen(shade: Plane, threshold: float) -> float:
    return pen_width(np.clip(shade / (2 * threshold), 0, 1))


def noisiness(shade: Plane) -> float:
    """Return the standard deviation of a picture's noise, by the median of its small steps."""
    steps = np.abs(np.diff(shade[::3, :], axis=1)[:, ::3]).ravel()
    if not steps.size:
        return 0.0
    return float(np.partition(steps, len(steps) // 2)[len(steps) // 2] / 0.954)


def gradient(shade: Plane) -> Plane:
    """Return how steep the shade is at each pixel, per pixel."""
    across, down = np.zeros_like(shade), np.zeros_like(shade)
    across[:, 1:-1] = (shade[:, 2:] - shade[:, :-2]) / 2
    down[1:-1] = (shade[2:] - shade[:-2]) / 2
    return np.hypot(across, down)


def _threshold(shade: Plane, steps: Plane, noise: float) -> float:
    """Return the shade in the middle of the edges of lines: that of all pixels, by their steepness.

    After Kittler, Illingworth and Föglein, "Threshold selection based on a simple image statistic"
    (1985), with the steepness squared: where the edges are steep the lines are dark.
    """
    weights = np.where(steps > 2 * noise, steps, 0) ** 3
    total = float(weights.sum())
    middle = float((weights * shade).sum()) / total if total > 0 else np.inf
    return max(middle, FAINTEST, CLEAR * noise)


def pen_width(ink: Plane) -> float:
    """Return how wide lines are, in pixels: twice their area by the length of their edges."""
    edges = float(gradient(ink).sum())
    return 2 * float(ink.sum()) / edges if edges else 1.0
