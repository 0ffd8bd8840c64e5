"""A person draws, and the page answers."""

import pytest
from playwright.sync_api import expect

from tests import drawn_digits


@pytest.mark.parametrize("digit", [0, 7])
def test_a_digit_drawn_with_the_mouse_is_read(desktop, digit):
    desktop.draw(drawn_digits.strokes(digit))
    desktop.expect_answer(digit)
    assert desktop.meter(digit) == max(desktop.meter(other) for other in range(10))


@pytest.mark.parametrize("digit", [2, 3])
def test_a_digit_drawn_with_a_finger_is_read(phone, digit):
    phone.touch(drawn_digits.strokes(digit))
    phone.expect_answer(digit)


def test_a_digit_drawn_with_a_pen_is_read(desktop):
    desktop.pen(drawn_digits.strokes(7))
    desktop.expect_answer(7)


def test_the_answer_comes_while_the_pen_is_still_down(desktop):
    (stroke,) = desktop.on_screen(drawn_digits.strokes(0), (0.5, 0.5), 0.6)
    desktop.page.mouse.move(*stroke[0])
    desktop.page.mouse.down()
    for point in stroke[1:]:
        desktop.page.mouse.move(*point)
    desktop.expect_answer(0)
    desktop.page.mouse.up()


def test_an_empty_canvas_gives_no_digit(newcomer):
    newcomer.enter()
    expect(newcomer.result).to_have_text("")
    assert [newcomer.meter(digit) for digit in range(10)] == [0] * 10
    for name in ("Recognize", "Clear", "Undo", "Redo"):
        expect(newcomer.button(name)).to_be_disabled()


def test_clear_empties_the_canvas_and_the_answer(desktop):
    desktop.draw(drawn_digits.strokes(3))
    desktop.expect_answer(3)
    assert desktop.ink() > 1000
    desktop.button("Clear").click()
    expect(desktop.result).to_have_text("")
    assert desktop.ink() == 0
    assert [desktop.meter(digit) for digit in range(10)] == [0] * 10


def test_undo_takes_back_one_stroke(desktop):
    seven, bar = drawn_digits.strokes(7), [[[100, 950], [900, 950]]]
    desktop.draw(seven)
    desktop.expect_answer(7)
    before = desktop.meter(7)
    desktop.draw(bar, place=(0.5, 0.9))
    desktop.button("Undo").click()
    desktop.expect_answer(7)
    assert desktop.meter(7) == before


def test_recognize_reads_the_drawing_again(desktop):
    desktop.draw(drawn_digits.strokes(2))
    desktop.expect_answer(2)
    before = [desktop.meter(digit) for digit in range(10)]
    desktop.button("Recognize").click()
    desktop.expect_answer(2)
    assert [desktop.meter(digit) for digit in range(10)] == before


def test_nothing_scrolls_under_the_finger(phone):
    # A page that is longer than the screen would scroll, were the canvas not to forbid it.
    phone.page.evaluate("document.body.style.height = '3000px'")
    phone.touch([[[500, 950], [500, 50]]], size=0.9)
    assert phone.page.evaluate("scrollY") == 0
    phone.page.evaluate("document.body.style.height = ''")
    expect(phone.button("Undo")).to_be_enabled()


def test_a_stroke_may_leave_the_canvas_and_end_outside(desktop):
    box = desktop.canvas.bounding_box()
    desktop.page.mouse.move(box["x"] + 20, box["y"] + 20)
    desktop.page.mouse.down()
    desktop.page.mouse.move(box["x"] - 50, box["y"] + 100)
    desktop.page.mouse.up()
    box_middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    desktop.page.mouse.move(*box_middle)  # with no button held: draws nothing
    desktop.button("Undo").click()
    expect(desktop.button("Clear")).to_be_disabled()


def test_canvas_and_answer_are_on_the_phone_screen_together(phone):
    phone.draw(drawn_digits.strokes(7))
    phone.expect_answer(7)
    for part in (phone.canvas, phone.result, phone.page.get_by_role("meter", name="9")):
        expect(part).to_be_in_viewport(ratio=1)
