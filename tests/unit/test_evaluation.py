"""Evaluation: figures against values worked out by hand."""

import numpy as np
import pytest

from training.report.evaluation import (
    Examples,
    calibration_error,
    confusion_matrix,
    cross_entropy,
    loss_and_accuracy,
    reliability,
)


class Told:
    """A network that answers with given probabilities (n, 10), whatever it is shown."""

    def __init__(self, probabilities):
        self.probabilities = np.array(probabilities)

    def predict(self, images):
        return self.probabilities

    def logits(self, images):
        return np.log(self.probabilities)


def answer(digit, confidence):
    row = np.full(10, (1 - confidence) / 9)
    row[digit] = confidence
    return row


FOUR = Told([answer(1, 0.95), answer(1, 0.91), answer(2, 0.4), answer(3, 1 - 9e-9)])
EXAMPLES = Examples(np.zeros((4, 784), np.uint8), np.array([1, 7, 2, 3], np.uint8))


def test_cross_entropy_is_the_hand_computed_one():
    logits = np.log([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]])
    # -(ln 0.25 + ln 0.8) / 2
    assert cross_entropy(logits, np.array([1, 2])) == pytest.approx((1.386294 + 0.223144) / 2)


def test_cross_entropy_is_finite_for_hopeless_logits():
    assert cross_entropy(np.array([[1e4, -1e4]]), np.array([1])) == pytest.approx(2e4)


def test_loss_and_accuracy_are_means():
    loss, accuracy = loss_and_accuracy(FOUR, EXAMPLES)
    assert loss == pytest.approx((0.051293 + 4.605170 + 0.916291 + 0) / 4, abs=1e-5)
    assert accuracy == 0.75


def test_the_confusion_matrix_has_truth_in_rows_and_answers_in_columns():
    counts = confusion_matrix(FOUR, EXAMPLES)
    assert counts.sum() == 4
    assert counts[7, 1] == counts[1, 1] == counts[2, 2] == counts[3, 3] == 1


def test_reliability_counts_answers_by_confidence():
    ranges = reliability(FOUR, EXAMPLES)
    assert [entry["answers"] for entry in ranges] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 3]
    assert ranges[9]["confidence"] == pytest.approx((0.95 + 0.91 + 1) / 3)
    assert ranges[9]["accuracy"] == pytest.approx(2 / 3)
    assert ranges[0] == {"answers": 0, "confidence": 0, "accuracy": 0}


def test_the_calibration_error_is_the_mean_gap_between_confidence_and_accuracy():
    # One answer at 0.4 that is right, three at 0.9533 of which two are.
    wished = (1 * 0.6 + 3 * (2.86 / 3 - 2 / 3)) / 4
    assert calibration_error(reliability(FOUR, EXAMPLES)) == pytest.approx(wished)
