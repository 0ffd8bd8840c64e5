"""Drawings from wherever they come: the page's export, UNIPEN's distribution or pendigits."""

import hashlib
import tarfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.data import drawings, pendigits, unipen
from training.data.drawings import Drawing
from training.errors import DataError


def read(path: Path) -> list[Drawing]:
    """Read a .jsonl or .jsonl.gz file, a folder of these, UNIPEN's distribution or pendigits.

    The distribution is a folder or a tar archive, of which the digits are read; pendigits is the
    file pendigits-orig.tra, as text or packed by gzip or xz. Raises DataError, naming the file and
    the fault, when it is missing, empty or malformed.
    """
    if files := _lines(path):
        found = [drawing for file in files for drawing in drawings.read_lines(file)]
    elif path.is_file() and pendigits.recognised(path):
        found = list(pendigits.read(path))
    elif path.is_dir() or (path.is_file() and tarfile.is_tarfile(path)):
        found = list(unipen.read(path))
    elif path.exists():
        raise DataError(
            f"{path}: neither .jsonl, .jsonl.gz, a folder, a tar archive nor pendigits-orig.tra"
        )
    else:
        raise DataError(f"{path}: no such file or folder")
    if not found:
        raise DataError(f"{path}: holds no drawings")
    return found


def _lines(path: Path) -> list[Path]:
    """Return the files that hold a drawing a line: the path itself, or those in the folder."""
    return [
        file
        for file in (sorted(path.iterdir()) if path.is_dir() else [path])
        if file.name.endswith((".jsonl", ".jsonl.gz"))
    ]


def credits_for(read: Sequence[Drawing]) -> list[str]:
    """Return whose drawings these are, a line for each source."""
    drawn = Counter(drawing.source for drawing in read)
    published = {"unipen": unipen.CREDITS, "pendigits": pendigits.CREDITS}
    lines = [credit for source, credit in published.items() if source in drawn]
    own = drawn["own"]
    return [*lines, f"{own:,} drawing{'s' if own > 1 else ''} of one's own"] if own else lines


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, or of what `read` reads in a folder, one file after another."""
    digest = hashlib.sha256()
    for file in _lines(path) or (sorted(path.rglob("*")) if path.is_dir() else [path]):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def hashes(paths: Sequence[Path]) -> dict[str, str]:
    """Return the SHA-256 of each path by its name; a second one of a name is "name (2)"."""
    found: dict[str, str] = {}
    for number, path in enumerate(paths, 1):
        found[f"{path.name} ({number})" if path.name in found else path.name] = sha256(path)
    return found
