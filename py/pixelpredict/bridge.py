"""What the browser's worker calls: the recogniser, in types that cross to JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

import pixelpredict
from pixelpredict import ink, strokes
from pixelpredict.network import softmax
from pixelpredict.raster import SIDE
from pixelpredict.recognizer import Recognizer

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pixelpredict.explanation import Explanation
    from pixelpredict.reading import DigitReading


class TypedArray(Protocol):
    """A JavaScript typed array, as Pyodide hands it over (its JsBuffer)."""

    def to_memoryview(self) -> memoryview:
        """Copy the numbers into Python's memory."""


class Bridge:
    """One opened recogniser, for strokes, images and pictures that come as flat numbers."""

    def __init__(self, weights: str) -> None:
        """Open the weights in a folder. Raises WeightsError, naming the file."""
        self.recognizer = Recognizer.load(weights)
        self._shipped = Recognizer(self.recognizer.network)
        self._own = False  # whether somebody's own weights read in place of these

    def load_second(self, weights: str) -> None:
        """Open the second network's weights. Raises WeightsError, naming the file.

        While somebody's own weights read, it waits until these do again.
        """
        self._shipped.load_second(weights)
        if not self._own:
            self.recognizer.take_networks(self._shipped)

    def use_weights(self, folder: str | None) -> None:
        """Read with somebody's own weights in a folder; None: with those of before again.

        Raises WeightsError, naming the file; then all stays as it was.
        """
        from pixelpredict import own  # not before: hardly any page needs it

        self.recognizer.take_networks(self._shipped if folder is None else own.opened(folder))
        self._own = folder is not None

    def load_pictures(self, folder: str) -> None:
        """Import what reads pictures from a folder: it comes later than the package itself."""
        pixelpredict.__path__.append(folder)
        from pixelpredict import picture  # noqa: F401 (now, while the first is being decoded)

    def read_with(self, alone: int | None) -> None:
        """Hear only the first network, 0, or the second, 1; None: both."""
        self.recognizer.alone = alone

    def read(self, points: TypedArray, lengths: TypedArray) -> dict:
        """Read a drawing: points as x, y, x, y, …, and the number of points in each stroke.

        Returns text, sure, alternative, for each digit its probabilities (10 floats), its
        candidates (one digit, two or none), its image (784 float32, row by row) and its strokes,
        and the strokes that are a decimal separator (point) or nothing (stray).
        """
        reading = self.recognizer.read(_strokes(points, lengths))
        return {
            "text": reading.text,
            "sure": reading.sure,
            "alternative": reading.alternative,
            "digits": [{**_digit(each), "strokes": each.strokes} for each in reading.digits],
            "point": [stroke for stroke, _ in reading.points],
            "stray": reading.stray,
        }

    def teach(
        self, points: TypedArray, lengths: TypedArray, counts: TypedArray, labels: TypedArray
    ) -> int:
        """Learn drawings, each of one digit: as in `read`, the strokes of all, one after another.

        counts: the number of strokes in each. labels: what each is, 0 to 9, or -1 for no digit.
        Returns how many are taught now. Raises ValueError as `Recognizer.teach` does.
        """
        drawn, first = _strokes(points, lengths), 0
        for count, label in zip(counts.to_memoryview(), labels.to_memoryview(), strict=True):
            self.recognizer.teach(drawn[first : first + count], None if label == -1 else label)
            first += count
        return len(self.recognizer.taught)

    def forget(self, points: TypedArray, lengths: TypedArray) -> int:
        """Forget one taught drawing. Returns how many are taught now."""
        self.recognizer.forget(_strokes(points, lengths))
        return len(self.recognizer.taught)

    def forget_all(self) -> int:
        """Forget all that was taught. Returns 0."""
        self.recognizer.forget()
        return 0

    def taught(self) -> list:
        """Return of each taught drawing its points, lengths, and digit, None for no digit."""
        return [
            {
                "points": np.concatenate(each.strokes).ravel(),
                "lengths": [len(stroke) for stroke in each.strokes],
                "digit": each.digit,
            }
            for each in self.recognizer.taught
        ]

    def judge_taught(self) -> list:
        """Return of each taught drawing whether it was read right before, and is now."""
        # Not before: a page reads without it.
        from pixelpredict.learnt import judged

        return [{"before": before, "now": now} for before, now in judged(self.recognizer)]

    def read_picture(self, pixels: TypedArray, width: int, height: int) -> dict:
        """Read a picture: red, green, blue and alpha of each pixel, 0 to 255, row by row.

        Returns text, sure, and for each line, from top to bottom, its text, sure, alternative and
        digits: as those of a drawing, but instead of strokes with their box in the picture: left,
        top, right and bottom, in pixels. Raises ValueError where there are not as many pixels.
        """
        picture = np.frombuffer(pixels.to_memoryview(), np.uint8).reshape(height, width, 4)
        reading = self.recognizer.read_image(picture)
        return {
            "text": reading.text,
            "sure": reading.sure,
            "lines": [
                {
                    "text": line.text,
                    "sure": line.sure,
                    "alternative": line.alternative,
                    "digits": [{**_digit(each), "box": list(map(float, each.box))}
                               for each in line.digits],
                }
                for line in reading.lines
            ],
        }

    def steps(self, points: TypedArray, lengths: TypedArray) -> list:
        """Return the images on the way from ink to network, each 784 float32, row by row.

        Framed, upright, and centred, which is what the network is given; blank without ink.
        """
        return [image.ravel() for image in ink.steps(_strokes(points, lengths))]

    def explain(self, points: TypedArray, lengths: TypedArray, digit: int, rival: int) -> dict:
        """Share out the difference of two digits' logits over the ink; all figures in nats.

        shares: 784 float64, row by row; they, constant and taught sum to the difference. networks:
        who was heard. Each neuron comes with its 784 weights. Raises ValueError as
        `Recognizer.explain` does.
        """
        return self._told(self.recognizer.explain(_strokes(points, lengths), digit, rival))

    def explain_image(self, image: TypedArray, digit: int, rival: int) -> dict:
        """Do what `explain` does for a digit's image: 784 float32, row by row."""
        return self._told(self.recognizer.explain_image(_image(image), digit, rival))

    def compare(self, points: TypedArray, lengths: TypedArray) -> dict:
        """Return what either network says of a drawing of one digit, once the second has come.

        probabilities: of each network 10 floats. Of the convolutional one its 16 filters, each 25
        weights, and what each sees in this drawing: a map of 144 numbers, 0 or above; row by row.
        Raises ValueError before it has come, and when there is no ink.
        """
        drawing = strokes.thinned(strokes.measurable(_strokes(points, lengths)))
        return self._compared(ink.from_strokes(drawing), drawing)

    def compare_image(self, image: TypedArray) -> dict:
        """Do what `compare` does for a digit's image: 784 float32, row by row."""
        return self._compared(_image(image))

    def _told(self, why: Explanation) -> dict:
        recognizer = self.recognizer
        return {
            "digit": why.digit,
            "rival": why.rival,
            "difference": why.difference,
            "odds": why.odds,
            "shares": why.shares.ravel(),
            "inkFor": why.ink_for,
            "inkAgainst": why.ink_against,
            "constant": why.constant,
            "taught": why.taught,
            "networks": [
                "two layers" if network is recognizer.network else "convolution"
                for network in recognizer.networks
            ],
            "neurons": [
                {
                    "network": each.network,
                    "number": each.number,
                    "share": each.share,
                    "looksFor": each.looks_for.ravel(),
                }
                for each in why.neurons
            ],
        }

    def _compared(self, image: NDArray[np.float32], drawing: Sequence = ()) -> dict:
        recognizer = self.recognizer
        if recognizer.second is None:
            raise ValueError("the second network has not come: wait for openSecond()")
        if not image.any():
            raise ValueError("there is no ink to compare")
        maps, *_, hidden = recognizer.second.layers(image[None])
        logits = [recognizer.network.logits(image[None]), recognizer.second.concluded(hidden)]
        if drawing:  # of a picture's digit nobody knows how it was drawn
            logits = [recognizer.with_taught(each, [drawing], image[None]) for each in logits]
        return {
            "probabilities": [softmax(each)[0].tolist() for each in logits],
            "filters": [each.ravel() for each in recognizer.second.K1],
            "maps": [maps[0, :, :, k].ravel() for k in range(maps.shape[-1])],
        }


def _digit(digit: DigitReading) -> dict:
    return {
        "probabilities": digit.probabilities.tolist(),
        "candidates": digit.candidates,
        "image": digit.image.ravel(),
    }


def _strokes(points: TypedArray, lengths: TypedArray) -> list:
    return strokes.as_strokes(points.to_memoryview(), lengths.to_memoryview())


def _image(pixels: TypedArray) -> NDArray[np.float32]:
    return np.frombuffer(pixels.to_memoryview(), np.float32).reshape(SIDE, SIDE)
