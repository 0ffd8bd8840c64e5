"""How the page looks and behaves around the drawing: sizes, themes, words, stability."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import doubtful_drawings, drawn_digits
from tests.browser import squared_paper
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.faulty_host import SLOW

SIZES = [(360, 640), (390, 844), (768, 1024), (1440, 900)]
SHIFTS = """
    window.shifts = [];
    new PerformanceObserver(list => shifts.push(...list.getEntries().map(({ value, sources }) =>
        `${value} ${sources.map(({ node }) => node?.id || node?.className)}`)))
        .observe({ type: "layout-shift", buffered: true });"""
# Until what has come is seen: of the head alone nothing is.
PAINTED = """() => document.body && new Promise(resolve =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve))))"""


@pytest.fixture
def resized(desktop):
    yield desktop
    desktop.page.set_viewport_size(DESKTOP["viewport"])


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_paper_and_answer_are_seen_together(resized, width, height):
    resized.page.set_viewport_size({"width": width, "height": height})
    resized.draw(doubtful_drawings.of_no_digit())
    words = resized.page.get_by_text("That doesn’t look like a digit", exact=True)
    meters = resized.page.get_by_role("meter").all()
    assert len(meters) == 10
    for part in (resized.canvas, resized.result, words, resized.button("Recognize"), *meters):
        expect(part).to_be_in_viewport(ratio=1)
    assert resized.page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_header_and_panels_are_in_line_beside_a_scrollbar(resized):
    """A gutter is kept for one; where 100vw reaches over it, nothing may be as wide as that."""
    resized.page.set_viewport_size({"width": 360, "height": 700})
    boxes = [resized.page.get_by_role(role, name=name).bounding_box() for role, name in (
        ("banner", None), ("region", "Reading"), ("region", "More"))]
    assert len({(box["x"], box["width"]) for box in boxes}) == 1
    paper = resized.canvas.bounding_box()
    assert paper["x"] == pytest.approx(boxes[0]["x"], abs=2)  # its border


@pytest.mark.parametrize(("width", "height"), [*SIZES, (844, 390)])
def test_every_button_is_large_enough_for_a_finger(resized, width, height):
    resized.page.set_viewport_size({"width": width, "height": height})
    for button in resized.page.get_by_role("button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44, button.inner_text()
        assert button.evaluate("button => button.scrollWidth <= button.offsetWidth")


@pytest.mark.parametrize("options", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_from_the_first_paint_to_the_answer(visits, options):
    visitor = visits(**options, reduced_motion="no-preference")
    visitor.page.add_init_script(SHIFTS)
    visitor.enter()
    for strokes in (drawn_digits.strokes(8), doubtful_drawings.of_no_digit(),
                    doubtful_drawings.of_two_digits()):
        visitor.draw(strokes)
        expect(visitor.result).not_to_have_text("")
        expect(visitor.result).to_have_attribute("aria-busy", "false")
        visitor.button("Clear").click()
        expect(visitor.result).to_have_text("")
    visitor.button("Help").click()
    visitor.page.keyboard.press("Escape")
    assert visitor.page.evaluate("shifts") == []
    visitor.context.close()


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1440, 900)])
def test_nothing_jumps_while_the_page_itself_comes_slowly(passer_by, host, width, height):
    passer_by.page.set_viewport_size({"width": width, "height": height})
    passer_by.page.add_init_script(SHIFTS)
    host.faults["index.html"] = "slower"
    host.release()
    passer_by.page.goto(passer_by.url, wait_until="commit")
    for _ in range(SLOW["slower"]):
        host.release()
        passer_by.page.evaluate(PAINTED)
    passer_by.wait_for("ready")
    assert passer_by.page.evaluate("shifts") == []


def test_nothing_jumps_when_the_reader_fails(newcomer):
    newcomer.page.add_init_script(SHIFTS)
    newcomer.fail("**/weights/W1.npy")
    newcomer.open().wait_for("failed")
    expect(newcomer.page.get_by_role("alert")).to_be_visible()
    assert newcomer.page.evaluate("shifts") == []


def test_a_sure_answer_names_the_runner_up(desktop):
    desktop.draw([[[280, 160], [560, 60], [500, 900]]])  # a 7, but much like a 1 with a flag
    desktop.expect_answer(7)
    expect(desktop.main).to_contain_text(re.compile(r"[789]\d % likely"))
    assert desktop.meter(1) == max(desktop.meter(digit) for digit in range(10) if digit != 7)
    expect(desktop.main).to_contain_text(re.compile(r"Runner-up: 1, [12]\d %"))


def test_a_digit_between_two_is_asked_for(desktop):
    desktop.draw(doubtful_drawings.of_two_digits(), size=0.8)
    expect(desktop.main).to_contain_text(re.compile(r"Not sure: (7 or 1|1 or 7)\?"))
    expect(desktop.result).to_have_text(re.compile("^[17]$"))


def test_what_is_no_digit_is_not_claimed(desktop):
    desktop.draw(drawn_digits.strokes(3))
    desktop.expect_answer(3)
    claimed = desktop.result.evaluate("result => getComputedStyle(result).color")
    desktop.button("Clear").click()
    desktop.draw(doubtful_drawings.of_no_digit())
    expect(desktop.main).to_contain_text("That doesn’t look like a digit")
    expect(desktop.main).to_contain_text(re.compile(r"Nearest: \d, \d+ %"))
    assert desktop.result.evaluate("result => getComputedStyle(result).color") != claimed


def test_only_what_rests_is_said(desktop):
    # The status itself follows every move of the pen; what is said comes from elsewhere.
    expect(desktop.result).to_have_attribute("aria-live", "off")
    desktop.draw(drawn_digits.strokes(3))
    expect(desktop.page.locator("[aria-live=polite]")).to_have_text(
        re.compile(r"^3\. \d+ % likely\. Runner-up: \d, .* %\.$"))


def ground(visitor):
    return visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_theme_follows_the_system_until_one_is_chosen(newcomer):
    newcomer.look()
    light = ground(newcomer)
    newcomer.page.emulate_media(color_scheme="dark")
    dark = ground(newcomer)
    assert light != dark
    newcomer.button("Theme: System").click()
    expect(newcomer.button("Theme: Light")).to_be_visible()
    assert ground(newcomer) == light
    newcomer.button("Theme: Light").click()
    assert ground(newcomer) == dark
    newcomer.button("Theme: Dark").click()
    expect(newcomer.button("Theme: System")).to_be_visible()


def test_a_chosen_theme_is_there_before_the_first_paint(newcomer):
    newcomer.look()
    newcomer.button("Theme: System").click()
    # Frames are drawn only once the page has what its first paint must have.
    newcomer.page.add_init_script("""
        requestAnimationFrame(() => {
            window.themeAtFirst = document.documentElement.dataset.theme;
        });""")
    newcomer.page.reload()
    expect(newcomer.button("Theme: Dark")).to_be_visible()
    assert newcomer.page.evaluate("themeAtFirst") == "dark"


def test_the_ink_follows_the_theme(desktop):
    desktop.draw(drawn_digits.strokes(7))
    assert desktop.ink() > 1000
    desktop.page.emulate_media(color_scheme="dark")
    desktop.page.wait_for_function("""canvas => {
        const { width, height } = canvas;
        // A copy: reading the page's own canvas back would slow it down, and the browser say so.
        const copy = new OffscreenCanvas(width, height).getContext("2d");
        copy.drawImage(canvas, 0, 0);
        const { data } = copy.getImageData(0, 0, width, height);
        return data.some((value, i) => i % 4 === 0 && value > 150);
    }""", arg=desktop.canvas.element_handle())
    desktop.page.emulate_media(color_scheme="light")


def test_a_browser_that_forbids_storage_loses_nothing_but_the_memory(newcomer):
    newcomer.page.add_init_script("""
        Object.defineProperty(window, "localStorage", { get() {
            throw new DOMException("Storage is forbidden", "SecurityError");
        } });""")
    newcomer.enter()
    newcomer.button("Theme: System").click()
    expect(newcomer.button("Theme: Dark")).to_be_visible()
    newcomer.draw(drawn_digits.strokes(7))
    newcomer.expect_answer(7)
    assert newcomer.complaints == []


def test_bars_stand_still_where_less_motion_is_wished(desktop):
    bar = desktop.page.get_by_role("meter", name="7")
    duration = "meter => getComputedStyle(meter, '::after').transitionDuration"
    assert bar.evaluate(duration) == "0s"
    desktop.page.emulate_media(reduced_motion="no-preference")
    assert bar.evaluate(duration) != "0s"
    desktop.page.emulate_media(reduced_motion="reduce")


@pytest.mark.parametrize("density", [1, 1.5])
def test_the_paper_shows_all_of_its_rules(visits, density):
    visitor = visits(viewport={"width": 300, "height": 700}, device_scale_factor=density).look()
    for width in (300, 333, 358, 401, 477, 590, 644):
        visitor.page.set_viewport_size({"width": width, "height": 1200})
        # From 36rem on the paper is 15 squares wide.
        wide = (14 if width >= 576 else 9), 9
        assert squared_paper.rules(visitor.canvas.screenshot()) == wide, width
    visitor.context.close()


def test_without_scripts_a_sentence_says_so_and_nothing_else_is_offered(visits):
    visitor = visits(**PHONE, java_script_enabled=False).open()
    sentence = visitor.page.locator("noscript p")  # which Playwright finds by no text
    expect(sentence).to_be_in_viewport(ratio=1)
    assert "it needs JavaScript" in sentence.inner_text()
    expect(visitor.page.get_by_text("Loading the reader")).to_be_hidden()
    expect(visitor.canvas).to_be_hidden()
    assert not [button for button in visitor.page.locator("button").all() if button.is_visible()]
    visitor.context.close()


def test_print_is_dark_on_white_whatever_the_theme(desktop):
    desktop.draw(drawn_digits.strokes(7))
    desktop.expect_answer(7)
    desktop.page.emulate_media(media="print", color_scheme="dark")
    assert desktop.ink() > 1000
    paper = Image.open(io.BytesIO(desktop.page.screenshot())).convert("L")
    assert paper.getpixel((5, 5)) == 255
    meter = desktop.page.get_by_role("meter", name="7")
    assert meter.evaluate("meter => getComputedStyle(meter).printColorAdjust") == "exact"
    bar = Image.open(io.BytesIO(meter.screenshot())).convert("L")
    assert sum(bar.histogram()[:100]) > 0.3 * bar.width * bar.height
    for name in ("Recognize", "Share", "Help", "About"):
        expect(desktop.button(name)).to_be_hidden()
    expect(desktop.page.get_by_text("How it was trained")).to_be_hidden()  # not opened
    desktop.page.emulate_media(media="screen", color_scheme="light")
