"""Numbers of several digits: read whole, and one of the digits chosen to be spoken of."""

import re

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.conftest import DESKTOP, PHONE

on_either = pytest.mark.parametrize("reader", [DESKTOP, PHONE], indirect=True,
                                    ids=["desktop", "phone"])
on_desktop = pytest.mark.parametrize("reader", [DESKTOP], indirect=True, ids=["desktop"])
SIDE = 1000  # the paper's height, in units of strokes
FOLLOW = """async ([url, strokes]) => {
    const { toFragment } = await import(url + "page/sharing/link.js");
    location.hash = toFragment(strokes);
}"""


@pytest.fixture
def reader(request, desktop_page, phone_page):
    """The page on a phone, or on what a test asks for, ready and empty."""
    visitor = desktop_page if getattr(request, "param", PHONE) is DESKTOP else phone_page
    if visitor.button("Clear").is_enabled():
        visitor.button("Clear").click()
    yield visitor
    assert visitor.complaints == []


def write(visitor, digits):
    """Write a number as large as the paper lets it be."""
    visitor.draw(drawn_digits.number(digits), size=fitting(visitor, digits), points=14)
    visitor.expect_answer(digits)


def put(visitor, digits):
    """Put a number there as a link would: for what happens once it stands there."""
    box, size = visitor.canvas.bounding_box(), fitting(visitor, digits)
    strokes = drawn_digits.number(digits)
    left = (SIDE * box["width"] / box["height"] - width(strokes) * size) / 2
    top = SIDE * (1 - size) / 2
    visitor.page.evaluate(FOLLOW, [visitor.url, [
        [[left + size * x, top + size * y] for x, y in stroke] for stroke in strokes]])
    visitor.expect_answer(digits)


def fitting(visitor, digits):
    """Return the share of the paper's height that a number may have on it."""
    box = visitor.canvas.bounding_box()
    return min(0.6, 850 * box["width"] / box["height"] / width(drawn_digits.number(digits)))


def width(strokes):
    return max(x for stroke in strokes for x, _ in stroke)


def digits(visitor):
    return visitor.page.get_by_role("radiogroup", name="Digits")


def chosen(visitor):
    return digits(visitor).get_by_role("radio", checked=True)


def said(visitor):
    return visitor.page.locator("[aria-live=polite]")


def spoken_of(visitor):
    """Return the digit whose bar is the longest."""
    return max(range(10), key=visitor.meter)


def rules(visitor):
    """Return the boxes of the rules under the digits, all at one moment."""
    return visitor.page.locator(".marks line").evaluate_all(
        "rules => rules.map(rule => rule.getBoundingClientRect().toJSON())")


def above_rule(visitor, place, height=60):
    """Return the place over the middle of a digit's rule, in the page's pixels."""
    box = rules(visitor)[place]
    return box["x"] + box["width"] / 2, box["y"] - height


@pytest.mark.parametrize(("reader", "number"), [
    (DESKTOP, "20263507"), (PHONE, "149"), (PHONE, "2026")], indirect=["reader"])
def test_a_number_is_read_whole(reader, number):
    write(reader, number)
    expect(digits(reader).get_by_role("radio")).to_have_count(len(number))


def test_of_one_digit_there_is_nothing_to_choose(reader):
    reader.draw(drawn_digits.strokes(7))
    reader.expect_answer(7)
    expect(digits(reader)).to_have_count(0)
    expect(reader.page.locator(".marks *")).to_have_count(0)


def test_words_and_bars_speak_of_the_last_digit_where_all_are_sure(reader):
    put(reader, "149")
    expect(chosen(reader)).to_have_accessible_name("9, digit 3 of 3")
    expect(reader.main).to_contain_text(re.compile(r"9: \d\d % likely"))
    assert spoken_of(reader) == 9


def test_the_number_is_said_and_not_the_particulars_of_its_digits(reader):
    put(reader, "149")
    expect(said(reader)).to_have_text("149.")


@on_desktop
def test_keys_choose_a_digit(reader):
    put(reader, "149")
    chosen(reader).focus()
    for key, name in [("ArrowLeft", "4, digit 2 of 3"), ("Home", "1, digit 1 of 3"),
                      ("ArrowUp", "9, digit 3 of 3"), ("ArrowRight", "1, digit 1 of 3"),
                      ("ArrowDown", "4, digit 2 of 3"), ("End", "9, digit 3 of 3")]:
        reader.page.keyboard.press(key)
        expect(chosen(reader)).to_have_accessible_name(name)
        expect(chosen(reader)).to_be_focused()
        assert spoken_of(reader) == int(name[0])
    expect(digits(reader).locator("[tabindex='0']")).to_have_count(1)
    expect(reader.result).to_have_text("149")


def test_touching_a_digit_of_the_answer_chooses_it(reader):
    put(reader, "149")
    digits(reader).get_by_role("radio", name="4, digit 2 of 3").click()
    expect(chosen(reader)).to_have_accessible_name("4, digit 2 of 3")
    expect(reader.main).to_contain_text(re.compile(r"4: \d\d % likely"))


