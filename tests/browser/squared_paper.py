"""Squared paper, as a screenshot shows it."""

import io

from PIL import Image


def rules(screenshot: bytes) -> tuple[int, int]:
    """Count the lines down and across in a picture of the paper without its border."""
    picture = Image.open(io.BytesIO(screenshot)).convert("L")
    width, height = picture.size
    # Half a square from the edge, where there is neither ink nor hint.
    across = [picture.getpixel((x, round(height * 0.05))) for x in range(width)]
    down = [picture.getpixel((round(width * 0.05), y)) for y in range(height)]
    return _lines(across), _lines(down)


def _lines(pixels: list[int]) -> int:
    ground = max(set(pixels), key=pixels.count)
    ruled = [abs(pixel - ground) > 2 for pixel in pixels]
    return sum(now and not before for before, now in zip([True, *ruled], ruled, strict=False))
