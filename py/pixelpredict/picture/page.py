"""A picture of a sheet to the numbers on it, from the top line to the bottom one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pixelpredict import ink
from pixelpredict.reading import DigitReading, PictureReading, Reading

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from pixelpredict.recognizer import Recognizer


def read(recognizer: Recognizer, pixels: ArrayLike) -> PictureReading:
    """Read a picture as `Recognizer.read_image` does."""
    pixels = np.asarray(pixels)
    grey = pixels[..., :3].mean(axis=2) if pixels.ndim == 3 else pixels
    image = ink.from_pixels(grey)
    if not image.any():
        return PictureReading(())
    digit = recognizer.digit_in(image)
    h, w = grey.shape
    digit = DigitReading(digit.image, digit.probabilities, (), digit.answers, (0, 0, w, h))
    return PictureReading((Reading((digit,)),))
