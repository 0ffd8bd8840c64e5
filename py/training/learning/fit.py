"""Mini-batch gradient descent: the loop that turns examples into weights."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import CLASSES, INPUTS, Network, ReluNetwork
from training.errors import DivergedError
from training.learning.backpropagation import Backpropagation
from training.learning.checkpoint import Checkpoint
from training.learning.convolutional import ConvolutionalBackpropagation
from training.learning.optimisers import Adam, GradientDescent
from training.learning.parameters import (
    NETWORKS,
    as_network,
    he_initialisation,
    weights,
)
from training.recipes import Recipe


class Fit:
    """One network on its way: the weights, their running mean and the optimiser's memory."""

    def __init__(self, recipe: Recipe, seed: int) -> None:
        """Draw the first weights; `seed` decides them and the order of all examples."""
        self._recipe = recipe
        self._seed = seed
        self._kind = NETWORKS[recipe.network]
        self.vector = he_initialisation(np.random.default_rng(seed), self._kind)
        self._gradient = np.empty_like(self.vector)
        learning = as_network(self.vector, self._kind)
        backward = Backpropagation if self._kind is Network else ConvolutionalBackpropagation
        self._backpropagation = backward(
            learning, as_network(self._gradient, self._kind), recipe.batch_size
        )
        self.optimiser = (
            Adam(self.vector, weights(learning), recipe.weight_decay)
            if recipe.adam else GradientDescent()
        )
        self.average = self.vector.copy() if recipe.average_decay else self.vector
        self._bytes = np.empty((recipe.batch_size, INPUTS), np.uint8)
        self._targets = np.empty((recipe.batch_size, CLASSES), np.float32)

    @property
    def network(self) -> ReluNetwork:
        """The network as it would ship now, averaged where the recipe says so."""
        return as_network(self.average, self._kind)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Continue from where a checkpoint was made."""
        self.vector[:] = checkpoint.vector
        self.average[:] = checkpoint.average
        for name, array in self.optimiser.memory.items():
            array[...] = checkpoint.memory[name]

    def epoch(
        self, number: int, images: NDArray[np.uint8], targets: NDArray[np.float32]
    ) -> Iterator[float]:
        """Learn every example once, in random order, yielding each batch's cross-entropy.

        number: of the epoch, from 0. images: (n, 784), 0 = paper to 255 = ink; targets: (n, 10),
        as `Backpropagation` takes them. A last, smaller batch counts too. Raises DivergedError
        when a loss is NaN or infinite.
        """
        size = self._recipe.batch_size
        # A generator for each epoch, not one for the run: a resumed run needs no past.
        order = np.random.default_rng((self._seed, number)).permutation(len(images))
        batches = -(-len(images) // size)
        for batch in range(batches):
            rate = self._recipe.rate(number + batch / batches)
            loss = self._step(images, targets, order[batch * size : (batch + 1) * size], rate)
            if not np.isfinite(loss):
                raise DivergedError(
                    f"epoch {number + 1}, batch {batch + 1}: the loss is {loss}; "
                    f"try a learning_rate below {self._recipe.learning_rate:g}"
                )
            yield loss

    def _step(
        self,
        images: NDArray[np.uint8],
        targets: NDArray[np.float32],
        batch: NDArray[np.intp],
        rate: float,
    ) -> float:
        n = len(batch)
        # Into memory that is there already; mode="clip" spares NumPy a second copy.
        pixels = np.take(images, batch, axis=0, out=self._bytes[:n], mode="clip")
        wished = np.take(targets, batch, axis=0, out=self._targets[:n], mode="clip")
        with np.errstate(over="ignore", invalid="ignore"):  # the caller looks at the loss
            loss = self._backpropagation(pixels, wished)
            self.optimiser.step(self.vector, self._gradient, rate)
            if self._recipe.average_decay:
                self._update_average()
        return loss

    def _update_average(self) -> None:
        """Move the mean a little towards the weights (Polyak and Juditsky, 1992)."""
        np.subtract(self.vector, self.average, out=self._gradient)
        self._gradient *= 1 - self._recipe.average_decay
        self.average += self._gradient
