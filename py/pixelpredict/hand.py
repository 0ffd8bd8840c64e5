"""What a person taught: drawings of their own, which vote on what is drawn alike.

Nothing is trained. A taught drawing votes for its digit in whatever was drawn in nearly the same
way: along nearly the same path, as a pen takes it. A path tells one writer's rare form from another
writer's letter better than the picture does, and no path is like that of a digit by chance. The
vote is a kernel's (Nadaraya 1964, Watson 1964), added to each network's logits; so it can be taken
back exactly, and has a part of its own in an explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.network import CLASSES
from pixelpredict.strokes import measurable, thinned

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

    Drawing = Sequence[NDArray[np.float64]]  # strokes, (n, 2) each

MOST = 300  # taught drawings; beyond, that goes which the others make up for best

_POINTS = 32  # on a path
_DIRECTION = 0.2  # what a direction counts beside a place, of which the longer side is 1
_NEAR = 0.05  # the mean squared distance of two paths at which a vote falls to 1/e
_WEIGHT = 8.0  # nats, of a drawing like a taught one


@dataclass(frozen=True)
class Example:
    """A taught drawing."""

    strokes: tuple[NDArray[np.float64], ...]  # (n, 2) each, as drawn
    digit: int | None  # 0 to 9; None: no digit


class Hand:
    """The drawings that a person taught, and how they bear on a reading."""

    def __init__(self) -> None:
        self._examples: dict[tuple[bytes, ...], Example] = {}
        self._paths: dict[tuple[bytes, ...], NDArray[np.float64]] = {}

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
        if not key:
            raise ValueError("there is no ink to learn from")
        self._examples[key] = Example(drawing, None if digit is None else int(digit))
        self._paths[key] = paths([drawing])[0]
        if len(self) > MOST:
            self._drop(self._least_useful())

    def forget(self, strokes: Iterable[ArrayLike] | None = None) -> None:
        """Forget one taught drawing, or all; one that was not taught is no error."""
        if strokes is None:
            self._examples.clear()
            self._paths.clear()
        else:
            self._drop(_known_by(strokes)[0])

    def votes(self, drawings: Sequence[Drawing]) -> NDArray[np.float64]:
        """Return how alike n drawings are to what was taught: (n, 11), 0 to 1.

        Of each digit, and at the end of what is no digit, that of the taught drawing most alike.
        """
        alike = _alike(paths(drawings), np.array(list(self._paths.values())))
        votes = np.zeros((len(drawings), CLASSES + 1))
        labels = [CLASSES if each.digit is None else each.digit for each in self]
        np.maximum.at(votes.T, labels, alike.T)
        return votes

    def applied(
        self, logits: NDArray[np.floating], votes: NDArray[np.floating]
    ) -> NDArray[np.floating]:
        """Return logits (n, 10) with what `votes` (n, 11) said of the same drawings.

        What is like a taught digit has its logit raised; what is like no digit has all logits
        drawn together, as those of no digit are in training.
        """
        digits, none = votes[:, :CLASSES], votes[:, CLASSES:]
        heard = logits + _WEIGHT * (digits - digits.mean(axis=1, keepdims=True))
        mean = heard.mean(axis=1, keepdims=True)
        return mean + (heard - mean) * (1 - none)

    def _drop(self, key: tuple[bytes, ...]) -> None:
        self._examples.pop(key, None)
        self._paths.pop(key, None)

    def _least_useful(self) -> tuple[bytes, ...]:
        """Return the key of the drawing that another one of the same digit resembles most."""
        keys = sorted(self._paths)
        labels = np.array([str(self._examples[key].digit) for key in keys])
        seen = np.array([self._paths[key] for key in keys])
        alike = _alike(seen, seen)
        alike[(labels[:, None] != labels) | np.eye(len(keys), dtype=bool)] = -1
        return keys[int(np.sort(alike)[:, ::-1][:, :2].sum(axis=1).argmax())]


def paths(drawings: Sequence[Drawing]) -> NDArray[np.float64]:
    """Return the paths (n, 128) of n drawings: where the pen was, and where it went.

    32 points equally far from each other along the strokes, in the order they were drawn, with the
    direction at each; upright, the longer side 1 and the mean in the middle.
    """
    return np.array([_path(drawing) for drawing in drawings])


def _path(drawing: Drawing) -> NDArray[np.float64]:
    points = np.concatenate(drawing)
    steps = np.diff(points, axis=0)
    lengths = np.hypot(*steps.T)
    ends = np.cumsum([len(stroke) for stroke in drawing])[:-1]
    lengths[ends - 1] = 0  # the pen is lifted
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.linspace(0, along[-1], _POINTS)
    places = np.stack([np.interp(at, along, axis) for axis in points.T], axis=1)
    places -= places.mean(axis=0)
    height = places[:, 1] @ places[:, 1]
    lean = places[:, 0] @ places[:, 1] / max(height, 0.25 * places[:, 0] @ places[:, 0], 1e-300)
    places[:, 0] -= min(max(lean, -1.0), 1.0) * places[:, 1]
    side = np.ptp(places, axis=0).max()
    places /= side if side > 0 else 1.0
    ways = np.gradient(places, axis=0)
    norms = np.hypot(*ways.T)
    ways /= np.where(norms > 0, norms, 1.0)[:, None]
    return np.concatenate([places, _DIRECTION * ways], axis=1).ravel()


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how alike n paths and m paths are, each to each: (n, m), 1 for the same."""
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return np.exp(-np.maximum(squares, 0) / (_POINTS * _NEAR))


def _known_by(strokes: Iterable[ArrayLike]) -> tuple[tuple[bytes, ...], Drawing]:
    """Return what tells a drawing from others, and its strokes that have points; both may be ()."""
    drawing = tuple(np.array(stroke) for stroke in thinned(measurable(strokes)) if len(stroke))
    return tuple(stroke.tobytes() for stroke in drawing), drawing
