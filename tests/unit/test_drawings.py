"""Recorded drawings: the page's form is read, anything else is refused by line."""

import gzip
import json

import numpy as np
import pytest

from training.data import drawings, pen
from training.data.drawings import Drawing
from training.errors import DataError

LINE = '{"writer": "a/b", "digit": 9, "strokes": [[[0, 1.5], [2, 3]], [[4, 5]]]}'


def test_a_line_is_a_drawing_with_writer_digit_and_strokes(tmp_path):
    path = tmp_path / "two.jsonl"
    path.write_text(f'{LINE}\n{{"writer": "c", "label": "x", "strokes": [[[0, 0]]]}}')
    nine, other = pen.read(path)
    assert (nine.writer, nine.digit) == ("a/b", 9)
    assert [stroke.tolist() for stroke in nine.strokes] == [[[0, 1.5], [2, 3]], [[4, 5]]]
    assert (other.writer, other.digit) == ("c", None)


def test_a_gzipped_file_is_read_alike(tmp_path):
    path = tmp_path / "one.jsonl.gz"
    path.write_bytes(gzip.compress(LINE.encode()))
    assert [drawing.digit for drawing in pen.read(path)] == [9]


@pytest.mark.parametrize(("line", "fault"), [
    ("", "empty"),
    ('{"writer": "a", ', "not JSON"),
    ("[" * 100_000, "not a drawing"),
    ("[1, 2]", 'no "writer"'),
    ('{"digit": 1, "strokes": [[[0, 0]]]}', 'no "writer"'),
    ('{"writer": "a", "strokes": [[[0, 0]]]}', 'neither "digit" nor "label"'),
    ('{"writer": "a", "digit": 10, "strokes": [[[0, 0]]]}', "digit 10, expected 0 to 9"),
    ('{"writer": "a", "digit": true, "strokes": [[[0, 0]]]}', "digit True"),
    ('{"writer": "a", "digit": "4", "strokes": [[[0, 0]]]}', "digit '4'"),
    ('{"writer": "a", "digit": 1}', 'no "strokes"'),
    ('{"writer": "a", "digit": 1, "strokes": []}', 'no "strokes"'),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, 0]], []]}', "stroke 1 is not"),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, 0, 0]]]}', "stroke 0 is not"),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, "x"]]]}', "stroke 0 is not"),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, NaN]]]}', "stroke 0 is not"),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, 1e999]]]}', "stroke 0 is not"),
])
def test_a_faulty_line_is_named_by_number(tmp_path, line, fault):
    path = tmp_path / "three.jsonl"
    path.write_text(f"{LINE}\n{LINE}\n{line}\n{LINE}\n")
    with pytest.raises(DataError) as error:
        pen.read(path)
    assert str(error.value).startswith(f"{path}, line 3: {fault}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("name", "content"), [
    ("damaged.jsonl.gz", gzip.compress(LINE.encode() * 99)[:-9]),
    ("no-gzip.jsonl.gz", LINE.encode()),
    ("no-text.jsonl", b"\xff\xfe\x00"),
    ("nothing.jsonl", b""),
    ("picture.png", b"\x89PNG"),
])
def test_a_file_that_holds_no_drawings_is_named(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=name):
        pen.read(tmp_path / name)


@pytest.mark.parametrize("name", ["nowhere", "nowhere.jsonl", "nowhere.tar.xz"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(DataError, match=f"{name}: no such file"):
        pen.read(tmp_path / name)


def drawn_by(*writers):
    return [Drawing(writer, 1, (np.zeros((1, 2)),)) for writer in writers for _ in range(3)]


def test_a_fifth_of_the_writers_is_held_back_and_nobody_is_on_both_sides():
    learnt, held_back = drawings.split(drawn_by(*(f"site/{number}" for number in range(50))))
    writers = [{drawing.writer for drawing in side} for side in (learnt, held_back)]
    assert [len(side) for side in writers] == [40, 10]
    assert not writers[0] & writers[1]
    assert (len(learnt), len(held_back)) == (120, 30)


def test_the_same_writers_are_held_back_whatever_the_order():
    some = drawn_by(*"abcdefghij")
    writers = {drawing.writer for drawing in drawings.split(some)[1]}
    assert {drawing.writer for drawing in drawings.split(some[::-1])[1]} == writers


def test_who_drew_most_is_never_held_back():
    few = drawn_by(*(f"site/{number}" for number in range(50)))
    held_back = {drawing.writer for drawing in drawings.split(few)[1]}
    diligent = min(held_back)
    learnt, held_back_now = drawings.split(few + 40 * drawn_by(diligent))
    assert {drawing.writer for drawing in held_back_now} == held_back - {diligent}
    assert sum(drawing.writer == diligent for drawing in learnt) == 123


def test_too_few_writers_to_hold_one_back_is_an_error():
    with pytest.raises(DataError, match="4 writers"):
        drawings.split(drawn_by(*"abcd"))


def test_what_the_page_would_export_is_read_back(tmp_path):
    strokes = [[[10, 20], [30, 40]]]
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps({"writer": "me", "digit": 0, "strokes": strokes}) + "\n")
    (only,) = pen.read(path)
    assert [stroke.tolist() for stroke in only.strokes] == strokes
