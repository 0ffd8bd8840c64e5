#!/usr/bin/env python3
"""Train the network and replace weights/ by the result.

    python3 py/train.py --mnist DIR

784 → 128 (ReLU) → 10 (softmax), He initialisation, cross-entropy, mini-batch gradient descent,
from MNIST's four IDX files. Every epoch's loss and accuracy go into weights/history.npy; how the
weights were made goes into weights/model.json.
"""

import argparse
import datetime
import sys
import time
from pathlib import Path

import numpy as np
from tqdm import tqdm

from pixelpredict import Network
from training import mnist, weights_folder
from training.fit import (
    HISTORY,
    DivergedError,
    confusion_matrix,
    gradient_descent,
    he_initialisation,
    loss_and_accuracy,
)

ROOT = Path(__file__).resolve().parent.parent

EPOCHS = 20  # the loss still falls after them, but by less and less
BATCH_SIZE = 64  # small enough for many steps an epoch, large enough for matrix products to pay
LEARNING_RATE = 0.01  # plain gradient descent without momentum: 0.1 is faster, 1 diverges
SEED = 1  # of the initial weights and of the order of the examples


def main(arguments: list[str] | None = None) -> int:
    """Run the script; return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--mnist", type=Path, default=ROOT / "data" / "mnist", metavar="DIR",
        help="folder with MNIST's four IDX files, gzipped or not (default: data/mnist)",
    )
    parser.add_argument(
        "--out", type=Path, default=ROOT / "weights", metavar="DIR",
        help="folder to replace by the result (default: weights)",
    )
    options = parser.parse_args(arguments)
    try:
        data = mnist.load(options.mnist)
        train(data, mnist.hashes(options.mnist), options.out)
    except (mnist.DataError, DivergedError, OSError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\ntrain.py: stopped; {options.out} is as it was", file=sys.stderr)
        return 130
    return 0


def train(data: mnist.Mnist, data_sha256: dict[str, str], out: Path) -> Network:
    """Train on the data by the seed's recipe and write the weights folder `out`."""
    started = time.monotonic()
    rng = np.random.default_rng(SEED)
    network = he_initialisation(rng)
    x, labels = as_inputs(data.train_images), data.train_labels
    test_x, test_labels = as_inputs(data.test_images), data.test_labels
    history = np.zeros(EPOCHS, HISTORY)
    batches = -(-len(x) // BATCH_SIZE)

    print("epoch  train loss  test loss  train accuracy  test accuracy")
    for epoch in range(EPOCHS):
        steps = gradient_descent(
            network, x, labels, batch_size=BATCH_SIZE, learning_rate=LEARNING_RATE, rng=rng
        )
        name = f"epoch {epoch + 1}/{EPOCHS}"
        for _loss in tqdm(steps, name, batches, leave=False, disable=None, unit="batch"):
            pass
        train_loss, train_accuracy = loss_and_accuracy(network, x, labels)
        test_loss, test_accuracy = loss_and_accuracy(network, test_x, test_labels)
        history[epoch] = train_loss, test_loss, train_accuracy, test_accuracy
        print(f"{epoch + 1:5}  {train_loss:10.4f}  {test_loss:9.4f}"
              f"  {train_accuracy:14.2%}  {test_accuracy:13.2%}", flush=True)

    weights_folder.replace(out, network, history, {
        "recipe": "seed",
        "settings": {
            "layers": [784, 128, 10],
            "epochs": EPOCHS,
            "batch_size": BATCH_SIZE,
            "learning_rate": LEARNING_RATE,
        },
        "seed": SEED,
        "date": datetime.date.today().isoformat(),
        "seconds": round(time.monotonic() - started, 1),
        "numpy": np.__version__,
        "data_sha256": data_sha256,
        "accuracy": {"mnist_test": test_accuracy, "images": len(test_x)},
        "confusion_matrix": confusion_matrix(network, test_x, test_labels).tolist(),
    })
    print(f"{test_accuracy:.2%} of {len(test_x):,} test images read right; weights in {out}")
    return network


def as_inputs(images: np.ndarray) -> np.ndarray:
    """Turn uint8 images (n, 28, 28) into the network's inputs (n, 784), float32 in 0..1."""
    return images.reshape(len(images), -1).astype(np.float32) / 255


if __name__ == "__main__":
    sys.exit(main())
