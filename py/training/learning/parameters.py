"""All the numbers of a network as one vector, so that an optimiser is one line of maths."""

import math

import numpy as np
from numpy.typing import NDArray

from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import Network, ReluNetwork

NETWORKS: dict[str, type[ReluNetwork]] = {
    "two layers": Network, "convolutional": ConvolutionalNetwork,
}


def size(kind: type[ReluNetwork]) -> int:
    """Return how many numbers a kind of network has."""
    return sum(map(math.prod, kind.SHAPES.values()))


def as_network(
    vector: NDArray[np.floating], kind: type[ReluNetwork] = Network
) -> ReluNetwork:
    """Return a network whose arrays are views of one vector (`size(kind)`,), not copies.

    What is written into the vector is at once in the network, and the other way round. In memory
    the weights of one neuron, or of one filter, lie apart: `x @ W1.T` is faster when `W1.T` is what
    lies in rows.
    """
    arrays, first = {}, 0
    for name, (neurons, *inputs) in kind.SHAPES.items():
        last = first + neurons * math.prod(inputs)
        arrays[name] = np.moveaxis(vector[first:last].reshape(*inputs, neurons), -1, 0)
        first = last
    return kind(**arrays)


def weights(network: ReluNetwork) -> list[NDArray[np.floating]]:
    """Return a network's arrays but its biases."""
    return [getattr(network, name) for name in network.SHAPES if not name.startswith("b")]


def he_initialisation(
    rng: np.random.Generator, kind: type[ReluNetwork] = Network
) -> NDArray[np.float32]:
    """Return a vector (`size(kind)`,) of first weights as He et al. (2015) draw them.

    Normal with variance 2 / inputs, so that signals keep their size through ReLU; biases are 0.
    """
    vector = np.zeros(size(kind), np.float32)
    for array in weights(as_network(vector, kind)):
        array[...] = rng.standard_normal(array.shape, np.float32)
        array *= np.float32(np.sqrt(2 / array[0].size))
    return vector
