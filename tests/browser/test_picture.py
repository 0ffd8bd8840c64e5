"""A drawing saved as a picture, whatever the browser lets a page read of it."""

import io

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import drawn_digits

# A browser that lets no page read what it has painted, as Tor's: noise instead.
FALSE_CANVAS = """() => {
    const noise = data => data.forEach((_, i) => { data[i] = 256 * Math.random(); });
    const { getImageData } = CanvasRenderingContext2D.prototype;
    const { toBlob } = HTMLCanvasElement.prototype;
    PIXELS: CanvasRenderingContext2D.prototype.getImageData = function (...place) {
        const image = getImageData.apply(this, place);
        noise(image.data);
        return image;
    };
    PICTURE: HTMLCanvasElement.prototype.toBlob = function (...how) {
        const context = this.getContext("2d");
        const image = getImageData.call(context, 0, 0, this.width, this.height);
        noise(image.data);
        context.putImageData(image, 0, 0);
        toBlob.apply(this, how);
    };
}"""
LINES = ("Saved as digit.svg, a picture made of lines: this browser keeps the pixels of a drawing "
         "from the page.")


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


def test_the_picture_is_the_drawing_on_its_paper(desktop):
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    with desktop.page.expect_download() as download:
        desktop.button("Save picture").click()
    assert download.value.suggested_filename == "digit.png"
    picture = Image.open(io.BytesIO(download.value.path().read_bytes()))
    box = desktop.canvas.bounding_box()
    assert picture.size == (round(box["width"]), round(box["height"]))
    grey = np.asarray(picture.convert("L"))
    assert (grey == np.median(grey)).mean() > 0.8  # paper
    assert 0.005 < (grey < 80).mean() < 0.2  # ink
    assert np.asarray(picture.convert("RGBA"))[..., 3].min() == 255


@pytest.mark.parametrize("falsified", ["PIXELS", "PICTURE", "both"])
def test_a_picture_is_the_drawing_where_the_browser_falsifies_canvases(visits, desktop, falsified):
    true = {"PIXELS": "PICTURE", "PICTURE": "PIXELS"}.get(falsified)
    script = FALSE_CANVAS.replace(f"{true}: ", "if (false) ") if true else FALSE_CANVAS
    visitor = visits(viewport={"width": 1440, "height": 960})  # the paper lies on whole pixels
    visitor.context.add_init_script(f"({script})()")
    visitor.look()
    visitor.draw(drawn_digits.strokes(7))
    swelling_line(visitor)
    visitor.page.mouse.move(0, 0)
    with visitor.page.expect_download() as download:
        visitor.button("Save picture").click()
    expect(said(visitor)).to_have_text(LINES)
    assert download.value.suggested_filename == "digit.svg"
    svg = download.value.path().read_text()
    seen = Image.open(io.BytesIO(visitor.canvas.screenshot()))
    visitor.context.close()
    # As another page shows it, of the size that it has.
    viewer = desktop.context.new_page()
    viewer.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{svg}")
    saved = Image.open(io.BytesIO(viewer.locator("svg").screenshot()))
    viewer.close()
    assert saved.size == seen.size
    saved, seen = (np.asarray(picture.convert("L")).astype(int) for picture in (saved, seen))
    assert (seen < 80).mean() > 0.005
    assert (abs(saved - seen)[(saved < 80) | (seen < 80)] > 60).mean() < 0.02  # but for the hover
    assert (saved > 250).mean() > 0.8  # paper, without its squares


def swelling_line(visitor):
    """Draw a line that a pen presses more and more."""
    x, y, side = (visitor.canvas.bounding_box()[key] for key in ("x", "y", "height"))
    pen = visitor.debugger()
    for step in range(11):
        kind = {0: "mousePressed", 10: "mouseReleased"}.get(step, "mouseMoved")
        pen.send("Input.dispatchMouseEvent", {
            "type": kind, "x": x + side * (0.1 + 0.08 * step), "y": y + side * 0.9,
            "button": "left", "buttons": 1, "clickCount": 1, "pointerType": "pen",
            "force": 0.05 + 0.09 * step})
    pen.detach()


def test_noise_too_faint_to_be_seen_leaves_the_picture_one_of_pixels(visits):
    visitor = visits()
    visitor.context.add_init_script("""(() => {
        const { getImageData } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.getImageData = function (...place) {
            const image = getImageData.apply(this, place);
            image.data.forEach((value, i) => { image.data[i] = value ^ (i % 2); });
            return image;
        };
    })()""")
    visitor.look()
    visitor.draw(drawn_digits.strokes(7))
    with visitor.page.expect_download() as download:
        visitor.button("Save picture").click()
    assert download.value.suggested_filename == "digit.png"
    visitor.context.close()
