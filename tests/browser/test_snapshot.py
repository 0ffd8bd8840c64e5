"""Later visits go on from the memory of a started reader, or start it the sure way."""

import re

import pytest
from playwright.sync_api import expect

from tests import drawn_digits
from tests.browser.host import hosted
from tests.browser.visitor import A_REST, Visitor
from tests.browser.written_pictures import choose, file, picture

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
CUT_OFF = "bytes => bytes.subarray(0, bytes.length >> 1)"
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
DATABASES = "indexedDB.databases().then(all => all.map(({ name }) => name))"
# What was kept first, beside the app's own caches; and puts it back.
SAVE = """async () => {
    const folder = await navigator.storage.getDirectory();
    const cache = await caches.open("of this test");
    for await (const file of folder.values()) {
        await cache.put(`/${file.name}`, new Response(await file.getFile()));
    }
}"""
PUT_BACK = """async () => {
    const folder = await navigator.storage.getDirectory();
    const cache = await caches.open("of this test");
    for (const { url } of await cache.keys()) {
        const file = await folder.getFileHandle(url.split("/").at(-1), { create: true });
        const writable = await file.createWritable();
        await writable.write(await (await cache.match(url)).blob());
        await writable.close();
    }
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
        visitor = visits(url, returns=True)
        visitor.page.clock.install()
        visitor.enter().wait_for_both()
        first = visitor.page.evaluate(PROBABILITIES, DRAWINGS)
        size = visitor.rest_until_kept()
        assert 10e6 < size < 20e6  # zeros are left out
        assert len(visitor.page.evaluate(FILES)) == 1
        assert visitor.page.evaluate(DATABASES) == []
        visitor.page.evaluate(SAVE)
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
    assert visitor.complaints == []


def test_panels_and_pictures_work_on_a_reader_that_went_on(later):
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
    choose(visitor, file(picture("2")))
    visitor.expect_answer(2)
    assert visitor.complaints == []


def test_a_reader_is_kept_though_a_digit_is_drawn_while_it_is_under_way(regular):
    regular.page.clock.install()
    regular.enter()
    with regular.page.expect_worker() as keeper:
        regular.page.clock.run_for(A_REST)
    with keeper.value.expect_event("close"):
        regular.draw(drawn_digits.strokes(7))
    regular.expect_answer(7)
    regular.rest_until_kept()
    regular.draw(drawn_digits.strokes(7))
    regular.expect_answer(7)
    assert regular.complaints == []


def damage(visitor: Visitor, change: str) -> None:
    """Put back what was kept first, and damage it."""
    # The page's own policy forbids eval: what stands for damage is done from a page without one.
    visitor.page.goto(visitor.url + "build.json")
    visitor.page.evaluate(PUT_BACK)
    visitor.page.evaluate(CHANGE, change)


@pytest.mark.parametrize("change", [
    "bytes => { bytes[bytes.length >> 1] ^= 1; return bytes; }",
    CUT_OFF, "bytes => bytes.subarray(0, 0)",
    SOUND_BUT_WRONG], ids=["one byte changed", "cut off", "empty", "sound but wrong"])
def test_where_a_kept_reader_is_damaged_the_answer_is_right(kept, later, change):
    _, _, first, _ = kept
    damage(later, change)
    visitor = again(later)
    assert not went_on(visitor)
    assert visitor.page.evaluate(PROBABILITIES, DRAWINGS) == first


def test_a_damaged_one_is_replaced(later):
    damage(later, CUT_OFF)
    visitor = again(later)
    assert not went_on(visitor)
    visitor.rest_until_kept()
    assert went_on(again(visitor))


def reset(visitor: Visitor) -> None:
    """Read in About that a started reader is kept, and reset the app."""
    visitor.page.on("dialog", lambda dialog: dialog.accept())
    visitor.button("About").click()
    panel = visitor.page.get_by_role("dialog", name="About PixelPredict")
    expect(panel).to_contain_text(re.compile(r"a started reader for the next visit, 1\d\.\d MB"))
    with visitor.page.expect_navigation():
        panel.get_by_role("button", name="Reset this app").click()


def test_about_counts_what_is_kept_and_reset_deletes_it(kept, later):
    later.enter()
    reset(later)
    assert later.page.evaluate(FILES) == []
    later.wait_for("ready")
    expect(later.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
