"""The UNIPEN reader: a small distribution by hand, and the real one where it lies beside us."""

import gzip
import json
import tarfile

import pytest

from tests import pen_digits
from training.data import pen
from training.errors import DataError

UNIPEN = pen_digits.SHARED / "pen-digits" / "unipen-part.tar.xz"

DIGITS = """.VERSION 1.0
.INCLUDE site/site.doc
.INCLUDE site/data/one.dat
.SEGMENT CHARACTER 0-1 ? "4"
.SEGMENT CHARACTER 2:1 OK "1"
.SEGMENT CHARACTER 0 OK "x"
"""
STROKES = """.WRITER_ID somebody
.PEN_DOWN
10 20
30 60
.PEN_UP
.DT 100
.PEN_DOWN
20 40
.PEN_UP
.PEN_DOWN
5 5 900 1
5 6 905 1
.PEN_UP
"""


@pytest.fixture
def distribution(tmp_path):
    """A folder with one writer: three strokes, y upward, that are a 4 and a 1."""
    for name, text in {
        "data/1a/site/one.dat": DIGITS,
        "data/1b/site/one.dat": DIGITS,
        "include/site/site.doc": ".DATA_INFO about 4 and 5\n",
        "include/site/data/one.dat": STROKES,
    }.items():
        path = tmp_path / "train_r01_v07" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def content(path):
    return [
        (drawing.writer, drawing.digit, [stroke.tolist() for stroke in drawing.strokes])
        for drawing in pen.read(path)
    ]


# y turned downward, the longer side (40 units, and 1 unit) scaled to 1000.
EXPECTED = [
    ("site/one", 4, [[[0, 1000], [500, 0]], [[250, 500]]]),
    ("site/one", 1, [[[0, 1000], [0, 0]]]),
]


def test_a_folder_is_read(distribution):
    assert content(distribution) == EXPECTED


@pytest.mark.parametrize("kind", ["gz", "xz"])
def test_an_archive_is_read_alike(distribution, tmp_path, kind):
    path = tmp_path / f"all.tar.{kind}"
    with tarfile.open(path, f"w:{kind}") as archive:
        archive.add(distribution / "train_r01_v07", "./train_r01_v07")
    assert content(path) == EXPECTED


def refused(path):
    with pytest.raises(DataError) as error:
        pen.read(path)
    return str(error.value)


def test_a_missing_file_of_strokes_is_named(distribution):
    (distribution / "train_r01_v07/include/site/data/one.dat").unlink()
    assert refused(distribution) == "data/1a/site/one.dat: include/site/data/one.dat is missing"


@pytest.mark.parametrize("point", ["30 sixty", "30 nan", "30"])
def test_a_writer_whose_strokes_hold_no_points_is_named(distribution, point):
    path = distribution / "train_r01_v07/include/site/data/one.dat"
    path.write_text(STROKES.replace("30 60", point))
    assert refused(distribution) == "data/1a/site/one.dat: a stroke holds what is no point"


def test_a_segment_without_strokes_is_named(distribution):
    path = distribution / "train_r01_v07/data/1a/site/one.dat"
    path.write_text(DIGITS.replace("0-1", "7-8"))
    assert refused(distribution).startswith("data/1a/site/one.dat: no ink for .SEGMENT")


def test_a_folder_of_something_else_is_named(tmp_path):
    assert refused(tmp_path).startswith(f"{tmp_path}: neither .jsonl files nor")


def test_a_truncated_archive_is_named(distribution, tmp_path):
    path = tmp_path / "all.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.add(distribution / "train_r01_v07", "train_r01_v07")
    content = path.read_bytes()
    path.write_bytes(content[:-40])
    assert "all.tar.gz: damaged archive" in refused(path)
    path.write_bytes(content[:20])
    assert "all.tar.gz: cannot be read" in refused(path)


@pytest.mark.skipif(not UNIPEN.exists(), reason="UNIPEN is not beside the project")
def test_the_published_digits_are_those_of_the_prepared_file():
    with gzip.open(pen_digits.DIGITS, "rt") as lines:
        prepared = [
            (entry["writer"], entry["digit"], entry["strokes"]) for entry in map(json.loads, lines)
        ]
    assert len(prepared) == 9790
    assert sorted(content(UNIPEN)) == sorted(prepared)
