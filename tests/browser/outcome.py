"""What may come of a fault: a right answer, or a plain sentence."""

from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.visitor import STARTED, Visitor

# A stall is noticed after 30 s, of a script that came half after some turns of 20 s; the page's
# clock is put forward.
A_WHILE = 100_000
UNAVAILABLE = "Works only with a connection for now"


def seven(visitor: Visitor) -> str:
    visitor.draw(drawn_digits.strokes(7), size=0.3)  # without a style the canvas is low
    visitor.expect_answer(7)
    return "a right answer"


def sentence(visitor: Visitor, retry: bool = True) -> str:
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(visitor.button("Retry")).to_be_visible(visible=retry)
    expect(visitor.page.get_by_role("progressbar")).to_be_hidden()
    expect(visitor.page.locator("html")).to_have_attribute("data-engine", "failed")
    words = visitor.page.locator("#reason").text_content()
    assert words.endswith((".", "?")) or len(words.split()) > 3
    return words


def outcome(visitor: Visitor) -> str:
    """Wait for the end of a start, and return what came of it."""
    expect(visitor.page.locator("html")).to_have_attribute("data-engine", STARTED)
    if visitor.page.locator("html").get_attribute("data-engine") == "ready":
        return seven(visitor)
    return sentence(visitor)


def offline(visitor: Visitor, words: str) -> None:
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(words)
