"""Pieces of ink: what hangs together, without specks and what belongs to no writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture.rules import Rules, rules
from pixelpredict.picture.runs import Runs

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPECK = 0.5  # of a pen's width squared: a dot that a pen leaves has more ink
SPECKS = 0.012  # of the ink of the eighth largest piece: what has less is no writing
RULED = 0.7  # of a piece lies where rules do: it is what is left of them
MOST = 400  # pieces that are looked at, the largest
BOX = 7  # pens, the shorter side of a box at least
HOLLOW = 0.4  # of it is ink, at most
WRITTEN = 0.3  # of its ink is no border, where what is written in it touches it
FILLED = 0.3  # of its height is what is written, where it does not
EDGE, ALONG = 0.15, 0.8  # of the box: how near its side a border is, and how far along it
SIDES = 3  # of a box: a digit has fewer that are straight from end to end
BOXES = 40  # pieces that may be boxes, the largest
WHOLE = 1.0  # of the ink of the largest that the border does not cut: less is part of a digit
SLIM, ACROSS = 0.15, 0.9  # shorter side by longer, and share of the picture, of an edge of a sheet


@dataclass(frozen=True, eq=False)
class Piece:
    """Some ink of a picture, as runs of its pixels."""

    runs: Runs

    @cached_property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom, in pixels; the last two are the first beyond it."""
        row, start, end = self.runs
        return int(start.min()), int(row[0]), int(end.max()), int(row[-1]) + 1

    @property
    def width(self) -> int:
        """The width of its box."""
        return self.box[2] - self.box[0]

    @property
    def height(self) -> int:
        """The height of its box."""
        return self.box[3] - self.box[1]

    @cached_property
    def area(self) -> int:
        """How many pixels it has."""
        return int((self.runs.end - self.runs.start).sum())


def found(mask: NDArray[np.bool_], course: NDArray[np.bool_], pen: float) -> list[Piece]:
    """Return the pieces of ink in a mask (h, w), the largest first, without specks.

    course: (h, w), where rules lie: what is nowhere else is left of them. pen: pixels, how wide
    lines are.
    """
    return _within(connected(mask, course, pen), mask.shape)


def connected(
    mask: NDArray[np.bool_], course: NDArray[np.bool_], pen: float
) -> list[Piece]:
    """Do what `found` does, and leave in what the picture's border cuts."""
    runs = Runs.of(mask)
    number = runs.pieces()
    if not len(number):
        return []
    area = np.bincount(number, runs.end - runs.start)
    kept = np.argsort(-area, kind="stable")[:MOST]
    usual = area[kept[min(len(kept) - 1, 7)]]
    kept = kept[area[kept] > max(SPECK * pen * pen, SPECKS * usual)]
    sums = np.concatenate([np.zeros((len(course), 1), int), np.cumsum(course, axis=1)], axis=1)
    on_rules = np.bincount(number, sums[runs.row, runs.end] - sums[runs.row, runs.start])
    kept = kept[on_rules[kept] < RULED * area[kept]]
    order = np.argsort(number, kind="stable")
    first = np.searchsorted(number[order], kept)
    last = np.searchsorted(number[order], kept, side="right")
    return [
        Piece(Runs(*(each[order[one:other]] for each in runs)))
        for one, other in zip(first.tolist(), last.tolist(), strict=True)
    ]


def _within(pieces: Sequence[Piece], shape: tuple[int, int]) -> list[Piece]:
    """Leave out what the picture's border cuts, unless it is large and no border itself."""
    height, width = shape
    whole = [
        left > 1 and top > 1 and right < width - 1 and bottom < height - 1
        for left, top, right, bottom in (piece.box for piece in pieces)
    ]
    largest = max(
        (piece.area for piece, inside in zip(pieces, whole, strict=True) if inside), default=0
    )
    return [
        piece for piece, inside in zip(pieces, whole, strict=True)
        if inside or (piece.area > WHOLE * largest and _may_be_cut(piece, height, width))
    ]


def _may_be_cut(piece: Piece, height: int, width: int) -> bool:
    """Whether a piece that the border cuts may be a digit: it is no edge of a sheet or shadow."""
    slim = min(piece.width, piece.height) < SLIM * max(piece.width, piece.height)
    return piece.height < ACROSS * height and piece.width < ACROSS * width and not slim


def frames(mask: NDArray[np.bool_], pen: float) -> Rules:
    """Find the borders of boxes: what of a piece is straight from end to end, on three sides."""
    alone, course = np.zeros_like(mask), np.zeros_like(mask)
    sides = 0
    pieces = connected(mask, course, pen)
    for piece in pieces[:BOXES]:
        left, top, right, bottom = piece.box
        hollow = piece.area < HOLLOW * piece.width * piece.height
        if min(piece.width, piece.height) < BOX * pen or not hollow:
            continue
        own = painted([piece], piece.box)
        ruled = rules(own, pen)
        written = np.sum(own & ~ruled.course) > WRITTEN * piece.area
        framed = _sides(ruled.course) >= SIDES
        if framed and (written or any(_inside(each, piece) for each in pieces)):
            alone[top:bottom, left:right] |= ruled.alone
            course[top:bottom, left:right] |= ruled.course
            sides += ruled.sides
    return Rules(alone, course, sides)


def _sides(course: NDArray[np.bool_]) -> int:
    """Return how many of the four sides of a box (h, w) rules lie along."""
    high, wide = (max(round(EDGE * size), 1) for size in course.shape)
    along = (course[:high].any(axis=0), course[-high:].any(axis=0),
             course[:, :wide].any(axis=1), course[:, -wide:].any(axis=1))
    return sum(bool(side.mean() >= ALONG) for side in along)


def _inside(piece: Piece, box: Piece) -> bool:
    """Whether a piece lies within the box of another, and fills a good part of its height."""
    (left, top, right, bottom), (first, head, last, foot) = piece.box, box.box
    within = first < left and right < last and head < top and bottom < foot
    return within and piece.height > FILLED * box.height


def painted(pieces: Sequence[Piece], box: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    """Return the pixels of pieces within a box, (h, w)."""
    left, top, right, bottom = box
    edges = np.zeros((bottom - top, right - left + 1), np.int8)
    for piece in pieces:
        row, start, end = piece.runs
        inside = (row >= top) & (row < bottom) & (end > left) & (start < right)
        row, start, end = row[inside] - top, start[inside] - left, end[inside] - left
        np.add.at(edges, (row, np.maximum(start, 0)), 1)
        np.add.at(edges, (row, np.minimum(end, right - left)), -1)
    return np.cumsum(edges, axis=1)[:, :-1] > 0
