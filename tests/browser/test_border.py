"""What of the ink lies beyond the paper: unseen, and so not read."""

import io
from itertools import pairwise

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests import drawn_digits

SIDE = 1000  # the paper's height, in units of strokes
WIDTHS = [1000, 1778]
# Draws a gesture through points, and returns the strokes that are on the paper then.
DRAW = """async ([url, [first, ...rest], width]) => {
    const { Drawing } = await import(url + "page/drawing/drawing.js");
    const drawing = new Drawing();
    drawing.paper = { width, height: 1000 };
    const pen = drawing.begin(first);
    for (const point of rest) drawing.extend(pen, [point]);
    drawing.end(pen);
    const { ink, strokes } = drawing;
    drawing.undo();
    return { strokes, pressures: [...new Set(ink.flatMap(({ pressures }) => pressures))],
        afterUndo: drawing.strokes.length + drawing.undoable };
}"""
RESTORE = """async ([url, strokes]) => {
    const { Drawing } = await import(url + "page/drawing/drawing.js");
    const drawing = new Drawing();
    drawing.restore(strokes.map(points => ({ points, pressures: points.map(() => 0.5) })));
    return drawing.strokes;
}"""
CARRIED = """async ([url, fragment]) =>
    (await import(url + "page/sharing/link.js")).fromFragment(fragment)"""
FRAGMENT = """async ([url, strokes]) =>
    (await import(url + "page/sharing/link.js")).toFragment(strokes)"""


def three_that_leaves() -> list:
    """A 3 in units of the paper, whose last stroke runs out to the left, and then up."""
    upper, lower = (np.array(stroke) * 0.6 + [0, 200] for stroke in drawn_digits.strokes(3))
    return [upper.tolist(), [*lower.tolist(), [-100, 620], [-100, 20]]]


def draw(visitor, strokes) -> None:
    """Draw strokes where they lie, in units of the paper, with every one of their points."""
    box = visitor.canvas.bounding_box()
    unit = box["height"] / SIDE
    for (x, y), *rest in strokes:
        visitor.page.mouse.move(box["x"] + x * unit, box["y"] + y * unit)
        visitor.page.mouse.down()
        for x, y in rest:
            visitor.page.mouse.move(box["x"] + x * unit, box["y"] + y * unit)
        visitor.page.mouse.up()


def bars(visitor) -> list[float]:
    return [visitor.meter(digit) for digit in range(10)]


def test_ink_beyond_the_paper_is_not_read(desktop):
    draw(desktop, three_that_leaves())
    expect(desktop.result).to_have_attribute("aria-busy", "false")  # no answer of half of it
    desktop.expect_answer(3)
    expect(desktop.page.get_by_text("Not sure")).to_be_hidden()


def test_a_stroke_that_comes_back_is_one_step_and_leaves_nothing_along_the_border(desktop):
    # Out to the right at a height of 200, and back at 800.
    box = desktop.canvas.bounding_box()
    end = SIDE * box["width"] / box["height"]
    draw(desktop, [[[end - 400, 200], [end + 200, 200], [end + 200, 800], [end - 400, 800]]])
    desktop.page.mouse.move(0, 0)
    expect(desktop.button("Undo")).to_be_enabled()
    ink = np.asarray(Image.open(io.BytesIO(desktop.canvas.screenshot())).convert("L")) < 80
    height, width = ink.shape
    border = ink[:, round(0.97 * width):]
    for part, inked in [((0, 0.15), False), ((0.18, 0.22), True), ((0.25, 0.75), False),
                        ((0.78, 0.82), True), ((0.85, 1), False)]:
        top, bottom = (round(height * share) for share in part)
        assert border[top:bottom].any() == inked, part
    desktop.button("Undo").click()
    expect(desktop.button("Clear")).to_be_disabled()
    assert desktop.ink() == 0


def test_a_link_to_ink_beyond_the_paper_opens_as_it_was_seen(desktop):
    draw(desktop, three_that_leaves())
    desktop.expect_answer(3)
    read, link = bars(desktop), shared(desktop)
    follow(desktop, link)
    desktop.expect_answer(3)
    assert bars(desktop) == read
    # What a link carried when strokes were not yet cut.
    old = [(np.round(np.array(stroke) * 8) / 8).tolist() for stroke in three_that_leaves()]
    follow(desktop, "#" + desktop.page.evaluate(FRAGMENT, [desktop.url, old]))
    desktop.expect_answer(3)
    assert bars(desktop) == pytest.approx(read, abs=2)  # the mouse stops at whole pixels
    expect(message(desktop)).to_have_text("")
    # The two points beyond have given way to one on the border.
    carried = desktop.page.evaluate(CARRIED, [desktop.url, shared(desktop).partition("#")[2]])
    assert [len(stroke) for stroke in carried] == [len(old[0]), len(old[1]) - 1]
    assert carried[1][-1][0] == 0


