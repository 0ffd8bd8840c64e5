"""What a person taught: drawings of their own, which vote on what is drawn alike.

Nothing is trained. A taught drawing votes for its digit in whatever was drawn in the same way and
looks the same: both, for a letter may look like somebody's 4 that nobody draws so, and a pen may go
the way of a 4 and draw none. The vote is a kernel's, of the nearest neighbour of each digit (Cover
and Hart 1967; Nadaraya 1964), and is added to the logits. So it can be taken back exactly, serves
every network, and has a part of its own in an explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import ink
from pixelpredict.network import CLASSES, INPUTS
from pixelpredict.strokes import measurable, thinned

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

    Drawing = Sequence[NDArray[np.float64]]  # strokes, (n, 2) each
    Key = tuple[bytes, ...]  # what a drawing is known by

MOST = 300  # taught drawings; of more that goes which another one stands in for best

STEPS = 32  # of a drawing's length, for each of which it is known where the pen went
_EVENLY = np.linspace(0, 1, STEPS + 1)
# How fast a vote falls off, and what the very same drawing adds, in nats. Of unseen writers' errors
# 20 nats take more away than 16; from 22 on other writers' digits begin to suffer.
_SHARPNESS = 8.0
_WEIGHT = 20.0


@dataclass(frozen=True)
class Example:
    """A taught drawing."""

    strokes: tuple[NDArray[np.float64], ...]  # (n, 2) each, as drawn
    digit: int | None  # 0 to 9; None: no digit


class Hand:
    """The drawings that a person taught, and how they bear on a reading."""

    def __init__(self) -> None:
        self._examples: dict[Key, Example] = {}
        self._features: dict[Key, NDArray[np.float32]] = {}
        self._line_up()

    def __len__(self) -> int:
        return len(self._examples)

    def __iter__(self) -> Iterator[Example]:
        """Yield the taught drawings, in the order in which they were first taught."""
        return iter(self._examples.values())

    def teach(self, strokes: Iterable[ArrayLike], digit: int | None) -> None:
        """Learn what one drawing is: a digit 0 to 9, or none.

        strokes: as in `Recognizer.read`, all of one digit. A drawing that was taught before is from
        now on what it is said to be now. Raises ValueError where there is no ink, for anything but
        a digit or None, and for a stroke that is not an (n, 2) array.
        """
        if digit is not None and digit not in range(CLASSES):
            raise ValueError(f"expected a digit 0 to 9 or None, got {digit!r}")
        key, drawing = _known_by(strokes)
        if not drawing:
            raise ValueError("there is no ink to learn from")
        self._examples[key] = Example(drawing, None if digit is None else int(digit))
        self._features[key] = features([drawing], ink.from_drawings([drawing]))[0]
        if len(self) > MOST:
            self._drop(self._least_useful())
        self._line_up()

    def forget(self, strokes: Iterable[ArrayLike] | None = None) -> None:
        """Forget one taught drawing, or all; one that was not taught is no error."""
        if strokes is None:
            self.__init__()
        else:
            self._drop(_known_by(strokes)[0])
            self._line_up()

    def votes(self, drawings: Sequence[Drawing], images: NDArray) -> NDArray[np.float32]:
        """Return how alike n drawings are to what was taught: (n, 11), 0 to 1.

        Of each digit, and at the end of what is no digit, that of the taught drawing most alike.
        images: (n, 28, 28), as the networks are given them.
        """
        alike = _alike(features(drawings, images), self._taught)
        votes = np.zeros((len(drawings), CLASSES + 1), np.float32)
        votes[:, self._labels] = np.maximum.reduceat(alike, self._firsts, axis=1)
        return votes

    @staticmethod
    def raised(logits: NDArray[np.floating], votes: NDArray) -> NDArray[np.floating]:
        """Return logits (n, 10), those raised that `votes` (n, 11) of the drawings speak for."""
        return logits + _WEIGHT * votes[:, :CLASSES]

    @staticmethod
    def doubted(logits: NDArray[np.floating], votes: NDArray) -> NDArray[np.floating]:
        """Return logits (n, 10), drawn together where `votes` (n, 11) say that it is no digit.

        In training what is no digit was answered with ten equal logits.
        """
        none = votes[:, CLASSES:]
        if not none.any():
            return logits
        mean = logits.mean(axis=1, keepdims=True)
        evidence = logits.max(axis=1, keepdims=True) - mean
        left = np.maximum(evidence - _WEIGHT * none, 0) / np.maximum(evidence, 1e-9)
        return mean + (logits - mean) * left

    def _drop(self, key: Key) -> None:
        self._examples.pop(key, None)
        self._features.pop(key, None)

    def _line_up(self) -> None:
        """Line the drawings up by what they are: to the last bit the same, however they came."""
        labels = {key: CLASSES if each.digit is None else each.digit
                  for key, each in self._examples.items()}
        keys = sorted(labels, key=lambda key: (labels[key], key))
        self._taught = np.array([self._features[key] for key in keys])
        # (l,): the labels that there are, 10 for no digit, and where the drawings of each begin.
        self._labels, self._firsts = np.unique([labels[key] for key in keys], return_index=True)

    def _least_useful(self) -> Key:
        """Return the key of the drawing that others of the same digit resemble most."""
        keys = sorted(self._features)
        digits = [self._examples[key].digit for key in keys]
        seen = np.array([self._features[key] for key in keys])
        alike = _alike(seen, seen)
        alike[[[one != other for other in digits] for one in digits]] = 0
        np.fill_diagonal(alike, 0)
        # Of the two most alike the one that has more of its kind around it.
        nearest, next_nearest = -np.sort(-alike, axis=1)[:, :2].T
        return keys[np.lexsort((next_nearest, nearest))[-1]]


def features(drawings: Sequence[Drawing], images: NDArray) -> NDArray[np.float32]:
    """Return what tells n drawings from others, (n, 848), each of length 1.

    Half of it is how they were drawn: where the pen went in 32 steps along the strokes, in the
    order they were drawn, the way through the air left out. Slant is part of it, for it is part of
    a hand; place and size are not. Half is how they look: images (n, 28, 28), 0..1.
    """
    found = np.empty((len(drawings), 2 * STEPS + INPUTS), np.float32)
    for drawing, row in zip(drawings, found, strict=True):
        row[: 2 * STEPS] = _directions(drawing)
    looks = images.reshape(-1, INPUTS)
    lengths = np.sqrt(np.einsum("ij,ij->i", looks, looks))
    found[:, 2 * STEPS :] = looks / (np.sqrt(2) * np.maximum(lengths, 1e-9))[:, None]
    return found


def _directions(drawing: Drawing) -> NDArray[np.float64]:
    """Return the direction (x, y) of each of 32 steps of equal length, (64,), of length √½.

    A dot goes to the right.
    """
    points = np.concatenate([stroke for stroke in drawing if len(stroke)]).view(complex)[:, 0]
    lengths = np.abs(points[1:] - points[:-1])
    end = -1
    for stroke in drawing[:-1]:
        end += len(stroke)
        lengths[end : end + 1] = 0  # the pen is lifted
    along = np.empty(len(points))
    along[0] = 0
    lengths.cumsum(out=along[1:])
    places = np.interp(_EVENLY * along[-1], along, points)
    ways = places[1:] - places[:-1]
    far = np.abs(ways)
    ways[far == 0] = 1
    far[far == 0] = 1
    return (ways / (far * np.sqrt(2 * STEPS))).view(float)


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how alike drawings are by their features, n to m: (n, m), 1 for the same."""
    return np.exp(_SHARPNESS * (one @ other.T - 1))


def _known_by(strokes: Iterable[ArrayLike]) -> tuple[Key, tuple[NDArray[np.float64], ...]]:
    """Return what tells a drawing from others, and its strokes that have points; both may be ()."""
    drawing = tuple(np.array(stroke) for stroke in thinned(measurable(strokes)) if len(stroke))
    return tuple(stroke.tobytes() for stroke in drawing), drawing
