"""Pieces of ink to lines of writing, cuts where digits touch, and the images of digits."""

import numpy as np
import pytest

from pixelpredict.picture.cutout import Writing, grown, trimmed
from pixelpredict.picture.cuts import slices
from pixelpredict.picture.lines import lines
from pixelpredict.picture.mask import pen_width
from pixelpredict.picture.pieces import Piece, found, painted
from pixelpredict.picture.runs import Runs
from tests import drawn_pictures


def block(left, top, width=12, height=20):
    rows = np.arange(top, top + height)
    return Piece(Runs(rows, np.full(height, left), np.full(height, left + width)))


def corners(found):
    return [[piece.box[:2] for piece in line] for line in found]


def test_lines_are_found_from_top_to_bottom_and_read_from_left_to_right():
    rows = [[(x, y) for x in (10, 40, 70)] for y in (10, 50, 90)]
    pieces = [block(*corner) for row in rows for corner in row]
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(len(pieces))
        assert corners(lines([pieces[i] for i in order], 4)) == rows


@pytest.mark.parametrize("rise", [-6, -3, 4, 7])
def test_a_line_may_climb_or_fall(rise):
    rows = [[(10 + 25 * i, y + rise * i) for i in range(8)] for y in (100, 150)]
    assert corners(lines([block(*corner) for row in rows for corner in row], 4)) == rows


@pytest.mark.parametrize("gap", [1, 3, 8])
def test_lines_that_nearly_touch_are_never_one(gap):
    rows = [[(10 + 20 * i, 10 + (20 + gap) * row) for i in range(5)] for row in range(4)]
    for pen in (1.5, 3):
        if gap < 2.5 * pen:
            continue  # they could be the parts of one stroke
        assert corners(lines([block(*corner) for row in rows for corner in row], pen)) == rows


def test_specks_and_what_lies_far_off_are_in_no_line():
    written = [block(10, 50), block(30, 50), block(50, 50)]
    bar = block(70, 56, width=10, height=6)
    speck = block(26, 60, width=2, height=2)
    far = block(200, 120, width=6, height=6)
    assert corners(lines([*written, bar, speck, far], 4)) == \
        [[(10, 50), (30, 50), (50, 50), (70, 56)]]
    assert lines([], 4) == []


def ink(pieces):
    """Return the pixels of pieces, as often as they are in one."""
    return sorted((int(row), x) for piece in pieces
                  for row, start, end in zip(*piece.runs, strict=True) for x in range(start, end))


def piece_of(mask):
    return Piece(Runs.of(mask))


def test_a_piece_is_cut_at_its_bridge_and_nowhere_else():
    mask = np.zeros((60, 100), bool)
    mask[5:45, 10:40], mask[5:45, 46:76], mask[25:29, 40:46] = True, True, True
    parts = slices(piece_of(mask), 40, 4, 0)
    assert len(parts) == 2
    assert 40 <= parts[0].box[2] <= 46
    assert 40 <= parts[1].box[0] <= 46
    assert ink(parts) == ink([piece_of(mask)])


def test_what_is_thick_everywhere_is_not_cut():
    solid = piece_of(np.ones((40, 50), bool))
    assert slices(solid, 40, 4, 0) == [solid]


def together(one, other, pixels=80):
    """Return the masks of two digits that touch."""
    masks = [trimmed(drawn_pictures.picture(each, pixels) < 140) for each in (one, other)]
    height = max(len(mask) for mask in masks)
    left, right = (np.pad(mask, ((0, height - len(mask)), (0, 0))) for mask in masks)
    # The right one is pushed to the left until it shares two pixels with the left one.
    for shared in range(left.shape[1]):
        wide = left.shape[1] + right.shape[1] - shared
        both = np.zeros((2, height, wide), bool)
        both[0, :, : left.shape[1]], both[1, :, wide - right.shape[1] :] = left, right
        common = both.all(axis=0)
        if common.sum() >= 2:
            return both
    raise AssertionError("they do not touch")


