"""What keeps the page's scripts from running is told as it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.host import hosted
from tests.browser.outcome import sentence, seven
from tests.browser.visitor import STARTED


@pytest.mark.parametrize(("fault", "told"), [
    ("404", "page/main.js did not come (HTTP 404)."),
    ("truncated", "the connection broke off."),
    ("one byte changed", "page/main.js is damaged."),
    ("wrong type", "its host sends scripts as text/plain, and browsers run only text/javascript."),
])
def test_what_is_wrong_with_the_pages_scripts_is_told_as_it_is(visitor, host, fault, told):
    host.faults["page/main.js"] = fault
    visitor.open()
    assert sentence(visitor) == f"The page could not be loaded: {told}"


def test_a_connection_that_breaks_early_is_told_and_retry_recovers(visitor, host, note):
    host.left = 40_000
    visitor.open()
    words = sentence(visitor)
    assert words == "The page could not be loaded: the connection broke off."
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    note("connection lost before the page was there", f"{words} Retry: {seven(visitor)}")


def test_opened_as_a_file_the_page_says_what_to_do(visits, built_site, note):
    visitor = visits(f"{built_site.as_uri()}/", **DESKTOP)
    visitor.page.goto(f"{visitor.url}index.html")
    words = sentence(visitor, retry=False)
    assert "python3 build_site.py --serve" in words
    note("opened by double-click", words)
    visitor.context.close()


FRAME = '<!doctype html><title>A frame</title><iframe sandbox="allow-scripts" src="site/"></iframe>'


@pytest.mark.parametrize(("headers", "told"), [
    ({}, "may not load its own scripts there. It needs a page of its own"),
    ({"Access-Control-Allow-Origin": "*"}, "lets the reader start no worker"),
], ids=["of a host that allows no origins", "of a host that allows all"])
def test_in_a_sandboxed_frame_the_page_says_that_it_needs_one_of_its_own(
        visits, built_site, tmp_path, note, headers, told):
    (tmp_path / "index.html").write_text(FRAME)
    (tmp_path / "site").symlink_to(built_site)
    with hosted(tmp_path, headers={"": headers}) as (url, _):
        visitor = visits(url, **DESKTOP).open()
        frame = visitor.page.frame_locator("iframe")
        expect(frame.locator("html")).to_have_attribute("data-engine", STARTED)
        alert = frame.get_by_role("alert")
        expect(alert).to_contain_text(told)
        expect(alert.get_by_role("button")).to_be_hidden()
        if not headers:
            expect(alert.get_by_role("link", name=f"{url}site/")).to_be_visible()
        note(f"in a sandboxed frame, {headers}", frame.locator("#reason").text_content())
        visitor.context.close()
