"""The engine behind the page: its promises, its messages, its failures."""

import io
import lzma
import shutil

import numpy as np
import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits, pen_digits
from tests.browser.host import hosted

READ = "strokes => window.pixelpredict.read(strokes)"


def test_python_in_the_browser_gives_the_probabilities_of_python_here(desktop, root):
    here = Recognizer.load(root / "weights")
    for _, strokes in pen_digits.sample(30, seed=3):
        there = desktop.page.evaluate(READ, strokes)["digits"][0]
        expected = here.read(strokes).digits[0]
        assert there["probabilities"] == pytest.approx(expected.probabilities, abs=1e-5)


def test_the_image_is_the_one_that_the_network_was_given(desktop, root):
    strokes = drawn_digits.strokes(5)
    image = desktop.page.evaluate(
        "async strokes => [...(await window.pixelpredict.read(strokes)).digits[0].image]", strokes)
    here = Recognizer.load(root / "weights")
    assert np.reshape(image, (28, 28)) == pytest.approx(here.read(strokes).digits[0].image,
                                                        abs=1e-6)


def test_nothing_drawn_is_read_as_nothing(desktop):
    reading = desktop.page.evaluate(READ, [])
    assert (reading["text"], reading["sure"], reading["digits"]) == ("", False, [])


def test_digit_zero_is_an_answer(desktop):
    assert desktop.page.evaluate(READ, drawn_digits.strokes(0))["text"] == "0"


def test_the_newest_drawing_wins(desktop):
    outcomes = desktop.page.evaluate("""async drawings => Promise.all(drawings.map(
        strokes => window.pixelpredict.read(strokes).then(({ text }) => text, ({ name }) => name)))
    """, [drawn_digits.strokes(digit) for digit in (2, 3, 0, 7)])
    assert outcomes == ["2", "Superseded", "Superseded", "7"]


def test_a_malformed_drawing_is_refused_in_words_and_the_engine_lives_on(desktop):
    message = desktop.page.evaluate("""() => window.pixelpredict.read([[[1, 2, 3]]])
        .then(() => "read", ({ name, message }) => `${name}: ${message}`)""")
    assert message == "ValueError: strokes: 1 points announced, 1.5 sent"
    assert desktop.page.evaluate(READ, drawn_digits.strokes(7))["text"] == "7"


def test_a_closed_reader_answers_every_request_with_the_reason(newcomer):
    newcomer.enter()
    outcomes = newcomer.page.evaluate("""async strokes => {
        const reader = window.pixelpredict;
        const pending = reader.read(strokes);
        reader.close();
        const told = ({ name }) => name;
        return [await pending.catch(told), await reader.read(strokes).catch(told)];
    }""", drawn_digits.strokes(7))
    assert outcomes == ["Closed", "Closed"]


def test_what_is_drawn_while_the_engine_loads_is_painted_and_answered_later(newcomer):
    held = newcomer.hold("**/pyodide.asm.wasm.xz")
    newcomer.open()
    expect(newcomer.page.get_by_role("progressbar")).to_be_visible()
    newcomer.draw(drawn_digits.strokes(3))
    assert newcomer.ink() > 1000
    expect(newcomer.page.locator("html")).to_have_attribute("data-engine", "loading")
    for route in held:
        route.continue_()
    newcomer.wait_for("ready")
    newcomer.expect_answer(3)


def test_loading_shows_stage_and_bytes(newcomer):
    held = newcomer.hold("**/weights/W1.npy")
    newcomer.open()
    bar = newcomer.page.get_by_role("progressbar", name="Loading the reader")
    # All but the 0.4 of 2.7 MB that come last.
    expect(newcomer.page.get_by_text("Downloading: 2.3 of 2.7 MB")).to_be_visible()
    expect(bar).to_have_attribute("aria-valuenow", "85")
    for route in held:
        route.continue_()
    newcomer.wait_for("ready")
    expect(bar).to_be_hidden()


FETCHED = ["runtime/pyodide.asm.wasm.xz", "runtime/python_stdlib.zip.xz", "runtime/numpy.zip.xz",
           "runtime/pixelpredict.zip.xz"]
NEVER_STARTED = ["engine/worker.js", "engine/python.js", "runtime/runtime.js"]
LOST = [*NEVER_STARTED, "runtime/pyodide.js", "runtime/pyodide.asm.js", *FETCHED, "weights/W1.npy"]


