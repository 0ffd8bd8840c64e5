"""A hand of an unseen writer, and what teaching it costs everybody else."""

import numpy as np

from pixelpredict import Recognizer, ink
from tests import pen_digits


def test_of_unseen_writers_errors_half_are_gone_after_three_drawings_of_each_digit(root):
    """And hardly anything that others drew is misread because of it."""
    recognizer = Recognizer.load(root / "weights")
    hands, rng = pen_digits.unseen_hands(), np.random.default_rng(5)
    everybody = [drawing for drawn in hands for drawing in drawn]
    strokes, truth = [each.strokes for each in everybody], [each.digit for each in everybody]
    images = ink.from_drawings(strokes)
    logits = [network.logits(images) for network in recognizer.networks]

    def misread():
        heard = [recognizer.with_taught(each, strokes, images) for each in logits]
        return np.mean(heard, axis=0).argmax(axis=1) != truth

    before = misread()
    errors = left = harmed = seen = 0
    for drawn in hands:
        shuffled = [drawn[i] for i in rng.permutation(len(drawn))]
        taught = [each for digit in range(10)
                  for each in [one for one in shuffled if one.digit == digit][:3]]
        others = np.array([each.writer != drawn[0].writer for each in everybody])
        learnt = set(map(id, taught))
        rest = ~others & np.array([id(each) not in learnt for each in everybody])
        recognizer.forget()
        for each in taught:
            recognizer.teach(each.strokes, each.digit)
        now = misread()
        errors, left = errors + before[rest].sum(), left + now[rest].sum()
        harmed, seen = harmed + (now & ~before)[others].sum(), seen + others.sum()
    assert errors >= 10
    assert left <= 0.55 * errors
    assert harmed <= 0.001 * seen
