"""Made-up photographs show what they say, vary, and are the same for the same seed."""

from itertools import pairwise

import numpy as np
import pytest

from tests import drawn_digits
from training.data.drawings import Drawing
from training.examples.numbers import compose
from training.examples.photographs import nothing, photograph
from training.examples.photographs.layout import around, in_boxes, in_lines, pushed_together
from training.examples.photographs.pens import THICKEST, THINNEST, a_pen
from training.examples.photographs.view import (
    HIGHEST,
    LARGEST,
    LARGEST_TURN,
    LOWEST,
    SMALLEST,
    a_view,
)

HAND = [
    Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
    for digit in range(10)
]
LETTERS = [Drawing("here/a", None, (np.array([[0.0, 9], [0, 0], [5, 0]]),))]


def rng(seed=0):
    return np.random.default_rng(seed)


def number(*digits, seed=0):
    return compose([HAND[digit] for digit in digits], rng(seed))


@pytest.fixture(scope="module")
def taken():
    """Two photographs of each kind that shows digits."""
    takes = {
        paper: lambda r, paper=paper: photograph.one_digit(HAND[r.integers(10)], paper, r)
        for paper in photograph.PAPERS
    } | {
        "number": lambda r: photograph.a_number([HAND], 4, "squared", r),
        "touching": lambda r: photograph.touching([HAND], 3, "plain", r),
        "page": lambda r: photograph.a_page([HAND], 10, "ruled", r),
    }
    return {kind: [take(rng(seed)) for seed in range(2)] for kind, take in takes.items()}


def test_photographs_are_colour_pictures_that_vary(taken):
    for photos in taken.values():
        for photo in photos:
            assert photo.pixels.dtype == np.uint8
            assert photo.pixels.ndim == 3
            assert photo.pixels.shape[2] == 3
    shapes = {photo.pixels.shape for photos in taken.values() for photo in photos}
    assert len(shapes) > 6
    for shape in shapes:
        assert min(shape[:2]) >= SMALLEST[0]


def test_every_digit_has_its_box_in_the_picture(taken):
    for photos in taken.values():
        for photo in photos:
            height, width, _ = photo.pixels.shape
            assert len(photo.boxes) == len(photo.text.replace("\n", ""))
            for left, top, right, bottom in photo.boxes:
                assert 0 <= left < right <= width
                assert 0 <= top < bottom <= height


def test_a_page_has_its_lines_one_below_the_other(taken):
    for photo in taken["page"]:
        lines, places = photo.text.split("\n"), iter(photo.boxes)
        assert len(lines) == 10
        middles = [np.mean([next(places)[1::2] for _ in line]) for line in lines]
        assert all(above < below for above, below in pairwise(middles))


def test_the_same_seed_takes_the_same_picture():
    first, again = (photograph.one_digit(HAND[5], "squared", rng(3)) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)
    assert first.how == again.how
    other = photograph.one_digit(HAND[5], "squared", rng(4))
    assert first.pixels.tobytes() != other.pixels.tobytes()


def test_ink_stands_out_where_the_digit_is():
    """Its box holds more than the paper around it, even in the palest picture."""
    for seed in range(12):
        photo = photograph.one_digit(HAND[8], "plain", rng(seed))
        grey = photo.pixels.mean(axis=2)
        left, top, right, bottom = (round(edge) for edge in photo.boxes[0])
        inside = grey[top : bottom + 1, left : right + 1]
        away = np.abs(inside - np.median(inside))
        assert np.percentile(away, 97) > 4, seed


def test_touching_neighbours_come_as_near_as_their_pen_is_wide():
    for seed in range(12):
        found = pushed_together(number(4, 2, 7, 5, seed=seed), 0.1, rng(seed))
        if found is None:
            continue
        dense = [
            np.concatenate([np.linspace(a, b, 8) for i in digit
                            for a, b in pairwise(found.strokes[i])])
            for digit in found.digits
        ]
        gaps = [np.hypot(*(a[:, None] - b).T).min() for a, b in pairwise(dense)]
        assert min(gaps) <= 0.1
        assert min(gaps) > 0


def test_one_digit_alone_has_nothing_to_touch():
    assert pushed_together(number(3), 0.1, rng()) is None


def test_each_digit_lies_within_its_printed_box():
    for seed in range(20):
        found, boxes = in_boxes(number(1, 0, 8, seed=seed), 0.1, rng(seed))
        assert len(boxes) == 3
        for digit, (left, top, right, bottom) in zip(found.digits, boxes, strict=True):
            ink = around([found.strokes[i] for i in digit], 0.05)
            assert left <= ink[0] <= ink[2] <= right
            assert top <= ink[1] <= ink[3] <= bottom


def test_a_single_line_keeps_its_slope():
    (line,) = in_lines([number(1, 2)], rng())
    moved = line.strokes[0] - number(1, 2).strokes[0]
    assert np.ptp(moved, axis=0) == pytest.approx([0, 0])


def test_the_camera_sees_all_that_is_written_and_keeps_its_limits():
    low, high = np.array([0.0, -1.0]), np.array([3.0, 0.2])
    for seed in range(200):
        view = a_view(low, high, rng(seed))
        corners = view.seen(np.array([[0, -1], [3, -1], [3, 0.2], [0, 0.2]]))
        assert (corners >= 0).all()
        assert (corners <= [view.width, view.height]).all()
        assert LOWEST * 0.6 <= view.unit <= HIGHEST
        assert abs(view.turn) <= LARGEST_TURN
        assert SMALLEST[0] <= min(view.shape)
        assert max(view.shape) <= LARGEST[0]
        assert view.on_sheet(corners) == pytest.approx(
            np.array([[0, -1], [3, -1], [3, 0.2], [0, 0.2]]))


def test_pens_are_as_wide_as_ballpoints_and_markers():
    pens = [a_pen(rng(seed)) for seed in range(200)]
    assert THINNEST <= min(pen.width for pen in pens) < 0.05
    assert 0.15 < max(pen.width for pen in pens) <= THICKEST
    assert min(a_pen(rng(seed), light=True).colour.mean() for seed in range(50)) > 0.6


@pytest.mark.parametrize("kind", nothing.KINDS)
def test_what_shows_nothing_says_so(kind):
    photo = nothing.nothing(kind, LETTERS, (), rng(1))
    assert photo.text == ""
    assert photo.boxes == ()
    assert photo.how["kind"] == kind
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.shape[2] == 3


def test_printed_words_hold_no_digit():
    assert not any(letter.isdigit() for letter in nothing.WORDS)


def test_the_sheet_never_ends_within_what_is_written(monkeypatch):
    monkeypatch.setattr(photograph, "EDGE", 1.0)
    monkeypatch.setattr(photograph, "_add_specks", lambda *_: None)
    monkeypatch.setattr(photograph, "table", lambda shape, _: np.full((*shape, 3), 1e6))
    monkeypatch.setattr(photograph, "photographed",
                        lambda scene, *_: ((scene > 1e4).astype(np.uint8), {}))
    for seed in range(60):
        photo = photograph.one_digit(HAND[8], "plain", rng(seed))
        left, top, right, bottom = (round(edge) for edge in photo.boxes[0])
        assert not photo.pixels[top : bottom + 1, left : right + 1].any(), seed
