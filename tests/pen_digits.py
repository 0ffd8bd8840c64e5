"""Drawings for the tests: real pen digits where ../shared exists, our own elsewhere."""

import gzip
import json
from pathlib import Path

import numpy as np

from tests import drawn_digits

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
DIGITS = SHARED / "pen-digits" / "digits.jsonl.gz"
LETTERS = SHARED / "pen-digits" / "letters.jsonl.gz"
MNIST = SHARED / "mnist"


def sample(count: int, seed: int) -> list[tuple[int, list]]:
    """Return (digit, strokes) of `count` drawings, chosen at random, repeatably."""
    rng = np.random.default_rng(seed)
    if not DIGITS.exists():
        return [(n % 10, drawn_digits.strokes(n % 10)) for n in range(min(count, 30))]
    with gzip.open(DIGITS, "rt", encoding="utf-8") as file:
        lines = file.readlines()
    chosen = [json.loads(lines[i]) for i in rng.choice(len(lines), count, replace=False)]
    return [(drawing["digit"], drawing["strokes"]) for drawing in chosen]
