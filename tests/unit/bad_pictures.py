"""Files that a reader of pictures is given and finds no digit in: damaged, hostile, or bare.

Each function writes one file, or folder, into a folder and returns its path. What shows a digit in
an unusual form is in `odd_pictures`.
"""

import struct
import zlib

import numpy as np
from PIL import Image

from tests.unit.odd_pictures import SIDE, digit

# What cannot be read.


def text_called_png(folder):
    path = folder / "letter.png"
    path.write_text("Dear reader, this is no picture.\n", encoding="utf-8")
    return path


def empty(folder):
    path = folder / "empty.png"
    path.write_bytes(b"")
    return path


def truncated(folder, suffix):
    """Cut a PNG, JPEG, GIF, WebP, TIFF or BMP in its middle, within the pixels."""
    path = folder / f"truncated{suffix}"
    digit().convert("RGB").save(path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


def only_a_header(folder):
    path = folder / "header.png"
    path.write_bytes(_png(SIDE, SIDE, b"")[:33])
    return path


def damaged_checksum(folder):
    """Change one byte of a PNG's pixels, which its checksum tells."""
    path = folder / "damaged.png"
    digit().save(path)
    content = bytearray(path.read_bytes())
    content[content.index(b"IDAT") + 20] ^= 0xFF
    path.write_bytes(bytes(content))
    return path


def bomb(folder, side=60_000):
    """Write a PNG of a few kilobytes that claims side × side pixels: 3.6 billion."""
    path = folder / "bomb.png"
    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8 + (side % 8 > 0))
    rows = b"".join(packer.compress(row) for _ in range(400)) + packer.flush()
    path.write_bytes(_png(side, side, rows))
    return path


def folder_called_png(folder):
    path = folder / "folder.png"
    path.mkdir()
    return path


def unreadable(folder):
    """Write a picture that nobody may open; who is root may all the same."""
    path = folder / "locked.png"
    digit().save(path)
    path.chmod(0)
    return path


def missing(folder):
    return folder / "missing.png"


def link_to_nothing(folder):
    path = folder / "link.png"
    path.symlink_to(folder / "gone.png")
    return path


CUT = (".png", ".jpg", ".gif", ".webp", ".tif", ".bmp")  # where `truncated` works

CANNOT_BE_READ = (
    text_called_png, empty, only_a_header, damaged_checksum, bomb, missing, link_to_nothing,
)


def _png(width, height, rows):
    """Return a PNG of one bit a pixel with such packed rows."""
    def chunk(name, content):
        check = zlib.crc32(name + content)
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


# What is a picture, and shows nothing.


def pixel(folder):
    path = folder / "pixel.png"
    Image.new("L", (1, 1), 128).save(path)
    return path


def strip(folder, width=5000, height=1):
    path = folder / f"strip{width}x{height}.png"
    Image.fromarray((np.arange(width * height) % 256).astype(np.uint8).reshape(height, width)).save(
        path)
    return path


def tall_strip(folder):
    return strip(folder, 1, 5000)


def invisible(folder):
    """Write a picture whose ink is wholly transparent."""
    path = folder / "invisible.png"
    picture = digit().convert("LA")
    picture.putalpha(0)
    picture.save(path)
    return path


SHOW_NOTHING = (pixel, strip, tall_strip, invisible)