@pytest.mark.parametrize("pair", ["00", "38", "52", "29", "64", "83"])
def test_two_digits_that_touch_are_cut_into_the_two(pair):
    left, right = together(*pair)
    mask = left | right
    parts = slices(piece_of(mask), 80, 7, 0)
    assert ink(parts) == ink([piece_of(mask)])
    # Those up to one of the cuts are the left digit, but for where both have ink.
    shares = []
    for n in range(1, len(parts)):
        first = painted(parts[:n], (0, 0, *mask.shape[::-1]))
        shares.append((first == left)[left != right].mean(where=(left | right)[left != right]))
    assert max(shares) > 0.9, shares


def test_cuts_lean_with_the_writing():
    """Two leaning blocks overlap from above: no upright way goes between them."""
    mask = np.zeros((60, 120), bool)
    for row in range(60):
        moved = 30 - row // 2
        mask[row, 10 + moved : 30 + moved] = mask[row, 35 + moved : 55 + moved] = True
    mask[28:32, 40:70] = True
    parts = slices(piece_of(mask), 60, 4, -0.5)
    assert [part.area for part in parts] == pytest.approx([1210, 1210], abs=15)
    assert ink(parts) == ink([piece_of(mask)])


def test_a_pixel_grows_to_a_disk_with_a_soft_edge():
    # At a distance of 1 half of it is covered, at √2 a share of 1.5 - √2.
    disk = grown(np.ones((1, 1), np.float32), 1)
    corner = 1.5 - 2**0.5
    assert disk[1:4, 1:4] == pytest.approx(
        np.array([[corner, 0.5, corner], [0.5, 1, 0.5], [corner, 0.5, corner]]))
    assert disk.shape == (5, 5)
    assert disk.sum() == pytest.approx(3 + 4 * corner)


@pytest.mark.parametrize(("by", "beyond"), [(0.5, 0), (1.3, 0), (2.7, 0), (1.8, 1)])
def test_growing_is_what_a_loop_does(by, beyond):
    plane = np.random.default_rng(3).random((7, 9)).astype(np.float32)
    result = grown(plane, by, beyond)
    reach = (len(result) - len(plane)) // 2
    around = np.pad(plane, 2 * reach, constant_values=beyond)
    wanted = np.zeros_like(result)
    for y, x in np.ndindex(*wanted.shape):
        for row, column in np.ndindex(*around.shape):
            away = np.hypot(row - reach - y, column - reach - x)
            lost = max(away - by + 0.5, 0)
            if lost < 1:
                wanted[y, x] = max(wanted[y, x], around[row, column] - lost)
    assert result == pytest.approx(wanted, abs=1e-5)


def image(digit, pen, pixels=100):
    """Return the network's image of a digit that was written with a pen."""
    shade = 1 - drawn_pictures.picture(digit, pixels, pen=pen) / drawn_pictures.PAPER
    shade = shade.astype(np.float32)
    mask = shade > 0.4
    return Writing(shade, found(mask, np.zeros_like(mask), pen * pixels)).image([0])


def alike(one, other):
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))


@pytest.mark.parametrize("digit", list("0123456789"))
def test_a_thin_and_a_thick_pen_give_nearly_the_same_image(digit):
    usual, thin, thick = (image(digit, pen) for pen in (0.14, 0.04, 0.26))
    for each in (usual, thin, thick):
        assert each.shape == (28, 28)
        assert 0 <= each.min() <= each.max() <= 1
    # One pen is more than six times as wide as the other.
    assert 1 / 2 < pen_width(thin) / pen_width(thick) < 2
    assert alike(usual, thin) > 0.93
    assert alike(usual, thick) > 0.88


def test_an_image_shows_its_own_pieces_alone():
    written = drawn_pictures.picture("25", 80)
    shade = (1 - written / drawn_pictures.PAPER).astype(np.float32)
    mask = shade > 0.4
    pieces = sorted(found(mask, np.zeros_like(mask), 7), key=lambda piece: piece.box[0])
    writing = Writing(shade, pieces)
    for number, digit in enumerate("25"):
        assert alike(writing.image([number]), image(digit, drawn_pictures.PEN, 80)) > 0.97
    assert writing.pen == pytest.approx(drawn_pictures.PEN * 80, rel=0.15)
    assert writing.blots == 0
    assert painted(pieces, (0, 0, *mask.shape[::-1])).sum() == mask.sum()
