"""The recogniser as others use it: the contract of its names, types and shapes."""

import shutil
from array import array

import numpy as np
import pytest

from pixelpredict import Recognizer, WeightsError, ink
from pixelpredict.bridge import Bridge
from pixelpredict.network import softmax
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
    logits = [network.logits(digit.image[None])[0] for network in recognizer.networks]
    again = softmax(np.mean(logits, axis=0))
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


class Saying:
    """A network that says the same of every image."""

    def __init__(self, **logits):
        self.said = np.zeros(10)
        for digit, logit in logits.items():
            self.said[int(digit[1:])] = logit

    def logits(self, images):
        return np.repeat(self.said[None], len(images), axis=0)


def test_two_networks_answer_with_the_mean_of_their_logits():
    (digit,) = Recognizer(Saying(_4=12, _9=2), Saying(_4=6, _9=8)).read([[(0, 0), (0, 9)]]).digits
    both = np.zeros(10)
    both[[4, 9]] = 9, 5
    assert digit.probabilities == pytest.approx(softmax(both))
    assert digit.answers == (4, 9)


def test_where_two_networks_differ_both_digits_are_named_and_none_is_claimed():
    reading = Recognizer(Saying(_4=30), Saying(_9=10)).read([[(0, 0), (0, 9)]])
    assert reading.text == "4" and not reading.sure
    assert reading.digits[0].candidates == (4, 9)
    alike = Recognizer(Saying(_4=30), Saying(_4=10)).read([[(0, 0), (0, 9)]])
    assert alike.sure and alike.digits[0].candidates == (4,)


@pytest.mark.parametrize(("alone", "text"), [(None, "4"), (0, "4"), (1, "9")])
def test_one_of_two_networks_can_be_heard_alone(alone, text):
    recognizer = Recognizer(Saying(_4=30), Saying(_9=10), alone)
    reading = recognizer.read([[(0, 0), (0, 9)]])
    assert (reading.text, reading.sure) == (text, alone is not None)
    picture = np.zeros((28, 28))
    picture[4:24, 13:15] = 1
    assert recognizer.read_image(picture).text == text


def test_who_is_heard_may_change_between_two_readings_of_one_drawing(root):
    recognizer = Recognizer.load(root / "weights")
    strokes = drawn_digits.number("26053")
    shares = []
    for alone in (None, 0, 1, None):
        recognizer.alone = alone
        shares.append(recognizer.read(strokes).digits[2].probabilities)
    assert np.array_equal(shares[0], shares[3])
    assert not np.array_equal(shares[0], shares[1]) and not np.array_equal(shares[1], shares[2])


def test_a_weights_folder_without_a_second_network_is_read_by_the_first_alone(root, tmp_path):
    for path in (root / "weights").glob("*.npy"):
        shutil.copy(path, tmp_path)
    alone = Recognizer.load(tmp_path)
    assert alone.networks == (alone.network,)
    assert alone.read(drawn_digits.strokes(7)).digits[0].answers == ()
    (tmp_path / "convolutional").mkdir()
    with pytest.raises(WeightsError, match=r"^K1\.npy: no such file"):
        Recognizer.load(tmp_path)
