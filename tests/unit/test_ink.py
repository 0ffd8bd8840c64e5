"""Ink to image: MNIST's rule, whatever was drawn and wherever."""

import time

import numpy as np
import pytest

from pixelpredict import ink
from pixelpredict.strokes import as_strokes
from tests import drawn_digits, pen_digits

SEVEN = [np.array(stroke) for stroke in drawn_digits.strokes(7)]


def extent(image):
    """Return how many columns and rows hold ink."""
    return image.any(axis=0).sum(), image.any(axis=1).sum()


def test_the_longer_side_fills_the_box_of_20_pixels():
    upright = ink.from_strokes([[[0, 0], [0, 300]]])
    flat = ink.from_strokes([[[0, 0], [300, 0]]])
    # 20 pixels of ink may touch a row above and below them by a shade.
    assert 20 <= extent(upright)[1] <= 22
    assert 20 <= extent(flat)[0] <= 22
    assert upright.sum(axis=1)[4:24] == pytest.approx(ink.PEN_WIDTH, abs=0.9)


def test_the_centre_of_mass_is_the_middle_of_the_field():
    for digit in range(10):
        image = ink.from_strokes(drawn_digits.strokes(digit))
        assert ink.centre_of_mass(image) == pytest.approx([13.5, 13.5], abs=0.1)


def test_a_line_between_two_pixel_rows_inks_both_alike():
    # A flat bar is centred on y = 13.5, between rows 13 and 14: a hand-computed coverage.
    image = ink.from_strokes([[[0, 0], [300, 0]]], pen_width=2)
    # Rows 13 and 14 lie 0.5 from the line, wholly under the pen; rows 12 and 15 lie 1.5 from it,
    # where the pen's edge (at 1, blurred by half a pixel) has just ended.
    assert image[:, 14].tolist() == [0] * 13 + [1, 1] + [0] * 13


def test_the_ink_of_a_thin_pen_is_a_hand_computed_shade():
    image = ink.from_strokes([[[0, 0], [300, 0]]], pen_width=0.6)
    # 0.3 (half the width) + 0.5 - 0.5 (the distance) = 0.3
    assert image[13, 14] == pytest.approx(0.3)


@pytest.mark.parametrize("move", [(0, 0), (-512, 77.7), (1e6, 1e6)])
@pytest.mark.parametrize("scale", [0.01, 0.37, 1, 900])
def test_place_and_size_make_no_difference(move, scale):
    image = ink.from_strokes(SEVEN)
    moved = ink.from_strokes([stroke * scale + np.array(move) * scale for stroke in SEVEN])
    assert moved == pytest.approx(image, abs=1e-4)


def test_more_points_on_the_same_line_make_no_difference():
    corners = np.array([[0, 0], [600, 0], [300, 900]], float)
    steps = np.linspace(0, 1, 50, endpoint=False)[:, None]
    dense = np.vstack([corners[0] + steps * (corners[1] - corners[0]),
                       corners[1] + steps * (corners[2] - corners[1]), corners[2:]])
    assert ink.from_strokes([dense]) == pytest.approx(ink.from_strokes([corners]), abs=1e-3)


def test_the_order_and_direction_of_strokes_make_no_difference():
    turned = [stroke[::-1] for stroke in reversed(SEVEN)]
    assert ink.from_strokes(turned) == pytest.approx(ink.from_strokes(SEVEN), abs=1e-5)


@pytest.mark.parametrize("degrees", [-20, -10, 10, 20])
def test_slant_makes_next_to_no_difference(degrees):
    shear = np.array([[1, 0], [np.tan(np.radians(degrees)), 1]])
    for digit in range(10):
        strokes = drawn_digits.strokes(digit)
        image = ink.from_strokes(strokes)
        leaning = ink.from_strokes([np.asarray(stroke) @ shear for stroke in strokes])
        assert np.abs(leaning - image).mean() < 0.02
        # The same for a picture of it, 84 × 84: shear and read it again.
        picture = np.kron(image, np.ones((3, 3)))
        rows = [np.roll(row, round((y - 41.5) * shear[1, 0])) for y, row in enumerate(picture)]
        assert np.abs(ink.from_pixels(rows) - ink.from_pixels(picture)).mean() < 0.025


def test_a_leaning_bar_stands_up_and_a_flat_one_stays_flat():
    assert extent(ink.from_strokes([[[0, 900], [400, 0]]]))[0] <= 4
    assert extent(ink.from_strokes([[[0, 0], [900, 60]]]))[1] <= 7


def test_the_slant_of_a_line_is_its_slope():
    # A line of ink from (4, 2) to (9, 22): a quarter of a pixel to the right for each downward.
    line = np.array([[4.0, 2]]), np.array([[9.0, 22]])
    [image] = ink.rasterise(*line, drawing=np.array([0]), pen_widths=np.array([2.4]))
    assert ink.slant(image) == pytest.approx(0.25, abs=0.01)
    assert ink.slant(image[:, ::-1]) == pytest.approx(-0.25, abs=0.01)
    assert ink.slant(np.eye(12)) == pytest.approx(1)
    assert ink.slant(image.T) <= 1  # the line's own slope is 4: it lies flat


