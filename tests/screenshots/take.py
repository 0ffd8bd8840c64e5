"""Draws into the real page and photographs it."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from building import command
from tests import browsers, drawn_digits
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host import hosted
from tests.browser.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "web" / "screenshots"
SHOTS = {
    "phone-light.png": ({**PHONE, "device_scale_factor": 2, "color_scheme": "light"}, 3),
    "desktop-dark.png": ({**DESKTOP, "viewport": {"width": 1200, "height": 750},
                          "color_scheme": "dark"}, 8),
}


def main() -> None:
    """Build the site, draw a digit into it at each size, and keep the pictures."""
    site = ROOT / ".cache" / "tests-site"
    command.main(["--out", str(site)])
    OUT.mkdir(exist_ok=True)
    with hosted(site) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
        for name, (options, digit) in SHOTS.items():
            visitor = Visitor(browser.new_context(**options), url).enter()
            visitor.draw(drawn_digits.strokes(digit), size=0.7, points=40)
            visitor.expect_answer(digit)
            visitor.page.mouse.move(0, 0)
            visitor.page.screenshot(path=OUT / name, animations="disabled")
            print(f"{OUT.relative_to(ROOT) / name}: a drawn {digit}")
        browser.close()


if __name__ == "__main__":
    main()
