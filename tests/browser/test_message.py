"""What is said over the page: it ends, it stays while it is needed, and it covers no focus."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

LINE = [[[500, 100], [500, 900]]]
# Whether what has the focus, its outline included, lies under the message.
COVERED = """() => {
    const focused = document.activeElement.getBoundingClientRect();
    const message = document.querySelector(".said").getBoundingClientRect();
    return focused.right + 4 > message.left && focused.left - 4 < message.right
        && focused.bottom + 4 > message.top && focused.top - 4 < message.bottom;
}"""


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


def save(visitor):
    with visitor.page.expect_download():
        visitor.button("Save picture").press("Enter")
    expect(said(visitor)).to_have_text("Saved as digit.png")


@pytest.fixture(scope="module")
def page(visits):
    """A page whose time the tests pass; of the engine they need nothing."""
    visitor = visits()
    visitor.page.clock.install()
    yield visitor.look()
    visitor.context.close()


@pytest.fixture
def reader(page):
    """A visitor who has drawn a line."""
    page.page.keyboard.press("Escape")
    page.page.mouse.move(1, 1)
    page.draw(LINE)
    return page


@pytest.fixture
def linked(reader):
    """The same, given a link to copy by hand."""
    reader.page.evaluate("() => { navigator.clipboard.writeText = async () => { throw Error(); } }")
    reader.button("Share").press("Enter")
    expect(link(reader)).to_be_focused()
    return reader


def link(visitor):
    return visitor.page.get_by_role("textbox", name="Link to this drawing")


def test_a_message_ends_by_itself_but_not_while_the_mouse_rests_on_it(reader):
    save(reader)
    reader.page.clock.run_for(8_000)
    expect(said(reader)).to_have_text("Saved as digit.png")
    said(reader).hover()
    reader.page.clock.run_for(60_000)
    expect(said(reader)).to_have_text("Saved as digit.png")
    reader.page.mouse.move(1, 1)
    reader.page.clock.run_for(12_000)
    expect(said(reader)).to_have_text("")


def test_escape_ends_a_message_and_the_focus_stays(reader):
    save(reader)
    reader.page.keyboard.press("Escape")
    expect(said(reader)).to_have_text("")
    expect(reader.button("Save picture")).to_be_focused()


def test_the_link_to_copy_by_hand_stays_as_long_as_it_is_needed(linked):
    linked.page.clock.run_for(600_000)
    expect(link(linked)).to_be_focused()
    linked.page.keyboard.press("Tab")
    linked.page.clock.run_for(600_000)
    expect(link(linked)).to_be_visible()
    link(linked).click()
    expect(link(linked)).to_be_focused()


def test_neither_its_own_words_nor_a_finger_that_scrolls_put_the_link_away(linked):
    said(linked).click()
    linked.page.evaluate("""() => document.querySelector("summary").dispatchEvent(
        new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" }))""")
    expect(link(linked)).to_be_visible()
    linked.page.get_by_role("heading", name="PixelPredict", exact=True).click()
    expect(link(linked)).to_be_hidden()


def test_escape_puts_the_link_away_and_the_focus_back(linked):
    linked.page.keyboard.press("Escape")
    expect(link(linked)).to_be_hidden()
    expect(said(linked)).to_have_text("")
    expect(linked.button("Share")).to_be_focused()


def test_a_link_to_another_drawing_is_put_away(linked):
    linked.page.keyboard.press("Escape")
    linked.button("Share").press("Enter")
    expect(link(linked)).to_be_focused()
    linked.button("Undo").press("Enter")
    expect(link(linked)).to_be_hidden()


ZOOMED = {"viewport": {"width": 320, "height": 256}}


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, ZOOMED], ids=["phone", "desktop", "zoomed"])
def test_a_message_never_covers_what_has_the_focus(visits, screen):
    visitor = visits(**screen)
    visitor.page.clock.install()
    visitor.look().draw(LINE)
    save(visitor)
    seen = set()
    for key in ["Tab"] * 14 + ["Shift+Tab"] * 14:
        visitor.page.keyboard.press(key)
        name = visitor.page.evaluate("document.activeElement.id || document.activeElement.tagName")
        if name not in ("drawing", "BODY"):  # the paper may be as large as the window
            assert not visitor.page.evaluate(COVERED), name
        seen.add(name)
    assert {"save", "about-open", "undo"} <= seen
    expect(said(visitor)).to_have_text("Saved as digit.png")
    visitor.context.close()
