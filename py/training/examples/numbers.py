"""Whole numbers, put together from one hand's digits as people set them side by side.

How digits lie in real numbers was measured on numbers of 2 to 16 digits, cut out of formulae by
several hundred hands, in heights of a digit: the gap to the next 0.27 (-0.01 to 0.60 from the 5th
to the 95th percentile), heights 0.80 to 1.21 of the median, feet up to 0.22 off the base line; in
0.8 % a stroke is added after the next digit has been written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.data.drawings import Drawing

# Normal distributions, (mean, standard deviation), in heights of a digit.
GAP = (0.28, 0.185)
HEIGHT = 0.125  # standard deviation of a height's logarithm
FOOT = 0.13  # standard deviation from the base line
CLIMB = 0.05  # standard deviation of the base line's own slope
LATE = 0.008  # share of the digits whose last stroke comes after the next digit
CLEAR = 0.05  # from the digit before: who comes nearer goes on to the right, as nobody writes over
TOUCHING = 0.1  # what he has written; but for so many
FLATTEST = 1.6  # width for height of a digit that is as high as its neighbours: else it is lower

FEWEST_KINDS = 5  # different digits of a hand that numbers are made of

POINT_GAP = (0.2, 0.08)  # on each side of a decimal separator
POINT_FOOT = 0.06
COMMAS = 0.3  # share of the separators

STRAY_CLEAR = 0.15  # of a stray dot, from all other ink, where it finds
STRAY_TRIES = 20  # such a place in so many

Strokes = list[NDArray[np.float64]]


@dataclass(frozen=True)
class Number:
    """A number as it was written, and what each of its strokes is part of."""

    text: str
    strokes: Strokes  # in the order of writing; a digit's height is about 1
    digits: tuple[tuple[int, ...], ...]  # from left to right, the strokes of each
    point: tuple[int, ...]  # the strokes of the decimal separator


def hands(drawings: Sequence[Drawing]) -> list[list[Drawing]]:
    """Return the digits of each writer who drew at least five different ones."""
    digits: dict[str, list[Drawing]] = {}
    for drawing in drawings:
        if drawing.digit is not None:
            digits.setdefault(drawing.writer, []).append(drawing)
    return [hand for hand in digits.values() if len({d.digit for d in hand}) >= FEWEST_KINDS]


def by_one_of(
    hands: Sequence[Sequence[Drawing]], length: int, rng: np.random.Generator,
    point: int | None = None,
) -> Number:
    """Put a number of some digits together; who drew more of them has part in more numbers.

    point as in `compose`.
    """
    drawn = np.array([len(hand) for hand in hands])
    hand = hands[rng.choice(len(hands), p=drawn / drawn.sum())]
    chosen = rng.choice(len(hand), length, replace=len(hand) < length)
    return compose([hand[i] for i in chosen], rng, point)


def single(drawing: Drawing) -> Number:
    """Return one drawn digit, as it was drawn, as a number."""
    strokes = [np.asarray(stroke, float) for stroke in drawing.strokes]
    return Number(str(drawing.digit), strokes, (tuple(range(len(strokes))),), ())


def with_stray_dot(number: Number, rng: np.random.Generator) -> Number:
    """Add a dot that is nothing, beside a number without a separator or above its feet."""
    points = np.concatenate(number.strokes)
    low, high = points.min(axis=0) - [0.5, 0.3], points.max(axis=0) - [-0.5, 0.4]
    for _ in range(STRAY_TRIES):
        dot = rng.uniform(low, np.maximum(low, high))
        if np.hypot(*(points - dot).T).min() > STRAY_CLEAR:
            break
    blot = dot + np.cumsum(rng.normal(0, 0.01, (3, 2)), axis=0)
    return Number(number.text, [*number.strokes, blot], number.digits, ())


def compose(
    drawings: Sequence[Drawing], rng: np.random.Generator, point: int | None = None
) -> Number:
    """Write digits, (n,) drawings of one hand, side by side as a number.

    point: how many digits come before a decimal separator; None: there is none.
    """
    parts: list[Strokes] = []
    reach, climb = 0.0, rng.normal(0, CLIMB)
    for place, drawing in enumerate(drawings):
        if place == point:
            x = reach + max(rng.normal(*POINT_GAP), 0.08)
            parts.append(_separator(np.array([x, climb * x + rng.normal(0, POINT_FOOT)]), rng))
            reach = _reach(parts[-1])
            x = reach + max(rng.normal(*POINT_GAP), 0.05)
        else:
            x = reach + rng.normal(*GAP) if place else 0.0
        strokes = _sized(drawing.strokes, np.exp(rng.normal(0, HEIGHT)))
        foot = rng.normal(0, FOOT)
        clear = CLEAR if rng.random() >= TOUCHING else 0.0
        while parts and x < reach + clear and _nearest(
            parts[-1], strokes, np.array([x, climb * x + foot])
        ) < clear:
            x += CLEAR
        moved = np.array([x, climb * x + foot])
        parts.append([stroke + moved for stroke in strokes])
        reach = _reach(parts[-1])
    return _in_order(parts, [drawing.digit for drawing in drawings], point, rng)


def _reach(strokes: Strokes) -> float:
    return max(stroke[:, 0].max() for stroke in strokes)


def _nearest(before: Strokes, strokes: Strokes, place: NDArray[np.float64]) -> float:
    """Return how near the ink of strokes that are moved to a place comes to what is there."""
    there, new = (
        np.concatenate([dense(stroke, CLEAR / 2) for stroke in ink]) for ink in (before, strokes)
    )
    return float(np.hypot(*(new[:, None] + place - there).T).min())


def dense(stroke: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Return the points of a stroke (n, 2) and more between them, at most a step apart."""
    count = np.ceil(np.hypot(*np.diff(stroke, axis=0).T) / step).astype(int)
    at = [i + np.arange(n) / n for i, n in enumerate(count) if n]
    where = np.concatenate([*at, [len(stroke) - 1]])
    along = np.arange(len(stroke))
    return np.stack([np.interp(where, along, axis) for axis in stroke.T], axis=1)


