"""Distorting pictures of digits: as if another hand had drawn them with another pen.

Affine and elastic as in Simard, Steinkraus and Platt, "Best practices for convolutional neural
networks applied to visual document analysis" (2003); a whole chunk of pictures at a time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pixelpredict.ink import SIDE

_MIDDLE = (SIDE - 1) / 2
# One pixel of margin, so that what is read from beyond the edge is paper.
_WIDTH = SIDE + 2


@dataclass(frozen=True)
class ImageDistortion:
    """How far pictures are distorted. Each strength is a standard deviation but `thickness`."""

    rotation: float  # degrees
    stretch: float  # of the logarithm of width and of height
    slant: float  # pixels sideways for a pixel upward
    shift: float  # pixels
    elastic: float  # pixels that a single point moves
    smoothness: float  # pixels over which neighbouring points move alike
    thickness: float  # at most this share of the way to the thickest or thinnest neighbour, 0 to 1

    def __call__(
        self, images: NDArray[np.uint8], rng: np.random.Generator
    ) -> NDArray[np.uint8]:
        """Return the pictures (n, 28, 28), 0 = paper to 255 = ink, each distorted at random."""
        field = self._elastic_field(len(images), rng)
        field += self._affine_grid(len(images), rng)
        warped = _read_between_pixels(images, field)
        return np.rint(self._change_thickness(warped, rng)).astype(np.uint8)

    def _affine_grid(self, n: int, rng: np.random.Generator) -> NDArray[np.float32]:
        """Return where each pixel of the result is read from: y and x, (2, n, 28, 28)."""
        turn = np.radians(rng.normal(0, self.rotation, n))
        height, width = np.exp(rng.normal(0, self.stretch, (2, n)))
        slant = rng.normal(0, self.slant, n)
        cosine, sine = np.cos(turn), np.sin(turn)
        matrix = np.array([
            [cosine * height, sine * width],
            [slant * cosine - sine * height, cosine * width + slant * sine],
        ])  # (2, 2, n)
        shift = _MIDDLE + rng.normal(0, self.shift, (2, n))
        axis = np.arange(SIDE) - _MIDDLE
        y = matrix[:, 0, :, None, None] * axis[:, None]
        x = matrix[:, 1, :, None, None] * axis
        return (y + x + shift[:, :, None, None]).astype(np.float32)

    def _elastic_field(self, n: int, rng: np.random.Generator) -> NDArray[np.float32]:
        """Return smooth random displacements, (2, n, 28, 28), in pixels."""
        noise = rng.standard_normal((2, n, SIDE, SIDE), np.float32)
        axis = np.arange(SIDE)
        blur = np.exp(-(((axis[:, None] - axis) / self.smoothness) ** 2) / 2)
        # Independent noise keeps a deviation of 1 when the squares of its weights sum to 1.
        blur /= np.sqrt((blur**2).sum(axis=1, keepdims=True))
        blur = blur.astype(np.float32)
        return blur @ noise @ blur.T * np.float32(self.elastic)

    def _change_thickness(
        self, images: NDArray[np.float32], rng: np.random.Generator
    ) -> NDArray[np.float32]:
        """Blend each picture with its dilation (the brightest neighbour) or its erosion."""
        share = rng.uniform(-self.thickness, self.thickness, (len(images), 1, 1))
        share = share.astype(np.float32)
        thicker = share[:, 0, 0] > 0
        target = np.empty_like(images)
        target[thicker] = _of_neighbours(np.maximum, images[thicker])
        target[~thicker] = _of_neighbours(np.minimum, images[~thicker])
        target -= images
        target *= np.abs(share)
        target += images
        return target


def _of_neighbours(extreme: np.ufunc, images: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest or smallest of each pixel and its four neighbours."""
    result = images.copy()
    extreme(result[:, 1:], images[:, :-1], out=result[:, 1:])
    extreme(result[:, :-1], images[:, 1:], out=result[:, :-1])
    extreme(result[:, :, 1:], images[:, :, :-1], out=result[:, :, 1:])
    extreme(result[:, :, :-1], images[:, :, 1:], out=result[:, :, :-1])
    return result


def _read_between_pixels(
    images: NDArray[np.uint8], places: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Read pictures (n, 28, 28) at places y and x, (2, n, 28, 28), by bilinear interpolation."""
    paper = np.pad(images, ((0, 0), (1, 1), (1, 1)))
    places = np.clip(places + 1, 0, np.float32(_WIDTH - 1.001))
    whole = places.astype(np.int32)
    (down, across) = places - whole
    first = whole[0] * _WIDTH + whole[1]
    first += (np.arange(len(images), dtype=np.int32) * _WIDTH * _WIDTH)[:, None, None]
    flat = paper.ravel().astype(np.float32)

    above, above_right = flat[first], flat[first + 1]
    above += (above_right - above) * across
    first += _WIDTH
    below, below_right = flat[first], flat[first + 1]
    below += (below_right - below) * across
    above += (below - above) * down
    return above
