"""Backpropagation: the mathematics against independent truth."""

import numpy as np
import pytest

from pixelpredict.network import SHAPES, Network
from training.learning.backpropagation import Backpropagation
from training.learning.parameters import as_network, he_initialisation

# One-hot, smoothed, and "no digit" at half weight: all that training asks for.
TARGETS = np.array([
    [0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    [0.01, 0.91, *[0.01] * 8],
    [0.05] * 10,
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
])
ALL = np.arange(784)


def loss_by_definition(network, x, targets):
    """-Σ target · log(softmax(W2 · relu(W1 · x + b1) + b2)), the mean over the examples."""
    total = 0.0
    for image, wished in zip(x, targets, strict=True):
        hidden = np.maximum(network.W1 @ image[:, None] + network.b1, 0)
        powers = np.exp(network.W2 @ hidden + network.b2)[:, 0]
        total -= (wished * np.log(powers / powers.sum())).sum()
    return total / len(x)


def precise_batch():
    vector = he_initialisation(np.random.default_rng(4)).astype(np.float64)
    vector += np.random.default_rng(5).normal(0, 0.01, vector.shape)  # biases other than 0
    return vector, np.random.default_rng(6).random((4, 784))


@pytest.mark.parametrize("name", SHAPES)
def test_the_gradient_is_the_slope_that_central_differences_see(name):
    vector, x = precise_batch()
    network = as_network(vector)
    gradient = as_network(np.empty_like(vector))
    Backpropagation(network, gradient, 4)(x, TARGETS, ALL)
    array, computed = getattr(network, name), getattr(gradient, name)
    step = 1e-6
    for index in np.random.default_rng(7).choice(array.size, min(array.size, 60), replace=False):
        place = np.unravel_index(index, array.shape)
        kept = array[place]
        array[place] = kept + step
        above = loss_by_definition(network, x, TARGETS)
        array[place] = kept - step
        below = loss_by_definition(network, x, TARGETS)
        array[place] = kept
        assert computed[place] == pytest.approx((above - below) / (2 * step), rel=1e-4, abs=1e-8)


def test_the_loss_is_the_hand_computed_one():
    network = Network(**{name: np.zeros(shape) for name, shape in SHAPES.items()})
    network.b2[:, 0] = np.log(np.arange(1, 11))  # probabilities 1/55, 2/55 … 10/55
    gradient = as_network(np.empty(101_770))
    loss = Backpropagation(network, gradient, 2)(np.zeros((2, 784)), np.eye(10)[[0, 9]], ALL)
    assert loss == pytest.approx((4.0073332 + 1.7047481) / 2)  # ln 55 and ln 5.5
    slopes = np.arange(1, 11) / 55
    slopes[[0, 9]] -= 0.5
    assert gradient.b2[:, 0] == pytest.approx(slopes)


@pytest.mark.parametrize("size", [1e4, -1e4])
def test_loss_and_gradient_are_finite_for_hopeless_logits(size):
    network = Network(**{name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()})
    network.b2[3] = size
    gradient = as_network(np.empty(101_770, np.float32))
    right = int(size < 0) * 3  # the digit that the network thinks impossible
    loss = Backpropagation(network, gradient, 1)(
        np.zeros((1, 784), np.float32), np.eye(10, dtype=np.float32)[[right]], ALL
    )
    # Against one logit of 10⁴, or with nine equal ones 10⁴ above.
    assert loss == pytest.approx(1e4, abs=3)
    assert all(np.isfinite(getattr(gradient, name)).all() for name in SHAPES)


def test_a_smaller_batch_needs_no_other_memory():
    vector, x = precise_batch()
    network = as_network(vector)
    whole, part = (as_network(np.empty_like(vector)) for _ in range(2))
    backpropagation = Backpropagation(network, part, 4)
    backpropagation(x, TARGETS, ALL)
    loss = backpropagation(x[:2], TARGETS[:2], ALL)
    assert loss == pytest.approx(loss_by_definition(network, x[:2], TARGETS[:2]))
    Backpropagation(network, whole, 2)(x[:2], TARGETS[:2], ALL)
    assert all(np.allclose(getattr(part, name), getattr(whole, name)) for name in SHAPES)


def test_blank_pixels_may_be_left_out():
    vector, x = precise_batch()
    inked = np.random.default_rng(8).choice(784, 300, replace=False)
    blank = np.setdiff1d(ALL, inked)
    x[:, blank] = 0
    network = as_network(vector)
    whole, part = (as_network(np.full_like(vector, np.nan)) for _ in range(2))
    loss = Backpropagation(network, whole, 4)(x, TARGETS, ALL)
    assert Backpropagation(network, part, 4)(x[:, inked], TARGETS, inked) == pytest.approx(loss)
    assert all(np.allclose(getattr(part, name), getattr(whole, name)) for name in SHAPES)
    assert not part.W1[:, blank].any()


def test_a_batch_of_blank_images_teaches_the_biases_alone():
    vector, _ = precise_batch()
    gradient = as_network(np.full_like(vector, np.nan))
    Backpropagation(as_network(vector), gradient, 4)(np.zeros((4, 0)), TARGETS, ALL[:0])
    assert not gradient.W1.any() and gradient.b1.any() and gradient.b2.any()
