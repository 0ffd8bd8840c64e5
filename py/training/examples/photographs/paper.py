"""What is written on: paper of many kinds, a blackboard, and what is printed on it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from training.examples.photographs.fields import grain, smooth_field
from training.examples.photographs.layout import Box
from training.examples.photographs.view import View

PRINTED = ("#7fa4d8", "#8fb0c8", "#9a9aa0", "#b0b0b4", "#7c8ab8", "#8a9a8a", "#c89aa0", "#606468",
           "#3c4c78", "#484848")
TINTS = ((0.3, 0, -1), (-1, -0.2, 0.1), (0.2, -0.5, -0.1), (-0.6, 0.2, -0.5))  # of paper
BOARDS = (
    (0.09, 0.2, 0.15), (0.13, 0.14, 0.15), (0.16, 0.22, 0.2), (0.02, 0.02, 0.02), (0.08, 0.1, 0.2),
)
RULED = (1.0, 1.5)  # from line to line, in heights of a digit
SQUARED = (0.4, 1.2)
THICKNESS = (0.008, 0.035), (0.8, 3.0)  # of lines: in heights of a digit, within these pixels
FAINT, DARK = 0.25, 0.9  # how well a printed line covers


@dataclass(frozen=True)
class Line:
    """A printed line on the sheet, or a border of printed boxes."""

    ends: NDArray[np.float64]  # (2, 2)
    thick: float  # pixels


@dataclass(frozen=True)
class Printing:
    """Lines of one colour."""

    lines: Sequence[Line]
    colour: NDArray[np.float32]  # (3,), 0..1
    cover: float


@dataclass(frozen=True)
class Sheet:
    """What is written on."""

    kind: str  # plain, ruled or squared
    colour: NDArray[np.float32]  # (3,), 0..1
    light: bool  # False: a blackboard, or a screen that shows white on black
    grain: float  # standard deviation of its brightness
    size: float  # of the grains, in pixels
    cloudy: float  # how much its brightness varies from place to place
    fibres: int
    printings: list[Printing] = field(default_factory=list)


def a_sheet(
    kind: str, view: View, rng: np.random.Generator, clean: bool = False, light: bool = True,
    pitch: float | None = None,
) -> Sheet:
    """Take a sheet.

    clean: as a scanner sees it. light: False is a blackboard. pitch: from one ruled line to the
    next, as the lines of a page keep to it; None: any, and the ink may stand on one or not.
    """
    size = float(np.exp(rng.uniform(0, np.log(3))))
    if light:
        white = rng.uniform(0.86, 1.0) if rng.random() < 0.75 else rng.uniform(0.62, 0.86)
        colour = white + rng.normal(0, 0.012, 3)
        if rng.random() < 0.2:
            colour += rng.uniform(0, 0.12) * np.array(rng.choice(TINTS))
    else:
        colour = np.array(rng.choice(BOARDS)) * rng.uniform(0.8, 1.3)
    sheet = Sheet(
        kind, np.clip(colour, 0, 1).astype(np.float32), light,
        grain=0.0 if clean else rng.uniform(0.002, 0.02),
        size=size, cloudy=0.0 if clean else rng.uniform(0, 0.035 if light else 0.12),
        fibres=int(rng.integers(20, 300)) if not clean and light and rng.random() < 0.35 else 0,
    )
    if kind == "ruled":
        sheet.printings.extend(_ruled(view, rng, light, pitch))
    elif kind == "squared":
        sheet.printings.append(_squared(view, rng, light))
    return sheet


def _ruled(
    view: View, rng: np.random.Generator, light: bool, wanted: float | None
) -> list[Printing]:
    pitch = wanted or rng.uniform(*RULED)
    low, high = view.reach()
    kept = wanted or rng.random() < 0.75
    first = rng.normal(0.04, 0.05) if kept else rng.uniform(0, pitch)
    first += pitch * np.ceil((low[1] - first) / pitch)
    thick, cover = _thick(view, rng), rng.uniform(FAINT, DARK)
    lines = [
        Line(np.array([[low[0], y], [high[0], y]]), thick) for y in np.arange(first, high[1], pitch)
    ]
    printings = [Printing(lines, _colour(rng, light), cover)]
    if rng.random() < 0.3:
        x = low[0] + rng.uniform(0.03, 0.3) * (high[0] - low[0])
        margin = Line(np.array([[x, low[1]], [x, high[1]]]), thick)
        red = np.array([0.85, 0.35, 0.38] if light else [0.6, 0.3, 0.3], np.float32)
        printings.append(Printing([margin], red, cover))
    return printings


def _squared(view: View, rng: np.random.Generator, light: bool) -> Printing:
    pitch = rng.uniform(*SQUARED)
    low, high = view.reach()
    thick = _thick(view, rng)
    (x0, y0), lines = low + rng.uniform(0, pitch, 2), []
    lines += [Line(np.array([[x, low[1]], [x, high[1]]]), thick)
              for x in np.arange(x0, high[0], pitch)]
    lines += [Line(np.array([[low[0], y], [high[0], y]]), thick)
              for y in np.arange(y0, high[1], pitch)]
    return Printing(lines, _colour(rng, light), rng.uniform(FAINT, DARK))


def boxed(boxes: Sequence[Box], view: View, rng: np.random.Generator, light: bool) -> Printing:
    """Print a border around each box, rather dark and now and then thick, as forms have them."""
    thick = _thick(view, rng) * rng.choice([1.0, 1.0, 2.0])
    lines = []
    for left, top, right, bottom in boxes:
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], float)
        lines += [Line(np.array([corners[i - 1], corners[i]]), thick) for i in range(4)]
    shade = rng.uniform(0.05, 0.45) if light else rng.uniform(0.5, 0.8)
    colour = np.clip(shade + rng.normal(0, 0.03, 3), 0, 1).astype(np.float32)
    return Printing(lines, colour, rng.uniform(0.5, 1))


def _thick(view: View, rng: np.random.Generator) -> float:
    heights, pixels = THICKNESS
    return float(np.clip(rng.uniform(*heights) * view.unit, *pixels))


def _colour(rng: np.random.Generator, light: bool) -> NDArray[np.float32]:
    printed = Image.new("RGB", (1, 1), str(rng.choice(PRINTED)))
    colour = np.asarray(printed, np.float32)[0, 0] / 255 + rng.normal(0, 0.02, 3)
    return np.clip(colour if light else 0.25 + 0.3 * colour, 0, 1).astype(np.float32)


def printed(
    printing: Printing, view: View, rng: np.random.Generator, clean: bool = False
) -> NDArray[np.float32]:
    """Return how much of the picture lines cover, (h, w), 0..1."""
    times = 3 if view.width * view.height < 6e5 else 2
    mask = Image.new("L", (view.width * times, view.height * times))
    draw = ImageDraw.Draw(mask)
    for line in printing.lines:
        ends = (view.seen(line.ends) + 0.5) * times
        draw.line([tuple(end) for end in ends.tolist()], 255, max(round(line.thick * times), 1))
    found = np.asarray(mask.reduce(times), np.float32) * (printing.cover / 255)
    if not clean and found.any():
        found *= smooth_field(view.shape, 2 * view.unit, rng, 0.75, 1)
    return found


def surface(
    sheet: Sheet, view: View, rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return a bare sheet's colours (h, w, 3), 0..1, and its pores (h, w), about 0 ± 1."""
    pores = grain(view.shape, sheet.size, rng)
    bright = 1 + sheet.grain * pores
    if sheet.cloudy:
        bright += smooth_field(view.shape, rng.uniform(10, 200), rng, -sheet.cloudy, sheet.cloudy)
    if sheet.fibres:
        bright -= _fibres(sheet.fibres, view.shape, rng)
    return bright[..., None] * sheet.colour, pores


