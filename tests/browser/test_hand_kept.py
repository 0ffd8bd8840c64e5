"""One's own hand: shown in the panel, kept on the device, carried to another one."""

import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits
from tests.browser.conftest import PHONE
from tests.browser.teaching import FOUR, correct, panel, said, taught
from tests.browser.visitor import Visitor
from training.data.drawings import read_lines

FORBID = """
    IDBFactory.prototype.open = () => { throw new DOMException("forbidden", "SecurityError"); };
"""


def test_the_panel_shows_each_drawing_and_takes_it_back(writer):
    shown = panel(writer)
    summary = shown.get_by_role("status", name="Your hand")
    expect(summary).to_have_text("Nothing is taught yet.")
    for name in ("Save all", "Forget all"):
        expect(writer.button(name)).to_be_disabled()
    for digit, answer in ((4, "9"), (7, "7"), (1, "no digit")):
        writer.draw(drawn_digits.strokes(digit))
        writer.expect_answer(digit)
        correct(writer, answer)
        expect(said(writer)).to_contain_text("Learnt")
        writer.button("Clear").click()
    expect(summary).to_have_text(
        "Of the 3 drawings that you taught, 3 are now read right; before, 1.")
    expect(shown.get_by_role("heading", level=3)).to_have_text(["7", "9", "No digit"])
    writer.button("Forget this 9").click()
    expect(said(writer)).to_have_text("Forgotten: your 9. Taught: 2.")
    expect(shown.get_by_role("listitem")).to_have_count(2)
    expect(writer.button("Forget this drawing")).to_be_focused()
    writer.button("Take back").click()
    expect(shown.get_by_role("listitem")).to_have_count(3)
    writer.button("Forget all").click()
    expect(said(writer)).to_have_text("Forgotten: 3 drawings. Taught: 0.")
    expect(summary).to_have_text("Nothing is taught yet.")
    writer.draw(FOUR)
    writer.expect_answer(4)


def test_a_saved_hand_is_read_by_training_and_loads_elsewhere_without_doubles(
        visits, writer, root, tmp_path):
    for digit, answer in ((4, "9"), (1, "no digit")):
        writer.draw(drawn_digits.strokes(digit))
        writer.expect_answer(digit)
        correct(writer, answer)
        expect(said(writer)).to_contain_text("Learnt")
        writer.button("Clear").click()
    panel(writer)
    with writer.page.expect_download() as download:
        writer.button("Save all").click()
    download.value.save_as(tmp_path / "hand.jsonl")
    examples = list(read_lines(tmp_path / "hand.jsonl"))
    assert [(each.writer, each.digit) for each in examples] == [("page", 9), ("page", None)]
    assert Recognizer.load(root / "weights").read(examples[0].strokes).text == "4"

    other = visits().enter()
    panel(other)
    file = other.page.get_by_label("File of drawings")
    file.set_input_files(tmp_path / "hand.jsonl")
    expect(said(other)).to_have_text("Loaded 2 drawings. Taught: 2.")
    assert taught(other) == taught(writer)
    file.set_input_files(tmp_path / "hand.jsonl")
    expect(said(other)).to_have_text("Loaded 0 drawings, 2 known before. Taught: 2.")
    other.context.close()


@pytest.mark.parametrize(("content", "words"), [
    ("", "bad.jsonl holds no drawings."),
    ("nonsense", "bad.jsonl, line 1: it is no JSON. Nothing was loaded."),
    ('{"digit": 4, "strokes": [[[0, 0], [9, 9]]]}\n{"digit": 12, "strokes": [[[0, 0]]]}',
     "bad.jsonl, line 2: the digit is 12, expected 0 to 9. Nothing was loaded."),
    ('{"strokes": [[[0, 0], [9, 9]]]}',
     "bad.jsonl, line 1: neither “digit” nor “label”. Nothing was loaded."),
    ('\n\n{"digit": 4, "strokes": [[[0, 0], [9, "9"]]]}',
     "bad.jsonl, line 3: “strokes” are no lists of points [x, y]. Nothing was loaded."),
    ('{"digit": 4, "strokes": [[[1, 1]]]}\n{"digit": 4, "strokes": [[[1e300, 1]]]}',
     "bad.jsonl, line 2: “strokes” are no lists of points [x, y]. Nothing was loaded."),
    ("[]", "bad.jsonl, line 1: neither “digit” nor “label”. Nothing was loaded."),
    ("null", "bad.jsonl, line 1: neither “digit” nor “label”. Nothing was loaded."),
])
def test_a_file_that_holds_no_hand_is_refused_in_words(desktop, content, words):
    panel(desktop)
    desktop.page.get_by_label("File of drawings").set_input_files(
        {"name": "bad.jsonl", "mimeType": "", "buffer": content.encode()})
    expect(said(desktop)).to_have_text(words)
    assert taught(desktop) == []
    desktop.page.evaluate("document.getElementById('hand').open = false")


