"""py/read.py says in a line what it could not read, and goes on with the others."""

import os
import shutil

import pytest

import read
from pixelpredict import Recognizer
from tests.unit import bad_pictures, odd_pictures

WORDS = {
    bad_pictures.text_called_png: "it is no picture in a known format: save it as PNG or JPEG",
    bad_pictures.empty: "it is empty: copy it again",
    bad_pictures.only_a_header: "it is damaged, or of an unusual kind: copy it again",
    bad_pictures.damaged_checksum: "it is damaged or cut off",
    bad_pictures.bomb: "it claims hundreds of megapixels: save it smaller",
    bad_pictures.missing: "there is no such file",
    bad_pictures.link_to_nothing: "there is no such file",
    bad_pictures.folder_called_png: "no picture is in this folder (.png, .jpg, .tif, …)",
}


@pytest.fixture
def refused(capsys):
    """Run read.py with what it refuses; return the one line that it wrote."""
    def run(*arguments):
        assert read.main([str(argument) for argument in arguments]) == 1
        written = capsys.readouterr()
        assert written.out == ""
        (line,) = written.err.splitlines()
        return line
    return run


@pytest.mark.parametrize("make", WORDS)
def test_what_cannot_be_read_has_one_line_that_says_why(make, tmp_path, refused):
    path = make(tmp_path)
    assert refused(path).startswith(f"read.py: {path}: {WORDS[make]}")


def test_every_picture_that_cannot_be_read_has_its_words():
    assert set(bad_pictures.CANNOT_BE_READ) <= set(WORDS)


@pytest.mark.parametrize("suffix", bad_pictures.CUT)
def test_what_is_cut_off_is_told(suffix, tmp_path, refused):
    path = bad_pictures.truncated(tmp_path, suffix)
    assert refused(path).startswith(f"read.py: {path}: it is damaged or cut off")


def test_what_may_not_be_opened_is_told(tmp_path, refused, monkeypatch):
    path = bad_pictures.unreadable(tmp_path)
    if os.access(path, os.R_OK):  # who is root may open it all the same
        def locked(*_):
            raise PermissionError
        monkeypatch.setattr("pictures.opening._format", locked)
    assert refused(path) == f"read.py: {path}: it may not be opened: change its permissions"


def test_an_empty_folder_is_told(tmp_path, refused):
    assert refused(tmp_path) == (
        f"read.py: {tmp_path}: no picture is in this folder (.png, .jpg, .tif, …)")


@pytest.mark.skipif(os.name == "nt", reason="other limits of names")
def test_a_name_that_no_file_can_have_is_told_and_the_others_are_read(tmp_path, capsys):
    long, good = tmp_path / f"{'a' * 300}.png", odd_pictures.bmp(tmp_path)
    assert read.main([str(long), str(good)]) == 1
    written = capsys.readouterr()
    assert written.out == f"{good}: 7\n"
    (line,) = written.err.splitlines()
    assert line.startswith(f"read.py: {long}: it cannot be ")


def test_a_file_in_a_file_is_no_file(tmp_path, refused):
    inside = odd_pictures.bmp(tmp_path) / "inside.png"
    assert refused(inside) == f"read.py: {inside}: there is no such file"


def test_a_folder_as_standard_input_is_told_and_the_others_are_read(tmp_path, capsys, monkeypatch):
    def folder(*_, **__):
        raise IsADirectoryError(21, "Is a directory")

    good = odd_pictures.bmp(tmp_path)
    monkeypatch.setattr("read.open", folder, raising=False)
    assert read.main(["-", str(good)]) == 1
    written = capsys.readouterr()
    assert written.out == f"{good}: 7\n"
    assert written.err == "read.py: standard input: it cannot be opened (Is a directory)\n"


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_name_begins_no_line_and_steers_no_terminal(tmp_path, capsys):
    good = tmp_path / "a\nb\x1b[31m.png"
    odd_pictures.digit().save(good)
    gone = tmp_path / "gone\n.png"
    assert read.main([str(good), str(gone)]) == 1
    written = capsys.readouterr()
    assert written.out == f"{tmp_path}/a\\nb\\x1b[31m.png: 7\n"
    assert written.err == f"read.py: {tmp_path}/gone\\n.png: there is no such file\n"


def test_the_others_are_read_all_the_same(tmp_path, capsys):
    bad, good = bad_pictures.empty(tmp_path), odd_pictures.bmp(tmp_path)
    gone = tmp_path / "gone"
    assert read.main([str(path) for path in (gone, bad, good)]) == 1
    written = capsys.readouterr()
    assert written.out == f"{good}: 7\n"
    assert [line.split(": ")[1] for line in written.err.splitlines()] == [str(gone), str(bad)]


@pytest.mark.parametrize("fault", ["missing", "damaged"])
def test_weights_that_cannot_be_opened_are_told(fault, root, tmp_path, refused):
    weights = shutil.copytree(root / "weights", tmp_path / "weights")
    path = weights / "W2.npy"
    path.unlink() if fault == "missing" else path.write_bytes(b"no array")
    line = refused("--weights", weights, odd_pictures.bmp(tmp_path))
    assert line.startswith("read.py: W2.npy: ")


@pytest.mark.parametrize(("arguments", "words"), [
    (["--show", "out.png", "one.png", "two.png"], "--show goes with one picture"),
    (["--show", "out.png", "."], "--show goes with one picture"),
    (["--show", "out.jpg", "one.png"], "a name that ends in .png"),
    (["--show", "./one.png", "one.png"], "another name than the picture's"),
    ([], "PICTURE"),
    ([""], "a name is empty"),
])
def test_a_wrong_command_is_told(arguments, words, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        read.main(arguments)
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_shown_leaves_nothing_half_written(tmp_path, capsys, monkeypatch):
    def full(self, path, *_):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    out, picture = tmp_path / "out.png", odd_pictures.bmp(tmp_path)
    out.write_bytes(b"as it was")
    monkeypatch.setattr("PIL.Image.Image.save", full)
    assert read.main(["--show", str(out), str(picture)]) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert out.read_bytes() == b"as it was"
    assert sorted(tmp_path.iterdir()) == [out, picture]


def test_where_nothing_can_be_written_is_told(tmp_path, capsys):
    out = tmp_path / "no folder" / "out.png"
    assert read.main(["--show", str(out), str(odd_pictures.bmp(tmp_path))]) == 1
    assert capsys.readouterr().err.startswith(f"read.py: {out}: it cannot be written (")


def test_ctrl_c_is_one_line(tmp_path, capsys, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt
    monkeypatch.setattr(Recognizer, "read_image", stopped)
    assert read.main([str(odd_pictures.bmp(tmp_path))]) == 130
    assert capsys.readouterr().err == "\nread.py: stopped\n"
