"""Strokes to digits: what may be one, what the best way is, and what people's habits ask of it."""

from itertools import islice, product

import numpy as np
import pytest

from pixelpredict import Recognizer, ink, segmentation
from pixelpredict.layout import Layout, evenly
from tests import drawn_digits


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


def candidates(*strokes):
    layout = Layout.of([evenly([np.array(stroke, float)]) for stroke in strokes])
    return {tuple(layout.order[row]) for row in segmentation.candidates(layout)[0]}


def upright(x):
    return [(x, 0), (x, 100)]


def test_neighbours_and_what_was_drawn_one_after_another_may_be_one_digit():
    # Drawn in the order of x 0, 60, 30: the first two follow one another.
    assert candidates(upright(0), upright(60), upright(30)) == {
        (0,), (1,), (2,), (0, 2), (2, 1), (0, 2, 1), (0, 1),
    }


def test_what_lies_far_apart_is_no_candidate():
    assert candidates(upright(0), upright(500)) == {(0,), (1,)}


def test_a_digit_has_four_strokes_at_the_most():
    found = candidates(*(upright(10 * i) for i in range(6)))
    assert max(map(len, found)) == 4


def test_the_best_way_is_the_best_of_all_ways():
    rng = np.random.default_rng(3)
    members = np.array([row for row in product([False, True], repeat=5) if any(row)])
    scores = rng.normal(0, 3, len(members))
    alone = {2: 1.0, 4: -1.0}

    def ways(left):
        """Every way to part the strokes that are left, by brute force: (score, digits, alone)."""
        if not left:
            yield 0.0, frozenset(), frozenset()
            return
        first = min(left)
        for number, row in enumerate(members):
            own = set(np.flatnonzero(row).tolist())
            if first in own and own <= left:
                for score, digits, dots in ways(left - own):
                    yield score + scores[number], digits | {number}, dots
        if first in alone:
            for score, digits, dots in ways(left - {first}):
                yield score + alone[first], digits, dots | {first}

    expected = sorted(ways(set(range(5))), key=lambda way: -way[0])[:3]
    found = segmentation.partings(members, scores, alone)
    assert [way.score for way in found] == pytest.approx([way[0] for way in expected])
    assert [(set(way.digits), set(way.alone)) for way in found] == [
        (set(digits), set(dots)) for _, digits, dots in expected
    ]


@pytest.mark.parametrize("number", ["10", "47", "2026", "1111", "5050", "98765", "400274"])
def test_a_number_is_read_from_left_to_right(recognizer, number):
    assert recognizer.read(drawn_digits.number(number)).text == number


def test_each_digit_knows_its_strokes(recognizer):
    # The drawn 4 has three strokes, and so has the 5; the 7 has two.
    reading = recognizer.read(drawn_digits.number("457"))
    assert [digit.strokes for digit in reading.digits] == [(0, 1, 2), (3, 4, 5), (6, 7)]


def test_a_bar_that_is_added_last_belongs_to_its_digit(recognizer):
    strokes = drawn_digits.number("540")
    late = [*strokes[:2], *strokes[3:], strokes[2]]  # the 5's bar, after all else
    reading = recognizer.read(late)
    assert reading.text == "540"
    assert reading.digits[0].strokes == (0, 1, len(late) - 1)


@pytest.mark.parametrize("number", ["55", "5405", "14574"])
def test_all_bars_may_be_added_last(recognizer, number):
    drawn = iter(drawn_digits.number(number))
    first, bars = [], []
    for digit in number:
        own = list(islice(drawn, len(drawn_digits.strokes(int(digit)))))
        if digit in "45":
            bars.append(own.pop())
        first += own
    assert recognizer.read([*first, *bars]).text == number


def test_digits_may_be_drawn_in_any_order(recognizer):
    one, two = drawn_digits.number("72")[:2], drawn_digits.number("72")[2:]
    reading = recognizer.read([*two, *one])
    assert reading.text == "72"
    assert [digit.strokes for digit in reading.digits] == [(2, 3), (0, 1)]


@pytest.mark.parametrize("matrix", [
    [[2, 0], [0, 2]], [[1, 0.25], [0, 1]], [[1, -0.25], [0, 1]], [[1, 0], [-0.27, 1]],
], ids=["twice as large", "falling", "climbing", "leaning"])
def test_a_number_may_be_large_lean_climb_or_fall(recognizer, matrix):
    strokes = [np.array(stroke) @ matrix + [70, -30] for stroke in drawn_digits.number("3048")]
    assert recognizer.read(strokes).text == "3048"


def test_wide_gaps_are_no_matter(recognizer):
    far = [[[x + 2000, y] for x, y in stroke] for stroke in drawn_digits.number("6")]
    assert recognizer.read([*drawn_digits.number("91"), *far]).text == "916"


@pytest.mark.parametrize("number", ["752", "308", "914", "632"])
def test_a_digit_half_as_large_is_still_one(recognizer, number):
    drawn, left = [], 0
    for digit, scale in zip(number, (1, 0.5, 1), strict=True):
        strokes = [np.array(s) * scale + [0, 1000 - 1000 * scale] for s in
                   drawn_digits.strokes(int(digit))]
        points = np.concatenate(strokes)
        drawn += [stroke - [points[:, 0].min() - left, 0] for stroke in strokes]
        left += np.ptp(points[:, 0]) + 200
    assert recognizer.read(drawn).text == number


def test_empty_strokes_keep_their_places(recognizer):
    strokes = [[], *drawn_digits.number("1")[:1], [], *drawn_digits.number("71")[:2]]
    strokes[3:] = [[[x + 700, y] for x, y in stroke] for stroke in strokes[3:]]
    assert [digit.strokes for digit in recognizer.read(strokes).digits] == [(1,), (3, 4)]


def test_very_many_strokes_are_one_scribble(recognizer):
    rng = np.random.default_rng(1)
    (digit,) = recognizer.read(rng.uniform(0, 1000, (300, 33, 2))).digits
    assert digit.strokes == tuple(range(300))
    assert not digit.sure


def test_ten_thousand_points_are_read(recognizer):
    strokes = [np.repeat(stroke, 600, axis=0) for stroke in drawn_digits.number("71")]
    assert sum(map(len, strokes)) > 10_000
    assert recognizer.read(strokes).text == "71"


def test_what_has_not_changed_is_not_looked_at_again(recognizer, monkeypatch):
    looked = []
    draw = ink.from_drawings

    def counted(drawings):
        looked.append(len(drawings))
        return draw(drawings)

    monkeypatch.setattr(ink, "from_drawings", counted)
    strokes = [np.array(stroke) for stroke in drawn_digits.number("26053")]
    fresh = Recognizer(recognizer.network)
    fresh.read(strokes[:-1])
    before = looked.pop()
    fresh.read([*strokes[:-1], strokes[-1][:9]])
    grown = looked.pop()
    assert 0 < grown < before / 2  # only what the new stroke may be a part of
    fresh.read([*strokes[:-1], strokes[-1][:9]])
    assert looked == []  # nothing at all
    again, anew = fresh.read(strokes), Recognizer(recognizer.network).read(strokes)
    assert again.text == anew.text
    for one, other in zip(again.digits, anew.digits, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-5)


def test_strokes_that_came_to_the_same_place_are_no_mistake(recognizer):
    strokes = drawn_digits.number("4")
    assert recognizer.read([*strokes, *strokes]).text != ""
