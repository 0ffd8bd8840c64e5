"""How pictures are read, measured again: when what reads them changed, and the weights did not."""

import json
from collections.abc import Sequence
from pathlib import Path

from pixelpredict import Recognizer
from pixelpredict.recognizer import SECOND
from training.data.drawings import Drawing
from training.errors import DataError
from training.report import picture_card
from training.report.picture_card import Counts

PICTURES = "photo_"  # what the names of these figures begin with


def measure_again(weights: Path, held_back: Sequence[Drawing], counts: Counts) -> None:
    """Replace the figures of pictures in the report cards in a weights folder, and no others.

    In model.json and, where there is a second network, in its model.json and in together.json, when
    all are measured. held_back: drawings that had no part in training. Raises WeightsError,
    DataError when a card is damaged, and OSError when one cannot be read or written.
    """
    both = Recognizer.load(weights)
    readers = {weights / "model.json": Recognizer(both.network)}
    if both.second:
        readers[weights / SECOND / "model.json"] = Recognizer(both.second)
        readers[weights / SECOND / "together.json"] = both
    cards = {path: _card(path) for path in readers}  # now: to measure takes minutes
    for path, reader in readers.items():
        print(path, flush=True)
        figures = cards[path]["figures"]
        others = {name: row for name, row in figures.items() if not name.startswith(PICTURES)}
        found = picture_card.picture_card(reader, held_back, counts)
        cards[path]["figures"] = others | found
        for name, row in found.items():
            print(" ", name, *(f"{what} {value:.2%}" for what, value in row.items()
                               if what != "samples"), flush=True)
    for path, card in cards.items():
        part = path.with_name(f"{path.name}.part")
        part.write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
        part.replace(path)


def _card(path: Path) -> dict:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        card["figures"].items()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DataError(f"{path} is damaged ({error})") from None
    return card
