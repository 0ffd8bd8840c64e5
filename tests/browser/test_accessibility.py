"""axe-core finds nothing in any state of the page, and what a screen reader meets is kept as text.

The trees lie in the folder accessibility, shares of probability written as N. Where one is meant to
change, delete its file: the test writes it anew, and fails once so that it is looked at.
"""

import re
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import doubtful_drawings, drawn_digits
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.written_pictures import choose, file, picture

TREES = Path(__file__).parent / "accessibility"
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# Of what passes, a node each is enough to see that axe did look.
RULES = """async () => {
    const { violations, passes } = await axe.run({ resultTypes: ["violations"] });
    const told = ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`;
    return { passes: passes.length, violations: violations.map(told) };
}"""


def violations(visitor) -> list[str]:
    """Return what axe-core objects to: on a phone in light colours, on a desktop in dark ones."""
    visitor.page.evaluate(f"() => {{ {AXE} }}")
    narrow = visitor.page.viewport_size["width"] < DESKTOP["viewport"]["width"]
    visitor.page.emulate_media(color_scheme="light" if narrow else "dark", reduced_motion="reduce")
    report = visitor.page.evaluate(RULES)
    assert report["passes"] > 10  # it did look
    return report["violations"]


def expect_tree(state: str, *parts) -> None:
    """Compare the accessibility tree of parts of the page with the one that is kept."""
    tree = "\n".join(part.aria_snapshot() for part in parts) + "\n"
    tree = re.sub(r"(?<= )(< )?\d+ %", "N %", re.sub(r"\d+\.\d MB|\d+\.\d(?= of)", "N MB", tree))
    kept = TREES / f"{state}.yml"
    if not kept.exists():
        kept.write_text(tree, encoding="utf-8")
        pytest.fail(f"{kept.name} is new: look at it, and keep it if it reads well")
    assert tree == kept.read_text(encoding="utf-8")


on_phone = pytest.mark.parametrize("reader", [PHONE], indirect=True, ids=["phone"])
on_desktop = pytest.mark.parametrize("reader", [DESKTOP], indirect=True, ids=["desktop"])


@pytest.fixture(scope="module", params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def reader(request, visits):
    """The page, ready and empty, on either kind of screen."""
    visitor = visits(**request.param).enter().wait_for_both()
    yield visitor
    visitor.context.close()


@on_phone
def test_empty_drawn_and_in_doubt(reader):
    assert violations(reader) == []
    expect_tree("empty", reader.page.get_by_role("banner"), reader.main)
    for state, strokes, words in [
        ("drawn", drawn_digits.strokes(3), re.compile("likely")),
        ("not-sure", doubtful_drawings.of_two_digits(), re.compile("Not sure")),
        ("no-digit", doubtful_drawings.of_no_digit(), re.compile("doesn’t look like a digit")),
    ]:
        reader.draw(strokes, size=0.8, points=20)
        announcement = reader.page.locator("[aria-live=polite]")
        expect(announcement).to_contain_text(words)
        assert violations(reader) == []
        if state == "drawn":
            expect_tree(state, reader.main)
        else:
            expect_tree(state, announcement)
        reader.button("Clear").click()


@on_phone
def test_a_number(reader):
    reader.draw(drawn_digits.number("149"), size=0.5, points=20)
    reader.expect_answer("149")
    announcement = reader.page.locator("[aria-live=polite]")
    expect(announcement).to_have_text("149.")
    assert violations(reader) == []
    expect_tree("number", reader.page.get_by_role("region", name="Reading"))
    reader.button("Clear").click()


@on_phone
def test_a_picture(reader):
    choose(reader, file(picture("7")))
    reader.expect_answer("7")
    announcement = reader.page.locator("[aria-live=polite]")
    expect(announcement).to_contain_text("7. ")
    assert violations(reader) == []
    expect_tree("picture", reader.page.get_by_role("region", name="Drawing"), announcement)
    reader.button("Clear").click()


def test_help(reader):
    reader.button("Help").click()
    assert violations(reader) == []
    expect_tree("help", reader.page.get_by_role("dialog"))
    reader.page.keyboard.press("Escape")


@on_phone
def test_about(reader):
    reader.button("About").click()
    about = reader.page.get_by_role("dialog", name="About PixelPredict")
    about.get_by_role("button", name="Check files").click()
    expect(about.get_by_role("listitem").first).to_be_visible()
    assert violations(reader) == []
    reader.page.keyboard.press("Escape")


# By what of them is there last: what grows above the next panel moves it out of a click's way.
PANELS = {
    "What the network sees": ("img", re.compile("^The centred drawing")),
    "Why?": ("combobox", re.compile("rather than")),
    "Two networks": ("table", "Report cards"),
    "How it was trained": ("img", "What is taken for what"),
    "Your hand": ("button", "Teach my hand"),
}


@on_desktop
def test_panels(reader):  # the last on this page: it leaves them open
    reader.draw(drawn_digits.strokes(3), size=0.8, points=20)
    reader.expect_answer(3)
    for name, (role, part) in PANELS.items():
        reader.page.get_by_role("heading", name=name).click()
        expect(reader.page.get_by_role(role, name=part)).to_be_visible()
    expect(reader.page.get_by_role("img", name="Filter 16")).to_be_visible()
    for numbers in reader.page.get_by_text("The numbers").all():
        numbers.click()
    assert violations(reader) == []


def test_loading(newcomer):
    held = newcomer.hold("**/pyodide.asm.wasm.xz")
    newcomer.open()
    expect(newcomer.page.get_by_role("progressbar")).to_be_visible()
    expect(newcomer.page.get_by_text("Downloading")).to_be_visible()
    assert violations(newcomer) == []
    expect_tree("loading", newcomer.main)
    for route in held:
        route.abort()


def test_failed(newcomer):
    newcomer.fail("**/weights/W1.npy")
    newcomer.open().wait_for("failed")
    assert violations(newcomer) == []
    expect_tree("failed", newcomer.page.get_by_role("alert"))
