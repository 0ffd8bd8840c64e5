"""Strokes to digits, from left to right: heuristic over-segmentation and the best path through it.

LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document recognition"
(1998), sections V to VII: whatever could be one digit is a candidate; what the network thinks of it
and how it lies among the others make its score; and of all ways to part the strokes among
candidates the one with the highest sum of scores wins. A small stroke may also be none of a
digit's: see `separators`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from pixelpredict import separators

if TYPE_CHECKING:  # costs a dozen modules at the start in the browser
    from numpy.typing import NDArray

    from pixelpredict.layout import Layout

MOST_STROKES = 4  # of a digit
WIDEST = 2.5  # heights of the writing: strokes that spread further are more than one digit
MOST_INK = 8.0  # times their box's longer side: strokes with more of it are a scribble
MOST_PIECES = 48  # more strokes than that are no number: the time is bounded

LOOSE = 0.1  # from a digit's other strokes: a dot further off, and no separator there, is stray
LATE = 2  # strokes that were drawn in between: more of them make it no less likely

# What a candidate's score is made of; a sum of scores is the logarithm of how likely a parting is,
# but for a constant. Fitted by fit_segmentation.py to numbers put together from recorded digits.
NETWORK = {
    "evidence": 0.46,
    "log_probability": 2.34,
}
LAYOUT = {
    "each": -0.90,
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


class Tables(NamedTuple):
    """What scores are made of, for one kind of ink: by the network, the layout, and of dots."""

    network: dict[str, float]
    layout: dict[str, float]
    alone: dict[str, float]
    strokes: int  # of a digit, at most


DRAWN = Tables(NETWORK, LAYOUT, separators.ALONE, MOST_STROKES)

# Strokes that lie worse together need not be looked at: they are no digit, whatever the network
# thinks of them. No digit of 2,500 did, and one in five of the other candidates does.
_HOPELESS = -14.0
_MOST_LOOKED_AT = 40  # candidates of several strokes, those that lie best; 12 digits have some 36
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


def candidates(
    layout: Layout, table: dict[str, float] = LAYOUT, most: int = MOST_STROKES
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return which strokes each of c candidates is made of, (c, n), and how they lie, (c, 14).

    Up to four strokes, or however many, that are neighbours from left to right, or that were drawn
    one after another. table: what it is worth that they lie so, as `LAYOUT` has it for drawings.
    """
    covers = np.array(_covers(layout, most), np.int64)  # wasm's own integers have 32 bits
    members = (covers[:, None] >> np.arange(len(layout.left)) & 1).astype(bool)
    features = layout_features(layout, members)
    looked_at = _MOST_LOOKED_AT * most // MOST_STROKES
    worthwhile = _worthwhile(layout, members, features @ _weights(table), looked_at)
    return members[worthwhile], features[worthwhile]


def _covers(layout: Layout, most: int) -> list[int]:
    """Return the candidates' strokes as bits."""
    n = len(layout.left)
    sides = (layout.left, layout.right, layout.top, layout.bottom, layout.length)
    strokes = np.stack(sides, axis=1).tolist()
    found = {}
    for sequence in (list(range(n)), layout.order.argsort().tolist()):
        for first in range(n):
            found[1 << sequence[first]] = None
            for cover in _growing(strokes, sequence[first : first + most]):
                found[cover] = None
    return list(found)


def _worthwhile(
    layout: Layout, members: NDArray[np.bool_], scores: NDArray[np.float64], most: int
) -> NDArray[np.intp]:
    """Return which candidates are to be looked at: single strokes, and those that lie well."""
    single = members.sum(axis=1) == 1
    several = np.flatnonzero((scores > _HOPELESS) & ~single)
    dots = np.flatnonzero(separators.longer_sides(layout) < separators.DOT).tolist()
    if stray := [dot for dot in dots if not separators.is_separator(layout, dot)]:
        loose = layout.to_own(members[several])[:, stray] > LOOSE
        several = several[~(members[several][:, stray] & loose).any(axis=1)]
    best = several[np.argsort(-scores[several], kind="stable")[:most]]
    return np.concatenate([np.flatnonzero(single), np.sort(best)])


def _growing(strokes: Sequence[Sequence[float]], sequence: Sequence[int]) -> Iterator[int]:
    """Yield the first two, three … strokes of a sequence, as bits, while they may be one digit.

    strokes: of each its left, right, top and bottom, and the length of its ink.
    """
    left = top = np.inf
    right = bottom = -np.inf
    ink = cover = 0
    for count, stroke in enumerate(sequence, 1):
        box = strokes[stroke]
        left, right = min(left, box[0]), max(right, box[1])
        top, bottom = min(top, box[2]), max(bottom, box[3])
        ink += box[4]
        cover |= 1 << stroke
        if right - left > WIDEST or ink > MOST_INK * max(right - left, bottom - top):
            return
        if count > 1:
            yield cover


def scores(
    features: NDArray[np.float64], logits: NDArray[np.floating],
    network: dict[str, float] = NETWORK, layout: dict[str, float] = LAYOUT,
) -> NDArray[np.float64]:
    """Return how much speaks for it that each candidate is one digit, (c,).

    features: (c, 14), as `candidates` returns them. logits: (c, 10), the network's, for their
    images. network, layout: what each is worth, as `NETWORK` and `LAYOUT` say it of drawings.
    """
    return features @ _weights(layout) + network_features(logits) @ _weights(network)


def _weights(table: dict[str, float]) -> NDArray[np.float64]:
    return np.array(list(table.values()))


def network_features(logits: NDArray[np.floating]) -> NDArray[np.float64]:
    """Return what the network adds to the scores: (c, 2), in the order of `NETWORK`."""
    relative = logits - logits.max(axis=1, keepdims=True)
    evidence = np.minimum(-relative.mean(axis=1), 12)
    return np.stack([evidence, -np.log(np.exp(relative).sum(axis=1))], axis=1)


def layout_features(layout: Layout, members: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return what the layout adds to the scores: (c, 14), in the order of `LAYOUT`.

    Lengths are in heights of the writing.
    """
    left, right, top, bottom = layout.boxes(members)
    width, height, count = right - left, bottom - top, members.sum(axis=1)
    to_own = layout.to_own(members)
    return np.stack([
        np.ones(len(members)),
        count == 2,
        count > 2,
        layout.gaps(members),
        layout.overlaps(members, left, right),
        height,
        np.maximum(0.8 - height, 0),
        np.maximum(height - 1.2, 0),
        np.maximum(width - 1.2, 0),
        np.abs(bottom - layout.base),
        np.minimum(layout.interruptions(members), LATE),
        np.maximum(1 - 10 * layout.to_others(members), 0),
        np.where(np.isinf(to_own), 0, np.minimum(to_own, 1)).max(axis=1),
        np.maximum(width, height) < separators.SMALL,
    ], axis=1)


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
