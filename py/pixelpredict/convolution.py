"""The second network: two convolutions with strides, then two dense layers, as small as the first.

28×28 → 16 maps of 12×12 → 48 maps of 4×4 → 96 → 10, 94,458 numbers. A convolution lays a small
filter over every second place of the picture and asks everywhere the same question, so that a few
hundred numbers serve the whole picture (LeCun et al., "Gradient-based learning applied to document
recognition", 1998, without its subsampling: Springenberg et al., "Striving for simplicity", 2015).

Without pooling each layer is a sum and a ReLU, as in the first network: for one given image it is
linear in the pixels just as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from pixelpredict.network import ReluNetwork, relu
from pixelpredict.raster import SIDE

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import ArrayLike, NDArray

FILTER = 5  # pixels, the side of a filter
STRIDE = 2


@dataclass
class ConvolutionalNetwork(ReluNetwork):
    """The eight arrays of the four layers, with the shapes of `SHAPES`."""

    # Filters: (maps, height, width, maps of the layer before).
    SHAPES: ClassVar[dict[str, tuple[int, ...]]] = {
        "K1": (16, FILTER, FILTER, 1),
        "b1": (16, 1),
        "K2": (48, FILTER, FILTER, 16),
        "b2": (48, 1),
        "W3": (96, 4 * 4 * 48),
        "b3": (96, 1),
        "W4": (10, 96),
        "b4": (10, 1),
    }

    K1: NDArray[np.floating]
    b1: NDArray[np.floating]
    K2: NDArray[np.floating]
    b2: NDArray[np.floating]
    W3: NDArray[np.floating]
    b3: NDArray[np.floating]
    W4: NDArray[np.floating]
    b4: NDArray[np.floating]

    def layers(self, images: ArrayLike) -> tuple[NDArray[np.floating], ...]:
        """Return what each layer but the last says of images (n, 28, 28) or (n, 784).

        Images hold 0 = paper to 1 = ink. Returns the maps, (n, 12, 12, 16) and (n, 4, 4, 48), and
        the hidden neurons, (n, 96), all after ReLU.
        """
        x = np.asarray(images, self.K1.dtype).reshape(-1, SIDE, SIDE, 1)
        first = relu(convolved(x, self.K1) + self.b1[:, 0])
        second = relu(convolved(first, self.K2) + self.b2[:, 0])
        hidden = relu(second.reshape(len(x), -1) @ self.W3.T + self.b3.T)
        return first, second, hidden

    def carried_back(
        self, layers: tuple[NDArray[np.floating], ...], votes: NDArray[np.floating]
    ) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
        """Return slopes (k, 784) and constants (k,) as `ReluNetwork.carried_back` says."""
        first, second, hidden = layers
        at_hidden = votes * (hidden > 0)
        at_second = (at_hidden @ self.W3).reshape(-1, *second.shape[1:]) * (second > 0)
        at_first = spread(at_second, self.K2, first.shape[1]) * (first > 0)
        slopes = spread(at_first, self.K1, SIDE).reshape(len(votes), -1)
        constants = (
            at_hidden @ self.b3[:, 0]
            + (at_second @ self.b2)[..., 0].sum(axis=(1, 2))
            + (at_first @ self.b1)[..., 0].sum(axis=(1, 2))
        )
        return slopes, constants


def patches(maps: NDArray) -> NDArray:
    """Return what a filter sees at each of its places: (n, rows, columns, 5, 5, channels).

    maps: (n, height, width, channels). A view, in which the patches overlap.
    """
    n, height, width, channels = maps.shape
    image, row, column, channel = maps.strides
    return np.lib.stride_tricks.as_strided(
        maps,
        (n, _places(height), _places(width), FILTER, FILTER, channels),
        (image, STRIDE * row, STRIDE * column, row, column, channel),
        writeable=False,
    )


def _places(side: int) -> int:
    """Return at how many places along a side of so many pixels a filter is laid."""
    return (side - FILTER) // STRIDE + 1


def convolved(maps: NDArray, filters: NDArray) -> NDArray:
    """Lay filters (k, 5, 5, channels) over maps (n, height, width, channels).

    Returns (n, rows, columns, k).

    All patches are written out as the rows of a matrix, so that one product does the work
    (Chellapilla, Puri and Simard, "High performance convolutional neural networks", 2006).
    """
    seen = patches(maps)
    rows = seen.reshape(-1, filters[0].size)
    return (rows @ filters.reshape(len(filters), -1).T).reshape(*seen.shape[:3], len(filters))


def spread(slopes: NDArray, filters: NDArray, side: int) -> NDArray:
    """Carry slopes by a layer's sums back to what it saw: the transpose of `convolved`.

    slopes: (n, rows, columns, k). Returns (n, side, side, channels).
    """
    n, rows, columns, k = slopes.shape
    flat = slopes.reshape(-1, k)
    seen = np.zeros((n, side, side, filters.shape[-1]), slopes.dtype)
    for i in range(FILTER):
        for j in range(FILTER):
            place = (flat @ filters[:, i, j]).reshape(n, rows, columns, -1)
            seen[:, i : i + STRIDE * rows : STRIDE, j : j + STRIDE * columns : STRIDE] += place
    return seen
