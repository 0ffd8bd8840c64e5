"""What is held back from training: whole writers, or drawings where the writers are too few."""

import numpy as np
import pytest

from tests import pen_digits
from training.data import pen
from training.data.drawings import Drawing
from training.data.split import by_source, split


def drawn_by(*writers):
    return [Drawing(writer, 1, (np.zeros((1, 2)),)) for writer in writers for _ in range(3)]


def drawn(*digits, writer="page"):
    """Return drawings by one hand, no two alike; None for one that is no digit."""
    return [Drawing(writer, digit, (np.array([[0.0, 0], [number, 9]]),))
            for number, digit in enumerate(digits)]


def inks(drawings):
    return {(drawing.digit, drawing.strokes[0].tobytes()) for drawing in drawings}


def test_a_fifth_of_the_writers_is_held_back_and_nobody_is_on_both_sides():
    learnt, held_back, by_writer = split(drawn_by(*(f"site/{number}" for number in range(50))))
    assert by_writer
    writers = [{drawing.writer for drawing in side} for side in (learnt, held_back)]
    assert [len(side) for side in writers] == [40, 10]
    assert not writers[0] & writers[1]
    assert (len(learnt), len(held_back)) == (120, 30)


def test_the_same_writers_are_held_back_whatever_the_order():
    some = drawn_by(*"abcdefghij")
    writers = {drawing.writer for drawing in split(some).held_back}
    assert {drawing.writer for drawing in split(some[::-1]).held_back} == writers


def test_who_drew_most_is_never_held_back():
    few = drawn_by(*(f"site/{number}" for number in range(50)))
    held_back = {drawing.writer for drawing in split(few).held_back}
    diligent = min(held_back)
    now = split(few + 40 * drawn_by(diligent))
    assert {drawing.writer for drawing in now.held_back} == held_back - {diligent}
    assert sum(drawing.writer == diligent for drawing in now.learnt) == 123


def test_one_persons_drawings_are_held_back_one_in_five_the_same_whatever_the_order():
    own = drawn(*range(10), *range(10), *range(10))
    learnt, held_back, by_writer = split(own)
    assert not by_writer
    assert (len(learnt), len(held_back)) == (24, 6)
    assert inks(learnt) | inks(held_back) == inks(own)
    assert not inks(learnt) & inks(held_back)
    assert inks(split(own[::-1]).held_back) == inks(held_back)


@pytest.mark.parametrize(("digits", "held_back"), [
    ([7], 0), ([7, 7, 7, 7], 0), ([7] * 5, 1), (range(10), 0), ([*range(10), 3], 1),
    ([*range(10), *[None] * 10], 4), ([None] * 10, 2)])
def test_of_few_drawings_every_digit_stays_to_be_learnt(digits, held_back):
    parts = split(drawn(*digits))
    assert len(parts.held_back) == held_back
    assert {drawing.digit for drawing in parts.learnt} == set(digits)


def test_four_writers_are_too_few_to_hold_one_back_and_five_are_enough():
    hands = {name: drawn(*range(10), writer=name) for name in "abcde"}
    assert not split([each for name in "abcd" for each in hands[name]]).by_writer
    assert split([each for name in "abcde" for each in hands[name]]).by_writer


def test_letters_by_many_do_not_make_ones_own_digits_by_many():
    letters = [Drawing(f"site/{number}", None, (np.array([[0.0, number]]),))
               for number in range(50)]
    parts = split(letters + drawn(*range(10), *range(10)))
    assert not parts.by_writer
    assert len(parts.held_back) == 14
    assert {drawing.digit for drawing in parts.learnt} == {None, *range(10)}


def by_every_source(own=0):
    """Return digits by 50 UNIPEN writers, 30 of pendigits', and one hand of one's own."""
    names = [*(f"site/{n}" for n in range(50)), *(f"pendigits/{n:02}" for n in range(1, 31))]
    return drawn_by(*names) + drawn(*range(10), *range(10))[:own]


def test_a_fifth_of_the_writers_of_each_source_is_held_back():
    parts = split(by_every_source())
    assert parts.by_writer
    held_back = {drawing.writer for drawing in parts.held_back}
    assert sorted(writer.split("/")[0] for writer in held_back) == ["pendigits"] * 6 + ["site"] * 10
    assert not held_back & {drawing.writer for drawing in parts.learnt}


def test_other_sources_change_nothing_of_what_a_source_holds_back():
    alone = split(drawn_by(*(f"site/{n}" for n in range(50)))).held_back
    among = by_source(by_every_source(own=20))["unipen"].held_back
    assert [drawing.writer for drawing in among] == [drawing.writer for drawing in alone]


def test_ones_own_drawings_are_held_back_by_drawing_and_the_others_by_writer_still():
    parts = by_source(by_every_source(own=20))
    assert {source: part.by_writer for source, part in parts.items()} == {
        "unipen": True, "pendigits": True, "own": False}
    assert len(parts["own"].held_back) == 4
    whole = split(by_every_source(own=20))
    assert not whole.by_writer
    assert sum(drawing.writer == "page" for drawing in whole.held_back) == 4
    assert len(whole.held_back) == sum(len(part.held_back) for part in parts.values())


@pytest.mark.skipif(not pen_digits.PENDIGITS.exists(), reason="pendigits is not beside the project")
def test_six_of_the_thirty_pendigits_writers_are_held_back():
    parts = split(pen.read(pen_digits.PENDIGITS))
    assert len({drawing.writer for drawing in parts.held_back}) == 6
    assert len({drawing.writer for drawing in parts.learnt}) == 24


def test_a_drawing_saved_twice_is_not_on_both_sides():
    own = drawn(*[3] * 10)
    parts = split(own + own)
    assert (len(parts.learnt), len(parts.held_back)) == (8, 2)
    assert not inks(parts.learnt) & inks(parts.held_back)
