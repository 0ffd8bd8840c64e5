"""The whole page without a pointer."""

import re

import pytest
from playwright.sync_api import expect

from tests import drawn_digits


def press(visitor, *keys):
    """Press keys one after another; "Shift+ArrowUp*3" three times."""
    for key in keys:
        name, _, times = key.partition("*")
        for _ in range(int(times or 1)):
            visitor.page.keyboard.press(name)


def tab_to(visitor, role, name):
    """Go on with Tab until an element has the focus."""
    wanted = visitor.page.get_by_role(role, name=name, exact=True)
    for _ in range(20):
        visitor.page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {name}")


def said(visitor):
    return visitor.page.locator("[aria-live=polite]")


def test_a_seven_drawn_with_keys_is_read(newcomer):
    newcomer.enter()
    tab_to(newcomer, "application", "Drawing area")
    press(newcomer, "Shift+ArrowUp*3", "Shift+ArrowLeft*2", "Enter", "Shift+ArrowRight*4")
    for _ in range(3):
        press(newcomer, "Shift+End", "Shift+ArrowDown")
    press(newcomer, "Enter")
    newcomer.expect_answer(7)


def test_everything_is_reached_and_worked_with_keys(newcomer):
    newcomer.enter()
    tab_to(newcomer, "application", "Drawing area")
    press(newcomer, "Space", "Shift+ArrowDown*4", "Space")
    newcomer.expect_answer(1)
    expect(said(newcomer)).to_contain_text(re.compile(r"^Pen up, .*1\. \d+ % likely\. Runner-up"))
    tab_to(newcomer, "button", "Undo")
    press(newcomer, "Enter")
    expect(newcomer.result).to_have_text("")
    tab_to(newcomer, "button", "Redo")
    press(newcomer, "Space")
    newcomer.expect_answer(1)
    tab_to(newcomer, "button", "Recognize")
    press(newcomer, "Enter")
    newcomer.expect_answer(1)
    tab_to(newcomer, "button", "Clear")
    press(newcomer, "Enter")
    expect(newcomer.result).to_have_text("")
    tab_to(newcomer, "button", "Theme: System")
    press(newcomer, "Enter")
    expect(newcomer.page.get_by_role("button", name="Theme: Dark")).to_be_focused()
    tab_to(newcomer, "button", "Help")
    press(newcomer, "Enter")
    expect(newcomer.page.get_by_role("dialog", name="Help")).to_be_visible()
    press(newcomer, "Enter")
    expect(newcomer.page.get_by_role("dialog", name="Help")).to_be_hidden()
    expect(newcomer.button("Help")).to_be_focused()


def test_two_arrows_held_together_point_between_them(newcomer):
    newcomer.look()
    tab_to(newcomer, "application", "Drawing area")
    newcomer.page.keyboard.down("ArrowLeft")
    newcomer.page.keyboard.down("Shift")
    newcomer.page.keyboard.down("ArrowUp")
    # A small step to the left, then a large one aslant.
    box = newcomer.canvas.bounding_box()
    left = round(50 - 12.5 * box["height"] / box["width"])
    expect(said(newcomer)).to_have_text(f"Pen up, {left} % from the left, 40 % from the top.")


def test_steps_are_as_long_across_as_down(newcomer):
    newcomer.look()
    tab_to(newcomer, "application", "Drawing area")
    press(newcomer, "Space", "Shift+ArrowRight*3", "Shift+ArrowDown*3", "Shift+ArrowLeft*3",
          "Shift+ArrowUp*3", "Space", "Tab")
    left, top, right, bottom = newcomer.inked()
    assert right - left == pytest.approx(bottom - top, abs=2)
    box = newcomer.canvas.bounding_box()
    assert left + 0.02 * box["height"] == pytest.approx(box["width"] / 2, abs=3)  # half a line


def test_the_pen_stops_at_the_edge(newcomer):
    newcomer.look()
    tab_to(newcomer, "application", "Drawing area")
    press(newcomer, "Shift+Home*12")
    expect(said(newcomer)).to_have_text("Pen up, 0 % from the left, 0 % from the top.")
    press(newcomer, "Shift+PageDown*25")
    expect(said(newcomer)).to_have_text("Pen up, 100 % from the left, 100 % from the top.")


