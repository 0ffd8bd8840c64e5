"""A finger that draws nothing, because a pen was seen, is told why, and may draw."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

LINE = [[[500, 100], [500, 900]]]
WORDS = "A pen was seen, so touch is taken for a resting hand."
A_WHILE = 3_000  # ms: the pen has been put away


def with_a_pen(visits):
    """Return a visitor whose pen has drawn; the tests pass the time, and need no engine."""
    visitor = visits(**PHONE)
    visitor.page.clock.install()
    visitor.look().pen(LINE)
    visitor.button("Clear").click()
    return visitor


@pytest.fixture
def tablet(visits):
    visitor = with_a_pen(visits)
    yield visitor
    visitor.context.close()


@pytest.fixture(scope="module")
def writer_page(visits):
    visitor = with_a_pen(visits)
    yield visitor
    visitor.context.close()


@pytest.fixture
def writer(writer_page):
    """A visitor who goes on with the pen, and lets no finger draw."""
    writer_page.page.keyboard.press("Delete")
    rest(writer_page)
    return writer_page


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


def too(visitor):
    return visitor.button("Draw with fingers too")


def rest(visitor, time=A_WHILE):
    visitor.page.clock.run_for(time)


def hand(visitor):
    """Return a function that sends touches: a kind, and the places of all that are down."""
    debugger = visitor.debugger()
    box = visitor.canvas.bounding_box()
    return lambda kind, *places: debugger.send("Input.dispatchTouchEvent", {
        "type": kind, "touchPoints": [
            {"x": box["x"] + x, "y": box["y"] + y, "id": i} for i, (x, y) in enumerate(places)]})


@pytest.mark.parametrize("touch", [LINE, [[[500, 500], [501, 500]]]], ids=["stroke", "tap"])
def test_the_first_refused_finger_is_told_why_and_may_draw_from_then_on(tablet, touch):
    rest(tablet)
    tablet.touch(touch)
    expect(said(tablet)).to_have_text(WORDS)
    expect(tablet.button("Clear")).to_be_disabled()
    box = too(tablet).bounding_box()
    assert min(box["width"], box["height"]) >= 44
    too(tablet).tap()
    expect(said(tablet)).to_contain_text("Fingers draw too.")
    expect(too(tablet)).to_be_hidden()
    tablet.touch(LINE)
    expect(tablet.button("Clear")).to_be_enabled()
    tablet.pen(LINE)
    rest(tablet)
    tablet.touch(LINE)
    for _ in range(3):
        tablet.button("Undo").click()
    expect(tablet.button("Clear")).to_be_disabled()


def test_the_choice_is_reached_with_keys_and_put_away_with_escape(tablet):
    rest(tablet)
    tablet.touch(LINE)
    expect(too(tablet)).to_be_visible()
    for _ in range(20):
        tablet.page.keyboard.press("Tab")
        if too(tablet).evaluate("button => button === document.activeElement"):
            break
    tablet.page.keyboard.press("Escape")
    expect(too(tablet)).to_be_hidden()
    expect(said(tablet)).to_have_text("")
    tablet.touch(LINE)
    expect(too(tablet)).to_be_visible()
    too(tablet).focus()
    tablet.page.keyboard.press("Enter")
    tablet.touch(LINE)
    expect(tablet.button("Clear")).to_be_enabled()


def test_it_ends_by_itself_and_when_the_pen_goes_on(writer):
    writer.touch(LINE)
    expect(said(writer)).to_have_text(WORDS)
    rest(writer, 25_000)
    expect(said(writer)).to_have_text("")
    writer.touch(LINE)
    expect(said(writer)).to_have_text(WORDS)
    writer.pen(LINE)
    expect(said(writer)).to_have_text("")


def palm_after_the_pen(writer, touches):
    writer.pen(LINE)
    touches("touchStart", (100, 100))
    touches("touchMove", (100, 200))
    touches("touchEnd")


def palm_before_the_pen(writer, touches):
    touches("touchStart", (100, 100))
    writer.pen(LINE)
    touches("touchMove", (100, 200))
    touches("touchEnd")


def palm_that_rests(writer, touches):
    touches("touchStart", (100, 100))
    rest(writer)
    touches("touchMove", (104, 103))
    touches("touchEnd")


def palm_and_knuckle(writer, touches):
    touches("touchStart", (100, 100))
    touches("touchStart", (100, 100), (160, 100))
    touches("touchMove", (100, 200), (160, 200))
    touches("touchEnd")


def palm_that_the_system_knows(writer, touches):
    touches("touchStart", (100, 100))
    touches("touchMove", (100, 200))
    touches("touchCancel")


@pytest.mark.parametrize("palm", [
    palm_after_the_pen, palm_before_the_pen, palm_that_rests, palm_and_knuckle,
    palm_that_the_system_knows])
def test_a_hand_that_writes_is_told_nothing(writer, palm):
    writer.page.evaluate("""() => {
        window.sayings = [];
        new MutationObserver(() => sayings.push(document.querySelector(".said p").textContent))
            .observe(document.querySelector(".said p"), { childList: true });
    }""")
    palm(writer, hand(writer))
    assert writer.page.evaluate("sayings.filter(words => words)") == []
