"""The panels below the drawing: what the network sees, and why it answers as it does."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer, ink
from tests import drawn_digits

PIXELS = """canvas => {
    const copy = new OffscreenCanvas(28, 28).getContext("2d", { willReadFrequently: true });
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(0, 0, 28, 28).data];
}"""
ALPHA = f"(canvas => ({PIXELS})(canvas).filter((_, i) => i % 4 === 3))"
# Notes what the page asks the engine, and the strokes of it.
LISTEN = """() => {
    window.asked = [];
    for (const kind of ["read", "steps", "explain"]) {
        const ask = window.pixelpredict[kind];
        window.pixelpredict[kind] = function (strokes, ...rest) {
            window.asked.push(kind);
            window.strokes = structuredClone(strokes);
            return ask.call(this, strokes, ...rest);
        };
    }
}"""


@pytest.fixture(scope="module")
def listening(visits):
    visitor = visits().enter().wait_for_both()
    visitor.page.evaluate(LISTEN)
    return visitor


@pytest.fixture
def page(listening):
    """A page of its own, empty and with all panels closed, whose questions are noted."""
    if listening.button("Clear").is_enabled():
        listening.button("Clear").click()
    listening.page.evaluate("""() => {
        document.querySelectorAll("details").forEach(each => each.open = false);
        scrollTo(0, 0);
        asked.length = 0;
    }""")
    yield listening
    assert listening.complaints == []


def heading(visitor, name):
    return visitor.page.get_by_role("heading", name=name)


def rival(visitor):
    return visitor.page.get_by_role("combobox", name=re.compile("rather than"))


def row(visitor, name):
    return visitor.page.get_by_role("row", name=name).get_by_role("cell").inner_text()


def nats(text):
    return float(text.replace("−", "-"))


def test_panels_are_closed_at_first_and_ask_nothing(page):
    page.draw(drawn_digits.strokes(7))
    page.expect_answer(7)
    for image in ("The centred drawing", "The ink for"):
        expect(page.page.get_by_role("img", name=image)).to_be_hidden()
    assert set(page.page.evaluate("asked")) == {"read"}


def test_nothing_above_moves_when_panels_open(page):
    page.draw(drawn_digits.strokes(7))
    page.expect_answer(7)
    parts = (page.canvas, page.result, page.page.get_by_role("meter", name="9"))
    before = [part.bounding_box() for part in parts]
    for name in ("What the network sees", "Why?", "Two networks", "How it was trained"):
        heading(page, name).click()
    expect(page.page.get_by_role("img", name="The ink for 7")).to_be_visible()
    page.page.evaluate("scrollTo(0, 0)")
    assert [part.bounding_box() for part in parts] == before


def test_the_panel_shows_each_step_as_the_normaliser_made_it(page):
    heading(page, "What the network sees").click()
    page.draw(drawn_digits.strokes(5))
    page.expect_answer(5)
    expected = ink.steps(page.page.evaluate("strokes"))
    for name, step in zip(("framed", "upright", "centred"), expected, strict=True):
        canvas = page.page.get_by_role("img", name=f"The {name} drawing")
        page.page.wait_for_function(f"""() => ({ALPHA})(document.querySelector(
            'canvas[aria-label^="The {name}"]')).some(Boolean)""")
        assert canvas.evaluate(ALPHA) == pytest.approx(255 * step.ravel(), abs=1)


def test_the_panel_follows_the_pen_and_is_empty_when_the_paper_is(page):
    heading(page, "What the network sees").click()
    canvas = page.page.get_by_role("img", name="The centred drawing")
    page.draw(drawn_digits.strokes(0))
    page.expect_answer(0)
    zero = canvas.evaluate(ALPHA)
    page.draw([[[500, 100], [500, 900]]])
    page.page.wait_for_function(
        f"zero => String(({ALPHA})(document.querySelector('.centred canvas'))) !== String(zero)",
        arg=zero)
    page.button("Clear").click()
    assert not np.any(canvas.evaluate(ALPHA))


def test_why_says_what_python_says(page, root):
    heading(page, "Why?").click()
    expect(page.page.get_by_text("Draw a digit, and see which of its ink decided.")).to_be_visible()
    page.draw(drawn_digits.strokes(7))
    page.expect_answer(7)
    rival(page).select_option("9")
    expect(page.page.get_by_role("row", name="7 rather than 9")).to_be_visible()
    why = Recognizer.load(root / "weights").explain(page.page.evaluate("strokes"), 7, 9)
    rows = {"Ink for 7": why.ink_for, "Ink for 9": why.ink_against,
            "Without any ink": why.constant, "7 rather than 9": why.difference}
    for name, figure in rows.items():
        assert nats(row(page, name)) == pytest.approx(figure, abs=0.0051)
    shares = page.page.get_by_role("img", name="The ink for 7 and for 9: together")
    assert shares.locator(".for").get_attribute("d").count("M") == \
        np.count_nonzero(why.shares >= 0.02 * np.abs(why.shares).max())
    expect(page.page.get_by_text("Of 224.")).to_be_visible()
    for neuron in why.neurons:
        side = 7 if neuron.share > 0 else 9
        whose = ("two layers", "convolution")[neuron.network]
        name = f"neuron {neuron.number} of the {whose}"
        expect(page.page.get_by_text(
            f"{name}: {abs(neuron.share):.2f} for {side}")).to_be_visible()
        expect(page.page.get_by_role("img", name=f"What {name} looks for")).to_be_visible()


def test_the_rival_is_the_runner_up_until_another_is_chosen(page, root):
    heading(page, "Why?").click()
    page.draw(drawn_digits.strokes(7))
    page.expect_answer(7)
    (reading,) = Recognizer.load(root / "weights").read(page.page.evaluate("strokes")).digits
    last, *_, second, _ = reading.probabilities.argsort().tolist()
    expect(rival(page)).to_have_value("")
    expect(page.page.get_by_role("row", name=f"7 rather than {second}")).to_be_visible()
    rival(page).select_option(str(last))
    expect(page.page.get_by_role("row", name=f"7 rather than {last}")).to_be_visible()


def test_touching_a_bar_asks_why_not_that_digit(page):
    page.draw(drawn_digits.strokes(7))
    page.expect_answer(7)
    page.page.get_by_role("meter", name="4").click()
    expect(page.page.get_by_role("row", name="7 rather than 4")).to_be_visible()
    expect(rival(page)).to_have_value("4")
    page.page.get_by_role("meter", name="7").click()
    expect(rival(page)).to_have_value("")


def test_the_pixels_take_the_colours_of_the_theme(page):
    heading(page, "What the network sees").click()
    page.draw(drawn_digits.strokes(3))
    page.expect_answer(3)
    shade = f"""() => {{  // the blue of a pixel that is all ink
        const pixels = ({PIXELS})(document.querySelector(".centred canvas"));
        return pixels[pixels.findIndex((value, i) => i % 4 === 3 && value === 255) - 1];
    }}"""
    page.page.wait_for_function(shade)
    light = page.page.evaluate(shade)
    page.page.emulate_media(color_scheme="dark")
    page.page.wait_for_function(f"light => ({shade})() > light + 100", arg=light)
    page.page.emulate_media(color_scheme="light")
