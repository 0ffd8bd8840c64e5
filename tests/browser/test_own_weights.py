"""Weights of one's own on the page: in use, told, gone again, and refused."""

import re
import shutil

import numpy as np
import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits
from tests.browser.conftest import PHONE
from tests.browser.own_weights import (
    FIRST,
    MARK,
    SHARES,
    back,
    choose_files,
    choose_folder,
    drop_files,
    drop_paths,
    mark,
    opened,
    status,
    strokes_of,
)
from tests.browser.written_pictures import packed, picture

BARS = """() => [...document.querySelectorAll("#bars [role=meter]")]
    .map(each => each.ariaValueNow)"""



def test_a_folder_is_read_with_shown_and_said_until_one_goes_back(shipped, folder):
    places = layout(shipped)
    choose_folder(shipped, folder)
    shipped.expect_answer(8)
    expect(mark(shipped)).to_be_visible()
    expect(status(shipped)).to_contain_text("Your own weights read now, both networks")
    assert layout(shipped) == places
    panel = opened(shipped)
    expect(panel).to_contain_text("The recipe “<b>mine</b> weights”")
    expect(panel.get_by_role("img", name="Loss")).to_be_visible()
    here = Recognizer.load(folder).read(strokes_of(shipped)).digits[0].probabilities
    assert shipped.page.evaluate(SHARES) == pytest.approx(here.tolist(), abs=1e-6)
    panel.get_by_label("Convolution").check(force=True)
    expect(panel).to_contain_text("The recipe “<b>mine</b> convolutional”")
    panel.get_by_role("button", name="Back to the shipped weights").press("Enter")
    shipped.expect_answer(7)
    expect(status(shipped)).to_have_text("The weights that were shipped read again.")
    expect(panel.get_by_role("button", name="Choose a folder")).to_be_focused()
    expect(panel).not_to_contain_text("mine")


def layout(visitor) -> list:
    """Return where all that stands above the panels is."""
    return visitor.page.evaluate("""() => [...document.querySelectorAll("main *, .sharing")]
        .filter((each) => each.offsetWidth && !each.closest(".words p, .own-weights, .unseen"))
        .map((each) => { const { x, y, width, height } = each.getBoundingClientRect();
            return [each.id || each.tagName, x, y + scrollY, width, height]; })""")


def test_nothing_moves_on_a_narrow_phone_either(visits, folder):
    visitor = visits(**{**PHONE, "viewport": {"width": 320, "height": 700}}).enter()
    visitor.draw(drawn_digits.strokes(7))
    visitor.wait_for_both()
    opened(visitor)
    places = layout(visitor)
    choose_folder(visitor, folder)
    visitor.expect_answer(8)
    expect(mark(visitor)).to_be_visible()
    assert layout(visitor) == places
    box, answer = mark(visitor).bounding_box(), visitor.result.bounding_box()
    assert answer["x"] <= box["x"] and box["width"] <= answer["width"]
    visitor.context.close()


def test_the_first_network_alone_reads_alone_and_the_panels_say_so(shipped, folder):
    choose_files(shipped, *(folder / name for name in FIRST))
    shipped.expect_answer(8)
    expect(status(shipped)).to_contain_text("the first network alone, for there is no folder")
    panel = opened(shipped)
    expect(panel.get_by_role("radiogroup", name="Network")).to_be_hidden()
    expect(panel).to_contain_text("model.json is missing")
    expect(panel).to_contain_text("history.npy is missing")
    shipped.page.get_by_role("heading", name="Two networks").click()
    expect(shipped.page.locator("#networks")).to_contain_text(
        "Your own weights are of the first network alone")
    shipped.button("About").click()
    expect(shipped.page.locator("#about-networks")).to_have_text(
        "Two layers alone: your own weights have none")
    shipped.button("Close").click()
    back(shipped)
    expect(shipped.page.locator("#networks")).to_contain_text("Both say 7.")
    shipped.page.get_by_role("heading", name="Two networks").click()


