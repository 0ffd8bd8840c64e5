"""Recorded drawings: the page's form is read, anything else is refused by line."""

import gzip
import json

import pytest

from training.data import pen
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


@pytest.mark.parametrize("name", ["one.jsonl", "one.jsonl.gz"])
def test_what_editors_put_before_and_after_the_lines_is_no_fault(tmp_path, name):
    text = f"\N{BOM}{LINE}\n\n \n".encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    assert [drawing.digit for drawing in pen.read(tmp_path / name)] == [9]


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
    ("empty-lines.jsonl", b"\n\n"),
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


def test_what_the_page_would_export_is_read_back(tmp_path):
    strokes = [[[10, 20], [30, 40]]]
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps({"writer": "me", "digit": 0, "strokes": strokes}) + "\n")
    (only,) = pen.read(path)
    assert [stroke.tolist() for stroke in only.strokes] == strokes


def test_a_folder_of_saved_drawings_is_read_file_by_file(tmp_path):
    for number, name in enumerate(("drawing.jsonl", "drawing (1).jsonl", "drawing(2).jsonl")):
        (tmp_path / name).write_text(LINE.replace("9", str(number)) + "\n")
    (tmp_path / "drawing-4.jsonl.gz").write_bytes(gzip.compress(LINE.encode()))
    (tmp_path / "digit.png").write_bytes(b"\x89PNG")
    assert sorted(drawing.digit for drawing in pen.read(tmp_path)) == [0, 1, 2, 9]


def test_the_hash_of_a_folder_is_of_its_drawings_alone(tmp_path):
    (tmp_path / "drawing.jsonl").write_text(LINE)
    before = pen.sha256(tmp_path)
    (tmp_path / "digit.png").write_bytes(b"\x89PNG")
    assert pen.sha256(tmp_path) == before
    (tmp_path / "drawing (1).jsonl").write_text(LINE)
    assert pen.sha256(tmp_path) != before


def test_files_of_one_name_are_hashed_apart(tmp_path):
    paths = [tmp_path / name / "drawing.jsonl" for name in ("phone", "desk")]
    for path in paths:
        path.parent.mkdir()
        path.write_text(LINE + " " * len(path.parent.name))
    hashes = pen.hashes(paths)
    assert list(hashes) == ["drawing.jsonl", "drawing.jsonl (2)"]
    assert len(set(hashes.values())) == 2
