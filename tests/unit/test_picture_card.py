"""The report card of pictures, with readers whose answers are known."""

import json
import shutil

import numpy as np
import pytest

import train
from pixelpredict import DigitReading, Reading
from pixelpredict.reading import PictureReading
from tests import drawn_digits
from tests.small_data import write_drawings
from training.data.drawings import Drawing
from training.report import picture_card as cards
from training.report.picture_card import Counts, enlarged_card, picture_card

HAND = [Drawing("here/a", digit, tuple(map(np.array, drawn_digits.strokes(digit))))
        for digit in range(10)]
FEW = Counts(digits=2, numbers=2, pages=1, nothing=4)
ONE_PAGE = Counts(digits=0, numbers=0, pages=1, nothing=0)
TWO = Counts(digits=1, numbers=0, pages=0, nothing=1)
SURE, UNSURE = np.eye(10), np.full((10, 10), 0.1)


def reading(text, boxes=None, how=SURE):
    """Return a picture's reading of lines of digits, each of which has its box."""
    places = iter(boxes or [(0, 0, 1, 1)] * len(text))
    return PictureReading(tuple(
        Reading(tuple(
            DigitReading(np.zeros((28, 28)), how[int(digit)], box=tuple(next(places)))
            for digit in line
        ))
        for line in text.split("\n") if line
    ))


class Knowing:
    """Reads what the photograph shows, as it was told by the one who took it."""

    def __init__(self, change=lambda photo: reading(photo.text, photo.boxes)):
        self.change = change

    def read_image(self, pixels):
        return self.change(self.photo)


@pytest.fixture
def card(monkeypatch):
    def of(reader, held_back=HAND, counts=FEW, **kwargs):
        read = cards._read

        def known(recognizer, photo):
            recognizer.photo = photo
            return read(recognizer, photo)

        monkeypatch.setattr(cards, "_read", known)
        return picture_card(reader, held_back, counts, **kwargs)
    return of


def test_who_reads_all_has_everything_right(card):
    found = card(Knowing())
    for name in ("plain", "ruled", "squared", "numbers_plain", "numbers_squared", "touching"):
        assert found[f"photo_{name}"] == {"accuracy": 1, "wrong_but_sure": 0, "samples": 2}
    assert found["photo_pages"] == {"all_lines": 1, "lines_right": 1, "samples": 1}
    assert found["photo_nothing"] == {"no_sure_digit": 1, "not_sure": 1, "samples": 4}
    assert "photo_letters" not in found  # nobody drew any
    assert found["photo_blank"]["samples"] == 1


def test_who_claims_a_7_in_everything_is_wrong_and_sure(card):
    found = card(Knowing(lambda photo: reading("7")))
    assert found["photo_numbers_plain"] == {"accuracy": 0, "wrong_but_sure": 1, "samples": 2}
    assert found["photo_pages"]["all_lines"] == found["photo_pages"]["lines_right"] == 0
    assert found["photo_nothing"] == {"no_sure_digit": 0, "not_sure": 0, "samples": 4}


def test_who_is_never_sure_claims_nothing(card):
    found = card(Knowing(lambda photo: reading("7", how=UNSURE)))
    assert found["photo_numbers_plain"]["wrong_but_sure"] == 0
    assert found["photo_nothing"] == {"no_sure_digit": 1, "not_sure": 1, "samples": 4}


def test_lines_in_another_order_or_left_out_are_not_all_found(card):
    def turned(photo):
        lines, boxes = photo.text.split("\n"), list(photo.boxes)
        parts = []
        for line in lines:
            parts.append((line, [boxes.pop(0) for _ in line]))
        return parts

    def read(parts):
        return reading("\n".join(line for line, _ in parts),
                       [box for _, boxes in parts for box in boxes])

    upside_down = card(Knowing(lambda photo: read(turned(photo)[::-1])), counts=ONE_PAGE)
    assert upside_down["photo_pages"] == {"all_lines": 0, "lines_right": 1, "samples": 1}
    one_less = card(Knowing(lambda photo: read(turned(photo)[1:])), counts=ONE_PAGE)
    assert one_less["photo_pages"] == {"all_lines": 0, "lines_right": 0.9, "samples": 1}