def test_leaving_the_paper_lifts_the_pen(newcomer):
    newcomer.look()
    tab_to(newcomer, "application", "Drawing area")
    press(newcomer, "Space", "Tab", "Shift+Tab", "ArrowUp")
    expect(said(newcomer)).to_contain_text("Pen up")


def test_the_pen_is_seen_only_while_keys_draw(desktop):
    desktop.draw(drawn_digits.strokes(3))
    pen = desktop.page.locator("#pen")
    expect(pen).to_be_hidden()
    press(desktop, "ArrowUp")
    expect(pen).to_be_visible()
    desktop.draw(drawn_digits.strokes(3))
    expect(pen).to_be_hidden()


def test_a_question_mark_opens_help_and_escape_closes_it(desktop):
    press(desktop, "?")
    dialog = desktop.page.get_by_role("dialog", name="Help")
    expect(dialog).to_contain_text("Put the pen down, and lift it")
    press(desktop, "Escape")
    expect(dialog).to_be_hidden()


def test_the_answer_is_said_again_when_it_is_asked_for(desktop):
    desktop.draw(drawn_digits.strokes(3))
    expect(said(desktop)).to_contain_text("3. ")
    desktop.page.evaluate("""() => {
        window.sayings = 0;
        new MutationObserver(() => sayings++)
            .observe(document.querySelector("[aria-live=polite]"), { childList: true });
    }""")
    press(desktop, "Control+Enter")
    desktop.page.wait_for_function("() => window.sayings === 1")
    desktop.button("Clear").click()
    expect(said(desktop)).to_have_text("Nothing is drawn.")


CTRL, ALT, META, SHIFT = 2, 1, 4, 8  # as Chromium's debugger counts them


@pytest.mark.parametrize(("undo", "redo"), [
    (("я", "KeyZ", CTRL), ("н", "KeyY", CTRL)),  # Russian
    (("Я", "KeyZ", CTRL), ("Я", "KeyZ", CTRL | SHIFT)),
    (("я", "KeyZ", META), ("Я", "KeyZ", META | SHIFT)),
    (("ζ", "KeyZ", CTRL), ("υ", "KeyY", CTRL)),  # Greek
    (("ז", "KeyZ", CTRL), ("ט", "KeyY", CTRL)),  # Hebrew
    (("ผ", "KeyZ", CTRL), ("ั", "KeyY", CTRL)),  # Thai, a vowel's mark
    (("z", "Slash", CTRL), ("y", "KeyT", CTRL)),  # Dvorak
    (("z", "KeyW", CTRL), ("Z", "KeyW", CTRL | SHIFT)),  # AZERTY
    (("z", "KeyY", CTRL), ("y", "KeyZ", CTRL)),  # QWERTZ
    (("Z", "KeyZ", CTRL), ("z", "KeyZ", CTRL | SHIFT)),  # Caps Lock
])
def test_undo_and_redo_have_their_keys_on_every_keyboard(desktop, undo, redo):
    desktop.draw([[[500, 100], [500, 900]]])
    send(desktop, *undo)
    expect(desktop.button("Clear")).to_be_disabled()
    send(desktop, *redo)
    expect(desktop.button("Clear")).to_be_enabled()


@pytest.mark.parametrize("key", [
    (";", "KeyZ", CTRL), ("w", "KeyZ", CTRL), ("à", "KeyZ", CTRL),  # Dvorak, AZERTY, BÉPO
    ("я", "KeyZ", CTRL | ALT), ("z", "KeyZ", CTRL | ALT), ("z", "KeyZ", 0), ("я", "KeyZ", 0),
])
def test_what_writes_something_else_undoes_nothing(desktop, key):
    desktop.draw([[[500, 100], [500, 900]]])
    expect(desktop.button("Undo")).to_be_enabled()
    send(desktop, *key)
    send(desktop, "?", "Slash", SHIFT)  # comes after it
    expect(desktop.page.get_by_role("dialog", name="Help")).to_be_visible()
    press(desktop, "Escape")
    expect(desktop.button("Clear")).to_be_enabled()


def send(visitor, key, code, modifiers):
    """Press a key of any keyboard."""
    keyboard = visitor.debugger()
    for kind in ("rawKeyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {
            "type": kind, "key": key, "code": code, "modifiers": modifiers})
    keyboard.detach()
