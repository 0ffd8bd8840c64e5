"""Why one digit rather than another: the difference of two logits, shared out exactly.

A neuron that ReLU lets through is linear and one that it silences adds nothing, so for one given
image a whole network is linear in the pixels, whether its layers are dense or convolutions. The
difference of two logits is therefore a sum with one term for each pixel (its ink times its slope)
and one constant from the biases; nothing is estimated or left over. Paper, a pixel of 0, has no
share: what it would have added as ink is not what the network was given. Where two networks read
together, by the mean of their logits, each share is the mean of their shares. What a person taught
(see `hand`) is added to the logits, and so is one more term.

The same sum can be taken neuron by neuron. Both are in nats: the difference of two logits is the
logarithm of how many times likelier one digit is than the other.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.network import CLASSES, INPUTS, ReluNetwork
from pixelpredict.raster import SIDE

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

FOREMOST = 5  # neurons that are told of one by one


@dataclass(frozen=True)
class Neuron:
    """A hidden neuron that fired, and its part in the difference."""

    network: int  # of those that read, from 0
    number: int  # among the network's hidden neurons, from 0
    share: float  # nats; above 0 it speaks for the digit, below 0 for its rival
    # (28, 28): above 0 where ink makes it fire, for a drawing such as this. Of the two layers, for
    # any drawing: a row of W1.
    looks_for: NDArray[np.floating]


@dataclass(frozen=True)
class Explanation:
    """Why `digit` rather than `rival`: the logit of the one less that of the other, in parts."""

    digit: int
    rival: int
    difference: float  # nats; below 0 when the rival is the likelier of the two
    shares: NDArray[np.float64]  # (28, 28) nats; they, `constant` and `taught` sum to `difference`
    constant: float  # nats, from the biases: what the neurons that fire add without any ink
    neurons: tuple[Neuron, ...]  # those with the largest shares, for or against, largest first
    taught: float = 0.0  # nats, from what the person taught; see `hand`

    @property
    def odds(self) -> float:
        """How many times likelier the digit is than the rival; e^700 where it is still more."""
        return math.exp(min(self.difference, 700))  # of more there is no float

    @property
    def ink_for(self) -> float:
        """The sum of the pixels that speak for the digit, in nats, 0 or above."""
        return float(self.shares[self.shares > 0].sum())

    @property
    def ink_against(self) -> float:
        """The sum of the pixels that speak for the rival, in nats, 0 or below."""
        return float(self.shares[self.shares < 0].sum())


def explain(
    networks: Sequence[ReluNetwork], image: ArrayLike, digit: int, rival: int
) -> Explanation:
    """Share out logit(digit) − logit(rival), the mean of the networks', over one image's pixels.

    image: (28, 28), 0 = paper to 1 = ink. Computed in float64, so that the parts add up to more
    digits than the networks' own float32 has. Raises ValueError for anything but two different
    digits 0 to 9.
    """
    if digit == rival or not {digit, rival} <= set(range(CLASSES)):
        raise ValueError(f"expected two different digits 0 to 9, got {digit!r} and {rival!r}")
    x = np.asarray(image, np.float64).reshape(INPUTS)
    shares, constant, neurons = np.zeros(INPUTS), 0.0, []
    for number, network in enumerate(map(_precise, networks)):
        layers = network.layers(x[None])
        weights, biases = network.last_layer
        votes = (weights[digit] - weights[rival]) / len(networks)  # nats for what a neuron says
        spoken = votes * layers[-1][0]  # the same sum, neuron by neuron
        foremost = np.abs(spoken).argsort()[: -FOREMOST - 1 : -1]
        alone = np.eye(len(votes))[foremost]
        slopes, constants = network.carried_back(layers, np.concatenate([votes[None], alone]))
        shares += x * slopes[0]
        constant += float(constants[0] + (biases[digit, 0] - biases[rival, 0]) / len(networks))
        neurons += [
            Neuron(number, j, float(spoken[j]), slope.reshape(SIDE, SIDE))
            for j, slope in zip(foremost.tolist(), slopes[1:], strict=True)
        ]
    neurons.sort(key=lambda neuron: -abs(neuron.share))
    return Explanation(
        digit,
        rival,
        float(shares.sum()) + constant,
        shares.reshape(SIDE, SIDE),
        constant,
        tuple(neurons[:FOREMOST]),
    )


def _precise(network: ReluNetwork) -> ReluNetwork:
    """Return a network with the same numbers in float64."""
    return dataclasses.replace(
        network,
        **{name: getattr(network, name).astype(np.float64) for name in network.SHAPES},
    )
