#!/usr/bin/env python3
"""Draw how the network was trained and how it reads.

    python3 py/visualize.py                  pictures of weights/, into data/pictures
    python3 py/visualize.py --weights weights/convolutional
    python3 py/visualize.py --mnist DIR      with the worst mistakes on MNIST's test images

Everything but the mistakes is drawn from the weights folder alone. With a screen the pictures
are shown in windows as well.
"""

import argparse
import json
import sys
from pathlib import Path

from training import packages

with packages.missing_ones_named("visualize.py"):
    import matplotlib.pyplot as plt
    import numpy as np
    from matplotlib.figure import Figure

    from pixelpredict import Network, WeightsError
    from pixelpredict.convolution import ConvolutionalNetwork
    from pixelpredict.network import softmax
    from training.errors import DataError
    from training.examples import prepare
    from training.report import plots

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Run the script; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--weights", type=Path, default=ROOT / "weights", metavar="DIR",
        help="folder that train.py wrote (default: weights)",
    )
    parser.add_argument(
        "--mnist", type=Path, metavar="DIR",
        help="folder with MNIST, for the worst mistakes (default: data/mnist, where it exists)",
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "data" / "pictures", metavar="DIR",
        help="folder for the PNG files (default: data/pictures)",
    )
    options = parser.parse_args(arguments)
    try:
        folder = options.mnist
        if folder is None and (ROOT / "data" / "mnist").exists():
            folder = ROOT / "data" / "mnist"
        figures = draw(options.weights, folder)
        options.out.mkdir(parents=True, exist_ok=True)
        for name, figure in figures.items():
            figure.savefig(options.out / f"{name}.png")
            print(options.out / f"{name}.png")
    except (WeightsError, DataError, OSError) as error:
        print(f"visualize.py: {error}", file=sys.stderr)
        return 1
    if plt.get_backend().lower() != "agg":  # what matplotlib takes where there is no screen
        plt.show()
    plt.close("all")
    return 0


def draw(weights: Path, mnist: Path | None) -> dict[str, Figure]:
    """Return the figures by name; `mnist`, a folder, adds the worst mistakes.

    Raises WeightsError, DataError or OSError when a file is missing or not what it should be.
    """
    kind = ConvolutionalNetwork if (weights / "K1.npy").exists() else Network
    network = kind.load(weights)
    try:
        model = json.loads((weights / "model.json").read_text(encoding="utf-8"))
        history = np.load(weights / "history.npy", allow_pickle=False)
        figures = {
            "learning-curves": plots.learning_curves(history),
            "confusion-matrix": plots.confusion_matrix(np.array(model["confusion_matrix"])),
            "reliability": plots.reliability(model["reliability"]),
        }
        if kind is Network:
            figures["hidden-neurons"] = plots.hidden_neurons(network)
        else:
            figures["filters"] = plots.filters(network)
    except (ValueError, TypeError, KeyError, AttributeError, EOFError) as error:
        raise DataError(f"{weights}: model.json or history.npy is damaged ({error})") from None
    if mnist is not None:
        test = prepare.mnist_test(mnist, model["recipe"])
        figures["worst-mistakes"] = plots.worst_mistakes(
            test.images, test.labels, softmax(test.logits(network))
        )
    return figures


if __name__ == "__main__":
    sys.exit(main())
