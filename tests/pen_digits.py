"""Drawings for the tests: real pen digits where ../shared exists, our own elsewhere."""

import gzip
import json
from pathlib import Path

import numpy as np

from tests import drawn_digits
from training.data import pen
from training.data.drawings import Drawing
from training.data.split import split
from training.examples.numbers import Number, compose, hands

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DIGITS = SHARED / "pen-digits" / "digits.jsonl.gz"
LETTERS = SHARED / "pen-digits" / "letters.jsonl.gz"
PENDIGITS = SHARED / "pen-digits" / "pendigits-orig.tra.xz"
MNIST = SHARED / "mnist"


def sample(count: int, seed: int) -> list[tuple[int, list]]:
    """Return (digit, strokes) of `count` drawings, chosen at random, repeatably."""
    rng = np.random.default_rng(seed)
    if not DIGITS.exists():
        return [(n % 10, drawn_digits.strokes(n % 10)) for n in range(min(count, 30))]
    with gzip.open(DIGITS, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    chosen = [json.loads(lines[i]) for i in rng.choice(len(lines), count, replace=False)]
    return [(drawing["digit"], drawing["strokes"]) for drawing in chosen]


def numbers(count: int, seed: int) -> list[Number]:
    """Return numbers of two to four digits, put together from digits that are not learnt from."""
    if DIGITS.exists():
        drawn = split([d for path in (DIGITS, LETTERS) for d in pen.read(path)]).held_back
    else:
        drawn = [Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
                 for digit in range(10)]
    rng = np.random.default_rng(seed)
    writers = hands(drawn)
    chosen = [writers[i] for i in rng.integers(len(writers), size=count)]
    return [compose([hand[i] for i in rng.integers(len(hand), size=rng.integers(2, 5))], rng)
            for hand in chosen]


def unseen_hands(fewest: int = 40) -> list[list[Drawing]]:
    """Return the digits of each writer whom the networks never saw, of those who drew so many.

    Where ../shared is not: of one who writes each digit as we write another.
    """
    if not DIGITS.exists():
        rng = np.random.default_rng(3)
        return [[
            Drawing("odd", n % 10, tuple(
                np.array(stroke) + rng.normal(0, 12, (len(stroke), 2))
                for stroke in drawn_digits.strokes((n + 3) % 10)))
            for n in range(60)
        ]]
    drawn = split([d for path in (DIGITS, LETTERS, PENDIGITS) for d in pen.read(path)]).held_back
    by_writer: dict[str, list[Drawing]] = {}
    for drawing in drawn:
        if drawing.digit is not None:
            by_writer.setdefault(drawing.writer, []).append(drawing)
    return [hand for hand in by_writer.values() if len(hand) >= fewest]


def learnable(recognizer) -> tuple[list, list, int]:
    """Return two drawings of one digit by one unseen writer, and the digit.

    Both are misread; once the first is taught, the second is read right. Where ../shared is not,
    both are the same drawing of ours, which is said to be another digit.
    """
    if not PENDIGITS.exists():
        return drawn_digits.strokes(4), drawn_digits.strokes(4), 9
    eights = [drawing.strokes for drawing in pen.read(PENDIGITS)
              if (drawing.writer, drawing.digit) == ("pendigits/14", 8)]
    misread = [strokes for strokes in eights if recognizer.read(strokes).text != "8"]
    found = []
    for first in misread:
        recognizer.teach(first, 8)
        for other in misread:
            if other is not first:
                found.append((recognizer.read(other).digits[0].probabilities[8], first, other))
        recognizer.forget()
    _, first, other = max(found, key=lambda each: each[0])
    return first, other, 8
