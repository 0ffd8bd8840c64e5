"""Takes a photograph of our own digits, and has py/read.py show what it reads in it."""

import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

import read
from tests import drawn_digits
from training.data.drawings import Drawing
from training.examples.numbers import compose
from training.examples.photographs import photograph

OUT = Path(__file__).resolve().parent.parent.parent / ".github" / "pictures" / "read-picture.png"
NUMBERS, PAPER, SEED = ("2026", "149"), "squared", 0


def main() -> None:
    """Write the README's picture of a picture that was read."""
    rng = np.random.default_rng(SEED)
    hand = [Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
            for digit in range(10)]
    lines = [compose([hand[int(digit)] for digit in number], rng) for number in NUMBERS]
    with tempfile.TemporaryDirectory() as folder:
        photo, shown = Path(folder, "photo.png"), Path(folder, "shown.png")
        Image.fromarray(photograph.photograph(lines, PAPER, rng).pixels).save(photo)
        read.main(["--show", str(shown), str(photo)])
        Image.open(shown).reduce(2).quantize().save(OUT, optimize=True)  # a tenth of its bytes


if __name__ == "__main__":
    main()
