"""What a run says about itself: history.npy, model.json, and the table at its end."""

import dataclasses
import datetime
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pixelpredict import Recognizer
from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import Network, ReluNetwork
from training.data import mnist
from training.examples.prepare import Data
from training.learning.parameters import as_network, size
from training.recipes import Recipe
from training.report.evaluation import (
    Examples,
    calibration_error,
    confusion_matrix,
    loss_and_accuracy,
    reliability,
)
from training.report.picture_card import COUNTS, picture_card
from training.report.report_card import report_card

# Names in model.json by those in history.npy.
_VALIDATION = {
    "val": "mnist_validation", "pen_val": "pen_validation",
    "pendigits_val": "pendigits_validation", "drawn_val": "drawn_validation",
}
# Pixels, neurons or the numbers of all maps, digits.
_LAYERS = {Network: [784, 128, 10], ConvolutionalNetwork: [784, 12 * 12 * 16, 4 * 4 * 48, 96, 10]}


def history(kept: NDArray[np.float32], kind: type[ReluNetwork], data: Data) -> NDArray:
    """Measure a kind of network as it was after each epoch, (epochs, numbers): a row for each.

    Done when training is over, so that the test images cannot have had a part in it. Returns a
    structured array: train_loss, test_loss, train_acc, test_acc, then loss and accuracy for each
    validation set; losses in nats, accuracies 0..1, on undistorted images.
    """
    sets = {"train": data.train, "test": data.test}
    names = [f"{name}_{figure}" for figure in ("loss", "acc") for name in sets]
    names += [f"{name}_{figure}" for name in data.validation for figure in ("loss", "acc")]
    rows = np.zeros(len(kept), [(name, np.float64) for name in names])
    for row, vector in zip(rows, tqdm(kept, "measuring", leave=False, disable=None), strict=True):
        for name, examples in (sets | data.validation).items():
            row[f"{name}_loss"], row[f"{name}_acc"] = loss_and_accuracy(
                as_network(vector, kind), examples
            )
    return rows


def model(recipe: Recipe, seed: int, data: Data, network: ReluNetwork, seconds: float) -> dict:
    """Return what model.json says: how the weights were made and how good they are."""
    settings = dataclasses.asdict(recipe)
    del settings["name"]
    kind = type(network)
    return {
        "recipe": recipe.name,
        "settings": {"layers": _LAYERS[kind], "numbers": size(kind), **settings},
        "seed": seed,
        "date": datetime.date.today().isoformat(),
        "seconds": round(seconds, 1),
        "numpy": np.__version__,
        "data_sha256": data.sha256,
        "credits": [mnist.CREDITS, *data.credits],
        **figures(network, Recognizer(network), data),
        "confusion_matrix": confusion_matrix(network, data.test).tolist(),
    }


def figures(network: ReluNetwork, recognizer: Recognizer, data: Data) -> dict:
    """Return how good a network is, and a recogniser that reads with it: figures, reliability."""
    sets = {"mnist_test": data.test}
    sets |= {_VALIDATION[name]: examples for name, examples in data.validation.items()}
    ranges = {name: reliability(network, examples) for name, examples in sets.items()}
    found = {name: _figures(network, examples, ranges[name]) for name, examples in sets.items()}
    if data.sources:  # drawings had a part in it
        found |= report_card(recognizer, data.held_back)
        found |= picture_card(recognizer, data.held_back, COUNTS)
    return {"figures": found, "reliability": ranges}


def _figures(network: ReluNetwork, examples: Examples, ranges: list[dict[str, float]]) -> dict:
    loss, accuracy = loss_and_accuracy(network, examples)
    return {
        "accuracy": accuracy,
        "loss": loss,
        "calibration_error": calibration_error(ranges),
        "samples": len(examples.labels),
    }


def table(rows: NDArray) -> Iterable[str]:
    """Yield a history as lines of text, one an epoch, under a line of names."""
    names = rows.dtype.names
    width = max(map(len, names))
    yield "  ".join(["epoch", *(f"{name:>{width}}" for name in names)])
    for number, row in enumerate(rows, 1):
        figures = (
            f"{row[name]:{width}.2%}" if name.endswith("_acc") else f"{row[name]:{width}.4f}"
            for name in names
        )
        yield "  ".join([f"{number:5}", *figures])
