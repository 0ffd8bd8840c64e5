"""What a recipe trains on, validates with and is tested by, read and made ready."""

import functools
import itertools
import operator
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pixelpredict import ink
from pixelpredict.network import CLASSES
from training.data import mnist, pen
from training.data.drawings import Drawing
from training.data.split import Split, by_source, together
from training.errors import DataError
from training.examples.augmentation import (
    Augmentation,
    Drawings,
    Pictures,
    Scribbles,
    Source,
    WrongCuts,
    as_bytes,
)
from training.examples.numbers import hands
from training.recipes import PenData
from training.report.evaluation import Examples

CALIBRATING = 500  # drawn digits: the temperature that 400 give is off by a sixth, that 50 by half

# What is measured on the unseen writers of a source, by the name of its figures. One's own
# drawings, and those of a source with too few writers, are "drawn_val".
UNSEEN = {"unipen": "pen_val", "pendigits": "pendigits_val"}


@dataclass(frozen=True)
class Data:
    """The examples of one run.

    targets: (n, 10), what an epoch's examples should be answered with, times their weight.
    sources: where each epoch's examples come from; none: `train`, the same every epoch.
    validation: by the name of its figures, "val" for MNIST; for drawings "pen_val" and
    "pendigits_val", of unseen writers, and "drawn_val", of one's own hands or where the writers
    are too few; none of these where no drawn digit of that kind is held back.
    held_back: the drawings, digits and others, that are held back.
    sha256: of each file that was read. credits: whose the drawings are.
    note: what a person should know of all that, in one line; "" where there is nothing.
    """

    train: Examples
    test: Examples
    targets: NDArray[np.float32]
    sha256: dict[str, str]
    sources: Sequence[Source] = ()
    validation: dict[str, Examples] = field(default_factory=dict)
    held_back: Sequence[Drawing] = ()
    credits: Sequence[str] = ()
    note: str = ""

    @property
    def calibration(self) -> Examples | None:
        """What to calibrate with: all drawn digits where there are enough, else MNIST's, if any."""
        drawn = [examples for name, examples in self.validation.items() if name != "val"]
        if sum(len(examples.labels) for examples in drawn) >= CALIBRATING:
            return functools.reduce(operator.add, drawn)
        return self.validation.get("val")

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
    """Prepare MNIST, put through `ink` as a user's picture is, and drawings, some held back.

    MNIST's files name no writers: its last training images are held back. The test images are
    for the figures at the end alone. Raises DataError when MNIST leaves nothing to train on.
    """
    read = [drawing for path in paths for drawing in pen.read(path)]
    parts = by_source(read)
    learnt, held_back, _ = together(parts.values())
    digits = [drawing for drawing in learnt if drawing.digit is not None]
    others = [drawing for drawing in learnt if drawing.digit is None]

    data = mnist.load(folder)
    cut = len(data.train_images) - settings.mnist_validation
    if cut <= 0:
        raise DataError(f"{folder}: {len(data.train_images)} images, too few to hold some back")
    scanned = normalised(data.train_images)
    labels = data.train_labels
    labels_drawn = np.array([drawing.digit for drawing in digits], np.uint8)
    digit_sources = [
        Pictures(scanned[:cut], settings.images),
        Drawings(digits, settings.pen_copies, settings.strokes, settings.rare_forms),
    ]
    other_sources = [
        (Drawings(others, settings.letter_copies, settings.strokes), settings.no_digit_weight),
        (Scribbles(settings.scribbles), settings.no_digit_weight),
    ]
    if writers := hands(digits):
        cuts = WrongCuts(writers, settings.wrong_cuts, settings.strokes)
        other_sources.append((cuts, settings.wrong_cut_weight))
    shown = np.concatenate([labels[:cut], np.tile(labels_drawn, settings.pen_copies)])
    smoothing = np.float32(settings.label_smoothing)
    sure = (1 - smoothing) * np.eye(CLASSES, dtype=np.float32)[shown] + smoothing / CLASSES
    unsure = [
        np.full((source.count, CLASSES), weight / CLASSES, np.float32)
        for source, weight in other_sources
    ]
    return Data(
        train=Examples(_rows(scanned[:cut]), labels[:cut]),
        test=Examples(_rows(normalised(data.test_images)), data.test_labels),
        targets=np.concatenate([sure, *unsure]),
        sha256={**mnist.hashes(folder), **pen.hashes(paths)},
        sources=[*digit_sources, *(source for source, _ in other_sources)],
        validation={
            "val": Examples(_rows(scanned[cut:]), labels[cut:]),
            **{name: _drawn(drawings) for name, drawings in _validating(parts).items()},
        },
        held_back=held_back,
        credits=pen.credits_for(read),
        note="; ".join(
            f"{source} drawings: {_note(part)}"
            for source, part in parts.items()
            if not part.by_writer
        ),
    )


def held_back(paths: Sequence[Path]) -> Sequence[Drawing]:
    """Return the drawings that `mnist_and_drawings` holds back of such files."""
    return together(by_source([d for path in paths for d in pen.read(path)]).values()).held_back


def mnist_test(folder: Path, recipe: str) -> Examples:
    """Return the MNIST test images as the networks of a recipe, by name, are shown them."""
    data = mnist.load(folder)
    images = data.test_images if recipe == "seed" else normalised(data.test_images)
    return Examples(_rows(images), data.test_labels)


def _validating(parts: dict[str, Split]) -> dict[str, list[Drawing]]:
    """Return the digits that are held back of some sources, by the name of their figures."""
    digits: dict[str, list[Drawing]] = {}
    for source, part in parts.items():
        name = UNSEEN.get(source, "drawn_val") if part.by_writer else "drawn_val"
        for drawing in part.held_back:
            if drawing.digit is not None:
                digits.setdefault(name, []).append(drawing)
    return digits


def _note(part: Split) -> str:
    held_back = len(part.held_back)
    drawings = f"of {len(part.learnt) + held_back} different drawings"
    if not held_back:
        return f"{drawings} none can be held back: how well they are read is not measured"
    return f"too few writers drew digits to hold one in five back; {drawings} {held_back} are"


def _rows(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return images.reshape(len(images), -1)


def normalised(images: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Put images (n, 28, 28), 0 to 255, through `ink`, as a user's picture is."""
    bar = tqdm(images, "normalising", leave=False, disable=None)
    return as_bytes([ink.from_pixels(image) for image in bar])


def _drawn(digits: Sequence[Drawing]) -> Examples:
    images = as_bytes(ink.from_drawings([drawing.strokes for drawing in digits]))
    return Examples(_rows(images), np.array([drawing.digit for drawing in digits], np.uint8))
