"""Drawing many recorded digits into the page with a real pointer, quickly.

A pointer's move waits for a frame, so the moves of a stroke are sent together; the browser
then hands them over as coalesced events, as it does for a fast pen.
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from playwright.async_api import async_playwright

from tests import browsers
from tests.browser.visitor import COMES_ONCE


def replay(browser: str, url: str, drawings: list) -> list[str]:
    """Draw each (strokes, place, size) into the page at `url`; return the answers' texts.

    place is the top left corner of the drawing and size its longer side, as shares of the canvas's
    height.
    """
    # Playwright's sync interface, which the other tests use, does not allow a second loop here.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _replay(browser, url, drawings)).result()


async def _replay(name: str, url: str, drawings: list) -> list[str]:
    async with async_playwright() as playwright:
        kind = getattr(playwright, name)
        browser = await kind.launch(**browsers.testing(kind))
        page = await browser.new_page(viewport={"width": 1000, "height": 800},
                                      reduced_motion="reduce")
        await page.add_init_script(COMES_ONCE)
        await page.goto(url)
        await page.wait_for_selector("html[data-engine=ready]")
        box = await page.get_by_label("Drawing area").bounding_box()
        result = page.get_by_role("status", name="Result")
        answers = []
        for strokes, place, size in drawings:
            for stroke in strokes:
                await _draw(page, [(box["x"] + box["height"] * (place[0] + size * x / 1000),
                                    box["y"] + box["height"] * (place[1] + size * y / 1000))
                                   for x, y in stroke])
            settled = page.locator("#result:not([aria-busy=true])")
            await settled.wait_for()
            answers.append(await result.text_content())
            await page.keyboard.press("Delete")
        await browser.close()
    return answers


async def _draw(page, points: list) -> None:
    await page.mouse.move(*points[0])
    await page.mouse.down()
    await asyncio.gather(*[page.mouse.move(x, y) for x, y in points[1:]])
    await page.mouse.up()
