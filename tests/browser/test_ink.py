"""What the pen leaves: strokes back and forth, pressure, palms, second fingers, every density."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.conftest import PHONE

LINE = [[[100, y] for y in range(0, 1001, 100)]]
UNDO = {"button": lambda page: page.get_by_role("button", name="Undo").click(),
        "Ctrl+Z": lambda page: page.keyboard.press("Control+z"),
        "Cmd+Z": lambda page: page.keyboard.press("Meta+z")}
REDO = {"button": lambda page: page.get_by_role("button", name="Redo").click(),
        "Ctrl+Shift+Z": lambda page: page.keyboard.press("Control+Shift+Z"),
        "Cmd+Shift+Z": lambda page: page.keyboard.press("Meta+Shift+Z"),
        "Ctrl+Y": lambda page: page.keyboard.press("Control+y")}


@pytest.fixture
def tablet(visits):
    """A fresh visitor with finger and pen."""
    visitor = visits(**PHONE).enter()
    yield visitor
    visitor.context.close()


def bars(visitor):
    return [visitor.meter(digit) for digit in range(10)]


@pytest.mark.parametrize(("undo", "redo"), [
    ("button", "button"), ("Ctrl+Z", "Ctrl+Shift+Z"), ("Cmd+Z", "Cmd+Shift+Z"),
    ("Ctrl+Z", "Ctrl+Y")])
def test_what_is_undone_stroke_by_stroke_is_redone(desktop, undo, redo):
    empty = desktop.canvas.screenshot()
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    whole, read = desktop.canvas.screenshot(), bars(desktop)
    UNDO[undo](desktop.page)
    UNDO[undo](desktop.page)
    expect(desktop.button("Clear")).to_be_disabled()
    expect(desktop.result).to_have_text("")
    assert desktop.canvas.screenshot() == empty
    REDO[redo](desktop.page)
    expect(desktop.button("Redo")).to_be_enabled()
    REDO[redo](desktop.page)
    expect(desktop.button("Redo")).to_be_disabled()
    desktop.expect_answer(7)
    assert (desktop.canvas.screenshot(), bars(desktop)) == (whole, read)


def test_a_cleared_drawing_comes_back_whole(desktop):
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    whole = desktop.canvas.screenshot()
    desktop.page.keyboard.press("Delete")
    expect(desktop.result).to_have_text("")
    desktop.button("Undo").click()
    desktop.expect_answer(7)
    assert desktop.canvas.screenshot() == whole


def test_a_new_stroke_ends_what_could_be_redone(desktop):
    desktop.draw(drawn_digits.strokes(7))
    desktop.button("Undo").click()
    expect(desktop.button("Redo")).to_be_enabled()
    desktop.draw(LINE)
    expect(desktop.button("Redo")).to_be_disabled()


def test_a_tap_leaves_a_dot(desktop):
    desktop.draw([[[500, 500], [500, 500]]])
    assert 200 < desktop.ink() < 2000


def test_a_pen_that_presses_leaves_a_wider_line(desktop):
    desktop.pen(LINE, force=0.9)
    pressed = desktop.ink()
    desktop.button("Clear").click()
    desktop.pen(LINE, force=0.1)
    assert 0 < desktop.ink() < 0.6 * pressed


def test_a_line_whose_pressure_changes_is_whole(desktop):
    x, y, side = (desktop.canvas.bounding_box()[key] for key in ("x", "y", "width"))
    pen = desktop.debugger()
    steps = 20
    for step in range(steps + 1):
        kind = {0: "mousePressed", steps: "mouseReleased"}.get(step, "mouseMoved")
        pen.send("Input.dispatchMouseEvent", {
            "type": kind, "x": x + side * (0.1 + 0.8 * step / steps), "y": y + side / 2,
            "button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen",
            "force": 0.05 + 0.9 * step / steps})
    pen.detach()
    desktop.page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(desktop.canvas.screenshot())).convert("L")
    heights = [sum(picture.getpixel((round(side * share), row)) < 80
                   for row in range(picture.height)) for share in (0.15, 0.3, 0.5, 0.7, 0.85)]
    assert heights == sorted(heights)
    assert heights[-1] > 1.5 * heights[0] > 0


def test_once_a_pen_is_seen_touches_leave_no_mark(tablet):
    tablet.touch(LINE)
    expect(tablet.button("Clear")).to_be_enabled()
    tablet.button("Clear").click()
    tablet.pen(LINE)
    tablet.touch(LINE, place=(0.2, 0.5))
    tablet.button("Undo").click()
    expect(tablet.button("Clear")).to_be_disabled()


def test_a_palm_that_touches_before_the_pen_leaves_no_mark(tablet):
    box = tablet.canvas.bounding_box()
    hand = tablet.debugger()
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [
        {"x": box["x"] + 300, "y": box["y"] + 300}]})
    expect(tablet.button("Clear")).to_be_enabled()
    tablet.pen(drawn_digits.strokes(1), size=0.5)
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tablet.expect_answer(1)
    tablet.button("Undo").click()
    expect(tablet.button("Clear")).to_be_disabled()


def test_a_second_finger_does_not_disturb(phone):
    box = phone.canvas.bounding_box()
    x, y = box["x"] + 150, box["y"] + 50
    second = {"x": x + 100, "y": y, "id": 2}
    hand = phone.debugger()
    hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [
        {"x": x, "y": y, "id": 1}]})
    for step in range(10):
        hand.send("Input.dispatchTouchEvent", {
            "type": "touchStart" if step == 0 else "touchMove",
            "touchPoints": [{"x": x, "y": y + 25 * step, "id": 1}, second]})
    hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    phone.expect_answer(1)
    phone.button("Undo").click()
    expect(phone.button("Clear")).to_be_disabled()


def test_the_ink_is_as_fine_as_the_screen(phone):
    width = phone.canvas.bounding_box()["width"]
    assert phone.canvas.evaluate("canvas => canvas.width") == pytest.approx(3 * width, abs=1)


def test_the_ink_becomes_finer_with_the_screen(newcomer):
    newcomer.look()
    newcomer.draw(LINE)
    screen = newcomer.debugger()
    screen.send("Emulation.setDeviceMetricsOverride", {
        "width": 1440, "height": 900, "deviceScaleFactor": 2, "mobile": False})
    # The emulation, unlike a screen, changes the density without telling: the next stroke sees it.
    newcomer.draw(LINE, place=(0.7, 0.5))
    width = newcomer.canvas.bounding_box()["width"]
    assert newcomer.canvas.evaluate("canvas => canvas.width") == pytest.approx(2 * width, abs=1)
    assert newcomer.ink() > 1000


def test_a_long_line_is_painted_as_a_whole(desktop):
    # Its older part is dry by then, and lies on a layer of its own.
    desktop.draw([[[x, 500 + 400 * (x % 40 == 0)] for x in range(0, 1001, 10)]], points=100)
    live = desktop.canvas.screenshot()
    desktop.button("Undo").click()
    desktop.button("Redo").click()
    assert desktop.canvas.screenshot() == live
