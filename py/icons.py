"""Draw the icons of the installed app, in the look of web/icons/icon.svg.

    python3 py/icons.py

needs Pillow, and writes the PNG files that the manifest and iOS ask for into web/icons/.
"""

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent.parent / "web" / "icons"
INK, PAPER = "#23355e", "#f5f3ed"
SIDE = 64  # units of icon.svg, in which the rest is given
CORNER, WIDTH = 14, 7
SEVEN = ((19, 18), (45, 18), (29, 48))
# The middle of the seven's box, and how far it may shrink the seven into a maskable icon: a
# launcher may cut off all but a circle of 80 %. https://www.w3.org/TR/appmanifest/#icon-masks
MIDDLE, SAFE = (32, 33), 0.8
FINER = 8  # drawn larger, then reduced, which smooths the edges


def draw(size: int, full_bleed: bool = False) -> Image.Image:
    """Return an icon of size × size pixels, RGBA.

    full_bleed: ink to the edges and a smaller seven, for launchers that cut their own shape.
    """
    unit = size * FINER / SIDE
    image = Image.new("RGBA", (size * FINER, size * FINER))
    pen = ImageDraw.Draw(image)
    box = (0, 0, size * FINER - 1, size * FINER - 1)
    pen.rounded_rectangle(box, 0 if full_bleed else CORNER * unit, fill=INK)
    share = SAFE if full_bleed else 1
    points = [tuple(unit * (SIDE / 2 + (at - middle) * share) if full_bleed else unit * at
                    for at, middle in zip(point, MIDDLE, strict=True)) for point in SEVEN]
    pen.line(points, fill=PAPER, width=round(WIDTH * share * unit))
    radius = WIDTH * share * unit / 2
    for x, y in points:
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=PAPER)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def icons() -> dict[str, Image.Image]:
    """Return every icon by its file's name."""
    return {
        "icon-192.png": draw(192),
        "icon-512.png": draw(512),
        "maskable-192.png": draw(192, full_bleed=True),
        "maskable-512.png": draw(512, full_bleed=True),
        # iOS shows transparent corners black, and rounds them itself.
        "apple-touch-icon.png": draw(180, full_bleed=True).convert("RGB"),
    }


def main() -> None:
    """Write the icons."""
    for name, image in icons().items():
        image.save(FOLDER / name, optimize=True)
        print(f"web/icons/{name}: {image.width} × {image.height}")


if __name__ == "__main__":
    main()
