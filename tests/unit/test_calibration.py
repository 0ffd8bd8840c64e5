"""Calibration: the temperature is found, and the answers stay."""

import numpy as np
import pytest

from pixelpredict.network import softmax
from training.examples.prepare import Data
from training.learning.calibration import calibrate, temperature
from training.learning.parameters import as_network, he_initialisation
from training.report.evaluation import Examples, cross_entropy


@pytest.mark.parametrize("t", [0.5, 1, 2.5])
def test_the_temperature_of_made_up_answers_is_found(t):
    rng = np.random.default_rng(1)
    honest = rng.normal(0, 2, (20_000, 10))
    labels = np.array([rng.choice(10, p=p) for p in softmax(honest)])
    assert temperature(honest * t, labels) == pytest.approx(t, rel=0.05)


def test_a_calibrated_network_answers_the_same_with_other_probabilities():
    rng = np.random.default_rng(2)
    network = as_network(he_initialisation(rng) * 3)
    examples = Examples(
        rng.integers(0, 256, (500, 784), np.uint8), rng.integers(0, 10, 500).astype(np.uint8)
    )
    before = examples.logits(network)
    calibrate(network, examples)
    now = examples.logits(network)
    assert (before.argmax(axis=1) == now.argmax(axis=1)).all()
    assert cross_entropy(now, examples.labels) < cross_entropy(before, examples.labels)


def blank(count):
    return Examples(np.zeros((count, 784), np.uint8), np.zeros(count, np.uint8))


@pytest.mark.parametrize(("validation", "chosen"), [
    ({}, None), ({"val": 5_000}, "val"), ({"val": 5_000, "drawn_val": 6}, "val"),
    ({"val": 5_000, "pen_val": 499}, "val"), ({"val": 5_000, "pen_val": 500}, "pen_val"),
    ({"val": 5_000, "pen_val": 300, "drawn_val": 199}, "val")])
def test_drawings_calibrate_only_where_there_are_enough(validation, chosen):
    sets = {name: blank(count) for name, count in validation.items()}
    data = Data(blank(1), blank(1), np.zeros((1, 10), np.float32), {}, validation=sets)
    assert data.calibration is sets.get(chosen)


def test_the_drawings_of_all_sources_calibrate_together():
    sets = {"val": blank(5_000), "pen_val": blank(300), "pendigits_val": blank(200)}
    sets["pendigits_val"].labels[:] = 7
    data = Data(blank(1), blank(1), np.zeros((1, 10), np.float32), {}, validation=sets)
    assert data.calibration.labels.tolist() == [0] * 300 + [7] * 200
    assert data.calibration.images.shape == (500, 784)
