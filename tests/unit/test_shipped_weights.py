"""The weights in the repository are what model.json, together.json and the README say they are."""

import hashlib
import json

import numpy as np
import pytest

from pixelpredict import Recognizer
from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import Network
from tests import pen_digits
from training.data import pen
from training.data.split import split
from training.examples import prepare
from training.report.together import Committee

SECOND = "convolutional"
NETWORKS = {".": Network, SECOND: ConvolutionalNetwork}
each = pytest.mark.parametrize("folder", NETWORKS)


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


@pytest.fixture(scope="module")
def recorded(root):
    """What is written of either network and of both."""
    weights = root / "weights"
    files = {".": weights / "model.json", SECOND: weights / SECOND / "model.json",
             "both": weights / SECOND / "together.json"}
    return {name: json.loads(path.read_text(encoding="utf-8")) for name, path in files.items()}


@pytest.fixture(scope="module")
def held_back():
    paths = (pen_digits.DIGITS, pen_digits.LETTERS, pen_digits.PENDIGITS)
    return split([drawing for path in paths for drawing in pen.read(path)]).held_back


@each
def test_the_files_are_those_of_model_json(root, recorded, folder):
    names = {f"{name}.npy" for name in (*NETWORKS[folder].SHAPES, "history")}
    assert set(recorded[folder]["sha256"]) == names
    for name, expected in recorded[folder]["sha256"].items():
        content = (root / "weights" / folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == expected, name


def test_together_json_speaks_of_these_files(root, recorded):
    assert len(recorded["both"]["sha256"]) == 12
    for name, expected in recorded["both"]["sha256"].items():
        assert hashlib.sha256((root / "weights" / name).read_bytes()).hexdigest() == expected, name


def test_neither_network_has_more_than_101_770_numbers(recorded):
    assert recorded["."]["settings"]["numbers"] == 101_770
    assert recorded[SECOND]["settings"]["numbers"] == 94_458


@pytest.mark.skipif(not pen_digits.MNIST.exists(), reason="MNIST is not beside the project")
def test_mnist_is_read_as_recorded(root, recorded, recognizer):
    test = prepare.mnist_test(pen_digits.MNIST, recorded["."]["recipe"])
    networks = {".": recognizer.network, SECOND: recognizer.second,
                "both": Committee(recognizer.networks)}
    for name, network in networks.items():
        right = test.logits(network).argmax(axis=1) == test.labels
        figure = recorded[name]["figures"]["mnist_test"]["accuracy"]
        assert right.mean() == pytest.approx(figure, abs=3e-4)
        if name != "both":
            history = np.load(root / "weights" / name / "history.npy", allow_pickle=False)
            assert right.mean() == pytest.approx(history["test_acc"][-1], abs=3e-4)


@pytest.mark.skipif(not pen_digits.DIGITS.exists(), reason="no drawings are beside the project")
@pytest.mark.parametrize("name", [".", "both"])
def test_unseen_writers_are_read_as_recorded(recorded, recognizer, held_back, name):
    reader = Recognizer(recognizer.network, recognizer.second if name == "both" else None)
    readings = [(reader.read(drawing.strokes), drawing.digit) for drawing in held_back]
    digits = [(reading, str(digit)) for reading, digit in readings if digit is not None]
    unsure = [not reading.sure for reading, digit in readings if digit is None]
    figures = recorded[name]["figures"]
    # Another processor may round another way, and one drawing in a thousand fall over.
    assert np.mean([reading.text == digit for reading, digit in digits]) == pytest.approx(
        figures["digits"]["accuracy"], abs=2e-3)
    assert np.mean([reading.sure and reading.text != digit for reading, digit in digits]) == \
        pytest.approx(figures["digits"]["wrong_but_sure"], abs=2e-3)
    assert np.mean(unsure) == pytest.approx(figures["letters"]["not_sure"], abs=5e-3)


@pytest.fixture(scope="module")
def row(recorded):
    """The README's row of a figure of both networks, each alone and together."""
    def of(words, name, figure, places=1):
        cards = [recorded[which]["figures"][name] for which in NETWORKS | {"both": None}]
        values = " | ".join(f"{100 * card[figure]:.{places}f} %" for card in cards)
        return f"| {words} | {values} |"
    return of


def test_the_readme_gives_the_report_cards(root, row):
    rows = [
        row("MNIST's test images, read right", "mnist_test", "accuracy", 2),
        row("UNIPEN's digits by unseen writers, read right", "pen_validation", "accuracy", 2),
        row("pendigits' by unseen writers, read right", "pendigits_validation", "accuracy", 2),
        row("calibration error, MNIST", "mnist_test", "calibration_error"),
        row("calibration error, UNIPEN", "pen_validation", "calibration_error"),
        row("calibration error, pendigits", "pendigits_validation", "calibration_error"),
        row("digits by all unseen writers, where they might be numbers", "digits", "accuracy"),
        row("the same, slanted by 20° to the left", "slanted_left", "accuracy"),
        row("the same, slanted by 20° to the right", "slanted_right", "accuracy"),
        row("the same, at 20 places and sizes each: one answer", "moved", "same_answer", 0),
        row("the same, taken for several", "digits", "torn", 2),
        row("the same, misread and yet called sure", "digits", "wrong_but_sure", 2),
        row("the same, read right and called not sure", "digits_read_right", "not_sure"),
        row("letters called not sure", "letters", "not_sure"),
        row("made-up scribbles called not sure", "scribbles", "not_sure"),
        row("numbers of two digits, read whole", "two_digits", "accuracy"),
        row("numbers of three digits, read whole", "three_digits", "accuracy"),
        row("numbers of four digits, read whole", "four_digits", "accuracy"),
        row("decimal numbers, read whole", "decimals", "accuracy"),
        row("numbers larger, elsewhere and leaning: the same answer", "numbers_moved",
            "same_answer", 0),
        row("misread numbers called not sure", "numbers_misread", "not_sure"),
        row("rightly read numbers called not sure", "numbers_read_right", "not_sure"),
    ]
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in readme] == []


def test_the_readme_gives_how_pictures_are_read(root, row):
    rows = [
        row("photos of one digit on plain paper, read right", "photo_plain", "accuracy"),
        row("the same on ruled paper", "photo_ruled", "accuracy"),
        row("the same on squared paper", "photo_squared", "accuracy"),
        row("photos of numbers of 2 to 6 digits on plain paper, read whole", "photo_numbers_plain",
            "accuracy"),
        row("the same on squared paper, read whole", "photo_numbers_squared", "accuracy"),
        row("the same with digits that touch, read whole", "photo_touching", "accuracy"),
        row("pages of ten numbers, all lines found in order", "photo_pages", "all_lines"),
        row("their numbers, read whole", "photo_pages", "lines_right"),
        row("photos without a digit: none called sure", "photo_nothing", "no_sure_digit"),
    ]
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [row for row in rows if row not in readme] == []


def test_readme_and_model_json_credit_the_data(root, recorded):
    readme = " ".join((root / "README.md").read_text(encoding="utf-8").split())
    for text in (readme, " ".join(recorded["."]["credits"]), " ".join(recorded[SECOND]["credits"])):
        assert "Yann LeCun" in text
        assert "International Unipen Foundation" in text
        assert "E. Alpaydin and F. Alimoglu" in text
        assert "CC BY 4.0" in text
