"""What a recipe trains on, validates with and is tested by, read and made ready."""

import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pixelpredict import ink
from pixelpredict.network import CLASSES
from training.data import drawings, mnist, pen
from training.data.drawings import Drawing
from training.errors import DataError
from training.examples.augmentation import (
    Augmentation,
    Drawings,
    Pictures,
    Scribbles,
    Source,
    as_bytes,
)
from training.recipes import PenData
from training.report.evaluation import Examples


@dataclass(frozen=True)
class Data:
    """The examples of one run.

    targets: (n, 10), what an epoch's examples should be answered with, times their weight.
    sources: where each epoch's examples come from; none: `train`, the same every epoch.
    validation: by the name of its figures, "val" for MNIST and "pen_val" for drawings.
    held_back: the drawings, digits and others, by the writers of "pen_val".
    sha256: of each file that was read.
    """

    train: Examples
    test: Examples
    targets: NDArray[np.float32]
    sha256: dict[str, str]
    sources: Sequence[Source] = ()
    validation: dict[str, Examples] = field(default_factory=dict)
    held_back: Sequence[Drawing] = ()

    @contextmanager
    def epochs(self, seed: int, first: int, last: int) -> Iterator[Iterator[NDArray[np.uint8]]]:
        """Open an iterator over the images (n, 784) of epochs first to last - 1."""
        if not self.sources:
            yield itertools.repeat(self.train.images, last - first)
        else:
            with Augmentation(self.sources, seed) as augmentation:
                yield augmentation.epochs(first, last)


def plain_mnist(folder: Path) -> Data:
    """Prepare MNIST as it is, all 60,000 images to train on."""
    data = mnist.load(folder)
    return Data(
        train=Examples(_rows(data.train_images), data.train_labels),
        test=Examples(_rows(data.test_images), data.test_labels),
        targets=np.eye(CLASSES, dtype=np.float32)[data.train_labels],
        sha256=mnist.hashes(folder),
    )


def mnist_and_drawings(folder: Path, paths: Sequence[Path], settings: PenData) -> Data:
    """Prepare MNIST, put through `ink` as a user's picture is, and drawings, parted by writer.

    MNIST's files name no writers: its last training images are held back. The test images are
    for the figures at the end alone. Raises DataError when nothing is left to train on.
    """
    read = [drawing for path in paths for drawing in pen.read(path)]
    learnt, held_back = drawings.split(read)
    digits = [drawing for drawing in learnt if drawing.digit is not None]
    others = [drawing for drawing in learnt if drawing.digit is None]
    validating = [drawing for drawing in held_back if drawing.digit is not None]
    if not digits or not validating:
        raise DataError("the drawings hold too few digits to train on and to validate with")

    data = mnist.load(folder)
    cut = len(data.train_images) - settings.mnist_validation
    if cut <= 0:
        raise DataError(f"{folder}: {len(data.train_images)} images, too few to hold some back")
    scanned = normalised(data.train_images)
    labels = data.train_labels
    labels_drawn = np.array([drawing.digit for drawing in digits])
    sources = [
        Pictures(scanned[:cut], settings.images),
        Drawings(digits, settings.pen_copies, settings.strokes, settings.rare_forms),
        Drawings(others, settings.letter_copies, settings.strokes),
        Scribbles(settings.scribbles),
    ]
    shown = np.concatenate([labels[:cut], np.tile(labels_drawn, settings.pen_copies)])
    smoothing = np.float32(settings.label_smoothing)
    sure = (1 - smoothing) * np.eye(CLASSES, dtype=np.float32)[shown] + smoothing / CLASSES
    unsure = np.full(
        (sources[2].count + sources[3].count, CLASSES),
        settings.no_digit_weight / CLASSES,
        np.float32,
    )
    return Data(
        train=Examples(_rows(scanned[:cut]), labels[:cut]),
        test=Examples(_rows(normalised(data.test_images)), data.test_labels),
        targets=np.concatenate([sure, unsure]),
        sha256={**mnist.hashes(folder), **{path.name: pen.sha256(path) for path in paths}},
        sources=sources,
        validation={
            "val": Examples(_rows(scanned[cut:]), labels[cut:]),
            "pen_val": _drawn(validating),
        },
        held_back=held_back,
    )


def mnist_test(folder: Path, recipe: str) -> Examples:
    """Return the MNIST test images as the networks of a recipe, by name, are shown them."""
    data = mnist.load(folder)
    images = data.test_images if recipe == "seed" else normalised(data.test_images)
    return Examples(_rows(images), data.test_labels)


def _rows(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return images.reshape(len(images), -1)


def normalised(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put images (n, 28, 28), 0 to 255, through `ink`, as a user's picture is."""
    bar = tqdm(images, "normalising", leave=False, disable=None)
    return as_bytes([ink.from_pixels(image) for image in bar])


def _drawn(digits: Sequence[Drawing]) -> Examples:
    images = as_bytes(ink.from_drawings([drawing.strokes for drawing in digits]))
    return Examples(_rows(images), np.array([drawing.digit for drawing in digits], np.uint8))
