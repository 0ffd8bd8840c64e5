"""Fetching MNIST from its public mirrors, checked by what is in the files."""

import gzip
import hashlib
import http.client
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.request import urlopen

from tqdm import tqdm

from training.data import mnist
from training.errors import DataError

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
)
_PIECE = 1 << 16  # bytes between two looks at the progress bar
_PATIENCE = 30  # seconds without a byte until a mirror counts as dead


def fetch(
    folder: Path,
    mirrors: Sequence[str] = MIRRORS,
    sha256: Mapping[str, str] = mnist.SHA256,
) -> None:
    """Put the gzipped files named in `sha256` into a folder, but for those that are there.

    The mirrors are tried in turn. A file whose unzipped content has another SHA-256 is refused.
    Raises DataError when no mirror has the right one.
    """
    for name in sha256:
        if not (folder / name).exists() and not (folder / f"{name}.gz").exists():
            _keep(folder / f"{name}.gz", _first_good(f"{name}.gz", mirrors, sha256[name]))


def _first_good(name: str, mirrors: Sequence[str], sha256: str) -> bytes:
    faults = []
    for mirror in mirrors:
        try:
            content = _download(mirror + name, name)
            if hashlib.sha256(gzip.decompress(content)).hexdigest() == sha256:
                return content
            faults.append(f"{mirror}: not the published file")
        except (OSError, EOFError, zlib.error, http.client.HTTPException) as error:
            faults.append(f"{mirror}: {error}")
    raise DataError(f"{name} cannot be downloaded ({'; '.join(faults)}); use --mnist DIR")


def _download(url: str, name: str) -> bytes:
    with urlopen(url, timeout=_PATIENCE) as answer:
        size = int(answer.headers.get("Content-Length", 0)) or None
        content = bytearray()
        with tqdm(desc=name, total=size, unit="B", unit_scale=True, disable=None) as bar:
            while piece := answer.read(_PIECE):
                content += piece
                bar.update(len(piece))
    return bytes(content)


def _keep(path: Path, content: bytes) -> None:
    """Write a file as a whole: what bears its name is never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".download-", dir=path.parent) as scratch:
        part = Path(scratch, path.name)
        part.write_bytes(content)
        part.replace(path)
