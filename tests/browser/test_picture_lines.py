"""Numbers of several lines: one below the other, and every digit of them to be chosen."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.written_pictures import choose, file, framed, picture

# A reader that finds these lines in any picture, so that what is shown depends on nothing else.
FINDS = """texts => {
    window.pixelpredict.readPicture = async ({ width, height }) => {
        const row = height / texts.length;
        const lines = texts.map((text, line) => {
            const digits = [...text.replace(/\\D/g, "")].map((digit, i) => {
                const probabilities = Array.from({ length: 10 }, (_, each) =>
                    each === Number(digit) ? 0.955 : 0.005);
                const [left, top] = [width * (0.1 + 0.1 * i), row * (line + 0.2)];
                return { probabilities, candidates: [Number(digit)], image: new Float32Array(784),
                    box: [left, top, left + 0.06 * width, top + 0.6 * row] };
            });
            return { text, sure: true, alternative: "", digits };
        });
        return { text: texts.join("\\n"), sure: lines.length > 0, lines,
            digits: lines.flatMap(({ digits }) => digits) };
    };
}"""
DOUBT = """() => {
    const { readPicture } = window.pixelpredict;
    window.pixelpredict.readPicture = async (pixels) => {
        const reading = await readPicture(pixels);
        Object.assign(reading, { sure: false });
        Object.assign(reading.lines[1], { sure: false, alternative: "1026" });
        reading.digits[0].candidates = [1, 7];
        reading.lines[0].sure = false;
        return reading;
    };
}"""
LINES = ["149", "2026", "3.14"]


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def opened(request, visits):
    visitor = visits(**request.param).enter().wait_for_both()
    yield visitor
    assert visitor.complaints == []
    visitor.context.close()


@pytest.fixture
def reader(opened):
    """Opens a picture in which these lines are found."""
    def read(*lines: str):
        opened.page.evaluate(FINDS, list(lines))
        choose(opened, file(picture("7")))
        expect(opened.result).to_have_text(" ".join(lines))
        return opened

    yield read
    opened.button("Clear").click()


def radio(visitor, name: str):
    return visitor.page.get_by_role("radiogroup", name="Digits").get_by_role("radio", name=name)


def test_each_line_is_a_number_below_the_one_before(reader):
    visitor = reader(*LINES)
    tops = [radio(visitor, f"in line {line}").first.bounding_box()["y"] for line in (1, 2, 3)]
    assert tops == sorted(set(tops))
    expect(radio(visitor, "in line 2")).to_have_count(4)
    assert radio(visitor, "in line 3").all_inner_texts() == ["3.", "1", "4"]
    expect(visitor.page.locator("[aria-live=polite]")).to_have_text("149, 2026, 3.14.")


def test_digits_of_all_lines_are_chosen_by_keys_and_by_their_frames(reader):
    visitor = reader(*LINES)
    first = radio(visitor, "1, digit 1 of 3 in line 1")
    expect(first).to_be_checked()
    first.focus()
    visitor.page.keyboard.press("End")
    expect(radio(visitor, "4, digit 3 of 3 in line 3")).to_be_checked()
    visitor.page.keyboard.press("Home")
    expect(radio(visitor, "1, digit 1 of 3 in line 1")).to_be_focused()
    expect(radio(visitor, "1, digit 1 of 3 in line 1")).to_be_checked()
    expect(visitor.page.locator("#remark")).to_have_text("1: 95 % likely")
    middles = framed(visitor)
    assert len(middles) == 10
    visitor.page.mouse.click(*middles[6])
    expect(radio(visitor, "6, digit 4 of 4 in line 2")).to_be_checked()
    expect(visitor.page.locator(".frames rect.chosen")).to_have_count(1)
    assert visitor.meter(6) > 90
    expect(visitor.page.get_by_role("status", name="Message")).to_have_text("")


def test_what_is_not_sure_is_said_of_its_line(reader):
    visitor = reader(*LINES)
    visitor.page.evaluate(DOUBT)
    visitor.button("Recognize").click()
    expect(visitor.page.locator("#remark")).to_have_text("Not sure: 149 or 749?")
    radio(visitor, "6, digit 4 of 4 in line 2").click()
    expect(visitor.page.locator("#remark")).to_have_text("Not sure: 2026 or 1026?")
    radio(visitor, "1, digit 2 of 3 in line 3").click()
    expect(visitor.page.locator("#remark")).to_have_text("1: 95 % likely")


def test_many_lines_scroll_within_the_answer_to_the_chosen_digit(reader):
    visitor = reader(*(str(line) * 4 for line in range(1, 10)), "1010")
    first = radio(visitor, "1, digit 1 of 4 in line 1").first  # also begins the name of line 10's
    last = radio(visitor, "0, digit 4 of 4 in line 10")
    expect(first).to_be_checked()
    assert visitor.result.evaluate("result => result.scrollTop") == 0
    first.focus()
    visitor.page.keyboard.press("End")
    expect(last).to_be_checked()
    box, outer = last.bounding_box(), visitor.result.bounding_box()
    assert outer["y"] <= box["y"]
    assert box["y"] + box["height"] <= outer["y"] + outer["height"] + 1
    assert outer["height"] <= 200
    assert visitor.page.evaluate("scrollY === 0 && document.body.scrollWidth <= innerWidth")


def test_no_number_is_said_in_words(reader):
    visitor = reader()
    expect(visitor.page.locator("#remark")).to_have_text("No number found")
    expect(visitor.page.locator("[aria-live=polite]")).to_have_text("No number found.")
    expect(visitor.page.locator(".frames rect")).to_have_count(0)
