"""The weights in the repository are what model.json and the README say they are."""

import hashlib
import json

import numpy as np
import pytest

from pixelpredict.network import SHAPES, Network
from tests import drawn_digits, pen_digits
from training.data import pen
from training.data.drawings import Drawing
from training.data.split import split
from training.examples import prepare
from training.report.report_card import report_card


@pytest.fixture(scope="module")
def model(root):
    return json.loads((root / "weights" / "model.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def network(root):
    return Network.load(root / "weights")


def test_the_files_are_those_of_model_json(root, model):
    assert set(model["sha256"]) == {*(f"{name}.npy" for name in SHAPES), "history.npy"}
    for name, expected in model["sha256"].items():
        content = (root / "weights" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == expected, name


@pytest.mark.skipif(not pen_digits.MNIST.exists(), reason="MNIST is not beside the project")
def test_mnist_is_read_as_recorded(root, model, network):
    test = prepare.mnist_test(pen_digits.MNIST, model["recipe"])
    right = network.predict(test.images / 255).argmax(axis=1) == test.labels
    assert right.mean() == pytest.approx(model["figures"]["mnist_test"]["accuracy"], abs=2e-4)
    history = np.load(root / "weights" / "history.npy", allow_pickle=False)
    assert right.mean() == pytest.approx(history["test_acc"][-1], abs=2e-4)


def test_the_report_card_is_as_recorded(model, network):
    if pen_digits.DIGITS.exists():
        read = [drawing for path in (pen_digits.DIGITS, pen_digits.LETTERS)
                for drawing in pen.read(path)]
        measured = report_card(network, split(read).held_back)
    else:
        drawn = [Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
                 for digit in range(10)]
        measured = {"scribbles": report_card(network, drawn)["scribbles"]}
    for name, figures in measured.items():
        # Another processor may round another way, and one drawing in a thousand fall over.
        assert figures == pytest.approx(model["figures"][name], abs=2e-3), name


def test_the_readme_gives_the_report_card(root, model):
    figures = model["figures"]

    def row(words, name, figure, places=1):
        value = f"{100 * figures[name][figure]:.{places}f} %"
        return f"| {words} | {value} | {figures[name]['samples']:,} |"

    rows = [
        row("MNIST's test images, read right", "mnist_test", "accuracy", 2),
        row("pen digits by unseen writers, read right", "pen_validation", "accuracy"),
        row("the same, slanted by 20° to the left", "slanted_left", "accuracy"),
        row("the same, slanted by 20° to the right", "slanted_right", "accuracy"),
        row("the same, at 20 places and sizes each: one answer", "moved", "same_answer", 0),
        row("calibration error, pen digits", "pen_validation", "calibration_error"),
        row("calibration error, MNIST", "mnist_test", "calibration_error"),
        row("rightly read pen digits called not sure", "digits_read_right", "not_sure"),
        row("letters called not sure", "letters", "not_sure"),
        row("made-up scribbles called not sure", "scribbles", "not_sure"),
        row("the same, where they might be numbers", "digits", "accuracy"),
        row("pen digits taken for several", "digits", "torn", 2),
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


def test_readme_and_model_json_credit_the_data(root, model):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for text in (" ".join(readme.split()), " ".join(model["credits"])):
        assert "Yann LeCun" in text
        assert "International Unipen Foundation" in text
        assert "CC BY 4.0" in text
    assert "E. Alpaydin and F. Alimoglu, UCI Machine Learning Repository (1998)" in \
        " ".join(readme.split())
