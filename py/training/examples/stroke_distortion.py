"""Distorting recorded strokes before they are drawn: another hand, another pen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class StrokeDistortion:
    """How far strokes are distorted. Each strength is a standard deviation but the pen's widths."""

    rotation: float  # degrees
    stretch: float  # of the logarithm of width over height
    slant: float  # sideways for upward
    bend: float  # share of the drawing's size that a single point moves, smoothly
    thinnest: float  # pixels of the 28×28 image
    thickest: float  # pixels, up to 3

    def __call__(
        self, strokes: Sequence[NDArray[np.floating]], rng: np.random.Generator
    ) -> tuple[list[NDArray[np.float64]], float]:
        """Distort strokes at random; return them and the width of the pen, in pixels of the image.

        strokes: (n, 2) arrays of x, y in any unit, y downward; at least one point in all.
        """
        points = np.concatenate(strokes)
        low, high = points.min(axis=0), points.max(axis=0)
        points = (points - (low + high) / 2) / max((high - low).max(), 1e-9)
        points = self._bent(points, rng) @ self._affine(rng).T
        lengths = np.cumsum([len(stroke) for stroke in strokes])[:-1]
        return np.split(points, lengths), rng.uniform(self.thinnest, self.thickest)

    def _affine(self, rng: np.random.Generator) -> NDArray[np.float64]:
        turn = np.radians(rng.normal(0, self.rotation))
        wide = np.exp(rng.normal(0, self.stretch) / 2)
        slant = rng.normal(0, self.slant)
        rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        return rotation @ np.array([[wide, slant], [0, 1 / wide]])

    def _bent(
        self, points: NDArray[np.float64], rng: np.random.Generator
    ) -> NDArray[np.float64]:
        """Move points (n, 2) along two random waves in each direction.

        A few long waves are the elastic distortion of pictures at the price of two sines.
        """
        waves = rng.normal(0, np.pi, (2, 2, 2))  # direction moved, wave, x and y
        phases = rng.uniform(0, 2 * np.pi, (2, 2))
        # Two sines of random phase have a variance of 1 in all.
        return points + self.bend * np.sin(points @ waves.transpose(0, 2, 1) + phases[:, None]).sum(
            axis=2
        ).T
