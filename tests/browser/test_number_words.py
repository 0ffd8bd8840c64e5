"""What the page says of numbers that a reader of our making answers with, and how they fit."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.test_numbers import chosen, said
from tests.browser.test_page import SHIFTS

# Lets the reader answer with a number of our making, whose digits are made of one stroke each:
# [digit, or two of them that it may be, or null for what is none], the strokes that are left over
# are stray.
ANSWER = """([digits, alternative]) => {
    window.pixelpredict.read = async strokes => {
        const readings = digits.map((digit, stroke) => {
            const candidates = [digit ?? []].flat();
            const likely = candidates.length ? candidates : [0, 1, 2, 3];
            const probabilities = Array(10).fill(0.001);
            likely.forEach((each, i) => {
                probabilities[each] = (0.99 - 0.1 * i) / likely.length;
            });
            const image = new Float32Array(784);
            return { probabilities, candidates, image, strokes: [stroke % strokes.length] };
        });
        const text = readings.map(({ probabilities }) =>
            probabilities.indexOf(Math.max(...probabilities))).join("");
        const sure = !alternative && readings.every(({ candidates }) => candidates.length === 1);
        const stray = [...strokes.keys()].slice(digits.length);
        return { text, sure, alternative, digits: readings, point: [], stray };
    };
}"""


@pytest.fixture(scope="module")
def page(visits):
    visitor = visits(**PHONE).enter()
    yield visitor
    visitor.context.close()


@pytest.fixture
def told(page):
    """A page whose reader answers as a test wishes, empty at first."""
    if page.button("Clear").is_enabled():
        page.button("Clear").click()

    def answer(*digits, alternative="", strokes=None):
        page.page.evaluate(ANSWER, [digits, alternative])
        for i in range(strokes or len(digits)):
            line(page, i)
        expect(page.result).to_have_attribute("aria-busy", "false")
        return page

    yield answer
    assert page.complaints == []


def line(visitor, number):
    """Draw an upright line, each beside the one before."""
    visitor.draw([[[0, 0], [0, 1000]]], place=(0.1 + 0.05 * (number % 16), 0.5), size=0.3)


def words(visitor):
    """Return what stands beside the answer."""
    return visitor.page.locator(".words")


def test_the_least_sure_digit_is_the_chosen_one_once_the_pen_rests(told):
    page = told(1, [4, 9], 9, alternative="199")
    expect(chosen(page)).to_have_accessible_name("4, digit 2 of 3")
    expect(words(page)).to_contain_text("Not sure: 149 or 199?")
    expect(words(page)).to_contain_text("4: 49 %, 9: 44 %")
    expect(said(page)).to_have_text("Not sure: 149 or 199?")


def test_a_digit_that_is_none_is_called_so(told):
    page = told(2, None, 6)
    expect(words(page)).to_contain_text("The 2nd doesn’t look like a digit")
    expect(said(page)).to_have_text("206. The 2nd doesn’t look like a digit.")


def test_a_number_may_be_in_doubt_though_each_digit_is_sure(told):
    page = told(1, 1, alternative="4")
    expect(words(page)).to_contain_text("Not sure: 11 or 4?")
    expect(words(page)).to_contain_text("1: 99 % likely")


def test_strokes_that_belong_to_no_digit_are_said_and_ringed(told):
    page = told(2, 6, strokes=3)
    expect(words(page)).to_contain_text("One stroke is left over")
    expect(page.page.locator(".marks rect")).to_have_count(1)
    expect(said(page)).to_have_text("26. One stroke is left over.")
    page.draw([[[500, 500]]], place=(0.9, 0.1))
    expect(words(page)).to_contain_text("2 strokes are left over")


@pytest.mark.parametrize("size", [(360, 640), (844, 390), (1440, 900)])
def test_numbers_of_every_length_fit_and_nothing_jumps(visits, size):
    visitor = visits(viewport=dict(zip(("width", "height"), size, strict=True)))
    visitor.page.add_init_script(SHIFTS)
    visitor.enter()
    line(visitor, 0)
    visitor.expect_answer(1)
    parts = (visitor.canvas, visitor.result, visitor.page.get_by_role("meter", name="9"))
    before = [part.bounding_box() for part in parts]
    for length in (2, 3, 4, 8, 12, 20, 40):
        number = ("1234567890" * 4)[:length]
        visitor.page.evaluate(ANSWER, [[*map(int, number)], "9" * length if length < 9 else ""])
        line(visitor, length)
        expect(visitor.result).to_have_text(number)
        assert [part.bounding_box() for part in parts] == before, length
        assert visitor.result.evaluate("""result => {
            const { left, right, top, bottom } = result.getBoundingClientRect();
            return [...result.querySelectorAll("[role=radio]")].every(radio => {
                const box = radio.getBoundingClientRect();
                return box.left >= left && box.right <= right && box.top >= top
                    && box.bottom <= bottom && radio.scrollWidth <= radio.clientWidth;
            });
        }"""), length
    # The digits alone, which have no name there: they make room for one more.
    assert [shift for shift in visitor.page.evaluate("shifts") if shift.split()[1:]] == []
    visitor.context.close()
