"""Why one digit rather than another: the difference of two logits, shared out exactly.

A neuron that ReLU lets through is linear and one that it silences adds nothing, so for one given
image the whole network is linear in the pixels: logit = W2 @ (W1 @ x + b1) + b2 over the neurons
that fire. The difference of two logits is therefore a sum with one term for each pixel (its ink
times its slope) and one constant from the biases; nothing is estimated or left over. Paper, a
pixel of 0, has no share: what it would have added as ink is not what the network was given.

The same sum can be taken neuron by neuron. Both are in nats: the difference of two logits is the
logarithm of how many times likelier one digit is than the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.network import CLASSES, INPUTS, Network
from pixelpredict.raster import SIDE

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

FOREMOST = 5  # neurons that are told of one by one


@dataclass(frozen=True)
class Neuron:
    """A hidden neuron that fired, and its part in the difference."""

    number: int  # its row in W1, 0 to 127
    share: float  # nats; above 0 it speaks for the digit, below 0 for its rival
    looks_for: NDArray[np.floating]  # (28, 28): its row of W1; above 0 where ink makes it fire


@dataclass(frozen=True)
class Explanation:
    """Why `digit` rather than `rival`: the logit of the one less that of the other, in parts."""

    digit: int
    rival: int
    difference: float  # nats; below 0 when the rival is the likelier of the two
    shares: NDArray[np.float64]  # (28, 28) nats; `shares` and `constant` sum to `difference`
    constant: float  # nats, from the biases: what the neurons that fire add without any ink
    neurons: tuple[Neuron, ...]  # those with the largest shares, for or against, largest first

    @property
    def odds(self) -> float:
        """How many times likelier the digit is than the rival."""
        return math.exp(self.difference)

    @property
    def ink_for(self) -> float:
        """The sum of the pixels that speak for the digit, in nats, 0 or above."""
        return float(self.shares[self.shares > 0].sum())

    @property
    def ink_against(self) -> float:
        """The sum of the pixels that speak for the rival, in nats, 0 or below."""
        return float(self.shares[self.shares < 0].sum())


def explain(network: Network, image: ArrayLike, digit: int, rival: int) -> Explanation:
    """Share out logit(digit) − logit(rival) over the pixels of one image.

    image: (28, 28), 0 = paper to 1 = ink. Computed in float64, so that the parts add up to more
    digits than the network's own float32 has. Raises ValueError for anything but two different
    digits 0 to 9.
    """
    if digit == rival or not {digit, rival} <= set(range(CLASSES)):
        raise ValueError(f"expected two different digits 0 to 9, got {digit!r} and {rival!r}")
    x = np.asarray(image, np.float64).reshape(INPUTS)
    W1, b1 = network.W1.astype(np.float64), network.b1[:, 0].astype(np.float64)
    z = W1 @ x + b1  # (128,)
    votes = (network.W2[digit].astype(np.float64) - network.W2[rival]) * (z > 0)  # (128,), nats
    shares = x * (votes @ W1)  # (784,)
    constant = float(votes @ b1) + float(network.b2[digit, 0]) - float(network.b2[rival, 0])
    spoken = votes * z  # (128,): the same sum, neuron by neuron
    foremost = np.abs(spoken).argsort()[: -FOREMOST - 1 : -1].tolist()
    return Explanation(
        digit,
        rival,
        float(shares.sum()) + constant,
        shares.reshape(SIDE, SIDE),
        constant,
        tuple(Neuron(j, float(spoken[j]), network.W1[j].reshape(SIDE, SIDE)) for j in foremost),
    )