def message(visitor):
    return visitor.page.get_by_role("status", name="Message")


def shared(visitor) -> str:
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.button("Share").click()
    expect(message(visitor)).to_contain_text("Link copied")
    return visitor.page.evaluate("navigator.clipboard.readText()")


def follow(visitor, link: str) -> None:
    visitor.button("Clear").click()
    expect(visitor.result).to_have_text("")
    visitor.page.evaluate("link => { location.hash = new URL(link, location).hash }", link)


def walks():
    rng = np.random.default_rng(6)
    for _ in range(30):
        steps = rng.normal(0, rng.choice([8, 80, 600]), (rng.integers(2, 40), 2))
        yield rng.uniform(0, SIDE, 2) + np.cumsum(steps, axis=0) - steps[0]
    yield np.array([[0, 0], [-5, 0], [0, 0], [1000, 1000], [1000, 1005], [1000, 1000]])
    yield np.array([[500, 500], [1500, 500], [500, 1500], [500, 500]])  # touches a square's corner
    yield np.array([[1600, 500], [1778, 500], [1783, 500], [1778, 500], [1778, 400], [1700, 1200]])
    yield np.array([[0, 300], [0, 700], [-1, 700], [-1, 300], [0, 300]])


def cells(strokes, size, margin=0.0) -> np.ndarray:
    """The squares, one unit wide, that lines go through where they are so far within the paper."""
    field = np.zeros(np.array(size) + 1, bool)
    for stroke in map(np.array, strokes):
        for a, b in pairwise([*stroke, stroke[-1]]):
            steps = int(4 * np.abs(b - a).max()) + 1
            points = a + np.linspace(0, 1, steps + 1)[:, None] * (b - a)
            points = points[((points >= margin) & (points <= np.array(size) - margin)).all(axis=1)]
            field[tuple(np.round(points).astype(int).T)] = True
    return field


def near(field: np.ndarray) -> np.ndarray:
    """The same squares and all that touch them."""
    wide = np.pad(field, 1)
    rows = wide[:-2] | wide[1:-1] | wide[2:]
    return rows[:, :-2] | rows[:, 1:-1] | rows[:, 2:]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_drawn_is_the_line_as_far_as_it_is_on_the_paper(desktop, width):
    size = (width, SIDE)
    for number, walk in enumerate(np.round(walk * 8) / 8 for walk in walks()):
        if walk[0][0] > width:
            continue  # a pen is put down on the paper
        drawn = desktop.page.evaluate(DRAW, [desktop.url, walk.tolist(), width])
        strokes = drawn["strokes"]
        points = np.concatenate(strokes)
        assert points.min() >= 0, number
        assert (points <= size).all(), number
        assert (points * 8 == np.round(points * 8)).all(), number
        assert (drawn["pressures"], drawn["afterUndo"]) == ([0.5], 0), number
        assert not (cells(strokes, size) & ~near(cells([walk], size))).any(), number
        assert not (cells([walk], size, margin=0.5) & ~near(cells(strokes, size))).any(), number
        # A stroke ends within the paper only where the pen was put down or lifted.
        for x, y in [point for stroke in strokes for point in (stroke[0], stroke[-1])]:
            ends = walk[0].tolist(), walk[-1].tolist()
            assert x in (0, width) or y in (0, SIDE) or [x, y] in ends, number
        assert desktop.page.evaluate(RESTORE, [desktop.url, strokes]) == strokes, number


def test_a_restored_line_is_whole_to_the_right_and_down_and_cut_where_all_papers_begin(desktop):
    for number, walk in enumerate(np.round(walk * 8) / 8 for walk in walks()):
        far = np.ceil(walk.max(axis=0)).clip(0).astype(int) + 1
        strokes = desktop.page.evaluate(RESTORE, [desktop.url, [walk.tolist()]])
        assert np.concatenate(strokes).min() >= 0, number
        assert not (cells(strokes, far) & ~near(cells([walk], far))).any(), number
        assert not (cells([walk], far, margin=0.5) & ~near(cells(strokes, far))).any(), number