def _sized(strokes: Sequence[NDArray], height: float) -> Strokes:
    """Scale strokes to a height, their left edge at x = 0 and their foot at y = 0."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    width, tall = high - low
    corner = np.array([low[0], high[1]])
    return [(stroke - corner) * (height / max(tall, width / FLATTEST, 1e-9)) for stroke in strokes]


def _separator(place: NDArray[np.float64], rng: np.random.Generator) -> Strokes:
    """Draw a dot, a blot of a dot or a short comma that begins at a place."""
    if rng.random() < COMMAS:
        way = np.array([-rng.uniform(0.02, 0.14), rng.uniform(0.1, 0.32)])
        bow = np.array([rng.uniform(0, 0.05), 0.0])
        return [place + [way * t + bow * 4 * t * (1 - t) for t in np.linspace(0, 1, 6)]
                - [0, rng.uniform(0, 0.1)]]
    steps = rng.normal(0, rng.uniform(0, 0.03), (rng.integers(1, 7), 2))
    return [place + np.cumsum(steps, axis=0) - steps[0]]


def _in_order(
    parts: list[Strokes], digits: Sequence[int], point: int | None, rng: np.random.Generator
) -> Number:
    """Put strokes in the order of writing: now and then one comes after the next digit."""
    order = [(place, stroke) for place, part in enumerate(parts) for stroke in part]
    for place, part in enumerate(parts[:-1]):
        if len(part) > 1 and rng.random() < LATE * 5:  # of the fifth that have several strokes
            late = max(i for i, (other, _) in enumerate(order) if other == place)
            after = max(i for i, (other, _) in enumerate(order) if other == place + 1)
            order.insert(after, order.pop(late))
    owned = [
        tuple(i for i, (other, _) in enumerate(order) if other == place)
        for place in range(len(parts))
    ]
    text = "".join(map(str, digits))
    separator = () if point is None else owned.pop(point)
    return Number(
        text if point is None else f"{text[:point]}.{text[point:]}",
        [stroke for _, stroke in order],
        tuple(owned),
        separator,
    )
