"""The network and its files."""

import numpy as np
import pytest

from pixelpredict.arrays import WeightsError
from pixelpredict.network import SHAPES, Network, softmax


def counted(dtype=np.float64) -> Network:
    """A network whose answers can be computed by hand."""
    arrays = {name: np.zeros(shape, dtype) for name, shape in SHAPES.items()}
    arrays["W1"][0, 0], arrays["W1"][1, 0] = 2, -3  # two neurons look at the first pixel
    arrays["b1"][0] = -0.5
    arrays["W2"][4, 0], arrays["W2"][5, 1], arrays["b2"][9] = 1, 100, 0.25
    return Network(**arrays)


def test_logits_are_those_computed_by_hand():
    image = np.zeros((28, 28))
    image[0, 0] = 1
    # Neuron 0: 2·1 - 0.5 = 1.5. Neuron 1: -3, silenced by ReLU. Digit 9 has its bias.
    assert counted().logits(image[None])[0].tolist() == [0, 0, 0, 0, 1.5, 0, 0, 0, 0, 0.25]


def test_probabilities_are_softmax_of_the_logits_and_sum_to_one():
    probabilities = counted().predict(np.random.default_rng(0).random((5, 28, 28)))
    assert probabilities.shape == (5, 10)
    assert probabilities.sum(axis=1) == pytest.approx(1)


def test_softmax_is_the_hand_computed_one_and_stable():
    assert softmax(np.log([[1.0, 3.0, 4.0]]))[0] == pytest.approx([0.125, 0.375, 0.5])
    assert softmax(np.array([[1e4, -1e4, 1e4]]))[0] == pytest.approx([0.5, 0, 0.5])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_weights_of_either_precision_are_loaded(tmp_path, dtype):
    network = counted(dtype)
    for name in SHAPES:
        np.save(tmp_path / f"{name}.npy", getattr(network, name))
    assert Network.load(tmp_path).W1[1, 0] == -3
    assert Network.load(tmp_path).W1.dtype == dtype


def test_what_is_saved_is_loaded_as_float32(tmp_path):
    counted().save(tmp_path)
    loaded = Network.load(tmp_path)
    for name, shape in SHAPES.items():
        array = getattr(loaded, name)
        assert (array.dtype, array.shape) == (np.float32, shape)
        assert np.array_equal(array, getattr(counted(), name))


def spoil(path, fault):
    whole = np.load(path)
    if fault == "missing":
        path.unlink()
    elif fault == "truncated":
        path.write_bytes(path.read_bytes()[:-7])
    elif fault == "empty":
        path.write_bytes(b"")
    elif fault == "text":
        path.write_text("<!doctype html>")
    elif fault == "pickled":
        np.save(path, np.array([print], dtype=object), allow_pickle=True)
    elif fault == "shape":
        np.save(path, whole.T)
    elif fault == "integers":
        np.save(path, whole.astype(np.int64))
    elif fault == "NaN":
        np.save(path, np.full_like(whole, np.nan))
    elif fault == "infinite":
        np.save(path, np.full_like(whole, np.inf))


@pytest.mark.parametrize("name", SHAPES)
@pytest.mark.parametrize(("fault", "words"), [
    ("missing", "no such file"), ("truncated", "damaged"), ("empty", "damaged"),
    ("text", "damaged"), ("pickled", "damaged"), ("shape", "expected"),
    ("integers", "expected float32 or float64"), ("NaN", "NaN"), ("infinite", "infinite"),
])
def test_a_spoilt_weight_file_is_named_with_its_fault(tmp_path, name, fault, words):
    counted().save(tmp_path)
    spoil(tmp_path / f"{name}.npy", fault)
    with pytest.raises(WeightsError) as error:
        Network.load(tmp_path)
    assert str(error.value).startswith(f"{name}.npy: ")
    assert words in str(error.value)
    assert "\n" not in str(error.value)
