"""Numbers in pictures, with the weights that are shipped: photos, scans, screenshots."""

import json
import time

import numpy as np
import pytest
from PIL import Image

from pixelpredict import Recognizer
from tests import pen_digits
from tests.drawn_pictures import PAPER, picture, ruled, with_boxes

DIGITS = "0123456789"
PICTURES = pen_digits.SHARED / "pictures"


@pytest.fixture(scope="module")
def recognizer(root):
    return Recognizer.load(root / "weights")


def noisy(pixels, strength=10):
    noise = np.random.default_rng(4).normal(0, strength, pixels.shape)
    return np.clip(pixels + noise, 0, 255).astype(np.uint8)


def shadowed(pixels):
    """Lay a soft shadow over the left half, as a hand that holds a phone does."""
    x = np.arange(pixels.shape[1]) - pixels.shape[1] / 2
    return (pixels * (1 - 0.5 / (1 + np.exp(x / 15)))).astype(np.uint8)


def vignetted(pixels):
    y, x = (np.linspace(-1, 1, size) for size in pixels.shape)
    return (pixels * (1 - 0.3 * (y[:, None] ** 2 + x**2))).astype(np.uint8)


def coloured(pixels, ink=(30, 60, 190), paper=(245, 235, 160)):
    share = (pixels[:, :, None] / PAPER).clip(0, 1)
    return (share * paper + (1 - share) * ink).astype(np.uint8)


@pytest.mark.parametrize("height", [20, 70, 400])
@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_of_any_size_is_read(recognizer, digit, height):
    reading = recognizer.read_image(picture(digit, height))
    assert reading.text == digit
    assert reading.sure


SIGHTS = {
    "shadow": shadowed,
    "vignette": vignetted,
    "noise": noisy,
    "ruled": lambda pixels: ruled(pixels, 44),
    "squared": lambda pixels: ruled(pixels, 30, squared=True),
    "white on black": lambda pixels: 255 - pixels,
    "blue on yellow": coloured,
    "white on red": lambda pixels: coloured(pixels, (250, 240, 240), (200, 40, 40)),
    "pale": lambda pixels: (200 + pixels / 5).astype(np.uint8),
    "ruled, in shadow and noisy": lambda pixels: noisy(shadowed(ruled(pixels, 44)), 5),
}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("digit", DIGITS)
def test_a_digit_is_read_whatever_it_is_written_on(recognizer, digit, sight):
    assert recognizer.read_image(SIGHTS[sight](picture(digit, 80, margin=1.5))).text == digit


@pytest.mark.parametrize("number", ["2026", "3141592", "470", "718", "9053"])
def test_a_number_is_read(recognizer, number):
    for pixels in (picture(number, 60), noisy(picture(number, 40)), 255 - picture(number, 90)):
        reading = recognizer.read_image(pixels)
        assert reading.text == number
        assert reading.sure


@pytest.mark.parametrize("height", [28, 60])
def test_lines_are_read_from_top_to_bottom(recognizer, height):
    reading = recognizer.read_image(picture("2026\n47\n193", height))
    assert reading.text == "2026\n47\n193"
    assert [line.text for line in reading.lines] == ["2026", "47", "193"]
    assert "".join(str(digit.digit) for digit in reading.digits) == "202647193"


@pytest.mark.parametrize(("height", "size"), [(18, None), (60, None), (500, (3000, 4000))],
                         ids=["enlarged", "as it is", "reduced"])
def test_boxes_lie_around_the_digits_in_pixels_of_the_picture_given(recognizer, height, size):
    pixels, boxes = with_boxes("2026\n47", height)
    if size:
        pixels = np.pad(pixels, [(0, whole - part) for whole, part
                                 in zip(size, pixels.shape, strict=True)], constant_values=PAPER)
    reading = recognizer.read_image(pixels)
    assert reading.text == "2026\n47"
    found = np.array([digit.box for digit in reading.digits])
    assert np.abs(found - boxes).max() < 0.06 * height + 2
    assert json.dumps([digit.box for digit in reading.digits])  # plain numbers


def test_of_a_clean_picture_of_one_digit_there_is_a_box_too(recognizer):
    for height in (24, 90, 1500):
        pixels, boxes = with_boxes("5", height)
        (digit,) = recognizer.read_image(pixels).digits
        assert np.abs(np.array(digit.box) - boxes[0]).max() < 0.06 * height + 2


