"""Weights from anywhere: checked further than those that training wrote and we ship."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from pixelpredict.arrays import WeightsError
from pixelpredict.network import INPUTS, Network, ReluNetwork
from pixelpredict.recognizer import SECOND, Recognizer

# Far from where float32 ends, 3e38, so that sums of logits do not reach that either; trained
# networks stay below 1e6.
LARGEST = 1e30


def opened(folder: str | os.PathLike) -> Recognizer:
    """Open the weights in a folder as `Recognizer.load` does.

    Raises WeightsError as that does, with a file of the second network told by its folder, and
    where the numbers are so large that a sum of them may not be finite.
    """
    recognizer = Recognizer(Network.load(folder))
    _check(recognizer.network, "W1.npy")
    if (Path(folder) / SECOND).is_dir():
        try:
            recognizer.load_second(folder)
        except WeightsError as error:
            raise WeightsError(f"{SECOND}/{error}") from None
        _check(recognizer.second, f"{SECOND}/K1.npy")
    return recognizer


def _check(network: ReluNetwork, file: str) -> None:
    # No image has larger sums: all signs alike, on a paper that is all ink.
    sizes = type(network)(*(np.abs(getattr(network, name)) for name in network.SHAPES))
    with np.errstate(over="ignore", invalid="ignore"):
        bounded = (sizes.logits(np.ones((1, INPUTS))) < LARGEST).all()
    if not bounded:
        raise WeightsError(f"{file} or a file beside it: numbers too large to be added up")
