"""Windows of every shape, at every font size: nothing is cut, nothing lies beside the window.

The page stands in a frame whose size a script sets, as a window's would be: dozens of sizes take
seconds. The font size is the browser's own setting, which media queries follow as well.
"""

import pytest
from playwright.sync_api import Frame, expect

from tests import browsers, doubtful_drawings
from tests.browser.visitor import Visitor

WIDTHS = [280, 320, 360, 412, 576, 640, 768, 832, 1600]
HEIGHTS = [240, 320, 430, 640, 1000]
SURE = [[[200, 160], [560, 60], [500, 900]]]  # a 7, with more than a trace of a 1
FRAMED = """<!doctype html><style>body { margin: 0 } iframe { display: block; border: 0;
    width: 1000px; height: 700px }</style><iframe src="./"></iframe>"""

# Returns what is wrong with the page in the frame, size by size.
FAULTS = """([widths, heights, font]) => {
    const frame = document.querySelector("iframe");
    const { contentDocument: page, contentWindow: view } = frame;
    const find = (selector) => [...page.querySelectorAll(selector)];
    const seen = (element) => element.checkVisibility({ visibilityProperty: true });
    const name = (element) => element.textContent.trim() || element.ariaLabel;
    const lines = (element) => {
        const range = page.createRange();
        range.selectNodeContents(element);
        return [...range.getClientRects()].filter(({ width }) => width > 0);
    };
    const inside = (inner, outer) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1
        && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1
        && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const box = (element) => element.getBoundingClientRect();

    function faults(width, height) {
        const found = [];
        const check = (holds, words) => holds || found.push(words);
        const failed = page.documentElement.dataset.engine === "failed";
        const room = { left: 0, right: page.documentElement.clientWidth, top: 0, bottom: Infinity };
        check(page.documentElement.scrollWidth <= room.right, "scrolls sideways");
        const controls = find("body > :not(dialog) :is(button, summary, select)");
        for (const control of controls.filter(seen)) {
            const { width, height } = box(control);
            check(inside(box(control), room), `${name(control)} is outside`);
            check(Math.min(width, height) >= 44, `${name(control)} is small`);
            check(control.matches("select") || lines(control).every((line) =>
                inside(line, box(control))), `${name(control)} is cut`);
        }
        const words = find("#remark, #runner-up, #stage, #reason").filter(seen);
        const texts = [...words, ...find("#result, .bar span, h1, header p")].filter(seen);
        for (const text of texts.filter((text) => text.textContent)) {
            check(lines(text).every((line) => inside(line, room)), `${name(text)} is outside`);
        }
        const labels = find(".bar span");
        check(labels.every((label) => inside(box(label), room)
            && label.scrollWidth <= label.clientWidth + 1), "a share is cut");
        check(labels.every((label, i) => i === 0 || !overlap(box(label), box(labels[i - 1]))),
            "bars overlap");
        const parts = [...find(".paper, header, .controls button"), ...words];
        if (!failed) parts.push(...find("#result, .bar"));
        parts.forEach((one, i) => parts.slice(i + 1).forEach((other) => {
            if (words.includes(one) && words.includes(other)) return; // lines of one text may touch
            // Words by their lines: they may reach beyond the room that they were given.
            const [ones, others] = [one, other].map((part) =>
                words.includes(part) ? lines(part) : [box(part)]);
            check(!ones.some((a) => others.some((b) => overlap(a, b))),
                `${name(one)} lies over ${name(other)}`);
        }));
        check(box(page.querySelector("canvas")).width >= 140, "the paper is tiny");
        // Where both can be: high enough for one above the other, or for one beside the other.
        const both = height >= 28 * font || (width >= 19 * font && height >= 15 * font);
        const told = [page.querySelector("canvas"), ...find("#result, #remark")];
        check(!both || failed || told.every((part) => box(part).bottom <= height + 1),
            "paper and answer are apart");
        return found;
    }

    const all = [];
    for (const width of widths) {
        for (const height of heights) {
            frame.style.width = `${width}px`;
            frame.style.height = `${height}px`;
            view.scrollTo(0, 0);
            const found = faults(width, height);
            if (found.length) all.push(`${width} × ${height}: ${[...new Set(found)].join(", ")}`);
        }
    }
    frame.style.width = "1000px";
    frame.style.height = "700px";
    return all;
}"""


