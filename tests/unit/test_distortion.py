"""Distortions: random, repeatable, no stronger than asked for."""

from dataclasses import replace

import numpy as np
import pytest

from pixelpredict import ink
from tests import drawn_digits
from training.examples.image_distortion import ImageDistortion
from training.examples.rare_forms import rare_form
from training.examples.scribbles import scribble
from training.examples.stroke_distortion import StrokeDistortion
from training.recipes import PEN

NO_CHANGE = ImageDistortion(
    rotation=0, stretch=0, slant=0, shift=0, elastic=0, smoothness=4, thickness=0
)
STILL = StrokeDistortion(rotation=0, stretch=0, slant=0, bend=0, thinnest=2.4, thickest=2.4)
FIVE = [np.array(stroke) for stroke in drawn_digits.strokes(5)]


def rng():
    return np.random.default_rng(3)


def pictures(count):
    """A soft blob off the middle, so that every distortion shows."""
    y, x = np.mgrid[:28, :28]
    blob = 255 * np.exp(-(((x - 16) / 3) ** 2) - ((y - 11) / 5) ** 2)
    return np.repeat(blob.astype(np.uint8)[None], count, axis=0)


def centres(images):
    return np.array([ink.centre_of_mass(image) for image in images])


def test_no_strength_is_no_change():
    assert (NO_CHANGE(pictures(3), rng()) == pictures(3)).all()


@pytest.mark.parametrize("strength", [
    "rotation", "stretch", "slant", "shift", "elastic", "thickness"])
def test_every_strength_changes_every_picture_another_way(strength):
    distort = replace(NO_CHANGE, **{strength: getattr(PEN.pen.images, strength)})
    first, second = distort(pictures(2), rng())
    assert (first != pictures(1)[0]).any()
    assert (first != second).any()


def test_a_shift_has_the_deviation_asked_for():
    moved = centres(replace(NO_CHANGE, shift=0.8)(pictures(2000), rng())) - centres(pictures(1))
    assert moved.mean(axis=0) == pytest.approx([0, 0], abs=0.06)
    assert moved.std(axis=0) == pytest.approx([0.8, 0.8], rel=0.05)


def test_elastic_displacements_have_the_deviation_asked_for_and_are_smooth():
    field = replace(NO_CHANGE, elastic=1.5)._elastic_field(500, rng())
    assert field.std() == pytest.approx(1.5, rel=0.03)
    assert np.diff(field, axis=3).std() < 0.5


def test_a_quarter_turn_is_a_quarter_turn():
    class Upright:
        """Draws 1 whenever a normal deviation is asked for, but no shift or slant."""

        def normal(self, mean, deviation, size):
            return np.full(size, mean + deviation)

    y, x = replace(NO_CHANGE, rotation=90)._affine_grid(1, Upright())[:, 0]
    rows, columns = np.mgrid[:28, :28]
    assert y == pytest.approx(columns, abs=1e-4)
    assert x == pytest.approx(27 - rows, abs=1e-4)


def test_thickness_makes_ink_more_or_less_and_stays_in_range():
    before = pictures(1).sum()
    sums = replace(NO_CHANGE, thickness=1)(pictures(200), rng()).sum(axis=(1, 2))
    assert sums.min() < 0.9 * before
    assert sums.max() > 1.1 * before


def test_undistorted_strokes_are_drawn_as_in_use():
    assert ink.from_strokes(*STILL(FIVE, rng())) == pytest.approx(ink.from_strokes(FIVE), abs=1e-5)


@pytest.mark.parametrize("change", [
    {"rotation": 5}, {"stretch": 0.2}, {"bend": 0.05}, {"thinnest": 1.5}])
def test_every_strength_changes_strokes_another_way_each_time(change):
    random = rng()
    first, second = (ink.from_strokes(*replace(STILL, **change)(FIVE, random)) for _ in range(2))
    assert abs(first - ink.from_strokes(FIVE)).max() > 0.01
    assert abs(first - second).max() > 0.01


@pytest.mark.parametrize("strokes", [
    [[[3, 4]]], [[[3, 4], [3, 4]]], [[[0, 0]], [[1e6, 1e6]]]], ids=["point", "tick", "far apart"])
def test_the_least_drawings_survive_distortion(strokes):
    distorted = PEN.pen.strokes([np.array(stroke, float) for stroke in strokes], rng())
    image = ink.from_strokes(*distorted)
    assert np.isfinite(image).all()
    assert image.max() > 0


def test_scribbles_are_ink_and_none_like_the_other():
    random = rng()
    images = [ink.from_strokes(scribble(random)) for _ in range(50)]
    assert all(np.isfinite(image).all() and image.any() for image in images)
    assert len({image.tobytes() for image in images}) > 30


