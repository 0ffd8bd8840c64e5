"""Drawings from wherever they come: the page's export, or the UNIPEN distribution."""

import hashlib
import tarfile
from collections.abc import Sequence
from pathlib import Path

from training.data import drawings, unipen
from training.data.drawings import Drawing
from training.errors import DataError

UNIPEN = "UNIPEN train_r01_v07, by the International Unipen Foundation, CC BY 4.0"


def read(path: Path) -> list[Drawing]:
    """Read a .jsonl or .jsonl.gz file, a folder of these, or the digits of UNIPEN's distribution.

    The distribution is a folder or a tar archive. Raises DataError, naming the file and the fault,
    when it is missing, empty or malformed.
    """
    if files := _lines(path):
        found = [drawing for file in files for drawing in drawings.read_lines(file)]
    elif path.is_dir() or (path.is_file() and tarfile.is_tarfile(path)):
        found = list(unipen.read(path))
    elif path.exists():
        raise DataError(f"{path}: neither .jsonl, .jsonl.gz, a folder nor a tar archive")
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
    """Return whose drawings these are, a line each: UNIPEN's writers are called "site/…/name"."""
    own = sum("/" not in drawing.writer for drawing in read)
    lines = [UNIPEN] if own < len(read) else []
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
