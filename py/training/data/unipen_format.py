"""UNIPEN's format, in which pens were recorded (Guyon et al., 1994): strokes as lines of text.

Each .PEN_DOWN starts a stroke, followed by lines of x and y, y upward; .SEGMENT names strokes by
their numbers.
"""

from contextlib import suppress

import numpy as np
from numpy.typing import NDArray

from training.errors import DataError

SIDE = 1000  # the longer side of a drawing after scaling


def strokes(text: str) -> list[list[str]]:
    """Return the lines of each stroke: most are of letters and never looked at."""
    found: list[list[str]] = []
    pen_is_down = False
    for line in text.splitlines():
        if line.startswith("."):
            pen_is_down = line.startswith(".PEN_DOWN")
            if pen_is_down:
                found.append([])
        elif pen_is_down and line.strip():
            found[-1].append(line)
    return found


def points(lines: list[str], where: str) -> NDArray[np.float64]:
    """Return a stroke's points (n, 2). Raises DataError, naming where it is, at what is none."""
    with suppress(ValueError):
        # x and y come first; time and pressure may follow.
        found = np.array([line.split()[:2] for line in lines], np.float64).reshape(len(lines), 2)
        if np.isfinite(found).all():
            return found
    raise DataError(f"{where}: a stroke holds what is no point")


def numbers(text: str) -> list[int]:
    """Return the strokes meant by "4", "4-6", "4,6" and "4:12-6:3".

    A point after a colon is left aside: strokes are pen-down to pen-up, as a canvas records them.
    """
    found = []
    for part in text.split(","):
        ends = [int(end.partition(":")[0]) for end in part.split("-")]
        found += range(ends[0], ends[-1] + 1)
    return found


def turned(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Turn strokes, (n, 2) each, upside down: y grows downward, and is 0 at the top."""
    top = max(stroke[:, 1].max() for stroke in strokes)
    return [stroke * [1, -1] + [0, top] for stroke in strokes]


def scaled(strokes: list[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Move and scale strokes, (n, 2) each, until the longer side of all is 0..1000."""
    drawn = np.concatenate(strokes)
    low = drawn.min(axis=0)
    extent = (drawn.max(axis=0) - low).max() or 1
    return [(stroke - low) / extent * SIDE for stroke in strokes]
