"""A dot or a short comma among digits: a decimal separator, or nothing, and then named."""

import json

import pytest

from pixelpredict import Recognizer
from tests import drawn_digits


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


def dot(x, y):
    return [[x, y], [x + 8, y + 5], [x, y + 12]]


def wide(number):
    """Return how far a number reaches to the right."""
    return max(x for stroke in drawn_digits.number(number) for x, _ in stroke)


def decimal(before, after, mark):
    """Write a mark, made at an x, between two numbers."""
    x = wide(before) + 150
    right = [[[a + x + 200, b] for a, b in stroke] for stroke in drawn_digits.number(after)]
    return [*drawn_digits.number(before), mark(x), *right]


@pytest.mark.parametrize("mark", [
    lambda x: dot(x, 900), lambda x: [[x, 930]],
    lambda x: [[x + 30, 880], [x + 25, 980], [x - 20, 1080]],
], ids=["dot", "point", "comma"])
@pytest.mark.parametrize(("before", "after"), [("3", "14"), ("20", "5"), ("7", "0")])
def test_a_dot_or_a_comma_on_the_base_line_is_a_decimal_separator(recognizer, before, after, mark):
    reading = recognizer.read(decimal(before, after, mark))
    assert reading.text == f"{before}.{after}"
    assert reading.stray == ()
    place = len(drawn_digits.number(before))
    assert reading.points == ((place, len(before)),)
    assert json.dumps(reading.points)  # plain numbers


@pytest.mark.parametrize(("x", "y"), [(wide("38") + 300, 900), (wide("3") + 150, 200)],
                         ids=["after the number", "high between two digits"])
def test_a_dot_elsewhere_is_named_as_stray(recognizer, x, y):
    reading = recognizer.read([*drawn_digits.number("38"), dot(x, y)])
    assert (reading.text, reading.points) == ("38", ())
    assert reading.stray == (len(drawn_digits.number("38")),)


@pytest.mark.parametrize("gap", [100, 150, 250])
@pytest.mark.parametrize("number", ["1", "71", "2021", "125"])
def test_a_dot_before_or_after_a_number_is_no_part_of_its_digits(recognizer, number, gap):
    strokes = drawn_digits.number(number)
    for x, before in ((-gap, True), (wide(number) + gap, False)):
        reading = recognizer.read([[[x, 930]], *strokes] if before else [*strokes, [[x, 930]]])
        assert reading.text == number
        assert reading.stray == ((0,) if before else (len(strokes),))


def test_a_number_has_one_separator(recognizer):
    for x in (wide("3") + 150, wide("3") + 170, wide("31") + 150):
        reading = recognizer.read([*drawn_digits.number("314"), dot(wide("3") + 130, 900),
                                   dot(x, 900)])
        assert reading.text == "3.14"
        assert len(reading.points) == len(reading.stray) == 1


def test_a_dot_alone_is_read_as_ever(recognizer):
    (digit,) = recognizer.read([[[5, 5]]]).digits
    assert digit.strokes == (0,)
    assert digit.candidates == ()
