"""Digits that real people drew with a pen, drawn again into the page."""

import numpy as np

from tests import pen_digits
from tests.browser.replay import replay

COUNT = 24
NUMBERS = 4
MOVED = 2
# Each a top left corner and a size, in shares of the canvas.
PLACES = [((0.3, 0.3), 0.5), ((0.02, 0.02), 0.9), ((0.65, 0.1), 0.3), ((0.05, 0.6), 0.35)]


def test_pen_digits_at_any_place_and_size_are_read_and_answered_alike(
        address, browser, record_property):
    rng = np.random.default_rng(11)
    sample = pen_digits.sample(COUNT, seed=5)
    sizes = rng.uniform(0.3, 0.9, len(sample))
    anywhere = [(strokes, rng.uniform(0.02, 0.98 - size, 2), size)
                for (_, strokes), size in zip(sample, sizes, strict=True)]
    moved = [(strokes, place, size) for _, strokes in sample[:MOVED] for place, size in PLACES]
    answers = replay(browser.browser_type.name, address, anywhere + moved)

    answers, alike = answers[:len(anywhere)], answers[len(anywhere):]
    right = sum(answer == str(digit) for answer, (digit, _) in zip(answers, sample, strict=True))
    record_property("Pen digits drawn into the page", f"{right} of {len(sample)} read right")
    assert right >= 0.95 * len(sample)
    groups = [set(alike[i:i + len(PLACES)]) for i in range(0, len(alike), len(PLACES))]
    assert all(len(group) == 1 for group in groups), groups


def test_numbers_are_read_whole(address, browser, record_property):
    numbers = pen_digits.numbers(NUMBERS, seed=6)
    answers = replay(browser.browser_type.name, address,
                     [(_fitted(number.strokes), (0.05, 0.05), 0.9) for number in numbers])
    right = sum(a == number.text for a, number in zip(answers, numbers, strict=True))
    record_property("Numbers drawn into the page", f"{right} of {NUMBERS} read right")
    assert right >= 0.8 * NUMBERS


def _fitted(strokes):
    """Scale strokes so that the longer side of the drawing is 1000."""
    points = np.concatenate(strokes)
    low, size = points.min(axis=0), np.ptp(points, axis=0).max()
    return [(stroke - low) * 1000 / size for stroke in strokes]
