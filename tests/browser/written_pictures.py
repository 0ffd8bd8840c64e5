"""Pictures of numbers, as a camera or a scanner would bring them, and how a visitor opens one."""

import io

from PIL import Image, ImageDraw

from tests import drawn_digits

ORIENTATION = 0x0112  # in EXIF: how the camera was held
ROTATED = 6  # a quarter turn, to be turned back clockwise


def picture(*lines: str, size=(480, 360), height: float = 0.6) -> Image.Image:
    """Return dark numbers on light paper, a line each; height is that of a line's digits."""
    image = Image.new("RGB", size, (236, 232, 224))
    draw = ImageDraw.Draw(image)
    row = size[1] / len(lines)
    for number, line in enumerate(lines):
        strokes, scale = drawn_digits.number(line), row * height / 1000
        middle = max(x for stroke in strokes for x, _ in stroke) / 2
        for stroke in strokes:
            points = [(size[0] / 2 + (x - middle) * scale, row * (number + 0.5) + (y - 500) * scale)
                      for x, y in stroke]
            draw.line(points, fill=(40, 45, 80), width=round(70 * scale), joint="curve")
    return image


def packed(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    """Return a picture as a file's bytes."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def file(content: bytes | Image.Image, name: str = "numbers.png", kind: str = "image/png") -> dict:
    """Return a file as Playwright hands it to a page."""
    content = content if isinstance(content, bytes) else packed(content)
    return {"name": name, "mimeType": kind, "buffer": content}


def rotated_photo(image: Image.Image) -> bytes:
    """Return a JPEG whose pixels lie on their side, and whose EXIF says so."""
    exif = Image.Exif()
    exif[ORIENTATION] = ROTATED
    return packed(image.rotate(90, expand=True), "JPEG", exif=exif, quality=90)


def choose(visitor, chosen: dict) -> None:
    """Choose a file behind the button, as a person does."""
    with visitor.page.expect_file_chooser() as chooser:
        visitor.button("Open a picture").click()
    chooser.value.set_files(chosen)


def framed(visitor) -> list[tuple[float, float]]:
    """Return the middles of the frames on the screen, in the order of the digits."""
    frames = visitor.page.locator(".frames rect:not(.halo)")
    boxes = [frame.bounding_box() for frame in frames.all()]
    return [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
