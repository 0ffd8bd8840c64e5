"""A person at the page: opens it, draws with a real pointer, and reads what it says."""

import contextlib
import io
import math
import re

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, CDPSession, Page, Route, TimeoutError, expect

STARTED = re.compile("ready|failed")
REACHED = "engine => document.documentElement?.dataset.engine === engine"
# The one file that our page keeps in the browser's private file system.
KEPT = """async () => {
    const folder = await navigator.storage.getDirectory();
    for (let tries = 0; tries < 600; tries += 1) {
        for await (const file of folder.values()) {
            const { name, size } = await file.getFile().catch(() => ({})); // just replaced
            if (size && !name.endsWith(".crswap")) return size; // that one is not closed yet
        }
        await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error("no started reader was kept");
}"""
# Without a service worker nothing is copied to the device, and no started reader is kept.
COMES_ONCE = "delete Navigator.prototype.serviceWorker;"
A_REST = 5_000  # ms; one without a stroke is enough for the page, a few after it was disturbed
PATIENCE = 60_000  # ms; a busy machine of two cores starts Python in 6 s and more
expect.set_options(timeout=PATIENCE)  # for whatever is waited for


class Visitor:
    """One open page, found through roles and names."""

    def __init__(self, context: BrowserContext, url: str):
        self.context, self.url = context, url
        self.foreign: list[str] = []
        self.traps: list[str] = []  # what was fetched because a function had not come
        self.complaints: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note_foreign)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note_complaint)
        self.canvas = self.page.get_by_label("Drawing area")
        self.result = self.page.get_by_role("status", name="Result")
        self.main = self.page.get_by_role("main")

    def _note_foreign(self, request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.foreign.append(request.url)
        if "/runtime/whole/" in request.url:
            self.traps.append(request.url)

    def _note_complaint(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def fail(self, pattern: str, status: int = 404) -> None:
        """Answer requests for files that match with an error from now on."""
        self.context.route(pattern, lambda route: route.fulfill(status=status, body=""))

    def fulfil(self, pattern: str, body: bytes) -> None:
        """Answer requests for files that match with other bytes from now on."""
        self.context.route(pattern, lambda route: route.fulfill(body=body))

    def hold(self, pattern: str) -> list[Route]:
        """Leave requests for files that match unanswered; returns them, to go on with later."""
        held: list[Route] = []
        self.context.route(pattern, lambda route: held.append(route))
        return held

    def mend(self) -> None:
        """End all faults."""
        self.context.unroute_all()

    def open(self) -> "Visitor":
        """Open the page without waiting for the engine."""
        self.page.goto(self.url)
        return self

    def look(self) -> "Visitor":
        """Open the page for what it does without an engine, whose start would take a while."""
        self.hold("**/pyodide.asm.wasm.xz")
        return self.open()

    def enter(self) -> "Visitor":
        """Open the page and wait until the engine is ready."""
        self.open()
        return self.wait_for("ready")

    def wait_for(self, engine: str) -> "Visitor":
        # What expects something looks for it once a second at last, and a start takes two.
        with contextlib.suppress(TimeoutError):  # what follows says what there is instead
            self.page.wait_for_function(REACHED, arg=engine, polling=50)
        expect(self.page.locator("html")).to_have_attribute("data-engine", engine, timeout=1_000)
        return self

    def wait_for_both(self) -> "Visitor":
        """Wait until the second network reads too: it comes after the first answer, or a while."""
        expect(self.page.locator("html")).to_have_attribute("data-networks", "2")
        return self

    def rest_until_kept(self) -> int:
        """Draw nothing until a started reader is kept for the next visit; return its bytes.

        The page's clock has been installed: nobody waits for the rest itself.
        """
        expect(self.page.get_by_role("status", name="Offline")).to_have_text(
            "Ready to work offline")
        self.page.clock.run_for(A_REST)
        return self.page.evaluate(KEPT)

    def button(self, name: str):
        return self.page.get_by_role("button", name=name)

    def draw(self, strokes, *, place=(0.5, 0.5), size: float = 0.6, points: int = 9) -> None:
        """Draw strokes (0..1000) with the mouse; place and size are shares of the canvas.

        place is the middle of the drawing, size a share of the canvas's height. A stroke is drawn
        by its corners, and by so many at most: each move of a real pointer waits for a frame.
        """
        for stroke in self.on_screen(strokes, place, size):
            self.page.mouse.move(*stroke[0])
            self.page.mouse.down()
            for point in corners(thinned(stroke, points))[1:]:
                self.page.mouse.move(*point)
            self.page.mouse.up()

    def touch(self, strokes, *, place=(0.5, 0.5), size: float = 0.6, points: int = 9) -> None:
        """Draw strokes with a finger."""
        finger = self.debugger()
        for stroke in self.on_screen(strokes, place, size):
            for number, (x, y) in enumerate(corners(thinned(stroke, points))):
                finger.send("Input.dispatchTouchEvent", {
                    "type": "touchMove" if number else "touchStart",
                    "touchPoints": [{"x": x, "y": y}],
                })
            finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        finger.detach()

    def pen(self, strokes, *, place=(0.5, 0.5), size: float = 0.6, force: float = 0.5) -> None:
        """Draw strokes with a pen that presses with a force of 0..1."""
        pen = self.debugger()
        for stroke in self.on_screen(strokes, place, size):
            kinds = ["mousePressed", *["mouseMoved"] * (len(stroke) - 2), "mouseReleased"]
            for kind, (x, y) in zip(kinds, stroke, strict=True):
                pen.send("Input.dispatchMouseEvent", {
                    "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1,
                    "pointerType": "pen", "force": force,
                })
        pen.detach()

    def debugger(self) -> CDPSession:
        """Return a session with Chromium's debugger, which does what Playwright itself cannot."""
        name = self.context.browser.browser_type.name
        if name != "chromium":
            pytest.skip(f"needs Chromium's debugger; this is {name}")
        return self.context.new_cdp_session(self.page)

    def kill_service_workers(self) -> None:
        """End all service workers, whatever they are at, as a browser short of memory may."""
        debugger = self.debugger()
        debugger.send("ServiceWorker.enable")
        debugger.send("ServiceWorker.stopAllWorkers")
        debugger.detach()

    def on_screen(self, strokes, place=(0.5, 0.5), size: float = 0.6) -> list:
        """Return strokes in the page's pixels."""
        self.canvas.scroll_into_view_if_needed()
        box = self.canvas.bounding_box()
        xs = [x for stroke in strokes for x, _ in stroke]
        ys = [y for stroke in strokes for _, y in stroke]
        middle = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
        side = box["height"] * size / 1000
        return [[(box["x"] + box["width"] * place[0] + (x - middle[0]) * side,
                  box["y"] + box["height"] * place[1] + (y - middle[1]) * side)
                 for x, y in stroke] for stroke in strokes]

    def ink(self) -> int:
        """Count the pixels of ink on the canvas, as a person sees it."""
        # The hint that an empty canvas shows is lighter than ink.
        shot = Image.open(io.BytesIO(self.canvas.screenshot())).convert("L")
        return sum(shot.histogram()[:80])

    def inked(self) -> tuple[int, int, int, int]:
        """Return where on the canvas ink begins and ends: left, top, right, bottom."""
        marks = self.page.locator("svg.marks")  # rules over the canvas are no ink
        marks.evaluate("marks => { marks.style.visibility = 'hidden' }")
        shot = Image.open(io.BytesIO(self.canvas.screenshot())).convert("L")
        marks.evaluate("marks => { marks.style.visibility = '' }")
        return shot.point(lambda grey: 255 * (grey < 80)).getbbox()

    def expect_answer(self, digit: int | str) -> None:
        """Wait until the page answers with this digit, for the drawing as it is now."""
        expect(self.result).to_have_text(str(digit))
        expect(self.result).to_have_attribute("aria-busy", "false")

    def meter(self, digit: int) -> float:
        """Return what the bar of a digit says, in percent."""
        return float(self.page.get_by_role("meter", name=str(digit)).get_attribute("aria-valuenow"))


def thinned(stroke: list, points: int) -> list:
    """Return at most `points` of a stroke's points, the first and last among them."""
    if len(stroke) <= points:
        return stroke
    return [stroke[round(i * (len(stroke) - 1) / (points - 1))] for i in range(points)]


def corners(stroke: list) -> list:
    """Return a stroke without the points within two pixels of a line between two others.

    Ramer (1972), Douglas and Peucker (1973).
    """
    (x, y), (end_x, end_y) = stroke[0], stroke[-1]
    across, down = end_x - x, end_y - y
    length = math.hypot(across, down)
    far = [abs(across * (py - y) - down * (px - x)) / length if length
           else math.dist((x, y), (px, py)) for px, py in stroke[1:-1]]
    if not far or max(far) <= 2:
        return [stroke[0], *stroke[1:][-1:]]
    corner = far.index(max(far)) + 1
    return [*corners(stroke[:corner + 1]), *corners(stroke[corner:])[1:]]
