"""A file, whatever made it, to the pixels that the recogniser reads."""

from __future__ import annotations

import io
import math
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
from PIL import Image, UnidentifiedImageError

from pixelpredict.picture.shades import LARGEST

if TYPE_CHECKING:  # costs a dozen modules
    from numpy.typing import NDArray

# By what a file begins with: asked for one format, Pillow need not load all it knows. It knows more
# than these; for one of them it runs a program.
FORMATS = {
    "PNG": rb"\x89PNG\r\n\x1a\n",
    "JPEG": rb"\xff\xd8\xff",
    "WEBP": rb"RIFF....WEBP",
    "GIF": rb"GIF8[79]a",
    "TIFF": rb"II[*+]\0|MM\0[*+]",
    "BMP": rb"BM",
}
MOST = Image.MAX_IMAGE_PIXELS  # 89 million, that are unpacked
_HEIC = rb"....ftyp(hei|hev|mif|msf)"
_ORIENTATION = 0x0112  # the tag of EXIF, and how to make a picture upright by its value
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = 5  # from this value on, width and height change places


class UnreadableError(Exception):
    """A picture cannot be opened; says why, and what to do."""


@dataclass(frozen=True)
class Picture:
    """An opened picture, upright as it is displayed, and reduced to what reading needs."""

    pixels: NDArray  # (h, w) or (h, w, 3): uint8, or float32 from 0, black, to 1, white
    width: int  # of the whole picture, in pixels
    height: int

    @property
    def scale(self) -> tuple[float, float]:
        """How many of the whole picture's pixels have become one, in width and in height."""
        height, width = self.pixels.shape[:2]
        return self.width / width, self.height / height


def opened(source: Path | BinaryIO) -> Picture:
    """Open a picture in one of `FORMATS`; of several in one file, the first.

    What is transparent lies over white. Raises UnreadableError.
    """
    try:
        return _opened(source)
    except UnreadableError:
        raise
    except (FileNotFoundError, NotADirectoryError):
        raise UnreadableError("there is no such file") from None
    except PermissionError:
        raise UnreadableError("it may not be opened: change its permissions") from None
    except Image.DecompressionBombError:
        raise UnreadableError("it claims hundreds of megapixels: save it smaller") from None
    except MemoryError:
        raise UnreadableError("it is too large for this machine: save it smaller") from None
    except UnidentifiedImageError:  # though it begins as one should
        raise UnreadableError(
            "it is damaged, or of an unusual kind: copy it again, or save it as PNG"
        ) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno:  # the system's: Pillow's own have none
            raise UnreadableError(f"it cannot be opened ({error.strerror})") from None
        # Of a damaged file Pillow's decoders raise nearly anything: OSError, SyntaxError, EOFError,
        # ValueError, struct.error, …
        said = f" ({error})" if str(error) else ""
        raise UnreadableError(f"it is damaged or cut off{said}: copy it again") from None


def _opened(source: Path | BinaryIO) -> Picture:
    if isinstance(source, Path) and source.is_fifo():  # can be read once only
        source = io.BytesIO(source.read_bytes())
    formats = [_format(source)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, and of sizes: see below
        with Image.open(source, formats=formats) as image:
            width, height = image.size
            share = LARGEST / max(width, height)
            if share < 1:  # a JPEG comes at a half, a quarter or an eighth where that is enough
                image.draft(None, (math.ceil(share * width), math.ceil(share * height)))
            if image.width * image.height > MOST:
                raise UnreadableError(f"{width}×{height} pixels are too many: save it smaller")
            image.load()
            turn = _orientation(image)
            reduced = _over_white(_reduced(_plain(image)))
    if turn in _UPRIGHT:
        reduced = reduced.transpose(_UPRIGHT[turn])
    if turn >= _SIDEWAYS:
        width, height = height, width
    return Picture(np.asarray(reduced), width, height)


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held, 1 to 8, as EXIF has it."""
    try:
        turn = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # damaged notes make no bad picture
        return 1
    return turn if turn in _UPRIGHT else 1


def _plain(image: Image.Image) -> Image.Image:
    """Return it in a mode whose pixels can be averaged: L, RGB, RGBA, or F from 0 to 1."""
    if image.mode == "F" or image.mode.startswith("I"):
        return Image.fromarray(_from_black_to_white(np.asarray(image)))
    opaque = "L" if image.mode in ("1", "L") else "RGB"
    mode = "RGBA" if image.has_transparency_data else opaque
    return image if image.mode == mode else image.convert(mode)


def _from_black_to_white(values: NDArray) -> NDArray[np.float32]:
    """Scale grey values (h, w) of 16 or 32 bits, or fractions, to 0..1."""
    low, high = float(values.min()), float(values.max())
    if not np.isfinite([low, high]).all():
        raise UnreadableError("some of its pixels are no numbers (NaN): save it as PNG")
    if values.dtype.itemsize == 2:
        tops = [65535]
    else:
        tops = [1, 255, 65535] if values.dtype.kind == "f" else [255, 65535]
    top = next((top for top in tops if low >= 0 and high <= top), None)
    if top is None:  # any unit: the darkest is black, the lightest white
        values, top = values - low, max(high - low, 1e-9)
    return (values / top).astype(np.float32)


def _reduced(image: Image.Image) -> Image.Image:
    """Return it with a longer side of at most `LARGEST`, its pixels' means."""
    share = LARGEST / max(image.size)
    if share >= 1:
        return image
    size = tuple(max(round(share * side), 1) for side in image.size)
    return image.resize(size, Image.Resampling.BOX)


def _over_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")


def _format(source: Path | BinaryIO) -> str:
    """Return which of `FORMATS` a file is in. Raises UnreadableError where it is in none."""
    if isinstance(source, Path):
        with source.open("rb") as file:
            start = file.read(16)
    else:
        start = source.read(16)
    for name, beginning in FORMATS.items():
        if re.match(beginning, start, re.DOTALL):
            return name
    if not start:
        raise UnreadableError("it is empty: copy it again")
    if re.match(_HEIC, start, re.DOTALL):
        raise UnreadableError("it is an HEIC picture, which is not read: save it as JPEG")
    raise UnreadableError("it is no picture in a known format: save it as PNG or JPEG")
