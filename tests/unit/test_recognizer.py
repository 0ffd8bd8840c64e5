"""The recogniser as others use it: the contract of its names, types and shapes."""

from array import array

import numpy as np
import pytest

from pixelpredict import Recognizer, ink
from pixelpredict.bridge import Bridge
from tests import drawn_digits, pen_digits


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


def test_a_drawn_seven_is_read(recognizer):
    reading = recognizer.read(drawn_digits.strokes(7))
    (digit,) = reading.digits
    assert reading.text == "7"
    assert reading.sure is True
    assert digit.probabilities.shape == (10,)
    assert digit.probabilities.sum() == pytest.approx(1)
    assert digit.image.shape == (28, 28)
    assert digit.image.dtype == np.float32


@pytest.mark.parametrize("strokes", [[], [[]], [np.empty((0, 2))]])
def test_no_ink_is_no_digit_and_never_sure(recognizer, strokes):
    reading = recognizer.read(strokes)
    assert (reading.text, reading.digits, reading.sure) == ("", (), False)


def test_a_picture_is_read(recognizer):
    image = recognizer.read(drawn_digits.strokes(3)).digits[0].image
    photograph = 200 - 150 * np.kron(image, np.ones((5, 5)))
    assert recognizer.read_image(photograph).text == "3"
    assert recognizer.read_image(np.zeros((50, 50))).text == ""


def test_the_image_is_what_the_network_was_given(recognizer):
    (digit,) = recognizer.read(drawn_digits.strokes(2)).digits
    again = recognizer.network.predict(digit.image[None])[0]
    # It was one of several images in the product of matrices, which rounds another way.
    assert again == pytest.approx(digit.probabilities, abs=1e-6)


def test_nearly_all_pen_digits_are_read(recognizer):
    sample = pen_digits.sample(500, seed=1)
    right = np.mean([recognizer.read(strokes).text == str(digit) for digit, strokes in sample])
    assert right >= 0.97


@pytest.mark.parametrize("strokes", [
    [[(5, 5)]],  # a dot
    [[(0, 0), (100, 4)]],  # a bar that lies flat
    [[(x, 40 * (x % 2)) for x in range(0, 90, 9)], [(0, 20), (80, 20)]],
], ids=["dot", "flat bar", "zigzag"])
def test_what_is_no_digit_is_not_claimed_to_be_one(recognizer, strokes):
    assert not recognizer.read(strokes).sure


class TypedArray(array):
    """Stands in for JavaScript's typed arrays, of which Pyodide copies the memory."""

    def to_memoryview(self):
        return memoryview(self)


def flat(strokes):
    """Return strokes as the bridge takes them: the points, and how many each stroke has."""
    return (TypedArray("d", np.concatenate(strokes).ravel()),
            TypedArray("I", [len(stroke) for stroke in strokes]))


def test_the_bridge_speaks_in_flat_numbers(root, recognizer):
    strokes = drawn_digits.strokes(7)
    answer = Bridge(root / "weights").read(*flat(strokes))
    expected = recognizer.read(strokes).digits[0]
    assert answer["text"] == "7"
    assert answer["sure"] is True
    assert answer["digits"][0]["probabilities"] == expected.probabilities.tolist()
    assert np.array_equal(answer["digits"][0]["image"], expected.image.ravel())


def test_the_bridge_tells_which_strokes_are_what(root):
    strokes = drawn_digits.number("16")
    right = max(x for stroke in strokes for x, _ in stroke)
    answer = Bridge(root / "weights").read(*flat([*strokes, [[right + 500, 40]]]))
    assert (answer["text"], answer["point"], list(answer["stray"])) == ("16", [], [2])
    assert [list(digit["strokes"]) for digit in answer["digits"]] == [[0], [1]]
    decimal = [strokes[0], [[320, 940]], *strokes[1:]]
    answer = Bridge(root / "weights").read(*flat(decimal))
    assert (answer["text"], answer["point"], list(answer["stray"])) == ("1.6", [1], [])
    assert answer["alternative"] == ""


def test_the_bridge_tells_the_steps_of_the_normaliser(root):
    strokes = drawn_digits.strokes(7)
    steps = Bridge(root / "weights").steps(*flat(strokes))
    assert np.array_equal(steps, [image.ravel() for image in ink.steps(strokes)])


def test_the_bridge_explains_in_flat_numbers(root, recognizer):
    strokes = drawn_digits.strokes(7)
    answer = Bridge(root / "weights").explain(*flat(strokes), 7, 9)
    expected = recognizer.explain(strokes, 7, 9)
    assert (answer["digit"], answer["rival"]) == (7, 9)
    assert np.array_equal(answer["shares"], expected.shares.ravel())
    assert (answer["inkFor"], answer["inkAgainst"], answer["constant"], answer["odds"]) == \
        (expected.ink_for, expected.ink_against, expected.constant, expected.odds)
    assert [neuron["number"] for neuron in answer["neurons"]] == \
        [neuron.number for neuron in expected.neurons]
    assert np.array_equal(answer["neurons"][4]["looksFor"], expected.neurons[4].looks_for.ravel())
