"""A picture's ink by hand-made pictures: its shades, its contrast, its pieces."""

import numpy as np
import pytest

from pixelpredict.picture import mask as ink
from pixelpredict.picture.contrast import closing, contrasts, running, widened
from pixelpredict.picture.runs import Runs
from pixelpredict.picture.shades import shades
from tests import drawn_pictures


def mask(*rows):
    return np.array([[pixel == "#" for pixel in row] for row in rows])


def bar(shape, left, top, right, bottom):
    drawn = np.zeros(shape, bool)
    drawn[top:bottom, left:right] = True
    return drawn


def flooded(drawn):
    """Return the pieces of a mask as sets of (row, column), by walking from pixel to pixel."""
    left, groups = set(map(tuple, np.argwhere(drawn).tolist())), []
    while left:
        todo, group = [left.pop()], set()
        while todo:
            y, x = todo.pop()
            group.add((y, x))
            near = {(y + down, x + across) for down in (-1, 0, 1) for across in (-1, 0, 1)} & left
            left -= near
            todo += near
        groups.append(group)
    return sorted(groups, key=min)


def pieces(drawn):
    """Return the same by runs."""
    runs = Runs.of(drawn)
    groups = {}
    for number, row, start, end in zip(runs.pieces().tolist(), *runs, strict=True):
        groups.setdefault(number, set()).update((int(row), x) for x in range(start, end))
    return sorted(groups.values(), key=min)


def test_runs_say_where_ink_begins_and_ends():
    runs = Runs.of(mask("##.#", "....", ".###"))
    assert [each.tolist() for each in runs] == [[0, 0, 2], [0, 3, 1], [2, 4, 4]]


@pytest.mark.parametrize(("drawn", "count"), [
    (mask("....", "...."), 0),
    (mask("#"), 1),
    (mask("#..", ".#.", "..#"), 1),
    (mask("..#", ".#.", "#.."), 1),
    (mask("#.#", "...", "#.#"), 4),
    (mask("#.#", "#.#", "###"), 1),
    (mask("#.#.#", "#.#.#", "###.#", "..###"), 1),
    (mask("###", "..#", "###", "#..", "###"), 1),
    (mask("..#", "#..", "#.#"), 3),
    (mask("#....", "....#"), 2),
], ids=["empty", "one pixel", "corners down", "corners up", "apart", "U", "W", "snake", "no touch",
        "ends of rows"])
def test_what_touches_is_one_piece_be_it_at_a_corner(drawn, count):
    assert len(pieces(drawn)) == count
    assert pieces(drawn) == flooded(drawn)


@pytest.mark.parametrize("share", [0.15, 0.35, 0.5, 0.7])
def test_pieces_of_random_masks_are_those_of_a_flood_fill(share):
    rng = np.random.default_rng(7)
    for _ in range(12):
        drawn = rng.random(rng.integers(1, 24, 2)) < share
        assert pieces(drawn) == flooded(drawn)


def neighbours(planes, y, x, reach):
    return planes[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]


def each_pixel(planes, reach, of):
    return np.array([[of(neighbours(planes, y, x, reach)) for x in range(planes.shape[1])]
                     for y in range(planes.shape[0])])