def tried_again(visitor, words):
    """Wait for a failure that is told in these words; return what presses Retry."""
    visitor.wait_for("failed")
    expect(visitor.page.get_by_role("alert")).to_contain_text(words)
    return visitor.button("Retry").click


def test_each_lost_file_is_told_and_retry_recovers(newcomer):
    begin = newcomer.open
    for path in LOST:
        newcomer.fail(f"**/{path}")
        begin()
        begin = tried_again(newcomer, "worker" if path in NEVER_STARTED else path)
        newcomer.mend()
    newcomer.draw(drawn_digits.strokes(7))
    begin()
    newcomer.wait_for("ready")
    newcomer.expect_answer(7)
    expect(newcomer.page.get_by_role("alert")).to_be_hidden()


def test_each_file_that_breaks_off_is_named(newcomer, built_site):
    begin = newcomer.open
    for path in FETCHED:
        newcomer.fulfil(f"**/{path}", (built_site / path).read_bytes()[:5000])
        begin()
        begin = tried_again(newcomer, f"{path} broke off or is damaged")
        newcomer.mend()


def test_a_host_that_unpacks_packed_files_itself_is_no_trouble(visits, built_site, tmp_path):
    site = shutil.copytree(built_site, tmp_path / "site")
    for path in FETCHED:
        (site / path).write_bytes(lzma.decompress((site / path).read_bytes()))
    with hosted(site) as (url, _):
        visitor = visits(url).enter()
        visitor.draw(drawn_digits.strokes(3))
        visitor.expect_answer(3)
        visitor.context.close()


def test_while_the_engine_loads_progress_never_jumps_back_and_the_page_stays_alive(
        newcomer, record_property):
    newcomer.page.add_init_script("""
        window.longTasks = [];
        new PerformanceObserver(list => longTasks.push(...list.getEntries().map(e => e.duration)))
            .observe({ type: "longtask", buffered: true });
        window.shares = [];
        new MutationObserver(changes => shares.push(...changes.map(({ target }) =>
            Number(target.getAttribute("aria-valuenow")))))
            .observe(document, { subtree: true, attributeFilter: ["aria-valuenow"] });""")
    newcomer.enter()
    shares = newcomer.page.evaluate("shares.filter(share => share > 0)")
    assert shares == sorted(shares)
    assert shares[-1] == 100
    tasks = newcomer.page.evaluate("longTasks")
    # Reported and not asserted: how long a task takes depends on the machine.
    record_property("Main thread while the engine loads",
                    f"{len(tasks)} tasks over 50 ms, longest {max(tasks, default=0):.0f} ms")


def test_readings_leave_nothing_behind_in_python(newcomer):
    # The worker's own way to Python, on the page, where the test can look into it.
    newcomer.enter()
    counts = newcomer.page.evaluate("""async ([url, strokes]) => {
        const { startPython } = await import(url + "engine/python.js");
        // What looks into it is nothing that the recogniser calls.
        const bridge = await startPython({ whole: true }, () => {});
        const load = bridge.read.__globals__.get("__builtins__").get("__import__");
        const [gc, sys] = [load("gc"), load("sys")];
        const points = Float64Array.from(strokes.flat(2));
        const lengths = Uint32Array.from(strokes, stroke => stroke.length);
        const read = times => {
            for (; times > 0; times--) {
                const reading = bridge.read(points, lengths);
                reading.toJs({ dict_converter: Object.fromEntries, create_pyproxies: false });
                reading.destroy();
            }
            gc.collect();
            return [gc.get_objects().length, sys.getallocatedblocks()];
        };
        return [read(1), read(100), read(400)];
    }""", [newcomer.url, drawn_digits.strokes(7)])
    newcomer.traps.clear()
    (_, _), (objects, blocks), (objects_later, blocks_later) = counts
    assert objects_later == pytest.approx(objects, abs=50)
    assert blocks_later == pytest.approx(blocks, abs=500)


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


WHOLE = np.zeros((128, 784), np.float32)
DAMAGED = {
    "NaN": npy(np.full_like(WHOLE, np.nan)),
    "cut off": npy(WHOLE)[:1000],
}


def test_weights_damaged_in_any_way_are_named_on_the_page(newcomer):
    begin = newcomer.open
    for content in DAMAGED.values():
        newcomer.fulfil("**/weights/W1.npy", content)
        begin()
        begin = tried_again(newcomer, "weights/W1.npy broke off or is damaged")
        newcomer.mend()
