"""MNIST in IDX form (LeCun et al., 1998): the four files, read and checked."""

import gzip
import hashlib
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError

CREDITS = "MNIST, by Yann LeCun, Corinna Cortes and Christopher J. C. Burges"

# SHA-256 of the unzipped files: mirrors differ in how they zip a file, not in what is in it.
SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}


@dataclass(frozen=True)
class Mnist:
    """The data set: images (n, 28, 28) uint8, 0 = paper to 255 = ink; labels (n,) uint8, 0 to 9."""

    train_images: NDArray[np.uint8]
    train_labels: NDArray[np.uint8]
    test_images: NDArray[np.uint8]
    test_labels: NDArray[np.uint8]


def load(folder: str | os.PathLike) -> Mnist:
    """Read the four files from a folder, gzipped or not.

    Raises DataError when one is missing, damaged, or not of MNIST's form: another data set of
    28×28 pictures and labels 0 to 9 may take its place.
    """
    return Mnist(**{
        f"{part}_{kind}": array
        for part, prefix in (("train", "train"), ("test", "t10k"))
        for kind, array in zip(("images", "labels"), _pair(Path(folder), prefix), strict=True)
    })


def _pair(folder: Path, prefix: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    images = read_idx(*_content(folder, f"{prefix}-images-idx3-ubyte"), dimensions=3)
    labels = read_idx(*_content(folder, f"{prefix}-labels-idx1-ubyte"), dimensions=1)
    if images.shape[1:] != (28, 28):
        raise DataError(f"{prefix}-images: pictures of {images.shape[1:]}, expected (28, 28)")
    if not len(images):
        raise DataError(f"{prefix}-images: no pictures in it")
    if len(images) != len(labels):
        raise DataError(f"{prefix}: {len(images)} images but {len(labels)} labels")
    if labels.max(initial=0) > 9:
        raise DataError(f"{prefix}-labels: label {labels.max()}, expected 0 to 9")
    return images, labels


def _content(folder: Path, name: str) -> tuple[Path, bytes]:
    zipped, plain = folder / f"{name}.gz", folder / name
    path = zipped if zipped.exists() else plain
    try:
        content = path.read_bytes()
        if path == zipped:
            content = gzip.decompress(content)
    except FileNotFoundError:
        raise DataError(f"{name}: neither it nor {name}.gz is in {folder}") from None
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read ({error})") from None
    return path, content


def read_idx(path: Path, content: bytes, dimensions: int) -> NDArray[np.uint8]:
    """Decode an IDX file of unsigned bytes; `path` is for the messages.

    The header: two zero bytes, type 8 (unsigned byte), the number of dimensions, then each
    dimension's size as a big-endian 32-bit number. Raises DataError when it is anything else.
    """
    magic = bytes([0, 0, 8, dimensions])
    if content[:4] != magic:
        raise DataError(f"{path}: starts with {content[:4].hex()}, expected {magic.hex()}")
    header = 4 + 4 * dimensions
    if len(content) < header:
        raise DataError(f"{path}: ends within its header")
    shape = tuple(int(size) for size in np.frombuffer(content[4:header], ">u4"))
    if len(content) - header != np.prod(shape, dtype=np.int64):
        raise DataError(f"{path}: {len(content) - header} bytes of data, announced {shape}")
    return np.frombuffer(content, np.uint8, offset=header).reshape(shape)


def hashes(folder: str | os.PathLike) -> dict[str, str]:
    """Return the SHA-256 of each unzipped file."""
    return {
        name: hashlib.sha256(_content(Path(folder), name)[1]).hexdigest() for name in SHA256
    }