@pytest.fixture(scope="module", params=[16, 32])
def window(request, browser, address):
    """A visitor whose page stands in a frame, and whose browser has fonts of this size."""
    if browser.browser_type.name != "chromium":
        pytest.skip("needs Chromium's setting for the size of fonts")
    launching = browsers.testing(browser.browser_type)
    launching["args"] = [*launching["args"], f"--blink-settings=defaultFontSize={request.param}"]
    # With scrollbars that take room, as on most desktops.
    own = browser.browser_type.launch(**launching, ignore_default_args=["--hide-scrollbars"])
    context = own.new_context(viewport={"width": 1000, "height": 700}, service_workers="block")
    visitor = Framed(context, address)
    visitor.font = request.param
    yield visitor
    assert visitor.foreign == []
    own.close()


class Framed(Visitor):
    """A visitor whose page stands in a frame."""

    font: int

    def open(self) -> "Framed":
        self.page.route("**/window.html", lambda route: route.fulfill(
            body=FRAMED, content_type="text/html"))
        self.page.goto(f"{self.url}window.html")
        frame = self.frame
        self.canvas = frame.get_by_label("Drawing area")
        self.result = frame.get_by_role("status", name="Result")
        self.main = frame.get_by_role("main")
        return self

    @property
    def frame(self) -> Frame:
        return self.page.frames[1]

    def wait_for(self, engine: str) -> "Framed":
        expect(self.frame.locator("html")).to_have_attribute("data-engine", engine)
        return self

    def button(self, name: str):
        return self.frame.get_by_role("button", name=name, exact=True)

    def draw_anew(self, strokes, words: str) -> None:
        if self.button("Clear").is_enabled():
            self.button("Clear").click()
        self.draw(strokes)
        expect(self.main).to_contain_text(words)
        expect(self.result).to_have_attribute("aria-busy", "false")

    def faults(self, widths=WIDTHS, heights=HEIGHTS) -> list[str]:
        return self.page.evaluate(FAULTS, [widths, heights, self.font])


def test_nothing_is_cut_at_any_size(window):
    """In each of the page's states."""
    window.fail("**/weights/W1.npy")
    window.open().wait_for("failed")
    assert window.faults() == [], "failed"
    window.mend()
    window.button("Retry").click()
    window.wait_for("ready")
    assert window.faults() == [], "empty"
    window.draw_anew(SURE, "Runner-up")
    assert window.faults() == [], "sure"
    window.draw_anew(doubtful_drawings.of_no_digit(), "That doesn’t look like a digit")
    assert window.faults() == [], "not sure"
    html = window.frame.locator("html")
    html.evaluate("html => { html.style.fontFamily = 'monospace, monospace'; }")
    assert html.evaluate("html => getComputedStyle(html).fontSize") == f"{window.font}px"
    assert window.faults() == [], "in a wide font"
    window.hold("**/weights/W1.npy")
    window.open()
    expect(window.main.get_by_role("progressbar")).to_be_visible()
    assert window.faults() == [], "loading"


# What of a page in a frame runs out of the window, or of its dialog, at each width.
OPENED = """widths => {
    const frame = document.querySelector("iframe");
    const page = frame.contentDocument;
    const wide = (element) => element.scrollWidth > element.clientWidth;
    const found = widths.flatMap((width) => {
        frame.style.width = `${width}px`;
        const dialog = page.querySelector("dialog[open]");
        const buttons = [...(dialog?.querySelectorAll("button, h2") ?? [])];
        return [page.documentElement, ...(dialog ? [dialog, ...buttons] : [])].filter(wide)
            .map((element) => `${width}: ${element.id || element.tagName}`);
    });
    frame.style.width = "1000px";
    return found;
}"""


def test_opened_panels_and_dialogs_fit_at_any_width(window):
    window.mend()
    window.open().wait_for("ready")
    window.draw_anew(SURE, "Runner-up")
    window.frame.locator("details").evaluate_all("all => all.forEach(each => each.open = true)")
    expect(window.frame.get_by_role("heading", name="Report card", exact=True)).to_be_visible()
    expect(window.frame.get_by_role("table", name="Report cards")).to_be_visible()
    assert window.page.evaluate(OPENED, WIDTHS) == [], "panels"
    for name in ("Help", "About"):
        window.button(name).click()
        assert window.page.evaluate(OPENED, WIDTHS) == [], name
        window.frame.get_by_role("dialog").get_by_role("button", name="Close").click()
