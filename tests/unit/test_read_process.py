"""py/read.py as a process: standard input, pipes, Ctrl+C, the progress bar."""

import os
import signal
import subprocess
import sys

import pytest

from tests.unit import odd_pictures


@pytest.fixture
def run(root):
    """Run read.py as people do."""
    def start(*arguments, **kwargs):
        command = [sys.executable, root / "py" / "read.py", *arguments]
        return subprocess.run(command, capture_output=True, text=True, **kwargs)
    return start


def test_standard_input_is_read(tmp_path, run):
    with odd_pictures.webp(tmp_path).open("rb") as file:
        done = run("-", stdin=file)
    assert (done.returncode, done.stdout, done.stderr) == (0, "7\n", "")
    done = run("-", stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "read.py: standard input: it is empty: copy it again\n"


@pytest.mark.skipif(os.name == "nt", reason="no such pipes")
def test_a_closed_pipe_is_no_traceback(tmp_path, root):
    path = odd_pictures.bmp(tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as closed:
        command = [sys.executable, root / "py" / "read.py", path, path]
        done = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_name_that_no_terminal_can_show_is_read(tmp_path, run):
    path = os.fsencode(tmp_path) + b"/\xff.png"
    odd_pictures.digit().save(os.fsdecode(path), "PNG")
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\\udcff.png: 7\n")


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_ctrl_c_stops_it_where_it_is(tmp_path, root):
    """Each line is printed when it is read, so the first tells that it is at work."""
    paths = [odd_pictures.bmp(tmp_path)] * 500
    command = [sys.executable, root / "py" / "read.py", *paths]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True) as started:
        assert started.stdout.readline() == f"{paths[0]}: 7\n"
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    assert started.returncode == 130
    assert err == "\nread.py: stopped\n"
    assert out.count("\n") < 499


@pytest.mark.skipif(os.name == "nt", reason="no such terminals")
@pytest.mark.parametrize("count", [1, 3])
def test_a_terminal_shows_a_bar_for_several(count, tmp_path, root):
    import termios

    terminal, end = os.openpty()
    termios.tcsetwinsize(end, (24, 80))
    command = [sys.executable, root / "py" / "read.py", *[odd_pictures.bmp(tmp_path)] * count]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=end, text=True)
    os.write(end, b"that is all")
    said = os.read(terminal, 65536)
    os.close(terminal)
    os.close(end)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == count
    assert (b"reading" in said) is (count > 1)
