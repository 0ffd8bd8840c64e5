"""Weights of one's own, through the bridge: in use, gone again, and refused."""

import re
import shutil

import numpy as np
import pytest

from pixelpredict import Recognizer, WeightsError
from pixelpredict.bridge import Bridge
from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import SHAPES
from tests import drawn_digits
from tests.unit.test_recognizer import flat

STROKES = drawn_digits.number("26")


@pytest.fixture
def own(root, tmp_path):
    """A folder of weights that read each digit as the one above it."""
    folder = tmp_path / "own"
    shutil.copytree(root / "weights", folder)
    for name in ("W2", "b2", "convolutional/W4", "convolutional/b4"):
        path = folder / f"{name}.npy"
        np.save(path, np.roll(np.load(path), 1, axis=0))
    return folder


@pytest.fixture
def bridge(root, tmp_path):
    """A bridge as the page begins: with the first network alone."""
    for name in SHAPES:
        shutil.copy(root / "weights" / f"{name}.npy", tmp_path)
    return Bridge(tmp_path)


def read(bridge):
    answer = bridge.read(*flat(STROKES))
    return answer["text"], [digit["probabilities"] for digit in answer["digits"]]


def test_own_weights_read_and_going_back_is_exact(bridge, own):
    before = read(bridge)
    bridge.use_weights(own)
    assert read(bridge)[0] == "37"
    explained = bridge.explain(*flat(drawn_digits.strokes(7)), 8, 7)
    assert explained["networks"] == ["two layers", "convolution"]
    bridge.use_weights(None)
    assert read(bridge) == before == ("26", before[1])


def test_own_weights_without_a_second_network_read_alone(bridge, own):
    shutil.rmtree(own / "convolutional")
    bridge.use_weights(own)
    assert read(bridge)[0] == "37"
    with pytest.raises(ValueError, match="second network"):
        bridge.compare(*flat(drawn_digits.strokes(7)))


def test_a_second_network_that_comes_late_waits_until_one_goes_back(bridge, own, root):
    shutil.rmtree(own / "convolutional")
    bridge.use_weights(own)
    alone = read(bridge)
    bridge.load_second(root / "weights")
    assert read(bridge) == alone
    bridge.use_weights(None)
    shipped = Recognizer.load(root / "weights").read(STROKES)
    assert read(bridge) == ("26", [digit.probabilities.tolist() for digit in shipped.digits])


def test_who_is_heard_stays_chosen(bridge, own):
    bridge.read_with(1)
    bridge.use_weights(own)
    assert read(bridge)[0] == "37"
    assert bridge.explain(*flat(drawn_digits.strokes(7)), 8, 7)["networks"] == ["convolution"]


@pytest.mark.parametrize(("name", "spoil", "told"), [
    ("W1", lambda array: array.T, "W1.npy: shape (784, 128), expected (128, 784)"),
    ("b2", lambda array: array * np.nan, "b2.npy: holds NaN or infinite values"),
    ("W2", lambda array: array.astype(int), "W2.npy: type int64, expected float32 or float64"),
    ("W1", lambda array: array * 0 + np.float32(1e37),
     "W1.npy or a file beside it: numbers too large to be added up"),
    ("convolutional/b1", lambda array: array[1:],
     "convolutional/b1.npy: shape (15, 1), expected (16, 1)"),
    ("convolutional/K2", lambda array: array * 0 + np.float32(1e37),
     "convolutional/K1.npy or a file beside it: numbers too large to be added up"),
])
def test_what_cannot_be_read_with_is_named_and_changes_nothing(bridge, own, name, spoil, told):
    before = read(bridge)
    path = own / f"{name}.npy"
    np.save(path, spoil(np.load(path)))
    with pytest.raises(WeightsError) as error:
        bridge.use_weights(own)
    assert str(error.value) == told
    assert read(bridge) == before


@pytest.mark.parametrize("content", [
    b"PK\x03\x04", b"\x80\x04N.", b"",
    b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (",
    b"\x93NUMPY\x01\x00\x40\x9c" + b"(" * 40_000,
    b"\x93NUMPY\x01\x00v\x00"
    + b"{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 9)}".ljust(117) + b"\n",
])
def test_whatever_a_damaged_file_does_to_the_reader_it_is_told_in_one_line(own, bridge, content):
    (own / "W2.npy").write_bytes(content)
    with pytest.raises(WeightsError) as error:
        bridge.use_weights(own)
    assert re.fullmatch(r"W2\.npy: damaged or not an array file \(.+\)", str(error.value))


def test_the_page_knows_the_names_of_all_weight_files(root):
    script = (root / "web" / "page" / "training" / "weights-folder.js").read_text(encoding="utf-8")
    names = [re.findall(r'"(\w+)\.npy"', line) for line in script.splitlines()
             if line.startswith(('  "": [', "  [SECOND]: ["))]
    assert names == [list(SHAPES), list(ConvolutionalNetwork.SHAPES)]
