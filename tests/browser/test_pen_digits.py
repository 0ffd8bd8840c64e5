"""Digits that real people drew with a pen, drawn again into the page."""

import numpy as np

from tests import pen_digits
from tests.browser.replay import replay

COUNT = 100


def test_pen_digits_at_any_place_and_size_are_read(address, browser, record_property):
    rng = np.random.default_rng(11)
    sample = pen_digits.sample(COUNT, seed=5)
    sizes = rng.uniform(0.3, 0.9, len(sample))
    drawings = [(strokes, rng.uniform(0.02, 0.98 - size, 2), size)
                for (_, strokes), size in zip(sample, sizes, strict=True)]
    answers = replay(browser.browser_type.name, address, drawings)
    right = sum(answer == str(digit) for answer, (digit, _) in zip(answers, sample, strict=True))
    record_property("Pen digits drawn into the page", f"{right} of {len(sample)} read right")
    assert right >= 0.96 * len(sample)


def test_a_digit_moved_or_scaled_gets_the_same_answer(address, browser):
    places = [((0.3, 0.3), 0.5), ((0.02, 0.02), 0.9), ((0.65, 0.1), 0.3), ((0.05, 0.6), 0.35)]
    sample = pen_digits.sample(8, seed=8)
    drawings = [(strokes, place, size) for _, strokes in sample for place, size in places]
    answers = replay(browser.browser_type.name, address, drawings)
    groups = [set(answers[i:i + len(places)]) for i in range(0, len(answers), len(places))]
    assert all(len(group) == 1 for group in groups), groups
