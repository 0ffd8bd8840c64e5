"""The packages that the scripts need, and what is said where one of them is missing."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

# What is imported, and the package that it is in.
NEEDED = {"numpy": "numpy", "tqdm": "tqdm", "PIL": "pillow", "matplotlib": "matplotlib"}


@contextmanager
def missing_ones_named(script: str, needed: Mapping[str, str] = NEEDED) -> Iterator[None]:
    """End the script with one line and exit code 1 when an import within finds no such package."""
    try:
        yield
    except ModuleNotFoundError as missing:
        if missing.name not in needed:
            raise  # a fault of ours, or of the package's own installation
        packages = " ".join(needed.values())
        sys.exit(f"{script}: {needed[missing.name]} is not installed: pip install {packages}")
    except KeyboardInterrupt:
        print(f"\n{script}: stopped", file=sys.stderr)
        sys.exit(130)
