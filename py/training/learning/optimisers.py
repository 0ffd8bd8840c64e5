"""From a gradient to a step: plain gradient descent, and Adam.

Both work in place on the vectors of `parameters`. `memory` is what an optimiser remembers from
step to step, by name, so that a checkpoint can keep it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class GradientDescent:
    """Step downhill, in proportion to the slope: the seed's optimiser."""

    def __init__(self) -> None:
        self.memory: dict[str, NDArray] = {}

    def step(self, vector: NDArray, gradient: NDArray, learning_rate: float) -> None:
        """Change the vector (n,) by its gradient, which is overwritten."""
        gradient *= learning_rate
        vector -= gradient


class Adam:
    """Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019).

    Each number has a step of its own: the slope's running mean over the root of its running
    square.
    """

    MEAN_DECAY = 0.9  # the paper's values
    SQUARE_DECAY = 0.999
    EPSILON = 1e-8

    def __init__(
        self, vector: NDArray, decaying: Sequence[NDArray], weight_decay: float
    ) -> None:
        """Prepare for a vector (n,).

        decaying: the views of it that shrink by `weight_decay` a step, times the rate: a bias
        does no harm by being large.
        """
        self._decaying = decaying
        self._weight_decay = weight_decay
        self._scratch = np.empty_like(vector)
        self.memory = {
            "mean": np.zeros_like(vector),
            "square": np.zeros_like(vector),
            "steps": np.zeros((), np.int64),
        }

    def step(self, vector: NDArray, gradient: NDArray, learning_rate: float) -> None:
        """Change the vector (n,) by its gradient, which is overwritten."""
        mean, square, scratch = self.memory["mean"], self.memory["square"], self._scratch
        self.memory["steps"] += 1
        steps = int(self.memory["steps"])

        for weights in self._decaying:
            weights *= 1 - learning_rate * self._weight_decay

        mean *= self.MEAN_DECAY
        np.multiply(gradient, 1 - self.MEAN_DECAY, out=scratch)
        mean += scratch
        square *= self.SQUARE_DECAY
        np.square(gradient, out=gradient)
        gradient *= 1 - self.SQUARE_DECAY
        square += gradient

        # Both running values start at 0 and are too small at first; these factors make up for it.
        np.multiply(square, 1 / (1 - self.SQUARE_DECAY**steps), out=scratch)
        np.sqrt(scratch, out=scratch)
        scratch += self.EPSILON
        np.divide(mean, scratch, out=scratch)
        scratch *= learning_rate / (1 - self.MEAN_DECAY**steps)
        vector -= scratch
