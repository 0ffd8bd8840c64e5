"""Whatever goes wrong ends in a right answer, or in a plain sentence with Retry.

The run prints what came of each fault.
"""

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.conftest import DESKTOP
from tests.browser.faulty_host import FAULTS, faulty
from tests.browser.visitor import PATIENCE, STARTED, Visitor

FILES = ("page/main.js", "engine/worker.js", "runtime/pyodide.js",
         "runtime/pyodide.asm.wasm.gz", "weights/W1.npy")
# A stall is noticed after 30 s at most; the page's clock is put forward.
A_WHILE = 40_000
FIRST_LOAD = 5_500_000  # bytes


@pytest.fixture(scope="module")
def host(built_site):
    with faulty(built_site) as host:
        yield host


@pytest.fixture
def note(record_property):
    """Note a fault and what came of it, for the table that the run prints."""
    return lambda fault, outcome: record_property("Injected faults", f"{fault:<58} {outcome}")


@pytest.fixture
def visitor(visits, host):
    host.mend()
    host.asked.clear()
    visitor = visits(host.url, **DESKTOP)
    yield visitor
    host.mend()
    visitor.context.close()


def seven(visitor: Visitor) -> str:
    visitor.draw(drawn_digits.strokes(7), size=0.3)  # without a style the canvas is low
    visitor.expect_answer(7)
    return "a right answer"


def sentence(visitor: Visitor) -> str:
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE)
    expect(visitor.button("Retry")).to_be_visible()
    expect(visitor.page.get_by_role("progressbar")).to_be_hidden()
    expect(visitor.page.locator("html")).to_have_attribute("data-engine", "failed")
    words = visitor.page.locator("#reason").text_content()
    assert words.endswith((".", "?")) or len(words.split()) > 3
    return words


def outcome(visitor: Visitor) -> str:
    """Wait for the end of a start, and return what came of it."""
    expect(visitor.page.locator("html")).to_have_attribute("data-engine", STARTED,
                                                           timeout=PATIENCE)
    if visitor.page.locator("html").get_attribute("data-engine") == "ready":
        return seven(visitor)
    return sentence(visitor)


def stands_still(visitor: Visitor, host, path: str) -> None:
    """Open the page with its clock in our hands, and put it forward once the file is asked for."""
    visitor.page.clock.install()
    visitor.page.goto(visitor.url, wait_until="commit")
    page_is_up = path.startswith("page/") or "running"
    visitor.page.wait_for_function(
        "wanted => wanted === true || document.documentElement.dataset.script === wanted",
        arg=page_is_up)
    host.wait_for(path)
    visitor.page.clock.run_for(A_WHILE)


@pytest.mark.parametrize(("path", "fault"), [(path, fault) for path in FILES for fault in FAULTS])
def test_a_faulty_file_ends_in_an_answer_or_a_sentence(visitor, host, note, path, fault):
    host.faults[path] = fault
    if fault == "stalled for ever":
        stands_still(visitor, host, path)
    else:
        visitor.open()
    note(f"{path} {fault}", outcome(visitor))


@pytest.mark.parametrize("path", ["page/look/look.css", "page/panels/panels.css"])
@pytest.mark.parametrize("fault", ["404", "stalled for ever"])
def test_without_its_style_the_page_reads_all_the_same(visitor, host, note, path, fault):
    host.faults[path] = fault
    visitor.page.clock.install()
    visitor.page.goto(visitor.url, wait_until="commit")
    visitor.wait_for("ready")
    visitor.page.clock.run_for(A_WHILE)  # until then nothing shows of a page whose style stalls
    note(f"{path} {fault}", seven(visitor))


