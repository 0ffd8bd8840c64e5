"""Made-up photographs of handwritten numbers: recorded strokes on paper, lit and photographed.

What varies: pens from ballpoint to marker, chalk on a board, paper that is plain, ruled, squared or
printed with boxes, light and shadows, the camera's place, blur, noise and JPEG. Everything on the
sheet is drawn from its geometry, straight into the picture, so nothing is ever resampled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from training.data.drawings import Drawing
from training.examples.numbers import Number, by_one_of, compose
from training.examples.photographs.camera import light as lit
from training.examples.photographs.camera import photographed
from training.examples.photographs.layout import Box, around, in_boxes, in_lines, pushed_together
from training.examples.photographs.paper import Sheet, a_sheet, boxed, printed, surface, table
from training.examples.photographs.pens import THINNEST_SEEN, Pen, a_pen, covered
from training.examples.photographs.view import View, a_view

PAPERS = ("plain", "ruled", "squared")
LIGHT_ON_DARK = 0.12  # share of the pictures
CLEAN = 0.1  # share that comes from a scanner, or from a screen
BOXES = 0.15  # share with printed boxes on plain paper
EDGE = 0.15  # share in which the sheet ends within the picture
PITCH = (1.35, 1.7)  # of ruled lines on a page of numbers, in heights of a digit
LEAST_CONTRAST = 0.22  # of ink with its paper, so that people can read it


@dataclass(frozen=True)
class Photo:
    """A picture and what is to be read in it."""

    pixels: NDArray[np.uint8]  # (h, w, 3)
    text: str  # lines joined by line feeds; "" where there is no digit
    boxes: tuple[Box, ...] = ()  # of the digits as they are read, in pixels
    how: dict[str, object] = field(default_factory=dict)


def one_digit(drawing: Drawing, paper: str, rng: np.random.Generator) -> Photo:
    """Photograph one digit on plain, ruled or squared paper."""
    return photograph([compose([drawing], rng)], paper, rng)


def a_number(
    hands: Sequence[Sequence[Drawing]], length: int, paper: str, rng: np.random.Generator
) -> Photo:
    """Photograph a number of some digits by one of several hands."""
    return photograph([by_one_of(hands, length, rng)], paper, rng)


def touching(
    hands: Sequence[Sequence[Drawing]], length: int, paper: str, rng: np.random.Generator
) -> Photo:
    """Photograph a number of which at least two neighbours touch."""
    dark = rng.random() < LIGHT_ON_DARK
    pen = a_pen(rng, dark)
    while True:
        number = pushed_together(by_one_of(hands, length, rng), pen.width, rng)
        if number:
            return photograph([number], paper, rng, pen, dark, boxes=False)


def a_page(
    hands: Sequence[Sequence[Drawing]], lines: int, paper: str, rng: np.random.Generator
) -> Photo:
    """Photograph a page of numbers, one below the other, all by one hand."""
    hand = hands[rng.integers(len(hands))]
    lengths = rng.integers(2, 7, lines)
    return photograph([by_one_of([hand], int(n), rng) for n in lengths], paper, rng)


def photograph(
    numbers: Sequence[Number], paper: str, rng: np.random.Generator, pen: Pen | None = None,
    dark: bool | None = None, boxes: bool = True,
) -> Photo:
    """Write numbers, a line each, on paper of a kind and photograph it.

    dark: light on dark; None: now and then, with a pen of that kind. boxes: there may be printed
    boxes on plain paper.
    """
    dark = rng.random() < LIGHT_ON_DARK if dark is None else dark
    pen = pen or a_pen(rng, dark)
    clean = rng.random() < CLEAN
    pitch = rng.uniform(*PITCH) if len(numbers) > 1 and paper == "ruled" else None
    lines, frames = in_lines(numbers, rng, pitch), []
    if boxes and paper == "plain" and rng.random() < BOXES:
        lines, frames = _boxed(lines, pen, rng)
    points = np.concatenate([stroke for line in lines for stroke in line.strokes])
    corners = np.concatenate([points, *(np.reshape(box, (2, 2)) for box in frames)])
    pad = pen.width / 2
    view = a_view(corners.min(axis=0) - pad, corners.max(axis=0) + pad, rng, flat=clean)
    sheet = a_sheet(paper, view, rng, clean, light=not dark, pitch=pitch)
    if frames:
        sheet.printings.append(boxed(frames, view, rng, light=not dark))
    inks = [(pen, [view.seen(stroke) for line in lines for stroke in line.strokes])]
    pixels, how = scene(sheet, view, inks, (points.min(axis=0), points.max(axis=0)), rng, clean)
    how |= {"paper": paper, "printed_boxes": len(frames), "lines": len(lines)}
    return Photo(pixels, "\n".join(line.text for line in lines), _places(lines, view), how)


def scene(
    sheet: Sheet, view: View, inks: Sequence[tuple[Pen, Sequence[NDArray] | NDArray]],
    content: tuple[NDArray[np.float64], NDArray[np.float64]], rng: np.random.Generator,
    clean: bool = False,
) -> tuple[NDArray[np.uint8], dict[str, object]]:
    """Photograph a sheet with ink on it: the pixels (h, w, 3), and how it was done.

    inks: pens and their strokes in pixels, or where they cover the picture (h, w), 0..1. content:
    the lowest and the highest x, y on the sheet of what must be seen.
    """
    colours, pores = surface(sheet, view, rng)
    for printing in sheet.printings:
        _cover(colours, printing.colour, printed(printing, view, rng, clean))
    if not sheet.light:
        colours *= 1.2  # as a camera does that has a dark thing before it
    contrast = 1.0
    for pen, strokes in inks:
        pen = _readable(pen, sheet)
        contrast = min(contrast, pen.cover * float(np.abs(pen.colour - sheet.colour).mean()))
        if isinstance(strokes, np.ndarray):
            _cover(colours, pen.colour, strokes * np.float32(pen.cover))
        else:
            _cover(colours, pen.colour, covered(strokes, pen, view.unit, pores, rng))
    if not clean:
        if rng.random() < EDGE:
            colours = _on_a_table(colours, view, content, rng)
        if rng.random() < 0.35:
            _add_specks(colours, view, min((pen.width for pen, _ in inks), default=0.05), rng)
        field = lit(view.shape, rng)
        colours *= field
        contrast *= float(field.min())
    line = max(min((pen.width for pen, _ in inks), default=0.1) * view.unit, THINNEST_SEEN)
    pixels, how = photographed(colours, view.unit, line, contrast, rng, clean)
    names = [pen.name for pen, _ in inks]
    how = {"clean": clean, "light_on_dark": not sheet.light, "pen": ", ".join(names),
           "pen_width": max((pen.width for pen, _ in inks), default=0.0), "unit": view.unit,
           "turn": float(np.degrees(view.turn)), "contrast": contrast, **how}
    return pixels, how


def _readable(pen: Pen, sheet: Sheet) -> Pen:
    """Return the pen, or one with more colour where nobody could read it on this sheet."""
    away = pen.colour - sheet.colour
    contrast = pen.cover * float(np.abs(away).mean())
    if contrast >= LEAST_CONTRAST:
        return pen
    colour = np.clip(sheet.colour + away * (LEAST_CONTRAST / max(contrast, 0.02)), 0, 1)
    return replace(pen, colour=colour.astype(np.float32))


def _cover(
    colours: NDArray[np.float32], colour: NDArray[np.float32], cover: NDArray[np.float32]
) -> None:
    """Lay a colour (3,) over a picture (h, w, 3) where it is covered (h, w)."""
    rows, columns = np.flatnonzero(cover.any(axis=1)), np.flatnonzero(cover.any(axis=0))
    if rows.size:
        part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
        colours[part] += cover[part][..., None] * (colour - colours[part])


def _boxed(
    lines: list[Number], pen: Pen, rng: np.random.Generator
) -> tuple[list[Number], list[Box]]:
    """Return lines and printed boxes: one around each number, or one for each digit of a single."""
    if len(lines) == 1 and rng.random() < 0.5:
        line, boxes = in_boxes(lines[0], pen.width, rng)
        return [line], boxes
    pad = pen.width + rng.uniform(0.08, 0.2 if len(lines) > 1 else 0.5)
    return lines, [around(line.strokes, pad) for line in lines]


def _places(lines: Sequence[Number], view: View) -> tuple[Box, ...]:
    """Return the boxes of all digits in the picture, in pixels."""
    return tuple(
        around([view.seen(line.strokes[i]) for i in digit], 0.0)
        for line in lines for digit in line.digits
    )


def _on_a_table(
    colours: NDArray[np.float32], view: View,
    content: tuple[NDArray[np.float64], NDArray[np.float64]], rng: np.random.Generator,
) -> NDArray[np.float32]:
    """Let the sheet end on one or two sides, between what is written and the picture's edge."""
    low, high = view.reach()
    first, last = low - 0.5, high + 0.5  # no further: what is far away may lie behind the camera
    for axis in rng.permutation(2)[: int(rng.integers(1, 3))]:
        if rng.random() < 0.5:
            room = content[0][axis] - low[axis]
            first[axis] = content[0][axis] - max(rng.uniform(0.2, 0.9) * room, 0.35)
        else:
            room = high[axis] - content[1][axis]
            last[axis] = content[1][axis] + max(rng.uniform(0.2, 0.9) * room, 0.35)
    corners = np.array([first, [last[0], first[1]], last, [first[0], last[1]]])
    mask = Image.new("L", (view.width, view.height))
    draw = ImageDraw.Draw(mask)
    draw.polygon([tuple(corner) for corner in view.seen(corners).tolist()], 255)
    sheet = np.asarray(mask.filter(ImageFilter.BoxBlur(0.8)), np.float32)[..., None] / 255
    near = mask.reduce(4).filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 3)))
    near = near.resize(mask.size, Image.Resampling.BILINEAR)
    shadow = 1 - 0.7 * np.asarray(near, np.float32)[..., None] / 255
    return colours * sheet + table(view.shape, rng) * shadow * (1 - sheet)


def _add_specks(
    colours: NDArray[np.float32], view: View, pen: float, rng: np.random.Generator
) -> None:
    """Add crumbs and dust, no larger than half the pen's line: they must not be points."""
    most = float(np.clip(0.5 * pen * view.unit, 1.0, 4.0))
    mask = Image.new("L", (view.width, view.height))
    draw = ImageDraw.Draw(mask)
    for x, y in rng.uniform(0, 1, (int(rng.integers(3, 40)), 2)) * [view.width, view.height]:
        wide, high = rng.uniform(0.5, 1, 2) * most / 2
        draw.ellipse((x - wide, y - high, x + wide, y + high), fill=int(rng.integers(60, 255)))
    shade = np.float32(rng.uniform(0.1, 0.6))
    _cover(colours, colours.mean(axis=(0, 1)) * shade, np.asarray(mask, np.float32) / 255)
