"""Which pictures are meant by the names of files and folders."""

from collections.abc import Iterable
from pathlib import Path

# HEIC cannot be opened; who has a folder of such photos should hear of it.
SUFFIXES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".heif")


def files(paths: Iterable[Path]) -> tuple[list[Path], list[str]]:
    """Return the files, those of a folder by name, and a line for each folder that has none.

    A folder's own folders are left alone, and so is what is hidden in it.
    """
    found: list[Path] = []
    missing = []
    for path in paths:
        try:
            if not path.is_dir():
                found.append(path)
                continue
            inside = sorted(filter(_is_picture, path.iterdir()))
        except OSError as error:
            missing.append(f"{path}: it cannot be looked into ({error.strerror})")
            continue
        found += inside
        if not inside:
            missing.append(f"{path}: no picture is in this folder (.png, .jpg, .tif, …)")
    return found, missing


def _is_picture(path: Path) -> bool:
    named_so = path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    return named_so and not path.is_dir()
