"""Teaches the hands of writers whom the networks never saw, and counts what changes.

    PYTHONPATH=py .cache/tests-environment/bin/python -m tests.bench._hand

Every figure twice: by both networks together, and by the first alone, which leaves more errors to
count. "Gone" is a share of the errors that the same digits had without teaching; about 8 in 20 of
those are wrong labels, which nothing can take away.
"""

import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pixelpredict import DigitReading, Recognizer, ink
from pixelpredict.reading import concluded
from tests import pen_digits
from training.data import pen
from training.data.drawings import Drawing
from training.data.split import split

FEWEST = 40  # digits of a writer: fewer leave too few to count after five of each were taught
TAUGHT = (1, 3, 5)  # drawings of each digit
DRAWS = 12  # random choices of what is taught; the errors are few
DRAWS_FOR_OTHERS = 2  # of these, after which all that others drew is read: it takes a while
NOTHING = 5  # letters of a writer, taught as no digit
WEIGHTS = Path(__file__).resolve().parents[2] / "weights"
TIMED = 200  # drawings taught while a reading is timed


@dataclass
class Pool:
    """All that was held back, and what is known of it without a hand."""

    recognizer: Recognizer
    drawings: Sequence[Drawing]
    images: NDArray[np.float32]

    def __post_init__(self) -> None:
        """Look at everything once."""
        self.digit = np.array([-1 if d.digit is None else d.digit for d in self.drawings])
        self.writer = np.array([d.writer for d in self.drawings])
        self.logits = [network.logits(self.images) for network in self.recognizer.networks]
        self.recognizer.forget()
        self.right, self.sure = self.read(np.arange(len(self.drawings)))

    def read(self, rows: NDArray[np.intp]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Return whether drawings are read right, and whether they are sure, by what is taught."""
        readings = self.readings(rows)
        right = [reading.digit == self.digit[i] for i, reading in zip(rows, readings, strict=True)]
        return np.array(right, bool), np.array([reading.sure for reading in readings], bool)

    def readings(self, rows: NDArray[np.intp]) -> list[DigitReading]:
        """Do what `Recognizer.read` does for drawings that are one digit, without parting them."""
        drawn, images = [self.drawings[i].strokes for i in rows], self.images[rows]
        heard = [self.recognizer.with_taught(each[rows], drawn, images) for each in self.logits]
        return list(map(concluded, images, zip(*heard, strict=True)))

    def teach(self, rows: NDArray[np.intp]) -> None:
        """Forget everything, and teach these."""
        self.recognizer.forget()
        for i in rows:
            self.recognizer.teach(self.drawings[i].strokes, self.drawings[i].digit)


def gone(pool: Pool, hands: Sequence[NDArray[np.intp]], each: int, tally: Counter) -> None:
    """Teach some drawings of each digit, and count the errors in the writer's other digits."""
    rng = np.random.default_rng(each)
    for hand in hands:
        for draw in range(DRAWS):
            chosen = np.concatenate(
                [rng.permutation(hand[pool.digit[hand] == digit])[:each] for digit in range(10)])
            pool.teach(chosen)
            count(pool, np.setdiff1d(hand, chosen), tally)
            if draw < DRAWS_FOR_OTHERS:
                count_others(pool, hand, tally)


def right_ones(pool: Pool, hands: Sequence[NDArray[np.intp]], tally: Counter) -> None:
    """Teach half of what a writer's hand was read right in, and count what turns wrong."""
    rng = np.random.default_rng(0)
    for hand in hands:
        right = rng.permutation(hand[pool.right[hand]])
        pool.teach(right[::2])
        count(pool, right[1::2], tally)
        count_others(pool, hand, tally)


def corrections(pool: Pool, hands: Sequence[NDArray[np.intp]], tally: Counter) -> None:
    """Teach what is misread, once each, in the order drawn; the first is no later error."""
    for hand in hands:
        pool.recognizer.forget()
        corrected = 0
        for i in hand:
            if not pool.read(np.array([i]))[0][0]:
                corrected += 1
                pool.recognizer.teach(pool.drawings[i].strokes, pool.drawings[i].digit)
        before = int((~pool.right[hand]).sum())
        if before:
            tally.update(before=before - 1, gone=before - corrected)
        count_others(pool, hand, tally)


def nothing(pool: Pool, tally: Counter) -> None:
    """Teach five letters of each writer as no digit, and count what becomes of digits."""
    letters, digits = np.flatnonzero(pool.digit < 0), np.flatnonzero(pool.digit >= 0)
    drawn = Counter(pool.writer[letters])
    for writer in (writer for writer in drawn if drawn[writer] >= NOTHING):
        pool.teach(letters[pool.writer[letters] == writer][:NOTHING])
        right, sure = pool.read(digits)
        tally.update(digits=len(digits), misread=int((pool.right[digits] & ~right).sum()),
                     unsure=int((pool.sure[digits] & ~sure).sum()))


def count(pool: Pool, rows: NDArray[np.intp], tally: Counter) -> None:
    """Count a writer's own digits."""
    right, _ = pool.read(rows)
    before, turned = int((~pool.right[rows]).sum()), int((pool.right[rows] & ~right).sum())
    tally.update(own=len(rows), before=before, gone=before - int((~right).sum()), turned=turned)


def count_others(pool: Pool, hand: NDArray[np.intp], tally: Counter) -> None:
    """Count what others drew: digits that turn wrong, letters that now pass as sure digits."""
    rows = np.flatnonzero(pool.writer != pool.writer[hand[0]])
    right, sure = pool.read(rows)
    letter = pool.digit[rows] < 0
    misread = int((pool.right[rows] & ~right & ~letter).sum())
    passing = int(sure[letter].sum()) - int(pool.sure[rows][letter].sum())
    tally.update(others=int((~letter).sum()), letters=int(letter.sum()), misread=misread,
                 passing=passing)


def milliseconds(pool: Pool, hands: Sequence[NDArray[np.intp]]) -> tuple[float, float]:
    """Return the median times of a reading, with nothing and with 200 drawings taught."""
    rows = np.concatenate(hands)
    times: tuple[list[float], list[float]] = ([], [])
    for first in range(0, 200, 20):  # in turn, for a busy machine is busy for a while
        for taught, noted in zip((rows[:0], rows[:TIMED]), times, strict=True):
            pool.teach(taught)
            for i in rows[-TIMED:][first : first + 20]:
                started = time.perf_counter()
                pool.recognizer.read(pool.drawings[i].strokes)
                noted.append(1e3 * (time.perf_counter() - started))
    return statistics.median(times[0]), statistics.median(times[1])


def tell(what: str, tally: Counter) -> None:
    """Print one line of what was counted."""
    said = [
        f"{words} {100 * tally[name] / tally[of]:.{places}f} %"
        for words, name, of, places in (
            ("errors gone", "gone", "before", 0), ("own turned wrong", "turned", "own", 2),
            ("others'", "misread", "others", 3), ("letters passing", "passing", "letters", 2))
        if tally[of]
    ]
    print(f"{what:32} {', '.join(said)}", flush=True)


def main() -> int:
    """Measure and print; return the exit code."""
    if not pen_digits.DIGITS.exists():
        print("hand: the pen digits are not here", file=sys.stderr)
        return 1
    paths = (pen_digits.DIGITS, pen_digits.LETTERS, pen_digits.PENDIGITS)
    drawings = split([drawing for path in paths for drawing in pen.read(path)]).held_back
    images = ink.from_drawings([drawing.strokes for drawing in drawings])
    for heard in (None, 0):
        recognizer = Recognizer.load(WEIGHTS)
        recognizer.alone = heard
        pool = Pool(recognizer, drawings, images)
        drawn = Counter(drawing.writer for drawing in drawings if drawing.digit is not None)
        hands = [np.flatnonzero((pool.writer == writer) & (pool.digit >= 0))
                 for writer, digits in drawn.items() if digits >= FEWEST]
        errors = sum(int((~pool.right[hand]).sum()) for hand in hands)
        print(f"\n{'both networks' if heard is None else 'the first network alone'}: {len(hands)} "
              f"writers, {sum(map(len, hands))} digits, {errors} misread")
        for each in TAUGHT:
            gone(pool, hands, each, tally := Counter())
            tell(f"{each} of each digit taught", tally)
        corrections(pool, hands, tally := Counter())
        tell("what was misread, in order", tally)
        right_ones(pool, hands, tally := Counter())
        tell("half of what was read right", tally)
        nothing(pool, tally := Counter())
        print(f"{NOTHING} letters taught as no digit:    of all digits "
              f"{100 * tally['misread'] / tally['digits']:.3f} % turn wrong, "
              f"{100 * tally['unsure'] / tally['digits']:.2f} % are no longer sure")
        without, taught = milliseconds(pool, hands)
        print(f"a reading with {TIMED} taught:        {taught - without:+.2f} ms, "
              f"{taught / without:.2f} times as long")
    return 0


if __name__ == "__main__":
    sys.exit(main())
