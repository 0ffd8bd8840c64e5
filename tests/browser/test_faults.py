"""Whatever goes wrong ends in a right answer, or in a plain sentence with Retry.

The run prints what came of each fault.
"""

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.conftest import DESKTOP
from tests.browser.faulty_host import FAULTS, STEPS, faulty
from tests.browser.host import hosted
from tests.browser.visitor import PATIENCE, STARTED, Visitor

FILES = ("page/main.js", "engine/worker.js", "runtime/pyodide.js",
         "runtime/pyodide.asm.wasm.gz", "weights/W1.npy")
# A stall is noticed after 30 s, of a script that came half after some turns of 20 s; the page's
# clock is put forward.
A_WHILE = 100_000
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


def sentence(visitor: Visitor, retry: bool = True) -> str:
    alert = visitor.page.get_by_role("alert")
    expect(alert).to_be_visible(timeout=PATIENCE)
    expect(visitor.button("Retry")).to_be_visible(visible=retry)
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
        expect(frame.locator("html")).to_have_attribute("data-engine", STARTED, timeout=PATIENCE)
        alert = frame.get_by_role("alert")
        expect(alert).to_contain_text(told)
        expect(alert.get_by_role("button")).to_be_hidden()
        if not headers:
            expect(alert.get_by_role("link", name=f"{url}site/")).to_be_visible()
        note(f"in a sandboxed frame, {headers}", frame.locator("#reason").text_content())
        visitor.context.close()


COUNTING = """
    self.come = new Set();
    new PerformanceObserver(list => list.getEntries().forEach(({ name }) => come.add(name)))
        .observe({ type: "resource", buffered: true });
    self.chunks = 0; // that the page itself has read
    const { read } = ReadableStreamDefaultReader.prototype;
    ReadableStreamDefaultReader.prototype.read = function () {
        return read.call(this).then(chunk => { chunks += 1; return chunk; });
    };
    self.stages = 0; // that the reader has told
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => (stages += 1))
        .observe(document.getElementById("stage"), { childList: true }));
"""


REST = """path => document.readyState !== "loading" && [...document.querySelectorAll(
    "script[src], link[rel=modulepreload], link[rel=stylesheet]")]
    .map(({ src, href }) => src || href)
    .every(address => address.endsWith(path) || come.has(address))"""


def starts_slowly(visitor: Visitor, host, path: str) -> None:
    """Open the page with its clock in our hands, and wait until only the slow file is missing."""
    host.faults[path] = "slow"
    visitor.context.add_init_script(COUNTING)
    visitor.page.clock.install()
    visitor.page.goto(visitor.url, wait_until="commit")
    host.wait_for(path)
    visitor.page.wait_for_function(REST, arg=path, timeout=PATIENCE)


def comes(visitor: Visitor, host, counter: str, seconds: int) -> None:
    """Let a step of the slow file come, then some time go by: the page must wait on."""
    before = visitor.page.evaluate(counter)
    host.release()
    visitor.page.wait_for_function(f"before => {counter} > before", arg=before, timeout=PATIENCE)
    visitor.page.clock.run_for(1000 * seconds)
    expect(visitor.page.locator("html")).to_have_attribute("data-engine", "loading")


@pytest.mark.parametrize("stalls", [False, True])
def test_a_script_of_the_page_that_comes_slowly_is_waited_for_until_it_stalls(
        visitor, host, note, stalls):
    starts_slowly(visitor, host, "page/main.js")
    host.release()
    visitor.page.clock.run_for(20_500)
    for _ in range(4):
        comes(visitor, host, "self.chunks", seconds=15)
    if stalls:
        visitor.page.clock.run_for(A_WHILE)
        assert sentence(visitor).endswith("nothing has moved for 20 seconds.")
    else:
        host.release(STEPS)
        visitor.wait_for("ready")
        note("page/main.js slow, 80 s", seven(visitor))


