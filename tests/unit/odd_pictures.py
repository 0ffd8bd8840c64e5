"""Pictures of every form that shows a digit: modes, depths, formats, turned and transparent.

Each function writes one file into a folder and returns its path. All show the digit that
`tests.drawn_digits` draws as 7, dark on white.
"""

import numpy as np
from PIL import Image, ImageDraw

from tests import drawn_digits

DIGIT = "7"
SIDE = 240
ORIENTATION = 0x0112  # the tag of EXIF
# What to do with an upright picture so that a viewer who obeys the tag sees it upright again.
TURNS = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def digit(width=SIDE, height=SIDE):
    """Return a grey picture ("L") of a digit, dark on white, in the middle."""
    picture = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(picture)
    side = 0.7 * min(width, height)
    corner = np.array([width - side, height - side]) / 2
    for stroke in drawn_digits.strokes(int(DIGIT)):
        points = [tuple(corner + side * np.array(point) / 1000) for point in stroke]
        draw.line(points, fill=20, width=max(round(side / 14), 1), joint="curve")
    return picture


def grey_16(folder):
    path = folder / "grey16.png"
    Image.fromarray(np.asarray(digit(), np.uint16) * 257).save(path)
    return path


def big_endian_16(folder):
    path = folder / "grey16.tif"
    Image.fromarray((np.asarray(digit(), np.uint16) * 257).astype(">u2")).save(path)
    return path


def palette(folder, suffix=".png"):
    """Write a palette of which one colour is transparent, and would be black if it were not."""
    path = folder / f"palette{suffix}"
    picture = Image.new("P", (SIDE, SIDE))
    picture.putpalette([0, 0, 0, 30, 30, 90])
    picture.putdata((np.asarray(digit()) < 128).astype(np.uint8).ravel().tolist())
    picture.save(path, transparency=0)
    return path


def palette_gif(folder):
    return palette(folder, ".gif")


def cmyk(folder):
    path = folder / "cmyk.jpg"
    digit().convert("RGB").convert("CMYK").save(path, quality=90)
    return path


def cmyk_tiff(folder):
    path = folder / "cmyk.tif"
    digit().convert("RGB").convert("CMYK").save(path)
    return path


def turned(folder, orientation):
    """Write a JPEG that is upright for who obeys its EXIF orientation, 1 to 8. It is not square."""
    path = folder / f"turned{orientation}.jpg"
    picture, exif = digit(SIDE, SIDE * 3 // 4), Image.Exif()
    if TURNS[orientation] is not None:
        picture = picture.transpose(TURNS[orientation])
    exif[ORIENTATION] = orientation
    picture.save(path, exif=exif, quality=95)
    return path


def grey_alpha(folder):
    return _transparent(folder / "grey_alpha.png", "LA")


def colour_alpha(folder):
    return _transparent(folder / "colour_alpha.png", "RGBA")


def _transparent(path, mode):
    """Write black everywhere, opaque only where there is ink: what lies below is white."""
    alpha = Image.eval(digit(), lambda value: 255 - value)
    picture = Image.new(mode, alpha.size)
    picture.putalpha(alpha)
    picture.save(path)
    return path


def one_bit(folder):
    path = folder / "one_bit.png"
    digit().convert("1").save(path)
    return path


def webp(folder):
    path = folder / "photo.webp"
    digit().convert("RGB").save(path, quality=80)
    return path


def tiff_pages(folder):
    path = folder / "pages.tif"
    digit().save(path, save_all=True, append_images=[Image.new("L", (SIDE, SIDE), 250)])
    return path


def tiff_fractions(folder):
    """Write a TIFF whose pixels are fractions 0 to 1."""
    path = folder / "fractions.tif"
    Image.fromarray(np.asarray(digit(), np.float32) / 255).save(path)
    return path


def bmp(folder):
    path = folder / "picture.bmp"
    digit().convert("RGB").save(path)
    return path


def animated(folder):
    """Write a GIF whose first picture shows the digit and whose second is empty."""
    path = folder / "animated.gif"
    blank = Image.new("L", (SIDE, SIDE), 250)
    digit().save(path, save_all=True, append_images=[blank], duration=100)
    return path


def wrong_suffix(folder):
    """Write a JPEG that is called .png, as phones and messengers do."""
    path = folder / "really_jpeg.png"
    digit().save(path, "JPEG")
    return path


def odd_name(folder):
    path = folder / "sept – 7 (copie) #1 %20.PNG"
    digit().save(path)
    return path


def megapixels(folder, width=4000, height=3000):
    """Write a JPEG of 12 megapixels with a digit in its middle."""
    path = folder / "huge.jpg"
    digit(width, height).convert("RGB").save(path, quality=85)
    return path


SHOW_THE_DIGIT = (
    grey_16, big_endian_16, palette, palette_gif, cmyk, cmyk_tiff, grey_alpha, colour_alpha,
    one_bit, webp, tiff_pages, tiff_fractions, bmp, animated, wrong_suffix, odd_name, megapixels,
)