def test_the_steps_lead_from_the_frame_to_the_middle():
    framed, upright, centred = ink.steps([[[0, 0], [600, 0], [100, 900]]])
    for image in (framed, upright):  # the box of 20 pixels, from 4 to 24
        assert not image[:3].any() and not image[25:].any()
    assert abs(ink.slant(upright)) < 0.05 < abs(ink.slant(framed))
    assert ink.centre_of_mass(centred) == pytest.approx([13.5, 13.5], abs=0.1)


def test_a_scribble_without_end_takes_bounded_time():
    points = np.random.default_rng(1).uniform(0, 1000, (200_000, 2))
    started = time.process_time()
    ink.from_strokes([points])
    assert time.process_time() - started < 1  # 0.15 s; 3 s if every segment were drawn


ODD = {
    "nothing": [],
    "a stroke without points": [[]],
    "one point": [[[5, 5]]],
    "the same point often": [[[5, 5]] * 100],
    "two dots": [[[0, 0]], [[100, 100]]],
    "a tick of a millionth": [[[0, 0], [1e-6, 1e-6]]],
    "a huge drawing": [[[-1e12, 0], [1e12, 1e12]]],
    "not finite": [[[np.nan, 1], [np.inf, 2], [3, 4], [5, 6]]],
    "only not finite": [[[np.nan, np.nan]]],
    "too far": [[[1e308, 1e308], [-1e308, 0], [3, 4], [5, 6]]],
    "too near": [[[1e-320, 0], [0, 1e-320]]],
    "a flat bar": [[[0, 7], [1000, 7]]],
    "a scribble of 10,000 points": [np.random.default_rng(1).uniform(0, 1000, (10_000, 2))],
}


@pytest.mark.parametrize("strokes", ODD.values(), ids=ODD)
def test_odd_ink_gives_an_image_without_nan(strokes):
    image = ink.from_strokes(strokes)
    assert image.shape == (28, 28)
    assert image.dtype == np.float32
    assert np.isfinite(image).all()
    assert image.min() >= 0
    assert image.max() <= 1


def test_a_single_point_is_a_dot_in_the_middle():
    image = ink.from_strokes([[[123, 456]]])
    # The four middle pixels lie √0.5 from the dot: 1.2 (half the pen) + 0.5 - 0.707 = 0.993.
    assert image[13:15, 13:15] == pytest.approx(0.993, abs=1e-3)
    assert extent(image) == (4, 4)


@pytest.mark.parametrize("stroke", [[1, 2, 3], [[1, 2, 3]], [[[1, 2]]]])
def test_a_malformed_stroke_is_named(stroke):
    with pytest.raises(ValueError, match=r"stroke 1: expected points \(n, 2\)"):
        ink.from_strokes([[[0, 0]], stroke])


def test_a_picture_is_read_in_either_polarity():
    picture = np.full((90, 60), 255, np.uint8)
    picture[20:70, 25:35] = 0
    image = ink.from_pixels(picture)
    assert image == pytest.approx(ink.from_pixels(255 - picture))
    # 50 × 10 pixels become 20 × 4, centred: ink from 4 to 24 and from 12 to 16.
    expected = np.zeros((28, 28))
    expected[4:24, 12:16] = 1
    assert image == pytest.approx(expected, abs=1e-6)


def test_a_small_picture_is_enlarged_and_a_blank_one_is_empty():
    picture = np.zeros((8, 8))
    picture[2:7, 4] = 0.5
    assert extent(ink.from_pixels(picture)) == (4, 20)
    assert not ink.from_pixels(np.full((28, 28), 0.7)).any()


@pytest.mark.parametrize(
    "pixels", [np.zeros((2, 3, 4)), np.zeros((0, 5)), [[np.nan, 1]], [[1e308, -1e308]]])
def test_a_picture_that_is_none_is_refused(pixels):
    with pytest.raises(ValueError, match=r"^pixels: "):
        ink.from_pixels(pixels)


def test_strokes_survive_the_journey_as_flat_numbers():
    back = as_strokes([1, 2, 3, 4, 5, 6], [2, 1])
    assert [stroke.tolist() for stroke in back] == [[[1, 2], [3, 4]], [[5, 6]]]
    with pytest.raises(ValueError, match="3 points announced, 2 sent"):
        as_strokes([1, 2, 3, 4], [3])


def test_many_drawings_at_once_become_what_each_becomes_alone():
    drawings = [drawn_digits.strokes(digit) for digit in range(10)] * 4
    drawings[3:5] = [[], [[[5, 5]]]]  # nothing, and a dot
    pens = np.linspace(1, 3, len(drawings))
    alone = [ink.from_strokes(strokes, pen) for strokes, pen in zip(drawings, pens, strict=True)]
    assert ink.from_drawings(drawings, pens) == pytest.approx(np.array(alone), abs=1e-6)
    assert ink.from_drawings([]).shape == (0, 28, 28)


def test_pen_digits_have_about_as_much_ink_as_mnist():
    images = [ink.from_strokes(strokes) for _, strokes in pen_digits.sample(100, seed=2)]
    assert 0.10 < np.mean(images) < 0.17  # MNIST: 0.131
