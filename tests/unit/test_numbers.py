"""Numbers that are put together lie as the measured ones do, and know what each stroke is."""

from itertools import pairwise

import numpy as np
import pytest

from tests import drawn_digits
from training.data.drawings import Drawing
from training.examples.numbers import compose, hands
from training.examples.wrong_cuts import wrong_cuts

HAND = [
    Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
    for digit in range(10)
]


def box(number, strokes):
    points = np.concatenate([number.strokes[i] for i in strokes])
    return points.min(axis=0), points.max(axis=0)


@pytest.fixture(scope="module")
def composed():
    rng = np.random.default_rng(2)
    return [compose([HAND[i] for i in rng.integers(10, size=6)], rng) for _ in range(400)]


def test_every_stroke_has_one_owner(composed):
    for number in composed:
        owned = [stroke for digit in number.digits for stroke in digit]
        assert sorted(owned) == list(range(len(number.strokes)))
        assert len(number.text) == len(number.digits) == 6


def test_the_strokes_of_a_digit_are_those_that_were_drawn(composed):
    for number in composed[:20]:
        for digit, strokes in zip(number.text, number.digits, strict=True):
            drawn = HAND[int(digit)].strokes
            assert [len(number.strokes[i]) for i in strokes] == [len(stroke) for stroke in drawn]


def test_gaps_heights_and_feet_are_as_measured(composed):
    boxes = [[box(number, digit) for digit in number.digits] for number in composed]
    gaps = [b[0][0] - a[1][0] for digits in boxes for a, b in pairwise(digits)]
    assert np.mean(gaps) == pytest.approx(0.27, abs=0.04)
    assert np.percentile(gaps, [5, 95]) == pytest.approx([-0.01, 0.60], abs=0.06)
    heights = [high[1] - low[1] for digits in boxes for low, high in digits]
    assert np.percentile(heights, [5, 95]) == pytest.approx([0.80, 1.21], abs=0.05)


def test_now_and_then_a_stroke_comes_after_the_next_digit(composed):
    late = sum(
        max(digit) > min(following)
        for number in composed
        for digit, following in pairwise(number.digits)
    )
    assert 0 < late / (6 * len(composed)) < 0.04


def test_a_decimal_separator_is_small_and_between_two_digits():
    rng = np.random.default_rng(4)
    for _ in range(100):
        number = compose([HAND[i] for i in rng.integers(10, size=4)], rng, point=1)
        assert number.text[1] == "."
        (low, high), (_, left), (right, _) = (
            box(number, strokes) for strokes in (number.point, number.digits[0], number.digits[1])
        )
        assert max(high - low) < 0.5
        assert left[0] - 0.15 < low[0] < right[0] + 0.1


def test_only_hands_of_many_different_digits_write_numbers():
    few = [Drawing("here/b", 0, HAND[0].strokes)] * 20
    letters = [Drawing("here/c", None, HAND[0].strokes)] * 20
    assert hands([*few, *HAND, *letters]) == [HAND]


def shape(strokes):
    """Return the points of strokes, whatever their place and size."""
    points = np.concatenate(strokes)
    return ((points - points.min(axis=0)) / (np.ptp(points[:, 1]) or 1)).round(6).tobytes()


def test_what_a_wrong_cut_leaves_is_no_digit():
    rng = np.random.default_rng(5)
    cuts = [cut for _ in range(100) for cut in wrong_cuts([HAND], rng)]
    whole = {shape(drawing.strokes) for drawing in HAND}
    assert not [cut for cut in cuts if shape(cut) in whole]
    assert {len(cut) for cut in cuts} == {1, 2, 3, 4}
    # Of the 7 its upper bar, but never its stem alone, which some would call a 1.
    bar, stem = (shape([stroke]) for stroke in HAND[7].strokes)
    assert {shape(cut) for cut in cuts} & {bar, stem} == {bar}
