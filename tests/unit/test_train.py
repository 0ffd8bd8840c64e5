"""The training script: what a run leaves, and that nothing is left when it goes wrong."""

import errno
import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import train
from pixelpredict.network import SHAPES, Network
from tests import pen_digits
from tests.small_data import write_drawings, write_mnist
from training import data, mnist
from training.fit import Fit
from training.recipes import PEN, SEED
from training.run import run

FILES = ["W1.npy", "W2.npy", "b1.npy", "b2.npy", "history.npy", "model.json"]
SMALL_PEN = replace(
    PEN, epochs=4, batch_size=64,
    pen=replace(PEN.pen, mnist_validation=40, pen_copies=2, letter_copies=1, scribbles=10),
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """Keep the checkpoints of these runs apart from anybody's."""
    monkeypatch.setattr(train, "ROOT", tmp_path_factory.mktemp("root"))


@pytest.fixture
def small_mnist(tmp_path):
    return write_mnist(tmp_path / "mnist")


@pytest.fixture
def prepared(small_mnist, tmp_path):
    """The data of a small run of each recipe."""
    drawings = write_drawings(tmp_path / "drawings.jsonl")
    return {
        "seed": data.plain_mnist(small_mnist),
        "pen": data.mnist_and_drawings(small_mnist, [drawings], SMALL_PEN.pen),
    }


def arrays(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix == ".npy"}


def interrupt_in(monkeypatch, epoch, batch):
    """Press Ctrl+C in the middle of an epoch."""
    learn = Fit.epoch

    def interrupted(self, number, images, targets):
        for count, loss in enumerate(learn(self, number, images, targets)):
            if (number, count) == (epoch, batch):
                raise KeyboardInterrupt
            yield loss

    monkeypatch.setattr(Fit, "epoch", interrupted)


def test_a_run_leaves_weights_history_and_their_story(small_mnist, tmp_path, capsys):
    out = tmp_path / "weights"
    assert train.main(["--mnist", str(small_mnist), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mnist", "weights"]
    history = np.load(out / "history.npy", allow_pickle=False)
    assert history.dtype.names == ("train_loss", "test_loss", "train_acc", "test_acc")
    assert len(history) == 20
    assert history["train_loss"][-1] < history["train_loss"][0]
    model = json.loads((out / "model.json").read_text())
    assert model["data_sha256"] == mnist.hashes(small_mnist)
    assert (model["recipe"], model["seed"], model["settings"]["batch_size"]) == ("seed", 1, 64)
    assert np.sum(model["confusion_matrix"]) == model["figures"]["mnist_test"]["samples"] == 100
    assert Network.load(out).W1.flags.c_contiguous


def test_the_pen_recipe_runs_from_the_command_line(small_mnist, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(train.RECIPES, "pen", SMALL_PEN)
    out, drawings = tmp_path / "weights", write_drawings(tmp_path / "drawings.jsonl")
    arguments = ["--recipe", "pen", "--pen", str(drawings)]
    assert train.main([*arguments, "--mnist", str(small_mnist), "--out", str(out)]) == 0
    model = json.loads((out / "model.json").read_text())
    assert {name: figures["samples"] for name, figures in model["figures"].items()} == {
        "mnist_test": 100, "mnist_validation": 40, "pen_validation": 10}
    assert "drawings.jsonl" in model["data_sha256"]
    assert len(capsys.readouterr().out.splitlines()) == 4 + 5 + 1  # epochs, table, verdict


@pytest.mark.parametrize("recipe", [replace(SEED, epochs=3), SMALL_PEN], ids=["seed", "pen"])
def test_the_same_seed_gives_the_same_bytes_on_any_number_of_cores(
    recipe, prepared, tmp_path, monkeypatch, capsys
):
    for name, cores in (("one", 1), ("three", 3)):
        monkeypatch.setattr(os, "cpu_count", lambda cores=cores: cores)
        run(recipe, 1, prepared[recipe.name], tmp_path / name, cache=tmp_path / "cache")
    run(recipe, 2, prepared[recipe.name], tmp_path / "other", cache=tmp_path / "cache")
    assert arrays(tmp_path / "one") == arrays(tmp_path / "three")
    assert arrays(tmp_path / "one")["W1.npy"] != arrays(tmp_path / "other")["W1.npy"]


@pytest.mark.parametrize("recipe", [replace(SEED, epochs=4), SMALL_PEN], ids=["seed", "pen"])
def test_a_run_that_was_stopped_ends_as_an_unbroken_one(
    recipe, prepared, tmp_path, monkeypatch, capsys
):
    out, cache = tmp_path / "weights", tmp_path / "cache"
    run(recipe, 1, prepared[recipe.name], out, cache=cache)
    unbroken = arrays(out)
    (out / "W1.npy").write_text("the weights of before")
    with monkeypatch.context() as patch:
        interrupt_in(patch, epoch=2, batch=1)
        with pytest.raises(KeyboardInterrupt, match="stopped after 2 epochs") as stop:
            run(recipe, 1, prepared[recipe.name], out, cache=cache)
    assert (out / "W1.npy").read_text() == "the weights of before"
    (kept,) = (path for path in cache.iterdir() if path.is_dir())
    assert str(kept) in str(stop.value)
    Network.load(kept)
    run(recipe, 1, prepared[recipe.name], out, cache=cache, resume=True)
    assert arrays(out) == unbroken


def test_a_run_that_was_killed_ends_as_an_unbroken_one(small_mnist, tmp_path):
    script = """if True:
        import os, signal, sys, train
        from training.fit import Fit
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


@pytest.mark.parametrize("recipe", [replace(SEED, epochs=3), SMALL_PEN], ids=["seed", "pen"])
def test_the_last_row_of_the_history_is_what_the_written_weights_do(
    recipe, prepared, tmp_path, capsys
):
    out = tmp_path / "weights"
    run(recipe, 1, prepared[recipe.name], out, cache=tmp_path / "cache")
    network, last = Network.load(out), np.load(out / "history.npy", allow_pickle=False)[-1]
    for name, examples in {
        "train": prepared[recipe.name].train,
        "test": prepared[recipe.name].test,
        **prepared[recipe.name].validation,
    }.items():
        probabilities = network.predict(examples.images / 255)
        right = probabilities[np.arange(len(probabilities)), examples.labels]
        assert -np.log(right).mean() == pytest.approx(last[f"{name}_loss"], rel=1e-5)
        answers = probabilities.argmax(axis=1)
        assert (answers == examples.labels).mean() == pytest.approx(last[f"{name}_acc"])


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
    path.write_text(path.read_text() + "\n")
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


@pytest.mark.skipif(not pen_digits.MNIST.exists(), reason="MNIST is not beside the project")
def test_the_shipped_weights_have_the_recorded_accuracy(root):
    model = json.loads((root / "weights" / "model.json").read_text())
    network = Network.load(root / "weights")
    figures = model["figures"]["mnist_test"]
    test = data.mnist_test(pen_digits.MNIST, model["recipe"])
    right = network.predict(test.images / 255).argmax(axis=1) == test.labels
    assert right.mean() == pytest.approx(figures["accuracy"], abs=2e-4)
    history = np.load(root / "weights" / "history.npy", allow_pickle=False)
    assert right.mean() == pytest.approx(history["test_acc"][-1], abs=2e-4)


def test_the_shipped_weights_are_the_files_of_model_json(root):
    model = json.loads((root / "weights" / "model.json").read_text())
    assert set(model["sha256"]) == {*(f"{name}.npy" for name in SHAPES), "history.npy"}
    for name, expected in model["sha256"].items():
        content = (root / "weights" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == expected, name
