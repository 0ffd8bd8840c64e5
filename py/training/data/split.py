"""Which drawings are held back from training, to measure the network with: some of each source."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from training.data.drawings import Drawing

FEWEST_WRITERS = 5  # of whom one in five can be held back


class Split(NamedTuple):
    """Drawings, parted: four fifths to learn from, a fifth that is held back."""

    learnt: list[Drawing]
    held_back: list[Drawing]
    by_writer: bool  # False: the same hands are on both sides


def split(drawings: Sequence[Drawing]) -> Split:
    """Part drawings, those of each source by themselves, and return all of them."""
    return together(by_source(drawings).values())


def by_source(drawings: Sequence[Drawing]) -> dict[str, Split]:
    """Part the drawings of each source, by its name, as if there were no other.

    So a new source changes nothing of what was held back before. By writer or, where the digits
    are by too few of them, by drawing; a hash decides which, so that they are the same for every
    seed.
    """
    sources: dict[str, list[Drawing]] = {}
    for drawing in drawings:
        sources.setdefault(drawing.source, []).append(drawing)
    return {source: _parted(drawn) for source, drawn in sources.items()}


def together(parts: Collection[Split]) -> Split:
    """Return what several splits hold as one, which is by writer only if all of them are."""
    return Split(
        [drawing for part in parts for drawing in part.learnt],
        [drawing for part in parts for drawing in part.held_back],
        by_writer=all(part.by_writer for part in parts),
    )


def _parted(drawings: Sequence[Drawing]) -> Split:
    parted = _by_writer(drawings)
    sides = (parted.learnt, parted.held_back)
    if all(any(drawing.digit is not None for drawing in side) for side in sides):
        return parted
    return _by_drawing(drawings)


def _by_writer(drawings: Sequence[Drawing]) -> Split:
    """Hold back one writer in five, by the hash of the name; of fewer than five nobody.

    One who drew more than ten times the average is always learnt from: one hand must not decide
    the figures.
    """
    drawn = Counter(drawing.writer for drawing in drawings)
    writers = sorted(drawn, key=lambda writer: hashlib.sha256(writer.encode()).digest())
    most = 10 * len(drawings) / max(len(writers), 1)
    one_in_five = writers[FEWEST_WRITERS - 1 :: FEWEST_WRITERS]
    held_back = {writer for writer in one_in_five if drawn[writer] <= most}
    return Split(
        [drawing for drawing in drawings if drawing.writer not in held_back],
        [drawing for drawing in drawings if drawing.writer in held_back],
        by_writer=True,
    )


def _by_drawing(drawings: Sequence[Drawing]) -> Split:
    """Hold back one drawing in five, by the hash of what is drawn, but no digit's only drawing.

    What was saved twice counts once: it must not be on both sides.
    """
    by_hash = {_hash(drawing): drawing for drawing in drawings}
    left = Counter(drawing.digit for drawing in by_hash.values())
    split = Split([], [], by_writer=False)
    for drawing in (by_hash[name] for name in sorted(by_hash)):
        spare = left[drawing.digit] > 1 and len(split.held_back) < len(by_hash) // 5
        left[drawing.digit] -= spare
        (split.held_back if spare else split.learnt).append(drawing)
    return split


def _hash(drawing: Drawing) -> str:
    strokes = [stroke.tolist() for stroke in drawing.strokes]
    return hashlib.sha256(json.dumps([drawing.digit, strokes]).encode()).hexdigest()
