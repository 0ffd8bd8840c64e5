"""The convolutional network: its layers by hand and by invariance, its files, and its ink."""

import numpy as np
import pytest

from pixelpredict.arrays import WeightsError
from pixelpredict.convolution import ConvolutionalNetwork, convolved, spread
from pixelpredict.explanation import explain
from pixelpredict.network import Network
from training.learning.parameters import as_network, he_initialisation, size


def random_network(seed, kind=ConvolutionalNetwork):
    vector = he_initialisation(np.random.default_rng(seed), kind).astype(np.float64)
    return as_network(vector + np.random.default_rng(seed + 1).normal(0, 0.05, vector.shape), kind)


def test_it_is_no_larger_than_the_first_network():
    assert size(ConvolutionalNetwork) == 94_458 < size(Network) == 101_770


def test_a_convolution_is_the_hand_computed_one():
    maps = np.arange(49.0).reshape(1, 7, 7, 1)  # 7·row + column
    filters = np.zeros((2, 5, 5, 1))
    filters[0, 0, 0], filters[1, 4, 3] = 1, 2
    expected = [[0, 2], [14, 16]]  # the upper left pixels of four patches, two apart
    assert convolved(maps, filters)[0, :, :, 0].tolist() == expected
    assert convolved(maps, filters)[0, :, :, 1].tolist() == [[62, 66], [90, 94]]  # 2·(31 + …)


def test_maps_move_with_the_ink():
    network, rng = random_network(1), np.random.default_rng(2)
    image = np.zeros((28, 28))
    image[8:18, 8:18] = rng.random((10, 10))
    first, _, _ = network.layers(image[None])
    moved, _, _ = network.layers(np.roll(image, (2, 4), axis=(0, 1))[None])  # one place, and two
    assert np.allclose(moved[0, 1:, 2:], first[0, :-1, :-2])


@pytest.mark.parametrize(("side", "channels"), [(28, 1), (12, 16)])
def test_spreading_is_the_transpose_of_convolving(side, channels):
    rng = np.random.default_rng(side)
    maps, filters = rng.normal(size=(3, side, side, channels)), rng.normal(size=(7, 5, 5, channels))
    seen = convolved(maps, filters)
    slopes = rng.normal(size=seen.shape)
    assert (seen * slopes).sum() == pytest.approx((maps * spread(slopes, filters, side)).sum())


def test_images_are_read_alone_as_among_others():
    network, images = random_network(3), np.random.default_rng(4).random((5, 28, 28))
    together = network.logits(images)
    assert together.shape == (5, 10)
    assert together[3] == pytest.approx(network.logits(images[3].reshape(1, 784))[0])
    assert network.predict(images).sum(axis=1) == pytest.approx(1)


def test_what_is_saved_is_loaded_as_float32(tmp_path):
    network = random_network(5)
    network.save(tmp_path)
    loaded = ConvolutionalNetwork.load(tmp_path)
    for name, shape in ConvolutionalNetwork.SHAPES.items():
        array = getattr(loaded, name)
        assert (array.dtype, array.shape) == (np.float32, shape)
        assert np.allclose(array, getattr(network, name))


@pytest.mark.parametrize("name", ConvolutionalNetwork.SHAPES)
def test_a_missing_or_spoilt_file_is_named(tmp_path, name):
    random_network(6).save(tmp_path)
    path = tmp_path / f"{name}.npy"
    whole = path.read_bytes()
    path.write_bytes(whole[:-7])
    with pytest.raises(WeightsError, match=rf"^{name}\.npy: damaged"):
        ConvolutionalNetwork.load(tmp_path)
    path.unlink()
    with pytest.raises(WeightsError, match=rf"^{name}\.npy: no such file"):
        ConvolutionalNetwork.load(tmp_path)


@pytest.mark.parametrize("seed", range(5))
def test_shares_of_the_ink_sum_to_the_difference_of_the_logits_alone_and_together(seed):
    networks = [random_network(seed, Network), random_network(seed + 10)]
    image = np.random.default_rng(seed).random((28, 28))
    for heard in ([networks[1]], networks):
        logits = np.mean([network.logits(image[None])[0] for network in heard], axis=0)
        why = explain(heard, image, 3, 8)
        assert why.shares.sum() + why.constant == pytest.approx(logits[3] - logits[8])
        assert why.difference == pytest.approx(logits[3] - logits[8])


def test_a_share_is_the_ink_times_the_slope_found_by_changing_one_pixel():
    network, image = random_network(7), np.random.default_rng(8).random((28, 28))
    why = explain([network], image, 2, 6)
    step = 1e-7  # too small to wake or silence a neuron
    changed = np.repeat(image[None], 784, axis=0)
    changed.reshape(784, 784)[np.diag_indices(784)] += step
    gained = network.logits(changed) - network.logits(image[None])
    slopes = (gained[:, 2] - gained[:, 6]) / step
    assert why.shares == pytest.approx((slopes * image.ravel()).reshape(28, 28), abs=1e-5)


def test_neurons_of_both_networks_are_told_of_by_what_they_said():
    networks = [random_network(9, Network), random_network(10)]
    image = np.random.default_rng(11).random((28, 28))
    why = explain(networks, image, 0, 9)
    said = {}
    for number, network in enumerate(networks):
        weights, _ = network.last_layer
        spoken = (weights[0] - weights[9]) / 2 * network.layers(image[None])[-1][0]
        said |= {(number, j): share for j, share in enumerate(spoken.tolist())}
    foremost = sorted(said, key=lambda which: -abs(said[which]))[:5]
    assert [(neuron.network, neuron.number) for neuron in why.neurons] == foremost
    for neuron in why.neurons:
        assert neuron.share == pytest.approx(said[neuron.network, neuron.number])