@pytest.mark.parametrize("digit", range(10))
def test_a_rare_form_is_finite_ink_and_leaves_the_drawing_as_it_was(digit):
    strokes = [np.array(stroke, float) for stroke in drawn_digits.strokes(digit)]
    kept = [stroke.copy() for stroke in strokes]
    forms = [rare_form(strokes, digit, np.random.default_rng(seed)) for seed in range(20)]
    assert all(np.isfinite(stroke).all() and len(stroke) for form in forms for stroke in form)
    assert all(map(np.array_equal, strokes, kept))
    different = {b"".join(stroke.tobytes() for stroke in form) for form in forms}
    assert len(different) > 1 or digit not in (0, 1, 6, 7, 9)  # always a place for these


BOX = np.array([[0, 0], [0, 100], [60, 100], [60, 0], [0, 0]], float)
BAR = np.array([[30, 0], [30, 100]], float)


def forms(strokes, digit):
    """The rare forms of a drawing, many times over."""
    strokes = [np.array(stroke, float) for stroke in strokes]
    return [rare_form(strokes, digit, np.random.default_rng(seed)) for seed in range(60)]


def span(stroke):
    return np.ptp(stroke, axis=0)


def test_a_zero_is_crossed_upward_or_across_within_it_or_beyond():
    crossed = forms([BOX], 0)
    assert all(len(form) == 2 for form in crossed)
    beyond = [form for form in crossed if span(form[1])[1] > 1.2 * span(form[0])[1]]
    across = [form for form in crossed if span(form[1])[0] > 3 * span(form[1])[1]]
    assert beyond and across and len(beyond) + len(across) < len(crossed)


def test_a_one_gets_a_flag_a_foot_or_both():
    kinds = [len(form) for form in forms([BAR], 1)]
    assert {2, 3} == set(kinds)
    flags = [form[1] for form in forms([BAR], 1) if form[1][1].tolist() == [30, 0]]
    assert flags and all(flag[0, 0] < 30 and 10 <= flag[0, 1] <= 90 for flag in flags)


def test_a_two_ends_before_its_foot_or_loops_there():
    two = np.array([*([x, 30 - x * 0.5] for x in range(0, 60, 4)),
                    *([60 - y * 0.6, y] for y in range(0, 101, 5)),
                    *([x, 100] for x in range(3, 70, 5))], float)
    lengths = {len(form[0]) for form in forms([two], 2)}
    assert min(lengths) < len(two) < max(lengths)


def test_a_four_is_drawn_in_one_stroke_or_its_bar_lies_low():
    angle = np.array([[40, 0], [20, 30], [0, 60], [30, 60], [80, 60]], float)
    stem = np.array([[60, 10], [60, 40], [60, 70], [60, 100]], float)
    made = forms([angle, stem], 4)
    assert {len(form) for form in made} == {1, 2}
    assert all(form[0][-1, 1] >= 70 for form in made if len(form) == 2)
    assert all(form[0][-1, 1] > 60 for form in made if len(form) == 1)


def test_the_bar_of_a_five_floats():
    bar = np.array([[10, 0], [60, 0]], float)
    body = np.array([[10, 0], [10, 20], [10, 40], [40, 45], [60, 60], [50, 90], [0, 100]], float)
    for form in forms([body, bar], 5):
        assert np.array_equal(form[0], bar) and form[1][0, 1] >= 30


def test_the_loop_of_a_six_goes_down_and_that_of_a_nine_up():
    six = np.array([[40, 0], [0, 60], [20, 100], [50, 70], [20, 45], [0, 70]], float)
    assert all(55 < form[0][4, 1] < 85 for form in forms([six], 6))
    nine = np.array([[50, 50], [0, 20], [50, 0], [50, 100]], float)
    flat = [form for form in forms([nine], 9) if len(form) == 1]
    hooked = [form[1] for form in forms([nine], 9) if len(form) == 2]
    assert all(form[0][0, 1] < 36 for form in flat) and flat
    assert all(hook[0].tolist() == [50, 100] and hook[-1, 0] < 50 for hook in hooked) and hooked


def test_a_seven_is_crossed_by_a_bar():
    for form in forms([BAR], 7):
        assert span(form[1])[0] == 0 or form[1][:, 0].min() <= 30 <= form[1][:, 0].max()
        assert 20 <= form[1][:, 1].mean() <= 95


def test_an_eight_opens_at_its_ends():
    angle = np.linspace(0, 2 * np.pi, 40)
    eight = np.stack([30 * np.sin(2 * angle), 50 * np.cos(angle)], axis=1)
    assert min(len(form[0]) for form in forms([eight], 8)) < 38


def test_a_dot_has_no_rare_form_that_breaks():
    for digit in range(10):
        assert np.isfinite(ink.from_strokes(rare_form([np.zeros((1, 2))], digit, rng()))).all()