@on_either
def test_touching_a_digits_ink_chooses_it_and_leaves_no_dot(reader):
    write(reader, "149")
    reader.page.keyboard.press("Control+z")
    reader.page.keyboard.press("Control+y")
    reader.expect_answer("149")
    before = reader.ink()
    upright = above_rule(reader, 0)
    if reader.page.evaluate("navigator.maxTouchPoints"):
        reader.page.touchscreen.tap(*upright)
    else:
        reader.page.mouse.click(*upright)
    expect(chosen(reader)).to_have_accessible_name("1, digit 1 of 3")
    assert reader.ink() == pytest.approx(before, rel=0.02)  # of the rules under the digits
    reader.button("Undo").click()
    expect(reader.button("Redo")).to_be_enabled()
    assert reader.ink() < 0.95 * before  # it was a stroke of the 9, and no dot


@on_desktop
def test_a_stroke_that_begins_on_ink_is_drawn(reader):
    write(reader, "11")
    before = reader.ink()
    (x, y), (beyond, _) = above_rule(reader, 0), above_rule(reader, 1)
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move((x + beyond) / 2, y, steps=5)
    reader.page.mouse.up()
    assert reader.ink() > 1.05 * before


@on_either
def test_a_tap_beside_the_ink_is_a_decimal_point(reader):
    put(reader, "314")
    three, one, _ = rules(reader)
    reader.page.mouse.click((three["right"] + one["left"]) / 2, one["top"] - 15)
    reader.expect_answer("3.14")
    expect(digits(reader).get_by_role("radio")).to_have_count(3)


def test_a_digit_that_was_chosen_stays_it_until_the_paper_is_empty(reader):
    put(reader, "14")
    digits(reader).get_by_role("radio", name="1, digit 1 of 2").click()
    reader.draw(drawn_digits.strokes(1), place=(0.97, 0.5), size=0.4)
    reader.expect_answer("141")
    expect(chosen(reader)).to_have_accessible_name("1, digit 1 of 3")
    reader.button("Clear").click()
    expect(digits(reader)).to_have_count(0)
    put(reader, "14")
    expect(chosen(reader)).to_have_accessible_name("4, digit 2 of 2")


def test_a_choice_is_forgotten_with_its_digit(reader):
    write(reader, "14")
    digits(reader).get_by_role("radio", name="4, digit 2 of 2").click()
    for _ in drawn_digits.strokes(4):
        reader.button("Undo").click()
    reader.expect_answer(1)
    reader.draw(drawn_digits.number("79"), place=(0.7, 0.5), size=0.3)
    reader.expect_answer("179")
    expect(chosen(reader)).to_have_accessible_name("9, digit 3 of 3")


def test_a_number_runs_to_the_right_on_a_page_that_runs_to_the_left(reader):
    put(reader, "149")
    reader.page.evaluate("document.documentElement.dir = 'rtl'")
    left = [digits(reader).get_by_role("radio", name=name).bounding_box()["x"]
            for name in ("1, digit 1 of 3", "4, digit 2 of 3", "9, digit 3 of 3")]
    reader.page.evaluate("document.documentElement.dir = ''")
    assert left == sorted(left)


@on_either
def test_each_digit_has_its_rule_on_the_paper_and_the_chosen_one_another(reader):
    put(reader, "149")
    expect(reader.page.locator(".marks line")).to_have_count(3)
    expect(reader.page.locator(".marks line").nth(2)).to_have_class("chosen")
    one, four, nine = rules(reader)
    assert one["right"] < four["left"]
    assert four["right"] < nine["left"]
    middles = [(box["top"] + box["bottom"]) / 2 for box in (one, four, nine)]
    assert max(middles) - min(middles) < 0.1
    reader.button("Clear").click()
    expect(reader.page.locator(".marks *")).to_have_count(0)


def test_panels_speak_of_the_chosen_digit(newcomer):
    newcomer.enter()
    put(newcomer, "149")
    newcomer.page.get_by_role("heading", name="What the network sees").click()
    newcomer.page.get_by_role("heading", name="Why?").click()
    own, others = (newcomer.page.locator(f".strokes path:nth-child({n})") for n in (2, 1))
    for name, count in (("4, digit 2 of 3", 3), ("1, digit 1 of 3", 1)):
        digits(newcomer).get_by_role("radio", name=name).click()
        expect(newcomer.page.get_by_role("img", name=f"The ink for {name[0]} and")).to_be_visible()
        expect(own).to_have_attribute("d", re.compile(f"^(M[^M]+){{{count}}}$"))
        expect(others).to_have_attribute("d", re.compile(f"^(M[^M]+){{{6 - count}}}$"))
    newcomer.page.get_by_role("meter", name="7").click()
    expect(newcomer.page.get_by_role("row", name="1 rather than 7")).to_be_visible()
