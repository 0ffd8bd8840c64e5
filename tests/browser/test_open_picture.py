"""A picture of a number: opened, dropped or pasted, and read as a drawn one is."""

import base64
import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.written_pictures import (
    choose,
    file,
    framed,
    packed,
    picture,
    rotated_photo,
)

# A file from outside: as what is dropped, or what is pasted.
ARRIVE = """([way, data, name, type]) => {
    const bytes = Uint8Array.from(atob(data), each => each.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], name, { type }));
    const { body } = document;
    if (way === "paste") {
        body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true }));
        return;
    }
    for (const kind of ["dragover", "drop"]) {
        body.dispatchEvent(new DragEvent(kind,
            { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
}"""
READ = """async ([data, width, height]) => {
    const bytes = Uint8ClampedArray.from(atob(data), each => each.charCodeAt(0));
    const reading = await window.pixelpredict.readPicture({ width, height, data: bytes });
    return { ...reading, left: bytes.length };
}"""


def shown(visitor) -> np.ndarray:
    """Return what lies on the paper, in shades of grey, as a person sees it."""
    return np.asarray(Image.open(io.BytesIO(visitor.canvas.screenshot())).convert("L"))


def expect_reading(visitor, number: str) -> None:
    visitor.expect_answer(number)
    expect(visitor.page.locator(".frames rect.chosen")).to_have_count(1)


SHAPE = 560 / 850  # a seven's width by its height


@pytest.mark.parametrize("way", ["button", "drop", "paste"])
def test_a_picture_is_read_however_it_comes(desktop, way):
    image = packed(picture("7"))
    if way == "button":
        choose(desktop, file(image))
    else:
        data = base64.b64encode(image).decode()
        desktop.page.evaluate(ARRIVE, [way, data, "7.png", "image/png"])
    expect_reading(desktop, "7")
    expect(desktop.page.locator("#remark")).to_have_text(re.compile(r"^\d+ % likely$"))
    assert desktop.meter(7) > 60
    announcement = desktop.page.locator("[aria-live=polite]")
    expect(announcement).to_contain_text("7. ")
    expect(desktop.canvas).to_have_accessible_description(re.compile("A picture lies here"))


def test_the_picture_lies_fitted_on_the_paper(desktop):
    choose(desktop, file(picture("7", size=(300, 600))))
    expect_reading(desktop, "7")
    ink = shown(desktop) < 90
    rows, columns = np.nonzero(ink)
    height, width = ink.shape
    assert (rows.min() + rows.max()) / 2 == pytest.approx(height / 2, rel=0.05)
    assert (columns.min() + columns.max()) / 2 == pytest.approx(width / 2, rel=0.05)
    assert np.ptp(rows) == pytest.approx(0.6 * 0.85 * height, rel=0.1)
    assert np.ptp(columns) / np.ptp(rows) == pytest.approx(SHAPE, rel=0.1)


def test_a_photo_is_turned_as_its_camera_was_held(phone):
    choose(phone, file(rotated_photo(picture("7")), "photo.jpg", "image/jpeg"))
    expect_reading(phone, "7")


def test_what_is_transparent_lies_on_white(visits):
    image = picture("7").convert("RGBA")
    dark = np.asarray(image).min(axis=2) < 150
    alpha = Image.fromarray((255 * dark).astype(np.uint8))
    image.putalpha(alpha)
    visitor = visits(color_scheme="dark", viewport=DESKTOP["viewport"]).enter()
    choose(visitor, file(image))
    expect_reading(visitor, "7")
    assert (shown(visitor) > 250).mean() > 0.5
    visitor.context.close()


def test_clear_takes_the_picture_away_undo_brings_it_back_and_redo_takes_it_again(desktop):
    desktop.draw(drawn_digits.strokes(3))
    desktop.expect_answer(3)
    choose(desktop, file(picture("7")))
    expect_reading(desktop, "7")
    desktop.button("Clear").click()
    expect(desktop.result).to_have_text("")
    expect(desktop.button("Clear")).to_be_disabled()
    expect(desktop.canvas).to_have_accessible_description(re.compile("Arrow keys"))
    desktop.button("Undo").click()
    expect_reading(desktop, "7")
    desktop.button("Undo").click()
    desktop.expect_answer(3)
    expect(desktop.page.locator("canvas.picture")).to_be_hidden()
    desktop.button("Redo").click()
    expect_reading(desktop, "7")


