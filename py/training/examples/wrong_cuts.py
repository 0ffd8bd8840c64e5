"""What a wrong cut through a number leaves: two digits, half a digit, one with another's bar.

Shown as no digit, so that the network finds little evidence where a cut is wrong.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pixelpredict import segmentation
from pixelpredict.layout import Layout, evenly
from training.data.drawings import Drawing
from training.examples.numbers import Number, compose

LONGEST = 4  # digits of a number
SLENDER = 0.35  # width for height of a bar that could be somebody's 1

Strokes = list[NDArray[np.float64]]


def wrong_cuts(hands: Sequence[Sequence[Drawing]], rng: np.random.Generator) -> list[Strokes]:
    """Return the parts of one made-up number that segmentation considers and that are no digit.

    hands: the digits of each writer. There may be none: a number of two digits far apart.
    """
    hand = hands[rng.integers(len(hands))]
    chosen = rng.integers(len(hand), size=rng.integers(2, LONGEST + 1))
    number = compose([hand[i] for i in chosen], rng)
    layout = Layout.of([evenly([stroke]) for stroke in number.strokes])
    parts = (tuple(layout.order[row].tolist()) for row in segmentation.candidates(layout)[0])
    return [
        [number.strokes[i] for i in strokes] for strokes in parts if _is_wrong(strokes, number)
    ]


def _is_wrong(strokes: tuple[int, ...], number: Number) -> bool:
    """Whether strokes are no digit: not a whole one, nor what passes for one without a bar.

    Of a 4 no part passes for a 4, but an upright bar always for a 1.
    """
    whole = next((digit for digit in number.digits if set(strokes) <= set(digit)), None)
    if whole is None or set(strokes) == set(whole):
        return whole is None
    points = np.concatenate([number.strokes[i] for i in strokes])
    width, height = np.ptp(points, axis=0)
    is_four = number.text[number.digits.index(whole)] == "4"
    passes = not is_four and _length(strokes, number) > 0.5 * _length(whole, number)
    return not passes and width > SLENDER * height


def _length(strokes: tuple[int, ...], number: Number) -> float:
    return sum(float(np.hypot(*np.diff(number.strokes[i], axis=0).T).sum()) for i in strokes)
