"""Made-up photographs without a digit: bare paper, print, scribbles, letters, textures."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.data.drawings import Drawing
from training.examples.photographs.camera import light, photographed
from training.examples.photographs.fields import grain, smooth_field
from training.examples.photographs.paper import a_sheet, boxed
from training.examples.photographs.pens import Pen, a_pen
from training.examples.photographs.photograph import LIGHT_ON_DARK, PAPERS, Photo, scene
from training.examples.photographs.view import View, a_view
from training.examples.scribbles import scribble

KINDS = ("blank", "print", "scribble", "letters", "texture")
WITHOUT_LETTERS = ("Symbol", "Dingbat", "Math", "D050000L", "Fallback", "Emoji")  # in fonts'
# names
WORDS = """
    the quick brown fox jumps over a lazy dog while all those who watch it from behind their garden
    fences wonder Why nobody ever asks him Where he goes and what for Once upon a time Paper
    Photograph Every morning she opened her window and let fresh air in before breakfast Reading
    Light and shadows fall across this table Please return it signed to our office Thank you very
    much Yours faithfully Music History Chapter Contents Zebra Quality Ink Ruler Box Jazz
"""


def nothing(
    kind: str, letters: Sequence[Drawing], fonts: Sequence[Path], rng: np.random.Generator
) -> Photo:
    """Photograph something of a kind that holds no digit.

    letters: drawings that are no digits. fonts: TrueType files; Pillow's own is always among them.
    """
    if kind == "texture":
        pixels, how = _texture(rng)
        return Photo(pixels, "", (), {"kind": kind, **how})
    dark, clean = rng.random() < LIGHT_ON_DARK, rng.random() < 0.1
    paper = str(rng.choice(PAPERS))
    strokes: list[NDArray[np.float64]] = []
    if kind == "scribble":
        drawn = scribble(rng)
        size = max(np.ptp(np.concatenate(drawn), axis=0).max(), 1e-9)
        strokes = [stroke * (rng.uniform(0.8, 2.5) / size) for stroke in drawn]
    elif kind == "letters":
        strokes = _words(letters, rng)
    inside = np.concatenate(strokes) if strokes else rng.uniform(0, 4, (2, 2))
    content = inside.min(axis=0), inside.max(axis=0)
    view = a_view(*content, rng, flat=clean)
    sheet = a_sheet(paper, view, rng, clean, light=not dark)
    if kind == "blank" and rng.random() < 0.15:
        corner = rng.uniform(0, 2, 2)
        box = (*corner, *(corner + rng.uniform(0.8, 3, 2)))
        sheet.printings.append(boxed([box], view, rng, light=not dark))
    pen = a_pen(rng, dark)
    inks: list[tuple[Pen, list[NDArray] | NDArray]] = []
    if strokes:
        inks.append((pen, [view.seen(stroke) for stroke in strokes]))
    if kind == "print":
        inks.append((pen, _print(view, fonts, rng)))
    pixels, how = scene(sheet, view, inks, content, rng, clean)
    return Photo(pixels, "", (), {"kind": kind, "paper": paper, **how})


def fonts_here() -> list[Path]:
    """Return the TrueType fonts of this machine that have Latin letters, in order."""
    folders = [
        Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("/System/Library/Fonts"),
        Path("C:/Windows/Fonts"),
    ]
    found = (path for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]tf"))
    return sorted(
        path for path in found if not any(word in path.stem for word in WITHOUT_LETTERS)
    )


def _words(letters: Sequence[Drawing], rng: np.random.Generator) -> list[NDArray[np.float64]]:
    """Set drawn letters side by side, some words of them in some lines."""
    strokes, y = [], 0.0
    for _ in range(int(rng.integers(1, 4))):
        x = 0.0
        for _ in range(int(rng.integers(1, 9))):
            drawing = letters[rng.integers(len(letters))]
            points = np.concatenate(drawing.strokes)
            low, size = points.min(axis=0), max(np.ptp(points, axis=0).max(), 1e-9)
            tall = np.exp(rng.normal(0, 0.12))
            strokes += [(stroke - low) / size * tall + [x, y] for stroke in drawing.strokes]
            x += np.ptp(points[:, 0]) / size * tall + max(rng.normal(0.25, 0.15), 0.02)
            x += 0.7 * (rng.random() < 0.2)
        y += rng.uniform(1.3, 2)
    return strokes


def _print(
    view: View, fonts: Sequence[Path], rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return where printed lines of words cover the picture, (h, w), 0..1."""
    pixels = float(np.exp(rng.uniform(np.log(9), np.log(70))))
    chosen = int(rng.integers(len(fonts) + 1))
    font = (ImageFont.load_default(pixels) if chosen == len(fonts)
            else ImageFont.truetype(fonts[chosen], round(pixels)))
    side = round(1.3 * max(view.shape))
    page = Image.new("L", (side, side))
    draw = ImageDraw.Draw(page)
    left, y = rng.uniform(0.12, 0.3) * side, rng.uniform(0.1, 0.35) * side
    lines = int(rng.integers(1, 30))
    for _ in range(lines):
        words = rng.choice(WORDS.split(), int(rng.integers(1, 14)))
        draw.text((left, y), " ".join(words), fill=255, font=font)
        y += pixels * rng.uniform(1.25, 1.6)
    size = np.array([[0, 0], [side, 0], [side, side], [0, side]])
    corners = np.array([[0, 0], [view.width, 0], [view.width, view.height], [0, view.height]])
    turned = view.on_sheet(corners.astype(float))
    turned = (turned - turned.mean(axis=0)) * view.unit + size.mean(axis=0)
    quad = (*turned[0], *turned[3], *turned[2], *turned[1])
    size, smooth = (view.width, view.height), Image.Resampling.BICUBIC
    seen = page.transform(size, Image.Transform.QUAD, quad, smooth)
    return np.asarray(seen, np.float32) / 255


def _texture(rng: np.random.Generator) -> tuple[NDArray[np.uint8], dict[str, object]]:
    """Photograph no sheet at all: clouds, cloth, a gradient, blots, noise."""
    shape = tuple(int(side) for side in np.exp(rng.uniform(np.log(200), np.log(1200), 2)))
    v, u = np.meshgrid(*(np.arange(side, dtype=np.float32) for side in shape), indexing="ij")
    what = str(rng.choice(["clouds", "stripes", "gradient", "blots", "noise", "checks"]))
    way, wave = rng.uniform(0, np.pi), rng.uniform(8, 120)
    along = np.cos(way) * u + np.sin(way) * v
    if what == "clouds":
        field = sum(smooth_field(shape, 250 / 2**k, rng, 0, 0.9**k / 3) for k in range(5))
    elif what == "stripes":
        field = 0.5 + 0.5 * np.sin(along / wave + smooth_field(shape, 200, rng, -3, 3))
    elif what == "gradient":
        field = along / (np.abs(along).max() + 1)
    elif what == "blots":
        field = smooth_field(shape, rng.uniform(20, 150), rng, 0, 1) > rng.uniform(0.55, 0.8)
    elif what == "noise":
        field = 0.5 + 0.2 * grain(shape, rng.uniform(1, 12), rng)
    else:
        field = (np.floor(u / wave) + np.floor(v / wave)) % 2
    one, other = rng.uniform(0, 1, (2, 3)).astype(np.float32)
    colours = one + (other - one) * np.asarray(field, np.float32)[..., None]
    colours = colours * light(shape, rng)
    pixels, how = photographed(colours, 100.0, 10.0, 1.0, rng)
    return pixels, {"what": what, **how}
