"""On a slow connection bytes that flow are waited for; a stall is told."""

import pytest
from playwright.sync_api import expect

from tests.browser.faulty_host import STEPS
from tests.browser.outcome import A_WHILE, sentence, seven
from tests.browser.visitor import PATIENCE, Visitor

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
        passer_by, host, note, stalls):
    starts_slowly(passer_by, host, "page/main.js")
    host.release()
    passer_by.page.clock.run_for(20_500)
    for _ in range(4):
        comes(passer_by, host, "self.chunks", seconds=15)
    if stalls:
        passer_by.page.clock.run_for(A_WHILE)
        assert sentence(passer_by).endswith("nothing has moved for 20 seconds.")
    else:
        host.release(STEPS)
        passer_by.wait_for("ready")
        note("page/main.js slow, 80 s", seven(passer_by))


def test_a_module_of_the_reader_that_comes_slowly_is_waited_for(passer_by, host, note):
    starts_slowly(passer_by, host, "runtime/pyodide.asm.js")
    expect(passer_by.page.get_by_text("2.7 of 2.7 MB")).to_be_visible()
    for _ in range(4):
        comes(passer_by, host, "self.stages", seconds=20)
    host.release(STEPS)
    passer_by.wait_for("ready")
    note("runtime/pyodide.asm.js slow, 80 s", seven(passer_by))
