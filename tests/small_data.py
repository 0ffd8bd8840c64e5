"""Small stand-ins for MNIST and for pen drawings, learnt within a second."""

import gzip
import json
import struct
from dataclasses import replace

import numpy as np

from tests import drawn_digits
from training.learning.fit import Fit
from training.recipes import PEN

SMALL_PEN = replace(
    PEN, epochs=4, batch_size=64,
    pen=replace(
        PEN.pen, mnist_validation=40, pen_copies=2, letter_copies=1, scribbles=10, wrong_cuts=20,
    ),
)


def write_idx(path, array):
    """Write bytes (n, …) as a gzipped IDX file."""
    header = struct.pack(">BBBB", 0, 0, 8, array.ndim)
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    path.write_bytes(gzip.compress(header + sizes + array.tobytes()))


def write_mnist(folder):
    """Make a folder like MNIST's with few images: bars whose place says the digit."""
    folder.mkdir()
    for prefix, count in (("train", 400), ("t10k", 100)):
        labels = (np.arange(count) % 10).astype(np.uint8)
        images = np.zeros((count, 28, 28), np.uint8)
        images[np.arange(count), 2 * labels + 4, 3:25] = 200
        write_idx(folder / f"{prefix}-images-idx3-ubyte.gz", images)
        write_idx(folder / f"{prefix}-labels-idx1-ubyte.gz", labels)
    return folder


def write_drawings(path):
    """Write the ten hand-made digits and a letter, drawn by each of five writers, as .jsonl."""
    entries = [
        {"writer": f"here/{writer}", "digit": digit, "strokes": drawn_digits.strokes(digit)}
        for writer in "abcde"
        for digit in range(10)
    ]
    letter = [[[0, 9], [0, 0], [5, 0]], [[0, 4], [4, 4]]]
    entries += [{"writer": f"here/{writer}", "label": "F", "strokes": letter} for writer in "abcde"]
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries))
    return path


def write_pendigits(path):
    """Write a digit by each of five writers for each of ten, as pendigits-orig.tra has them."""
    lines, count = [".INCLUDE dene.doc", ""], 0
    for writer in range(1, 6):
        for digit in range(10):
            strokes = drawn_digits.strokes(digit)
            last = count + len(strokes) - 1
            lines += [f'.SEGMENT DIGIT {count}-{last} ? "{digit}"', f".COMMENT {digit} {writer} 1"]
            for stroke in strokes:
                lines += [".PEN_DOWN", *(f" {x:.0f} {500 - y:.0f}" for x, y in stroke), ".PEN_UP"]
            count = last + 1
    path.write_text("\n".join(lines) + "\n")
    return path


def write_saved_drawings(folder, digits):
    """Make a folder of drawings as the page saves them, no two alike; None stands for no digit."""
    folder.mkdir()
    for number, digit in enumerate(digits):
        strokes = drawn_digits.strokes(digit or 0)
        strokes[0][0][0] += number
        kind = {"label": "none"} if digit is None else {"digit": digit}
        name = f"drawing ({number}).jsonl" if number else "drawing.jsonl"
        line = json.dumps({"writer": "page", **kind, "strokes": strokes})
        (folder / name).write_text(line + "\n")
    return folder


def arrays(folder):
    """Return the bytes of a folder's .npy files by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".npy"}


def interrupt_in(monkeypatch, epoch, batch):
    """Press Ctrl+C in the middle of an epoch."""
    learn = Fit.epoch

    def interrupted(self, number, images, targets):
        for count, loss in enumerate(learn(self, number, images, targets)):
            if (number, count) == (epoch, batch):
                raise KeyboardInterrupt
            yield loss

    monkeypatch.setattr(Fit, "epoch", interrupted)