def test_after_clear_one_draws_as_ever(desktop):
    choose(desktop, file(picture("7")))
    expect_reading(desktop, "7")
    desktop.button("Clear").click()
    desktop.draw(drawn_digits.strokes(2))
    desktop.expect_answer(2)


def test_many_pictures_do_not_fill_the_memory(desktop):
    """Undo brings the last three back, and no more are kept."""
    for _ in range(5):
        choose(desktop, file(picture("7")))
        expect_reading(desktop, "7")
    desktop.button("Clear").click()
    for _ in range(3):
        desktop.button("Undo").click()
        expect_reading(desktop, "7")
    expect(desktop.button("Undo")).to_be_disabled()
    desktop.button("Clear").click()


def test_the_panels_speak_of_the_digit_in_the_picture(desktop, root):
    image = picture("7")
    choose(desktop, file(image))
    expect_reading(desktop, "7")
    here = Recognizer.load(root / "weights")
    (digit,) = here.read_image(np.asarray(image)).digits
    assert desktop.meter(7) == pytest.approx(100 * digit.probabilities[7], abs=0.06)
    for name in ("What the network sees", "Why?", "Two networks"):
        desktop.page.get_by_role("heading", name=name).click()
    expect(desktop.page.get_by_role("img", name="The digit in the picture")).to_be_visible()
    expect(desktop.page.get_by_role("img", name="The centred drawing")).to_be_visible()
    expect(desktop.page.get_by_role("img", name="The drawing as drawn")).to_be_hidden()
    *_, rival = sorted(set(range(10)) - {7}, key=lambda each: digit.probabilities[each])
    row = desktop.page.get_by_role("row", name=f"7 rather than {rival}").get_by_role("cell")
    expect(row).to_have_text(f"{here.explain_image(digit.image, 7, rival).difference:.2f}")
    expect(desktop.page.locator("#networks")).to_contain_text("Both say 7.")
    desktop.button("Clear").click()
    expect(desktop.page.locator("#networks")).to_contain_text("see what each network says of it")
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    expect(desktop.page.get_by_role("img", name="The drawing as drawn")).to_be_visible()
    for name in ("What the network sees", "Why?", "Two networks"):
        desktop.page.get_by_role("heading", name=name).click()


def test_a_picture_is_read_again_when_the_second_network_comes(visits):
    visitor = visits(**PHONE)
    held = visitor.hold("**/convolutional/K1.npy")
    visitor.enter()
    choose(visitor, file(picture("7")))
    expect_reading(visitor, "7")
    before = visitor.meter(7)
    for route in held:
        route.continue_()
    visitor.wait_for_both()
    expect(visitor.page.get_by_role("meter", name="7")).not_to_have_attribute(
        "aria-valuenow", f"{before:.1f}")
    expect_reading(visitor, "7")
    visitor.context.close()


def test_the_engine_reads_pixels_and_takes_them_over(desktop, root):
    image = picture("7").convert("RGBA")
    data = base64.b64encode(image.tobytes()).decode()
    there = desktop.page.evaluate(READ, [data, *image.size])
    here = Recognizer.load(root / "weights").read_image(np.asarray(image))
    assert there["text"] == here.text == "7"
    assert there["left"] == 0  # they were handed over, not copied
    assert there["digits"] == [digit for line in there["lines"] for digit in line["digits"]]
    for digit, expected in zip(there["digits"], here.digits, strict=True):
        assert digit["box"] == pytest.approx(expected.box)
        assert digit["probabilities"] == pytest.approx(expected.probabilities, abs=1e-5)


def test_the_frame_of_a_digit_is_touched_to_choose_it_and_is_no_stroke(phone):
    choose(phone, file(picture("7")))
    expect_reading(phone, "7")
    (middle,) = framed(phone)
    phone.page.touchscreen.tap(*middle)
    expect_reading(phone, "7")
    expect(phone.page.get_by_role("status", name="Message")).to_have_text("")