def test_a_module_of_the_reader_that_comes_slowly_is_waited_for(visitor, host, note):
    starts_slowly(visitor, host, "runtime/pyodide.asm.js")
    expect(visitor.page.get_by_text("5.2 of 5.2 MB")).to_be_visible(timeout=PATIENCE)
    for _ in range(4):
        comes(visitor, host, "self.stages", seconds=20)
    host.release(STEPS)
    visitor.wait_for("ready")
    note("runtime/pyodide.asm.js slow, 80 s", seven(visitor))


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
    "to look for service workers is an error": """Object.defineProperty(
        Navigator.prototype, "serviceWorker",
        { get() { throw new DOMException("", "SecurityError"); } })""",
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
    words = sentence(visitor, retry=False)  # it would fail as it did
    assert "module workers" in words
    note("module workers missing", words)


@pytest.mark.parametrize("lack", ["WebAssembly", "DecompressionStream"])
def test_a_browser_that_lacks_what_the_engine_needs_is_told_so(visitor, built_site, note, lack):
    worker = (built_site / "engine" / "worker.js").read_bytes()
    visitor.context.route("**/engine/worker.js", lambda route: route.fulfill(
        body=f"delete self.{lack};".encode() + worker, content_type="text/javascript"))
    visitor.open()
    words = sentence(visitor, retry=False)
    assert lack in words
    assert "Lockdown" not in words
    note(f"{lack} missing", words)


def test_without_webassembly_an_apple_device_names_lockdown_mode_and_the_way_out(
        visitor, built_site, note):
    worker = (built_site / "engine" / "worker.js").read_bytes()
    iphone = b"""delete self.WebAssembly;
        Object.defineProperty(self.navigator, "platform", { value: "iPhone" });"""
    visitor.context.route("**/engine/worker.js", lambda route: route.fulfill(
        body=iphone + worker, content_type="text/javascript"))
    visitor.open()
    words = sentence(visitor, retry=False)
    assert "Lockdown Mode" in words
    assert "Website Settings" in words
    note("WebAssembly missing on an iPhone", words)


POLICIES = {
    "worker-src 'self'": "it must allow worker-src blob:",
    "connect-src 'none'": "the host's content security policy forbids it (connect-src)",
    "script-src 'self'; worker-src blob:": "Content Security Policy",
}


@pytest.mark.parametrize("policy", POLICIES)
def test_a_policy_of_the_host_that_forbids_the_reader_is_told(visits, built_site, note, policy):
    with hosted(built_site, headers={"/": {"Content-Security-Policy": policy}}) as (url, _):
        visitor = visits(url, **DESKTOP).open()
        words = sentence(visitor)
        assert POLICIES[policy] in words
        note(f"the host's policy is {policy}", words)
        visitor.context.close()


def test_after_a_failed_start_a_good_retry_makes_the_page_ready_offline(visitor, host, note):
    host.faults["runtime/numpy.zip.gz"] = "404"
    visitor.open()
    words = sentence(visitor)
    offline(visitor, UNAVAILABLE)
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    offline(visitor, "Ready to work offline")
    note("first start failed, then Retry", f"{words} Retry: ready to work offline")


NO_STORAGE = """
    const refuse = () => { throw new DOMException("The user blocks storage", "SecurityError"); };
    const reject = async () => refuse();
    for (const name of ["keys", "open", "match", "delete"]) CacheStorage.prototype[name] = reject;
    for (const name of ["register", "getRegistration", "getRegistrations"]) {
        ServiceWorkerContainer.prototype[name] = reject;
    }
    StorageManager.prototype.getDirectory = reject;
    Object.defineProperty(window, "localStorage", { get: refuse });
"""


def test_with_storage_blocked_the_page_reads_and_reset_says_what_it_cannot_do(visitor, note):
    visitor.context.add_init_script(NO_STORAGE)
    visitor.enter()
    offline(visitor, UNAVAILABLE)
    seven(visitor)
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.button("About").click()
    about = visitor.page.get_by_role("dialog", name="About PixelPredict")
    expect(about).to_contain_text("the browser forbids this page its storage")
    about.get_by_role("button", name="Reset this app").click()
    said = about.get_by_role("status", name="Files")
    expect(said).to_contain_text("Not all could be deleted")
    for kind in ("the service worker", "the app's files", "the started reader", "your choices"):
        expect(said).to_contain_text(kind)
    assert visitor.complaints == []
    note("storage is blocked", f"a right answer; Reset: {said.text_content()}")
