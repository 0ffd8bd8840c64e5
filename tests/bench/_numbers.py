"""Draws a number with a real pointer, and gives the reader the largest drawings it may meet."""

import statistics
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from building import command
from tests import browsers, drawn_digits
from tests.bench._start_up import LATENCY, PER_READING
from tests.browser.host import hosted
from tests.browser.visitor import Visitor, thinned

NUMBER = "204836"
ROUNDS = 5
READINGS = 20
DESKTOP = {"width": 1440, "height": 900}
# Each time a little elsewhere, so that nothing is known of it from the time before.
MOVED = PER_READING.replace("await read(strokes)", "await read("
                            "strokes.map(s => s.map(([x, y]) => [x + i, y])))")


def large_drawings() -> dict[str, list]:
    """Return drawings by their names, the one of a single digit first."""
    rng = np.random.default_rng(1)
    lines = np.cumsum(rng.normal(0, 20, (300, 33, 2)), axis=1) + rng.uniform(0, 1000, (300, 1, 2))
    points = np.cumsum(rng.normal(0, 5, (40, 250, 2)), axis=1) + rng.uniform(0, 2000, (40, 1, 2))
    return {
        "one digit": drawn_digits.number("8"),
        "a number of 12 digits": drawn_digits.number("204836159728"),
        "300 strokes of scribble": lines.tolist(),
        "10,000 points in 40 strokes": points.tolist(),
        "10,000 points in one stroke": [points.reshape(-1, 2).tolist()],
    }


def latencies(visitor: Visitor) -> tuple[list[float], list[float]]:
    """Write a number; return the ms from pointer move to bars, of the first digit and the last."""
    found = []
    strokes = visitor.on_screen(drawn_digits.number(NUMBER), (0.5, 0.4), 0.2)
    last = len(drawn_digits.strokes(int(NUMBER[-1])))
    first = len(drawn_digits.strokes(int(NUMBER[0])))
    for number, stroke in enumerate(strokes):
        if number in (0, first, len(strokes) - last):
            found.append(visitor.page.evaluate("latencies.length"))
        visitor.page.mouse.move(*stroke[0])
        visitor.page.mouse.down()
        for point in thinned(stroke, 40)[1:]:
            visitor.page.mouse.move(*point)
        visitor.page.mouse.up()
    visitor.expect_answer(NUMBER)
    times = visitor.page.evaluate("latencies")
    visitor.button("Clear").click()
    start, second, sixth = found
    return times[start:second], times[sixth:]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        assert command.main(["--out", scratch]) == 0
        with hosted(Path(scratch)) as (url, _):
            browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
            visitor = Visitor(browser.new_context(viewport=DESKTOP), url).enter()
            visitor.page.evaluate(LATENCY)
            first, sixth = [], []
            for _ in range(ROUNDS):
                alone, late = latencies(visitor)
                first += alone
                sixth += late
            times = {
                name: visitor.page.evaluate(MOVED, [strokes, READINGS])
                for name, strokes in large_drawings().items()
            }
            browser.close()
    for name, moves in (("first", first), ("sixth", sixth)):
        middle, high = statistics.median(moves), statistics.quantiles(moves, n=20)[-1]
        print(f"pointer move → new bars, {name} digit, {len(moves)} moves: "
              f"median {middle:.1f} ms, 95th percentile {high:.1f} ms")
    ratio = statistics.median(sixth) / statistics.median(first)
    print(f"the sixth digit, beside the first: {ratio:.2f}")
    for name, time in times.items():
        print(f"{name:32} {time:7.1f} ms, {time / times['one digit']:6.1f} times one digit's")


if __name__ == "__main__":
    main()