def _fibres(count: int, shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    mask = Image.new("L", shape[::-1])
    draw = ImageDraw.Draw(mask)
    for start in rng.uniform(0, shape[::-1], (count, 2)):
        bends = np.cumsum(rng.normal(0, 0.35, 5)) + rng.uniform(0, 2 * np.pi)
        steps = rng.uniform(1, 4) * np.stack([np.cos(bends), np.sin(bends)], axis=1)
        points = start + np.cumsum(steps, axis=0)
        draw.line([tuple(p) for p in points.tolist()], int(rng.integers(60, 255)), 1)
    blurred = mask.filter(ImageFilter.GaussianBlur(0.6))
    return np.asarray(blurred, np.float32) * (rng.uniform(0.02, 0.1) / 255)


def table(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return what a sheet lies on, (h, w, 3), 0..1: wood, or one dark or bright colour."""
    colour = np.array(rng.choice([
        [0.42, 0.28, 0.17], [0.55, 0.4, 0.26], [0.25, 0.17, 0.12], [0.1, 0.1, 0.11],
        [0.3, 0.32, 0.35], [0.12, 0.16, 0.24], [0.5, 0.48, 0.45],
    ])) * rng.uniform(0.7, 1.2)
    bright = 1 + 0.03 * grain(shape, 1.5, rng)
    if colour[0] > 1.15 * colour[2]:  # wood
        streaks = rng.uniform(0.75, 1.15, (int(rng.integers(30, 120)), int(rng.integers(3, 9))))
        small = Image.fromarray(streaks.astype(np.float32))
        bright *= np.asarray(small.resize(shape[::-1], Image.Resampling.BICUBIC))
    return (bright[..., None] * colour).astype(np.float32)
