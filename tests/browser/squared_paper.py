"""Squared paper, as a screenshot shows it."""

import io

from PIL import Image


def rules(screenshot: bytes) -> tuple[int, int]:
    """Count the lines down and across in a picture of the paper; its border does not count."""
    picture = Image.open(io.BytesIO(screenshot)).convert("L")
    width, height = picture.size
    # Half a square from the edge, where there is neither ink nor hint.
    across = [picture.getpixel((x, round(height * 0.05))) for x in _inner(width)]
    down = [picture.getpixel((round(width * 0.05), y)) for y in _inner(height)]
    return _lines(across), _lines(down)


def _inner(side: int) -> range:
    return range(round(side * 0.03), round(side * 0.97))


def _lines(pixels: list[int]) -> int:
    ground = max(set(pixels), key=pixels.count)
    ruled = [abs(pixel - ground) > 2 for pixel in pixels]
    return sum(now and not before for before, now in zip([True, *ruled], ruled, strict=False))
