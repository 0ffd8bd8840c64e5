"""Light on a sheet, and what a camera makes of it: shadows, blur, noise, JPEG."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from training.examples.photographs.fields import grain

COARSE = 8  # pixels for one of the field in which slow changes of light are made,
SHADOW = 3  # and of that in which a shadow's edge is
EVEN = 0.3  # share of the pictures without shadows
DARKEST = 0.38  # of the light is left in a shadow, at the least
CLEAREST = 5.0  # contrast of ink for standard deviation of noise, at the least


def light(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return how bright each colour is lit, (h, w, 3): about 1 where it is best."""
    even = rng.random() < EVEN
    small = tuple(-(-side // COARSE) + 1 for side in shape)
    v, u = np.meshgrid(*(np.linspace(-1, 1, side) for side in small), indexing="ij")
    way = rng.uniform(0, 2 * np.pi)
    lit = 1 + rng.uniform(0, 0.1 if even else 0.35) * (np.cos(way) * u + np.sin(way) * v)
    if rng.random() < (0.3 if even else 0.6):
        x, y = rng.normal(0, 0.2, 2)
        lit *= 1 - rng.uniform(0.05, 0.28) * ((u - x) ** 2 + (v - y) ** 2)
    if rng.random() < 0.2:  # a lamp
        x, y = rng.uniform(-1, 1, 2)
        lit += rng.uniform(0.1, 0.5) * np.exp(-((u - x) ** 2 + (v - y) ** 2) / rng.uniform(0.1, 1))
    if rng.random() < 0.12:  # a crease: the sheet leans otherwise on its two sides
        way, where = rng.uniform(0, np.pi), rng.uniform(-0.7, 0.7)
        side = np.cos(way) * u + np.sin(way) * v - where
        lit *= 1 - rng.uniform(0.04, 0.15) * np.clip(side * 30 + 0.5, 0, 1) * np.exp(-np.abs(side))
    if not even and rng.random() < 0.6:
        lit *= _soft_shadow(small, rng)
    cast = rng.normal(0, 0.025, 3)
    if rng.random() < 0.25:
        cast += rng.uniform(-0.1, 0.1, 3)
    colours = lit[..., None] * (1 + cast)
    if rng.random() < 0.25:  # cheap lenses: the corners have another colour
        colours *= 1 + rng.uniform(0, 0.08) * (u**2 + v**2)[..., None] * rng.normal(0, 1, 3)
    colours = np.clip(colours, 0.2, 1.6).astype(np.float32)
    field = np.stack([_enlarged(colours[..., i], shape) for i in range(3)], axis=-1)
    if not even and rng.random() < 0.35:
        field *= _hard_shadow(shape, rng)[..., None]
    return field / max(float(np.percentile(colours, 98)), 0.3)


def _enlarged(small: NDArray[np.floating], shape: tuple[int, int]) -> NDArray[np.float32]:
    picture = Image.fromarray(np.ascontiguousarray(small, np.float32))
    return np.asarray(picture.resize(shape[::-1], Image.Resampling.BILINEAR))


def _soft_shadow(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.floating]:
    """Return the light that a hand, an arm or a head leaves, (h, w)."""
    height, width = shape
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    size = max(shape) * rng.uniform(0.25, 0.7)
    x, y = rng.choice([0.0, 1.0]) * width, rng.uniform(0.2, 1.1) * height
    if rng.random() < 0.3:
        x, y = rng.uniform(0, width), rng.choice([0.0, 1.0]) * height
    draw.ellipse((x - size / 2, y - size / 3, x + size / 2, y + size / 3), fill=255)
    inward = np.arctan2(height / 2 - y, width / 2 - x)
    for finger in range(int(rng.integers(0, 5))):
        way = inward + 0.28 * (finger - 2) + rng.normal(0, 0.06)
        far = size * rng.uniform(0.5, 0.9)
        end = (x + far * np.cos(way), y + far * np.sin(way))
        draw.line([(x, y), end], 255, max(int(size * 0.12), 1))
    blurred = mask.filter(ImageFilter.GaussianBlur(rng.uniform(1, 7)))
    return 1 - rng.uniform(0.15, 1 - DARKEST) * np.asarray(blurred) / 255


def _hard_shadow(shape: tuple[int, int], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return the light beside the edge of something near, a phone or a window's bars, (h, w)."""
    height, width = -(-shape[0] // SHADOW), -(-shape[1] // SHADOW)
    mask = Image.new("L", (width, height))
    draw = ImageDraw.Draw(mask)
    way, far = rng.uniform(0, 2 * np.pi), 2 * max(height, width)
    at = np.array([width, height]) * rng.uniform(0.1, 0.9, 2)
    along, across = (np.array([np.cos(a), np.sin(a)]) for a in (way, way + np.pi / 2))
    deep = far if rng.random() < 0.6 else rng.uniform(0.08, 0.4) * max(height, width)
    corners = [at - far * along, at + far * along, at + far * along + deep * across,
               at - far * along + deep * across]
    if rng.random() < 0.4:
        corners[0] = at - 0.3 * width * along  # it ends within the picture
        corners[3] = corners[0] + deep * across
    draw.polygon([tuple(corner) for corner in np.array(corners).tolist()], 255)
    blurred = mask.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 4)))
    dark = rng.uniform(0.12, 0.9 - DARKEST)
    return 1 - dark * _enlarged(np.asarray(blurred, np.float32), shape) / 255


def photographed(
    scene: NDArray[np.float32], unit: float, line: float, contrast: float,
    rng: np.random.Generator, clean: bool = False,
) -> tuple[NDArray[np.uint8], dict[str, float]]:
    """Take a picture of a scene (h, w, 3), 0..1, and return it with how it was taken.

    unit: pixels of a digit's height; line: of the pen's width. contrast: by how much ink differs
    from what is around it where that is least, 0..1. clean: a scanner, or a screen's own picture.
    """
    how: dict[str, float] = {}
    peak = how["exposure"] = (
        rng.uniform(0.92, 1.05) if clean
        else rng.uniform(0.72, 1.12) if rng.random() < 0.8 else rng.uniform(0.5, 0.72)
    )
    picture = Image.fromarray(np.clip(scene * np.float32(255 * peak), 0, 255).astype(np.uint8))
    if not clean and rng.random() < 0.5:
        how["gamma"] = rng.uniform(0.8, 1.3)
        curve = np.round(255 * np.linspace(0, 1, 256) ** how["gamma"]).astype(int)
        picture = picture.point(curve.tolist() * 3)
    if not clean:
        how["blur"] = min(float(np.exp(rng.uniform(np.log(0.3), np.log(2.5)))), 0.035 * unit)
        if how["blur"] > 0.4:
            picture = picture.filter(ImageFilter.GaussianBlur(how["blur"]))
        if rng.random() < 0.15:
            how["moved"] = min(rng.uniform(2, 9), 0.08 * unit)
            picture = _moved(picture, how["moved"], rng.uniform(0, np.pi))
        size = float(rng.choice([1.0, 1.0, 1.6, 2.5]))
        spread = line + 2 * how["blur"] + how.get("moved", 0.0)  # what the line is smeared over
        most = max(contrast * peak * 255 * line / spread / np.sqrt(size) / CLEAREST, 0.6)
        how["noise"] = min(float(np.exp(rng.uniform(np.log(0.6), np.log(14)))), most)
        picture = _noisy(picture, how["noise"], size, rng)
    if not clean or rng.random() < 0.5:
        how["jpeg"] = int(rng.integers(60 if unit < 40 else 40, 96))
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=how["jpeg"], subsampling=int(rng.choice([0, 2, 2])))
        picture = Image.open(file)
    return np.array(picture), how


