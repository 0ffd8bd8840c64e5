"""What a reading claims, and when it does not."""

import numpy as np
import pytest

from pixelpredict.recognizer import DigitReading


def reading(**shares):
    """Make a reading of the given shares, {"d4": 0.9}; the other digits share what is left."""
    probabilities = np.full(10, (1 - sum(shares.values())) / (10 - len(shares)), np.float32)
    for digit, share in shares.items():
        probabilities[int(digit[1])] = share
    return DigitReading(np.zeros((28, 28), np.float32), probabilities)


@pytest.mark.parametrize(("shares", "candidates"), [
    ({"d4": 0.99}, (4,)),
    ({"d4": 1.0}, (4,)),  # no NaN, no infinity
    ({"d4": 0.61, "d9": 0.389}, (4,)),
    ({"d4": 0.48, "d9": 0.5199}, (9, 4)),
    ({"d4": 0.49, "d9": 0.48}, (4, 9)),
    ({"d4": 0.8, "d9": 0.1}, (4, 9)),
    ({"d4": 0.5, "d9": 0.2}, ()),
    ({}, ()),
])
def test_one_candidate_is_sure_two_are_a_question_and_none_is_no_digit(shares, candidates):
    answer = reading(**shares)
    assert answer.candidates == candidates
    assert answer.sure is (len(candidates) == 1)


def test_evidence_is_how_far_the_likeliest_logit_lies_above_the_mean():
    logits = np.array([5.0, 0, 0, 0, 1, 0, 0, 0, 0, -1])
    probabilities = np.exp(logits) / np.exp(logits).sum()
    answer = DigitReading(np.zeros((28, 28), np.float32), probabilities)
    assert answer.evidence == pytest.approx(4.5)
    assert reading().evidence == pytest.approx(0, abs=1e-6)
