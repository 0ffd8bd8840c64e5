"""Where the camera is: what lies on a sheet, in heights of a digit, gets its place in a picture."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LARGEST_TURN = np.radians(6)
PERSPECTIVE = 0.14  # by how much the two sides of a picture differ in scale, at most
LOWEST, HIGHEST = 25, 250  # pixels, of a digit
SMALLEST, LARGEST = (200, 200), (1600, 1200)  # pixels, of a picture
ASPECTS = (4 / 3, 4 / 3, 3 / 4, 3 / 4, 16 / 9, 9 / 16, 1.0, 3 / 2)


@dataclass(frozen=True)
class View:
    """A picture's size and how points of the sheet come into it."""

    width: int
    height: int
    unit: float  # pixels of a digit's height
    turn: float  # radians
    vanishing: NDArray[np.float64]  # (2,), how fast the scale changes, for each pixel
    middle: NDArray[np.float64]  # (2,), the point of the sheet that is looked at
    place: NDArray[np.float64]  # (2,), where that is in the picture

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.height, self.width

    def seen(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the place in the picture (n, 2) of points of the sheet (n, 2)."""
        flat = (points - self.middle) @ self._turned().T
        return flat / (1 + flat @ self.vanishing)[:, None] + self.place

    def on_sheet(self, pixels: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the points of the sheet (n, 2) that are seen at pixels (n, 2)."""
        away = pixels - self.place
        flat = away / (1 - away @ self.vanishing)[:, None]
        return flat @ np.linalg.inv(self._turned()).T + self.middle

    def reach(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the lowest and the highest x, y of the sheet that may be in the picture."""
        w, h = self.width, self.height
        corners = self.on_sheet(np.array([[0, 0], [w, 0], [0, h], [w, h]], float))
        return corners.min(axis=0) - 0.1, corners.max(axis=0) + 0.1

    def _turned(self) -> NDArray[np.float64]:
        c, s = np.cos(self.turn), np.sin(self.turn)
        return self.unit * np.array([[c, -s], [s, c]])


def a_view(
    low: NDArray[np.float64], high: NDArray[np.float64], rng: np.random.Generator,
    flat: bool = False, least: float = LOWEST,
) -> View:
    """Look at what lies from low to high (x, y) on a sheet, all of it and off its middle.

    flat: a scanner does, not a camera. least: the height of a digit in pixels.
    """
    size = np.maximum(high - low, 0.3)
    wanted = np.exp(rng.uniform(np.log(least), np.log(HIGHEST)))
    for _ in range(50):
        longer = np.exp(rng.uniform(np.log(SMALLEST[0]), np.log(LARGEST[0])))
        aspect = rng.choice(ASPECTS) if rng.random() < 0.75 else _framing(size, rng)
        width, height = (longer, longer / aspect) if aspect > 1 else (longer * aspect, longer)
        width, height = max(width, SMALLEST[0]), np.clip(height, SMALLEST[1], LARGEST[1])
        room = min(0.88 * width / size[0], 0.88 * height / size[1])
        if room >= wanted or (room >= least and rng.random() < 0.1):
            break
    else:  # a long number in small digits
        room = max(min(room, wanted), least)
        width, height = np.clip(size * room / 0.85, SMALLEST, LARGEST)
        room = min(0.88 * width / size[0], 0.88 * height / size[1])
    unit = float(min(wanted, room))
    turn = 0.0 if flat else np.clip(rng.normal(0, 0.05), -LARGEST_TURN, LARGEST_TURN)
    strength = 0 if flat else rng.uniform(0, PERSPECTIVE) * (rng.random() < 0.7)
    way = rng.uniform(0, 2 * np.pi)
    vanishing = strength / max(width, height) * np.array([np.cos(way), np.sin(way)])
    width, height = round(float(width)), round(float(height))
    view = View(width, height, unit, turn, vanishing, (low + high) / 2, np.zeros(2))
    corners = np.array([[x, y] for x in (low[0], high[0]) for y in (low[1], high[1])])
    for _ in range(8):  # turned and tilted, it may need more room
        seen = view.seen(corners)
        margin = min(0.12 * view.unit, 0.04 * min(width, height)) + 2
        first, last = margin - seen.min(axis=0), [width, height] - seen.max(axis=0) - margin
        if (first <= last).all():
            break
        view = View(width, height, view.unit * 0.95, turn, vanishing, view.middle, view.place)
    spread = np.clip(rng.normal(0.5, 0.25, 2), 0, 1)
    return View(
        width, height, view.unit, turn, vanishing, view.middle, first + spread * (last - first)
    )


def _framing(size: NDArray[np.float64], rng: np.random.Generator) -> float:
    """Return the width for height of a picture that is cut to what is in it."""
    return float(np.clip((size[0] + rng.uniform(0.3, 1.5)) / (size[1] + rng.uniform(0.3, 1)),
                         0.4, 4))
