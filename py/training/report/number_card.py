"""How well whole numbers are read: of digits by unseen writers, laid out as people lay them out."""

from collections.abc import Sequence

import numpy as np

from pixelpredict import Reading, Recognizer
from training.data.drawings import Drawing
from training.examples.numbers import Number, by_one_of, hands

NUMBERS = 500  # of each kind
KINDS = {"two_digits": 2, "three_digits": 3, "four_digits": 4}
DECIMALS = (2, 3, 4)  # digits of a number with a decimal separator
MOVED = 200  # numbers that are read again
LARGER, SLANT = 2.0, np.radians(15)


def number_card(
    recognizer: Recognizer, held_back: Sequence[Drawing]
) -> dict[str, dict[str, float]]:
    """Return the figures by name, as `report_card` does; none where no hand drew enough digits.

    held_back: drawings that had no part in training. Shares are in 0..1:

    two_digits, three_digits, four_digits, decimals: how many are read right as a whole, and how
    many with the right number of digits.
    numbers_read_right, numbers_misread: how many of those without a separator are not sure.
    numbers_moved: how many are read the same when they are written twice as large, elsewhere, and
    leaning by 15 degrees more.
    """
    writers = hands(held_back)
    if not writers:
        return {}
    # Not the numbers that training draws from: nothing of an epoch is met again.
    rng = np.random.default_rng([0, NUMBERS])
    card: dict[str, dict[str, float]] = {}
    whole: list[tuple[Number, Reading]] = []
    for name, length in KINDS.items():
        read = [_read(recognizer, by_one_of(writers, length, rng)) for _ in range(NUMBERS)]
        card[name] = _figures(read)
        whole += read
    lengths = rng.choice(DECIMALS, NUMBERS).tolist()
    card["decimals"] = _figures([
        _read(recognizer, by_one_of(writers, length, rng, point=int(rng.integers(1, length))))
        for length in lengths
    ])
    for name, wanted in (("numbers_read_right", True), ("numbers_misread", False)):
        unsure = [not r.sure for number, r in whole if (r.text == number.text) is wanted]
        card[name] = {"not_sure": _share(unsure), "samples": len(unsure)}
    same = [
        reading.text == recognizer.read(_moved(number)).text
        for number, reading in whole[-MOVED:]
    ]
    card["numbers_moved"] = {"same_answer": _share(same), "samples": len(same)}
    return card


def _read(recognizer: Recognizer, number: Number) -> tuple[Number, Reading]:
    return number, recognizer.read(number.strokes)


def _moved(number: Number) -> list[np.ndarray]:
    turn = LARGER * np.array([[1, -np.tan(SLANT)], [0, 1]])  # y grows downward
    return [stroke @ turn.T + [31, 7] for stroke in number.strokes]


def _figures(read: Sequence[tuple[Number, Reading]]) -> dict[str, float]:
    return {
        "accuracy": _share([reading.text == number.text for number, reading in read]),
        "digit_count": _share([len(r.digits) == len(number.digits) for number, r in read]),
        "samples": len(read),
    }


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(len(found), 1)
