"""Refusals: bad input is one clear line, and weights/ stays as it was."""

import errno
import gzip
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import train
from pixelpredict.network import Network
from tests.small_data import arrays, write_drawings
from training.learning.fit import Fit
from training.recipes import SEED
from training.run import run

pytestmark = pytest.mark.usefixtures("own_cache")


def truncated(folder, out):
    images = folder / "train-images-idx3-ubyte.gz"
    images.write_bytes(gzip.compress(gzip.decompress(images.read_bytes())[:-9]))
    return ["--mnist", folder, "--out", out], "train-images-idx3-ubyte.gz"


def missing(folder, out):
    return ["--mnist", folder / "nowhere", "--out", out], "nowhere"


def below_a_file(folder, out):
    return ["--mnist", folder, "--out", out / "W1.npy" / "below"], "W1.npy"


def somebody_elses_folder(folder, out):
    (out / "thesis.txt").write_text("precious")
    return ["--mnist", folder, "--out", out], "thesis.txt"


def nothing_to_resume(folder, out):
    return ["--mnist", folder, "--out", out, "--resume"], "nothing to resume"


def bad_drawings(folder, out):
    path = write_drawings(folder / "drawings.jsonl")
    path.write_text(path.read_text() + "\n{}\n")
    return ["--recipe", "pen", "--pen", path, "--mnist", folder, "--out", out], "line 56: empty"


@pytest.mark.parametrize("fault", [
    truncated, missing, below_a_file, somebody_elses_folder, nothing_to_resume, bad_drawings])
def test_bad_input_is_one_clear_line_and_the_old_weights_stay(
    fault, small_mnist, tmp_path, capsys
):
    out = tmp_path / "weights"
    out.mkdir()
    (out / "W1.npy").write_text("old")
    arguments, said = fault(small_mnist, out)
    assert train.main([str(argument) for argument in arguments]) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("train.py: ")
    assert said in line
    assert (out / "W1.npy").read_text() == "old"


def test_a_loss_that_is_no_number_stops_the_run(small_mnist, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(train.RECIPES, "seed", replace(SEED, learning_rate=1e30))
    assert train.main(["--mnist", str(small_mnist), "--out", str(tmp_path / "weights")]) == 1
    error = capsys.readouterr().err
    assert "epoch 1, batch 2: the loss is nan" in error
    assert "learning_rate" in error
    assert not (tmp_path / "weights").exists()


@pytest.mark.parametrize("step", ["checkpoint", "weights"])
def test_a_full_disk_is_one_clear_line_and_the_old_weights_stay(
    step, small_mnist, tmp_path, monkeypatch, capsys
):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    out = tmp_path / "weights"
    out.mkdir()
    (out / "W1.npy").write_text("old")
    monkeypatch.setattr(*{"checkpoint": (np, "savez"), "weights": (Network, "save")}[step], full)
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 1
    line = capsys.readouterr().err.splitlines()[-1]
    assert line.startswith("train.py: /")
    assert line.endswith("cannot be written: [Errno 28] No space left on device")
    assert [path.name for path in out.iterdir()] == ["W1.npy"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mnist", "weights"]


def test_drawings_and_the_pen_recipe_go_together(tmp_path, capsys):
    for arguments in (["--recipe", "pen"], ["--pen", "digits.jsonl"]):
        with pytest.raises(SystemExit) as stop:
            train.main(arguments)
        assert stop.value.code == 2


def test_weights_of_before_come_back_when_the_new_ones_cannot_take_their_place(
    prepared, tmp_path, monkeypatch, capsys
):
    out = tmp_path / "weights"
    recipe = replace(SEED, epochs=1)
    run(recipe, 1, prepared["seed"], out, cache=tmp_path / "cache")
    before = arrays(out)
    rename = Path.rename

    def refuse_new(self, target):
        if self.name == "new":
            raise PermissionError(errno.EACCES, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(OSError, match="Permission denied"):
        run(recipe, 2, prepared["seed"], out, cache=tmp_path / "cache")
    assert arrays(out) == before


def test_a_damaged_network_beside_the_new_one_is_named_before_anything_is_learnt(
    small_mnist, tmp_path, monkeypatch, capsys
):
    out = tmp_path / "weights"
    (out / "convolutional").mkdir(parents=True)
    monkeypatch.setattr(Fit, "epoch", None)
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 1
    assert "\ntrain.py: K1.npy: no such file in " in capsys.readouterr().err
