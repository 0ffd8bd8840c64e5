"""Other ways to set a number's digits: so that neighbours touch, each in a box, line by line."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.examples.numbers import Number, Strokes, dense

Box = tuple[float, float, float, float]  # left, top, right, bottom

STEP = 0.02  # heights of a digit from point to point where distances are measured
DEEPEST = 0.4  # of the narrower digit's width may lie over the other
LEADING = (1.5, 2.4)  # from one line of a page to the next, in heights of a digit
SHARE = 0.5  # of the neighbours touch, but at least two of a number


def pushed_together(number: Number, pen: float, rng: np.random.Generator) -> Number | None:
    """Push digits to the left until their ink meets the one before by a part of the pen's width.

    pen: in heights of a digit. Returns None where no two neighbours would meet: where one would
    have to be written over the other.
    """
    parts = [[number.strokes[i] for i in digit] for digit in number.digits]
    if len(parts) < 2:
        return None
    meet = rng.random(len(parts) - 1) < SHARE
    meet[rng.integers(len(meet))] = True
    met, moved, push = False, [parts[0]], 0.0
    for part, wanted in zip(parts[1:], meet, strict=True):
        part = [stroke - [push, 0] for stroke in part]
        further = _until_it_meets(moved[-1], part, pen * rng.uniform(0.3, 0.95)) if wanted else None
        if further is not None:
            part = [stroke - [further, 0] for stroke in part]
            push, met = push + further, True
        moved.append(part)
    if not met:
        return None
    strokes = list(number.strokes)
    for digit, part in zip(number.digits, moved, strict=True):
        for i, stroke in zip(digit, part, strict=True):
            strokes[i] = stroke
    return Number(number.text, strokes, number.digits, number.point)


def in_lines(
    numbers: Sequence[Number], rng: np.random.Generator, pitch: float | None = None
) -> list[Number]:
    """Put numbers one below the other, each line beginning and sloping a little otherwise.

    pitch: of the ruled lines that they keep to; None: there are none.
    """
    placed, y = [], 0.0
    leading, ragged = pitch or rng.uniform(*LEADING), rng.uniform(0, 0.8)
    slope = 0.0 if pitch else rng.normal(0, 0.02)
    for number in numbers:
        x, tilt = rng.uniform(0, ragged), slope + rng.normal(0, 0.008)
        lean = np.array([[1, 0], [tilt if len(numbers) > 1 else 0, 1]])
        strokes = [stroke @ lean.T + [x, y] for stroke in number.strokes]
        placed.append(Number(number.text, strokes, number.digits, number.point))
        y += leading + (0 if pitch else abs(rng.normal(0, 0.08)))
    return placed


def in_boxes(number: Number, pen: float, rng: np.random.Generator) -> tuple[Number, list[Box]]:
    """Set each digit into a box of its own, as forms have them, and return the boxes too.

    pen: its width in heights of a digit.
    """
    tall, gap = rng.uniform(1.25, 1.9), rng.choice([0.0, 0.0, rng.uniform(0.05, 0.4)])
    wide = rng.uniform(0.8, 1.1) * tall
    strokes, boxes = list(number.strokes), []
    for place, digit in enumerate(number.digits):
        box = around([number.strokes[i] for i in digit], 0.0)
        size, middle = np.subtract(box[2:], box[:2]), np.add(box[2:], box[:2]) / 2
        room = np.maximum([wide, tall] - size - pen - 0.06, 0)
        corner = np.array([place * (wide + gap), 0.0])
        aside = room * np.clip(rng.normal(0, 0.2, 2), -0.5, 0.5)
        where = corner + np.array([wide, tall]) / 2 + aside
        small = min(1.0, *((np.array([wide, tall]) - pen - 0.06) / np.maximum(size, 1e-9)))
        for i in digit:
            strokes[i] = (number.strokes[i] - middle) * small + where
        boxes.append((float(corner[0]), 0.0, float(corner[0]) + wide, tall))
    return Number(number.text, strokes, number.digits, number.point), boxes


def around(strokes: Sequence[NDArray[np.float64]], pad: float) -> Box:
    """Return the box around strokes, by so much larger on each side."""
    points = np.concatenate(strokes)
    (left, top), (right, bottom) = points.min(axis=0) - pad, points.max(axis=0) + pad
    return float(left), float(top), float(right), float(bottom)


def _until_it_meets(before: Strokes, part: Strokes, near: float) -> float | None:
    """Return how far to push a part to the left until its lines are so near; None: it never is."""
    there, new = (np.concatenate([dense(stroke, STEP) for stroke in ink]) for ink in (before, part))
    deepest = DEEPEST * min(np.ptp(there[:, 0]), np.ptp(new[:, 0])) + near
    most = new[:, 0].min() - there[:, 0].max() + deepest
    dy = np.abs(new[:, None, 1] - there[:, 1])
    reach = np.sqrt(np.maximum(near**2 - dy**2, 0))
    gap = np.where(dy < near, new[:, None, 0] - there[:, 0] - reach, np.inf)
    gap = float(gap.min())
    return gap if gap <= most else None
