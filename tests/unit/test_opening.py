"""Picture files of every form are opened as they are displayed, and reduced to what is needed."""

import io

import numpy as np
import pytest
from PIL import Image

from pictures.opening import UnreadableError, opened
from pixelpredict.picture.shades import LARGEST
from tests.unit import bad_pictures, odd_pictures
from tests.unit.odd_pictures import SIDE


def shades(picture):
    """Return an opened picture's pixels as grey from 0, black, to 1, white."""
    pixels = picture.pixels / (255 if picture.pixels.dtype == np.uint8 else 1)
    return pixels.mean(axis=2) if pixels.ndim == 3 else pixels


@pytest.mark.parametrize("make", [
    make for make in odd_pictures.SHOW_THE_DIGIT if make is not odd_pictures.megapixels])
def test_every_form_shows_the_same_digit_on_white(make, tmp_path):
    picture = opened(make(tmp_path))
    assert (picture.width, picture.height) == (SIDE, SIDE)
    ink = shades(picture) < 0.5
    wanted = np.asarray(odd_pictures.digit()) < 128
    assert (ink != wanted).mean() < 0.03  # of one bit, white paper has dots
    assert shades(picture)[0, 0] > 0.95


@pytest.mark.parametrize("orientation", odd_pictures.TURNS)
def test_a_photo_is_upright_as_its_camera_was_held(orientation, tmp_path):
    picture = opened(odd_pictures.turned(tmp_path, orientation))
    assert (picture.width, picture.height) == (SIDE, SIDE * 3 // 4)
    wanted = np.asarray(odd_pictures.digit(SIDE, SIDE * 3 // 4)) / 255
    assert np.abs(shades(picture) - wanted).mean() < 0.01


def test_a_large_photo_is_reduced_and_keeps_the_size_it_had(tmp_path):
    path = odd_pictures.megapixels(tmp_path)
    picture = opened(path)
    assert picture.pixels.shape == (LARGEST * 3 // 4, LARGEST, 3)
    assert (picture.width, picture.height) == (4000, 3000)
    assert picture.scale == (4000 / LARGEST, 4000 / LARGEST)
    with Image.open(path) as whole:
        wanted = whole.convert("L").resize((LARGEST, LARGEST * 3 // 4), Image.Resampling.BOX)
    assert np.abs(shades(picture) - np.asarray(wanted) / 255).mean() < 0.01


def test_a_large_photo_on_its_side_keeps_its_size_as_displayed(tmp_path):
    exif = Image.Exif()
    exif[odd_pictures.ORIENTATION] = 6
    odd_pictures.digit(3600, 1800).save(tmp_path / "side.jpg", exif=exif)
    picture = opened(tmp_path / "side.jpg")
    assert (picture.width, picture.height) == (1800, 3600)
    assert picture.pixels.shape == (LARGEST, LARGEST // 2)


def test_no_more_is_reduced_than_needed(tmp_path):
    for side in (LARGEST, LARGEST + 1, 2 * LARGEST - 1):
        odd_pictures.digit(side, 40).save(tmp_path / "wide.jpg")
        assert opened(tmp_path / "wide.jpg").pixels.shape[1] == LARGEST


def test_one_thin_strip_keeps_a_pixel(tmp_path):
    picture = opened(bad_pictures.strip(tmp_path))
    assert picture.pixels.shape == (1, LARGEST)
    assert picture.scale == (5000 / LARGEST, 1)


def test_what_is_transparent_is_white(tmp_path):
    assert (opened(bad_pictures.invisible(tmp_path)).pixels == 255).all()


def test_a_photo_with_more_pixels_than_are_unpacked_is_opened(tmp_path, monkeypatch):
    """A JPEG of 108 megapixels is decoded at a quarter of its size."""
    path = odd_pictures.megapixels(tmp_path)
    monkeypatch.setattr("pictures.opening.MOST", 4_000_000)
    assert opened(path).width == 4000
    odd_pictures.digit(2001, 2000).save(tmp_path / "large.png")
    with pytest.raises(UnreadableError, match="2001×2000 pixels are too many: save it smaller"):
        opened(tmp_path / "large.png")


@pytest.mark.parametrize("values", [
    np.array([[0.0, 1.0]]), np.array([[0.0, 255.0]]), np.array([[0.0, 65535.0]]),
    np.array([[-40.0, 1e6]])])
def test_fractions_of_any_unit_go_from_black_to_white(values, tmp_path):
    Image.fromarray(values.astype(np.float32)).save(tmp_path / "values.tif")
    assert opened(tmp_path / "values.tif").pixels.tolist() == [[0, 1]]


def test_damaged_notes_of_the_camera_make_no_bad_picture(tmp_path):
    odd_pictures.digit().save(tmp_path / "notes.jpg", exif=b"Exif\0\0no notes at all")
    assert opened(tmp_path / "notes.jpg").width == SIDE


def test_a_stream_is_opened_too(tmp_path):
    content = odd_pictures.webp(tmp_path).read_bytes()
    assert opened(io.BytesIO(content)).width == SIDE


def test_values_that_are_no_numbers_are_told(tmp_path):
    Image.fromarray(np.full((9, 9), np.nan, np.float32)).save(tmp_path / "nan.tif")
    with pytest.raises(UnreadableError, match="NaN"):
        opened(tmp_path / "nan.tif")


def test_an_iphones_heic_is_told_from_what_is_no_picture(tmp_path):
    (tmp_path / "IMG.HEIC").write_bytes(b"\0\0\0\x24ftypheic\0\0\0\0mif1")
    with pytest.raises(UnreadableError, match=r"HEIC .* save it as JPEG"):
        opened(tmp_path / "IMG.HEIC")
