"""Functions that the build took for uncalled, and are called: the answer is right all the same."""

import json
import lzma
import zipfile

import pytest
from playwright.sync_api import expect

from building import command, lean, runtime, site
from building.lean.stubs import Module
from building.runtime_folder import NUMPY, WASM, Parts
from pixelpredict import Recognizer
from tests import drawn_digits
from tests.browser.conftest import DESKTOP, STILL
from tests.browser.host import hosted
from tests.browser.own_weights import choose_folder, one_further
from tests.browser.visitor import Visitor

SEVEN = drawn_digits.strokes(7)
EXPLAIN = """([strokes, digit, rival]) => window.pixelpredict.explain(strokes, digit, rival)
    .then(({ difference }) => difference, ({ name, message }) => `${name}: ${message}`)"""
# Each is answered, be it with an error.
ANSWERED = """async strokes => {
    try {
        return (await window.pixelpredict.read(JSON.parse(strokes))).text !== undefined;
    } catch ({ name }) {
        return name.endsWith("Error") && name !== "RuntimeError";
    }
}"""
ODD = ("[[[0, 0], [1e300, 5], [-1e300, 9]]]", "[[], [[1, 1]]]", "[[[null, 3], [4, 5]]]")
STAGES = ("start", "explain", "error")  # "read" below


@pytest.fixture(scope="module")
def sites(root, tmp_path_factory):
    """The built site without the functions that are first called in a stage, by stage."""
    published = runtime.obtain(command.CACHE / "runtime")
    parts = lean.make(root, published, command.CACHE / "lean")
    calls = json.loads((parts.shipped[WASM].parent / lean.CALLS).read_text())
    folder = tmp_path_factory.mktemp("traps")

    def harmed(module, content, stage):
        left = {call["index"] for call in calls
                if call["module"] == module and call["stage"] != stage}
        return Module(content).with_only(left)

    def without(stage):
        out = folder / stage
        if not out.exists():
            assert stage in {call["stage"] for call in calls}
            wasm, numpy = folder / f"{stage}-{WASM}", folder / f"{stage}-{NUMPY}"
            wasm.write_bytes(harmed(WASM, parts.whole[WASM].read_bytes(), stage))
            with zipfile.ZipFile(parts.whole[NUMPY]) as whole, \
                    zipfile.ZipFile(numpy, "w") as archive:
                for name in whole.namelist():
                    content = whole.read(name)
                    archive.writestr(
                        name, harmed(name, content, stage) if name.endswith(".so") else content)
            for path in (wasm, numpy):  # packed quickly, as if it had been before
                path.with_name(f"{path.name}.xz").write_bytes(
                    lzma.compress(path.read_bytes(), check=lzma.CHECK_CRC32, preset=0))
            shipped = {**parts.shipped, WASM: wasm, NUMPY: numpy}
            site.build(root, out, published, Parts(shipped, parts.whole))
        return out

    return without


@pytest.fixture
def visitor(browser):
    """A visitor who may meet traps."""
    context = browser.new_context(**DESKTOP, **STILL)
    yield lambda url: Visitor(context, url)
    context.close()


def without_host(visitor):
    """Let the page work offline, then cut the network."""
    expect(visitor.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    visitor.context.set_offline(True)


@pytest.mark.parametrize("stage", STAGES)
def test_a_missing_function_is_fetched_and_every_answer_is_right(root, sites, visitor, stage):
    with hosted(sites(stage), "/some/repo/") as (url, _):
        visitor = visitor(url).enter()
        visitor.draw(SEVEN)
        visitor.expect_answer(7)
        visitor.wait_for_both()
        told = visitor.page.evaluate(EXPLAIN, [SEVEN, 7, 1])
        expected = Recognizer.load(root / "weights").explain(SEVEN, 7, 1).difference
        assert told == pytest.approx(expected, abs=1e-4)
        assert visitor.page.evaluate(EXPLAIN, [SEVEN, 7, 7]).startswith("ValueError: ")
        for odd in ODD:
            assert visitor.page.evaluate(ANSWERED, odd)
        visitor.expect_answer(7)
        assert any(path.endswith(f"{WASM}.xz") for path in visitor.traps)
        expect(visitor.page.get_by_role("alert")).to_be_hidden()
        assert visitor.page.locator("html").get_attribute("data-engine") == "ready"


def test_ones_own_weights_read_on_with_the_whole(root, sites, visitor, tmp_path):
    folder = one_further(root / "weights", tmp_path / "weights")
    with hosted(sites("explain"), "/some/repo/") as (url, _):
        visitor = visitor(url).enter()
        visitor.draw(SEVEN)
        visitor.expect_answer(7)
        visitor.wait_for_both()
        choose_folder(visitor, folder)
        visitor.expect_answer(8)
        told = visitor.page.evaluate(EXPLAIN, [SEVEN, 8, 7])
        expected = Recognizer.load(folder).explain(SEVEN, 8, 7).difference
        assert told == pytest.approx(expected, abs=1e-4)
        assert visitor.traps
        visitor.button("Recognize").click()
        visitor.expect_answer(8)


def test_a_later_visit_starts_with_the_whole(sites, visitor):
    with hosted(sites("read"), "/some/repo/") as (url, _):
        first = visitor(url).enter()
        first.draw(SEVEN)
        first.expect_answer(7)
        assert first.traps
        expect(first.page.get_by_role("status", name="Offline")).to_have_text(
            "Ready to work offline")
        first.page.close()
        asked = []
        first.context.on("request", lambda request: asked.append(request.url))
        later = visitor(url).enter()
        later.draw(SEVEN)
        later.expect_answer(7)
        assert any(url.endswith(f"whole/{WASM}.xz") for url in asked)
        assert not any(url.endswith(f"runtime/{WASM}.xz") for url in asked)
        later.context.set_offline(True)
        later.page.close()
        offline = visitor(url).enter()
        offline.draw(SEVEN)
        offline.expect_answer(7)


def test_a_trap_without_the_host_says_to_connect_once_and_keeps_the_drawing(sites, visitor):
    with hosted(sites("read"), "/some/repo/") as (url, _):
        visitor = visitor(url).enter()
        without_host(visitor)
        visitor.draw(SEVEN)
        expect(visitor.page.get_by_role("alert")).to_contain_text("connect once")
        assert visitor.button("Clear").is_enabled()
        visitor.context.set_offline(False)
        visitor.button("Retry").click()
        visitor.wait_for("ready")
        visitor.expect_answer(7)


def test_a_later_visit_without_the_host_starts_though_the_whole_never_came(sites, visitor):
    with hosted(sites("error"), "/some/repo/") as (url, _):
        first = visitor(url).enter()
        without_host(first)
        assert "connect once" in first.page.evaluate(EXPLAIN, [SEVEN, 7, 7])
        first.page.close()
        later = visitor(url).enter()
        later.draw(SEVEN)
        later.expect_answer(7)
