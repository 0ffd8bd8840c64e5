"""What two networks are worth together: together.json, beside the second network's weights."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pixelpredict import Recognizer
from pixelpredict.convolution import ConvolutionalNetwork
from pixelpredict.network import Network, ReluNetwork
from pixelpredict.recognizer import SECOND
from training.examples.prepare import Data
from training.report import report


@dataclass(frozen=True)
class Committee:
    """Networks that answer with the mean of their logits."""

    networks: tuple[ReluNetwork, ...]

    def logits(self, images: ArrayLike) -> NDArray[np.floating]:
        """Return the mean of the networks' logits, (n, 10), for images (n, 28, 28) or (n, 784)."""
        return np.mean([network.logits(images) for network in self.networks], axis=0)

def other_network(out: Path, kind: type[ReluNetwork]) -> ReluNetwork | None:
    """Return the network that reads beside one of a kind in the folder `out`, if there is one.

    Raises WeightsError when one of its files is missing or damaged.
    """
    out = out.resolve()
    if kind is Network:
        second = out / SECOND
        return ConvolutionalNetwork.load(second) if second.is_dir() else None
    first = out.parent
    known = out.name == SECOND and (first / "W1.npy").is_file()
    return Network.load(first) if known else None


def measured(network: ReluNetwork, other: ReluNetwork, data: Data) -> dict:
    """Return how good two networks are together, whichever of them is the first."""
    first, second = (network, other) if isinstance(network, Network) else (other, network)
    return report.figures(Committee((first, second)), Recognizer(first, second), data)


def write(out: Path, kind: type[ReluNetwork], found: dict) -> None:
    """Write together.json, which says of which weights it speaks, by their SHA-256.

    out: the folder of the network of this kind. found: what `measured` returned. Raises OSError
    when it cannot be written.
    """
    weights = out.resolve() if kind is Network else out.resolve().parent
    second = weights / SECOND
    digests = {
        path.relative_to(weights).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder, shapes in ((weights, Network.SHAPES), (second, ConvolutionalNetwork.SHAPES))
        for path in (folder / f"{name}.npy" for name in shapes)
    }
    part = second / "together.json.part"
    part.write_text(json.dumps({**found, "sha256": digests}, indent=2) + "\n", encoding="utf-8")
    part.replace(second / "together.json")