def test_another_seed_takes_other_pictures(card):
    seen = {0: [], 1: []}
    for seed, texts in seen.items():
        card(Knowing(lambda photo, t=texts: t.append(photo.pixels.tobytes()) or reading("7")),
             counts=TWO, seed=seed)
    assert not set(seen[0]) & set(seen[1])


def test_without_drawings_there_is_only_nothing_to_read(card):
    found = card(Knowing(lambda photo: reading("")), held_back=())
    assert set(found) == {"photo_nothing", "photo_blank", "photo_print", "photo_scribble",
                          "photo_texture"}


def test_mnist_is_enlarged_in_four_forms():
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 4:24, 13:15] = 255
    seen = []

    class Reader:
        def read_image(self, pixels):
            seen.append(pixels)
            return reading("1")

    class Sevens:
        def logits(self, images):
            assert images.shape == (1, 28, 28)
            return SURE[[7]]

    Reader.networks = (Sevens(), Sevens())
    found = enlarged_card(Reader(), image, np.array([1], np.uint8))
    assert list(found) == ["enlarged_smooth_light_ink", "enlarged_smooth_dark_ink",
                           "enlarged_blocks_light_ink", "enlarged_blocks_dark_ink"]
    assert set(map(str, (f["accuracy"] for f in found.values()))) == {"1.0"}
    assert {f["from_28"] for f in found.values()} == {0}
    assert [pixels.shape for pixels in seen] == [(300, 300)] * 4
    assert [int(pixels[0, 0]) for pixels in seen] == [0, 255, 0, 255]
    assert set(np.unique(seen[2])) == {0, 255}


def test_pictures_are_measured_again_and_nothing_else_changes(root, tmp_path, monkeypatch, capsys):
    weights = shutil.copytree(root / "weights", tmp_path / "weights")
    drawings = write_drawings(tmp_path / "drawings.jsonl")
    monkeypatch.setattr(train, "COUNTS", TWO)
    before = files(weights)
    arguments = ["--recipe", "pen", "--pen", str(drawings), "--out", str(weights)]
    assert train.main([*arguments, "--measure-pictures"]) == 0
    after = files(weights)
    cards = ["convolutional/model.json", "convolutional/together.json", "model.json"]
    assert sorted(name for name in after if after[name] != before.get(name)) == cards
    for name in cards:
        new, old = json.loads(after[name]), json.loads(before[name])
        assert new["figures"]["photo_plain"]["samples"] == 1
        assert new["figures"]["photo_nothing"]["samples"] == 1
        for card in (new, old):
            card["figures"] = {name: row for name, row in card["figures"].items()
                               if not name.startswith("photo_")}
        assert new == old
    assert "photo_plain accuracy" in capsys.readouterr().out


@pytest.mark.parametrize("content", ["[]", "{", '{"figures": 3}'])
def test_a_damaged_card_is_told_before_anything_is_measured(content, root, tmp_path, capsys):
    weights = shutil.copytree(root / "weights", tmp_path / "weights")
    (weights / "model.json").write_text(content)
    drawings = write_drawings(tmp_path / "drawings.jsonl")
    arguments = ["--recipe", "pen", "--pen", str(drawings), "--out", str(weights)]
    assert train.main([*arguments, "--measure-pictures"]) == 1
    assert f"{weights / 'model.json'} is damaged" in capsys.readouterr().err


def files(folder):
    """Return what is in a folder's files, by their names."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*") if path.is_file()}


def test_pictures_are_measured_with_drawings_alone(capsys):
    with pytest.raises(SystemExit) as stopped:
        train.main(["--measure-pictures"])
    assert stopped.value.code == 2
    assert "--measure-pictures goes together with --recipe pen" in capsys.readouterr().err
