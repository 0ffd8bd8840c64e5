"""Browsers and hosts that lack, or forbid, what the page or its reader needs."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP
from tests.browser.host import hosted
from tests.browser.outcome import UNAVAILABLE, offline, sentence, seven

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


CLASSIC = "window.Worker = class extends Worker { constructor(url) { super(url); } }"
def test_a_browser_without_module_workers_is_told(visitor, note):
    visitor.context.add_init_script(CLASSIC)
    visitor.open()
    words = sentence(visitor, retry=False)  # it would fail as it did
    assert "module workers" in words
    note("module workers missing", words)


@pytest.mark.parametrize("lack", ["WebAssembly", "TransformStream"])
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
