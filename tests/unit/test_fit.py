"""Fitting: optimisers, schedule and the loop, against values worked out by hand."""

from dataclasses import replace

import numpy as np
import pytest

from pixelpredict.network import Network
from training.errors import DivergedError
from training.learning.fit import Fit
from training.learning.optimisers import Adam, GradientDescent
from training.learning.parameters import as_network, he_initialisation, size, weights
from training.recipes import PEN, SEED

SIZE = size(Network)
IMAGES = np.random.default_rng(6).integers(0, 256, (10, 784), dtype=np.uint8)
TARGETS = np.eye(10, dtype=np.float32)


@pytest.mark.parametrize("recipe", [
    replace(SEED, batch_size=10, learning_rate=0.05, epochs=300),
    replace(PEN, batch_size=10, epochs=300, average_decay=0.9),
    replace(PEN, network="convolutional", batch_size=10, epochs=300, average_decay=0.9),
], ids=["gradient descent", "Adam", "convolutional"])
def test_one_batch_can_be_learnt_by_heart(recipe):
    fit = Fit(recipe, seed=1)
    losses = [loss for epoch in range(300) for loss in fit.epoch(epoch, IMAGES, TARGETS)]
    assert losses[-1] < 0.01
    assert (fit.network.logits(IMAGES / 255).argmax(axis=1) == np.arange(10)).all()


def test_gradient_descent_steps_down_the_slope():
    vector, gradient = np.array([1.0, -2.0]), np.array([0.5, 4.0])
    GradientDescent().step(vector, gradient, 0.1)
    assert vector == pytest.approx([0.95, -2.4])


def test_adams_first_steps_are_as_long_as_the_learning_rate_whatever_the_slope():
    vector = np.zeros(SIZE)
    adam = Adam(vector, [vector], weight_decay=0)
    for step in (1, 2):
        adam.step(vector, np.linspace(0.5, 100, SIZE), 0.01)
        assert np.allclose(vector, -0.01 * step)


def test_weight_decay_shrinks_weights_and_spares_biases():
    vector = np.ones(SIZE)
    network = as_network(vector)
    Adam(vector, weights(network), weight_decay=0.5).step(vector, np.zeros(SIZE), 0.1)
    assert np.allclose(network.W1, 0.95) and np.allclose(network.W2, 0.95)
    assert (network.b1 == 1).all() and (network.b2 == 1).all()


def test_the_rate_rises_to_its_highest_and_falls_to_nothing_along_a_cosine():
    recipe = replace(PEN, epochs=21, warm_up=1, learning_rate=0.4)
    assert [recipe.rate(epoch) for epoch in (0, 0.5, 1, 11, 21)] == pytest.approx(
        [0, 0.2, 0.4, 0.2, 0])


def test_the_seeds_rate_is_constant():
    assert {SEED.rate(epoch / 7) for epoch in range(140)} == {0.01}


def test_the_average_is_the_running_mean_of_the_weights():
    fit = Fit(replace(SEED, batch_size=5, average_decay=0.75), seed=1)
    wished = fit.vector.copy()
    for _ in fit.epoch(0, IMAGES, TARGETS):
        wished = 0.75 * wished + 0.25 * fit.vector
    assert np.allclose(fit.average, wished, atol=1e-6)


def test_first_weights_have_the_deviation_that_he_initialisation_asks_for():
    network = as_network(he_initialisation(np.random.default_rng(1)))
    assert network.W1.std() == pytest.approx((2 / 784) ** 0.5, rel=0.02)
    assert network.W2.std() == pytest.approx((2 / 128) ** 0.5, rel=0.1)
    assert not network.b1.any() and not network.b2.any()


def test_every_example_is_learnt_once_an_epoch():
    seen = []
    fit = Fit(replace(SEED, batch_size=4), seed=1)
    fit._backpropagation = lambda pixels, targets: seen.extend(targets.argmax(axis=1)) or 0.0
    fit._gradient[:] = 0
    list(fit.epoch(0, IMAGES, TARGETS))
    assert sorted(seen) == list(range(10))
    assert seen != list(range(10))


def test_a_loss_that_is_no_number_stops_and_names_batch_and_setting():
    fit = Fit(replace(SEED, batch_size=5, learning_rate=1e30), seed=1)
    with pytest.raises(DivergedError, match=r"epoch 1, batch 2.*learning_rate below 1e\+30"):
        list(fit.epoch(0, IMAGES, TARGETS))
