"""What the tests of training runs share."""

import pytest

import train
from tests.small_data import SMALL_PEN, write_drawings, write_mnist
from training.examples import prepare
from training.report.picture_card import Counts


@pytest.fixture
def own_cache(tmp_path_factory, monkeypatch):
    """Keep the checkpoints of these runs apart from anybody's."""
    monkeypatch.setattr(train, "ROOT", tmp_path_factory.mktemp("root"))


@pytest.fixture
def small_mnist(tmp_path, monkeypatch):
    monkeypatch.setattr("training.report.number_card.NUMBERS", 5)  # of each kind, in a small run
    monkeypatch.setattr("training.report.report.COUNTS", Counts(0, 0, 0, 1))
    return write_mnist(tmp_path / "mnist")


@pytest.fixture
def prepared(small_mnist, tmp_path):
    """The data of a small run of each recipe."""
    drawings = write_drawings(tmp_path / "drawings.jsonl")
    return {
        "seed": prepare.plain_mnist(small_mnist),
        "pen": prepare.mnist_and_drawings(small_mnist, [drawings], SMALL_PEN.pen),
        "convolutional": prepare.mnist_and_drawings(small_mnist, [drawings], SMALL_PEN.pen),
    }