def test_why_two_networks_and_the_choice_speak_of_ones_own(shipped, folder):
    choose_folder(shipped, folder)
    shipped.expect_answer(8)
    for name in ("Why?", "Two networks"):
        shipped.page.get_by_role("heading", name=name).click()
    networks = shipped.page.locator("#networks")
    expect(networks).to_contain_text("Both say 8.")
    expect(shipped.page.locator("#why")).to_contain_text(re.compile("8 is .* times as likely as"))
    choice = networks.get_by_role("radiogroup", name="Read with")
    choice.get_by_label("Convolution").check(force=True)
    here = Recognizer.load(folder)
    here.alone = 1
    share = here.read(strokes_of(shipped)).digits[0].probabilities[8]
    expect(shipped.page.get_by_role("meter", name="8")).to_have_attribute(
        "aria-valuenow", f"{100 * share:.1f}")
    choice.get_by_label("Both").check(force=True)
    for name in ("Why?", "Two networks"):
        shipped.page.get_by_role("heading", name=name).click()


def test_a_folder_or_its_files_may_be_dropped_on_the_panel(shipped, folder):
    drop_paths(shipped, folder)
    shipped.expect_answer(8)
    expect(status(shipped)).to_contain_text("both networks")
    back(shipped)
    drop_files(shipped, *((name, (folder / name).read_bytes(), "") for name in FIRST))
    shipped.expect_answer(8)
    expect(shipped.page.locator(".paper.receiving, .panel.receiving")).to_have_count(0)


def test_a_picture_dropped_on_the_panel_is_opened_as_ever(shipped):
    drop_files(shipped, ("seven.png", packed(picture("7")), "image/png"))
    expect(shipped.page.locator(".frames rect.chosen")).to_have_count(1)
    expect(mark(shipped)).to_be_hidden()
    shipped.button("Undo").click()


def test_nothing_of_it_is_fetched_before_the_panel_is_opened(newcomer):
    newcomer.enter()
    newcomer.draw(drawn_digits.strokes(7))
    newcomer.wait_for_both()
    assert newcomer.page.evaluate("""() => performance.getEntriesByType("resource")
        .filter(({ name }) => name.includes("/page/training/")).length""") == 0


def test_a_page_loaded_anew_reads_with_what_was_shipped(newcomer, folder):
    newcomer.enter()
    newcomer.draw(drawn_digits.strokes(7))
    choose_folder(newcomer, folder)
    newcomer.expect_answer(8)
    newcomer.page.reload()
    newcomer.wait_for("ready")
    newcomer.draw(drawn_digits.strokes(7))
    newcomer.expect_answer(7)
    expect(newcomer.page.get_by_text(MARK)).to_have_count(0)


def test_a_second_network_that_comes_late_waits_until_one_goes_back(visits, folder):
    visitor = visits()
    held = visitor.hold("**/convolutional/K1.npy")
    visitor.enter()
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    choose_files(visitor, *(folder / name for name in FIRST))
    visitor.expect_answer(8)
    alone = visitor.page.evaluate(BARS)
    for route in held:
        route.continue_()
    visitor.page.wait_for_function("""() => performance.getEntriesByType("resource")
        .some(({ name }) => name.endsWith("/K1.npy"))""")
    visitor.button("Recognize").click()
    visitor.expect_answer(8)
    assert visitor.page.evaluate(BARS) == alone
    back(visitor)
    visitor.wait_for_both().expect_answer(7)
    visitor.context.close()


def test_a_reader_that_is_started_anew_reads_with_ones_own(newcomer, folder):
    newcomer.enter()
    newcomer.draw(drawn_digits.strokes(7))
    choose_folder(newcomer, folder)
    newcomer.expect_answer(8)
    newcomer.page.evaluate("pixelpredict.close()")
    newcomer.button("Recognize").click()
    newcomer.wait_for("failed")
    newcomer.button("Retry").click()
    newcomer.wait_for("ready")
    newcomer.expect_answer(8)
    expect(mark(newcomer)).to_be_visible()


def test_weights_of_64_bits_column_by_column_read_too(shipped, folder, tmp_path):
    copy = tmp_path / "weights"
    shutil.copytree(folder, copy)
    for path in copy.rglob("[KWb]?.npy"):
        np.save(path, np.asfortranarray(np.load(path).astype(np.float64)))
    choose_folder(shipped, copy)
    shipped.expect_answer(8)
    shipped.page.get_by_role("heading", name="Why?").click()
    expect(shipped.page.locator("#why")).to_contain_text(re.compile("8 is .* times as likely as"))
    shipped.page.get_by_role("heading", name="Why?").click()
