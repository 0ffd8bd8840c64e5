"""The isolated digits of UNIPEN (Guyon et al., "UNIPEN project of on-line data exchange", 1994).

In the published layout `data/1a/SITE/…/NAME.dat` names segments, such as

    .INCLUDE apa/data/apa00/app0032.dat
    .SEGMENT CHARACTER 7-8 ? "4"

for "strokes 7 and 8 are a 4", and `include/` holds the files with the strokes.
"""

import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import numpy as np

from training.data.drawings import Drawing
from training.data.unipen_format import numbers, points, scaled, strokes, turned
from training.errors import DataError

CREDITS = "UNIPEN train_r01_v07, by the International Unipen Foundation, CC BY 4.0"

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
    where = f"data/1a/{writer}.dat"
    drawn: list[list[str]] = []
    for line in text.splitlines():
        if line.startswith(".INCLUDE"):
            name = str(PurePosixPath(line.split(maxsplit=1)[1].strip()))
            if name not in included:
                raise DataError(f"{where}: include/{name} is missing")
            drawn += strokes(included[name]())
        elif match := _SEGMENT.match(line):
            chosen = [drawn[i] for i in numbers(match["strokes"]) if i < len(drawn)]
            inked = [points(stroke, where) for stroke in chosen if stroke]
            if not inked:
                raise DataError(f"{where}: no ink for {line.strip()}")
            # Scaled first, then turned: which way a half is rounded hangs on it.
            yield Drawing(writer, int(match["digit"]), tuple(map(np.rint, turned(scaled(inked)))))
