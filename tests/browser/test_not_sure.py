"""The page says when it is not sure, and gives one answer on every screen."""

import pytest
from playwright.sync_api import expect

from tests import drawn_digits

DOT = [[[500, 500]]]
FLAT_BAR = [[[100, 500], [500, 510], [900, 505]]]
FLAT_ZIGZAG = [[[100, 400], [250, 600], [400, 400], [550, 600], [700, 400], [850, 600]],
               [[100, 500], [850, 500]]]


@pytest.mark.parametrize("strokes", [DOT, FLAT_BAR, FLAT_ZIGZAG],
                         ids=["dot", "flat bar", "zigzag"])
def test_what_is_no_digit_is_called_so(desktop, strokes):
    desktop.draw(strokes)
    expect(desktop.page.get_by_text("That doesn’t look like a digit", exact=True)).to_be_visible()


def test_screen_density_and_zoom_make_no_difference(visits):
    seen = []
    for density, zoom in ((1, 1), (1.5, 1.5), (3, 1)):
        visitor = visits(viewport={"width": 500, "height": 800}, device_scale_factor=density)
        visitor.enter()
        visitor.page.evaluate("zoom => { document.documentElement.style.zoom = zoom; }", zoom)
        for digit in (2, 5):
            visitor.draw(drawn_digits.strokes(digit))
            visitor.expect_answer(digit)
            seen.append([visitor.meter(n) for n in range(10)])
            visitor.button("Clear").click()
        visitor.context.close()
    for number, meters in enumerate(seen):
        assert meters == pytest.approx(seen[number % 2], abs=1)  # percent
