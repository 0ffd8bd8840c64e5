"""The same epoch three times over: each function prepares, and returns what learns one epoch.

    python -m tests.bench._epochs NAME      for each number on standard input, learn that epoch
                                            and print the seconds that it took
"""

import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from training.fit import Fit
from training.recipes import SEED

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
    """Train as the project's first script did: examples in columns, float64, fresh arrays."""
    x, y = images.T / 255, np.eye(10)[labels].T  # (784, m), (10, m)
    rng = np.random.default_rng(1)
    w1, b1 = rng.standard_normal((128, 784)) * np.sqrt(2 / 784), np.zeros((128, 1))
    w2, b2 = rng.standard_normal((10, 128)) * np.sqrt(2 / 128), np.zeros((10, 1))

    def batches(number: int) -> Iterator[tuple[NDArray, NDArray]]:
        shuffled = order(number, x.shape[1])
        x_shuffled, y_shuffled = x[:, shuffled], y[:, shuffled]
        for first in range(0, x.shape[1], BATCH_SIZE):
            last = first + BATCH_SIZE
            yield x_shuffled[:, first:last], y_shuffled[:, first:last]

    def epoch(number: int) -> None:
        nonlocal w1, b1, w2, b2
        for x_batch, y_batch in batches(number):
            m = x_batch.shape[1]
            z1 = np.dot(w1, x_batch) + b1
            a1 = np.maximum(0, z1)
            z2 = np.dot(w2, a1) + b2
            powers = np.exp(z2 - np.max(z2, axis=0, keepdims=True))
            a2 = powers / np.sum(powers, axis=0, keepdims=True)
            _loss = -np.sum(y_batch * np.log(a2 + 1e-8)) / m
            dz2 = a2 - y_batch
            dw2, db2 = np.dot(dz2, a1.T) / m, np.sum(dz2, axis=1, keepdims=True) / m
            dz1 = np.dot(w2.T, dz2) * (z1 > 0)
            dw1, db1 = np.dot(dz1, x_batch.T) / m, np.sum(dz1, axis=1, keepdims=True) / m
            w1, b1 = w1 - LEARNING_RATE * dw1, b1 - LEARNING_RATE * db1
            w2, b2 = w2 - LEARNING_RATE * dw2, b2 - LEARNING_RATE * db2

    return epoch


if __name__ == "__main__":
    made_up = np.random.default_rng(1)
    learn = {learn.__name__: learn for learn in (ours, pytorch, seed_formulation)}[sys.argv[1]](
        made_up.integers(0, 256, (60_000, 784), dtype=np.uint8), made_up.integers(0, 10, 60_000)
    )
    for line in sys.stdin:
        started = time.perf_counter()
        learn(int(line))
        print(time.perf_counter() - started, flush=True)
