"""What the browser's worker calls: the recogniser, in types that cross to JavaScript."""

from __future__ import annotations

from typing import Protocol

from pixelpredict import ink
from pixelpredict.recognizer import Recognizer


class TypedArray(Protocol):
    """A JavaScript typed array, as Pyodide hands it over (its JsBuffer)."""

    def to_memoryview(self) -> memoryview:
        """Copy the numbers into Python's memory."""


class Bridge:
    """One opened recogniser, for strokes that come as flat numbers."""

    def __init__(self, weights: str) -> None:
        """Open the weights in a folder. Raises WeightsError, naming the file."""
        self.recognizer = Recognizer.load(weights)

    def read(self, points: TypedArray, lengths: TypedArray) -> dict:
        """Read a drawing: points as x, y, x, y, …, and the number of points in each stroke.

        Returns text, sure, and for each digit its probabilities (10 floats), its candidates (one
        digit, two or none) and its image (784 float32, row by row).
        """
        strokes = ink.as_strokes(points.to_memoryview(), lengths.to_memoryview())
        reading = self.recognizer.read(strokes)
        return {
            "text": reading.text,
            "sure": reading.sure,
            "digits": [
                {
                    "probabilities": digit.probabilities.tolist(),
                    "candidates": digit.candidates,
                    "image": digit.image.ravel(),
                }
                for digit in reading.digits
            ],
        }
