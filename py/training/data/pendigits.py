"""The digits of "Pen-Based Recognition of Handwritten Digits" (Alpaydin and Alimoglu, UCI, 1998).

`pendigits-orig.tra` is one text in UNIPEN's format,

    .SEGMENT DIGIT 0-1 ? "8"
    .COMMENT 8 12  224

for "strokes 0 and 1 are an 8, drawn by writer 12", and then these strokes. It is published as a
compress (.Z) file, which Python cannot unpack but `gzip -d` can.
"""

import gzip
import lzma
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np

from training.data.drawings import Drawing
from training.data.unipen_format import numbers, points, scaled, strokes, turned
from training.errors import DataError

CREDITS = (
    "Pen-Based Recognition of Handwritten Digits, by E. Alpaydin and F. Alimoglu,"
    " UCI Machine Learning Repository (1998), CC BY 4.0"
)

_BEGINNING = re.compile(rb"\s*(\.[A-Z]|$)")
_SEGMENT = re.compile(
    r'\s+DIGIT\s+(?P<strokes>\d{1,6}(-\d{1,6})?)\s+\S+\s+"(?P<digit>\d)"\s+'
    r"\.COMMENT\s+\d+\s+(?P<writer>\d{1,6})\s"
)

# How a file begins: what unpacks it.
_UNPACKED_BY = {b"\x1f\x8b": gzip.open, b"\xfd7": lzma.open}
_COMPRESS = b"\x1f\x9d"


def recognised(path: Path) -> bool:
    """Tell whether a file begins as a text in UNIPEN's format, or is empty.

    Raises DataError when it cannot be unpacked.
    """
    with _unpacked(path) as file:
        return _BEGINNING.match(file.read1()) is not None


def read(path: Path) -> Iterator[Drawing]:
    """Yield the digits of pendigits-orig.tra: the text, or what gzip or xz made of it.

    Writers are called "pendigits/01" to "pendigits/30"; the longer side of a drawing is 1000.
    Raises DataError, naming the line, where a digit is not whole.
    """
    with _unpacked(path) as file:
        head, *segments = re.split(r"(?m)^\.SEGMENT", file.read().decode("latin-1"))
    line = head.count("\n") + 1
    for segment in segments:
        yield _drawing(segment, f"{path}, the digit from line {line}")
        line += segment.count("\n")


@contextmanager
def _unpacked(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            beginning = file.read(2)
        if beginning == _COMPRESS:
            raise DataError(f"{path}: packed by compress; unpack it first: gzip -d {path.name}")
        with _UNPACKED_BY.get(beginning, open)(path, "rb") as file:
            yield file
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise DataError(f"{path}: cannot be read ({error}); if damaged, get it anew") from None


def _drawing(segment: str, where: str) -> Drawing:
    match = _SEGMENT.match(segment)
    if not match:
        raise DataError(
            f"{where}: no .SEGMENT DIGIT and .COMMENT as in pendigits-orig.tra; is it that, whole?"
        )
    drawn = strokes(segment)
    announced = len(numbers(match["strokes"]))
    if not len(drawn) == segment.count("\n.PEN_UP") == announced:
        raise DataError(f"{where}: not the {announced} whole strokes announced; get the file anew")
    inked = [points(stroke, where) for stroke in drawn if stroke]
    if not inked:
        raise DataError(f"{where}: no ink; get the file anew")
    # Turned first, then scaled: which way a half is rounded hangs on it.
    return Drawing(
        f"pendigits/{int(match['writer']):02}",
        int(match["digit"]),
        tuple(map(np.rint, scaled(turned(inked)))),
    )
