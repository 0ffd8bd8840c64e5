"""Strokes to digits, from left to right: heuristic over-segmentation and the best path through it.

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition"
(1998), sections V to VII: whatever could be one digit is a candidate; what the network thinks of it
and how it lies among the others make its score; and of all ways to part the strokes among
candidates the one with the highest sum of scores wins. A small stroke may also be a decimal
separator, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

    from pixelpredict.layout import Layout

MOST_STROKES = 4  # of a digit
WIDEST = 1.9  # heights of the writing: strokes that spread further are more than one digit
MOST_INK = 8.0  # times their box's longer side: strokes with more of it are a scribble
MOST_PIECES = 48  # more strokes than that are no number: the time is bounded

SMALL = 0.35  # heights of the writing, the longer side of a dot or a comma
HIGHEST, LOWEST = 0.7, 1.6  # place of a separator between its neighbours' heads (0) and feet (1)
SEPARATOR = 1.5  # the score of a small stroke on the base line between two digits
OFF_BASE = -4.1  # what is added to it for each height of its neighbours that it is off
STRAY = -2.3  # and of one anywhere else

# What a candidate's score is made of; a sum of scores is the logarithm of how likely a parting is,
# but for a constant. Fitted to numbers put together from recorded digits: training/NOTES.md.
WEIGHTS = {
    "each": -0.90,
    "evidence": 0.46,
    "log_probability": 2.34,
    "two_strokes": -0.58,
    "three_strokes": -3.12,
    "gap": -0.92,
    "overlap": -10.91,
    "height": -0.42,
    "too_low": -15.58,
    "too_high": 5.85,
    "too_wide": -1.92,
    "off_base": -6.12,
    "interrupted": -1.71,
    "touching": -2.28,
    "apart": -10.12,
    "small": -4.67,
}
_RIVALS = 3  # ways to have covered the same strokes that are followed
_STATES = 30  # sets of strokes that may have been covered so far: those of the best ways


class Parting(NamedTuple):
    """One way to part all strokes of a layout."""

    score: float
    digits: tuple[int, ...]  # which of the candidates, from left to right
    alone: tuple[int, ...]  # which of the strokes are no part of a digit


def pieces(strokes: Sequence[NDArray[np.float64]]) -> list[list[int]]:
    """Return what is to be parted, by the numbers of the strokes: each stroke that has ink.

    Very many strokes are no number but a scribble: one piece.
    """
    inked = [number for number, stroke in enumerate(strokes) if stroke.size]
    return [[number] for number in inked] if len(inked) <= MOST_PIECES else [inked]


def candidates(layout: Layout) -> NDArray[np.bool_]:
    """Return which strokes each of c candidates is made of: (c, n).

    Up to four strokes that are neighbours from left to right, or that were drawn one after another.
    """
    n = len(layout.left)
    found = {}
    for sequence in (list(range(n)), layout.order.argsort().tolist()):
        for first in range(n):
            found[1 << sequence[first]] = None
            for cover in _growing(layout, sequence[first : first + MOST_STROKES]):
                found[cover] = None
    covers = np.array(list(found), np.int64)  # wasm's own integers have 32 bits
    return (covers[:, None] >> np.arange(n) & 1).astype(bool)


def _growing(layout: Layout, sequence: Sequence[int]) -> Iterator[int]:
    """Yield the first two, three … strokes of a sequence, as bits, while they may be one digit."""
    left = top = np.inf
    right = bottom = -np.inf
    ink = cover = 0
    for count, stroke in enumerate(sequence, 1):
        left, right = min(left, layout.left[stroke]), max(right, layout.right[stroke])
        top, bottom = min(top, layout.top[stroke]), max(bottom, layout.bottom[stroke])
        ink += layout.length[stroke]
        cover |= 1 << stroke
        if right - left > WIDEST or ink > MOST_INK * max(right - left, bottom - top):
            return
        if count > 1:
            yield cover


def scores(layout: Layout, members: NDArray[np.bool_], logits: NDArray) -> NDArray[np.float64]:
    """Return how much speaks for it that each candidate (c, n) is one digit, (c,).

    logits: (c, 10), the network's, for the candidates' images.
    """
    return features(layout, members, logits) @ np.array(list(WEIGHTS.values()))


def features(layout: Layout, members: NDArray[np.bool_], logits: NDArray) -> NDArray[np.float64]:
    """Return what the scores are made of: (c, 16), in the order of `WEIGHTS`.

    Lengths are in heights of the writing.
    """
    left, right, top, bottom = layout.boxes(members)
    width, height, count = right - left, bottom - top, members.sum(axis=1)
    relative = logits - logits.max(axis=1, keepdims=True)
    return np.stack([
        np.ones(len(members)),
        np.minimum(-relative.mean(axis=1), 12),
        -np.log(np.exp(relative).sum(axis=1)),
        count == 2,
        count > 2,
        layout.gaps(members),
        layout.overlaps(members),
        height,
        np.maximum(0.8 - height, 0),
        np.maximum(height - 1.2, 0),
        np.maximum(width - 1.2, 0),
        np.abs(bottom - layout.base),
        layout.interruptions(members),
        np.maximum(1 - 10 * layout.to_others(members), 0),
        layout.apart(members),
        np.maximum(width, height) < SMALL,
    ], axis=1)


def alone(layout: Layout) -> dict[int, float]:
    """Return the scores of the small strokes, which may be no part of a digit.

    Where all are small, all is writing.
    """
    small = _small(layout)
    if small.all():
        return {}
    return {
        stroke: SEPARATOR + OFF_BASE * abs(layout.depth(stroke, small) - 1)
        if is_separator(layout, stroke) else STRAY
        for stroke in np.flatnonzero(small).tolist()
    }


def is_separator(layout: Layout, stroke: int) -> bool:
    """Return whether a small stroke lies where a decimal separator does."""
    depth = layout.depth(stroke, _small(layout))
    return HIGHEST < depth < LOWEST


def _small(layout: Layout) -> NDArray[np.bool_]:
    return np.maximum(layout.bottom - layout.top, layout.right - layout.left) < SMALL


def partings(
    members: NDArray[np.bool_], scores: NDArray[np.floating], alone: dict[int, float]
) -> list[Parting]:
    """Return the best ways to part all strokes, at most three, the best first.

    members (c, n) and scores (c,) of the candidates; alone: those of single strokes that may be no
    part of a digit. Stroke by stroke from the left, by dynamic programming: what is kept of a way
    that has covered the same strokes as another is the better of the two, and its rivals.
    """
    covers = (members @ (1 << np.arange(members.shape[1], dtype=np.int64))).tolist()
    choices: list[list[tuple[int, float, int | None]]] = [[] for _ in members.T]
    for stroke, candidate in np.argwhere(members.T).tolist():
        choices[stroke].append((covers[candidate], float(scores[candidate]), candidate))
    for stroke, score in alone.items():
        choices[stroke].append((1 << stroke, score, None))
    ways = {0: [Parting(0.0, (), ())]}
    for stroke, open_choices in enumerate(choices):
        longer: dict[int, list[Parting]] = {}
        for covered, reached in ways.items():
            if covered >> stroke & 1:
                longer.setdefault(covered, []).extend(reached)
                continue
            for cover, score, candidate in open_choices:
                if cover & covered:
                    continue
                step = ((candidate,), ()) if candidate is not None else ((), (stroke,))
                longer.setdefault(covered | cover, []).extend(
                    Parting(way.score + score, way.digits + step[0], way.alone + step[1])
                    for way in reached
                )
        best = {
            covered: sorted(reached, key=lambda way: -way.score)[:_RIVALS]
            for covered, reached in longer.items()
        }
        ways = dict(sorted(best.items(), key=lambda entry: -entry[1][0].score)[:_STATES])
    return ways[(1 << len(choices)) - 1]
