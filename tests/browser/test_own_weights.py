"""Weights of one's own on the page: in use, told, gone again, and refused."""

import re
import shutil

import numpy as np
import pytest
from playwright.sync_api import expect

from pixelpredict import Recognizer
from tests import drawn_digits
from tests.browser.own_weights import (
    choose_files,
    choose_folder,
    drop_files,
    drop_paths,
    one_further,
    opened,
)
from tests.browser.written_pictures import packed, picture

FIRST = ("W1.npy", "b1.npy", "W2.npy", "b2.npy")
MARK = "Read with your own weights"
BARS = """() => [...document.querySelectorAll("#bars [role=meter]")]
    .map(each => each.ariaValueNow)"""
SHARES = """async () => {
    const { chosen } = await import(new URL("page/main.js", document.baseURI));
    return chosen.digit.probabilities;
}"""


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    return one_further(root / "weights", tmp_path_factory.mktemp("own") / "weights")


@pytest.fixture(scope="module")
def page(visits):
    """A page of its own with a 7 drawn, which both networks have read."""
    visitor = visits().enter()
    visitor.draw(drawn_digits.strokes(7))
    visitor.expect_answer(7)
    visitor.wait_for_both()
    yield visitor
    assert visitor.complaints == []


@pytest.fixture
def shipped(page):
    """The page as it reads with what was shipped; afterwards it must read so again, to the bit."""
    before = settled(page)
    yield page
    back(page)
    assert settled(page) == before
    assert page.complaints == []


def settled(visitor) -> list:
    visitor.expect_answer(7)
    return visitor.page.evaluate(SHARES)


def back(visitor) -> None:
    button = opened(visitor).get_by_role("button", name="Back to the shipped weights")
    if button.is_visible():
        button.click()
    expect(mark(visitor)).to_be_hidden()


def mark(visitor):
    return visitor.page.get_by_role("region", name="Reading").get_by_text(MARK)


def status(visitor):
    return visitor.page.get_by_role("status", name="Weights")


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


def strokes_of(visitor) -> list:
    return visitor.page.evaluate("""async () => {
        const { chosen } = await import(new URL("page/main.js", document.baseURI));
        return chosen.ownStrokes;
    }""")


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


def spoilt(folder, tmp_path, name, content):
    """Return a copy of the folder, with one file as given, or without it."""
    copy = tmp_path / "weights"
    shutil.copytree(folder, copy)
    if content is None:
        (copy / name).unlink()
    elif isinstance(content, bytes):
        (copy / name).write_bytes(content)
    else:
        np.save(copy / name, content(np.load(copy / name)))
    return copy


@pytest.mark.parametrize(("name", "content", "told"), [
    ("W2.npy", None, "W2.npy is missing. Choose the folder that py/train.py wrote"),
    ("convolutional/K2.npy", None, "convolutional/K2.npy is missing"),
    ("b1.npy", lambda array: array.T, "b1.npy: shape (1, 128), expected (128, 1)"),
    ("b2.npy", lambda array: array * np.nan, "b2.npy: holds NaN or infinite values"),
    ("W1.npy", lambda array: array * 0 + np.float32(1e37), "W1.npy or a file beside it"),
    ("W2.npy", lambda array: array.astype(np.int32), "W2.npy: type int32, expected float32"),
    ("W2.npy", lambda array: np.array([{}]), "W2.npy: damaged or not an array file"),
    ("W2.npy", b"", "W2.npy: damaged or not an array file"),
    ("W2.npy", b"<!doctype html>", "W2.npy: damaged or not an array file"),
    ("W2.npy", b"PK\x03\x04", "W2.npy: damaged or not an array file"),
    ("W2.npy", b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, (".ljust(128),
     "W2.npy: damaged or not an array file"),
    ("W1.npy", b"0" * 1_000_001, "W1.npy has 1.0 MB, and such a file has less than 1"),
    ("convolutional/b1.npy", lambda array: array[1:], "convolutional/b1.npy: shape (15, 1)"),
])
def test_what_cannot_be_read_with_is_named_and_nothing_changes(
    shipped, folder, tmp_path, name, content, told
):
    opened(shipped)
    choose_folder(shipped, spoilt(folder, tmp_path, name, content))
    expect(status(shipped)).to_contain_text(told)
    expect(status(shipped)).to_contain_text("Nothing has changed")
    assert "\n" not in status(shipped).inner_text()
    expect(mark(shipped)).to_be_hidden()
    shipped.expect_answer(7)


def test_after_an_error_ones_own_read_on(shipped, folder, tmp_path):
    choose_folder(shipped, folder)
    shipped.expect_answer(8)
    choose_folder(shipped, spoilt(folder, tmp_path, "W2.npy", b""))
    expect(status(shipped)).to_contain_text("Nothing has changed")
    expect(mark(shipped)).to_be_visible()
    shipped.button("Recognize").click()
    shipped.expect_answer(8)


@pytest.mark.parametrize(("names", "told"), [
    ([".DS_Store", "README.md"], "No weights are there"),
    (["convolutional/K1.npy", "convolutional/b1.npy"], "W1.npy, b1.npy, W2.npy and b2.npy are mi"),
    ([*FIRST, "convolutional/K1.npy"], "K1.npy is the convolutional network’s, and lies beside W1"),
])
def test_files_that_are_no_weights_folder_say_what_is_missing(shipped, folder, names, told):
    choose_files(shipped, *(folder / name for name in names))
    expect(status(shipped)).to_contain_text(told)


@pytest.mark.parametrize("chosen", ["convolutional", ".."])
def test_the_folder_below_or_above_says_which_to_choose(shipped, folder, chosen):
    choose_folder(shipped, (folder / chosen).resolve())
    expect(status(shipped)).to_contain_text(re.compile("Choose the folder"))


@pytest.mark.parametrize(("name", "content", "told"), [
    ("history.npy", b"<!doctype html>", "history.npy cannot be shown: not an .npy file"),
    ("history.npy", None, "history.npy is missing"),
    ("model.json", b"{", "model.json cannot be shown"),
    ("model.json", b'{"figures": {}}', "model.json cannot be shown in full"),
    ("model.json", b" " * 1_000_001, "model.json has 1.0 MB"),
])
def test_without_a_history_or_a_report_card_it_reads_and_names_the_file(
    shipped, folder, tmp_path, name, content, told
):
    choose_folder(shipped, spoilt(folder, tmp_path, name, content))
    shipped.expect_answer(8)
    panel = opened(shipped)
    expect(panel).to_contain_text(told)
    other = "What is taken for what" if name == "history.npy" else "Loss"
    expect(panel.get_by_role("img", name=other)).to_be_visible()


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
    visitor.page.wait_for_function("""async () =>
        (await pixelpredict.requests()).length && performance.getEntriesByType("resource")
            .some(({ name }) => name.endsWith("together.json") || name.endsWith("K1.npy"))""")
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
