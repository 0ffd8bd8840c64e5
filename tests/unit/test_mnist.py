"""MNIST: what is not MNIST's form is refused by name."""

import gzip
import hashlib

import numpy as np
import pytest

from tests.small_data import write_idx, write_mnist
from training.data import mnist
from training.errors import DataError

IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"


@pytest.fixture
def folder(tmp_path):
    return write_mnist(tmp_path / "mnist")


def refused(folder):
    with pytest.raises(DataError) as error:
        mnist.load(folder)
    return str(error.value)


def test_plain_and_gzipped_files_are_read_alike(folder):
    zipped = mnist.load(folder)
    hashes = mnist.hashes(folder)
    for path in list(folder.iterdir()):
        path.with_suffix("").write_bytes(gzip.decompress(path.read_bytes()))
        path.unlink()
    assert (mnist.load(folder).train_images == zipped.train_images).all()
    assert zipped.train_images[13, 10, 3] == 200  # digit 3's bar
    assert zipped.train_labels[13] == 3
    assert mnist.hashes(folder) == hashes == {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in mnist.SHA256}


def test_a_missing_folder_is_named(tmp_path):
    assert "nowhere" in refused(tmp_path / "nowhere")


def test_a_truncated_file_is_named(folder):
    path = folder / f"{IMAGES}.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())[:-9]))
    assert f"{IMAGES}.gz: 313591 bytes of data, announced (400, 28, 28)" in refused(folder)


@pytest.mark.parametrize("length", [0, 3, 6, 15])
def test_a_truncated_header_is_named(folder, length):
    path = folder / f"{IMAGES}.gz"
    path.write_bytes(gzip.compress(gzip.decompress(path.read_bytes())[:length]))
    assert f"{IMAGES}.gz" in refused(folder)


def test_a_truncated_gzip_is_named(folder):
    path = folder / f"{IMAGES}.gz"
    path.write_bytes(path.read_bytes()[:-20])
    assert f"{IMAGES}.gz: cannot be read" in refused(folder)


def test_a_damaged_gzip_is_named(folder):
    path = folder / f"{IMAGES}.gz"
    path.write_bytes(path.read_bytes()[:20] + b"\xff" * 20 + path.read_bytes()[40:])
    assert f"{IMAGES}.gz: cannot be read" in refused(folder)


def test_a_wrong_magic_number_is_named(folder):
    (folder / f"{IMAGES}.gz").write_bytes((folder / f"{LABELS}.gz").read_bytes())
    assert "starts with 00000801, expected 00000803" in refused(folder)


def test_counts_that_differ_are_named(folder):
    write_idx(folder / f"{LABELS}.gz", np.zeros(399, np.uint8))
    assert "400 images but 399 labels" in refused(folder)


def test_a_label_above_nine_is_named(folder):
    write_idx(folder / f"{LABELS}.gz", np.full(400, 10, np.uint8))
    assert "label 10" in refused(folder)


def test_another_image_size_is_named(folder):
    write_idx(folder / f"{IMAGES}.gz", np.zeros((400, 28, 27), np.uint8))
    assert "(28, 27)" in refused(folder)


def test_an_empty_set_is_named(folder):
    write_idx(folder / f"{IMAGES}.gz", np.zeros((0, 28, 28), np.uint8))
    write_idx(folder / f"{LABELS}.gz", np.zeros(0, np.uint8))
    assert "no pictures" in refused(folder)
