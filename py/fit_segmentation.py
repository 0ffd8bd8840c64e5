#!/usr/bin/env python3
"""Fit how segmentation parts numbers to the trained network, and print its new weights.

    python3 py/fit_segmentation.py --pen digits.jsonl.gz letters.jsonl.gz

Numbers are put together from the digits of each hand. The hands that train.py holds back are held
back here too: how many of their numbers are parted right is said for the weights of before and for
the new ones, which are to be copied into segmentation.py and separators.py in pixelpredict/. With
--pictures the numbers are drawn as pictures, half of them with digits that touch, and the weights
are those of pixelpredict/picture/tables.py.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from training import packages
from training.learning import blas

os.environ.update(blas.settings())  # now: NumPy's first import reads them, once

with packages.missing_ones_named("fit_segmentation.py"):
    import numpy as np
    from numpy.typing import NDArray
    from tqdm import tqdm

    from pixelpredict import Network, WeightsError, segmentation
    from pixelpredict.picture.tables import PICTURED
    from training.data import pen
    from training.data.drawings import Drawing
    from training.data.split import split
    from training.errors import DataError
    from training.examples.numbers import (
        Number,
        by_one_of,
        hands,
        single,
        with_stray_dot,
    )
    from training.examples.photographs.layout import pushed_together
    from training.learning import pictured
    from training.learning.partings import Example, fit

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = (2, 3, 4, 5, 6)  # digits of a number
NUMBERS = 3_000
DECIMALS = 1_000
DOTTED = 400  # numbers with a stray dot
SINGLE = 2_400  # digits of several strokes, which must not be torn
TESTED = 1_500  # numbers of two to four digits
SEED = 1
PENS = (0.04, 0.12)  # heights of a digit: how wide the pen is whose digits touch

Hand = Sequence[Drawing]


def main(arguments: list[str] | None = None) -> int:
    """Run the script; return its exit code."""
    options = _options(arguments)
    try:
        network = Network.load(options.weights)
        parts = split([drawing for path in options.pen for drawing in pen.read(path)])
        unseen = [drawing for path in options.unseen for drawing in pen.read(path)]
        kinds = [hands(drawings) for drawings in (parts.learnt, unseen)]
        if not any(kinds):
            raise DataError("nobody drew five different digits: no numbers can be put together")
        kinds = [kind for kind in kinds if kind]
        weights = (_fitted_to_pictures if options.pictures else _fitted)(network, kinds)
        before = PICTURED if options.pictures else segmentation.DRAWN
        names = before.network | before.layout | before.alone
        if tested := hands(parts.held_back):
            _compare(network, tested, weights, names, options.pictures)
    except (WeightsError, DataError, OSError) as error:
        print(f"fit_segmentation.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nfit_segmentation.py: stopped", file=sys.stderr)
        return 130
    for name, weight in zip(names, weights, strict=True):
        print(f'    "{name}": {weight:.2f},')
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--weights", type=Path, default=ROOT / "weights", metavar="DIR",
        help="folder that train.py wrote (default: weights)",
    )
    parser.add_argument(
        "--pen", type=Path, nargs="+", required=True, metavar="FILE",
        help="the drawings that train.py was given",
    )
    parser.add_argument(
        "--unseen", type=Path, nargs="+", default=[], metavar="FILE",
        help="drawings that it was not given: half of the numbers are made of them",
    )
    parser.add_argument(
        "--pictures", action="store_true", help="fit how a picture's pieces are parted",
    )
    return parser.parse_args(arguments)


def _fitted_to_pictures(network: Network, kinds: Sequence[Sequence[Hand]]) -> NDArray[np.float64]:
    """Return the weights for pictures of numbers by hands of some kinds, as many of each."""
    rng = np.random.default_rng(SEED)
    numbers: list[Number] = []
    for kind in kinds:
        numbers += [_number(kind, LENGTHS, rng) for _ in range(NUMBERS // len(kinds))]
        numbers += [_number(kind, LENGTHS[:3], rng, True) for _ in range(DOTTED // len(kinds))]
    for place in range(0, len(numbers), 2):
        together = pushed_together(numbers[place], rng.uniform(*PENS), rng)
        numbers[place] = together or numbers[place]
    return fit(_examples(numbers, network, pictures=True), rng)


def _fitted(network: Network, kinds: Sequence[Sequence[Hand]]) -> NDArray[np.float64]:
    """Return the weights for numbers by hands of some kinds, as many of each."""
    rng = np.random.default_rng(SEED)
    numbers: list[Number] = []
    for kind in kinds:
        numbers += [_number(kind, LENGTHS, rng) for _ in range(NUMBERS // len(kinds))]
        numbers += [_number(kind, LENGTHS[:-1], rng, True) for _ in range(DECIMALS // len(kinds))]
        several = [single(d) for hand in kind for d in hand if len(d.strokes) > 1]
        numbers += several[: SINGLE // len(kinds)]
    numbers += [
        with_stray_dot(_number(kinds[0], (1, *LENGTHS[:3]), rng), rng) for _ in range(DOTTED)
    ]
    return fit(_examples(numbers, network), rng)


def _number(
    hands: Sequence[Hand], lengths: Sequence[int], rng: np.random.Generator, point: bool = False
) -> Number:
    length = int(rng.choice(lengths))
    return by_one_of(hands, length, rng, int(rng.integers(1, length)) if point else None)


def _examples(
    numbers: Sequence[Number], network: Network, pictures: bool = False
) -> list[Example]:
    bar = tqdm(numbers, "numbers", leave=False, disable=None)
    rng = np.random.default_rng([1, SEED])
    measured = (
        pictured.example(number, network, rng) if pictures else Example.of(number, network)
        for number in bar
    )
    return [example for example in measured if example]


def _compare(
    network: Network, hands: Sequence[Hand], weights: NDArray[np.float64],
    names: dict[str, float], pictures: bool,
) -> None:
    """Print how many numbers and single digits by hands are parted right, before and now.

    names: the weights of before, by their names.
    """
    rng = np.random.default_rng([0, SEED])
    before = np.array(list(names.values()))
    kinds = [
        ("numbers", [_number(hands, LENGTHS[:3], rng) for _ in range(TESTED)]),
        ("decimals", [_number(hands, LENGTHS[:3], rng, True) for _ in range(TESTED // 3)]),
    ]
    if not pictures:  # which are drawn in heights of a digit
        kinds.append(("digits", [single(drawing) for hand in hands for drawing in hand]))
    for name, numbers in kinds:
        examples = _examples(numbers, network, pictures)
        old, new = (
            sum(e.is_right(e.partings(w)[0]) for e in examples) / len(numbers)
            for w in (before, weights)
        )
        print(f"{name}: {old:.2%} of {len(numbers):,} parted right before, {new:.2%} now")


if __name__ == "__main__":
    sys.exit(main())
