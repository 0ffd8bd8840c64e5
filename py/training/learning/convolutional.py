"""The convolutional network's loss and its gradient, by the chain rule, from the end.

A convolution is one product of matrices, patches times filters (`pixelpredict.convolution`), so its
backward pass is a dense layer's: the filters' slope is patches times slopes, and the slope of what
was seen goes back to where each patch was taken from.
"""

import numpy as np
from numpy.typing import NDArray

from pixelpredict.convolution import ConvolutionalNetwork, patches, spread
from pixelpredict.raster import SIDE
from training.learning.cross_entropy import cross_entropy


class ConvolutionalBackpropagation:
    """Computes gradients batch after batch, as `Backpropagation` does for the two layers."""

    def __init__(
        self, network: ConvolutionalNetwork, gradient: ConvolutionalNetwork, _batch_size: int
    ) -> None:
        """Prepare for batches of any size.

        gradient: receives the slope of the loss by each number of `network`; same shapes and type.
        """
        self._network = network
        self._gradient = gradient

    def __call__(self, pixels: NDArray[np.uint8], targets: NDArray[np.floating]) -> float:
        """Fill the gradient for one batch; return its cross-entropy, the mean in nats.

        pixels: (n, 784), 0 = paper to 255 = ink. targets: (n, 10), as in `cross_entropy`.
        """
        network, gradient, n = self._network, self._gradient, len(pixels)
        dtype = network.K1.dtype.type
        images = pixels.reshape(n, SIDE, SIDE, 1) * dtype(1 / 255)
        rows1, maps1 = _forward(images, network.K1, network.b1)  # maps (n, 12, 12, 16)
        rows2, maps2 = _forward(maps1, network.K2, network.b2)  # maps (n, 4, 4, 48)
        flat = maps2.reshape(n, -1)
        hidden = flat @ network.W3.T  # (n, 96)
        hidden += network.b3.T
        np.maximum(hidden, 0, out=hidden)
        logits = hidden @ network.W4.T  # (n, 10)
        logits += network.b4.T

        delta4 = np.empty_like(logits)
        loss = cross_entropy(logits, targets, delta4)
        np.matmul(hidden.T, delta4, out=gradient.W4.T)
        delta4.sum(axis=0, out=gradient.b4[:, 0])

        delta3 = delta4 @ network.W4  # (n, 96)
        delta3 *= hidden > 0
        np.matmul(flat.T, delta3, out=gradient.W3.T)
        delta3.sum(axis=0, out=gradient.b3[:, 0])

        delta2 = (delta3 @ network.W3).reshape(maps2.shape)
        delta2 *= maps2 > 0
        _backward(rows2, delta2, gradient.K2, gradient.b2)

        delta1 = spread(delta2, network.K2, maps1.shape[1])
        delta1 *= maps1 > 0
        _backward(rows1, delta1, gradient.K1, gradient.b1)
        return loss


def _forward(
    seen: NDArray[np.floating], filters: NDArray[np.floating], bias: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Return the patches as rows (n · rows · columns, 25 · channels), and the maps after ReLU."""
    places = patches(seen)
    rows = places.reshape(-1, filters[0].size)
    maps = rows @ filters.reshape(len(filters), -1).T
    maps += bias[:, 0]
    np.maximum(maps, 0, out=maps)
    return rows, maps.reshape(*places.shape[:3], len(filters))


def _backward(
    rows: NDArray[np.floating], slopes: NDArray[np.floating],
    filters: NDArray[np.floating], bias: NDArray[np.floating],
) -> None:
    """Fill in the slopes by the filters and their biases."""
    slopes = slopes.reshape(len(rows), -1)
    filters[...] = (slopes.T @ rows).reshape(filters.shape)
    slopes.sum(axis=0, out=bias[:, 0])
