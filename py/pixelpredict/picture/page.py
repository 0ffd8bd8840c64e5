"""A picture to the numbers in it: in several sizes, as its writing may be large or small."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from pixelpredict.picture import mask, single
from pixelpredict.picture.contrast import contrasts
from pixelpredict.picture.shades import shades, shrunk
from pixelpredict.picture.sheet import Sheet
from pixelpredict.reading import PictureReading, Reading, concluded

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from pixelpredict.network import Network
    from pixelpredict.recognizer import Recognizer

PENS = (1.4, 8.0)  # pixels: the width of lines that are looked at, in a picture of whichever size
SMALLEST = 24  # pixels, the shorter side of a picture that is looked at
PAIR = 1.1  # width for height of what may well be two digits
LIKELIEST = 2  # sheets of one size that are read

# A reading that needs no larger picture: each digit has so many nats of evidence and is so likely,
# the pen is so wide in pixels, the ink so dark, and no more of it is in no line.
EVIDENT, LIKELY, WIDE, DARK, REST = 6.0, 0.9, 2.5, 0.2, 0.35
# Mean evidence of digits, and of 1s alone, below which, and shade of ink below which they may be
# none: of fifty photographs without a digit two had more, and four in five of those with digits.
WRITTEN, WRITTEN_BARS, FAINT = 7.0, 7.5, 0.1
# What a digit adds to what speaks for a reading: its evidence beyond that, no less and no more.
LEAST, FULL = -3.0, 6.0
BAR = 0.3  # of that for a 1, which any straight line is
POINT = 2.0  # what a decimal separator, which any speck may be, takes away from it


@dataclasses.dataclass(frozen=True)
class _Reading:
    """What a sheet reads."""

    sheet: Sheet
    reading: PictureReading

    @property
    def support(self) -> float:
        """How much speaks for it, in nats: that its digits are some, and its ink dark."""
        digits = sum(
            min(max(digit.evidence - EVIDENT, LEAST), FULL) * (BAR if digit.digit == 1 else 1)
            for digit in self.reading.digits
        )
        digits -= POINT * sum(len(line.points) for line in self.reading.lines)
        return digits * (self.sheet.ink.threshold * self.sheet.ink.share) ** 0.5

    @property
    def doubtful(self) -> bool:
        """Whether it may be no writing: all digits together must be more evident than one alone."""
        digits = self.reading.digits
        least = WRITTEN_BARS if all(digit.digit == 1 for digit in digits) else WRITTEN
        evidence = sum(digit.evidence for digit in digits) / len(digits)
        return evidence < least or self.sheet.ink.threshold < FAINT

    @property
    def plain(self) -> bool:
        """Whether a larger picture need not be looked at."""
        ink, digits = self.sheet.ink, self.reading.digits
        return (
            self.sheet.rest <= REST and ink.share == 1 and ink.pen >= WIDE
            and ink.threshold >= DARK and any(digit.digit != 1 for digit in digits)
            and all(d.evidence >= EVIDENT and d.probabilities.max() >= LIKELY for d in digits)
        )


def read(recognizer: Recognizer, pixels: ArrayLike) -> PictureReading:
    """Read a picture as `Recognizer.read_image` does."""
    picture, factor = shades(pixels)
    reading = _likeliest(list(_readings(recognizer, picture, factor)))
    found = single.digit(picture)
    if found is None:
        return reading
    image, box = found
    logits = [network.logits(image[None])[0] for network in recognizer.networks]
    digit = dataclasses.replace(concluded(image, logits), box=tuple(factor * side for side in box))
    wide = box[2] - box[0] > PAIR * (box[3] - box[1])
    # A clean picture shows one digit, unless it is none by itself and there are plainly several.
    if not digit.sure and len(reading.digits) > 1 and (wide or reading.sure):
        return reading
    return PictureReading((Reading((digit,)),))


def _readings(
    recognizer: Recognizer, picture: NDArray[np.float32], factor: float
) -> Iterator[_Reading]:
    """Yield what is read in a picture of ever larger sizes, until it is plain or read twice."""
    before: set[str] = set()
    for sheets in _sizes(picture, factor, recognizer.network):
        found = [_Reading(sheet, sheet.read(recognizer)) for sheet in sheets]
        found = [each for each in found if each.reading.lines]
        yield from found
        supported = {each.reading.text for each in found if each.support > 0}
        if supported & before or any(each.plain for each in found):
            return
        before |= supported


def _likeliest(readings: list[_Reading]) -> PictureReading:
    """Return the reading that most speaks for: that is read in several sizes is likelier."""
    candidates = [each for each in readings if each.plain] or readings
    votes: dict[str, float] = {}
    for each in candidates:
        text = each.reading.text
        votes[text] = float(np.logaddexp(votes.get(text, -np.inf), each.support))
    if not votes:
        return PictureReading(())
    text = max(votes, key=votes.__getitem__)
    same = [each for each in candidates if each.reading.text == text]
    best = max(same, key=lambda each: each.support)
    return _doubted(best.reading) if best.doubtful else best.reading


def _doubted(reading: PictureReading) -> PictureReading:
    """Return a reading of which no digit is claimed."""
    return PictureReading(tuple(
        dataclasses.replace(line, digits=tuple(
            dataclasses.replace(digit, doubted=True) for digit in line.digits
        ))
        for line in reading.lines
    ))


def _sizes(
    picture: NDArray[np.float32], factor: float, network: Network
) -> Iterator[list[Sheet]]:
    """Yield the sheets, the most promising first, of a picture of ever larger sizes.

    Dark on light and light on dark, where it may be either.
    """
    pictures = [(picture, factor)]
    while min(picture.shape[:2]) >= 2 * SMALLEST:
        picture, factor = shrunk(picture, 2), factor * 2
        pictures.append((picture, factor))
    for picture, factor in reversed(pictures):
        inks = [mask.find(shade, share, factor) for shade, share in contrasts(picture)]
        sheets = [Sheet(ink, network) for ink in inks if PENS[0] <= ink.pen <= PENS[1]]
        hopeful = [sheet for sheet in sheets if not sheet.hopeless]
        yield sorted(hopeful, key=lambda sheet: -sheet.promise)[:LIKELIEST]
