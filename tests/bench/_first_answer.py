"""Visits four sites over one link after the other, and times the first answer.

    PYTHONPATH=py .cache/tests-environment/bin/python -m tests.bench._first_answer \\
        --links 10 --rounds 1 --sites ours onnx --hosts gzip

Without arguments everything is measured, which takes an hour and a half.
"""

import argparse
import functools
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from building import command, runtime
from building.source import SourceError
from pixelpredict import Recognizer
from tests import browsers, drawn_digits
from tests.bench import _first_answer_table as table
from tests.bench import _peers, _plain_page
from tests.bench._link import links
from tests.bench._start_up import SETTLING, WATCH
from tests.bench._static_host import Host, hosted

ROOT = Path(__file__).resolve().parents[2]
PEERS = {"onnx": _peers.ONNX, "tensorflow": _peers.TENSORFLOW}
SITES = ("ours", "plain", *PEERS)
HOSTS = {"gzip": True, "raw": False}
VISITS = ("first", "second", "third")
ROUNDS = 5
RETURNED_TO = ("localhost", "10")  # links over which there are next visits
ONCE = ("1.6", "plain")  # a minute and a half, on which a second more or less is nothing
STAY = 10_000  # ms from the first answer until the visitor leaves
A_MOMENT = 1000  # ms between closing the page and closing the browser
PATIENCE = 300_000  # ms


def main(arguments: list[str] | None = None) -> int:
    """Measure what is asked for, print it and keep it as JSON; return the exit code."""
    options = parsed(arguments)
    samples: table.Samples = {}
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        try:
            folders = {site: built(site, Path(scratch, site)) for site in options.sites}
        except SourceError as error:
            print(f"first_answer: {error}", file=sys.stderr)
            return 1
        browser = told_browser(playwright)
        for link in options.links:
            for host in options.hosts:
                measure(playwright, folders, link, host, options.rounds, samples)
                table.keep(samples, browser, options.rounds)  # an interrupted run counts, too
    table.report(samples, browser, options.rounds)
    return 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """Return what is to be measured."""
    parser = argparse.ArgumentParser(
        prog="tests.bench._first_answer",
        description="The first answer of four sites over slow and fast links, as ratios.")
    known = tuple(links())
    parser.add_argument("--links", nargs="+", choices=known, default=known,
                        help="Mbit/s, or localhost, which nothing slows (default: all)")
    parser.add_argument("--hosts", nargs="+", choices=HOSTS, default=tuple(HOSTS),
                        help="one that gzips what GitHub Pages gzips, one that sends files as they "
                             "are (default: both)")
    parser.add_argument("--sites", nargs="+", choices=SITES, default=SITES,
                        help="ours, the plain Pyodide page, the peers (default: all)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, metavar="N",
                        help="visits to each site, of which the median counts (default: "
                             f"{ROUNDS}; over {ONCE[0]} Mbit/s one to the site {ONCE[1]})")
    return parser.parse_args(arguments)


def built(site: str, folder: Path) -> Path:
    """Build a site into a new folder, and return that; SourceError where a peer can't be had."""
    folder.mkdir()
    if site == "ours":
        assert command.main(["--out", str(folder)]) == 0
    elif site == "plain":
        _plain_page.write(ROOT, runtime.obtain(command.CACHE / "runtime"), folder)
    else:
        _peers.write(PEERS[site], ROOT, command.CACHE / "peers", folder)
    return folder


def told_browser(playwright: Playwright) -> str:
    """Return in words which browser visits."""
    browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
    version = browser.version
    browser.close()
    return f"Chromium {version}, all of it, without a window"


def measure(
    playwright: Playwright, folders: dict[str, Path], link: str, host: str, rounds: int,
    samples: table.Samples,
) -> None:
    """Visit all sites in turn, over one link, from one kind of host; add to the samples."""
    with ExitStack() as stack:
        hosts = {
            site: stack.enter_context(hosted(folder, links()[link], HOSTS[host]))
            for site, folder in folders.items()
        }
        for number in range(rounds):
            for site in hosts:
                if (link, site) == ONCE and number:
                    continue
                visits = visited(playwright, hosts[site], planned(site, link))
                for visit, sample in visits:
                    samples.setdefault((link, host, site, visit), []).append(sample)
                    print(f"round {number + 1} of {rounds}, {link}, {host}, {site}, {visit} visit: "
                          f"{table.told(sample)}", file=sys.stderr, flush=True)


def planned(site: str, link: str) -> tuple[str, ...]:
    """Return which visits are made; the memory that our page keeps may only tell in the third."""
    if link not in RETURNED_TO:
        return VISITS[:1]
    return VISITS if site == "ours" else VISITS[:2]


def visited(
    playwright: Playwright, host: Host, visits: tuple[str, ...]
) -> Iterator[tuple[str, table.Sample]]:
    """Visit a site again and again with a profile that is new at first."""
    with tempfile.TemporaryDirectory() as profile:
        for visit in visits:
            yield visit, measured(playwright, profile, host, stays=visit != visits[-1])


def measured(playwright: Playwright, profile: str, host: Host, stays: bool) -> table.Sample:
    """Open a site in a browser of its own on a profile; return what was measured."""
    context = playwright.chromium.launch_persistent_context(
        profile, **browsers.launching(playwright.chromium))
    context.set_default_timeout(PATIENCE)
    context.add_init_script(WATCH)
    context.add_init_script(f"window.image = {json.dumps(image_of_a_seven())};")
    page = context.new_page()
    page.wait_for_timeout(SETTLING)
    start = time.time()
    page.goto(host.url, wait_until="commit")
    page.wait_for_function("() => window.firstAnswer", polling=100)
    answer = page.evaluate("({ ...firstAnswer, loaded: performance.timeOrigin })")
    assert answer["text"] == "7", answer
    # What comes after the answer, the second network for one, comes at once: clocks tell it apart.
    end = (answer["loaded"] + answer["time"]) / 1000
    sample = {
        "first answer, s": answer["time"] / 1000,
        "MB before it": host.sent_between(start, end) / 1e6,
        "drawable, s": page.evaluate(
            "performance.getEntriesByType('navigation')[0].domContentLoadedEventStart") / 1000,
    }
    if stays:
        page.wait_for_timeout(STAY)
        with page.expect_event("close"):
            page.close(run_before_unload=True)  # as a person closes it
        context.pages[0].wait_for_timeout(A_MOMENT)
    context.close()
    return sample


@functools.cache
def image_of_a_seven() -> list[float]:
    """Return the 784 numbers, 0 to 1, that our reader makes of the drawing which our page reads."""
    reading = Recognizer.load(ROOT / "weights").read(drawn_digits.strokes(7))
    return reading.digits[0].image.reshape(-1).round(4).tolist()


if __name__ == "__main__":
    sys.exit(main())
