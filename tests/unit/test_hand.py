"""What a person taught: it counts at once, is taken back exactly, and harms nothing else."""

import itertools
import json

import numpy as np
import pytest

from pixelpredict import Recognizer, hand
from pixelpredict.bridge import Bridge
from pixelpredict.learnt import judged
from tests import drawn_digits, pen_digits

FOUR, SEVEN = drawn_digits.strokes(4), drawn_digits.strokes(7)


@pytest.fixture
def recognizer(root):
    return Recognizer.load(root / "weights")


def moved(strokes, scale, x, y):
    return [[(scale * a + x, scale * b + y) for a, b in stroke] for stroke in strokes]


def bits(reading):
    return [digit.probabilities.tobytes() for digit in reading.digits], reading.text, reading.sure


def sample(count=100):
    return [strokes for _, strokes in pen_digits.sample(count, seed=21)]


@pytest.mark.parametrize("alone", [None, 0, 1])
@pytest.mark.parametrize("digit", [0, 1, 5, 9])
def test_whatever_a_drawing_was_read_as_it_is_what_it_was_taught_to_be(recognizer, alone, digit):
    recognizer.alone = alone
    recognizer.teach(FOUR, digit)
    reading = recognizer.read(moved(FOUR, 0.3, 70, -900))
    assert (reading.text, reading.sure) == (str(digit), True)
    assert recognizer.read(SEVEN).text == "7"


def test_no_digit_is_not_sure_and_its_neighbours_are(recognizer):
    recognizer.teach(FOUR, None)
    reading = recognizer.read(FOUR)
    assert reading.digits[0].candidates == ()
    assert reading.digits[0].evidence == pytest.approx(0, abs=1e-4)
    assert recognizer.read(SEVEN).sure


def test_a_taught_digit_is_read_within_a_number(recognizer):
    number = [*moved(SEVEN, 0.5, 0, 0), *moved(FOUR, 0.5, 500, 0), *moved(SEVEN, 0.5, 1000, 0)]
    assert recognizer.read(number).text == "747"
    recognizer.teach(FOUR, 9)
    assert recognizer.read(number).text == "797"
    recognizer.forget(FOUR)
    assert recognizer.read(number).text == "747"


def test_what_is_forgotten_has_never_been_to_the_last_bit(recognizer):
    drawings = sample()
    before = [bits(recognizer.read(strokes)) for strokes in drawings]
    recognizer.teach([*SEVEN, [(0, 0)]], 7)  # none of these
    between = [bits(recognizer.read(strokes)) for strokes in drawings]
    for number, strokes in enumerate(drawings[:20]):
        recognizer.teach(strokes, number % 10 if number % 4 else None)
    assert [bits(recognizer.read(strokes)) for strokes in drawings] != between
    for strokes in drawings[:20]:
        recognizer.forget(strokes)
    assert [bits(recognizer.read(strokes)) for strokes in drawings] == between
    recognizer.forget()
    assert recognizer.taught == ()
    assert [bits(recognizer.read(strokes)) for strokes in drawings] == before


def test_the_order_in_which_it_was_taught_does_not_matter(recognizer):
    one, nine = drawn_digits.strokes(1), drawn_digits.strokes(9)
    examples = [(FOUR, 9), (SEVEN, 1), (one, 7), (nine, None)]
    drawings, seen = sample(20), set()
    for order in list(itertools.permutations(examples))[::5]:
        recognizer.forget()
        for strokes, digit in order:
            recognizer.teach(strokes, digit)
        seen.add(str([bits(recognizer.read(strokes)) for strokes in drawings]))
    assert len(seen) == 1


def test_teaching_what_is_read_right_changes_no_answer(recognizer):
    digits = [(str(digit), strokes) for digit, strokes in pen_digits.sample(200, seed=22)]
    before = [recognizer.read(strokes).text for _, strokes in digits]
    for (digit, strokes), text in zip(digits, before, strict=True):
        if digit == text:
            recognizer.teach(strokes, int(digit))
    after = [recognizer.read(strokes).text for _, strokes in digits]
    changed = [(truth, was, now) for (truth, _), was, now in zip(digits, before, after, strict=True)
               if was != now]
    assert [each for each in changed if each[0] == each[1]] == []  # what was right still is


def test_a_drawing_has_one_label_the_last(recognizer):
    recognizer.teach(FOUR, 9)
    recognizer.teach(FOUR, 4)
    assert [example.digit for example in recognizer.taught] == [4]
    assert recognizer.read(FOUR).text == "4"


@pytest.mark.parametrize("alone", [None, 0, 1])
def test_why_adds_up_to_the_difference_that_is_read(recognizer, alone):
    recognizer.alone = alone
    recognizer.teach(FOUR, 9)
    for taught in (9, None):
        recognizer.teach(FOUR, taught)
        nearly = moved([[(a + 9, b) for a, b in FOUR[0]], *FOUR[1:]], 1, 0, 0)
        why = recognizer.explain(nearly, 9, 4)
        assert why.taught != 0
        assert why.difference == pytest.approx(why.shares.sum() + why.constant + why.taught)
        (read,) = recognizer.read(nearly).digits
        odds = np.log(read.probabilities[9]) - np.log(read.probabilities[4])
        assert why.difference == pytest.approx(odds, abs=1e-3)


