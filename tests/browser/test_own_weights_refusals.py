"""Weights of one's own that cannot be read with, or not be shown: the file is named."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.own_weights import (
    FIRST,
    choose_files,
    choose_folder,
    mark,
    opened,
    spoilt,
    status,
)


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