def test_a_lesson_leads_through_the_digits_and_can_be_skipped_and_ended(visits):
    visitor = visits(**PHONE).enter()
    visitor.touch(FOUR)
    visitor.expect_answer(4)
    panel(visitor)
    visitor.button("Teach my hand").tap()
    lesson = visitor.page.get_by_role("status", name="Lesson")
    for digit in range(3):
        expect(lesson).to_have_text(f"Draw your {digit}, {digit + 1} of 10")
        expect(visitor.button("Next")).to_be_disabled()
        visitor.touch(drawn_digits.strokes(digit))
        visitor.button("Next").tap()
    visitor.button("Undo").tap()  # the 2 is back, and is no 3
    visitor.expect_answer(2)
    expect(visitor.button("Next")).to_be_disabled()
    visitor.button("Skip").tap()
    for digit in range(4, 9):
        expect(lesson).to_have_text(f"Draw your {digit}, {digit + 1} of 10")
        visitor.button("Skip").tap()
    visitor.touch(FOUR)
    expect(lesson).to_have_text("Draw your 9, 10 of 10. It is read as 4 so far")
    expect(visitor.button("Done")).to_be_enabled()
    visitor.page.keyboard.press("Escape")
    expect(said(visitor)).to_have_text("Learnt: 3 drawings. Taught: 3.")
    expect(lesson).to_be_hidden()
    visitor.expect_answer(4)
    assert [example["digit"] for example in taught(visitor)] == [0, 1, 2]
    visitor.context.close()


def test_a_hand_is_kept_every_tab_has_it_about_tells_of_it_and_reset_wipes_it(regular):
    regular.enter()
    regular.draw(FOUR)
    regular.expect_answer(4)
    correct(regular, "9")
    regular.expect_answer(9)
    expect(regular.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    regular.context.set_offline(True)
    second = Visitor(regular.context, regular.url).enter()
    second.draw(FOUR)
    second.expect_answer(9)
    second.button("Clear").click()
    second.draw(drawn_digits.strokes(7))
    second.expect_answer(7)
    correct(second, "2")
    second.expect_answer(2)
    regular.button("Clear").click()
    regular.draw(drawn_digits.strokes(7))
    regular.expect_answer(2)  # as the other tab was taught
    panel(regular)
    regular.button("Forget all").click()
    second.expect_answer(7)
    regular.button("Take back").click()
    second.expect_answer(2)
    second.page.close()
    regular.page.reload()
    regular.wait_for("ready")
    regular.draw(FOUR)
    regular.expect_answer(9)
    regular.button("About").click()
    about = regular.page.get_by_role("dialog", name="About PixelPredict")
    expect(about).to_contain_text("2 drawings that you taught")
    regular.page.once("dialog", lambda dialog: dialog.accept())
    regular.context.set_offline(False)
    with regular.page.expect_navigation():
        about.get_by_role("button", name="Reset this app").click()
    regular.wait_for("ready")
    assert taught(regular) == []
    assert regular.page.evaluate("async () => (await indexedDB.databases()).length") == 0


def test_a_reader_that_was_started_anew_has_the_hand(newcomer):
    writer = newcomer.enter()
    writer.draw(FOUR)
    writer.expect_answer(4)
    correct(writer, "9")
    writer.expect_answer(9)
    writer.page.evaluate("window.pixelpredict.close()")
    writer.draw([[[0, 0], [10, 10]]], place=(0.9, 0.9), size=0.05)
    writer.button("Retry").click()
    writer.wait_for("ready")
    writer.button("Undo").click()
    writer.expect_answer(9)


def test_where_nothing_can_be_kept_the_hand_is_taught_for_the_visit(newcomer):
    newcomer.page.add_init_script(FORBID)
    writer = newcomer.enter()
    writer.draw(FOUR)
    writer.expect_answer(4)
    correct(writer, "9")
    writer.expect_answer(9)
    expect(said(writer)).to_have_text(
        "Learnt: your 9. Taught: 1. For this visit only: this browser lets the page keep nothing.")
    panel(writer)
