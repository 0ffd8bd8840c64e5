"""Whatever goes wrong ends in a right answer, or in a plain sentence with Retry.

The run prints what came of each fault. More of them: test_unloaded.py, test_slow.py, test_lacks.py.
"""

import pytest

from tests import drawn_digits
from tests.browser.faulty_host import FAULTS
from tests.browser.outcome import A_WHILE, UNAVAILABLE, offline, outcome, sentence, seven
from tests.browser.visitor import Visitor

FILES = ("engine/worker.js", "runtime/pyodide.asm.wasm.xz")
FIRST_LOAD = 2_900_000  # bytes


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


@pytest.mark.parametrize(("path", "fault"), [
    *(("page/main.js", fault) for fault in FAULTS),
    *((path, fault) for path in FILES for fault in FAULTS[2:5]),
    *((path, fault) for path in ("runtime/pyodide.js", "weights/W1.npy")
      for fault in ("404", "one byte changed")),
])
def test_a_faulty_file_ends_in_an_answer_or_a_sentence(passer_by, host, note, path, fault):
    host.faults[path] = fault
    if fault == "stalled for ever":
        stands_still(passer_by, host, path)
    else:
        passer_by.open()
    note(f"{path} {fault}", outcome(passer_by))


@pytest.mark.parametrize("fault", ["404", "stalled for ever"])
def test_without_its_style_the_page_reads_all_the_same(passer_by, host, note, fault):
    host.faults["style.css"] = fault
    passer_by.page.clock.install()
    passer_by.page.goto(passer_by.url, wait_until="commit")
    passer_by.wait_for("ready")
    passer_by.wait_for_both()  # whoever is waited for now would be found silent for a while
    passer_by.page.clock.run_for(A_WHILE)  # until then nothing shows of a page whose style stalls
    note(f"style.css {fault}", seven(passer_by))


def test_retry_recovers_when_fault_after_fault_is_over(passer_by, host, note):
    path = "runtime/numpy.zip.xz"
    begin = passer_by.open
    for fault in ("404", "truncated"):
        host.faults[path] = fault
        begin()
        note(f"{path} {fault}, then Retry", sentence(passer_by))
        begin = passer_by.button("Retry").click
    host.mend()
    begin()
    passer_by.wait_for("ready")
    note(f"{path} mended", f"Retry: {seven(passer_by)}")


def test_retry_recovers_when_a_file_no_longer_stalls(passer_by, host, note):
    path = "runtime/numpy.zip.xz"
    host.faults[path] = "stalled for ever"
    stands_still(passer_by, host, path)
    words = sentence(passer_by)
    host.mend()
    passer_by.button("Retry").click()
    passer_by.wait_for("ready")
    note(f"{path} stalled for ever, then mended", f"{words} Retry: {seven(passer_by)}")


def test_retry_recovers_when_the_page_itself_was_damaged(passer_by, host, note):
    host.faults["page/drawing/ink-view.js"] = "one byte changed"
    passer_by.open()
    words = sentence(passer_by)
    host.mend()
    passer_by.button("Retry").click()
    passer_by.wait_for("ready")
    note("page/drawing/ink-view.js, then mended", f"{words} Retry: {seven(passer_by)}")


@pytest.mark.parametrize("share", [0.1, 0.9])
def test_a_connection_lost_on_the_way_is_told_and_retry_recovers(passer_by, host, note, share):
    host.left = share * FIRST_LOAD
    passer_by.open()
    words = sentence(passer_by)
    host.mend()
    passer_by.button("Retry").click()
    passer_by.wait_for("ready")
    note(f"connection lost at {share:.0%}", f"{words} Retry: {seven(passer_by)}")


def test_a_worker_killed_while_reading_is_noticed(passer_by, note):
    passer_by.page.clock.install()
    passer_by.enter()
    passer_by.page.workers[0].evaluate("setTimeout(() => self.close())")
    passer_by.draw(drawn_digits.strokes(7))
    passer_by.page.clock.run_for(A_WHILE)
    words = sentence(passer_by)
    passer_by.button("Retry").click()
    passer_by.wait_for("ready")
    passer_by.expect_answer(7)  # the drawing is still there
    note("worker killed while reading", f"{words} Retry: a right answer")


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


def test_after_a_failed_start_a_good_retry_makes_the_page_ready_offline(visitor, host, note):
    host.faults["runtime/numpy.zip.xz"] = "404"
    visitor.open()
    words = sentence(visitor)
    offline(visitor, UNAVAILABLE)
    host.mend()
    visitor.button("Retry").click()
    visitor.wait_for("ready")
    offline(visitor, "Ready to work offline")
    note("first start failed, then Retry", f"{words} Retry: ready to work offline")
