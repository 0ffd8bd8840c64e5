"""Stopped runs: what is kept, and that the rest of the way leads to the same weights."""

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import train
from pixelpredict.network import Network
from tests.small_data import SMALL_PEN, arrays, interrupt_in
from training.learning.fit import Fit
from training.learning.parameters import NETWORKS
from training.recipes import SEED
from training.run import run

pytestmark = pytest.mark.usefixtures("own_cache")


@pytest.mark.parametrize("recipe", [
    replace(SEED, epochs=4), SMALL_PEN,
    replace(SMALL_PEN, name="convolutional", network="convolutional"),
], ids=["seed", "pen", "convolutional"])
def test_a_run_that_was_stopped_ends_as_an_unbroken_one(
    recipe, prepared, tmp_path, monkeypatch, capsys
):
    out, cache = tmp_path / "weights", tmp_path / "cache"
    run(recipe, 1, prepared[recipe.name], out, cache=cache)
    unbroken = arrays(out)
    name = next(iter(NETWORKS[recipe.network].SHAPES)) + ".npy"
    (out / name).write_text("the weights of before")
    with monkeypatch.context() as patch:
        interrupt_in(patch, epoch=2, batch=1)
        with pytest.raises(KeyboardInterrupt, match="stopped after 2 epochs") as stop:
            run(recipe, 1, prepared[recipe.name], out, cache=cache)
    assert (out / name).read_text() == "the weights of before"
    (kept,) = (path for path in cache.iterdir() if path.is_dir())
    assert str(kept) in str(stop.value)
    NETWORKS[recipe.network].load(kept)
    run(recipe, 1, prepared[recipe.name], out, cache=cache, resume=True)
    assert arrays(out) == unbroken


def test_a_run_that_was_killed_ends_as_an_unbroken_one(small_mnist, tmp_path):
    script = """if True:
        import os, signal, sys, train
        from training.learning.fit import Fit
        step, steps = Fit._step, []
        def killing_step(*arguments):
            steps.append(1)
            if len(steps) == 7 * 7 + 3:  # in the eighth epoch of twenty
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*arguments)
        if sys.argv.pop(1) == "killed":
            Fit._step = killing_step
        sys.exit(train.main(sys.argv[1:]))
    """

    def start(how, out, *more):
        command = [sys.executable, "-c", script, how, "--mnist", small_mnist, "--out", out, *more]
        environment = {**os.environ, "PYTHONPATH": str(Path(train.__file__).parent)}
        return subprocess.run(command, capture_output=True, env=environment).returncode

    assert start("unbroken", tmp_path / "one") == 0
    assert start("killed", tmp_path / "two") == -signal.SIGKILL
    assert not (tmp_path / "two").exists()
    assert start("resumed", tmp_path / "two", "--resume") == 0
    assert arrays(tmp_path / "two") == arrays(tmp_path / "one")


def test_ctrl_c_is_one_line_and_the_old_weights_stay(small_mnist, tmp_path, monkeypatch, capsys):
    interrupt_in(monkeypatch, epoch=0, batch=2)
    out = tmp_path / "weights"
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 130
    assert "stopped in the first epoch" in capsys.readouterr().err
    assert not out.exists()


def test_a_run_that_could_not_write_its_weights_needs_no_second_training(
    prepared, tmp_path, monkeypatch, capsys
):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    arguments = SEED, 1, prepared["seed"], tmp_path / "weights"
    with monkeypatch.context() as patch:
        patch.setattr(Network, "save", full)
        with pytest.raises(OSError, match="No space left"):
            run(*arguments, cache=tmp_path / "cache")
    monkeypatch.setattr(Fit, "epoch", None)
    run(*arguments, cache=tmp_path / "cache", resume=True)
    assert len(np.load(tmp_path / "weights" / "history.npy", allow_pickle=False)) == 20


def test_a_damaged_checkpoint_is_named(prepared, tmp_path, monkeypatch, capsys):
    interrupt_in(monkeypatch, epoch=1, batch=1)
    arguments = SEED, 1, prepared["seed"], tmp_path / "weights"
    with pytest.raises(KeyboardInterrupt):
        run(*arguments, cache=tmp_path / "cache")
    (path,) = (tmp_path / "cache").glob("*.npz")
    np.save(path.with_suffix(".npy"), np.array([{}]), allow_pickle=True)
    path.with_suffix(".npy").replace(path)
    with pytest.raises(train.DataError, match="damaged checkpoint"):
        run(*arguments, cache=tmp_path / "cache", resume=True)


def test_ctrl_c_while_all_is_measured_leaves_the_old_weights_and_needs_no_second_training(
    prepared, tmp_path, monkeypatch
):
    recipe, out = replace(SEED, epochs=1), tmp_path / "weights"
    run(recipe, 2, prepared["seed"], out, cache=tmp_path / "cache")
    before = arrays(out)

    def interrupt(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("training.report.report.history", interrupt)
        with pytest.raises(KeyboardInterrupt, match="--resume continues"):
            run(recipe, 1, prepared["seed"], out, cache=tmp_path / "cache")
    assert arrays(out) == before
    monkeypatch.setattr(Fit, "epoch", interrupt)  # nothing is learnt again
    run(recipe, 1, prepared["seed"], out, cache=tmp_path / "cache", resume=True)
    assert arrays(out) != before