@pytest.mark.parametrize("change", [
    lambda pixels: np.pad(pixels, ((37, 3), (5, 120)), constant_values=PAPER),
    lambda pixels: np.repeat(np.repeat(pixels, 3, axis=0), 3, axis=1),
    lambda pixels: np.asarray(Image.fromarray(pixels).reduce(2)),
    lambda pixels: 255 - pixels,
    lambda pixels: np.tile(pixels[:, :, None], 3),
    lambda pixels: np.dstack([pixels * 0, pixels * 0, pixels * 0, 255 - pixels]),
    lambda pixels: pixels.astype(np.uint16) * 257,
    lambda pixels: pixels / 255,
    lambda pixels: pixels > 128,
    lambda pixels: pixels.tolist(),
], ids=["moved", "larger", "smaller", "inverted", "colour", "alpha", "16 bits", "fractions",
        "black or white", "lists"])
def test_the_same_picture_in_another_form_reads_the_same(recognizer, change):
    pixels = picture("638\n2049", 50)
    assert recognizer.read_image(change(pixels)).text == "638\n2049"


def test_a_picture_is_read_again_as_before_and_is_left_as_it_was(recognizer):
    pixels = noisy(picture("638", 50))
    before = pixels.copy()
    readings = [recognizer.read_image(pixels) for _ in range(2)]
    assert readings[0].text == readings[1].text == "638"
    assert np.array_equal(readings[0].digits[0].probabilities, readings[1].digits[0].probabilities)
    assert np.array_equal(pixels, before)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (2, 3), (28, 28), (200, 280)])
def test_where_nothing_is_written_no_digit_is_claimed(recognizer, shape):
    rng = np.random.default_rng(1)
    for pixels in (np.zeros(shape), np.ones(shape), np.full(shape, 255, np.uint8),
                   np.tile(np.array([200, 30, 60], np.uint8), (*shape, 1)),
                   np.zeros((*shape, 4), np.uint8)):
        assert recognizer.read_image(pixels).digits == ()
    for pixels in (rng.integers(0, 256, shape, dtype=np.uint8), rng.random((*shape, 3)),
                   rng.normal(200, 8, shape).clip(0, 255).astype(np.uint8)):
        assert not any(digit.sure for digit in recognizer.read_image(pixels).digits)


def test_nothing_but_noise_takes_bounded_time(recognizer):
    pixels = np.random.default_rng(2).integers(0, 256, (400, 600), dtype=np.uint8)
    start = time.process_time()
    reading = recognizer.read_image(pixels)
    assert time.process_time() - start < 15  # it takes about one second
    assert not any(digit.sure for digit in reading.digits)


@pytest.mark.parametrize("pixels", [
    np.full((30, 30), np.nan), np.full((30, 30, 3), np.inf), np.zeros(5), np.zeros((9, 0)),
    np.zeros((3, 3, 2)), np.zeros((2, 3, 3, 3)), "7", [["7", "8"]], None, [],
], ids=["NaN", "inf", "one row", "empty", "two colours", "several", "text", "texts", "None", "[]"])
def test_what_is_no_picture_is_refused_in_words(recognizer, pixels):
    with pytest.raises(ValueError, match="pixels: "):
        recognizer.read_image(pixels)


@pytest.fixture(scope="module")
def photographs():
    if not PICTURES.exists():
        pytest.skip("no photographs here")
    labels = json.loads((PICTURES / "labels.json").read_text(encoding="utf-8"))
    opened = {}
    for name, label in labels.items():
        with Image.open(PICTURES / name) as photo:
            opened[name] = np.asarray(photo.convert("RGB")), label
    return opened


def test_photographs_of_numbers_are_read(recognizer, photographs):
    numbers = {name: each for name, each in photographs.items() if name.startswith("numbers/")}
    assert len(numbers) == 5
    for name, (pixels, label) in numbers.items():
        assert recognizer.read_image(pixels).text == label, name


def test_digits_in_the_boxes_of_a_sudoku_are_read(recognizer, photographs):
    cells = [each for name, each in photographs.items() if name.startswith("sudoku/")]
    assert len(cells) == 113
    readings = [(recognizer.read_image(pixels), label) for pixels, label in cells]
    assert sum(reading.text == label for reading, label in readings) >= 104
    assert sum(reading.sure and reading.text != label for reading, label in readings) <= 2
