"""The paper's shape: as wide as the room allows, and the same ink on every other paper."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser import squared_paper
from tests.browser.conftest import DESKTOP

UPRIGHT = {"width": 390, "height": 844}
FRAGMENT = """async ([url, strokes]) =>
    (await import(url + "page/sharing/link.js")).toFragment(strokes)"""
# As wide as high, on the right of a wide paper.
RING = [[[1400 + 200 * np.sin(turn), 500 - 200 * np.cos(turn)]
         for turn in np.linspace(0, 2 * np.pi, 33)]]


@pytest.fixture
def resized(desktop):
    yield desktop
    turn(desktop, DESKTOP["viewport"])


def turn(visitor, size: dict) -> None:
    """Give a page a window of this size, and wait until it is painted there."""
    visitor.page.set_viewport_size(size)
    visitor.page.wait_for_function("([width, height]) => "
                                   "innerWidth === width && innerHeight === height",
                                   arg=[size["width"], size["height"]])
    frame(visitor)


def frame(visitor) -> None:
    """Wait until what was drawn or laid out before is painted."""
    visitor.page.evaluate("""() => new Promise(
        done => requestAnimationFrame(() => requestAnimationFrame(done)))""")


def shape(visitor) -> float:
    box = visitor.canvas.bounding_box()
    return box["width"] / box["height"]


def follow(visitor, strokes: list) -> None:
    """Open a link to these strokes."""
    fragment = visitor.page.evaluate(FRAGMENT, [visitor.url, strokes])
    visitor.page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(visitor.button("Clear")).to_be_enabled()
    frame(visitor)


@pytest.mark.parametrize(("width", "height", "least", "most"), [
    (360, 640, 1, 1), (390, 844, 1, 1), (844, 390, 1.3, 2.2), (768, 1024, 1.4, 2.2),
    (1024, 768, 1.4, 2.2), (1440, 900, 1.6, 2.2), (1920, 1080, 1.6, 2.2), (1920, 500, 1.6, 2.3)])
def test_the_paper_is_as_wide_as_the_room_allows(resized, width, height, least, most):
    turn(resized, {"width": width, "height": height})
    assert least - 0.01 <= shape(resized) <= most + 0.01
    rules = squared_paper.rules(resized.canvas.screenshot())
    assert rules == (np.ceil(10 * shape(resized) - 0.3) - 1, 9)  # squares, of which it is 10 high


def test_ink_beyond_a_narrow_paper_is_shown_smaller_and_large_again_on_a_wide_one(resized):
    resized.draw(RING, place=(0.8, 0.5), size=0.4)
    resized.page.mouse.move(0, 0)
    left, top, right, bottom = large = resized.inked()
    turn(resized, UPRIGHT)
    inked = resized.inked()
    side = resized.canvas.bounding_box()["width"]
    scale = inked[2] / right
    assert 0.9 * side < inked[2] < side - 1  # whole, and not much smaller than it must be
    assert inked == pytest.approx([scale * place for place in (left, top, right, bottom)], abs=2)
    turn(resized, DESKTOP["viewport"])
    assert resized.inked() == large


def test_a_drawing_that_becomes_smaller_reads_the_same(resized):
    resized.draw(drawn_digits.strokes(3), place=(0.8, 0.5))
    resized.expect_answer(3)
    bars = [resized.meter(digit) for digit in range(10)]
    turn(resized, UPRIGHT)
    resized.button("Recognize").click()
    resized.expect_answer(3)
    assert [resized.meter(digit) for digit in range(10)] == bars


def test_a_drawing_from_a_wide_paper_is_gone_on_with_on_a_phone(phone):
    follow(phone, RING)
    shrunk = phone.inked()
    assert shrunk[2] - shrunk[0] == pytest.approx(shrunk[3] - shrunk[1], abs=2)
    phone.touch([[[0, 0], [1000, 0]]], place=(0.5, 0.9), size=0.6)
    box = phone.canvas.bounding_box()
    left, top, _, bottom = (place / 3 for place in phone.inked())  # its screen's density
    assert (left, bottom) == pytest.approx((0.2 * box["width"], 0.9 * box["height"]), abs=6)
    assert top == pytest.approx(shrunk[1] / 3, abs=1)  # and nothing moves when a stroke ends
    phone.button("Clear").click()
    phone.touch([[[0, 0], [1, 0]]])
    dot = phone.inked()
    assert (dot[2] - dot[0]) / 3 == pytest.approx(0.042 * box["height"], abs=2)  # large again


def test_ink_that_lies_wholly_beyond_the_paper_is_shown_and_read(phone):
    follow(phone, [[[x + 2000, y + 3000] for x, y in stroke] for stroke in drawn_digits.strokes(1)])
    phone.expect_answer(1)
    assert phone.ink() > 20


def test_a_link_whose_ink_no_paper_has_says_so(newcomer):
    newcomer.look()
    fragment = newcomer.page.evaluate(FRAGMENT, [newcomer.url, [[[-10, 500], [-500, 500]]]])
    newcomer.page.evaluate("fragment => { location.hash = fragment }", fragment)
    expect(newcomer.page.get_by_role("status", name="Message")).to_have_text(
        "This link’s drawing lies beyond the paper. You can draw here all the same.")


def test_the_ink_stays_under_the_pen_when_the_paper_changes_in_mid_stroke(resized):
    mouse = resized.page.mouse
    box = resized.canvas.bounding_box()
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 100)
    mouse.down()
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 200)
    turn(resized, {"width": 800, "height": 1000})
    box = resized.canvas.bounding_box()
    for share in (0.2, 0.1):
        mouse.move(box["x"] + share * box["width"], box["y"] + 0.6 * box["height"], steps=3)
    frame(resized)
    left, *_, bottom = resized.inked()
    assert (left, bottom) == pytest.approx((0.1 * box["width"], 0.6 * box["height"]), abs=16)
    mouse.up()
    resized.button("Undo").click()
    expect(resized.button("Clear")).to_be_disabled()


def test_a_paper_printed_has_the_shape_it_had_on_the_screen(resized):
    resized.draw(RING, place=(0.8, 0.5), size=0.4)
    frame(resized)
    before, on_screen = resized.inked(), shape(resized)
    resized.page.emulate_media(media="print")
    turn(resized, {"width": 700, "height": 1000})
    assert shape(resized) == pytest.approx(on_screen, abs=0.01)
    inked, width = resized.inked(), resized.canvas.bounding_box()["width"]
    resized.page.emulate_media(media="screen")
    turn(resized, DESKTOP["viewport"])
    scale = width / resized.canvas.bounding_box()["width"]
    assert inked == pytest.approx([scale * place for place in before], abs=3)


def test_a_canvas_is_never_larger_than_phones_allow(visits):
    visitor = visits(viewport={"width": 1920, "height": 1080}, device_scale_factor=4).look()
    width, height = visitor.canvas.evaluate("canvas => [canvas.width, canvas.height]")
    assert width == 4096
    assert width / height == pytest.approx(shape(visitor), abs=0.001)
    visitor.draw([[[0, 0], [1, 0]]], place=(0.25, 0.5))
    box = visitor.canvas.bounding_box()
    shot = np.asarray(Image.open(io.BytesIO(visitor.canvas.screenshot())).convert("L")) < 80
    x, y = np.argwhere(shot).mean(axis=0)[::-1] / 4
    assert (x, y) == pytest.approx((0.25 * box["width"], 0.5 * box["height"]), abs=2)
    visitor.context.close()
