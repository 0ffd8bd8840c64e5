"""Drawings that the shipped network is in doubt about, found by asking it."""

from functools import cache
from pathlib import Path

from pixelpredict import Recognizer

WEIGHTS = Path(__file__).resolve().parent.parent / "weights"


def of_two_digits() -> list:
    """Return the strokes of something between a 1 and a 7: the longer its flag, the more a 7."""
    flagged = [[[[520 - flag, 200], [560, 60], [500, 900]]] for flag in range(400)]
    return _middle([strokes for strokes in flagged if _candidates(strokes) == (7, 1)])


def of_two_networks() -> tuple[list, tuple[int, int]]:
    """Return the strokes of a digit of which the two networks say two things, and what."""
    flagged = [[[[520 - flag, 200], [560, 60], [500, 900]]] for flag in range(400)]
    strokes = _middle([strokes for strokes in flagged if len(set(_answers(strokes))) == 2])
    return strokes, _answers(strokes)


def of_no_digit() -> list:
    """Return the strokes of a letter A, the broader the bar, the less it looks like a digit."""
    letters = [[[[200, 900], [500, 100], [800, 900]], [[500 - bar, 620], [500 + bar, 620]]]
               for bar in range(150, 300, 5)]
    return _middle([strokes for strokes in letters if _candidates(strokes) == ()])


def _candidates(strokes: list) -> tuple[int, ...]:
    return _recognizer().read(strokes).digits[0].candidates


def _answers(strokes: list) -> tuple[int, ...]:
    return _recognizer().read(strokes).digits[0].answers


@cache
def _recognizer() -> Recognizer:
    return Recognizer.load(WEIGHTS)


def _middle(drawings: list) -> list:
    """Return the one in the middle, which stays in doubt when a pointer draws it less exactly."""
    assert drawings, "the network is never in doubt: look for other drawings"
    return drawings[len(drawings) // 2]
