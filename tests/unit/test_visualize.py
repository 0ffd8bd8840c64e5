"""Pictures: drawn from a weights folder, and refused in one line when it is none."""

import json
import shutil
from dataclasses import replace

import matplotlib
import numpy as np
import pytest
from PIL import Image

matplotlib.use("Agg")  # no windows, whatever machine the tests run on

import visualize
from tests.small_data import write_mnist
from training.examples import prepare
from training.recipes import SEED
from training.run import run

NAMES = ["confusion-matrix", "hidden-neurons", "learning-curves", "reliability"]


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A folder with a small MNIST and the weights that two epochs on it leave."""
    folder = tmp_path_factory.mktemp("trained")
    prepared = prepare.plain_mnist(write_mnist(folder / "mnist"))
    run(replace(SEED, epochs=2), 1, prepared, folder / "weights", cache=folder / "cache")
    return folder


def drawn(out):
    """Return the names of the pictures, each of which shows more than paper."""
    for path in out.iterdir():
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            assert min(picture.size) > 400
            darkest, lightest = picture.convert("L").getextrema()
            assert lightest - darkest > 200
    return sorted(path.stem for path in out.iterdir())


def test_the_weights_folder_alone_is_enough(trained, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(visualize, "ROOT", tmp_path)
    arguments = ["--weights", str(trained / "weights"), "--out", str(tmp_path / "pictures")]
    assert visualize.main(arguments) == 0
    assert drawn(tmp_path / "pictures") == NAMES


def test_with_mnist_the_worst_mistakes_are_shown(trained, tmp_path, capsys):
    arguments = ["--weights", str(trained / "weights"), "--mnist", str(trained / "mnist")]
    assert visualize.main([*arguments, "--out", str(tmp_path)]) == 0
    assert drawn(tmp_path) == [*NAMES, "worst-mistakes"]


def test_a_convolutional_networks_filters_are_shown(root, tmp_path, capsys):
    folder = root / "weights" / "convolutional"
    assert visualize.main(["--weights", str(folder), "--out", str(tmp_path)]) == 0
    assert drawn(tmp_path) == ["confusion-matrix", "filters", "learning-curves", "reliability"]


def test_the_worst_mistake_comes_first():
    probabilities = np.full((4, 10), 0.02)
    probabilities[[0, 1, 2, 3], [5, 5, 7, 1]] = 0.82
    probabilities[1, 2] = 0.001
    figure = visualize.plots.worst_mistakes(
        np.zeros((4, 784), np.uint8), np.array([5, 2, 3, 4]), probabilities)
    captions = [text.get_text() for text in figure.axes[0].texts]
    assert captions == ["2, read 5\n(82%)", "3, read 7\n(82%)", "4, read 1\n(82%)"]
    visualize.plt.close(figure)


@pytest.mark.parametrize(("name", "words"), [
    ("pendigits", "pendigits, validation"), ("drawn", "pen digits, held back")])
def test_every_source_has_a_line_of_its_own(name, words):
    fields = [(f"{name}_{figure}", float) for name in ("val", f"{name}_val")
              for figure in ("loss", "acc")]
    curves = visualize.plots.learning_curves(np.full(3, 0.5, fields))
    ranges = [{"answers": 6, "confidence": 0.9, "accuracy": 1.0}]
    reliability = visualize.plots.reliability({f"{name}_validation": ranges})
    for figure in (curves.axes[1], reliability.axes[0]):
        legend = [text.get_text() for text in figure.get_legend().get_texts()]
        assert any(text.startswith(words) for text in legend)
    visualize.plt.close("all")


def without_weights(weights):
    (weights / "W1.npy").unlink()
    return "W1.npy: no such file"


def pickled(weights):
    np.save(weights / "W2.npy", np.array([{}]), allow_pickle=True)
    return "W2.npy: damaged or not an array file"


def pickled_history(weights):
    np.save(weights / "history.npy", np.array([{}]), allow_pickle=True)
    return "model.json or history.npy is damaged"


def plain_history(weights):
    np.save(weights / "history.npy", np.zeros(3))
    return "model.json or history.npy is damaged"


def without_model(weights):
    (weights / "model.json").unlink()
    return "model.json"


def truncated_model(weights):
    (weights / "model.json").write_text('{"recipe": "seed",')
    return "model.json or history.npy is damaged"


def empty_model(weights):
    (weights / "model.json").write_text(json.dumps({"recipe": "seed"}))
    return "model.json or history.npy is damaged"


@pytest.mark.parametrize("fault", [
    without_weights, pickled, pickled_history, plain_history, without_model, truncated_model,
    empty_model])
def test_a_folder_that_train_py_did_not_write_is_one_clear_line(fault, trained, tmp_path, capsys):
    weights = shutil.copytree(trained / "weights", tmp_path / "weights")
    said = fault(weights)
    assert visualize.main(["--weights", str(weights), "--out", str(tmp_path / "pictures")]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("visualize.py: ")
    assert said in line
    assert not (tmp_path / "pictures").exists()
    visualize.plt.close("all")
