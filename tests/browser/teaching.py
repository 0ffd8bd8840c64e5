"""What a person does to teach the page."""

from playwright.sync_api import expect

from tests import drawn_digits

FOUR = drawn_digits.strokes(4)


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


def answers(visitor):
    return visitor.page.get_by_role("group", name="Wrong? It is …")


def correct(visitor, answer: str) -> None:
    """Say what the chosen digit really is."""
    visitor.button("Wrong?").click()
    answers(visitor).get_by_role("button", name=answer, exact=True).click()


def panel(visitor):
    visitor.page.evaluate("document.getElementById('hand').open = true")
    expect(visitor.button("Teach my hand")).to_be_visible()
    return visitor.page.locator("#hand")


def taught(visitor) -> list:
    return visitor.page.evaluate("window.pixelpredict.taught()")
