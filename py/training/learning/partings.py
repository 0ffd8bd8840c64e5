"""Fits what segmentation makes its scores of to numbers whose right parting is known.

A conditional random field (Lafferty, McCallum and Pereira 2001) over the ways to part a number, of
which only the best are looked at: every step moves the weights by how the features of the right
parting differ from those of the ways that are taken now, each as far as it is believed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pixelpredict import Network, ink, segmentation, separators
from pixelpredict.layout import Layout, evenly
from pixelpredict.segmentation import Parting
from training.errors import DataError
from training.examples.numbers import Number

ROUNDS = 6  # the mean of the last half of them is taken
RATE = 0.02  # of the first step, in standard deviations; falls to a fifth
LARGEST_SCALE = 5.0  # of a feature that is hardly ever anything but 0
DAMPING = 1e-3  # of the regression, for each candidate


@dataclass(frozen=True)
class Example:
    """A number, all that could be a digit of it, and what is one."""

    members: NDArray[np.bool_]  # (c, n), as `segmentation.candidates` returns them
    features: NDArray[np.float64]  # (c, 16)
    alone: dict[int, NDArray[np.float64]]  # by the stroke, (3,)
    right: Parting

    @classmethod
    def of(cls, number: Number, network: Network) -> Example | None:
        """Measure a number; None where the right parting is not among those considered."""
        layout = Layout.of([evenly([stroke]) for stroke in number.strokes])
        members, features = segmentation.candidates(layout)
        strokes = [tuple(sorted(layout.order[row].tolist())) for row in members]
        images = ink.from_drawings([[number.strokes[i] for i in own] for own in strokes])
        logits = network.logits(images)
        alone = separators.alone_features(layout)
        of_digits = {i for digit in number.digits for i in digit}
        others = tuple(k for k, i in enumerate(layout.order.tolist()) if i not in of_digits)
        if not set(number.digits) <= set(strokes) or not set(others) <= set(alone):
            return None
        return cls(
            members,
            np.hstack([segmentation.network_features(logits), features]),
            alone,
            Parting(0.0, tuple(map(strokes.index, number.digits)), others),
        )

    def partings(self, weights: NDArray[np.float64]) -> list[Parting]:
        """Return the best ways by weights (19,), as `segmentation.partings` does."""
        cut = self.features.shape[1]
        alone = {stroke: float(row @ weights[cut:]) for stroke, row in self.alone.items()}
        return segmentation.partings(self.members, self.features @ weights[:cut], alone)

    def sums(self, parting: Parting) -> NDArray[np.float64]:
        """Return the features of a whole parting, (19,): weighed, they are its score."""
        alone = [self.alone[stroke] for stroke in parting.alone]
        digits = self.features[list(parting.digits)]
        return np.concatenate([digits.sum(axis=0), np.sum([np.zeros(3), *alone], axis=0)])

    def is_right(self, parting: Parting) -> bool:
        """Whether a parting is the right one, in whatever order."""
        return set(parting.digits) == set(self.right.digits) and \
            set(parting.alone) == set(self.right.alone)


def fit(examples: Sequence[Example], rng: np.random.Generator) -> NDArray[np.float64]:
    """Return the weights, (19,): of segmentation's `NETWORK` and `LAYOUT`, then of `ALONE`.

    Raises DataError where the examples leave them open.
    """
    if not examples:
        raise DataError("of these drawings no number can be parted right")
    rows = np.concatenate([example.features for example in examples])
    right = np.concatenate([
        np.isin(np.arange(len(example.members)), example.right.digits) for example in examples
    ])
    spread = rows.std(axis=0)
    alone = list(separators.ALONE.values())
    weights = np.concatenate([_regression(rows, right, spread), alone])
    spread[spread == 0] = 1  # the constant
    scale = np.concatenate([np.minimum(1 / spread, LARGEST_SCALE), np.ones(len(alone))])
    mean, steps = np.zeros_like(weights), 0
    for turn in range(ROUNDS):
        rate = RATE * (1 - 0.8 * turn / ROUNDS) * scale**2
        for place in rng.permutation(len(examples)):
            weights = weights + rate * _ascent(examples[place], weights)
            if turn >= ROUNDS // 2:
                mean, steps = mean + weights, steps + 1
    return mean / steps


def _ascent(example: Example, weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the logarithm of the right parting's probability grows, (19,)."""
    wrong = [way for way in example.partings(weights) if not example.is_right(way)]
    sums = np.array([example.sums(way) for way in (example.right, *wrong)])
    scores = sums @ weights
    likely = np.exp(scores - scores.max())
    return sums[0] - likely @ sums / likely.sum()


def _regression(
    rows: NDArray[np.float64], right: NDArray[np.bool_], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return where to begin: a logistic regression of which candidate is a digit, (16,).

    rows: (c, 16), the features of all candidates; right: (c,); spread: (16,), of each feature.
    """
    constant = (spread == 0) & rows.any(axis=0)  # what is always 0 says nothing
    spread = np.where(spread == 0, 1, spread)
    scaled = rows / spread
    damping = np.diag(np.where(constant, 0, DAMPING * len(rows)))
    found = np.zeros(rows.shape[1])
    for _ in range(20):  # Newton's method: converged after ten
        likely = 1 / (1 + np.exp(-scaled @ found))
        slope = scaled.T @ (right - likely) - damping @ found
        curve = (scaled * (likely * (1 - likely))[:, None]).T @ scaled + damping
        try:
            found += np.linalg.solve(curve, slope)
        except np.linalg.LinAlgError:
            raise DataError("these drawings are too much alike to tell digits from parts") from None
    return found / spread
