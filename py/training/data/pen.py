"""Drawings from wherever they come: the page's export, or the UNIPEN distribution."""

import hashlib
import tarfile
from pathlib import Path

from training.data import drawings, unipen
from training.data.drawings import Drawing
from training.errors import DataError


def read(path: Path) -> list[Drawing]:
    """Read a .jsonl or .jsonl.gz file, or the digits of the UNIPEN distribution (folder or tar).

    Raises DataError, naming the file and the fault, when it is missing, empty or malformed.
    """
    if path.name.endswith((".jsonl", ".jsonl.gz")):
        found = list(drawings.read_lines(path))
    elif path.is_dir() or (path.is_file() and tarfile.is_tarfile(path)):
        found = list(unipen.read(path))
    elif path.exists():
        raise DataError(f"{path}: neither .jsonl, .jsonl.gz, a folder nor a tar archive")
    else:
        raise DataError(f"{path}: no such file or folder")
    if not found:
        raise DataError(f"{path}: holds no drawings")
    return found


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file, or of a folder's files one after another, by name."""
    digest = hashlib.sha256()
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()
