"""Nothing leaves the device: the policy on the page and on its worker, and what About tells."""

import json
import re

from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.visitor import Visitor

# Each try gives "done", or the error's name. A timer runs them, for to a debugger's own script
# eval is allowed.
TRIES = """async () => {
    const refused = [];
    self.addEventListener("securitypolicyviolation", event => refused.push(
        `${event.effectiveDirective} ${event.blockedURI}`));
    const tried = await Promise.all([
        () => fetch("https://example.invalid/"),
        () => new Function("return 1")(),
        () => new WebSocket("wss://example.invalid/"),
    ].map(act => new Promise(resolve => setTimeout(resolve)).then(act)
        .then(() => "done", ({ name }) => name)));
    await new Promise(resolve => setTimeout(resolve));
    return [refused.map(words => words.split(" ")[0]).sort(), tried.slice(0, 2)];
}"""

LEFT = """async () => {
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return [await caches.keys(), Object.keys(localStorage), files,
        (await navigator.serviceWorker.getRegistrations()).length];
}"""


def assert_bound(worker) -> None:
    refused, tried = worker.evaluate(TRIES)
    assert tried == ["TypeError", "EvalError"]
    assert refused == ["connect-src", "connect-src", "script-src"]


def ready(visitor: Visitor) -> None:
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")


def test_the_policy_binds_the_worker_too_without_any_header(regular):
    regular.enter()
    assert_bound(regular.page.workers[0])
    ready(regular)
    regular.context.set_offline(True)  # and when both come from the service worker's cache
    regular.page.close()
    again = Visitor(regular.context, regular.url).enter()
    assert_bound(again.page.workers[0])


def about(visitor: Visitor):
    visitor.button("About").click()
    return visitor.page.get_by_role("dialog", name="About PixelPredict")


def test_about_tells_version_storage_requests_and_each_files_hash(regular, built_site):
    build = json.loads((built_site / "build.json").read_text())
    regular.page.add_init_script("sessionStorage.loads = 1 + Number(sessionStorage.loads ?? 0)")
    regular.enter()
    ready(regular)
    regular.page.wait_for_function("() => navigator.serviceWorker.controller")
    assert regular.page.evaluate("sessionStorage.loads") == "1"  # no reload on install
    regular.draw(drawn_digits.strokes(7))
    regular.expect_answer(7)
    panel = about(regular)
    expect(panel).to_contain_text(build["version"])
    expect(panel).to_contain_text("0 requests outside this site")
    kept, megabytes = re.search(r"(\d+) files of the app, ([\d.]+) MB",
                                panel.text_content()).groups()
    assert int(kept) > 40
    assert 10 < float(megabytes) < 16  # the WebAssembly is kept unpacked
    panel.get_by_role("button", name="Check files").click()
    expect(panel.get_by_role("status")).to_have_text(
        re.compile(rf"^{kept} of {kept} are what was built"))
    expect(panel.get_by_role("listitem")).to_have_count(int(kept))
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()


def test_about_counts_a_request_outside_and_names_a_damaged_file(newcomer):
    newcomer.enter()
    newcomer.page.evaluate("fetch('https://example.invalid/').catch(() => {})")
    newcomer.fulfil("**/style.css", b"h1 {}")
    panel = about(newcomer)
    expect(panel).to_contain_text("1 refused by the page's policy")
    panel.get_by_role("button", name="Check files").click()
    expect(panel.get_by_role("listitem").filter(has_text="damaged")).to_have_text(
        re.compile(r"^style\.css"))


def test_reset_deletes_what_is_ours_alone_and_loads_anew(regular):
    regular.enter()
    ready(regular)
    regular.page.evaluate("""async () => {
        await (await caches.open("of another project")).put("x", new Response("x"));
        localStorage.setItem("another", "1");
        localStorage.setItem("pixelpredict-choice", "1");
    }""")
    regular.page.on("dialog", lambda dialog: dialog.accept())
    panel = about(regular)  # meanwhile a started reader is being kept for the next visit
    regular.hold("**/engine/worker.js")  # the reloaded page shall not store anything anew yet
    with regular.page.expect_navigation():
        panel.get_by_role("button", name="Reset this app").click()
    assert regular.page.evaluate(LEFT) == [["of another project"], ["another"], [], 0]
    regular.mend()
