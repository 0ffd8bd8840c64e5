"""A checkpoint after every epoch: one file, written as a whole, that a run can continue from."""

import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError


@dataclass(frozen=True)
class Checkpoint:
    """All that a run is after some epochs; arrays only, so that it is read without pickle."""

    vector: NDArray[np.float32]  # (101770,), the weights
    average: NDArray[np.float32]  # (101770,), their running mean
    memory: dict[str, NDArray]  # the optimiser's
    kept: NDArray[np.float32]  # (epochs so far, 101770), the network as it was after each
    validation: NDArray[np.float64]  # (epochs so far,), loss; NaN where nothing is held back
    seconds: float  # of work so far

    @property
    def best(self) -> int:
        """The epoch (from 0) of the lowest validation loss; the last without validation."""
        if np.isnan(self.validation).all():
            return len(self.kept) - 1
        return int(np.nanargmin(self.validation))


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write a checkpoint in place of the one before, which stays until this one is whole.

    Raises OSError, naming the file, when it cannot be written.
    """
    try:
        _save(path, checkpoint)
    except OSError as error:
        raise OSError(f"{path} cannot be written: {error}") from error


def _save(path: Path, checkpoint: Checkpoint) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".checkpoint-", dir=path.parent) as scratch:
        part = Path(scratch, path.name)
        np.savez(
            part,
            vector=checkpoint.vector,
            average=checkpoint.average,
            kept=checkpoint.kept,
            validation=checkpoint.validation,
            seconds=checkpoint.seconds,
            **{f"memory.{name}": array for name, array in checkpoint.memory.items()},
        )
        part.replace(path)


def load(path: Path) -> Checkpoint:
    """Read a checkpoint. Raises DataError when there is none or it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            return Checkpoint(
                vector=saved["vector"],
                average=saved["average"],
                memory={
                    name.removeprefix("memory."): saved[name]
                    for name in saved.files
                    if name.startswith("memory.")
                },
                kept=saved["kept"],
                validation=saved["validation"],
                seconds=float(saved["seconds"]),
            )
    except FileNotFoundError:
        raise DataError(
            f"nothing to resume: no run of this recipe, seed, data and result was stopped ({path})"
        ) from None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: damaged checkpoint ({error})") from None
