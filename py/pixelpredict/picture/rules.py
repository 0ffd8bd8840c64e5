"""Ruled lines, squares and the borders of boxes: found by their straightness, and taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pixelpredict.picture.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]  # (h, w)
    Numbers = NDArray[np.intp]

STEEPEST = 0.14  # how far a photo may be turned: 8 degrees
ACROSS = 0.8  # of the picture's side: a line that long is no digit's
SEVERAL = 3  # shorter ones that are parallel are none either, where they have
LONG = 0.5  # of the picture's longer side
UNBROKEN = 0.7  # of a rule's length is inked
THIN = 0.5  # of it is no crossing
THICKEST, THICK = 2.0, 4.0  # pens, or pixels, of a rule
CROSSED = 1.4  # times as thick, and a pixel more: something crosses it
NEAR = 1.6  # pixels that the middle of a rule is off a straight line, its borders being rough
_COLUMNS = 400  # at which lines are looked for
_MOST = 120  # lines of one direction that are looked at


class Rules(NamedTuple):
    """What of a mask (h, w) is ruled."""

    alone: Mask  # the pixels of rules and of nothing else
    course: Mask  # all that lies where a rule does: a stroke that crosses it too
    sides: int  # how many rules there are


def rules(mask: Mask, pen: float) -> Rules:
    """Find straight lines across the picture.

    Where a stroke crosses a rule, all is left that is thicker than the rule. pen: pixels, how wide
    the lines of the writing are.
    """
    long = LONG * max(mask.shape)
    lying, standing = _lying(mask, pen, long), _lying(mask.T, pen, long)
    return Rules(lying[0] | standing[0].T, lying[1] | standing[1].T, lying[2] + standing[2])


class _Upright(NamedTuple):
    """What of the ink lies above one another in a column: (r,) each."""

    column: Numbers
    top: Numbers
    thick: Numbers
    middle: NDArray[np.float64]


class _Rule(NamedTuple):
    """A line that was found."""

    length: int  # in columns
    own: NDArray[np.bool_]  # (r,), which of the thin runs belong to it alone
    rows: Numbers  # where it is in each of its columns
    first: int  # the first of them
    thick: int


def _lying(mask: Mask, pen: float, long: float) -> tuple[Mask, Mask, int]:
    """Return the pixels of rules that lie, or nearly do, their course, and how many they are."""
    column, top, bottom = Runs.of(mask.T)
    thick = bottom - top
    upright = _Upright(column, top, thick, (top + bottom - 1) / 2)
    thin = _Upright(*(each[thick <= max(THICKEST * pen, THICK)] for each in upright))
    height, width = mask.shape
    across = ACROSS * width
    found = []
    columns = np.arange(width)
    for slope, offset in _lines(thin, mask.shape, min(long, across)):
        near = np.abs(thin.middle - slope * thin.column - offset) < NEAR
        rows = np.clip(np.rint(slope * columns + offset).astype(np.intp), 0, height - 1)
        covered = mask[rows, columns]
        covered[thin.column[near]] = True
        for first, last in _stretches(covered, pen, min(long, across)):
            own = near & (thin.column >= first) & (thin.column <= last)
            if own.sum() < THIN * (last - first):
                continue
            thick = int(np.sort(thin.thick[own])[own.sum() // 2])
            own &= thin.thick <= thick * CROSSED + 1
            found.append(_Rule(last - first + 1, own, rows[first : last + 1], first, thick))
    several = sum(rule.length < across for rule in found) >= SEVERAL
    found = [rule for rule in found if several or rule.length >= across]
    alone, course = np.zeros(mask.shape, bool), np.zeros(mask.shape, bool)
    for rule in found:
        _fill(alone, thin.column[rule.own], thin.top[rule.own], thin.thick[rule.own])
        reach = rule.thick // 2 + 2
        _fill(course, np.arange(rule.first, rule.first + rule.length), rule.rows - reach,
              2 * reach + 1)
    return alone, course, len(found)


def _fill(mask: Mask, column: Numbers, top: Numbers, thick: Numbers | int) -> None:
    """Set what lies above one another in columns, as far as it is in the mask."""
    thick = np.broadcast_to(thick, column.shape)
    row = np.repeat(top - np.cumsum(thick) + thick, thick) + np.arange(thick.sum())
    inside = (row >= 0) & (row < len(mask))
    mask[row[inside], np.repeat(column, thick)[inside]] = True


def _lines(
    thin: _Upright, shape: tuple[int, int], least: float
) -> Iterator[tuple[float, float]]:
    """Yield slope and offset of the lines that most of the thin runs lie on, the best first.

    By Hough's transform, as Duda and Hart (1972) gave it: each run votes for all lines through it.
    """
    height, width = shape
    every = max(width // _COLUMNS, 1)
    looked = thin.column % every == 0
    x, y = thin.column[looked], thin.middle[looked]
    slopes = np.linspace(-STEEPEST, STEEPEST, 2 * int(STEEPEST * width / 3) + 3)
    margin = int(STEEPEST * width) + 2
    rows = height + 2 * margin

    def votes(chosen: NDArray) -> NDArray[np.intp]:
        at = np.rint(y[chosen] - slopes[:, None] * x[chosen]).astype(np.intp) + margin
        at += (np.arange(len(slopes)) * rows)[:, None]
        return np.bincount(at.ravel(), minlength=len(slopes) * rows).reshape(len(slopes), rows)

    count = votes(np.ones(len(x), bool))
    for _ in range(_MOST):
        three = count[:, :-2] + count[:, 1:-1] + count[:, 2:]
        best = int(three.argmax())
        if three.flat[best] * every < THIN * least:
            return
        slope, row = divmod(best, rows - 2)
        near = np.abs(y - slopes[slope] * x - (row + 1 - margin)) < NEAR
        slope, offset = _fitted(x[near], y[near])
        near |= np.abs(y - slope * x - offset) < NEAR
        yield slope, offset
        count -= votes(near)
        x, y = x[~near], y[~near]


def _fitted(x: NDArray, y: NDArray) -> tuple[float, float]:
    """Return slope and offset of the straight line that is nearest to points by least squares."""
    across = x - x.mean()
    slope = float((across * y).sum() / max((across * across).sum(), 1))
    return slope, float(y.mean() - slope * x.mean())


def _stretches(covered: NDArray[np.bool_], pen: float, least: float) -> Iterator[tuple[int, int]]:
    """Yield where a line begins and ends that has no gap much wider than a pen's stroke.

    covered: (w,), in which columns there is ink.
    """
    inked = np.flatnonzero(covered)
    gaps = np.flatnonzero(np.diff(inked) > 1.5 * pen + 1)
    firsts = np.concatenate([[0], gaps + 1])
    lasts = np.concatenate([gaps, [len(inked) - 1]])
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        length = inked[last] - inked[first] + 1
        if length >= least and last - first + 1 >= UNBROKEN * length:
            yield int(inked[first]), int(inked[last])
