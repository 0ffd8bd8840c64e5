"""What can go wrong with a picture ends in a right answer, or in a plain sentence."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.conftest import DESKTOP
from tests.browser.test_open_picture import ARRIVE, expect_reading
from tests.browser.written_pictures import choose, file, packed, picture

DAMAGED = "is damaged, or a kind of picture that this browser does not open."
GIF = packed(picture("7"), "GIF", save_all=True, append_images=[picture("3")], duration=40)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
BAD = {
    "empty": (b"", "empty.png", "image/png", "empty.png is empty."),
    "cut off": (packed(picture("7"))[:200], "half.png", "image/png", DAMAGED),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(500), "IMG_1.HEIC", "image/heic", DAMAGED),
    "text": (b"seven", "notes.txt", "text/plain", "notes.txt is no picture."),
    "a long name": (b"7", f"{'7' * 99}.png", "image/png", f"{'7' * 39}… {DAMAGED}"),
    "text called a picture": (b"seven", "notes.png", "image/png", f"notes.png {DAMAGED}"),
}
WRITING = "A picture lies on the paper. Clear takes it away: then you can write."
# What a browser hands out that keeps pages from knowing people again, on pages and in threads.
NOISE = """for (const name of ["CanvasRenderingContext2D", "OffscreenCanvasRenderingContext2D"]) {
    const { prototype } = self[name] ?? {};
    const getImageData = prototype?.getImageData;
    if (getImageData) prototype.getImageData = function (...place) {
        const image = getImageData.apply(this, place);
        image.data.forEach((_, i) => { image.data[i] = 256 * Math.random(); });
        return image;
    };
}
"""


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_picture_is_refused_in_words_and_nothing_is_lost(desktop, note, kind):
    content, name, mime, words = BAD[kind]
    desktop.draw(drawn_digits.strokes(3))
    desktop.expect_answer(3)
    choose(desktop, file(content, name, mime))
    expect(said(desktop)).to_contain_text(words)
    desktop.expect_answer(3)
    expect(desktop.page.locator("canvas.picture")).not_to_be_visible()
    note(f"a picture: {kind}", said(desktop).inner_text())


def test_an_svg_is_read_or_refused_in_words(desktop):
    choose(desktop, file(SVG, "seven.svg", "image/svg+xml"))
    expect(said(desktop)).to_contain_text(DAMAGED)


def test_of_an_animation_the_first_picture_is_read(desktop):
    choose(desktop, file(GIF, "moving.gif", "image/gif"))
    expect_reading(desktop, "7")


def test_drawing_over_a_picture_is_refused_and_said(desktop):
    choose(desktop, file(picture("7", size=(480, 900), height=0.5)))
    expect_reading(desktop, "7")
    box = desktop.canvas.bounding_box()
    desktop.page.mouse.move(box["x"] + 20, box["y"] + 20)
    desktop.page.mouse.down()
    desktop.page.mouse.move(box["x"] + 120, box["y"] + 60)
    desktop.page.mouse.up()
    expect(said(desktop)).to_have_text(WRITING)
    expect_reading(desktop, "7")
    desktop.button("Undo").click()  # nothing but the picture is taken back
    expect(desktop.result).to_have_text("")
    expect(said(desktop)).to_have_text("")


def test_the_pen_of_keys_is_refused_too(desktop):
    choose(desktop, file(picture("7")))
    expect_reading(desktop, "7")
    desktop.canvas.focus()
    desktop.page.keyboard.press("Space")
    desktop.page.keyboard.press("ArrowRight")
    expect(said(desktop)).to_have_text(WRITING)
    expect_reading(desktop, "7")


def test_a_link_takes_no_picture_and_says_so_and_none_can_be_taught(desktop):
    choose(desktop, file(picture("7")))
    expect_reading(desktop, "7")
    desktop.button("Share").click()
    expect(said(desktop)).to_have_text(
        "A link carries strokes, and no picture. Save picture makes a file of it.")
    expect(desktop.page.locator("#wrong")).to_be_disabled()


def test_a_saved_picture_is_the_one_on_the_paper_with_its_frames(desktop):
    image = picture("7")
    choose(desktop, file(image))
    expect_reading(desktop, "7")
    with desktop.page.expect_download() as download:
        desktop.button("Save picture").click()
    assert download.value.suggested_filename == "numbers.png"
    saved = np.asarray(Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB"))
    assert saved.shape == (image.height, image.width, 3)
    changed = (saved != np.asarray(image)).any(axis=2)
    assert 0 < changed.mean() < 0.02
    assert (saved[changed] == (0x2C, 0x6B, 0xE0)).all()


def test_a_picture_that_is_saved_before_it_is_read_is_said_to_have_no_frames(visits):
    visitor = visits(**DESKTOP)
    held = visitor.hold("**/runtime/pictures.zip.xz")
    visitor.enter()
    choose(visitor, file(picture("7")))
    expect(visitor.main).to_contain_text("Reading the picture …")
    with visitor.page.expect_download():
        visitor.button("Save picture").click()
    expect(said(visitor)).to_have_text(
        "Saved as numbers.png, without frames: it has not been read yet.")
    for route in held:
        route.continue_()
    expect_reading(visitor, "7")
    visitor.context.close()


def test_a_newer_picture_takes_the_place_of_one_that_is_being_opened(desktop):
    large = packed(picture("3", size=(4000, 3000)), "JPEG")
    desktop.page.locator("#picture-file").set_input_files(file(large, "3.jpg", "image/jpeg"))
    desktop.page.locator("#picture-file").set_input_files(file(picture("7")))
    expect_reading(desktop, "7")
    desktop.button("Undo").click()
    expect(desktop.result).to_have_text("")  # the first was never laid there


def test_what_is_drawn_meanwhile_stays_and_the_late_picture_is_dropped(desktop):
    large = packed(picture("3", size=(4000, 3000)), "JPEG")
    desktop.page.locator("#picture-file").set_input_files(file(large, "3.jpg", "image/jpeg"))
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    expect(desktop.page.locator("canvas.picture")).not_to_be_visible()


def test_a_cleared_picture_has_no_late_reading(desktop):
    choose(desktop, file(picture("7", size=(1600, 1200))))
    expect(desktop.button("Clear")).to_be_enabled()
    desktop.button("Clear").click()
    desktop.draw(drawn_digits.strokes(3))
    desktop.expect_answer(3)


@pytest.mark.parametrize("frames", [True, False], ids=["with films", "without"])
def test_where_canvases_are_falsified_pixels_come_another_way_or_it_is_said(
        visits, built_site, note, frames):
    visitor = visits()
    script = NOISE + ("" if frames else "delete self.VideoFrame;\n")
    aside = (built_site / "page" / "pictures" / "aside.js").read_text()
    visitor.context.route("**/pictures/aside.js", lambda route: route.fulfill(
        body=script + aside, content_type="text/javascript"))
    visitor.context.add_init_script(script)
    visitor.enter()
    choose(visitor, file(picture("7")))
    if frames:
        expect_reading(visitor, "7")
    else:
        expect(said(visitor)).to_have_text("This browser keeps the pixels of pictures from the "
                                           "page, so none can be read here.")
    note(f"falsified canvases, {'' if frames else 'no '}VideoFrame",
         said(visitor).inner_text() or "a right answer")
    visitor.context.close()


def test_faint_noise_is_no_hindrance(visits, built_site):
    visitor = visits()
    faint = NOISE.replace("256 * Math.random()", "image.data[i] ^ (i % 2)")
    aside = (built_site / "page" / "pictures" / "aside.js").read_text()
    visitor.context.route("**/pictures/aside.js", lambda route: route.fulfill(
        body=f"delete self.VideoFrame;\n{faint}{aside}", content_type="text/javascript"))
    visitor.enter()
    choose(visitor, file(picture("7")))
    expect_reading(visitor, "7")
    visitor.context.close()


def test_a_file_that_does_not_come_is_told_and_the_next_try_reads(newcomer, note):
    newcomer.enter()
    for path, words in [("page/pictures/pictures.js", "could not be opened"),
                        ("runtime/pictures.zip.xz", "could not be read")]:
        newcomer.fail(f"**/{path}")
        choose(newcomer, file(picture("7")))
        expect(said(newcomer)).to_have_text(re.compile(rf"The picture {words}: .*[.?]"))
        note(f"{path} 404", said(newcomer).inner_text())
        newcomer.mend()
    newcomer.button("Recognize").click()  # it lies there already
    expect_reading(newcomer, "7")


def test_a_picture_is_read_when_the_network_is_cut(regular):
    regular.enter()
    expect(regular.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    regular.context.set_offline(True)
    regular.page.reload()
    regular.wait_for("ready")
    choose(regular, file(picture("7")))
    expect_reading(regular, "7")
    assert regular.complaints == []


def test_nothing_is_taken_in_while_a_dialog_lies_over_the_page(desktop):
    desktop.button("Help").click()
    desktop.page.evaluate(ARRIVE, ["paste", "", "7.png", "image/png"])
    desktop.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(said(desktop)).to_have_text("")
    expect(desktop.button("Clear")).to_be_disabled()
