"""Squared paper, as a screenshot shows it."""

import io

from PIL import Image


def rules(screenshot: bytes) -> tuple[int, int]:
    """Count the lines down and across in a picture of the paper; its border does not count."""
    picture = Image.open(io.BytesIO(screenshot)).convert("L")
    width, height = picture.size
    # Half a square from the edge, where there is neither ink nor hint.
    half, edge = round(height * 0.05), round(height * 0.03)
    across = [picture.getpixel((x, half)) for x in range(edge, width - edge)]
    down = [picture.getpixel((half, y)) for y in range(edge, height - edge)]
    return _lines(across), _lines(down)


def _lines(pixels: list[int]) -> int:
    ground = max(set(pixels), key=pixels.count)
    ruled = [abs(pixel - ground) > 2 for pixel in pixels]
    return sum(now and not before for before, now in zip([True, *ruled], ruled, strict=False))
