"""The engine explains: the same figures in the browser as in Python here."""

import pytest

from pixelpredict import Recognizer, ink
from tests import drawn_digits, pen_digits

EXPLAIN = """async ([strokes, digit, rival]) => {
    const why = await window.pixelpredict.explain(strokes, digit, rival);
    const neurons = why.neurons.map(each => ({ ...each, looksFor: [...each.looksFor] }));
    return { ...why, shares: [...why.shares], neurons };
}"""


def test_python_in_the_browser_explains_as_python_here(desktop, root):
    here = Recognizer.load(root / "weights")
    for digit, strokes in pen_digits.sample(10, seed=8):
        rival = (digit + 3) % 10
        there = desktop.page.evaluate(EXPLAIN, [strokes, digit, rival])
        expected = here.explain(strokes, digit, rival)
        assert there["shares"] == pytest.approx(expected.shares.ravel(), abs=1e-5)
        assert (there["difference"], there["constant"], there["inkFor"], there["inkAgainst"]) == \
            pytest.approx((expected.difference, expected.constant, expected.ink_for,
                           expected.ink_against), abs=1e-5)
        assert sum(there["shares"]) + there["constant"] == pytest.approx(there["difference"])
        for neuron, counterpart in zip(there["neurons"], expected.neurons, strict=True):
            assert neuron["number"] == counterpart.number
            assert neuron["share"] == pytest.approx(counterpart.share, abs=1e-5)
            assert neuron["looksFor"] == pytest.approx(counterpart.looks_for.ravel())


def test_the_steps_are_those_of_the_normaliser(desktop):
    strokes = drawn_digits.strokes(5)
    steps = desktop.page.evaluate(
        "async strokes => (await window.pixelpredict.steps(strokes)).map(step => [...step])",
        strokes)
    for step, expected in zip(steps, ink.steps(strokes), strict=True):
        assert step == pytest.approx(expected.ravel(), abs=1e-6)


@pytest.mark.parametrize(("strokes", "rival", "words"), [
    (drawn_digits.strokes(7), 7, "expected two different digits 0 to 9, got 7 and 7"),
    ([], 9, "there is no ink to explain"),
])
def test_what_cannot_be_explained_is_refused_in_words(desktop, strokes, rival, words):
    message = desktop.page.evaluate(
        """([strokes, rival]) => window.pixelpredict.explain(strokes, 7, rival)
        .then(() => "explained", ({ name, message }) => `${name}: ${message}`)""",
        [strokes, rival])
    assert message == f"ValueError: {words}"


def test_questions_of_each_kind_wait_only_for_their_own(desktop):
    outcomes = desktop.page.evaluate("""async strokes => {
        const reader = window.pixelpredict;
        const told = [reader.read(strokes), reader.steps(strokes), reader.explain(strokes, 7, 9),
            reader.explain(strokes, 7, 2), reader.explain(strokes, 7, 1)];
        return (await Promise.allSettled(told)).map(({ value, reason }) =>
            reason?.name ?? value.text ?? value.rival ?? value.length);
    }""", drawn_digits.strokes(7))
    assert outcomes == ["7", 3, 9, "Superseded", 1]
