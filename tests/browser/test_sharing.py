"""A drawing given away: as a link that carries it, and as an example to learn from."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests import drawn_digits, pen_digits

# Calls a function of link.js, and says how it failed.
LINK = """async ([url, name, value]) => {
    const link = await import(url + "page/sharing/link.js");
    try {
        return link[name](value);
    } catch (error) {
        return `${error.name}: ${error.message}`;
    }
}"""
COPIED = "Link copied. The drawing is in the link itself; nothing was uploaded."


@pytest.fixture(scope="module")
def fragments(visits):
    """A page that turns drawings into fragments and back."""
    visitor = visits().look()
    return lambda name, value: visitor.page.evaluate(LINK, [visitor.url, name, value])


def said(visitor):
    return visitor.page.get_by_role("status", name="Message")


def drawings():
    rng = np.random.default_rng(3)
    yield [[[0, 0]]]
    yield [[[-12.5, 1003.125], [-12.5, 1003.125]], [[1000, 0]], [[9999, -9999], [-9999, 9999]]]
    for strokes, length in [(1, 300), (40, 1), (7, 60)]:
        walk = np.cumsum(rng.normal(0, 20, (strokes, length, 2)), axis=1)
        yield (np.round(500 * 8 + walk) / 8).tolist()
    for _, strokes in pen_digits.sample(20, seed=4):
        yield [(np.round(np.array(stroke) * 8) / 8).tolist() for stroke in strokes]


@pytest.mark.parametrize("strokes", list(drawings()))
def test_a_link_brings_back_the_very_same_drawing(fragments, strokes):
    fragment = fragments("toFragment", strokes)
    assert re.fullmatch(r"d1=[\w-]+", fragment)
    assert fragments("fromFragment", fragment) == strokes
    assert len(fragment) <= 20 + 6 * sum(len(stroke) for stroke in strokes)


def test_every_link_cut_short_or_changed_is_refused_or_another_drawing(fragments):
    fragment = fragments("toFragment", drawn_digits.strokes(3))
    for length in range(3, len(fragment)):
        assert fragments("fromFragment", fragment[:length]) == \
            "LinkError: This link is damaged or was cut short"
    rng = np.random.default_rng(5)
    for _ in range(200):
        changed = list(fragment)
        changed[rng.integers(3, len(changed))] = rng.choice(list("AZaz09-_=+/ %é"))
        outcome = fragments("fromFragment", "".join(changed))
        if isinstance(outcome, str):
            assert outcome == "LinkError: This link is damaged or was cut short"
        else:
            assert fragments("toFragment", outcome) == "".join(changed)


@pytest.mark.parametrize(("fragment", "words"), [
    ("d1=", "damaged"), ("d1=AA", "damaged"), ("d1=____", "damaged"),
    ("d1=" + "_" * 4000, "damaged"), ("d1=gICAgICAgICAgICAgICA", "damaged"),
    ("d1=" + "A" * 1_000_000, "too long"), ("d2=AQEA", "newer version"),
])
def test_what_is_no_drawing_is_refused_in_words(fragments, fragment, words):
    assert words in fragments("fromFragment", fragment)


def test_other_fragments_are_none_of_its_business(fragments):
    assert [fragments("fromFragment", fragment) for fragment in ("", "nats", "d=1")] == [None] * 3


def test_a_drawing_too_long_for_a_link_is_told(fragments):
    scribble = np.random.default_rng(0).integers(0, 8000, (1, 20_000, 2)) / 8
    assert fragments("toFragment", scribble.tolist()) == \
        "LinkError: This drawing is too long for a link"


def test_a_drawing_too_large_for_a_link_is_told(fragments):
    assert fragments("toFragment", [[[500, 500], [10_000.125, 500]]]) == \
        "LinkError: This drawing is too large for a link"


def shared(visitor):
    """Press Share where there is only a clipboard, and return what is in it."""
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.button("Share").click()
    expect(said(visitor)).to_have_text(COPIED)
    return visitor.page.evaluate("navigator.clipboard.readText()")


def test_a_shared_link_opens_the_same_drawing_and_stays_until_it_is_changed(desktop, newcomer):
    desktop.draw(drawn_digits.strokes(2))
    desktop.expect_answer(2)
    link = shared(desktop)
    assert link.startswith(desktop.url + "#d1=")
    newcomer.page.goto(link)
    newcomer.wait_for("ready").expect_answer(2)
    assert [newcomer.meter(digit) for digit in range(10)] == \
        [desktop.meter(digit) for digit in range(10)]
    assert shared(newcomer) == link
    newcomer.page.reload()
    newcomer.wait_for("ready").expect_answer(2)
    newcomer.draw([[[100, 900], [900, 900]]])
    expect(newcomer.page).to_have_url(newcomer.url)
    assert newcomer.complaints == []


def test_a_link_followed_on_the_open_page_brings_its_drawing(desktop):
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    link = shared(desktop)
    desktop.button("Clear").click()
    desktop.page.evaluate("link => { location.hash = new URL(link).hash }", link)
    desktop.expect_answer(7)


def test_a_link_that_holds_no_drawing_is_refused_in_words_and_the_page_works(newcomer):
    for hash in ("d1=AAAAAAAA", "d1=" + "A" * 200_000, "d1=%E2%82%AC"):
        newcomer.page.goto("about:blank")
        newcomer.page.goto(f"{newcomer.url}#{hash}")
        expect(said(newcomer)).to_contain_text("You can draw here all the same.")
        expect(said(newcomer)).to_be_in_viewport()
    newcomer.wait_for("ready").draw(drawn_digits.strokes(7))
    newcomer.expect_answer(7)
    expect(said(newcomer)).to_have_text("")
    assert newcomer.complaints == []


def test_a_device_that_can_share_is_asked_to(desktop):
    desktop.page.evaluate("() => { navigator.share = async data => { window.given = data; }; }")
    desktop.draw(drawn_digits.strokes(7))
    desktop.button("Share").click()
    desktop.page.wait_for_function("() => window.given")
    assert desktop.page.evaluate("given.url").startswith(desktop.url + "#d1=")
    expect(said(desktop)).to_have_text("")
    desktop.page.evaluate("delete navigator.share")


def test_where_nothing_may_be_copied_the_link_is_shown(desktop):
    desktop.page.evaluate(
        "() => { navigator.clipboard.writeText = async () => { throw Error(); }; }")
    desktop.draw(drawn_digits.strokes(7))
    desktop.button("Share").click()
    link = desktop.page.get_by_role("textbox", name="Link to this drawing")
    expect(link).to_have_value(re.compile(re.escape(desktop.url) + "#d1="))
    expect(link).to_be_focused()
    desktop.page.evaluate("delete navigator.clipboard.writeText")  # the browser's own is back


def test_nothing_drawn_is_nothing_to_share(desktop):
    for name in ("Share", "Save picture"):
        expect(desktop.button(name)).to_be_disabled()
