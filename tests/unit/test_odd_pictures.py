"""The files that other tests read are what they claim to be."""

import numpy as np
import pytest
from PIL import Image, ImageOps

from tests.unit import bad_pictures, odd_pictures

BROKEN = (bad_pictures.text_called_png, bad_pictures.empty, bad_pictures.only_a_header,
          bad_pictures.damaged_checksum)


@pytest.mark.parametrize("make", BROKEN)
def test_what_is_broken_cannot_be_opened(make, tmp_path):
    with pytest.raises(OSError), Image.open(make(tmp_path)) as picture:
        picture.load()


@pytest.mark.parametrize("suffix", bad_pictures.CUT)
def test_what_is_cut_off_cannot_be_read(suffix, tmp_path):
    with pytest.raises(OSError), Image.open(bad_pictures.truncated(tmp_path, suffix)) as picture:
        picture.load()


def test_the_bomb_is_a_small_file_of_billions_of_pixels(tmp_path):
    path = bad_pictures.bomb(tmp_path)
    assert path.stat().st_size < 10_000
    with pytest.raises(Image.DecompressionBombError, match="3600000000"):
        Image.open(path)


@pytest.mark.parametrize("orientation", odd_pictures.TURNS)
def test_a_turned_picture_is_upright_for_who_obeys_its_tag(orientation, tmp_path):
    with Image.open(odd_pictures.turned(tmp_path, orientation)) as picture:
        upright = ImageOps.exif_transpose(picture)
    wanted = odd_pictures.digit(odd_pictures.SIDE, odd_pictures.SIDE * 3 // 4)
    assert upright.size == wanted.size
    assert np.abs(np.asarray(upright, int) - np.asarray(wanted, int)).mean() < 1


def test_pictures_have_many_modes_and_formats(tmp_path):
    found = set()
    for make in odd_pictures.SHOW_THE_DIGIT:
        with Image.open(make(tmp_path)) as picture:
            found |= {picture.mode, picture.format}
    assert found >= {"I;16", "I;16B", "P", "CMYK", "LA", "RGBA", "1", "F", "L", "RGB",
                     "PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"}
