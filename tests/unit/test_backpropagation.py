"""Backpropagation through either network: the mathematics against independent truth."""

import numpy as np
import pytest

from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import Network
from training.learning.backpropagation import Backpropagation
from training.learning.convolutional import ConvolutionalBackpropagation
from training.learning.parameters import as_network, he_initialisation, size

# One-hot, smoothed, and "no digit" at half weight: all that training asks for.
TARGETS = np.array([
    [0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    [0.01, 0.91, *[0.01] * 8],
    [0.05] * 10,
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
])
BACKWARD = {Network: Backpropagation, ConvolutionalNetwork: ConvolutionalBackpropagation}
both_kinds = pytest.mark.parametrize("kind", BACKWARD)


def dense_logits(network, image):
    """W2 · relu(W1 · x + b1) + b2."""
    hidden = np.maximum(network.W1 @ image[:, None] + network.b1, 0)
    return (network.W2 @ hidden + network.b2)[:, 0]


def convolutional_logits(network, image):
    """The four layers, place by place."""
    maps = image.reshape(28, 28, 1)
    for filters, bias in ((network.K1, network.b1), (network.K2, network.b2)):
        side = (maps.shape[0] - 5) // 2 + 1
        maps = np.array([
            [
                [
                    (maps[2 * y : 2 * y + 5, 2 * x : 2 * x + 5] * each).sum() + b
                    for each, (b,) in zip(filters, bias, strict=True)
                ]
                for x in range(side)
            ]
            for y in range(side)
        ])
        maps = np.maximum(maps, 0)
    hidden = np.maximum(network.W3 @ maps.reshape(-1, 1) + network.b3, 0)
    return (network.W4 @ hidden + network.b4)[:, 0]


LOGITS = {Network: dense_logits, ConvolutionalNetwork: convolutional_logits}


def loss_by_definition(network, pixels, targets):
    """-Σ target · log(softmax(logits)), the mean over the examples."""
    total = 0.0
    for image, wished in zip(pixels, targets, strict=True):
        powers = np.exp(LOGITS[type(network)](network, image / 255))
        total -= (wished * np.log(powers / powers.sum())).sum()
    return total / len(pixels)


def precise_batch(kind):
    vector = he_initialisation(np.random.default_rng(4), kind).astype(np.float64)
    vector += np.random.default_rng(5).normal(0, 0.01, vector.shape)  # biases other than 0
    return vector, np.random.default_rng(6).integers(0, 256, (4, 784), dtype=np.uint8)


@pytest.mark.parametrize(("kind", "name"), [
    (kind, name) for kind in BACKWARD for name in kind.SHAPES
])
def test_the_gradient_is_the_slope_that_central_differences_see(kind, name):
    vector, pixels = precise_batch(kind)
    network, gradient = as_network(vector, kind), as_network(np.full_like(vector, np.nan), kind)
    BACKWARD[kind](network, gradient, 4)(pixels, TARGETS)
    array, computed = getattr(network, name), getattr(gradient, name)
    step = 1e-6
    for index in np.random.default_rng(7).choice(array.size, min(array.size, 12), replace=False):
        place = np.unravel_index(index, array.shape)
        kept = array[place]
        array[place] = kept + step
        above = loss_by_definition(network, pixels, TARGETS)
        array[place] = kept - step
        below = loss_by_definition(network, pixels, TARGETS)
        array[place] = kept
        assert computed[place] == pytest.approx((above - below) / (2 * step), rel=1e-4, abs=1e-8)


@both_kinds
def test_the_loss_is_the_hand_computed_one(kind):
    vector = np.zeros(size(kind))
    network, gradient = as_network(vector, kind), as_network(np.empty_like(vector), kind)
    bias = list(kind.SHAPES)[-1]
    getattr(network, bias)[:, 0] = np.log(np.arange(1, 11))  # probabilities 1/55, 2/55 … 10/55
    blank = np.zeros((2, 784), np.uint8)
    loss = BACKWARD[kind](network, gradient, 2)(blank, np.eye(10)[[0, 9]])
    assert loss == pytest.approx((4.0073332 + 1.7047481) / 2)  # ln 55 and ln 5.5
    slopes = np.arange(1, 11) / 55
    slopes[[0, 9]] -= 0.5
    assert getattr(gradient, bias)[:, 0] == pytest.approx(slopes)


@both_kinds
@pytest.mark.parametrize("size_of_logit", [1e4, -1e4])
def test_loss_and_gradient_are_finite_for_hopeless_logits(kind, size_of_logit):
    vector = np.zeros(size(kind), np.float32)
    gradient = np.full_like(vector, np.nan)
    network = as_network(vector, kind)
    getattr(network, list(kind.SHAPES)[-1])[3] = size_of_logit
    right = int(size_of_logit < 0) * 3  # the digit that the network thinks impossible
    loss = BACKWARD[kind](network, as_network(gradient, kind), 1)(
        np.zeros((1, 784), np.uint8), np.eye(10, dtype=np.float32)[[right]]
    )
    # Against one logit of 10⁴, or with nine equal ones 10⁴ above.
    assert loss == pytest.approx(1e4, abs=3)
    assert np.isfinite(gradient).all()


@both_kinds
def test_a_smaller_batch_needs_no_other_memory(kind):
    vector, pixels = precise_batch(kind)
    network = as_network(vector, kind)
    whole, part = (np.empty_like(vector) for _ in range(2))
    backpropagation = BACKWARD[kind](network, as_network(part, kind), 4)
    backpropagation(pixels, TARGETS)
    loss = backpropagation(pixels[:2], TARGETS[:2])
    assert loss == pytest.approx(loss_by_definition(network, pixels[:2], TARGETS[:2]))
    BACKWARD[kind](network, as_network(whole, kind), 2)(pixels[:2], TARGETS[:2])
    assert np.allclose(part, whole)


def test_a_pixel_that_is_blank_in_all_images_has_no_slope():
    vector, pixels = precise_batch(Network)
    blank = np.random.default_rng(8).choice(784, 300, replace=False)
    pixels[:, blank] = 0
    network, gradient = as_network(vector), as_network(np.full_like(vector, np.nan))
    loss = Backpropagation(network, gradient, 4)(pixels, TARGETS)
    assert loss == pytest.approx(loss_by_definition(network, pixels, TARGETS))
    assert not gradient.W1[:, blank].any() and gradient.W1.any()


@both_kinds
def test_a_batch_of_blank_images_teaches_the_biases_alone(kind):
    vector, _ = precise_batch(kind)
    gradient = as_network(np.full_like(vector, np.nan), kind)
    blank = np.zeros((4, 784), np.uint8)
    BACKWARD[kind](as_network(vector, kind), gradient, 4)(blank, TARGETS)
    first, bias, *_ = kind.SHAPES
    assert not getattr(gradient, first).any()
    assert getattr(gradient, bias).any() and getattr(gradient, list(kind.SHAPES)[-1]).any()
