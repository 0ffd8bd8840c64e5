"""Training: the mathematics against independent truth, and the files it leaves."""

import gzip
import json
import struct

import numpy as np
import pytest

import train
from pixelpredict.network import SHAPES, Network
from tests import pen_digits
from training import mnist
from training.backpropagation import cross_entropy, gradients
from training.fit import HISTORY, gradient_descent, he_initialisation


def small_batch():
    rng = np.random.default_rng(4)
    network = he_initialisation(rng)
    precise = Network(**{name: getattr(network, name).astype(float) for name in SHAPES})
    return precise, rng.random((6, 784)), np.array([3, 1, 4, 1, 5, 9])


def test_cross_entropy_is_the_hand_computed_one():
    logits = np.log([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]])
    # -(ln 0.25 + ln 0.8) / 2
    assert cross_entropy(logits, np.array([1, 2])) == pytest.approx((1.386294 + 0.223144) / 2)


def test_cross_entropy_is_finite_for_hopeless_logits():
    assert cross_entropy(np.array([[1e4, -1e4]]), np.array([1])) == pytest.approx(2e4)


@pytest.mark.parametrize("name", SHAPES)
def test_gradients_are_the_slopes_that_central_differences_see(name):
    network, x, labels = small_batch()
    _, computed = gradients(network, x, labels)
    array = getattr(network, name)
    assert computed[name].shape == array.shape
    step = 1e-6
    for index in np.random.default_rng(5).choice(array.size, min(array.size, 40), replace=False):
        kept = array.flat[index]
        array.flat[index] = kept + step
        above = cross_entropy(network.logits(x), labels)
        array.flat[index] = kept - step
        below = cross_entropy(network.logits(x), labels)
        array.flat[index] = kept
        slope = (above - below) / (2 * step)
        assert computed[name].flat[index] == pytest.approx(slope, rel=1e-4, abs=1e-8)


def test_one_batch_can_be_learnt_by_heart():
    rng = np.random.default_rng(6)
    network = he_initialisation(rng)
    x, labels = rng.random((10, 784), np.float32), np.arange(10)
    for _ in range(300):
        losses = list(gradient_descent(network, x, labels, batch_size=10, learning_rate=0.05,
                                       rng=rng))
    assert losses[-1] < 0.01
    assert (network.logits(x).argmax(axis=1) == labels).all()


def write_idx(folder, name, array):
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I",
                                                                     *array.shape)
    (folder / f"{name}.gz").write_bytes(gzip.compress(header + array.tobytes()))


@pytest.fixture
def small_mnist(tmp_path):
    """A folder like MNIST's with a few images: bars whose place says the digit."""
    folder = tmp_path / "mnist"
    folder.mkdir()
    for prefix, count in (("train", 400), ("t10k", 100)):
        labels = (np.arange(count) % 10).astype(np.uint8)
        images = np.zeros((count, 28, 28), np.uint8)
        images[np.arange(count), 2 * labels + 4] = 200
        write_idx(folder, f"{prefix}-images-idx3-ubyte", images)
        write_idx(folder, f"{prefix}-labels-idx1-ubyte", labels)
    return folder


def test_a_training_run_leaves_weights_history_and_their_story(small_mnist, tmp_path, capsys):
    out = tmp_path / "weights"
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "W1.npy", "W2.npy", "b1.npy", "b2.npy", "history.npy", "model.json"]
    history = np.load(out / "history.npy", allow_pickle=False)
    assert history.dtype == HISTORY
    assert len(history) == 20
    assert history["train_loss"][-1] < history["train_loss"][0]
    model = json.loads((out / "model.json").read_text())
    assert np.sum(model["confusion_matrix"]) == 100
    assert model["accuracy"]["mnist_test"] == history["test_acc"][-1]
    Network.load(out)


def test_the_same_seed_gives_the_same_bytes(small_mnist, tmp_path, capsys):
    for name in ("one", "two"):
        train.main(["--mnist", str(small_mnist), "--out", str(tmp_path / name)])
    for name in SHAPES:
        file = f"{name}.npy"
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_bad_data_is_one_clear_line_and_the_old_weights_stay(small_mnist, tmp_path, capsys):
    out = tmp_path / "weights"
    out.mkdir()
    (out / "W1.npy").write_text("old")
    images = small_mnist / "train-images-idx3-ubyte.gz"
    images.write_bytes(gzip.compress(gzip.decompress(images.read_bytes())[:-9]))
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("train.py: ")
    assert "train-images-idx3-ubyte.gz" in line
    assert (out / "W1.npy").read_text() == "old"


def test_a_missing_folder_is_one_clear_line(tmp_path, capsys):
    assert train.main(["--mnist", str(tmp_path / "nowhere")]) == 1
    assert "train-images-idx3-ubyte" in capsys.readouterr().err


def test_the_shipped_weights_are_those_of_model_json(root):
    import hashlib

    model = json.loads((root / "weights" / "model.json").read_text())
    for name, expected in model["sha256"].items():
        content = (root / "weights" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == expected, name


@pytest.mark.skipif(not pen_digits.MNIST.exists(), reason="MNIST is not beside the project")
def test_the_shipped_weights_have_the_recorded_accuracy(root):
    network = Network.load(root / "weights")
    data = mnist.load(pen_digits.MNIST)
    answers = network.predict(data.test_images / 255).argmax(axis=1)
    model = json.loads((root / "weights" / "model.json").read_text())
    history = np.load(root / "weights" / "history.npy", allow_pickle=False)
    accuracy = (answers == data.test_labels).mean()
    assert accuracy == pytest.approx(model["accuracy"]["mnist_test"], abs=2e-4)
    assert accuracy == pytest.approx(history["test_acc"][-1], abs=2e-4)
