"""Segmentation is fitted to numbers whose parting is known, and says what that gains."""

import numpy as np
import pytest

import fit_segmentation
from pixelpredict import Network, segmentation, separators
from tests import drawn_digits
from tests.small_data import write_drawings
from training.data.drawings import Drawing
from training.examples.numbers import Number, by_one_of, single, with_stray_dot
from training.learning import pictured
from training.learning.partings import Example, fit

NAMES = [*segmentation.NETWORK, *segmentation.LAYOUT, *separators.ALONE]
COUNT = len(NAMES)
HAND = [
    Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
    for digit in range(10)
]


@pytest.fixture(scope="module")
def network(root):
    return Network.load(root / "weights")


@pytest.fixture(scope="module")
def examples(network):
    rng = np.random.default_rng(4)
    numbers = [by_one_of([HAND], 3, rng, point) for point in [None] * 30 + [1, 2] * 10]
    numbers += [with_stray_dot(number, rng) for number in numbers[:10]]
    numbers += list(map(single, HAND))
    return [example for number in numbers if (example := Example.of(number, network))]


def test_fitted_weights_part_numbers_right(examples):
    weights = fit(examples, np.random.default_rng(1))
    assert weights.shape == (COUNT,)
    right = [example.is_right(example.partings(weights)[0]) for example in examples]
    assert sum(right) / len(right) > 0.97


def test_a_partings_score_is_its_features_weighed(examples):
    rng = np.random.default_rng(5)
    for example in examples:
        weights = rng.normal(size=COUNT)
        for way in example.partings(weights):
            assert way.score == pytest.approx(example.sums(way) @ weights)


def test_pieces_of_a_picture_are_told_from_the_ink_of_their_neighbours(network):
    rng = np.random.default_rng(6)
    number = by_one_of([HAND], 3, rng)
    example = pictured.example(number, network, rng)
    assert example.members[list(example.right.digits)].any(axis=0).all()  # nothing is left over
    assert example.members[list(example.right.digits)].sum() == example.members.shape[1]


def test_what_segmentation_never_considers_is_not_learnt_from(network):
    bars = [np.array([[x, 0.0], [x, 1.0]]) for x in (0, 0.1, 0.2, 0.3, 0.4)]
    assert Example.of(Number("8", bars, ((0, 1, 2, 3, 4),), ()), network) is None


@pytest.fixture
def few(monkeypatch):
    for name in ("NUMBERS", "DECIMALS", "DOTTED", "SINGLE", "TESTED"):
        monkeypatch.setattr(fit_segmentation, name, 20)


@pytest.mark.parametrize("pictures", [[], ["--pictures"]])
@pytest.mark.usefixtures("few")
def test_the_weights_are_printed_as_segmentation_has_them(tmp_path, capsys, pictures):
    drawings = write_drawings(tmp_path / "drawings.jsonl")
    asked = ["--pen", str(drawings), "--unseen", str(drawings), *pictures]
    assert fit_segmentation.main(asked) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("numbers: ") and "% of 20 parted right before" in lines[0]
    names = [line.split('"')[1] for line in lines if '"' in line]
    assert names == NAMES


DOTS = "".join(f'{{"writer": "a", "digit": {digit}, "strokes": [[[0, 0], [0, 0]]]}}\n'
               for digit in range(10))


@pytest.mark.parametrize(("lines", "said"), [
    (DOTS, "these drawings"),
    ('{"writer": "a", "digit": 1, "strokes": [[[0, 0], [0, 9]]]}\n', "five different digits"),
    ("nonsense\n", "line 1"),
])
@pytest.mark.usefixtures("few")
def test_bad_drawings_are_one_clear_line(tmp_path, capsys, lines, said):
    path = tmp_path / "drawings.jsonl"
    path.write_text(lines)
    assert fit_segmentation.main(["--pen", str(path)]) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("fit_segmentation.py: ") and said in line
