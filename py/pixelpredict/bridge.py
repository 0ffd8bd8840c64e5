"""What the browser's worker calls: the recogniser, in types that cross to JavaScript."""

from collections.abc import Sequence

from pixelpredict import ink
from pixelpredict.recognizer import Recognizer


class Bridge:
    """One opened recogniser, for strokes that come as flat numbers."""

    def __init__(self, weights: str) -> None:
        """Open the weights in a folder. Raises WeightsError, naming the file."""
        self.recognizer = Recognizer.load(weights)

    def read(self, points: Sequence[float], lengths: Sequence[int]) -> dict:
        """Read a drawing: points as x, y, x, y, …, and the number of points in each stroke.

        Returns text, sure, and for each digit its probabilities (10 floats) and its image
        (784 float32, row by row).
        """
        reading = self.recognizer.read(ink.as_strokes(points, lengths))
        return {
            "text": reading.text,
            "sure": reading.sure,
            "digits": [
                {"probabilities": digit.probabilities.tolist(), "image": digit.image.ravel()}
                for digit in reading.digits
            ],
        }
