"""The report card: what MNIST does not ask of a network, and people do.

Everything here goes through the recogniser itself, strokes in and reading out, with drawings by
writers whom the network has never seen.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pixelpredict import Reading, Recognizer
from training.data.drawings import Drawing
from training.examples.scribbles import scribble
from training.report.number_card import number_card

SCRIBBLES = 1_000
MOVED = 200  # digits, each read at so many places and sizes:
PLACES = 20
SLANT = 20  # degrees
PAGE = 1_000  # the side of the drawing area in the page's units

Strokes = Sequence[NDArray[np.floating]]


def report_card(
    recognizer: Recognizer, held_back: Sequence[Drawing]
) -> dict[str, dict[str, float]]:
    """Return the figures by name; every one says of how many samples it is, and none is of none.

    held_back: drawings, digits and others, that had no part in training. Shares are in 0..1:

    digits: how many are read right, how many are misread and yet called sure, and how many are torn
    into several.
    digits_read_right: how many of those are not sure.
    letters, scribbles: how many of these, which are no digit, are not sure; scribbles are made up.
    slanted_left, slanted_right: how many digits are read right that lean by 20° more than drawn.
    moved: the share of digits with one answer at 20 random places and sizes on the page, and how
    much a probability changes at the most.
    """
    digits = [drawing for drawing in held_back if drawing.digit is not None]
    letters = [drawing.strokes for drawing in held_back if drawing.digit is None]
    read = recognizer.read
    readings = [(read(drawing.strokes), str(drawing.digit)) for drawing in digits]
    # Not the numbers that training draws from: no scribble of an epoch is met again.
    rng = np.random.default_rng([0, SCRIBBLES])
    apart = max(1, -(-len(digits) // MOVED))
    card = {
        "digits": {
            "accuracy": _share([reading.text == digit for reading, digit in readings]),
            "wrong_but_sure": _share([
                reading.sure and reading.text != digit for reading, digit in readings
            ]),
            "torn": _share([len(reading.digits) > 1 for reading, _ in readings]),
            "samples": len(readings),
        },
        "digits_read_right": _not_sure(
            reading for reading, digit in readings if reading.text == digit
        ),
        "scribbles": _not_sure(read(scribble(rng)) for _ in range(SCRIBBLES)),
        "slanted_left": _slanted(digits, read, -SLANT),
        "slanted_right": _slanted(digits, read, SLANT),
        "moved": _moved([drawing.strokes for drawing in digits[::apart]], read),
        "letters": _not_sure(map(read, letters)),
        **number_card(recognizer, held_back),
    }
    return {name: figures for name, figures in card.items() if figures["samples"]}


def _not_sure(readings: Iterable[Reading]) -> dict[str, float]:
    unsure = [not reading.sure for reading in readings]
    return {"not_sure": _share(unsure), "samples": len(unsure)}


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(len(found), 1)


def _slanted(
    digits: Sequence[Drawing], read: Callable[[Strokes], Reading], degrees: float
) -> dict[str, float]:
    lean = np.array([[1, -np.tan(np.radians(degrees))], [0, 1]])  # y grows downward
    right = [
        read([points @ lean.T for points in drawing.strokes]).text == str(drawing.digit)
        for drawing in digits
    ]
    return {"accuracy": _share(right), "samples": len(right)}


def _moved(
    drawings: Sequence[Strokes], read: Callable[[Strokes], Reading]
) -> dict[str, float]:
    rng = np.random.default_rng([0, MOVED])
    same, change = [], 0.0
    for strokes in drawings:
        points = np.concatenate(strokes)
        low, size = points.min(axis=0), max(np.ptp(points, axis=0).max(), 1)
        there = []
        for _ in range(PLACES):
            scale = PAGE * rng.uniform(0.1, 0.9) / size
            corner = rng.uniform(0, PAGE - scale * size, 2)
            there.append(read([(stroke - low) * scale + corner for stroke in strokes]))
        probabilities = np.array([reading.digits[0].probabilities for reading in there])
        same.append(len({reading.text for reading in there}) == 1)
        change = max(change, float(np.ptp(probabilities, axis=0).max()))
    return {
        "same_answer": _share(same),
        "largest_change": change,
        "samples": len(drawings) * PLACES,
    }
