"""A source: a place that third-party files can be fetched from."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from building.pins import Pin


class SourceError(Exception):
    """A source does not deliver; the message says why in a few words."""


# A source puts the files it is asked for into a folder, or raises SourceError.
Source = Callable[[tuple[Pin, ...], Path], None]


def run(command: Sequence[str], name: str, stdout: int | None = None) -> None:
    """Run a package manager's command; raise SourceError with its last words when it fails."""
    done = subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        raise SourceError(f"{name} failed ({lines[-1] if lines else done.returncode})")