@pytest.mark.parametrize("width", [1, 3, 5, 7, 15])
def test_extremes_of_neighbours_are_those_of_a_loop(width):
    planes = np.random.default_rng(width).random((11, 17), np.float32)
    high = running(np.maximum, running(np.maximum, planes, width, 0), width, 1)
    assert np.array_equal(high, each_pixel(planes, width // 2, np.max))
    closed = each_pixel(each_pixel(planes, width // 2, np.max), width // 2, np.min)
    assert np.array_equal(closing(planes, width), closed)
    dots = planes > 0.95
    assert np.array_equal(widened(dots, width // 2), each_pixel(dots, width // 2, np.any))


def relief(picture):
    """Return the contrast of what there is more of, dark or light."""
    return next(plane for plane, share in contrasts(shades(picture)[0]) if share == 1)


def test_light_on_dark_is_as_dark_on_light():
    picture = drawn_pictures.picture("25", 60)
    assert np.abs(relief(255 - picture) - relief(picture)).max() < 1e-4


@pytest.mark.parametrize("light", [
    np.linspace(0.35, 1, 200)[None] * np.ones((160, 1)),
    np.linspace(1, 0.5, 160)[:, None] * np.linspace(1, 0.6, 200),
    1 - 0.5 / (1 + np.exp((np.arange(200) - 100) / 12)) * np.ones((160, 1)),
], ids=["gradient", "corner", "soft shadow"])
def test_uneven_light_is_no_ink(light):
    dark, _ = next(contrasts(shades(light)[0]))
    assert dark.max() < ink.FAINTEST
    digit = drawn_pictures.picture("8", 90)[:160, :200] / 255
    light = light[: digit.shape[0], : digit.shape[1]]
    # Ink takes away the same share of whatever light there is.
    assert np.abs(relief(digit * light) - relief(digit)).max() < 0.12


def test_of_coloured_ink_the_colour_counts_that_it_differs_in():
    picture = np.tile(np.array([0.9, 0.85, 0.4]), (90, 90, 1))
    picture[20:70, 40:46] = 0.8, 0.2, 0.3  # red on yellow
    plane = relief(picture)
    # In green it is 1 - 0.2 / 0.85 = 0.76 darker than the paper; in grey only 0.4.
    assert plane[30:60, 42:44] == pytest.approx(0.75, abs=0.03)
    assert plane[:, :30].max() < 0.01


def test_lines_are_as_wide_as_they_are():
    for width in (2, 5, 9):
        drawn = bar((60, 300), 20, 20, 280, 20 + width).astype(np.float32)
        assert ink.pen_width(drawn) == pytest.approx(width, rel=0.1)
    assert ink.pen_width(np.zeros((5, 5), np.float32)) == 1


def test_noise_is_measured_and_ink_does_not_count():
    noise = np.random.default_rng(0).normal(0, 0.03, (200, 200)).astype(np.float32)
    assert ink.noisiness(noise) == pytest.approx(0.03, rel=0.1)
    noise[80:120, 20:180] += 0.6
    assert ink.noisiness(noise) == pytest.approx(0.03, rel=0.1)


def test_whole_numbers_fractions_and_truth_say_the_same():
    square = np.zeros((80, 80), np.uint8)
    square[10:30, 20:60], square[40:50, 5:9] = 255, 51
    wanted = square[:, :, None] / 255
    for same in (square, square.astype(np.uint16) * 257, square / 255, square.astype(float),
                 (square / 255).astype(np.float16), square.astype(int), square.tolist(),
                 square[:, :, None]):
        found, factor = shades(same)
        assert np.abs(found - wanted).max() < 1e-3
        assert (found.shape, found.dtype, factor) == ((80, 80, 1), np.float32, 1)
    assert np.array_equal(shades(square == 255)[0], wanted == 1)


def test_colours_stay_and_what_is_transparent_is_white():
    colours = np.tile(np.array([255, 0, 51], np.uint8), (80, 90, 1))
    assert shades(colours)[0][3, 4] == pytest.approx([1, 0, 0.2])
    clear = np.concatenate([colours, np.zeros((80, 90, 1), np.uint8)], axis=2)
    clear[:, 45:, 3] = 255
    clear[:40, 45:, 3] = 51
    found = shades(clear)[0]
    assert found.shape == (80, 90, 3)
    assert found[3, 4] == pytest.approx([1, 1, 1])
    assert found[60, 60] == pytest.approx([1, 0, 0.2])
    assert found[3, 60] == pytest.approx([1, 0.8, 0.84])  # a fifth of it, four of white


def test_fractions_beyond_0_to_1_reach_from_black_to_white():
    found = shades(np.linspace(-500, 1500, 80 * 80).reshape(80, 80))[0]
    assert (found.min(), found.max()) == pytest.approx((0, 1))
    assert found[40, 0] == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize(("shape", "size", "factor"), [
    ((1600, 1600), (1600, 1600), 1),
    ((3000, 4000), (1000, 1333), 3),
    ((3201, 100), (1067, 33), 3),
    ((20, 30), (80, 120), 1 / 4),
    ((1, 1), (80, 80), 1 / 80),
    ((1, 5000), (1, 1250), 4),
    ((80, 1600), (80, 1600), 1),
])
def test_large_pictures_become_smaller_and_small_ones_larger(shape, size, factor):
    found = shades(np.full(shape, 51, np.uint8))
    assert found[0].shape == (*size, 1)
    assert found[1] == factor
    assert np.abs(found[0] - 0.2).max() < 1e-6


def test_a_smaller_picture_has_the_mean_of_the_pixels():
    picture = np.zeros((1601, 160), np.uint8)
    picture[:4, :4] = [[255, 255, 0, 51], [255, 255, 51, 51], [0, 255, 0, 0], [0, 255, 0, 0]]
    assert shades(picture)[0][:2, :2, 0] == pytest.approx(np.array([[1, 0.15], [0.5, 0]]))


@pytest.mark.parametrize(("pixels", "words"), [
    (np.full((30, 30), np.nan), "NaN or infinite"),
    (np.full((30, 30, 3), -np.inf), "NaN or infinite"),
    (np.zeros(5), "got shape"), (np.zeros((0, 3)), "got shape"), (np.zeros((3, 3, 2)), "got shape"),
    (np.zeros((3, 3, 3, 3)), "got shape"), (None, "got shape"), ("7", "got shape"),
    ([], "got shape"), ([["a", "b"]], "expected numbers"), (np.zeros((3, 3), complex), "numbers"),
    (np.zeros((3, 3), object), "expected numbers"),
])
def test_anything_else_is_refused_in_words(pixels, words):
    with pytest.raises(ValueError, match=words):
        shades(pixels)
