"""What two networks are worth together: together.json, beside the second network's weights."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pixelpredict import Recognizer
from pixelpredict.network import softmax
from pixelpredict.recognizer import SECOND
from training.examples.prepare import Data
from training.learning.parameters import AnyNetwork
from training.report import report


@dataclass(frozen=True)
class Committee:
    """Networks that answer with the mean of their logits."""

    networks: tuple[AnyNetwork, ...]

    def logits(self, images: ArrayLike) -> NDArray[np.floating]:
        """Return the mean of the networks' logits, (n, 10), for images (n, 28, 28) or (n, 784)."""
        return np.mean([network.logits(images) for network in self.networks], axis=0)

    def predict(self, images: ArrayLike) -> NDArray[np.floating]:
        """Return probabilities (n, 10) for images as in `logits`."""
        return softmax(self.logits(images))


def measure(weights: Path, data: Data) -> None:
    """Measure a folder's two networks together, where both are there, and write together.json.

    The file says of which weights it speaks, by their SHA-256. Raises WeightsError when a file of
    theirs cannot be used and OSError when it cannot be written.
    """
    second = weights / SECOND
    if not (weights / "W1.npy").is_file() or not (second / "K1.npy").is_file():
        return
    recognizer = Recognizer.load(weights)
    found = report.figures(Committee(recognizer.networks), recognizer, data)
    arrays = [
        folder / f"{name}.npy"
        for folder, network in ((weights, recognizer.network), (second, recognizer.second))
        for name in network.SHAPES
    ]
    digests = {
        path.relative_to(weights).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in arrays
    }
    part = second / "together.json.part"
    part.write_text(json.dumps({**found, "sha256": digests}, indent=2) + "\n", encoding="utf-8")
    part.replace(second / "together.json")
