"""Draws into the real page and photographs it; and has a photograph read."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from building import command
from tests import browsers, drawn_digits
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.host import hosted
from tests.browser.visitor import Visitor
from tests.screenshots import picture

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / "web" / "screenshots"
SHOTS = {
    "phone-light.png": ({**PHONE, "device_scale_factor": 2, "color_scheme": "light"}, "42", 0.5),
    "desktop-dark.png": ({**DESKTOP, "viewport": {"width": 1200, "height": 750},
                          "color_scheme": "dark"}, "2026", 0.45),
}


def main() -> None:
    """Build the site, write a number into it at each size, and keep the pictures."""
    site = ROOT / ".cache" / "tests-site"
    command.main(["--out", str(site)])
    OUT.mkdir(exist_ok=True)
    with hosted(site) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(**browsers.launching(playwright.chromium))
        for name, (options, number, size) in SHOTS.items():
            visitor = Visitor(browser.new_context(**options), url).enter()
            visitor.draw(drawn_digits.number(number), size=size, points=40)
            visitor.expect_answer(number)
            visitor.page.mouse.move(0, 0)
            visitor.page.screenshot(path=OUT / name, animations="disabled")
            print(f"{OUT.relative_to(ROOT) / name}: {number}")
        browser.close()
    picture.main()


if __name__ == "__main__":
    main()
