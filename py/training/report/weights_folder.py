"""Writing weights/: a network's arrays, history.npy and model.json, as a whole or not at all."""

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pixelpredict.network import Network, ReluNetwork
from pixelpredict.recognizer import SECOND
from training.errors import DataError


def check(folder: str | os.PathLike, kind: type[ReluNetwork]) -> None:
    """Find out before a run whether its result, a kind of network, can be written.

    Raises DataError when the folder holds what is no part of weights and would be lost, and
    OSError when there is no folder to be made.
    """
    folder = Path(folder).resolve()
    if folder.exists():
        beside = SECOND if kind is Network else "together.json"
        known = {*_arrays(kind), "model.json", beside}
        others = {path.name for path in folder.iterdir()} - known
        if others:
            raise DataError(f"{folder} is no weights folder: {min(others)} in it would be lost")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent):
        pass


def replace(
    folder: str | os.PathLike, network: ReluNetwork, history: NDArray, model: dict
) -> None:
    """Replace a weights folder by a new one; until the last step the old one is untouched.

    A second network in it stays. history: a structured array, one row an epoch. model: what
    model.json says besides the SHA-256 of each file, which is added here. Raises OSError, naming
    the folder, when it cannot be written.
    """
    folder = Path(folder).resolve()
    try:
        _replace(folder, network, history, model)
    except OSError as error:
        # NumPy's own words on a full disk are "100352 requested and 76768 written".
        raise OSError(f"{folder} cannot be written: {error}") from error


def _replace(folder: Path, network: ReluNetwork, history: NDArray, model: dict) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as scratch:
        new, old = Path(scratch, "new"), Path(scratch, "old")
        new.mkdir()
        network.save(new)
        np.save(new / "history.npy", history)
        files = {
            name: hashlib.sha256((new / name).read_bytes()).hexdigest()
            for name in _arrays(type(network))
        }
        text = json.dumps({**model, "sha256": files}, indent=2)
        (new / "model.json").write_text(text + "\n", encoding="utf-8")
        shutil.copymode(folder if folder.exists() else folder.parent, new)
        if (folder / SECOND).is_dir():
            shutil.copytree(folder / SECOND, new / SECOND)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except BaseException:
            if old.exists():
                old.rename(folder)
            raise


def _arrays(kind: type[ReluNetwork]) -> list[str]:
    return [f"{name}.npy" for name in (*kind.SHAPES, "history")]
