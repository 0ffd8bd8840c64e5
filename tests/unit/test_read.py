"""py/read.py prints what is read: a number a line, or a picture a line, or JSON; and shows it."""

import json
import os
import sys

import numpy as np
import pytest
from PIL import Image

import read
from pixelpredict import DigitReading, Reading, Recognizer
from pixelpredict.reading import PictureReading
from tests.pen_digits import SHARED
from tests.unit import bad_pictures, odd_pictures
from tests.unit.odd_pictures import SIDE

PICTURES = SHARED / "pictures"


def probabilities(first, second=None):
    """Return those of a digit that is sure, or of one that may be another."""
    shares = np.full(10, 1e-6)
    shares[first] = 1
    if second is not None:
        shares[second] = 0.9
    return shares / shares.sum()


def line(*digits, alternative=""):
    """Return the reading of a line of digits, each one or (the first, the second candidate)."""
    parts = [digit if isinstance(digit, tuple) else (digit,) for digit in digits]
    return Reading(tuple(
        DigitReading(np.zeros((28, 28)), probabilities(*part), box=(left, 5, left + 8, 25))
        for left, part in zip(range(0, 90, 10), parts, strict=False)
    ), alternative=alternative)


@pytest.fixture
def reads(monkeypatch):
    """Let the recogniser read such lines in any picture."""
    def lines(*lines):
        monkeypatch.setattr(Recognizer, "read_image", lambda *_: PictureReading(lines))
    return lines


@pytest.fixture
def printed(capsys):
    """Run read.py; return its exit code and what it wrote."""
    def run(*arguments):
        code = read.main([str(argument) for argument in arguments])
        written = capsys.readouterr()
        return code, written.out, written.err
    return run


@pytest.mark.skipif(os.name == "nt", reason="there a name has backslashes")
def test_a_file_may_be_called_as_standard_input_is(tmp_path, printed, monkeypatch):
    monkeypatch.chdir(tmp_path)
    odd_pictures.digit().save("-", "PNG")
    assert printed("./-") == (0, "7\n", "")


@pytest.mark.parametrize("make", odd_pictures.SHOW_THE_DIGIT)
def test_a_digit_is_read_in_every_form(make, tmp_path, printed):
    code, told, wrong = printed(make(tmp_path))
    assert (code, told[0], wrong) == (0, "7", "")  # of black and white alone it may not be sure


def test_one_pictures_numbers_are_a_line_each(tmp_path, printed, reads):
    reads(line(1, 4, 9), line(7))
    assert printed(odd_pictures.bmp(tmp_path)) == (0, "149\n7\n", "")


def test_several_pictures_are_a_line_each_with_its_name_first(tmp_path, printed, reads):
    reads(line(1, 4, 9), line(7))
    first, second = odd_pictures.bmp(tmp_path), odd_pictures.webp(tmp_path)
    assert printed(second, first) == (0, f"{second}: 149, 7\n{first}: 149, 7\n", "")


def test_a_folders_pictures_are_read_by_name(tmp_path, printed):
    for name in ("b.png", "c.JPG", "a.jpeg"):
        odd_pictures.digit().convert("RGB").save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    (tmp_path / "more.png").mkdir()
    code, out, err = printed(tmp_path)
    assert (code, err) == (0, "")
    assert out == "".join(f"{tmp_path / name}: 7\n" for name in ("a.jpeg", "b.png", "c.JPG"))


def test_a_folder_of_one_picture_names_it(tmp_path, printed):
    path = odd_pictures.bmp(tmp_path)
    assert printed(tmp_path) == (0, f"{path}: 7\n", "")


@pytest.mark.parametrize(("found", "words"), [
    (line(2, 0, 2, 6), "2026"),
    (line(2, 0, 2, 6, alternative="2020"), "2026 (not sure; or 2020)"),
    (line((4, 9)), "4 (not sure; or 9)"),
    (line(1, (4, 9), 7), "147 (not sure; or 197)"),
])
def test_a_doubt_is_told_beside_its_number(found, words, tmp_path, printed, reads):
    reads(found)
    assert printed(odd_pictures.bmp(tmp_path)) == (0, f"{words}\n", "")


def test_what_looks_like_no_digit_is_not_sure(tmp_path, printed, reads):
    scribble = DigitReading(np.zeros((28, 28)), np.full(10, 0.1), box=(0, 0, 1, 1))
    reads(Reading((scribble,)))
    assert printed(odd_pictures.bmp(tmp_path))[1] == "0 (not sure)\n"


