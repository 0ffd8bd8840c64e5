"""The training script: what a run leaves, the same every time and true."""

import json
import os
from dataclasses import replace

import numpy as np
import pytest

import train
from pixelpredict import Recognizer
from pixelpredict.network import Network
from tests.small_data import (
    SMALL_PEN,
    arrays,
    write_drawings,
    write_pendigits,
    write_saved_drawings,
)
from training.data import mnist
from training.recipes import CONVOLUTIONAL, SEED
from training.report.picture_card import Counts
from training.run import run

FILES = ["W1.npy", "W2.npy", "b1.npy", "b2.npy", "history.npy", "model.json"]

pytestmark = pytest.mark.usefixtures("own_cache")


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
    figures = model["figures"]
    assert {name: entry["samples"] for name, entry in figures.items() if "loss" in entry} == {
        "mnist_test": 100, "mnist_validation": 40, "pen_validation": 10}
    assert figures["letters"]["samples"] == 1
    assert figures["scribbles"]["samples"] == 1000
    assert figures["moved"] == {"same_answer": 1, "largest_change": 0, "samples": 10 * 20}
    assert [credit.split()[0] for credit in model["credits"]] == ["MNIST,", "UNIPEN"]
    assert "drawings.jsonl" in model["data_sha256"]
    assert len(capsys.readouterr().out.splitlines()) == 4 + 5 + 1  # epochs, table, verdict


def test_the_second_network_is_trained_beside_the_first_and_both_are_measured_together(
    small_mnist, tmp_path, monkeypatch, capsys
):
    small = replace(
        CONVOLUTIONAL, epochs=1,
        pen=replace(SMALL_PEN.pen, wrong_cut_weight=CONVOLUTIONAL.pen.wrong_cut_weight),
    )
    monkeypatch.setitem(train.RECIPES, "pen", replace(SMALL_PEN, epochs=1))
    monkeypatch.setitem(train.RECIPES, "convolutional", small)
    monkeypatch.setattr(train, "ROOT", tmp_path)
    monkeypatch.setattr("training.report.report_card.SCRIBBLES", 3)
    weights, drawings = tmp_path / "weights", write_drawings(tmp_path / "drawings.jsonl")
    arguments = ["--mnist", str(small_mnist), "--pen", str(drawings), "--recipe"]
    assert train.main([*arguments, "pen"]) == 0
    assert train.main([*arguments, "convolutional"]) == 0
    second = weights / "convolutional"
    assert sorted(path.name for path in second.iterdir()) == [
        "K1.npy", "K2.npy", "W3.npy", "W4.npy", "b1.npy", "b2.npy", "b3.npy", "b4.npy",
        "history.npy", "model.json", "together.json"]
    model = json.loads((second / "model.json").read_text())
    assert model["settings"]["numbers"] == 94_458
    recognizer = Recognizer.load(weights)
    assert len(recognizer.networks) == 2
    before = json.loads((second / "together.json").read_text())
    assert set(before["figures"]) == set(model["figures"])
    # Another first network: the second stays, and both are measured anew.
    assert train.main(["--mnist", str(small_mnist)]) == 0
    assert json.loads((second / "model.json").read_text()) == model
    after = json.loads((second / "together.json").read_text())
    assert after["sha256"]["W1.npy"] != before["sha256"]["W1.npy"]
    assert after["sha256"]["convolutional/K1.npy"] == before["sha256"]["convolutional/K1.npy"]


def test_every_source_is_held_back_measured_and_credited_by_itself(
    small_mnist, tmp_path, monkeypatch, capsys
):
    monkeypatch.setitem(train.RECIPES, "pen", replace(SMALL_PEN, epochs=2))
    paths = [write_drawings(tmp_path / "drawings.jsonl"),
             write_pendigits(tmp_path / "pendigits-orig.tra"),
             write_saved_drawings(tmp_path / "saved", [*range(10)] * 2)]
    out = tmp_path / "weights"
    arguments = ["--recipe", "pen", "--pen", *map(str, paths), "--mnist", str(small_mnist)]
    assert train.main([*arguments, "--out", str(out)]) == 0
    model = json.loads((out / "model.json").read_text())
    sets = {"pen_validation": 10, "pendigits_validation": 10, "drawn_validation": 4}
    assert {name: model["figures"][name]["samples"] for name in sets} == sets
    assert set(model["reliability"]) == {"mnist_test", "mnist_validation", *sets}
    assert model["figures"]["digits"]["samples"] == 24
    assert [credit.split(",")[0] for credit in model["credits"]] == [
        "MNIST", "UNIPEN train_r01_v07", "Pen-Based Recognition of Handwritten Digits",
        "20 drawings of one's own"]
    said = capsys.readouterr()
    for name in ("val", "pen_val", "pendigits_val", "drawn_val"):
        assert f", {name} " in said.out.splitlines()[0]
    assert len({len(line) for line in said.out.splitlines()[2:5]}) == 1  # the table's columns
    (note,) = (line for line in said.err.splitlines() if "different" in line)
    assert note == ("note: own drawings: too few writers drew digits to hold one in five back;"
                    " of 20 different drawings 4 are")


@pytest.mark.parametrize(("digits", "held_back", "rows"), [
    ([7], "none", {"scribbles"}),
    ([None, None], "none", {"scribbles"}),
    ([*range(10)] * 2 + [None] * 10, "6",
     {"drawn_validation", "digits", "scribbles", "slanted_left", "slanted_right", "moved",
      "letters", "two_digits", "three_digits", "four_digits", "decimals", "numbers_moved"}),
], ids=["one", "no digit", "thirty"])
def test_one_persons_drawings_from_the_page_are_learnt_from(
    digits, held_back, rows, small_mnist, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr("training.report.report.COUNTS", Counts(1, 0, 0, 2))
    monkeypatch.setitem(train.RECIPES, "pen", replace(SMALL_PEN, epochs=2))
    folder, out = write_saved_drawings(tmp_path / "saved", digits), tmp_path / "weights"
    arguments = ["--recipe", "pen", "--pen", str(folder), "--mnist", str(small_mnist)]
    assert train.main([*arguments, "--out", str(out)]) == 0
    notes = [line for line in capsys.readouterr().err.splitlines() if "different" in line]
    assert len(notes) == 1
    assert notes[0].startswith("note: ")
    assert f"of {len(digits)} different drawings {held_back} " in notes[0]
    model = json.loads((out / "model.json").read_text())
    assert set(model["reliability"]) == (
        {"mnist_test", "mnist_validation"} | ({"drawn_validation"} & rows))
    # What of the few drawings is read right after two epochs is chance, and no matter here.
    chance = {"digits_read_right", "numbers_read_right", "numbers_misread"}
    pictures = {name for name in model["figures"] if name.startswith("photo_")}
    assert {"photo_nothing", "photo_print"} <= pictures
    assert ("photo_plain" in pictures) == ("digits" in rows)
    assert set(model["figures"]) - pictures - {"mnist_test", "mnist_validation"} - chance == rows
    assert all(figures["samples"] for figures in model["figures"].values())
    own = "1 drawing" if len(digits) == 1 else f"{len(digits)} drawings"
    assert model["credits"][1:] == [f"{own} of one's own"]
    history = np.load(out / "history.npy", allow_pickle=False)
    assert ("drawn_val_acc" in history.dtype.names) == ("drawn_validation" in rows)
    assert all(np.isfinite(history[name]).all() for name in history.dtype.names)


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
