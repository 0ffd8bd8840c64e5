#!/usr/bin/env python3
"""Train the network and replace weights/ by the result.

    python3 py/train.py                                                     (MNIST, downloaded)
    python3 py/train.py --recipe pen --pen digits.jsonl.gz letters.jsonl.gz pendigits-orig.tra

784 → 128 (ReLU) → 10 (softmax), cross-entropy, mini-batches, in NumPy alone. The recipes and the
reasons for their settings are in training/recipes.py. Every epoch's loss and accuracy go into
weights/history.npy; how the weights were made and how good they are, into weights/model.json.
"""

import argparse
import os
import sys
from pathlib import Path

from training import packages
from training.learning import blas

os.environ.update(blas.settings())  # now: NumPy's first import reads them, once

with packages.missing_ones_named("train.py"):
    from pixelpredict import WeightsError
    from pixelpredict.recognizer import SECOND
    from training.data import download, mnist
    from training.errors import DataError, DivergedError
    from training.examples import prepare
    from training.recipes import RECIPES, Recipe
    from training.report.picture_card import COUNTS
    from training.report.pictures_again import measure_again
    from training.run import run

ROOT = Path(__file__).resolve().parent.parent
SEED = 1  # of the first weights, the order of the examples and their distortions


def main(arguments: list[str] | None = None) -> int:
    """Run the script; return its exit code."""
    options = _options(arguments)
    recipe = RECIPES[options.recipe]
    try:
        if options.measure_pictures:
            measure_again(options.out, prepare.held_back(options.pen), COUNTS)
            return 0
        run(
            recipe,
            options.seed,
            _data(recipe, options),
            options.out,
            cache=ROOT / ".cache" / "training",
            resume=options.resume,
        )
    except (DataError, DivergedError, WeightsError, OSError) as error:
        print(f"train.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt as stop:
        print(f"\ntrain.py: {stop or 'stopped'}; {options.out} is as it was", file=sys.stderr)
        return 130
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--recipe", choices=RECIPES, default="seed", help="how to train (default: %(default)s)"
    )
    parser.add_argument(
        "--mnist", type=Path, metavar="DIR",
        help="folder with MNIST's four IDX files, gzipped or not (default: data/mnist, downloaded)",
    )
    parser.add_argument(
        "--pen", type=Path, nargs="+", default=[], metavar="PATH",
        help="drawings for all recipes but seed: .jsonl or .jsonl.gz, a folder of these, UNIPEN's"
        " distribution, or pendigits-orig.tra",
    )
    parser.add_argument(
        "--seed", type=int, default=SEED, metavar="N",
        help="another number, another network (default: %(default)s)",
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR",
        help="folder to replace by the result (default: weights, or weights/convolutional)",
    )
    parser.add_argument(
        "--resume", action="store_true", help="continue the same run where it was stopped"
    )
    parser.add_argument(
        "--measure-pictures", action="store_true",
        help="train nothing: measure again how the weights of --recipe pen, and those of the"
        " second network in their folder, read pictures, and write that into their report cards",
    )
    options = parser.parse_args(arguments)
    if bool(options.pen) != (RECIPES[options.recipe].pen is not None):
        parser.error("--pen PATH goes together with --recipe pen or convolutional")
    if options.measure_pictures and options.recipe != "pen":
        parser.error("--measure-pictures goes together with --recipe pen")
    if options.seed < 0:
        parser.error("--seed: a whole number from 0")
    if options.out is None:
        first = RECIPES[options.recipe].network == "two layers"
        options.out = ROOT / "weights" if first else ROOT / "weights" / SECOND
    return options


def _data(recipe: Recipe, options: argparse.Namespace) -> prepare.Data:
    folder = options.mnist
    if folder is None:
        folder = ROOT / "data" / "mnist"
        download.fetch(folder)
    prepared = (
        prepare.mnist_and_drawings(folder, options.pen, recipe.pen)
        if recipe.pen
        else prepare.plain_mnist(folder)
    )
    if not mnist.SHA256.items() <= prepared.sha256.items():
        print(f"note: {folder} does not hold the published MNIST", file=sys.stderr)
    if prepared.note:
        print(f"note: {prepared.note}", file=sys.stderr)
    return prepared


if __name__ == "__main__":
    sys.exit(main())
