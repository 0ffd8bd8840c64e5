"""Fields of random values over a picture: what light, paper and ink vary by."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def smooth_field(
    shape: tuple[int, int], scale: float, rng: np.random.Generator, low: float, high: float
) -> NDArray[np.float32]:
    """Return values (h, w) from low to high that change over so many pixels."""
    height, width = shape
    cells = [int(np.clip(side / max(scale, 1), 1, 400)) + 3 for side in shape]
    knots = rng.uniform(low, high, cells).astype(np.float32)
    across = width / max(scale, 1) + 1, height / max(scale, 1) + 1
    box = (0.5, 0.5, min(0.5 + across[0], cells[1] - 0.5), min(0.5 + across[1], cells[0] - 0.5))
    return np.asarray(Image.fromarray(knots).resize((width, height), Image.Resampling.BICUBIC, box))


def grain(shape: tuple[int, int], size: float, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return noise (h, w) about 0, standard deviation 1, of grains of so many pixels."""
    height, width = shape
    small = (int(np.ceil(height / size)) + 1, int(np.ceil(width / size)) + 1)
    noise = rng.standard_normal(small, np.float32)
    if size <= 1:
        return noise[:height, :width]
    large = np.array(Image.fromarray(noise).resize((width, height), Image.Resampling.BICUBIC))
    return large / max(float(large[::3, ::3].std()), 1e-6)
