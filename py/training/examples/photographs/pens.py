"""Pens, and the ink that they leave: strokes become how much of a surface is covered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from training.examples.photographs.fields import smooth_field

THINNEST, THICKEST = 1 / 30, 1 / 6  # a ballpoint's and a marker's line, in heights of a digit
THINNEST_SEEN = 1.3  # pixels: of thinner lines a camera leaves nothing
FINE = 5e6  # pixels that are drawn at most before they are reduced

# Name, widths in heights of a digit, colours, cover, unevenness, grain, share.
KINDS = (
    ("ballpoint", (1 / 30, 1 / 16), ("#101018", "#1b2a86", "#2338a8", "#a31f2a", "#1d6b3a"),
     (0.7, 0.95), (0.05, 0.35), (0.0, 0.25), 0.34),
    ("gel", (1 / 24, 1 / 11), ("#08080c", "#141e6e", "#2a1a5e", "#b0142a", "#0c5a36"),
     (0.88, 1.0), (0.0, 0.15), (0.0, 0.1), 0.22),
    ("felt-tip", (1 / 14, 1 / 8), ("#141414", "#1f3fa8", "#c02030", "#187a44", "#5a2a80"),
     (0.8, 1.0), (0.05, 0.3), (0.0, 0.2), 0.2),
    ("marker", (1 / 9, 1 / 6), ("#0c0c10", "#1a2f9a", "#c41a28", "#107040"),
     (0.85, 1.0), (0.05, 0.25), (0.0, 0.15), 0.12),
    ("pencil", (1 / 28, 1 / 12), ("#3c3c40", "#4a4a4e", "#58585c", "#2c2c30"),
     (0.6, 0.9), (0.1, 0.35), (0.3, 0.6), 0.12),
)
LIGHT = (
    ("chalk", (1 / 13, 1 / 7), ("#f2f2ea", "#f4e9a8", "#f0c8c8", "#c8e0f2"),
     (0.65, 0.95), (0.1, 0.35), (0.3, 0.6), 0.6),
    ("white pen", (1 / 20, 1 / 8), ("#ffffff", "#f4f4f0", "#e8f0ff", "#fff2b0"),
     (0.9, 1.0), (0.0, 0.1), (0.0, 0.1), 0.4),
)


@dataclass(frozen=True)
class Pen:
    """A pen: its line, and how well its ink covers."""

    name: str
    width: float  # in heights of a digit
    colour: NDArray[np.float32]  # (3,), 0..1
    cover: float  # 0..1, of the surface below
    uneven: float  # 0..1, how much the ink comes and goes
    grain: float  # 0..1, how much of the surface's pores stays free
    flat: float  # 0..1: 0 is a round tip, 1 one that draws nothing along its edge
    passes: int  # how often each stroke is gone over


def a_pen(rng: np.random.Generator, light: bool = False) -> Pen:
    """Take a pen, or what writes light on dark."""
    kinds = LIGHT if light else KINDS
    shares = np.array([kind[-1] for kind in kinds])
    name, widths, colours, cover, uneven, grain, _ = kinds[
        rng.choice(len(kinds), p=shares / shares.sum())
    ]
    colour = np.array(Image.new("RGB", (1, 1), str(rng.choice(colours))), np.float32)[0, 0] / 255
    width = float(np.exp(rng.uniform(*np.log(widths))))
    return Pen(
        name, width, np.clip(colour + rng.normal(0, 0.03, 3), 0, 1).astype(np.float32),
        rng.uniform(*cover), rng.uniform(*uneven), rng.uniform(*grain),
        flat=rng.uniform(0.2, 0.6) if width > 1 / 12 and rng.random() < 0.3 else 0.0,
        passes=int(rng.integers(2, 4)) if width < 1 / 14 and rng.random() < 0.08 else 1,
    )


def covered(
    strokes: Sequence[NDArray[np.float64]], pen: Pen, unit: float, grain: NDArray[np.float32],
    rng: np.random.Generator,
) -> NDArray[np.float32]:
    """Return how much of a picture strokes cover with ink, (h, w), 0..1.

    strokes: (n, 2) points in pixels. unit: pixels of a digit's height. grain: (h, w), the surface's
    pores, about 0 with a standard deviation of 1.
    """
    height, width = grain.shape
    line = max(pen.width * unit, THINNEST_SEEN)
    points = np.concatenate(strokes)
    pad = line + 3
    left, top = np.maximum(np.floor(points.min(axis=0) - pad), 0).astype(int)
    right, bottom = np.minimum(np.ceil(points.max(axis=0) + pad), [width, height]).astype(int)
    ink = np.zeros((height, width), np.float32)
    if right <= left or bottom <= top:
        return ink
    area = (right - left) * (bottom - top)
    times = int(np.clip(np.sqrt(FINE / area), 2, 4))
    mask = Image.new("L", ((right - left) * times, (bottom - top) * times))
    draw = ImageDraw.Draw(mask)
    for _ in range(pen.passes):
        away = rng.normal(0, 0.6 * line, 2) if pen.passes > 1 else np.zeros(2)
        for stroke in strokes:
            moved = (_rounded(stroke) + away * rng.uniform(0.5, 1) - [left, top] + 0.5) * times
            _draw(draw, moved, line * times, pen, rng)
    mask = mask.reduce(times)
    if (soft := float(rng.uniform(0, 0.09) * line)) > 0.35:
        mask = mask.filter(ImageFilter.GaussianBlur(soft))
    part = (slice(top, bottom), slice(left, right))
    here = np.asarray(mask, np.float32) / 255
    here *= 1 - pen.uneven * smooth_field(here.shape, 0.3 * unit, rng, 0, 1)
    if pen.grain > 0.05:
        here *= 1 - pen.grain * np.clip(0.5 + 0.5 * grain[part], 0, 1)
    ink[part] = here * pen.cover
    return ink


def _rounded(stroke: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cut the corners that a tablet's sparse points leave (Chaikin), the ends stay."""
    if len(stroke) < 3:
        return stroke
    before, after = stroke[:-1], stroke[1:]
    cut = np.stack([0.75 * before + 0.25 * after, 0.25 * before + 0.75 * after], axis=1)
    return np.concatenate([stroke[:1], cut.reshape(-1, 2)[1:-1], stroke[-1:]])


