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
def test_a_rare_form_keeps_the_strokes_and_adds_finite_ones(digit):
    strokes = [np.array(stroke, float) for stroke in drawn_digits.strokes(digit)]
    for seed in range(20):
        form = rare_form(strokes, digit, np.random.default_rng(seed))
        assert all(now is before for now, before in zip(form, strokes, strict=False))
        assert all(np.isfinite(stroke).all() for stroke in form)
        assert len(form) >= len(strokes) if digit in (0, 1, 7, 9) else len(form) == len(strokes)


def test_rare_forms_are_a_slash_a_flag_a_bar_and_a_hook():
    box = np.array([[0, 0], [0, 100], [60, 100], [60, 0], [0, 0]], float)
    bar = np.array([[30, 0], [30, 100]], float)
    slash = rare_form([box], 0, rng())[1]
    assert slash[0, 1] > 50 > slash[1, 1] and slash[0, 0] < 30 < slash[1, 0]
    flag = rare_form([bar], 1, rng())[1]
    assert flag[1].tolist() == [30, 0] and flag[0, 0] < 30 and 10 <= flag[0, 1] <= 90
    crossbar = rare_form([bar], 7, rng())[1]
    assert crossbar.mean(axis=0)[0] == pytest.approx(30) and 40 <= crossbar[:, 1].mean() <= 65
    hook = rare_form([np.array([[50, 50], [0, 20], [50, 0], [50, 100]], float)], 9, rng())[1]
    assert hook[0].tolist() == [50, 100] and hook[-1, 0] < 50 and hook[:, 1].max() > 100


def test_a_dot_has_no_rare_form_that_breaks():
    for digit in range(10):
        assert np.isfinite(ink.from_strokes(rare_form([np.zeros((1, 2))], digit, rng()))).all()
