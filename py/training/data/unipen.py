"""The isolated digits of UNIPEN (Guyon et al., "UNIPEN project of on-line data exchange", 1994).

In the published layout `data/1a/SITE/…/NAME.dat` names segments, such as

    .INCLUDE apa/data/apa00/app0032.dat
    .SEGMENT CHARACTER 7-8 ? "4"

for "strokes 7 and 8 are a 4", and `include/` holds the files with the strokes: each .PEN_DOWN
starts one, followed by lines of x and y, y upward.
"""

import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from training.data.drawings import Drawing
from training.errors import DataError

SIDE = 1000  # the longer side of a drawing after scaling

_DIGITS = re.compile(r"(?:^|/)data/1a/(?P<writer>.+)\.dat$")
_INCLUDED = re.compile(r"(?:^|/)include/(?P<name>.+)$")
_SEGMENT = re.compile(r'\.SEGMENT\s+CHARACTER\s+(?P<strokes>\S+)\s+\S+\s+"(?P<digit>\d)"')


def read(path: Path) -> Iterator[Drawing]:
    """Yield the digits of a distribution: a folder or a tar archive that holds data/1a and include.

    A writer is called by the .dat file, "site/…/name"; the longer side of a drawing is 1000.
    Raises DataError when either is missing, an included file is, or a segment names no strokes.
    """
    files = dict(_folder(path) if path.is_dir() else _archive(path))
    digits = _by_group(_DIGITS, "writer", files)
    included = _by_group(_INCLUDED, "name", files)
    if not digits or not included:
        raise DataError(f"{path}: neither .jsonl files nor UNIPEN's data/1a and include in it")
    for writer in sorted(digits):
        yield from _segments(writer, digits[writer](), included)


def _folder(path: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    for file in path.rglob("*"):
        if file.is_file():
            yield (
                file.relative_to(path).as_posix(),
                lambda file=file: file.read_text(encoding="latin-1"),
            )


def _archive(path: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    try:
        # In one go from front to back: a compressed archive cannot be read in any other order.
        with tarfile.open(path, "r|*") as archive:
            for member in archive:
                wanted = _DIGITS.search(member.name) or _INCLUDED.search(member.name)
                if wanted and member.isfile():
                    content = archive.extractfile(member).read()
                    yield member.name, lambda content=content: content.decode("latin-1")
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DataError(f"{path}: damaged archive ({error})") from None


def _by_group(
    pattern: re.Pattern, group: str, files: dict[str, Callable[[], str]]
) -> dict[str, Callable[[], str]]:
    matches = ((pattern.search(name), text) for name, text in files.items())
    return {match[group]: text for match, text in matches if match}


def _segments(
    writer: str, text: str, included: dict[str, Callable[[], str]]
) -> Iterator[Drawing]:
    strokes: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(".INCLUDE"):
            name = str(PurePosixPath(line.split(maxsplit=1)[1].strip()))
            if name not in included:
                raise DataError(f"data/1a/{writer}.dat: include/{name} is missing")
            strokes += _strokes(included[name]())
        elif match := _SEGMENT.match(line):
            chosen = [strokes[i] for i in _numbers(match["strokes"]) if i < len(strokes)]
            inked = [_points(stroke, writer) for stroke in chosen if stroke]
            if not inked:
                raise DataError(f"data/1a/{writer}.dat: no ink for {line.strip()}")
            yield Drawing(writer, int(match["digit"]), _scaled(inked))


def _strokes(text: str) -> list[list[str]]:
    """Return the lines of each stroke: most are of letters and never looked at."""
    strokes: list[list[str]] = []
    pen_is_down = False
    for line in text.splitlines():
        if line.startswith("."):
            pen_is_down = line.startswith(".PEN_DOWN")
            if pen_is_down:
                strokes.append([])
        elif pen_is_down and line.strip():
            strokes[-1].append(line)
    return strokes


def _points(lines: list[str], writer: str) -> NDArray[np.float64]:
    try:
        # x and y come first; time and pressure may follow.
        return np.array([line.split()[:2] for line in lines], np.float64).reshape(-1, 2)
    except ValueError:
        raise DataError(f"data/1a/{writer}.dat: a stroke holds what is no point") from None


def _numbers(text: str) -> list[int]:
    """Return the strokes meant by "4", "4-6", "4,6" and "4:12-6:3".

    A point after a colon is left aside: strokes are pen-down to pen-up, as a canvas records them.
    """
    numbers = []
    for part in text.split(","):
        ends = [int(end.partition(":")[0]) for end in part.split("-")]
        numbers += range(ends[0], ends[-1] + 1)
    return numbers


def _scaled(strokes: list[NDArray[np.float64]]) -> tuple[NDArray[np.float64], ...]:
    """Turn y downward and scale the longer side to whole numbers in 0..1000."""
    points = np.concatenate(strokes)
    low = points.min(axis=0)
    size = points.max(axis=0) - low
    extent = size.max() or 1
    top = size[1] / extent * SIDE
    scaled = [(stroke - low) / extent * SIDE for stroke in strokes]
    return tuple(np.rint(stroke * [1, -1] + [0, top]) for stroke in scaled)
