"""The same epoch three times over: each function prepares, and returns what learns one epoch.

    python -m tests.bench._epochs fetch     see to it that MNIST is there
    python -m tests.bench._epochs NAME      for each number on standard input, learn that epoch
                                            and print the seconds that it took
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.pen_digits import MNIST
from training.data import download, mnist
from training.learning.fit import Fit
from training.recipes import SEED

ROOT = Path(__file__).resolve().parents[2]
BATCH_SIZE = SEED.batch_size
LEARNING_RATE = SEED.learning_rate

Epoch = Callable[[int], None]


def order(epoch: int, count: int) -> NDArray[np.intp]:
    """Return the order that `Fit` shuffles the examples into."""
    return np.random.default_rng((1, epoch)).permutation(count)


def ours(images: NDArray[np.uint8], labels: NDArray[np.intp]) -> Epoch:
    """Train as `train.py --recipe seed` does."""
    fit = Fit(SEED, seed=1)
    targets = np.eye(10, dtype=np.float32)[labels]

    def epoch(number: int) -> None:
        for _loss in fit.epoch(number, images, targets):
            pass

    return epoch


def pytorch(images: NDArray[np.uint8], labels: NDArray[np.intp]) -> Epoch:
    """Train as a PyTorch tutorial does, with the data in memory as float32."""
    import torch

    torch.set_num_threads(1)
    x, y = torch.from_numpy(images.astype(np.float32) / 255), torch.from_numpy(labels)
    model = torch.nn.Sequential(
        torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
    )
    optimiser = torch.optim.SGD(model.parameters(), LEARNING_RATE)

    def epoch(number: int) -> None:
        for batch in torch.from_numpy(order(number, len(x))).split(BATCH_SIZE):
            optimiser.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(x[batch]), y[batch])
            loss.backward()
            optimiser.step()
            loss.item()

    return epoch


def seed_formulation(images: NDArray[np.uint8], labels: NDArray[np.intp]) -> Epoch:
    """Train as the project's first script did: float64, examples in columns, fresh arrays."""
    x = images / 255
    rng = np.random.default_rng(1)
    w1, b1 = rng.normal(0, np.sqrt(2 / 784), (128, 784)), np.zeros((128, 1))
    w2, b2 = rng.normal(0, np.sqrt(2 / 128), (10, 128)), np.zeros((10, 1))

    def slopes(x: NDArray, y: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
        share = 1 / x.shape[1]
        z1 = w1 @ x + b1
        a1 = np.maximum(0, z1)
        z2 = w2 @ a1 + b2
        powers = np.exp(z2 - z2.max(axis=0, keepdims=True))
        a2 = powers / powers.sum(axis=0, keepdims=True)
        one_hot = np.zeros_like(a2)
        one_hot[y, np.arange(len(y))] = 1
        dz2 = a2 - one_hot
        dz1 = (w2.T @ dz2) * (z1 > 0).astype(float)
        return (share * dz1 @ x.T, share * dz1.sum(axis=1, keepdims=True),
                share * dz2 @ a1.T, share * dz2.sum(axis=1, keepdims=True))

    def epoch(number: int) -> None:
        nonlocal w1, b1, w2, b2
        shuffled = order(number, len(x))
        x_shuffled, y_shuffled = x[shuffled], labels[shuffled]
        for first in range(0, len(x), BATCH_SIZE):
            batch = slice(first, first + BATCH_SIZE)
            dw1, db1, dw2, db2 = slopes(x_shuffled[batch].T, y_shuffled[batch])
            w1 -= LEARNING_RATE * dw1
            b1 -= LEARNING_RATE * db1
            w2 -= LEARNING_RATE * dw2
            b2 -= LEARNING_RATE * db2

    return epoch


def mnist_folder() -> Path:
    """Return where MNIST is, downloaded if need be."""
    if MNIST.exists():
        return MNIST
    folder = ROOT / "data" / "mnist"
    download.fetch(folder)
    return folder


def main(name: str) -> None:
    """Learn the epochs that standard input asks for, as the contestant of that name."""
    data = mnist.load(mnist_folder())
    learn = {learn.__name__: learn for learn in (ours, pytorch, seed_formulation)}[name](
        data.train_images.reshape(-1, 784), data.train_labels.astype(np.intp)
    )
    for line in sys.stdin:
        started = time.perf_counter()
        learn(int(line))
        print(time.perf_counter() - started, flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "fetch":
        mnist_folder()
    else:
        main(sys.argv[1])
