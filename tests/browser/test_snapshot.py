"""Later visits go on from the memory of a started reader, or start it the sure way."""

import re

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.host import hosted
from tests.browser.visitor import Visitor

STAGES = """
    window.stages = [];
    addEventListener("DOMContentLoaded", () => new MutationObserver(() => stages.push(
        document.getElementById("stage").textContent))
        .observe(document.getElementById("stage"), { childList: true, subtree: true }));"""
PROBABILITIES = """async drawings => {
    const read = [];
    for (const strokes of drawings) {
        read.push((await window.pixelpredict.read(strokes)).digits[0].probabilities);
    }
    return read;
}"""
DRAWINGS = [drawn_digits.strokes(digit) for digit in range(10)]
# Runs with the kept file's bytes; leaves a file of the same name.
CHANGE = """async change => {
    const folder = await navigator.storage.getDirectory();
    for await (const file of folder.values()) {
        const bytes = new Uint8Array(await (await file.getFile()).arrayBuffer());
        const changed = await new Function("bytes", `return (${change})(bytes)`)(bytes);
        const writable = await file.createWritable();
        await writable.write(changed);
        await writable.close();
    }
}"""
# A whole file of other content: its hash fits, but no Python goes on from it.
SOUND_BUT_WRONG = """async bytes => {
    const memory = bytes.subarray(32).fill(7, 1000);
    bytes.set(new Uint8Array(await crypto.subtle.digest("SHA-256", memory)));
    return bytes;
}"""
FILES = """async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
}"""


def again(visitor: Visitor) -> Visitor:
    """Close the page, and open it in the same browser."""
    visitor.page.close()
    visitor = Visitor(visitor.context, visitor.url)
    visitor.page.add_init_script(STAGES)
    visitor.page.clock.install()
    return visitor.enter().wait_for_both()


def went_on(visitor: Visitor) -> bool:
    """Tell whether Python went on from a kept memory: NumPy was not loaded anew."""
    stages = visitor.page.evaluate("stages")
    assert any(stage.startswith("Starting Python") for stage in stages)
    return not any(stage.startswith("Loading NumPy") for stage in stages)


@pytest.fixture(scope="module")
def kept(visits, built_site):
    """A visitor on whose device a started reader is kept; its first probabilities; the host."""
    with hosted(built_site, "/some/repo/") as (url, sent):
        visitor = visits(url)
        visitor.page.clock.install()
        visitor.enter().wait_for_both()
        first = visitor.page.evaluate(PROBABILITIES, DRAWINGS)
        size = visitor.rest_until_kept()
        assert 20e6 < size < 40e6
        yield visitor.context, url, first, sent
        visitor.context.close()


@pytest.fixture
def later(kept):
    context, url, _, _ = kept
    visitor = Visitor(context, url)
    yield visitor
    for page in context.pages:
        page.close()


def test_a_later_visit_goes_on_and_reads_every_digit_to_the_last_bit_as_the_first(kept, later):
    _, _, first, sent = kept
    before = sum(sent)
    visitor = again(later)
    assert went_on(visitor)
    assert visitor.page.evaluate(PROBABILITIES, DRAWINGS) == first
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    assert sum(sent) == before


def test_every_panel_works_on_a_reader_that_went_on(later):
    visitor = again(later)
    assert went_on(visitor)
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    strokes = drawn_digits.strokes(7)
    steps, why = visitor.page.evaluate("""async strokes => [
        (await window.pixelpredict.steps(strokes)).length,
        (await window.pixelpredict.explain(strokes, 7, 1)).difference]""", strokes)
    assert steps == 3
    assert why > 0
    assert visitor.page.evaluate("""strokes => window.pixelpredict.explain(strokes, 7, 7)
        .catch(({ name, message }) => `${name}: ${message}`)""", strokes).startswith("ValueError: ")


@pytest.mark.parametrize("change", [
    "bytes => { bytes[bytes.length >> 1] ^= 1; return bytes; }",
    "bytes => bytes.subarray(0, bytes.length >> 1)", "bytes => bytes.subarray(0, 0)",
    SOUND_BUT_WRONG], ids=["one byte changed", "cut off", "empty", "sound but wrong"])
def test_a_kept_reader_that_is_damaged_is_replaced_and_the_answer_is_right(
        kept, later, change):
    _, _, first, _ = kept
    # The page's own policy forbids eval: what stands for damage is done from a page without one.
    later.page.goto(later.url + "build.json")
    later.page.evaluate(CHANGE, change)
    visitor = again(later)
    assert not went_on(visitor)
    assert visitor.page.evaluate(PROBABILITIES, DRAWINGS) == first
    visitor.rest_until_kept()
    assert went_on(again(visitor))


def test_about_counts_what_is_kept_and_reset_deletes_it(kept, later):
    later.enter()
    later.page.on("dialog", lambda dialog: dialog.accept())
    later.button("About").click()
    panel = later.page.get_by_role("dialog", name="About PixelPredict")
    expect(panel).to_contain_text(re.compile(r"a started reader for the next visit, 3\d\.\d MB"))
    with later.page.expect_navigation():
        panel.get_by_role("button", name="Reset this app").click()
    assert later.page.evaluate(FILES) == []
    later.wait_for("ready")
    expect(later.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
