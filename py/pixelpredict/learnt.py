"""What came of teaching: the taught drawings, read with what was taught and without it."""

from __future__ import annotations

from pixelpredict import ink
from pixelpredict.reading import DigitReading, concluded
from pixelpredict.recognizer import Recognizer


def judged(recognizer: Recognizer) -> list[tuple[bool, bool]]:
    """Tell of each taught drawing, in their order, whether it was read right before, and is now.

    A digit is read right when it is the likeliest, what is no digit when no digit is called sure.
    """
    taught = recognizer.taught
    if not taught:
        return []
    drawings = [each.strokes for each in taught]
    images = ink.from_drawings(drawings)
    logits = [network.logits(images) for network in recognizer.networks]

    def right(logits: list) -> list[bool]:
        readings = map(concluded, images, zip(*logits, strict=True))
        return [_is_right(each, one.digit) for each, one in zip(readings, taught, strict=True)]

    now = [recognizer.with_taught(each, drawings, images) for each in logits]
    return list(zip(right(logits), right(now), strict=True))


def _is_right(reading: DigitReading, digit: int | None) -> bool:
    return not reading.sure if digit is None else reading.digit == digit
