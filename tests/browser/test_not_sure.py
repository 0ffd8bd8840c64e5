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


def test_screen_density_and_zoom_make_no_difference(desktop, phone, visits):
    zoomed = visits(viewport={"width": 500, "height": 800}, device_scale_factor=1.5).enter()
    zoomed.page.evaluate("document.documentElement.style.zoom = 1.5")
    densities = [visitor.page.evaluate("devicePixelRatio") for visitor in (desktop, zoomed, phone)]
    assert densities == [1, 1.5, 3]
    for digit in (2, 5):
        seen = []
        for visitor in (desktop, zoomed, phone):
            visitor.draw(drawn_digits.strokes(digit))
            visitor.expect_answer(digit)
            seen.append([visitor.meter(n) for n in range(10)])
            visitor.button("Clear").click()
        assert seen[1] == pytest.approx(seen[0], abs=1)  # percent
        assert seen[2] == pytest.approx(seen[0], abs=1)
    zoomed.context.close()
