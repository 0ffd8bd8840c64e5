"""Rare forms of digits, made from common ones: the recorded hands show too few of them.

A 7 with a bar through its stem, a 0 with a slash, a 1 with a flag and a foot, a 4 like a lightning,
a 5 whose bar floats, a 9 with a hook for a tail: so many people write all their lives, and so few
of the recorded writers do.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating]  # (n, 2): x to the right and y downward, in any unit
Strokes = Sequence[Points]
Change = Callable[[Strokes, np.random.Generator], list[Points]]


def rare_form(strokes: Strokes, digit: int, rng: np.random.Generator) -> list[Points]:
    """Return a digit's strokes, (n, 2) arrays, in one of its rare forms.

    Digits without such a form, and drawings with no place for it, come back as they are.
    """
    changes = _CHANGES.get(digit, ())
    return changes[rng.integers(len(changes))](strokes, rng) if changes else list(strokes)


def _slash(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Cross a 0 from the lower left to the upper right, or almost upright; within it or beyond."""
    low, size = _box(strokes)
    half = size / 2 * rng.uniform([0.1, 0.7], [1.3, 1.3])
    tip = np.array([half[0], -half[1]])
    middle = low + size / 2
    return [*strokes, np.array([middle - tip, middle + tip])]


def _spear(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Put an upright slash through a 0 that is no higher than wide, far beyond it: a φ."""
    _, (width, tall) = _box(strokes)
    factor = rng.uniform(0.8, 1.2) * width / tall if min(width, tall) > 0 else 1.0
    squat = [stroke * [1, factor] for stroke in strokes]
    low, size = _box(squat)
    half = size / 2 * rng.uniform([0.0, 1.4], [0.7, 2.4])
    tip = np.array([half[0], -half[1]])
    middle = low + size * rng.uniform([0.4, 0.4], [0.6, 0.6])
    return [*squat, np.array([middle + tip, middle - tip])]


def _belt(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Lay a bar across a 0, a little within it or beyond: a θ."""
    low, size = _box(strokes)
    y = low[1] + size[1] * rng.uniform(0.35, 0.65)
    ends = low[0] + size[0] * rng.uniform([-0.3, 0.75], [0.25, 1.3])
    rise = size[1] * rng.normal(0, 0.06)
    return [*strokes, np.array([[ends[0], y + rise], [ends[1], y - rise]])]


def _flag(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Give a 1 that is a plain bar a flag, up to as long as its stem, and perhaps a foot."""
    points = np.concatenate(strokes)
    _, (width, height) = _box(strokes)
    if width > 0.3 * height:
        return list(strokes)  # it has a flag already
    top, bottom = points[points[:, 1].argmin()], points[points[:, 1].argmax()]
    side, drop = rng.uniform([0.15, 0.1], [0.45, 0.9])
    flag = top + height * np.array([-side, drop])
    flagged = [*strokes, np.array([flag, top])]
    return flagged if drop > 0.5 or rng.random() < 0.5 else [*flagged, _foot(bottom, height, rng)]


def _foot_alone(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Set a 1, whatever its head, on a foot; the foot of a 1 with a long up-stroke, too."""
    points = np.concatenate(strokes)
    _, (width, height) = _box(strokes)
    if width > 0.6 * height:
        return list(strokes)
    return [*strokes, _foot(points[points[:, 1].argmax()], height, rng)]


def _foot(bottom: Points, height: float, rng: np.random.Generator) -> Points:
    """Return a bar at, or a little above, the lowest point of a 1."""
    left, right, above, rise = rng.uniform([0.05, 0.15, -0.02, -0.05], [0.4, 0.5, 0.15, 0.12])
    ends = [[-left, rise / 2 - above], [right, -rise / 2 - above]]
    return bottom + height * np.array(ends)


def _without_foot(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Let a 2 that was drawn in one stroke end, or nearly, where its foot would begin."""
    corner = _corner_of_two(strokes)
    if corner is None:
        return list(strokes)
    (stroke,) = strokes
    rest = len(stroke) - corner
    return [stroke[: corner + 1 + int(rest * rng.uniform(0, 0.3))]]


def _loop_at_foot(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Turn a 2's lower left corner into a loop: up, and around, before the foot goes right."""
    corner = _corner_of_two(strokes)
    if corner is None:
        return list(strokes)
    (stroke,) = strokes
    _, size = _box(strokes)
    radius = size * rng.uniform([0.08, 0.06], [0.25, 0.18])
    # Clockwise from its lower right: leftward along the foot, up, and down to the right again.
    angle = np.linspace(0.5 * np.pi, 2.5 * np.pi, 16)
    loop = stroke[corner] + radius * (np.stack([np.cos(angle), np.sin(angle)], axis=1) - [0, 1])
    return [np.concatenate([stroke[:corner], loop, stroke[corner + 1 :]])]


def _corner_of_two(strokes: Strokes) -> int | None:
    """Return which point of a 2 in one stroke is the lower left corner; None: there is none."""
    if len(strokes) != 1:
        return None
    (stroke,) = strokes
    low, size = _box(strokes)
    across, down = ((stroke - low) / np.maximum(size, 1e-9)).T
    corner = int((down - across).argmax())
    if down[corner] < 0.75 or not 0.3 * len(stroke) < corner < len(stroke) - 2:
        return None
    return corner


def _lightning(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Draw a 4 of two strokes in one: where its bar ends, the stem goes down."""
    if len(strokes) != 2:
        return list(strokes)
    angle, stem = strokes
    _, size = _box(strokes)
    end = angle[-1]
    below = stem[stem[:, 1] >= end[1]]
    if len(below) < 2 or end[0] < angle[:, 0].max() - 0.2 * size[0] or stem[0, 1] > stem[-1, 1]:
        return list(strokes)
    drop = (below - below[0]) * [1, rng.uniform(0.6, 1.3)]
    drop[:, 0] -= drop[:, 1] * rng.uniform(0, 0.5)  # it leans back as it goes down
    shortened = angle[: max(2, len(angle) - int(rng.integers(0, 3)))]
    return [np.concatenate([shortened, shortened[-1] + drop])]


def _low_bar(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Lower a 4's bar, and let its stem begin no higher than that, or not much."""
    if len(strokes) != 2:
        return list(strokes)
    angle, stem = strokes
    bar = angle[-1, 1]
    lowered = _bent([angle, stem], bar, rng.uniform(0.7, 0.9))
    if rng.random() < 0.5:
        return lowered
    angle, stem = lowered
    low, size = _box(lowered)
    top = low[1] + size[1] * rng.uniform(0.4, 0.7)
    kept = stem[stem[:, 1] >= top]
    return [angle, kept] if len(kept) > 1 else lowered


def _afloat(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Take a 5's stem away: its bar floats above the belly."""
    if len(strokes) != 2:
        return list(strokes)
    bar, body = sorted(strokes, key=lambda stroke: np.ptp(stroke[:, 1]))
    low, size = _box(strokes)
    if np.ptp(bar[:, 1]) > 0.3 * size[1] or bar[:, 1].mean() > low[1] + 0.3 * size[1]:
        return list(strokes)
    if body[0, 1] > low[1] + 0.3 * size[1]:
        return list(strokes)  # it has no stem
    under = np.flatnonzero(body[:, 1] > low[1] + size[1] * rng.uniform(0.3, 0.5))
    kept = body[under[0] :] if len(under) else body
    return [bar, kept] if len(kept) > 1 else list(strokes)


def _small_loop(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Lower the loop of a 6 until it is a curl at the foot of a long stroke."""
    low, size = _box(strokes)
    return _bent(strokes, low[1] + 0.45 * size[1], rng.uniform(0.6, 0.82))


def _bar(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Cross a 7's stem: near the middle of its height or lower, or far to the right."""
    points = np.concatenate(strokes)
    low, size = _box(strokes)
    y = low[1] + size[1] * rng.uniform(0.35, 0.8)
    x = points[np.abs(points[:, 1] - y).argmin(), 0]
    left, right = size[0] * rng.uniform([0.1, 0.2], [0.45, 0.7])
    rise = (left + right) / 2 * rng.normal(0.1, 0.2)
    bar = np.array([[x - left, y + rise], [x + right, y - rise]])
    if rng.random() < 0.3:  # it begins with a hook
        hook = bar[0] + size * [rng.uniform(-0.05, 0), rng.uniform(0.05, 0.15)]
        bar = np.concatenate([[hook], bar])
    return [*strokes, bar]


def _open_ends(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Let an 8 in one stroke begin later and end earlier, so that it stays open at the top."""
    if len(strokes) != 1 or len(strokes[0]) < 12:
        return list(strokes)
    (stroke,) = strokes
    first, last = (rng.uniform(0.0, 0.1, 2) * len(stroke)).astype(int)
    return [stroke[first : len(stroke) - last]]


def _hook(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Bend a 9's tail, if it ends at its foot: to the left, and perhaps up again."""
    low, size = _box(strokes)
    end = strokes[-1][-1]
    if end[1] < low[1] + 0.9 * size[1]:
        return list(strokes)
    reach = size * rng.uniform([0.2, 0.02], [0.7, 0.2])
    angle = np.linspace(0, np.radians(rng.uniform(90, 190)), 10)
    return [*strokes, end + reach * np.stack([np.cos(angle) - 1, np.sin(angle)], axis=1)]


def _flat_loop(strokes: Strokes, rng: np.random.Generator) -> list[Points]:
    """Raise the foot of a 9's loop until the loop is flat on top of a long stroke."""
    low, size = _box(strokes)
    return _bent(strokes, low[1] + 0.5 * size[1], rng.uniform(0.17, 0.35))


def _box(strokes: Strokes) -> tuple[Points, Points]:
    """Return the upper left corner and the size of the box around strokes."""
    points = np.concatenate(strokes)
    low = points.min(axis=0)
    return low, points.max(axis=0) - low


def _bent(strokes: Strokes, y: float, share: float) -> list[Points]:
    """Move what lies at a height y to a share of the whole height, and the rest in proportion."""
    low, size = _box(strokes)
    if size[1] <= 0 or not low[1] < y < low[1] + size[1]:
        return list(strokes)
    heights = [low[1], y, low[1] + size[1]]
    moved = [low[1], low[1] + share * size[1], low[1] + size[1]]
    return [
        np.stack([stroke[:, 0], np.interp(stroke[:, 1], heights, moved)], axis=1)
        for stroke in strokes
    ]


_CHANGES: dict[int, tuple[Change, ...]] = {
    0: (_slash, _spear, _belt),
    1: (_flag, _foot_alone),
    2: (_without_foot, _loop_at_foot),
    4: (_lightning, _low_bar),
    5: (_afloat,),
    6: (_small_loop,),
    7: (_bar,),
    8: (_open_ends,),
    9: (_hook, _flat_loop),
}
