"""One's own hand: one touch beside the answer teaches, and takes nothing else along."""

import re

import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits, pen_digits
from tests.browser.conftest import PHONE
from tests.browser.teaching import FOUR, answers, correct, said, taught


def test_a_touch_teaches_before_the_finger_is_lifted(visits):
    visitor = visits(**PHONE).enter()
    visitor.touch(FOUR)
    visitor.expect_answer(4)
    before = visitor.meter(4)
    visitor.button("Wrong?").tap()
    box = answers(visitor).get_by_role("button", name="9", exact=True).bounding_box()
    finger = visitor.debugger()
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [
        {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}]})
    visitor.expect_answer(9)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(said(visitor)).to_have_text("Learnt: your 9. Taught: 1.")
    visitor.button("Take back").tap()
    visitor.expect_answer(4)
    expect(said(visitor)).to_have_text("Taken back. Taught: 0.")
    assert visitor.meter(4) == before
    visitor.context.close()


def test_a_tap_or_two_reach_nothing_that_lies_under_the_answer(visits):
    visitor = visits(**PHONE).enter()
    visitor.touch(FOUR)
    visitor.expect_answer(4)
    visitor.button("Wrong?").tap()
    box = answers(visitor).get_by_role("button", name="9", exact=True).bounding_box()
    at = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for _ in range(2):
        visitor.page.touchscreen.tap(*at)
    visitor.expect_answer(9)
    expect(answers(visitor)).to_be_hidden()
    expect(said(visitor)).to_have_text("Learnt: your 9. Taught: 1.")
    assert visitor.page.evaluate("scrollY") == 0
    assert visitor.page.locator("details[open]").count() == 0
    visitor.context.close()


def test_a_finger_that_slips_off_has_taught_nothing(writer):
    writer.draw(FOUR)
    writer.expect_answer(4)
    writer.button("Wrong?").click()
    answers(writer).get_by_role("button", name="3", exact=True).hover()
    writer.page.mouse.down()
    writer.expect_answer(3)
    writer.page.mouse.move(5, 5)
    writer.page.mouse.up()
    writer.expect_answer(4)
    assert taught(writer) == []
    expect(answers(writer)).to_be_visible()
    writer.page.keyboard.press("5")
    writer.expect_answer(5)
    expect(answers(writer)).to_be_hidden()
    expect(said(writer)).to_have_text("Learnt: your 5. Taught: 1.")


def test_the_answers_are_for_the_digit_that_was_asked_about(writer):
    writer.draw(FOUR, place=(0.3, 0.5))
    writer.expect_answer(4)
    writer.button("Wrong?").click()
    writer.draw(drawn_digits.strokes(1), place=(0.7, 0.5))
    writer.expect_answer("41")
    expect(answers(writer)).to_be_hidden()


def test_what_is_drawn_alike_is_read_so_from_then_on_and_nothing_else(writer):
    writer.draw(FOUR)
    writer.expect_answer(4)
    correct(writer, "9")
    writer.expect_answer(9)
    writer.button("Clear").click()
    writer.draw(FOUR, size=0.4, place=(0.4, 0.6))  # elsewhere, and smaller
    writer.expect_answer(9)
    for digit in (0, 1, 7):
        writer.button("Clear").click()
        writer.draw(drawn_digits.strokes(digit))
        writer.expect_answer(digit)


def test_the_chosen_digit_of_a_number_is_taught_by_keys(writer):
    for place, digit in enumerate((7, 4, 1)):
        writer.draw(drawn_digits.strokes(digit), place=(0.25 + 0.25 * place, 0.5), size=0.4)
    writer.expect_answer("741")
    writer.page.get_by_role("radio", name="4, digit 2 of 3").click()
    writer.button("Wrong?").focus()
    writer.page.keyboard.press("Enter")
    expect(answers(writer)).to_be_visible()
    writer.page.keyboard.press("Escape")
    expect(answers(writer)).to_be_hidden()
    expect(writer.button("Wrong?")).to_be_focused()
    writer.page.keyboard.press("Enter")
    answers(writer).get_by_role("button", name="6", exact=True).focus()
    writer.page.keyboard.press("Enter")
    writer.expect_answer("761")
    expect(writer.button("Wrong?")).to_be_focused()
    assert [example["digit"] for example in taught(writer)] == [6]


def test_what_is_no_digit_is_doubted_from_then_on(writer):
    writer.draw(FOUR)
    writer.expect_answer(4)
    correct(writer, "no digit")
    expect(said(writer)).to_have_text("Learnt: that is no digit. Taught: 1.")
    expect(writer.page.get_by_text("That doesn’t look like a digit").first).to_be_visible()
    expect(writer.main).not_to_contain_text("Nearest")


def test_a_slip_is_corrected_by_another_answer_and_taking_back_knows_the_first(writer):
    writer.draw(FOUR)
    writer.expect_answer(4)
    correct(writer, "9")
    writer.expect_answer(9)
    correct(writer, "6")
    writer.expect_answer(6)
    expect(said(writer)).to_have_text("Learnt: your 6. Taught: 1.")
    correct(writer, "6")
    expect(said(writer)).to_have_text("Known already: your 6. Taught: 1.")
    expect(writer.button("Take back")).to_be_hidden()
    correct(writer, "4")
    writer.expect_answer(4)
    writer.button("Take back").click()
    writer.expect_answer(6)


def test_nothing_drawn_and_a_picture_are_nothing_to_correct(writer):
    expect(writer.page.locator("#wrong")).to_be_disabled()
    writer.draw(FOUR)
    writer.expect_answer(4)
    writer.button("Wrong?").click()
    writer.button("Clear").click()
    expect(answers(writer)).to_be_hidden()
    expect(writer.page.locator("#wrong")).to_be_disabled()


def test_why_tells_what_was_taught_and_adds_up(writer):
    writer.draw(FOUR)
    writer.expect_answer(4)
    writer.page.evaluate("document.getElementById('why').open = true")
    expect(writer.page.get_by_role("rowheader", name="What you taught")).to_be_hidden()
    correct(writer, "9")
    writer.expect_answer(9)
    row = writer.page.get_by_role("row", name=re.compile("What you taught"))
    expect(row).to_be_visible()
    cells = writer.page.locator("#why td").all_text_contents()
    *parts, whole = (float(cell.replace("−", "-")) for cell in cells)
    assert parts[-1] > 1
    assert sum(parts) == pytest.approx(whole, abs=0.03)  # each is rounded to a hundredth


def test_a_real_hand_is_learnt_through_the_page(writer, root):
    """What an unseen writer drew and is misread, once corrected, is read right when drawn again."""
    misread, again, digit = pen_digits.learnable(Recognizer.load(root / "weights"))
    writer.draw(again, size=0.7, points=60)
    expect(writer.result).not_to_have_text(str(digit))
    writer.button("Clear").click()
    writer.draw(misread, size=0.7, points=60)
    expect(writer.result).not_to_have_text("")
    correct(writer, str(digit))
    writer.expect_answer(digit)
    writer.button("Clear").click()
    writer.draw(again, size=0.7, points=60)
    writer.expect_answer(digit)
