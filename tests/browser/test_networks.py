"""The second network: when it comes, what the panel tells of it, and who reads."""

import json
import re

import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import doubtful_drawings, drawn_digits
from tests.browser.outcome import seven
from tests.browser.visitor import Visitor

CHOICES = {"Both": None, "Two layers": 0, "Convolution": 1}
FIRST = "weights/convolutional/K1.npy"
# Notes when the first answer is shown.
WATCH = """addEventListener("DOMContentLoaded", () => {
    const result = document.getElementById("result");
    new MutationObserver((_, watch) => {
        if (!result.textContent) return;
        window.answered = performance.now();
        watch.disconnect();
    }).observe(result, { childList: true, characterData: true, subtree: true });
})"""
ASKED = """() => performance.getEntriesByType("resource")
    .filter(({ name }) => name.includes("/convolutional/"))
    .map(({ startTime }) => startTime - answered)"""
EXPLAIN = """async strokes => {
    const why = await window.pixelpredict.explain(strokes, 7, 9);
    return [why.shares.reduce((sum, share) => sum + share) + why.constant, why.difference];
}"""


@pytest.fixture(scope="module")
def page(visits):
    """A page of its own with a 7 drawn by a pointer, both networks and their panel open."""
    visitor = visits().enter()
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    opened(visitor.wait_for_both())
    yield visitor
    assert visitor.complaints == []


def opened(visitor: Visitor):
    visitor.page.get_by_role("heading", name="Two networks").click()
    return visitor.page.locator("#networks")


def radio(visitor: Visitor, name: str):
    return visitor.page.get_by_role("radiogroup", name="Read with").get_by_label(name)


def choose(visitor: Visitor, name: str) -> None:
    """Choose who reads, and wait until the drawing was read so."""
    if radio(visitor, name).is_checked():
        return
    visitor.page.evaluate("document.getElementById('result').ariaBusy = 'asked'")
    radio(visitor, name).check(force=True)  # what is touched is its label
    expect(visitor.result).to_have_attribute("aria-busy", "false")


def strokes_of(visitor: Visitor) -> list:
    """Return what was drawn, as the page asks the engine of it."""
    return visitor.page.evaluate("""async () => {
        const { chosen } = await import(new URL("page/main.js", document.baseURI));
        return chosen.ownStrokes;
    }""")


def networks_told(visitor: Visitor) -> str:
    """Return what About says of the networks."""
    visitor.button("About").click()
    words = visitor.page.locator("#about-networks").inner_text()
    visitor.button("Close").click()
    return words


def test_the_second_comes_after_the_first_answer(newcomer):
    newcomer.page.add_init_script(WATCH)
    held = newcomer.hold("**/pyodide.asm.wasm.xz")
    newcomer.open()
    newcomer.draw(drawn_digits.strokes(7))
    for route in held:
        route.continue_()
    newcomer.wait_for_both().expect_answer(7)
    after = newcomer.page.evaluate(ASKED)
    assert len(after) == 8
    assert min(after) >= 0
    assert networks_told(newcomer) == "Two layers and a convolution, 101,770 and 94,458 numbers"


def test_a_page_built_without_it_reads_and_says_so(newcomer):
    newcomer.context.route("**/runtime/second-network.js", lambda route: route.fulfill(
        body="export const FILES = {};", content_type="text/javascript"))
    newcomer.enter()
    seven(newcomer)
    expect(newcomer.page.locator("html")).to_have_attribute("data-networks", "failed")
    assert networks_told(newcomer) == "Two layers alone: this page was built without it"
    expect(opened(newcomer)).to_contain_text(
        "The second network has not come: this page was built without it")
    assert newcomer.complaints == []


def test_a_damaged_file_is_named_and_the_first_reads_on(visitor, host, note):
    host.faults[FIRST] = "one byte changed"
    visitor.enter()
    right = seven(visitor)
    expect(visitor.page.locator("html")).to_have_attribute("data-networks", "failed")
    words = networks_told(visitor)
    assert words == f"Two layers alone: {FIRST} broke off or is damaged"
    note(f"{FIRST} one byte changed", f"{right}; About: {words}")
    host.mend()
    visitor.page.evaluate("dispatchEvent(new Event('online'))")  # the connection is back
    visitor.wait_for_both()


