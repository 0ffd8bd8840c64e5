"""The packages that the scripts need, and what is said where one of them is missing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

NEEDED = ("numpy", "tqdm", "matplotlib")


@contextmanager
def missing_ones_named(script: str) -> Iterator[None]:
    """End the script with one line and exit code 1 when an import within finds no such package."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name not in NEEDED:
            raise  # a fault of ours, or of the package's own installation
        sys.exit(f"{script}: {missing.name} is not installed: pip install {' '.join(NEEDED)}")
