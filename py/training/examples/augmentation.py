"""Examples made anew for every epoch, by as many processes as there are cores.

The work is cut into chunks. What is random in a chunk follows from the run's seed, the epoch and
the chunk's number alone, so the number of processes and their order change nothing.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.pool import MapResult
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pixelpredict import ink
from training.data.drawings import Drawing
from training.examples.image_distortion import ImageDistortion
from training.examples.rare_forms import rare_form
from training.examples.scribbles import scribble
from training.examples.stroke_distortion import StrokeDistortion
from training.examples.wrong_cuts import Strokes, wrong_cuts

CHUNK = 500  # examples: 15 to 200 ms of work, and small enough for the processor's cache


class Source(Protocol):
    """Where examples come from. It travels to the processes once, when they start."""

    count: int

    def draw(self, rows: range, rng: np.random.Generator) -> NDArray[np.uint8]:
        """Return fresh images (len(rows), 28, 28), 0 = paper to 255 = ink."""


@dataclass(frozen=True)
class Pictures:
    """Images (n, 28, 28) uint8, such as MNIST's."""

    images: NDArray[np.uint8]
    distort: ImageDistortion

    @property
    def count(self) -> int:
        """Examples an epoch."""
        return len(self.images)

    def draw(self, rows: range, rng: np.random.Generator) -> NDArray[np.uint8]:
        """Return the images of these rows, distorted."""
        return self.distort(self.images[rows.start : rows.stop], rng)


@dataclass(frozen=True)
class Drawings:
    """Recorded strokes, each drawn `copies` times an epoch."""

    drawings: Sequence[Drawing]
    copies: int
    distort: StrokeDistortion
    rare_forms: float = 0.0  # the share of digits that are given a rare form, where they have one

    @property
    def count(self) -> int:
        """Examples an epoch."""
        return self.copies * len(self.drawings)

    def draw(self, rows: range, rng: np.random.Generator) -> NDArray[np.uint8]:
        """Return the drawings of these rows, distorted; a row past the last starts over."""
        chosen = (self.drawings[row % len(self.drawings)] for row in rows)
        distorted = [self.distort(self._strokes(drawing, rng), rng) for drawing in chosen]
        return as_bytes(ink.from_drawings(*zip(*distorted, strict=True)))

    def _strokes(self, drawing: Drawing, rng: np.random.Generator) -> Sequence[NDArray]:
        if drawing.digit is None or rng.random() >= self.rare_forms:
            return drawing.strokes
        return rare_form(drawing.strokes, drawing.digit, rng)


@dataclass(frozen=True)
class Scribbles:
    """Made-up drawings that are no digit."""

    count: int

    def draw(self, rows: range, rng: np.random.Generator) -> NDArray[np.uint8]:
        """Return as many new scribbles as there are rows."""
        return as_bytes(ink.from_drawings([scribble(rng) for _ in rows]))


@dataclass(frozen=True)
class WrongCuts:
    """Parts of numbers that are no digit, of digits by the hands that are learnt from."""

    hands: Sequence[Sequence[Drawing]]
    count: int
    distort: StrokeDistortion

    def draw(self, rows: range, rng: np.random.Generator) -> NDArray[np.uint8]:
        """Return as many new ones as there are rows, distorted."""
        cuts: list[Strokes] = []
        while len(cuts) < len(rows):
            cuts += wrong_cuts(self.hands, rng)
        distorted = [self.distort(cut, rng) for cut in cuts[: len(rows)]]
        return as_bytes(ink.from_drawings(*zip(*distorted, strict=True)))


def as_bytes(images: Sequence[NDArray[np.floating]]) -> NDArray[np.uint8]:
    """Turn images in 0..1 into bytes, 0 to 255: a quarter of the memory, as MNIST has it."""
    return np.rint(np.clip(images, 0, 1) * np.float32(255)).astype(np.uint8)


class Augmentation:
    """A pool of processes that prepares the next epoch while the present one is learnt.

    Use it as a context manager: leaving it ends the processes.
    """

    def __init__(self, sources: Sequence[Source], seed: int) -> None:
        self._seed = seed
        self._chunks = [
            (number, range(first, min(first + CHUNK, source.count)))
            for number, source in enumerate(sources)
            for first in range(0, source.count, CHUNK)
        ]
        # Ctrl+C is for this process to answer: the others inherit that they ignore it.
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            # A forked process would inherit locks that other threads hold; a new one has none.
            self._pool = get_context("spawn").Pool(os.cpu_count(), _start, (sources,))
        finally:
            signal.signal(signal.SIGINT, handler)

    def __enter__(self) -> "Augmentation":
        return self

    def __exit__(self, *_reason: object) -> None:
        self._pool.terminate()
        self._pool.join()

    def epochs(self, first: int, last: int) -> Iterator[NDArray[np.uint8]]:
        """Yield the images (n, 784) of epochs first, first + 1, … last - 1, source after source."""
        for epoch in range(first, last):
            if epoch == first:
                upcoming = self._order(epoch)
            images = np.concatenate(upcoming.get())
            if epoch + 1 < last:
                upcoming = self._order(epoch + 1)
            yield images.reshape(len(images), -1)

    def _order(self, epoch: int) -> MapResult:
        tasks = [
            (source, rows, (self._seed, epoch, number))
            for number, (source, rows) in enumerate(self._chunks)
        ]
        return self._pool.starmap_async(_draw, tasks, chunksize=1)


def _start(sources: Sequence[Source]) -> None:
    global _sources
    _sources = sources


def _draw(source: int, rows: range, seed: tuple[int, int, int]) -> NDArray[np.uint8]:
    return _sources[source].draw(rows, np.random.default_rng(seed))
