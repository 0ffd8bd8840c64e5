"""Numbers drawn as pictures, to fit how their pieces are parted: see `partings`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from pixelpredict import Network, segmentation, separators
from pixelpredict.picture import placement
from pixelpredict.picture.cutout import Writing
from pixelpredict.picture.pieces import Piece, connected, painted
from pixelpredict.picture.sheet import Line
from pixelpredict.picture.tables import PICTURED
from pixelpredict.segmentation import Parting
from training.examples.numbers import Number
from training.learning.partings import Example

FINER = 3  # times as fine is a picture drawn as it is looked at
HEIGHT = (36, 70)  # pixels of a digit
PEN = (1 / 24, 1 / 7)  # of that
TURN = 0.04  # standard deviation of how far the sheet is turned
MARGIN = 0.4  # digits' heights around the writing
BLUR = (0.3, 1.4)  # pixels
DARK = (0.6, 0.95)  # of the paper's shade
NOISE = 0.06  # at most, standard deviation
INK = 0.375  # of the darkest: what is darker is ink
COVERED = 0.4  # of a pixel, where a digit has been drawn
FOREIGN = 0.13  # of a digit's pixels may be cut off with another, or come with it


def example(number: Number, network: Network, rng: np.random.Generator) -> Example | None:
    """Draw and measure a number; None where the right parting is not among those considered."""
    groups = [*number.digits, *([number.point] if number.point else [])]
    shade, layers, pen = _drawn(number, groups, rng)
    mask = shade > INK * shade.max()
    pieces = connected(mask, np.zeros_like(mask), pen)[: segmentation.MOST_PIECES]
    pieces.sort(key=lambda piece: piece.box[0] + piece.box[2])
    writing = Writing(shade, pieces)
    images = np.array([writing.image([i]) for i in range(len(pieces))])
    parts = Line(pieces, writing, network.logits(images)).cut()
    owners = _owners(parts, layers > COVERED)
    if owners is None:
        return None
    writing = Writing(shade, parts)
    layout = placement.layout(parts, writing.pen)
    members, features = segmentation.candidates(layout, PICTURED.layout, PICTURED.strokes)
    candidates = [tuple(sorted(layout.order[row].tolist())) for row in members]
    logits = network.logits(np.array([writing.image(each) for each in candidates]))
    alone = separators.alone_features(layout)
    count = len(number.digits)
    digits = [tuple(i for i, own in enumerate(owners) if own == k) for k in range(count)]
    others = tuple(k for k, i in enumerate(layout.order.tolist()) if not 0 <= owners[i] < count)
    if not set(digits) <= set(candidates) or not set(others) <= set(alone):
        return None
    return Example(
        members,
        np.hstack([segmentation.network_features(logits), features]),
        alone,
        Parting(0.0, tuple(map(candidates.index, digits)), others),
    )


def _drawn(
    number: Number, groups: Sequence[Sequence[int]], rng: np.random.Generator
) -> tuple[NDArray[np.float32], NDArray[np.float32], float]:
    """Return a picture's shade (h, w), 0..1, what each group of strokes inked, and the pen."""
    height = rng.uniform(*HEIGHT)
    pen = height * np.exp(rng.uniform(*np.log(PEN)))
    turn = rng.normal(0, TURN)
    level = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    strokes = [stroke @ level for stroke in number.strokes]
    points = np.concatenate(strokes)
    corner = points.min(axis=0) - MARGIN
    size = np.ceil((points.max(axis=0) + MARGIN - corner) * height).astype(int).tolist()
    places = [(stroke - corner) * height for stroke in strokes]
    layers = np.array([_ink([places[i] for i in group], pen, size) for group in groups])
    known = {i for group in groups for i in group}
    rest = _ink([place for i, place in enumerate(places) if i not in known], pen, size)
    whole = Image.fromarray((np.maximum(layers.max(axis=0), rest) * 255).astype(np.uint8))
    soft = np.asarray(whole.filter(ImageFilter.GaussianBlur(rng.uniform(*BLUR))), np.float32) / 255
    noise = rng.normal(0, rng.uniform(0, NOISE), soft.shape)
    return np.clip(soft * rng.uniform(*DARK) + noise, 0, 1).astype(np.float32), layers, pen


def _ink(places: Sequence[NDArray], pen: float, size: Sequence[int]) -> NDArray[np.float32]:
    """Draw strokes, in pixels, with a round pen: (h, w), 0..1."""
    picture = Image.new("L", (size[0] * FINER, size[1] * FINER))
    draw, wide = ImageDraw.Draw(picture), pen * FINER
    for place in places:
        points = [tuple(point) for point in (place * FINER).tolist()]
        if len(points) > 1:
            draw.line(points, fill=255, width=max(round(wide), 1), joint="curve")
        for x, y in points:
            draw.ellipse([x - wide / 2, y - wide / 2, x + wide / 2, y + wide / 2], fill=255)
    return np.asarray(picture.reduce(FINER), np.float32) / 255


def _owners(parts: Sequence[Piece], layers: NDArray[np.bool_]) -> list[int] | None:
    """Return which layer each piece is part of, -1 for none; None where some are of several."""
    own = [layer & ~np.delete(layers, k, axis=0).any(axis=0) for k, layer in enumerate(layers)]
    lost, gained = np.zeros(len(layers)), np.zeros(len(layers))
    owners = []
    for part in parts:
        left, top, right, bottom = part.box
        mask = painted([part], part.box)
        share = [int((layer[top:bottom, left:right] & mask).sum()) for layer in layers]
        best = int(np.argmax(share))
        owners.append(best if share[best] else -1)
        for k, layer in enumerate(own):
            if k != best:
                foreign = int((layer[top:bottom, left:right] & mask).sum())
                lost[k] += foreign
                gained[best] += foreign
    pixels = layers.sum(axis=(1, 2))
    clean = (np.maximum(lost, gained) <= FOREIGN * pixels).all()
    return owners if clean and set(owners) >= set(range(len(layers))) else None