def test_retry_recovers_when_fault_after_fault_is_over(visitor, host, note):
    path = "runtime/numpy.zip.gz"
    begin = visitor.open
    for fault in ("404", "500", "truncated", "one byte changed"):
        host.faults[path] = fault
        begin()
        note(f"{path} {fault}, then Retry", sentence(visitor))
        begin = visitor.button("Retry").click
    host.mend()
    begin()
    visitor.wait_for("ready")
    note(f"{path} mended", f"Retry: {seven(visitor)}")


def test_retry_recovers_when_a_file_no_longer_stalls(visitor, host, note):
    path = "runtime/numpy.zip.gz"
    host.faults[path] = "stalled for ever"
    stands_still(visitor, host, path)
    words = sentence(visitor)
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    note(f"{path} stalled for ever, then mended", f"{words} Retry: {seven(visitor)}")


def test_retry_recovers_when_the_page_itself_was_damaged(visitor, host, note):
    host.faults["page/drawing/ink-view.js"] = "one byte changed"
    visitor.open()
    words = sentence(visitor)
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    note("page/drawing/ink-view.js, then mended", f"{words} Retry: {seven(visitor)}")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_connection_lost_on_the_way_is_told_and_retry_recovers(visitor, host, note, share):
    host.left = share * FIRST_LOAD
    visitor.open()
    words = sentence(visitor)
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    note(f"connection lost at {share:.0%}", f"{words} Retry: {seven(visitor)}")


def test_a_worker_killed_while_reading_is_noticed(visitor, note):
    visitor.page.clock.install()
    visitor.enter()
    visitor.page.workers[0].evaluate("setTimeout(() => self.close())")
    visitor.draw(drawn_digits.strokes(7))
    visitor.page.clock.run_for(A_WHILE)
    words = sentence(visitor)
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    visitor.expect_answer(7)  # the drawing is still there
    note("worker killed while reading", f"{words} Retry: a right answer")


def offline(visitor: Visitor, words: str) -> None:
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(words, timeout=PATIENCE)


UNAVAILABLE = "Works only with a connection for now"
LACKS = {
    "storage is full": None,
    "service workers are forbidden":
        "ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('no'))",
    "service workers are missing": "delete Navigator.prototype.serviceWorker",
}


@pytest.mark.parametrize("lack", LACKS)
def test_without_storage_the_page_reads_and_says_that_it_needs_a_connection(visitor, note, lack):
    if LACKS[lack]:
        visitor.context.add_init_script(LACKS[lack])
    else:
        visitor.debugger().send(
            "Storage.overrideQuotaForOrigin", {"origin": visitor.url, "quotaSize": 1_000_000})
    visitor.enter()
    offline(visitor, UNAVAILABLE)
    note(lack, f"{UNAVAILABLE}; {seven(visitor)}")


def test_a_service_worker_killed_during_install_is_installed_at_the_next_visit(visitor, host, note):
    only_kept = "weights/history.npy"
    host.faults[only_kept] = "stalled for ever"
    visitor.enter()
    host.wait_for(only_kept)
    visitor.kill_service_workers()
    right = seven(visitor)
    host.mend()
    visitor.page.reload()
    offline(visitor, "Ready to work offline")
    note("service worker killed during install", f"{right}; installed at next visit")


CLASSIC = "window.Worker = class extends Worker { constructor(url) { super(url); } }"
def test_a_browser_without_module_workers_is_told(visitor, note):
    visitor.context.add_init_script(CLASSIC)
    visitor.open()
    words = sentence(visitor)
    assert "module workers" in words
    note("module workers missing", words)


@pytest.mark.parametrize("lack", ["WebAssembly", "DecompressionStream"])
def test_a_browser_that_lacks_what_the_engine_needs_is_told_so(visitor, built_site, note, lack):
    worker = (built_site / "engine" / "worker.js").read_bytes()
    visitor.context.route("**/engine/worker.js", lambda route: route.fulfill(
        body=f"delete self.{lack};".encode() + worker, content_type="text/javascript"))
    visitor.open()
    words = sentence(visitor)
    assert lack in words
    note(f"{lack} missing", words)