def _moved(picture: Image.Image, far: float, way: float) -> Image.Image:
    """Blur by a movement of so many pixels."""
    steps = max(round(far), 2)
    around = [(steps, steps), (steps, steps), (0, 0)]
    pixels = np.pad(np.asarray(picture, np.float32), around, "edge")
    height, width = picture.height, picture.width
    total = np.zeros((height, width, 3), np.float32)
    for t in np.linspace(-far / 2, far / 2, steps):
        y, x = steps + round(t * np.sin(way)), steps + round(t * np.cos(way))
        total += pixels[y : y + height, x : x + width]
    return Image.fromarray((total / steps).astype(np.uint8))


def _noisy(
    picture: Image.Image, deviation: float, size: float, rng: np.random.Generator
) -> Image.Image:
    """Add a sensor's noise, of grains of so many pixels; its colours are noisy in part."""
    pixels = np.asarray(picture, np.float32)
    shape = pixels.shape[:2]
    noise = np.float32(deviation) * grain(shape, size, rng)[..., None]
    if rng.random() < 0.5 and deviation > 2:
        tint = Image.fromarray(rng.integers(0, 256, (shape[0] // 3, shape[1] // 3, 3), np.uint8))
        colour = np.asarray(tint.resize(shape[::-1], Image.Resampling.BILINEAR), np.float32) - 127.5
        noise = noise + colour * np.float32(deviation * 0.01)
    return Image.fromarray(np.clip(pixels + noise, 0, 255).astype(np.uint8))
