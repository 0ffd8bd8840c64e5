"""What the page does with touches, buttons and drops that mean something else elsewhere."""

import pytest
from playwright.sync_api import expect

from tests import drawn_digits

# Notes of each touch event that has gone through the page whether something prevented it.
TOUCHES = """() => {
    window.touches = [];
    for (const type of ["touchstart", "touchmove"]) {
        addEventListener(type, ({ defaultPrevented }) => touches.push([type, defaultPrevented]));
    }
}"""
MENUS = """() => {
    window.menus = [];
    addEventListener("contextmenu", ({ defaultPrevented }) => menus.push(defaultPrevented));
}"""


def expect_one_step(visitor) -> None:
    visitor.button("Undo").click()
    expect(visitor.button("Clear")).to_be_disabled()


def test_handwriting_recognition_is_kept_from_the_paper_and_from_nowhere_else(phone):
    phone.page.evaluate(TOUCHES)
    phone.touch(drawn_digits.strokes(7))
    phone.expect_answer(7)
    on_paper = phone.page.evaluate("touches.splice(0)")
    assert {kind for kind, _ in on_paper} == {"touchstart", "touchmove"}
    assert all(prevented for _, prevented in on_paper)
    box = phone.page.get_by_role("heading", name="PixelPredict").bounding_box()
    finger = phone.debugger()
    for kind, dx in [("touchStart", 5), ("touchMove", 40)]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [
            {"x": box["x"] + dx, "y": box["y"] + 5}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()
    elsewhere = phone.page.evaluate("touches")
    assert elsewhere
    assert not any(prevented for _, prevented in elsewhere)


def test_a_tap_on_the_paper_gives_it_the_keyboard(phone):
    phone.button("Help").focus()
    phone.touch([[[500, 500], [501, 500]]])
    expect(phone.canvas).to_be_focused()
    pen = phone.page.locator("#pen")
    expect(pen).to_be_hidden()
    phone.page.keyboard.press("ArrowUp")
    expect(pen).to_be_visible()


def test_a_stroke_ends_with_the_left_button_though_another_is_held(desktop):
    desktop.canvas.scroll_into_view_if_needed()
    box, mouse = desktop.canvas.bounding_box(), desktop.page.mouse
    desktop.page.evaluate(MENUS)

    def move(x, y):
        mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=3)

    move(0.2, 0.2)
    mouse.down()
    move(0.2, 0.5)
    mouse.down(button="right")  # in mid-stroke
    move(0.2, 0.8)
    drawn = shown_ink(desktop)
    mouse.up()
    move(0.8, 0.8)
    mouse.up(button="right")
    move(0.8, 0.2)
    assert shown_ink(desktop) == pytest.approx(drawn, rel=0.02)
    assert drawn > 0.5 * box["height"] * 10  # all of the stroke, also after the right one went down
    assert desktop.page.evaluate("menus") == [True]
    expect_one_step(desktop)


def shown_ink(visitor) -> int:
    expect(visitor.button("Clear")).to_be_enabled()
    return visitor.ink()


def test_a_pens_other_button_draws_nothing_and_disturbs_no_stroke(desktop):
    box = desktop.canvas.bounding_box()
    pen = desktop.debugger()

    def send(kind, x, buttons, button="left"):
        pen.send("Input.dispatchMouseEvent", {
            "type": kind, "x": box["x"] + box["width"] * x, "y": box["y"] + box["height"] / 2,
            "button": button, "buttons": buttons, "clickCount": 1, "pointerType": "pen"})

    send("mousePressed", 0.1, 2, "right")
    send("mouseMoved", 0.9, 2, "right")
    send("mouseReleased", 0.9, 0, "right")
    expect(desktop.button("Clear")).to_be_disabled()
    send("mousePressed", 0.1, 1)
    send("mouseMoved", 0.5, 3)  # squeezed in mid-stroke
    send("mouseMoved", 0.9, 1)
    send("mouseReleased", 0.9, 0)
    pen.detach()
    assert desktop.ink() > 0.7 * box["width"] * 10
    expect_one_step(desktop)


@pytest.mark.parametrize("data", [
    {"items": [{"mimeType": "text/plain", "data": "seven"}]},
    {"items": [{"mimeType": "text/uri-list", "data": "about:blank"}]},
    {"items": [], "files": [__file__]},
], ids=["text", "link", "no picture"])
@pytest.mark.parametrize("place", ["paper", "elsewhere"])
def test_what_is_dropped_is_refused_and_the_page_stays(desktop, place, data):
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    desktop.page.evaluate("""() => {
        window.drags = [];
        for (const type of ["dragover", "drop"]) {
            addEventListener(type, event =>
                drags.push([event.defaultPrevented, event.dataTransfer.dropEffect]));
        }
    }""")
    target = desktop.canvas if place == "paper" else desktop.page.get_by_role("heading", level=1)
    box = target.bounding_box()
    drag = desktop.debugger()
    for kind in ("dragEnter", "dragOver", "drop"):
        drag.send("Input.dispatchDragEvent", {
            "type": kind, "x": box["x"] + 20, "y": box["y"] + 10,
            "data": {**data, "dragOperationsMask": 1}})
    drag.detach()
    drags = desktop.page.evaluate("drags")
    assert drags
    assert all(refused for refused, _ in drags)
    assert drags[0][1] == ("copy" if "files" in data else "none")
    expect(desktop.page).to_have_url(desktop.url)
    desktop.expect_answer(7)
