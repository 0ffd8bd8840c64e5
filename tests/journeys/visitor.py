"""A person at the page in any engine: opens it, draws with mouse or finger, reads what it says."""

import base64

from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.actions.pointer_input import PointerInput
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests import drawn_digits
from tests.browser.visitor import PATIENCE, thinned

# For a driver that has no finger of its own.
TOUCH = """const [canvas, strokes] = arguments;
const tell = (type, [clientX, clientY], buttons) => canvas.dispatchEvent(new PointerEvent(type, {
    bubbles: true, cancelable: true, pointerId: 1, pointerType: "touch", isPrimary: true,
    button: type === "pointermove" ? -1 : 0, buttons, clientX, clientY }));
for (const stroke of strokes) {
    tell("pointerdown", stroke[0], 1);
    for (const point of stroke.slice(1)) tell("pointermove", point, 1);
    tell("pointerup", stroke.at(-1), 0);
}"""
LISTEN = """window.pointers = [];
arguments[0].addEventListener("pointerdown", ({ pointerType }) => pointers.push(pointerType));"""
DROP = """const bytes = Uint8Array.from(atob(arguments[0]), each => each.charCodeAt(0));
const dataTransfer = new DataTransfer();
dataTransfer.items.add(new File([bytes], "photo.jpg", { type: "image/jpeg" }));
document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));"""
ENGINE = "return document.documentElement.dataset.engine"
# The network's pictures of a drawing, as the panel shows them: how many pixels of each have ink.
INKED = """return [...document.querySelectorAll("#seen canvas:not(.crop)")].map(canvas => canvas
    .getContext("2d").getImageData(0, 0, 28, 28).data.filter((v, i) => i % 4 === 3 && v).length)"""


class Visitor:
    """The page in an engine's one window, found through roles and names."""

    def __init__(self, driver: WebDriver, url: str, *, feels_touch: bool):
        self.driver, self.url, self.feels_touch = driver, url, feels_touch

    @property
    def browser(self) -> str:
        """The browser's name and version, as its driver gives them."""
        return "{browserName} {browserVersion}".format(**self.driver.capabilities)

    def open(self) -> "Visitor":
        """Open the page without waiting for the engine."""
        self.driver.get(self.url)
        return self

    def enter(self) -> "Visitor":
        """Open the page and wait until the engine is ready, without a Retry."""
        return self.open().wait_until_ready()

    def wait_until_ready(self) -> "Visitor":
        state = self.wait(lambda: self.driver.execute_script(ENGINE) not in (None, "loading")
                          and self.driver.execute_script(ENGINE))
        assert state == "ready", self.said("failure")
        return self

    def wait(self, condition, every: float = 0.05):
        """Wait until a condition holds, looked at every so many seconds; return what it came to."""
        # Between two loads of the page there is nothing to ask.
        waiting = WebDriverWait(self.driver, PATIENCE / 1000, poll_frequency=every,
                                ignored_exceptions=[WebDriverException])
        return waiting.until(lambda _: condition())

    def said(self, element_id: str) -> str:
        return self.driver.find_element(By.ID, element_id).text

    def named(self, role: str, name: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, f"[role={role}][aria-label='{name}']")

    def button(self, name: str) -> WebElement:
        return self.driver.find_element(By.XPATH, f"//button[normalize-space()='{name}']")

    @property
    def canvas(self) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, "canvas[aria-label^='Drawing area']")

    def wait_until_offline(self) -> "Visitor":
        """Wait until the page says that it works without a network."""
        status = self.named("status", "Offline")
        self.wait(lambda: status.text == "Ready to work offline")
        return self

    def wait_until_kept(self) -> "Visitor":
        """Wait until the page says that a started reader is kept for the next visit."""
        def kept() -> bool:
            self.driver.find_element(By.ID, "about-open").click()
            self.wait(lambda: self.said("about-stored"))
            said = self.said("about-stored")
            self.driver.find_element(By.ID, "about-close").click()
            return "a started reader for the next visit" in said

        self.wait(kept, every=1)  # the page counts all that it keeps, and is to have a rest
        return self

    @property
    def went_on(self) -> bool:
        """Tell whether the open reader went on from a kept one, without starting it anew."""
        stage = self.driver.find_element(By.ID, "stage").get_property("textContent")
        assert stage.startswith(("Starting Python", "Downloading", "Loading the network"))
        return not stage.startswith("Loading the network")

    def clear(self) -> "Visitor":
        clear = self.button("Clear")
        if clear.is_enabled():
            clear.click()
        return self

    def draw(self, digit: int, pointer: str = "mouse") -> str:
        """Draw a digit; return the kind of pointer that the page saw."""
        strokes = self._on_screen(drawn_digits.strokes(digit))
        self.driver.execute_script(LISTEN, self.canvas)
        if pointer == "touch" and not self.feels_touch:
            self.driver.execute_script(TOUCH, self.canvas, strokes)
        else:
            self._draw(strokes, PointerInput(pointer, pointer))
        [kind] = set(self.driver.execute_script("return pointers"))
        return kind

    def _draw(self, strokes: list, pointer: PointerInput) -> None:
        actions = ActionBuilder(self.driver, mouse=pointer, duration=10)  # ms, a move
        for stroke in strokes:
            actions.pointer_action.move_to_location(*stroke[0]).pointer_down()
            for point in stroke[1:]:
                actions.pointer_action.move_to_location(*point)
            actions.pointer_action.pointer_up()
        actions.perform()

    def _on_screen(self, strokes: list) -> list:
        """Return strokes (0..1000) in the window's pixels, on the left of the canvas."""
        box = self.driver.execute_script("""arguments[0].scrollIntoView({ block: "nearest" });
            const { left, top, height } = arguments[0].getBoundingClientRect();
            return [left, top, height];""", self.canvas)
        left, top, height = box
        return [[(round(left + height * (0.2 + 0.6 * x / 1000)),
                  round(top + height * (0.2 + 0.6 * y / 1000))) for x, y in thinned(stroke, 9)]
                for stroke in strokes]

    def expect_answer(self, digit: int) -> None:
        """Wait until the page answers with this digit, for the drawing as it is now."""
        result = self.named("status", "Result")
        # WebKitGTK's driver calls text hidden that might be cut off, and has none to give then.
        said = self.wait(lambda: result.get_attribute("aria-busy") == "false"
                         and result.get_property("innerText"))
        assert said == str(digit)

    def reads(self, digit: int) -> None:
        """Draw a digit with the mouse on empty paper, and wait for the right answer."""
        self.clear().draw(digit)
        self.expect_answer(digit)

    def drop(self, picture: bytes) -> None:
        """Drop a picture on the page; by a script, for not every driver hands files over."""
        self.driver.execute_script(DROP, base64.b64encode(picture).decode())

    def open_panel(self, heading: str) -> WebElement:
        panel = self.driver.find_element(By.XPATH, f"//details[summary//h2[.='{heading}']]")
        panel.find_element(By.TAG_NAME, "summary").click()
        return panel

    def inked(self) -> list[int]:
        return self.driver.execute_script(INKED)
