"""How the arrays of a network are kept: each a plain .npy file, float32 where we write it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray


class WeightsError(ValueError):
    """A weight file is missing or cannot be used; the message names the file and the fault."""


def load(
    folder: str | os.PathLike, shapes: Mapping[str, tuple[int, ...]]
) -> dict[str, NDArray[np.floating]]:
    """Read the arrays of these names and shapes, float32 or float64, from a folder.

    Raises WeightsError, naming the file, when one is missing, damaged or pickled, has the wrong
    shape or type, or holds NaN or infinite values.
    """
    return {name: _load(Path(folder) / f"{name}.npy", shape) for name, shape in shapes.items()}


def save(folder: str | os.PathLike, arrays: Mapping[str, NDArray[np.floating]]) -> None:
    """Write arrays as float32 .npy files into an existing folder."""
    for name, array in arrays.items():
        np.save(Path(folder) / f"{name}.npy", array.astype(np.float32, order="C"))


def _load(path: Path, shape: tuple[int, ...]) -> NDArray[np.floating]:
    try:
        with path.open("rb") as file:  # np.load would open archives and pickles, too
            array = np.lib.format.read_array(file, allow_pickle=False)
    except FileNotFoundError:
        raise WeightsError(f"{path.name}: no such file in {path.parent}") from None
    except Exception as error:  # NumPy lets through whatever its parsers meet in a damaged header
        # NumPy's own words: truncated, not an .npy file, pickled … Some go on for lines.
        fault = str(error).partition("\n")[0] or type(error).__name__
        raise WeightsError(f"{path.name}: damaged or not an array file ({fault})") from None
    if array.shape != shape:
        raise WeightsError(f"{path.name}: shape {array.shape}, expected {shape}")
    if array.dtype not in (np.float32, np.float64):
        raise WeightsError(f"{path.name}: type {array.dtype}, expected float32 or float64")
    if not np.isfinite(array).all():
        raise WeightsError(f"{path.name}: holds NaN or infinite values")
    return array
