"""Visits our page and the plain one in turn, in one browser, and compares."""

import json
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from building import command, runtime
from tests import browsers, drawn_digits
from tests.bench import _plain_page
from tests.browser.host import hosted
from tests.browser.visitor import KEPT, Visitor, thinned

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
SETTLING = 3000  # ms in which a browser that was just launched is busy with itself
CACHING = "max-age=600"  # what GitHub Pages says
RESULT = ROOT / ".cache" / "bench-start-up.json"
STROKES = json.dumps(drawn_digits.strokes(7))
# Runs before the page's own scripts: reads one drawing as soon as the engine can.
WATCH = f"const strokes = {STROKES};" + """
const answered = (text) => {
  window.firstAnswer = { text, time: performance.now() };
};
const observer = new MutationObserver(async () => {
  if (document.documentElement?.dataset.engine !== "ready" || !window.pixelpredict) return;
  observer.disconnect();
  answered((await window.pixelpredict.read(strokes)).text);
});
observer.observe(document, { subtree: true, attributeFilter: ["data-engine"] });
addEventListener("engine-ready", () => answered(window.readText(strokes)));
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((e) => e.duration)))
  .observe({ type: "longtask", buffered: true });
"""
# The time from a pointer move to the bars that show its reading.
LATENCY = """
window.latencies = [];
let moved = null;
addEventListener("pointermove", () => { moved = performance.now(); }, { capture: true });
new MutationObserver(() => {
  if (moved !== null) latencies.push(performance.now() - moved);
  moved = null;
}).observe(document.getElementById("bars"), { subtree: true, attributeFilter: ["aria-valuenow"] });
"""
PER_READING = """async ([strokes, count]) => {
  const read = window.pixelpredict ? (s) => window.pixelpredict.read(s) : window.readText;
  const start = performance.now();
  for (let i = 0; i < count; i++) await read(strokes);
  return (performance.now() - start) / count;
}"""


def visit(playwright: Playwright, profile: str, url: str, log: list[int]) -> dict:
    """Open a page in a browser of its own on a profile; return what was measured.

    log: of the host, the bytes of each answer.
    """
    before = sum(log)
    context = playwright.chromium.launch_persistent_context(
        profile, **browsers.launching(playwright.chromium))
    context.add_init_script(WATCH)
    page = context.new_page()
    page.wait_for_timeout(SETTLING)
    page.goto(url)
    page.wait_for_function("() => window.firstAnswer", timeout=120_000)
    answer = page.evaluate("window.firstAnswer")
    assert answer["text"] == "7"
    measured = {
        "first answer": answer["time"],
        "bytes before it": sum(log) - before,
        "drawable": page.evaluate(
            "performance.getEntriesByType('navigation')[0].domContentLoadedEventStart"),
        "longest task": max(page.evaluate("longTasks"), default=0),
        "reading": page.evaluate(PER_READING, [json.loads(STROKES), 200]),
    }
    # What the page and the browser keep for the next visit, as between two visits of a person.
    if page.evaluate("Boolean(window.pixelpredict)"):
        page.evaluate(KEPT)
    page.wait_for_timeout(2500)
    context.close()
    return {**measured, "bytes": sum(log) - before}


def latency(playwright: Playwright, url: str) -> list[float]:
    """Draw with a real pointer; return the times from pointer move to new bars, in ms."""
    browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
    visitor = Visitor(browser.new_context(), url).enter()
    visitor.page.evaluate(LATENCY)
    for digit in range(10):
        for stroke in visitor.on_screen(drawn_digits.strokes(digit), (0.5, 0.5), 0.6):
            visitor.page.mouse.move(*stroke[0])
            visitor.page.mouse.down()
            for point in thinned(stroke, 40)[1:]:
                visitor.page.mouse.move(*point)
            visitor.page.mouse.up()
        visitor.button("Clear").click()
    latencies = visitor.page.evaluate("latencies")
    browser.close()
    return latencies


def main() -> None:
    """Compare, print a table, and keep it as JSON."""
    files = runtime.obtain(command.CACHE / "runtime")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        ours, plain = Path(scratch, "ours"), Path(scratch, "plain")
        assert command.main(["--out", str(ours)]) == 0
        plain.mkdir()
        _plain_page.write(ROOT, files, plain)
        with hosted(ours, caching=CACHING) as (our_url, our_log), \
                hosted(plain, caching=CACHING) as (plain_url, plain_log):
            sites = {"ours": (our_url, our_log), "plain": (plain_url, plain_log)}
            samples = {(site, kind): [] for site in sites for kind in ("cold", "warm")}
            for number in range(ROUNDS):
                for site, (url, log) in sites.items():
                    with tempfile.TemporaryDirectory() as profile:
                        for kind in ("cold", "warm"):
                            measured = visit(playwright, profile, url, log)
                            samples[site, kind].append(measured)
                print(f"round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
            latencies = latency(playwright, our_url)
    report(samples, latencies)


def report(samples: dict, latencies: list[float]) -> None:
    """Print the medians and their ratios."""
    def median(site: str, kind: str, name: str) -> float:
        return statistics.median(measured[name] for measured in samples[site, kind])

    rows = [(f"{kind}: {name}", median("ours", kind, name), median("plain", kind, name))
            for kind in ("cold", "warm")
            for name in ("first answer", "bytes before it", "bytes", "reading", "longest task")]
    drawable = median("ours", "cold", "drawable")
    rows.append(("drawable, beside the plain page's first answer", drawable,
                 median("plain", "cold", "first answer")))
    print(f"{'median of ' + str(ROUNDS):50} {'ours':>12} {'plain':>12} {'ratio':>7}")
    for name, ours, plain in rows:
        ratio = f"{ours / plain:7.3f}" if plain else "      –"
        print(f"{name:50} {ours:12,.1f} {plain:12,.1f} {ratio}")
    middle, high = statistics.median(latencies), statistics.quantiles(latencies, n=20)[-1]
    print(f"pointer move → new bars, {len(latencies)} moves: "
          f"median {middle:.1f} ms, 95th percentile {high:.1f} ms")
    RESULT.write_text(json.dumps({
        "rounds": ROUNDS,
        "medians": {name: {"ours": ours, "plain": plain} for name, ours, plain in rows},
        "pointer to bars, ms": {"median": middle, "95th percentile": high},
    }, indent=1), encoding="utf-8")
    print(f"Kept in {RESULT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