@pytest.mark.parametrize("make", bad_pictures.SHOW_NOTHING)
def test_nothing_to_read_is_said_and_is_no_failure(make, tmp_path, printed):
    assert printed(make(tmp_path)) == (0, "no number found\n", "")


def test_json_tells_all_that_was_read(tmp_path, printed):
    path = odd_pictures.megapixels(tmp_path)
    code, out, err = printed("--json", path)
    assert (code, err) == (0, "")
    (found,) = map(json.loads, out.splitlines())
    ((digit,),) = [line.pop("digits") for line in found["lines"]]
    assert found == {"file": str(path), "width": 4000, "height": 3000, "text": "7", "sure": True,
                     "lines": [{"text": "7", "sure": True, "alternative": ""}]}
    assert (digit["digit"], digit["sure"], digit["candidates"]) == (7, True, [7])
    assert sum(digit["probabilities"]) == pytest.approx(1, abs=1e-4)
    assert len(digit["probabilities"]) == 10


def test_boxes_are_in_pixels_of_the_picture_as_it_is_displayed(tmp_path, printed):
    """Of a large photo that lies on its side."""
    exif = Image.Exif()
    exif[odd_pictures.ORIENTATION] = 6
    upright = odd_pictures.digit(2000, 2600)
    upright.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "side.jpg", exif=exif)
    found = json.loads(printed("--json", tmp_path / "side.jpg")[1])
    ink = np.argwhere(np.asarray(upright) < 128)[:, ::-1]
    wanted = [*ink.min(axis=0), *ink.max(axis=0)]
    assert found["lines"][0]["digits"][0]["box"] == pytest.approx(wanted, abs=30)


def test_json_of_several_pictures_is_an_object_a_line(tmp_path, printed, reads):
    reads(line(1, 2), line(3))
    first, second = odd_pictures.bmp(tmp_path), odd_pictures.webp(tmp_path)
    found = [json.loads(text) for text in printed("--json", first, second)[1].splitlines()]
    assert [each["file"] for each in found] == [str(first), str(second)]
    assert {each["text"] for each in found} == {"12\n3"}
    assert [len(part["digits"]) for part in found[0]["lines"]] == [2, 1]


def test_json_of_a_picture_without_a_number_has_no_lines(tmp_path, printed):
    found = json.loads(printed("--json", bad_pictures.pixel(tmp_path))[1])
    assert (found["text"], found["sure"], found["lines"]) == ("", False, [])


def test_the_picture_is_shown_with_boxes_and_digits(tmp_path, printed):
    path, out = odd_pictures.grey_16(tmp_path), tmp_path / "out.png"
    assert printed("--show", out, path) == (0, "7\n", "")
    with Image.open(out) as shown:
        assert (shown.format, shown.mode, shown.size) == ("PNG", "RGB", (2 * SIDE, 2 * SIDE))
        colours = {colour for _, colour in shown.getcolors(1 << 20)}
    assert (0, 95, 184) in colours
    assert sorted(tmp_path.iterdir()) == [path, out]


def test_what_is_not_sure_is_shown_in_another_colour(tmp_path, printed, reads):
    reads(line((4, 9), 1))
    printed("--show", tmp_path / "out.png", odd_pictures.cmyk(tmp_path))
    with Image.open(tmp_path / "out.png") as shown:
        colours = {colour for _, colour in shown.getcolors(1 << 20)}
    assert {(0, 95, 184), (196, 78, 0)} <= colours


def test_where_tqdm_is_not_installed_there_is_no_bar(tmp_path, printed, monkeypatch):
    monkeypatch.setitem(sys.modules, "tqdm", None)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    path = odd_pictures.bmp(tmp_path)
    assert printed(path, path) == (0, 2 * f"{path}: 7\n", "")


@pytest.mark.skipif(not PICTURES.exists(), reason="../shared/pictures is not here")
@pytest.mark.parametrize(("folder", "least"), [("numbers", 1.0), ("sudoku", 0.92)])
def test_other_peoples_pictures_are_read(folder, least, printed):
    labels = json.loads((PICTURES / "labels.json").read_text())
    code, out, err = printed("--json", PICTURES / folder)
    assert (code, err) == (0, "")
    found = [json.loads(text) for text in out.splitlines()]
    right = [labels[each["file"].removeprefix(f"{PICTURES}/")] == each["text"] for each in found]
    assert len(right) == sum(name.startswith(folder) for name in labels)
    assert np.mean(right) >= least
