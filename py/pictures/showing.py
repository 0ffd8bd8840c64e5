"""A picture with what was read drawn on it."""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pictures.opening import Picture
from pixelpredict.reading import DigitReading, PictureReading

SURE, UNSURE = (0, 95, 184), (196, 78, 0)  # blue and orange: told apart by who sees no red or green
SMALLEST = 480  # pixels, the longer side of what is shown: a small picture is enlarged
LETTERS = 0.5  # of a box's height
LOWEST, HIGHEST = 14, 64  # pixels, the size of letters


def show(picture: Picture, reading: PictureReading, out: Path) -> None:
    """Write a PNG of the picture, a box and its digit on each that was read, "?" where not sure.

    It is as large as what was read, `pixelpredict.picture.shades.LARGEST` at most. Raises OSError
    when it cannot be written; what was there before is untouched until it is whole.
    """
    image = drawn(picture, reading)
    part = out.with_name(f"{out.name}.part")
    try:
        image.save(part, "PNG")
        part.replace(out)
    except OSError as error:
        raise OSError(f"{out}: it cannot be written ({error.strerror or error})") from None
    finally:
        part.unlink(missing_ok=True)


def drawn(picture: Picture, reading: PictureReading) -> Image.Image:
    """Return the picture, in colour, with boxes and digits on it."""
    pixels = picture.pixels
    if pixels.dtype != np.uint8:
        pixels = np.rint(255 * pixels).astype(np.uint8)
    image = Image.fromarray(pixels).convert("RGB")
    times = -(-SMALLEST // max(image.size))
    if times > 1:
        image = image.resize((times * image.width, times * image.height), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(image)
    for digit in reading.digits:
        _frame(draw, image.size, digit, [times * edge for edge in digit.box])
    return image


def _frame(
    draw: ImageDraw.ImageDraw, size: tuple[int, int], digit: DigitReading, box: list[float]
) -> None:
    """Draw a box, and on a label above it, or below where there is no room, its digit."""
    colour = SURE if digit.sure else UNSURE
    line = max(2, max(size) // 500)
    left, top, right, bottom = box[0] - line, box[1] - line, box[2] + line, box[3] + line
    draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline="white", width=line + 2)
    draw.rectangle((left, top, right, bottom), outline=colour, width=line)
    text = f"{digit.digit}" if digit.sure else f"{digit.digit}?"
    font = ImageFont.load_default(float(np.clip(LETTERS * (bottom - top), LOWEST, HIGHEST)))
    pad = 2 * line
    *_, width, height = draw.textbbox((0, 0), text, font, anchor="lt")
    width, height = width + 2 * pad, height + 2 * pad
    left = min(max(left, 0), max(size[0] - width, 0))
    top = top - height if top >= height else min(bottom, size[1] - height)
    draw.rectangle((left, top, left + width, top + height), fill=colour)
    draw.text((left + pad, top + pad), text, "white", font, anchor="lt")