def test_both_read_when_the_network_is_cut_and_the_choice_is_kept_until_reset(regular):
    regular.enter()
    seven(regular)
    opened(regular.wait_for_both())
    expect(radio(regular, "Both")).to_be_checked()
    radio(regular, "Both").focus()
    regular.page.keyboard.press("ArrowLeft")  # around to the last
    expect(radio(regular, "Convolution")).to_be_checked()
    expect(regular.page.get_by_role("status", name="Offline")).to_have_text(
        "Ready to work offline")
    regular.context.set_offline(True)
    regular.page.reload()
    regular.wait_for("ready")
    opened(regular.wait_for_both())
    expect(radio(regular, "Convolution")).to_be_checked()
    regular.context.set_offline(False)
    regular.page.on("dialog", lambda dialog: dialog.accept())
    regular.button("About").click()
    with regular.page.expect_navigation():
        regular.button("Reset this app").click()
    regular.wait_for("ready")
    opened(regular.wait_for_both())
    expect(radio(regular, "Both")).to_be_checked()


def test_the_panel_says_what_each_network_says_here(page, root):
    here = Recognizer.load(root / "weights")
    (digit,) = here.read(strokes_of(page)).digits
    panel = page.page.locator("#networks")
    expect(panel).to_contain_text("Both say 7.")
    for name, network in (("Two layers", here.network), ("Convolution", here.second)):
        share = network.predict(digit.image[None])[0][7]
        picture = panel.get_by_role("img", name=f"{name}: 7: ")
        expect(picture).to_have_accessible_name(re.compile(f"{int(100 * share)} %"))
    first, *_ = here.second.layers(digit.image[None])
    for number in (1, 16):
        places = int((first[0, :, :, number - 1] > 0).sum())
        expect(panel.get_by_role("img", name=f"Filter {number} and its map")) \
            .to_have_accessible_name(re.compile(f"at {places} of 144 places"))


def test_the_report_cards_are_those_beside_the_weights(page, root):
    table = page.page.get_by_role("table", name="Report cards")
    models = [json.loads((root / "weights" / path).read_text(encoding="utf-8")) for path in
              ("model.json", "convolutional/model.json", "convolutional/together.json")]
    shares = [f"{100 * model['figures']['mnist_test']['accuracy']:.1f} %" for model in models]
    row = table.get_by_role("row", name="MNIST, test")
    assert row.get_by_role("cell").all_inner_texts() == shares


@pytest.mark.parametrize("name", CHOICES)
def test_whoever_reads_the_explanation_is_exact(page, root, name):
    choose(page, name)
    strokes = strokes_of(page)
    here = Recognizer.load(root / "weights")
    here.alone = CHOICES[name]
    (digit,) = here.read(strokes).digits
    assert page.meter(7) == pytest.approx(100 * digit.probabilities[7], abs=0.051)
    total, difference = page.page.evaluate(EXPLAIN, strokes)
    logits = [network.logits(digit.image[None])[0] for network in here.networks]
    expected = sum(each[7] - each[9] for each in logits) / len(logits)
    assert (total, difference) == pytest.approx((expected, expected), abs=1e-4)


def test_where_they_differ_the_answer_is_a_question(page):
    choose(page, "Both")
    strokes, (first, second) = doubtful_drawings.of_two_networks()
    page.button("Clear").click()
    expect(page.page.locator("#networks")).to_contain_text("see what each network says of it")
    page.draw(strokes, size=0.8, points=20)
    expect(page.page.locator("#remark")).to_have_text(re.compile(
        f"Not sure: ({first} or {second}|{second} or {first})\\?"))
    expect(page.page.locator("#networks")).to_contain_text(
        f"The two layers say {first}, the convolution {second}: so together they are not sure.")


def test_how_it_was_trained_shows_either(page):
    page.page.get_by_role("heading", name="How it was trained").click()
    panel = page.page.locator("#training")
    expect(panel).to_contain_text("101,770 numbers")
    panel.get_by_label("Convolution").check(force=True)
    expect(panel).to_contain_text("94,458 numbers")
    expect(panel.get_by_role("img", name="What is taken for what")).to_be_visible()
