"""Why one digit rather than another: the parts are exact, and add up."""

import numpy as np
import pytest

from pixelpredict import Recognizer
from pixelpredict.explanation import explain
from pixelpredict.network import SHAPES, Network
from tests import drawn_digits, pen_digits


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


def by_hand() -> Network:
    """Two neurons look at the first pixels: one fires, ReLU silences the other."""
    arrays = {name: np.zeros(shape) for name, shape in SHAPES.items()}
    arrays["W1"][0, :2], arrays["b1"][0] = (2, -1), 0.5
    arrays["W1"][1, 0] = -3
    arrays["W2"][7, :2], arrays["W2"][9, 0], arrays["b2"][9] = (3, 100), 1, 0.25
    return Network(**arrays)


def random_network(rng) -> Network:
    return Network(**{name: rng.normal(0, 0.1, shape) for name, shape in SHAPES.items()})


def test_the_parts_are_those_computed_by_hand():
    image = np.zeros((28, 28))
    image[0, :3] = 1, 0.5, 1
    why = explain([by_hand()], image, 7, 9)
    # Neuron 0: 2·1 − 1·0.5 + 0.5 = 2 fires; it counts 3 for 7 and 1 for 9, so 2 · 2 nats. Neuron
    # 1: −3. The first pixel: (3 − 1)·2·1 = 4, the second: (3 − 1)·(−1)·0.5 = −1, the third: seen
    # by no neuron. The biases: (3 − 1)·0.5 − 0.25 = 0.75.
    assert why.shares[0, :4].tolist() == [4, -1, 0, 0]
    assert (why.ink_for, why.ink_against, why.constant) == (4, -1, 0.75)
    assert why.difference == 3.75
    assert why.odds == pytest.approx(42.52, abs=0.01)
    assert (why.neurons[0].number, why.neurons[0].share) == (0, 4)
    assert np.array_equal(why.neurons[0].looks_for.ravel()[:3], [2, -1, 0])


def test_the_rival_sees_it_the_other_way_round():
    image = np.random.default_rng(5).random((28, 28))
    network = random_network(np.random.default_rng(6))
    there, back = explain([network], image, 3, 8), explain([network], image, 8, 3)
    assert back.difference == pytest.approx(-there.difference)
    assert back.shares == pytest.approx(-there.shares)
    assert back.ink_for == pytest.approx(-there.ink_against)


@pytest.mark.parametrize("seed", range(20))
def test_the_parts_sum_to_the_difference_of_the_logits(seed):
    rng = np.random.default_rng(seed)
    network, image = random_network(rng), rng.random((28, 28))
    digit, rival = (int(each) for each in rng.choice(10, 2, replace=False))
    logits = network.logits(image[None])[0]
    why = explain([network], image, digit, rival)
    assert why.shares.sum() + why.constant == pytest.approx(logits[digit] - logits[rival])
    assert why.difference == pytest.approx(logits[digit] - logits[rival])
    assert why.ink_for + why.ink_against == pytest.approx(why.shares.sum())


def test_the_parts_sum_to_the_difference_of_the_logits_of_the_shipped_weights(recognizer):
    assert len(recognizer.networks) == 2
    for _, strokes in pen_digits.sample(100, seed=21):
        (reading,) = recognizer.read(strokes).digits
        logits = np.mean(
            [network.logits(reading.image[None])[0] for network in recognizer.networks], axis=0)
        second, first = reading.probabilities.argsort()[-2:].tolist()
        why = recognizer.explain(strokes, first, second)
        parts = why.shares.sum() + why.constant
        assert parts == pytest.approx(logits[first] - logits[second], abs=1e-4)  # float32's own
        assert why.difference >= 0
        assert why.odds == pytest.approx(
            reading.probabilities[first] / reading.probabilities[second], rel=1e-3)


def test_a_share_is_the_ink_times_the_slope_found_by_changing_one_pixel(recognizer):
    network = Network(**{name: getattr(recognizer.network, name).astype(np.float64)
                         for name in SHAPES})
    (reading,) = recognizer.read(drawn_digits.strokes(7)).digits
    image = reading.image.astype(np.float64)
    why = explain([network], image, 7, 9)
    step = 1e-6  # too small to wake or silence a neuron
    changed = np.repeat(image[None], 784, axis=0)
    changed.reshape(784, 784)[np.diag_indices(784)] += step
    before, after = network.logits(image[None]), network.logits(changed)
    slopes = ((after - before)[:, 7] - (after - before)[:, 9]) / step
    assert why.shares == pytest.approx((slopes * image.ravel()).reshape(28, 28), abs=1e-6)


def test_the_neurons_are_those_that_matter_most_and_all_of_them_make_up_the_difference(recognizer):
    network = recognizer.network
    (reading,) = recognizer.read(drawn_digits.strokes(3)).digits
    why = explain([network], reading.image, 3, 5)
    fired = np.maximum(network.W1 @ reading.image.ravel() + network.b1[:, 0], 0)
    spoken = (network.W2[3] - network.W2[5]) * fired
    assert [neuron.number for neuron in why.neurons] == \
        sorted(range(128), key=lambda j: -abs(spoken[j]))[:5]
    for neuron in why.neurons:
        assert neuron.share == pytest.approx(spoken[neuron.number], abs=1e-4)
        assert np.array_equal(neuron.looks_for.ravel(), network.W1[neuron.number])
    assert spoken.sum() + network.b2[3, 0] - network.b2[5, 0] == pytest.approx(
        why.difference, abs=1e-4)


def test_paper_has_no_share(recognizer):
    strokes = drawn_digits.strokes(4)
    (reading,) = recognizer.read(strokes).digits
    shares = recognizer.explain(strokes, 4, 9).shares
    assert not shares[reading.image == 0].any()
    assert shares[reading.image > 0].any()


@pytest.mark.parametrize(("digit", "rival"), [(7, 7), (7, 10), (-1, 7)])
def test_two_different_digits_are_needed(recognizer, digit, rival):
    with pytest.raises(ValueError, match="two different digits 0 to 9"):
        recognizer.explain(drawn_digits.strokes(7), digit, rival)


def test_without_ink_there_is_nothing_to_explain(recognizer):
    with pytest.raises(ValueError, match="no ink"):
        recognizer.explain([], 7, 9)
