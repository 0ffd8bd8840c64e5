"""Ruled lines, squares and boxes go, and the writing in them stays; pieces without specks."""

import numpy as np
import pytest

from pixelpredict.picture.contrast import widened
from pixelpredict.picture.pieces import found, frames, painted
from pixelpredict.picture.rules import rules
from tests import drawn_pictures


def bar(shape, left, top, right, bottom):
    drawn = np.zeros(shape, bool)
    drawn[top:bottom, left:right] = True
    return drawn


LINES = [(0, top, 300, top + 2) for top in (20, 50, 80)]
STROKE = (148, 28, 152, 72)


def ruled(*boxes, shape=(100, 300)):
    return np.any([bar(shape, *box) for box in boxes], axis=0)


@pytest.mark.parametrize("turned", [False, True], ids=["lying", "standing"])
def test_ruled_lines_go_and_what_crosses_them_stays(turned):
    lines, stroke = ruled(*LINES), ruled(STROKE)
    drawn, wanted = lines | stroke, lines & ~stroke
    if turned:
        drawn, wanted = drawn.T, wanted.T
    ruling = rules(drawn, 4)
    assert ruling.sides == 3
    assert np.array_equal(ruling.alone, wanted)
    assert ruling.course[wanted].all()


def test_squares_go_and_a_diagonal_stays():
    squares = ruled(*[(0, y, 200, y + 2) for y in range(10, 200, 30)],
                    *[(x, 0, x + 2, 200) for x in range(10, 200, 30)], shape=(200, 200))
    diagonal = np.zeros_like(squares)
    for step in range(100):
        diagonal[40 + step, 50 + step // 2 : 56 + step // 2] = True
    ruling = rules(squares | diagonal, 5)
    assert ruling.sides == 14
    left = (squares | diagonal) & ~ruling.alone
    assert (left & ~widened(diagonal, 4)).sum() < 0.05 * squares.sum()
    assert (left & diagonal).sum() > 0.9 * diagonal.sum()


@pytest.mark.parametrize("slope", [0.02, -0.05, 0.12])
def test_lines_of_a_slightly_turned_page_go_too(slope):
    rows = np.rint(np.arange(300) * slope).astype(int) - min(0, int(300 * slope))
    drawn = np.zeros((140, 300), bool)
    for top in (15, 45, 75):
        for thick in (0, 1):
            drawn[rows + top + thick, np.arange(300)] = True
    ruling = rules(drawn, 3)
    assert ruling.sides == 3
    assert ruling.alone[drawn].mean() > 0.98


@pytest.mark.parametrize("drawn", [
    bar((100, 80), 40, 20, 44, 90),
    bar((100, 80), 20, 20, 24, 90) | bar((100, 80), 50, 20, 54, 90),
    bar((60, 200), 50, 30, 160, 34),
    np.zeros((40, 50), bool),
], ids=["a long 1", "two of them", "a long minus", "nothing"])
def test_a_line_or_two_that_end_within_the_picture_are_no_rules(drawn):
    ruling = rules(drawn, 4)
    assert ruling.sides == 0
    assert not ruling.alone.any()


def boxed(shape, left, top, right, bottom, thick):
    return bar(shape, left, top, right, bottom) & ~bar(
        shape, left + thick, top + thick, right - thick, bottom - thick)


def digit(text, height):
    return drawn_pictures.picture(text, height) < 140


@pytest.mark.parametrize("text", list("0123456789"))
def test_a_box_around_a_digit_goes_and_the_digit_stays(text):
    written = np.pad(digit(text, 60), 20)
    height, width = written.shape
    box = boxed(written.shape, 12, 12, width - 12, height - 12, 2)
    framed = frames(written | box, 5)
    assert framed.sides >= 3
    assert framed.alone[box].mean() > 0.95
    assert not framed.alone[written].any()
    assert frames(written, 5).sides == 0


@pytest.mark.parametrize("side", [30, 200], ids=["small", "large"])
def test_what_a_box_leaves_is_in_its_course(side):
    box = boxed((side + 20, side + 20), 5, 5, side, side, 2)
    written = np.zeros_like(box)
    written[5 + side // 4 : 5 + 3 * side // 4, 5 + side // 2] = True
    framed = frames(box | written, 3)
    assert framed.course[box].all() and not framed.course[written].all()


def test_pieces_come_the_largest_first_without_specks_and_what_the_border_cuts():
    boxes = [(20, 20, 30, 60), (50, 20, 64, 60), (90, 40, 91, 41), (0, 30, 8, 60)]
    drawn = ruled(*boxes)
    pieces = found(drawn, np.zeros_like(drawn), 8)
    assert [piece.box for piece in pieces] == [boxes[1], boxes[0]]
    assert [(piece.area, piece.width, piece.height) for piece in pieces] == \
        [(560, 14, 40), (400, 10, 40)]
    assert np.array_equal(painted(pieces, (0, 0, 300, 100)), ruled(*boxes[:2]))
    assert np.array_equal(painted(pieces, (25, 30, 55, 40)), ruled(*boxes[:2])[30:40, 25:55])


def test_what_lies_where_rules_do_is_left_of_them():
    drawn = ruled((20, 20, 30, 60), (100, 50, 140, 53))
    pieces = found(drawn, ruled((0, 48, 300, 55)), 3)
    assert [piece.box for piece in pieces] == [(20, 20, 30, 60)]


def test_the_largest_piece_may_be_cut_by_the_border():
    drawn = ruled((0, 10, 40, 80), (60, 20, 70, 60))
    pieces = found(drawn, np.zeros_like(drawn), 8)
    areas = [piece.area for piece in pieces]
    assert areas == [2800, 400]
