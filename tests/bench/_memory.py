"""Reloads a page that works offline, then reads, and looks at what its process holds."""

from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from building import command
from tests import browsers, drawn_digits
from tests.browser.conftest import DESKTOP
from tests.browser.host import hosted
from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
RELOADS, SETTLED = 20, 5  # the first few fill the browser's own caches
READINGS = 10_000
READ = """async ([strokes, times]) => {
    for (; times > 0; times--) await window.pixelpredict.read(strokes);
}"""


def main() -> None:
    """Print what the tab's process holds after each reload and each thousand readings."""
    site = ROOT / ".cache" / "tests-site"
    command.main(["--out", str(site)])
    with hosted(site) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
        visitor = Visitor(browser.new_context(**DESKTOP), url).enter()
        expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
            "Ready to work offline")
        reloads = []
        for number in range(RELOADS):
            visitor.page.reload()
            visitor.wait_for("ready")
            reloads.append(held(browser, visitor))
            print(f"reload {number + 1:2}: {reloads[-1]:.0f} MB", flush=True)
        tell("reloads", reloads[SETTLED:])
        readings = []
        for _ in range(10):
            visitor.page.evaluate(READ, [drawn_digits.strokes(7), READINGS // 10])
            readings.append(held(browser, visitor))
        tell(f"{READINGS} readings", readings)
        browser.close()


def held(browser, visitor: Visitor) -> float:
    """Return the private memory of the largest page's process after a collection, in MB."""
    session = visitor.debugger()
    session.send("HeapProfiler.collectGarbage")
    session.detach()
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max(private(process["id"]) for process in processes if process["type"] == "renderer")


def private(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return int(status.partition("RssAnon:")[2].split()[0]) / 1e3


def tell(what: str, megabytes: list[float]) -> None:
    low, high = min(megabytes), max(megabytes)
    print(f"{what}: {low:.0f} to {high:.0f} MB, {megabytes[-1] / megabytes[0] - 1:+.1%} "
          "from first to last", flush=True)


if __name__ == "__main__":
    main()
