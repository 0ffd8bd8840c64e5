"""A picture and what the page is loaded with: new loads, and large photos."""

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_open_picture import expect_reading
from tests.browser.written_pictures import choose, file, packed, picture

LOAD_ANEW = """async url => {
    const { drawing } = await import(url + "page/main.js");
    const { loadAnewWith } = await import(url + "page/offline/handover.js");
    loadAnewWith(drawing);
}"""
# Notes how long the page was held up since a file was there, and when it first answered.
WATCH = """() => {
    window.held = [];
    addEventListener("change", () => { window.began = performance.now(); }, { capture: true });
    new PerformanceObserver(list => held.push(...list.getEntries()
        .filter(({ startTime }) => startTime >= began).map(({ duration }) => duration)))
        .observe({ type: "longtask" });
    const result = document.getElementById("result");
    new MutationObserver(() => { window.answered ??= performance.now() - began; })
        .observe(result, { childList: true, characterData: true, subtree: true });
}"""
PHOTO = (4000, 3000)


def test_a_picture_goes_along_when_the_page_loads_anew(newcomer):
    newcomer.enter()
    image = np.asarray(picture("7", size=(1600, 1200)))
    choose(newcomer, file(Image.fromarray(image)))
    expect_reading(newcomer, "7")
    with newcomer.page.expect_navigation():
        newcomer.page.evaluate(LOAD_ANEW, newcomer.url)
    newcomer.wait_for("ready")
    expect_reading(newcomer, "7")
    expect(newcomer.page.locator("canvas.picture")).to_have_attribute("width", "1600")
    assert newcomer.page.evaluate("history.state") is None


def test_a_photo_of_twelve_megapixels_is_reduced_and_the_page_stays_alive(
        desktop, record_property):
    grain = np.random.default_rng(5).integers(0, 24, (PHOTO[1], PHOTO[0], 1), np.uint8)
    photo = Image.fromarray(np.asarray(picture("7", size=PHOTO)) - grain)
    desktop.page.evaluate(WATCH)
    choose(desktop, file(packed(photo, "JPEG", quality=85), "photo.jpg", "image/jpeg"))
    expect_reading(desktop, "7")
    expect(desktop.page.locator("canvas.picture")).to_have_attribute("width", "1600")
    held, answered = desktop.page.evaluate("[Math.max(0, ...held), answered]")
    # Reported and not asserted: how long it takes depends on the machine.
    record_property("A photo of 12 megapixels", f"page held up by {held or 'less than 50'} ms "
                    f"at most, answered after {answered:.0f} ms")
