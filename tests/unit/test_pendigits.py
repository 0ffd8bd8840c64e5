"""The pendigits reader: a small file by hand, and the real one where it lies beside us."""

import gzip
import json
import lzma

import pytest

from tests import pen_digits
from training.data import pen
from training.errors import DataError

TEXT = """.INCLUDE        dene.doc

.LEXICON "0" "1" "2" "3" "4" "5" "6" "7" "8" "9"
.HIERARCHY      DIGIT

.SEGMENT DIGIT    0-1 ? "4"
.COMMENT 4 12  224
.PEN_DOWN
 10  20
 30  60
.PEN_UP
.DT 100
.PEN_DOWN
 20  40
.PEN_UP
.DT 100

.SEGMENT DIGIT    2 ? "1"
.COMMENT 1  3    7
.PEN_DOWN
 105  205
 105  206
.PEN_UP
.DT 100
"""

# y turned downward, the longer side (40 units, and 1 unit) scaled to 1000.
EXPECTED = [
    ("pendigits/12", 4, [[[0, 1000], [500, 0]], [[250, 500]]]),
    ("pendigits/03", 1, [[[0, 1000], [0, 0]]]),
]


def content(path):
    return [
        (drawing.writer, drawing.digit, [stroke.tolist() for stroke in drawing.strokes])
        for drawing in pen.read(path)
    ]


def written(path, text):
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(("name", "packed"), [
    ("pendigits-orig.tra", bytes),
    ("pendigits-orig.tra.gz", gzip.compress),
    ("pendigits-orig.tra.xz", lzma.compress),
    ("pendigits-orig.tra", lzma.compress),
    ("digits.txt", bytes),
], ids=["text", "gzip", "xz", "xz by another name", "text by another name"])
def test_the_text_is_known_by_what_is_in_it_however_packed(tmp_path, name, packed):
    assert content(written(tmp_path / name, packed(TEXT.encode()))) == EXPECTED


def test_lines_may_end_as_on_windows(tmp_path):
    assert content(written(tmp_path / "a.tra", TEXT.replace("\n", "\r\n"))) == EXPECTED


def refused(path):
    with pytest.raises(DataError) as error:
        pen.read(path)
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix(f"{path}")


def test_a_compress_file_is_to_be_unpacked_first(tmp_path):
    path = written(tmp_path / "pendigits-orig.tra.Z", b"\x1f\x9d\x90\x2e\x92")
    assert refused(path) == ": packed by compress; unpack it first: gzip -d pendigits-orig.tra.Z"


@pytest.mark.parametrize(("old", "new", "said"), [
    (".COMMENT 1  3    7\n", "", ", the digit from line 18: no .SEGMENT DIGIT and .COMMENT"),
    ("DIGIT    2", "CHARACTER 2", ", the digit from line 18: no .SEGMENT DIGIT and .COMMENT"),
    ("0-1", "0-2", ", the digit from line 6: not the 3 whole strokes announced"),
    ("0-1", "1-0", ", the digit from line 6: not the 0 whole strokes announced"),
    (".PEN_DOWN\n 20", " 20", ", the digit from line 6: not the 2 whole strokes announced"),
    (" 105  205\n 105  206\n", "", ", the digit from line 18: no ink"),
    ("206", "2o6", ", the digit from line 18: a stroke holds what is no point"),
    ("206", "nan", ", the digit from line 18: a stroke holds what is no point"),
    (" 105  205\n 105  206\n", " 105\n 205\n",
     ", the digit from line 18: a stroke holds what is no point"),
])
def test_a_faulty_digit_is_named_by_its_line(tmp_path, old, new, said):
    assert TEXT.count(old) == 1
    assert refused(written(tmp_path / "a.tra", TEXT.replace(old, new))).startswith(said)


@pytest.mark.parametrize("end", ["105  206\n", ".PEN_U", ".COMM", "DIGIT    2 ?"])
def test_a_truncated_text_is_named(tmp_path, end):
    text = TEXT[: TEXT.index(end, TEXT.index(".SEGMENT DIGIT    2")) + len(end)]
    said = refused(written(tmp_path / "a.tra", text))
    assert said.startswith(", the digit from line 18: no")


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress])
@pytest.mark.parametrize("length", [3, 12, 40, 300, -9])
def test_a_truncated_file_is_named(tmp_path, packed, length):
    many = packed("".join(TEXT.replace("224", str(n)) for n in range(400)).encode())
    said = refused(written(tmp_path / "a.tra", many[:length]))
    assert said.startswith(": cannot be read (")
    assert "get it anew" in said


@pytest.mark.parametrize("packed", [gzip.compress, lzma.compress])
def test_a_damaged_file_is_named(tmp_path, packed):
    content = bytearray(packed(TEXT.encode()))
    content[len(content) // 2] ^= 0xFF
    assert ": cannot be read (" in refused(written(tmp_path / "a.tra", bytes(content)))


@pytest.mark.parametrize(
    "text", ["", "\n", TEXT[:60], lzma.compress(b"")], ids=["empty", "blank", "head", "packed"])
def test_a_file_without_digits_is_named(tmp_path, text):
    assert refused(written(tmp_path / "a.tra", text)) == ": holds no drawings"


@pytest.mark.skipif(not pen_digits.PENDIGITS.exists(), reason="pendigits is not beside the project")
def test_the_published_digits_are_those_of_the_prepared_file():
    with gzip.open(pen_digits.SHARED / "pen-digits" / "pendigits.jsonl.gz", "rt") as lines:
        prepared = [
            (entry["writer"], entry["digit"], entry["strokes"]) for entry in map(json.loads, lines)
        ]
    assert len(prepared) == 7494
    assert sorted(content(pen_digits.PENDIGITS)) == sorted(prepared)