def test_of_too_many_the_one_that_another_stands_in_for_goes(recognizer, monkeypatch):
    monkeypatch.setattr(hand, "MOST", 4)
    twin = moved([[(a + 1, b) for a, b in SEVEN[0]], *SEVEN[1:]], 1, 0, 0)
    for strokes, digit in ((FOUR, 4), (SEVEN, 7), (drawn_digits.strokes(1), 1), (twin, 7)):
        recognizer.teach(strokes, digit)
    assert len(recognizer.taught) == 4
    recognizer.teach(drawn_digits.strokes(2), 2)
    assert [example.digit for example in recognizer.taught] in ([4, 7, 1, 2], [4, 1, 7, 2])
    for digit in (4, 7, 1, 2):
        assert recognizer.read(drawn_digits.strokes(digit)).text == str(digit)


def test_hundreds_are_taught_and_no_more(recognizer):
    for number in range(hand.MOST + 20):
        recognizer.teach([[*FOUR[0], (number, 2 * number)]], number % 10)
    assert len(recognizer.taught) == hand.MOST


@pytest.mark.parametrize(("strokes", "digit", "words"), [
    ([], 4, "there is no ink to learn from"),
    ([[]], None, "there is no ink to learn from"),
    ([[(float("nan"), 1)]], 4, "there is no ink to learn from"),
    (FOUR, 10, "expected a digit 0 to 9 or None, got 10"),
    (FOUR, "4", "expected a digit 0 to 9 or None, got '4'"),
    (FOUR, 4.5, "expected a digit 0 to 9 or None, got 4.5"),
    ([[1, 2, 3]], 4, "stroke 0: expected points"),
])
def test_what_cannot_be_taught_is_refused_and_nothing_is_lost(recognizer, strokes, digit, words):
    recognizer.teach(SEVEN, 7)
    with pytest.raises(ValueError, match=words):
        recognizer.teach(strokes, digit)
    assert [example.digit for example in recognizer.taught] == [7]


@pytest.mark.parametrize("strokes", [
    [[(5, 5)]], [[(5, 5)], [(5, 5)]], [[(0, 0), (0, 0)]], [[(0, 0), (1e150, -1e150)]],
    [[(0, 0), (1e-300, 0)]], [[(i % 7, i % 11) for i in range(5000)]], [[], [(0, 0), (0, 9)]],
])
def test_odd_drawings_can_be_taught_and_read(recognizer, strokes):
    recognizer.teach(strokes, 3)
    recognizer.teach(SEVEN, 1)
    (digit,) = recognizer.read(strokes).digits[:1]
    assert np.isfinite(digit.probabilities).all()
    if len(strokes) == 1:
        assert digit.digit == 3
    assert recognizer.read(SEVEN).text == "1"
    recognizer.forget(strokes)
    assert len(recognizer.taught) == 1


def test_what_came_of_teaching_is_told(recognizer):
    assert judged(recognizer) == []
    recognizer.teach(FOUR, 9)
    recognizer.teach(SEVEN, 7)
    recognizer.teach(drawn_digits.strokes(1), None)
    assert judged(recognizer) == [(False, True), (True, True), (False, True)]


def test_place_and_size_make_no_difference(recognizer):
    images = np.ones((1, 28, 28))
    here = hand.features([[np.array(stroke, float) for stroke in FOUR]], images)
    there = hand.features([[np.array(s, float) for s in moved(FOUR, 17, -5, 1e4)]], images)
    assert here == pytest.approx(there, abs=1e-5)
    assert np.linalg.norm(here) == pytest.approx(1)


def test_directions_are_those_computed_by_hand():
    # Right in 16 of 32 steps, then down in 16, between which the pen was lifted: unit vectors, all
    # together of length √½. The step that ends there may go astray.
    drawing = [np.array([(0.0, 0), (8, 0)]), np.array([(3.0, 3), (3, 11)])]
    (found,) = hand.features([drawing], np.zeros((1, 28, 28)))
    steps = found[:64].reshape(32, 2) * np.sqrt(64)
    assert steps[:15] == pytest.approx(np.array([(1, 0)] * 15), abs=1e-6)
    assert steps[16:] == pytest.approx(np.array([(0, 1)] * 16), abs=1e-6)


def test_a_bridge_teaches_what_the_page_sends(root):
    class Sent:
        def __init__(self, numbers, kind):
            self.array = np.array(numbers, kind)

        def to_memoryview(self):
            return memoryview(self.array)

    def drawn(*drawings):
        strokes = [stroke for drawing in drawings for stroke in drawing]
        points = [value for stroke in strokes for point in stroke for value in point]
        return Sent(points, float), Sent([len(stroke) for stroke in strokes], np.uint32)

    bridge = Bridge(str(root / "weights"))
    counts, labels = Sent([len(FOUR), len(SEVEN)], np.uint32), Sent([9, -1], np.int8)
    assert bridge.teach(*drawn(FOUR, SEVEN), counts, labels) == 2
    assert bridge.read(*drawn(FOUR))["text"] == "9"
    (first, second) = bridge.taught()
    assert (first["digit"], second["digit"]) == (9, None)
    assert first["points"].reshape(-1, 2).tolist() == [[*p] for stroke in FOUR for p in stroke]
    assert first["lengths"] == [len(stroke) for stroke in FOUR]
    assert bridge.judge_taught() == [{"before": False, "now": True}] * 2
    assert json.dumps(bridge.explain(*drawn(FOUR), 9, 4)["taught"])
    compared = bridge.compare(*drawn(FOUR))["probabilities"]
    assert [int(np.argmax(each)) for each in compared] == [9, 9]
    assert (bridge.forget(*drawn(SEVEN)), bridge.forget_all()) == (1, 0)
    assert bridge.read(*drawn(FOUR))["text"] == "4"
