"""The report card, with recognisers whose answers are known."""

import numpy as np
import pytest

from pixelpredict import DigitReading, Reading, Recognizer
from pixelpredict.network import SHAPES, Network
from tests import drawn_digits
from training.data.drawings import Drawing
from training.report.report_card import report_card

DRAWN = [
    Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit)))) for digit in (1, 7)
]
LETTER = Drawing("here/a", None, (np.array([[0.0, 9], [0, 0], [5, 0]]),))


def stubborn(bias):
    """Return a recogniser that answers 7 to everything, by so much."""
    network = Network(**{name: np.zeros(shape, np.float32) for name, shape in SHAPES.items()})
    network.b2[7] = bias
    return Recognizer(network)


def test_a_network_that_claims_everything_refuses_nothing():
    card = report_card(stubborn(20), [*DRAWN, LETTER])
    assert card["digits_read_right"] == {"not_sure": 0, "samples": 1}
    assert card["letters"] == {"not_sure": 0, "samples": 1}
    assert card["digits"] == {
        "accuracy": 0.5, "wrong_but_sure": 0.5, "torn": 0, "samples": 2}
    assert card["scribbles"]["samples"] == 1000
    assert card["scribbles"]["not_sure"] < 0.2  # of lines there may be two 7 as well as one
    assert card["slanted_left"] == card["slanted_right"] == {"accuracy": 0.5, "samples": 2}


def test_a_network_that_knows_nothing_is_never_sure():
    card = report_card(stubborn(0.1), [*DRAWN, LETTER])
    assert card["digits_read_right"] == {"not_sure": 1, "samples": 1}
    assert card["letters"]["not_sure"] == card["scribbles"]["not_sure"] == 1


def test_nothing_is_told_of_what_was_not_drawn(monkeypatch):
    monkeypatch.setattr("training.report.report_card.SCRIBBLES", 3)
    card = report_card(stubborn(20), [])
    assert list(card) == ["scribbles"]
    assert set(report_card(stubborn(20), [LETTER])) == {"scribbles", "letters"}
    misread = report_card(stubborn(20), DRAWN[:1])  # a 1, and the answer is 7
    assert set(misread) == {"digits", "scribbles", "slanted_left", "slanted_right", "moved"}


def test_drawings_slanted_by_20_degrees_are_slanted_by_20_degrees():
    seen = []
    upright = Drawing("here/a", 7, (np.array([[0.0, 0], [0, 100]]),))

    class Reader:
        def read(self, strokes):
            seen.append(strokes)
            return Reading((DigitReading(np.zeros((28, 28)), np.eye(10)[7]),))

    card = report_card(Reader(), [upright])
    assert "letters" not in card
    angles = [np.degrees(np.arctan2(*(strokes[0][0] - strokes[0][1]) * [1, -1]))
              for strokes in seen[1001:1003]]
    assert angles == pytest.approx([-20, 20])  # to the left of upright, then to the right
    sizes = [np.ptp(strokes[0]) for strokes in seen[1003:]]
    assert len(sizes) == 20
    assert 100 <= min(sizes) < 300 < 700 < max(sizes) <= 900
    assert all(strokes[0].min() >= 0 and strokes[0].max() <= 1000 for strokes in seen[1003:])


def test_numbers_are_put_together_where_a_hand_drew_enough_digits(monkeypatch):
    monkeypatch.setattr("training.report.report_card.SCRIBBLES", 3)
    monkeypatch.setattr("training.report.number_card.NUMBERS", 20)
    hand = [Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
            for digit in range(10)]
    card = report_card(stubborn(20), hand)
    assert card["four_digits"]["samples"] == card["decimals"]["samples"] == 20
    assert card["four_digits"]["accuracy"] < 0.2  # only 7777 would be right
    assert card["numbers_misread"]["samples"] + \
        card.get("numbers_read_right", {"samples": 0})["samples"] == 60
    assert card["numbers_moved"]["same_answer"] > 0.9
