"""Recorded drawings: one JSON object a line, as the page exports them and training reads them.

    {"writer": "apa/apa00/app0032", "digit": 9, "strokes": [[[x, y], ...], ...]}

x grows to the right and y downward, in any unit; a drawing that is no digit has a "label" of any
other kind where a digit has "digit".
"""

import gzip
import json
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError


@dataclass(frozen=True)
class Drawing:
    """One drawing: who drew it, what it is, and its strokes, (n, 2) arrays of x, y."""

    writer: str
    digit: int | None  # None: no digit
    strokes: tuple[NDArray[np.float64], ...]

    @property
    def source(self) -> str:
        """Where it comes from, as the writer's name tells.

        "pendigits" of "pendigits/12", "unipen" of any other "site/…/name", "own" without a slash.
        """
        site, slash, _ = self.writer.partition("/")
        if not slash:
            return "own"
        return "pendigits" if site == "pendigits" else "unipen"


def read_lines(path: Path) -> Iterator[Drawing]:
    """Yield the drawings of a .jsonl or .jsonl.gz file.

    It may begin with a byte order mark and end in empty lines, as editors leave them. Raises
    DataError, naming the file and the line, when it is missing, damaged or malformed.
    """
    number = 0  # of the line, from 1
    try:
        unpacked = gzip.open if path.suffix == ".gz" else open
        with unpacked(path, "rt", encoding="utf-8-sig") as lines:
            for line in lines:
                number += 1
                if line.strip() or any(map(str.strip, lines)):  # there is more: not the end
                    yield _drawing(line)
    except FileNotFoundError:
        raise DataError(f"{path}: no such file") from None
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise DataError(f"{path}, after line {number}: cannot be read ({error})") from None
    except ValueError as fault:
        raise DataError(f"{path}, line {number}: {fault}") from None


def _drawing(line: str) -> Drawing:
    if not line.strip():
        raise ValueError("empty")
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON ({error})") from None
    except RecursionError:
        raise ValueError("not a drawing") from None
    if not isinstance(entry, dict) or not isinstance(entry.get("writer"), str):
        raise ValueError('no "writer"')
    digit = entry.get("digit")
    if digit is None and not isinstance(entry.get("label"), str):
        raise ValueError('neither "digit" nor "label"')
    if digit is not None and (type(digit) is not int or not 0 <= digit <= 9):
        raise ValueError(f"digit {digit!r}, expected 0 to 9")
    return Drawing(entry["writer"], digit, _strokes(entry.get("strokes")))


def _strokes(strokes: object) -> tuple[NDArray[np.float64], ...]:
    if not isinstance(strokes, list) or not strokes:
        raise ValueError('no "strokes"')
    for number, stroke in enumerate(strokes):
        if not isinstance(stroke, list) or not stroke or not all(map(_is_point, stroke)):
            raise ValueError(f"stroke {number} is not a list of points [x, y]")
    return tuple(np.array(stroke, np.float64) for stroke in strokes)


def _is_point(point: object) -> bool:
    return (
        isinstance(point, list)
        and len(point) == 2
        and all(type(value) in (int, float) and math.isfinite(value) for value in point)
    )
