"""How strokes lie to one another, against values by hand and what must make no difference."""

import numpy as np
import pytest

from pixelpredict.layout import Layout, evenly

BAR = [(0, 0), (0, 100)]
FLAT = [(20, 100), (60, 100)]
DOT = [(90, 100)]


def layout(*strokes):
    return Layout.of([evenly([np.array(stroke, float)]) for stroke in strokes])


def test_lengths_are_in_heights_of_the_writing():
    found = layout(BAR, FLAT, DOT)
    assert found.bottom - found.top == pytest.approx([1, 0, 0])
    assert found.right - found.left == pytest.approx([0, 0.4, 0])
    assert found.left - found.left[0] == pytest.approx([0, 0.2, 0.9])
    assert found.length == pytest.approx([1, 0.4, 0])
    assert found.distance[0] == pytest.approx([0, 0.2, 0.9])
    assert found.base == pytest.approx(found.bottom[0])


def test_strokes_are_ordered_from_left_to_right_whenever_they_were_drawn():
    assert layout(DOT, BAR, FLAT).order.tolist() == [1, 2, 0]


@pytest.mark.parametrize("change", [
    lambda xy: 3 * xy,
    lambda xy: xy + np.array([1e6, -40]),
    lambda xy: xy @ np.array([[1, 0], [-0.27, 1]]),  # leaning by 15 degrees
    lambda xy: xy * 1e140,
], ids=["larger", "elsewhere", "leaning", "huge"])
def test_size_place_and_lean_make_no_difference(change):
    strokes = [np.array(stroke, float) for stroke in (BAR, [(20, 40), (30, 100), (60, 70)], DOT)]
    found, changed = layout(*strokes), layout(*map(change, strokes))
    for name in ("left", "right"):
        assert getattr(changed, name) - changed.left[0] == \
            pytest.approx(getattr(found, name) - found.left[0], abs=0.03), name
    for name in ("top", "bottom"):
        assert getattr(changed, name) == pytest.approx(getattr(found, name), abs=0.03), name
    assert changed.distance == pytest.approx(found.distance, abs=0.06)


@pytest.mark.parametrize("strokes", [[DOT], [DOT, DOT], [DOT, [(95, 100)]], [FLAT], [DOT, BAR]])
def test_dots_and_flat_lines_give_finite_numbers(strokes):
    found = layout(*strokes)
    for values in (found.left, found.right, found.top, found.bottom, found.length, found.distance):
        assert np.isfinite(values).all()


def test_candidates_are_measured():
    found = layout(BAR, FLAT, [(50, 0), (50, 90)], DOT)
    members = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1]], bool)
    assert found.order.tolist() == [0, 1, 2, 3]
    left, right, top, bottom = found.boxes(members)
    assert right - left == pytest.approx([0.6, 0.4, 0.9])
    assert bottom - top == pytest.approx([1, 1, 1])
    assert found.gaps(members) == pytest.approx([0.2, 0, 0.9])
    assert found.overlaps(members, left, right) == pytest.approx([0, 0, 0.4], abs=1e-9)
    assert found.interruptions(members).tolist() == [0, 0, 2]
    assert found.to_others(members) == pytest.approx([0.1, 0.2, 0.2], abs=0.01)
    nearest = found.to_own(members)
    assert nearest[0] == pytest.approx([0.2, 0.2, np.inf, np.inf], abs=0.01)
    assert nearest[1:, 3] == pytest.approx([np.inf, 0.9], abs=0.01)


def test_depth_is_0_at_the_neighbours_heads_and_1_at_their_feet():
    found = layout(BAR, [(20, 95)], [(40, 0), (40, 90)], [(60, 50)])
    small = np.array([False, True, False, True])
    assert found.depth(1, small) == pytest.approx((0.95 + 95 / 90) / 2)
    assert np.isnan(found.depth(3, small))  # nothing to its right


def test_what_stands_above_a_neighbour_is_part_of_it():
    ring = [(40, 0), (60, 0), (60, 40), (40, 40)]
    found = layout(BAR, [(20, 100)], ring, [(x, y + 60) for x, y in ring])
    small = np.array([False, True, False, False])
    assert found.depth(1, small) == pytest.approx(1)
