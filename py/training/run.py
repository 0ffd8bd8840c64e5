"""One training run, from the first weights to the finished folder, with a checkpoint an epoch."""

import dataclasses
import hashlib
import json
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pixelpredict.network import ReluNetwork
from training.examples.prepare import Data
from training.learning import checkpoint
from training.learning.calibration import calibrate
from training.learning.checkpoint import Checkpoint
from training.learning.fit import Fit
from training.learning.parameters import NETWORKS, as_network
from training.recipes import Recipe
from training.report import report, together, weights_folder
from training.report.evaluation import loss_and_accuracy


def run(
    recipe: Recipe, seed: int, data: Data, out: Path, *, cache: Path, resume: bool = False
) -> None:
    """Train by a recipe and replace the folder `out` by the result.

    cache: the folder for checkpoints. resume: continue a run that was stopped; the result is the
    same as that of an unbroken one. Raises DataError when there is nothing to resume, WeightsError
    when the network beside it is damaged, and DivergedError when the loss stops being a number.
    KeyboardInterrupt passes through, saying where the best network so far has been kept.
    """
    kind = NETWORKS[recipe.network]
    weights_folder.check(out, kind)
    other = together.other_network(out, kind)
    path = cache / f"{recipe.name}-{_fingerprint(recipe, seed, data, out)}.npz"
    fit = Fit(recipe, seed)
    if resume:
        done = checkpoint.load(path)
        fit.restore(done)
    else:
        path.unlink(missing_ok=True)
        done = _checkpoint(fit, np.empty((0, fit.vector.size), np.float32), np.empty(0), 0.0)
    try:
        done = _remaining_epochs(fit, recipe, seed, data, path, done)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_keep_best(kind, path)) from None

    network = as_network(done.kept[-1], kind)
    if data.calibration:
        calibrate(network, data.calibration)
    try:
        rows = report.history(done.kept, kind, data)
        model = report.model(recipe, seed, data, network, done.seconds)
        both = together.measured(network, other, data) if other else None
    except KeyboardInterrupt:
        raise KeyboardInterrupt("stopped while it was measured; --resume continues") from None
    weights_folder.replace(out, network, rows, model)
    if both:
        together.write(out, kind, both)
    path.unlink(missing_ok=True)
    print(*report.table(rows), sep="\n")
    print(
        f"{rows['test_acc'][-1]:.2%} of {len(data.test.labels):,} test images read right;"
        f" weights in {out}"
    )


def _remaining_epochs(
    fit: Fit, recipe: Recipe, seed: int, data: Data, path: Path, done: Checkpoint
) -> Checkpoint:
    batches = -(-len(data.targets) // recipe.batch_size)
    first = len(done.kept)
    bar = tqdm(
        total=recipe.epochs * batches, initial=first * batches, disable=None, smoothing=0,
        bar_format="{desc} {bar} {percentage:3.0f}%, {remaining} left{postfix}",
    )
    validated = ""
    before, started = done.seconds, time.monotonic()
    with bar, data.epochs(seed, first, recipe.epochs) as epochs:
        for epoch, images in enumerate(epochs, first):
            name = f"epoch {epoch + 1}/{recipe.epochs}"
            bar.set_description_str(name)
            total = 0.0
            for batch, loss in enumerate(fit.epoch(epoch, images, data.targets), 1):
                total += loss
                bar.set_postfix_str(f"loss {total / batch:.4f}{validated}", refresh=False)
                bar.update()

            figures = {
                name: loss_and_accuracy(fit.network, examples)
                for name, examples in data.validation.items()
            }
            validated = "".join(f", {name} {acc:.2%}" for name, (_, acc) in figures.items())
            if bar.disable:
                print(f"{name}: loss {total / batches:.4f}{validated}", flush=True)
            loss = np.mean([loss for loss, _ in figures.values()]) if figures else np.nan
            done = _checkpoint(
                fit,
                kept=np.concatenate([done.kept, fit.average[None]]),
                validation=np.append(done.validation, loss),
                seconds=before + time.monotonic() - started,
            )
            checkpoint.save(path, done)
    return done


def _checkpoint(
    fit: Fit, kept: NDArray[np.float32], validation: NDArray[np.float64], seconds: float
) -> Checkpoint:
    return Checkpoint(fit.vector, fit.average, fit.optimiser.memory, kept, validation, seconds)


def _fingerprint(recipe: Recipe, seed: int, data: Data, out: Path) -> str:
    """Return eight characters that are the same for the same run and for no other."""
    identity = [dataclasses.asdict(recipe), seed, data.sha256, str(out.resolve())]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:8]


def _keep_best(kind: type[ReluNetwork], path: Path) -> str:
    if not path.exists():
        return "stopped in the first epoch, before there was anything to keep"
    done = checkpoint.load(path)
    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    as_network(done.kept[done.best], kind).save(folder)
    return (
        f"stopped after {len(done.kept)} epochs: the best network so far, epoch {done.best + 1}'s,"
        f" is in {folder}, and --resume continues"
    )
