"""A source: a place that third-party files can be fetched from."""

from collections.abc import Callable
from pathlib import Path

from building.pins import Pin


class SourceError(Exception):
    """A source does not deliver; the message says why in a few words."""


# A source puts the files it is asked for into a folder, or raises SourceError.
Source = Callable[[tuple[Pin, ...], Path], None]
