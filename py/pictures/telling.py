"""What was read of a picture, in words and as JSON."""

from collections.abc import Sequence

from pictures.opening import Picture
from pixelpredict import DigitReading, Reading
from pixelpredict.reading import PictureReading

NOTHING = "no number found"


def numbers(reading: PictureReading) -> list[str]:
    """Return the numbers from top to bottom, a doubt beside each that is not sure.

    "2026", "2026 (not sure; or 2020)", "7 (not sure)"; only "no number found" where there is none.
    """
    return [_number(line) for line in reading.lines] or [NOTHING]


def _number(line: Reading) -> str:
    if line.sure:
        return line.text
    rival = line.alternative or _with_another_digit(line)
    return f"{line.text} (not sure; or {rival})" if rival else f"{line.text} (not sure)"


def _with_another_digit(line: Reading) -> str:
    """Return the text with the other candidate of the first digit that has one, or ""."""
    read = [digit.digit for digit in line.digits]
    for place, digit in enumerate(line.digits):
        if len(digit.candidates) == 2:
            return line.text_with([*read[:place], digit.candidates[1], *read[place + 1 :]])
    return ""


def record(name: str, picture: Picture, reading: PictureReading) -> dict:
    """Return all that was read, to be written as JSON.

    file; width and height of the picture as it is displayed; text, its lines joined by line feeds;
    sure; and lines, each with text, sure, alternative and digits: digit, sure, candidates (one, two
    or none), ten probabilities, and in box left, top, right and bottom in the picture's pixels.
    """
    return {
        "file": name,
        "width": picture.width,
        "height": picture.height,
        "text": reading.text,
        "sure": reading.sure,
        "lines": [
            {
                "text": line.text,
                "sure": line.sure,
                "alternative": line.alternative,
                "digits": [_digit(digit, picture.scale) for digit in line.digits],
            }
            for line in reading.lines
        ],
    }


def _digit(digit: DigitReading, scale: Sequence[float]) -> dict:
    return {
        "digit": digit.digit,
        "sure": digit.sure,
        "candidates": list(digit.candidates),
        "probabilities": [round(float(share), 6) for share in digit.probabilities],
        "box": [round(edge * by, 1) for edge, by in zip(digit.box, [*scale, *scale], strict=True)],
    }