def _draw(
    draw: ImageDraw.ImageDraw, points: NDArray[np.float64], line: float, pen: Pen,
    rng: np.random.Generator,
) -> None:
    """Draw one stroke (n, 2) by segments with round joints, each as wide and dark as it comes."""
    count = len(points)
    step = np.diff(points, axis=0, prepend=points[:1])
    along = np.cumsum(np.hypot(*step.T)) / max(line, 1)
    knots = max(int(along[-1] / 4) + 2, 3)
    at = np.linspace(0, max(along[-1], 1e-9), knots)
    widths = line * np.interp(along, at, rng.uniform(0.85, 1.15, knots))
    if pen.flat and count > 1:
        across = np.abs(np.sin(np.arctan2(step[:, 1], step[:, 0]) - np.pi / 4))
        across[0] = across[1]
        widths *= 1 - pen.flat * (1 - across)
    if rng.random() < 0.3 and count > 4:  # lifted before it had stopped
        widths *= np.clip((along[-1] - along) / rng.uniform(1, 4) + 0.55, 0.55, 1)
    dark = 255 * (1 - pen.uneven * np.interp(along, at, rng.uniform(0, 0.8, knots)))
    if pen.name == "ballpoint" and rng.random() < 0.15:  # it skips
        dark *= np.where(np.interp(along, at, rng.random(knots)) < 0.15, 0.35, 1)
    for (x, y), radius, fill in zip(points, widths / 2, dark, strict=True):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=int(fill))
    ends = [tuple(point) for point in points.tolist()]
    for k in range(1, count):
        draw.line([ends[k - 1], ends[k]], int(dark[k]), max(round(widths[k - 1 : k + 1].mean()), 1))
