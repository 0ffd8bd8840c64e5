"""Digits that real people drew with a pen, drawn again into the page."""

import numpy as np

from tests import pen_digits
from tests.browser.replay import replay

COUNT = 100
MOVED = 8
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
    assert right >= 0.96 * len(sample)
    groups = [set(alike[i:i + len(PLACES)]) for i in range(0, len(alike), len(PLACES))]
    assert all(len(group) == 1 for group in groups), groups
