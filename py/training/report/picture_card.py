"""How well photographs are read: made-up ones of digits by unseen writers, and MNIST enlarged."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tqdm import tqdm

from pixelpredict import Recognizer, ink
from pixelpredict.reading import PictureReading
from training.data.drawings import Drawing
from training.examples.numbers import hands
from training.examples.photographs import nothing, photograph
from training.examples.photographs.photograph import Photo

SIDE = 300  # pixels that MNIST's images are enlarged to
FEWEST, MOST = 2, 6  # digits of a number
LINES = 10  # of a page


@dataclass(frozen=True)
class Counts:
    """How many pictures of each kind are read."""

    digits: int = 30
    numbers: int = 30
    pages: int = 2
    nothing: int = 30


COUNTS = Counts()  # of a report: a few minutes


def picture_card(
    recognizer: Recognizer, held_back: Sequence[Drawing], counts: Counts, seed: int = 0
) -> dict[str, dict[str, float]]:
    """Return the figures by name, as `report_card` does; each says of how many pictures it is.

    held_back: drawings that had no part in training. Shares are in 0..1:

    photo_plain, photo_ruled, photo_squared: how many photographs of one digit are read right, and
    how many are misread and yet called sure.
    photo_numbers_plain, photo_numbers_squared, photo_touching: the same of numbers of 2 to 6
    digits, read as a whole.
    photo_pages: of how many pages of ten lines all lines are found, in their order, and how many of
    all lines are read right.
    photo_nothing, and photo_blank, photo_print, … of which it is made: how many photographs without
    a digit claim none as sure, and how many are not sure as a whole.
    """
    digits = [drawing for drawing in held_back if drawing.digit is not None]
    letters = [drawing for drawing in held_back if drawing.digit is None]
    without = [kind for kind in nothing.KINDS if letters or kind != "letters"]
    writers = hands(held_back)
    card: dict[str, dict[str, float]] = {}

    def taken(
        name: str, count: int, take: Callable[[np.random.Generator, int], Photo]
    ) -> list[tuple[Photo, PictureReading]]:
        """Take so many pictures, each by its own seed: none changes when another kind does."""
        kind = list(name.encode())
        bar = tqdm(range(count), f"measuring {name}", leave=False, disable=None)
        rngs = ((number, np.random.default_rng([seed, *kind, number])) for number in bar)
        return [_read(recognizer, take(rng, number)) for number, rng in rngs]

    if digits:
        for paper in photograph.PAPERS:
            card[f"photo_{paper}"] = _figures(taken(
                f"photo_{paper}", counts.digits,
                lambda rng, _, paper=paper: photograph.one_digit(
                    digits[rng.integers(len(digits))], paper, rng),
            ))
    if writers:
        for name, paper, take in (
            ("photo_numbers_plain", "plain", photograph.a_number),
            ("photo_numbers_squared", "squared", photograph.a_number),
            ("photo_touching", "plain", photograph.touching),
        ):
            card[name] = _figures(taken(
                name, counts.numbers,
                lambda rng, number, paper=paper, take=take: take(
                    writers, FEWEST + number % (MOST - FEWEST + 1), paper, rng),
            ))
        card["photo_pages"] = _pages(taken(
            "photo_pages", counts.pages,
            lambda rng, number: photograph.a_page(
                writers, LINES, photograph.PAPERS[number % len(photograph.PAPERS)], rng),
        ))
    card |= _nothing(taken(
        "photo_nothing", counts.nothing,
        lambda rng, number: nothing.nothing(
            without[number % len(without)], letters, (), rng),
    ))
    return {name: figures for name, figures in card.items() if figures["samples"]}


def enlarged_card(
    recognizer: Recognizer, images: NDArray[np.uint8], labels: NDArray[np.uint8]
) -> dict[str, dict[str, float]]:
    """Return how well MNIST's images are read as pictures of 300×300.

    images: (n, 28, 28), 0 = paper to 255 = ink; labels: (n,). Shares are in 0..1, by how they were
    enlarged and whether they are light on dark, as MNIST is, or dark on light: how many are read
    right, and how many by the networks from the 28×28 themselves, with nothing to find or to part.
    """
    small = np.array([ink.from_pixels(image) for image in images])
    logits = sum(network.logits(small) for network in recognizer.networks)
    alone = float(np.mean(logits.argmax(axis=1) == labels))
    card = {}
    ways = {"smooth": Image.Resampling.BICUBIC, "blocks": Image.Resampling.NEAREST}
    for (way, filtered), dark in product(ways.items(), (True, False)):
        right = [
            recognizer.read_image(_enlarged(image if dark else 255 - image, filtered)).text
            == str(label) for image, label in zip(images, labels, strict=True)
        ]
        card[f"enlarged_{way}_{'light' if dark else 'dark'}_ink"] = {
            "accuracy": _share(right), "from_28": alone, "samples": len(right),
        }
    return card


def _enlarged(image: NDArray[np.uint8], filtered: Image.Resampling) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(image).resize((SIDE, SIDE), filtered))


def _read(recognizer: Recognizer, photo: Photo) -> tuple[Photo, PictureReading]:
    return photo, recognizer.read_image(photo.pixels)


def _figures(read: Iterable[tuple[Photo, PictureReading]]) -> dict[str, float]:
    found = [(reading.text == photo.text, reading.sure) for photo, reading in read]
    return {
        "accuracy": _share([right for right, _ in found]),
        "wrong_but_sure": _share([sure and not right for right, sure in found]),
        "samples": len(found),
    }


def _pages(read: Iterable[tuple[Photo, PictureReading]]) -> dict[str, float]:
    found, right = [], []
    for photo, reading in read:
        wanted, lines = photo.text.split("\n"), _lines(photo, reading)
        found.append(lines == list(range(len(wanted))))
        texts = {line: part.text for line, part in zip(lines, reading.lines, strict=True)}
        right += [texts.get(line) == text for line, text in enumerate(wanted)]
    return {"all_lines": _share(found), "lines_right": _share(right), "samples": len(found)}


def _lines(photo: Photo, reading: PictureReading) -> list[int]:
    """Return which line of the photograph each line is that was read: most of its digits' own."""
    lengths = [len(text) for text in photo.text.split("\n")]
    owners = np.repeat(np.arange(len(lengths)), lengths)
    places = _middles(photo.boxes)
    lines = []
    for line in reading.lines:
        away = _middles([digit.box for digit in line.digits])[:, None] - places
        lines.append(int(np.bincount(owners[np.hypot(*away.T).T.argmin(axis=1)]).argmax()))
    return lines


def _middles(boxes: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    """Return the middles (n, 2) of n boxes."""
    return np.reshape(boxes, (-1, 2, 2)).mean(axis=1)


def _nothing(read: Sequence[tuple[Photo, PictureReading]]) -> dict[str, dict[str, float]]:
    kinds = {"nothing": list(read)}
    for photo, reading in read:
        kinds.setdefault(str(photo.how["kind"]), []).append((photo, reading))
    return {
        f"photo_{kind}": {
            "no_sure_digit": _share([not any(d.sure for d in r.digits) for _, r in part]),
            "not_sure": _share([not reading.sure for _, reading in part]),
            "samples": len(part),
        }
        for kind, part in kinds.items()
    }


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(len(found), 1)
