"""All 101,770 numbers of the network as one vector, so that an optimiser is one line of maths."""

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import CLASSES, HIDDEN, INPUTS, SHAPES, Network

SIZE = HIDDEN * INPUTS + HIDDEN + CLASSES * HIDDEN + CLASSES


def as_network(vector: NDArray[np.floating]) -> Network:
    """Return a network whose four arrays are views of one vector (101770,), not copies.

    What is written into the vector is at once in the network, and the other way round. In
    memory the weights lie transposed: `x @ W1.T` is faster when `W1.T` is what lies in rows.
    """
    arrays, first = {}, 0
    for name, (rows, columns) in SHAPES.items():
        last = first + rows * columns
        arrays[name] = vector[first:last].reshape(columns, rows).T
        first = last
    return Network(**arrays)


def he_initialisation(rng: np.random.Generator) -> NDArray[np.float32]:
    """Return a vector (101770,) of first weights as He et al. (2015) draw them.

    Normal with variance 2 / inputs, so that signals keep their size through ReLU; biases are 0.
    """
    vector = np.zeros(SIZE, np.float32)
    network = as_network(vector)
    for weights in (network.W1, network.W2):
        rng.standard_normal(dtype=np.float32, out=weights)
        weights *= np.float32(np.sqrt(2 / weights.shape[1]))
    return vector
