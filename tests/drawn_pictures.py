"""Pictures of numbers in the digits of `drawn_digits`, as a clean scan shows them."""

import numpy as np
from PIL import Image, ImageDraw

from tests import drawn_digits

FINE = 4  # times as large as it is to be drawn, so that its edges are soft
PAPER, INK = 235, 40
PEN = 0.09  # of a digit's height


def picture(text, height=100, pen=PEN, margin=0.6):
    """Return numbers, a line of text for each, as grey (h, w) uint8, dark on light.

    height: pixels, of a digit. pen and margin, the paper around the writing, are in heights.
    """
    return with_boxes(text, height, pen, margin)[0]


def with_boxes(text, height=100, pen=PEN, margin=0.6):
    """Return what `picture` does, and the box of each digit: (n, 4), left, top, right, bottom."""
    strokes, boxes, down = [], [], 0.0
    for line in text.split("\n"):
        left = 0.0
        for digit in line:
            points = [np.array(stroke) / 1000 for stroke in drawn_digits.strokes(int(digit))]
            low, high = np.min([p.min(axis=0) for p in points], axis=0), \
                np.max([p.max(axis=0) for p in points], axis=0)
            moved = np.array([left - low[0], down])
            strokes += [stroke + moved for stroke in points]
            boxes.append([*(low + moved - pen / 2), *(high + moved + pen / 2)])
            left += high[0] - low[0] + 0.3
        down += 1.6
    boxes = (np.array(boxes) + margin) * height
    size = (boxes[:, 2:].max(axis=0) + margin * height).astype(int)
    canvas = Image.new("L", tuple((size * FINE).tolist()), PAPER)
    draw = ImageDraw.Draw(canvas)
    for stroke in strokes:
        mark(draw, (stroke + margin) * height * FINE, pen * height * FINE, INK)
    return np.asarray(canvas.reduce(FINE)), boxes


def mark(draw, points, width, shade):
    """Draw a line with round ends through points (n, 2)."""
    draw.line(list(map(tuple, points.tolist())), fill=shade, width=max(round(width), 1),
              joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=shade)


def ruled(pixels, every, thick=2, shade=150, squared=False):
    """Return a picture on ruled or squared paper: what is drawn lies over its lines."""
    lines = np.full(pixels.shape, 255, np.uint8)
    for start in range(every // 2, max(pixels.shape), every):
        lines[start : start + thick] = shade
        if squared:
            lines[:, start : start + thick] = shade
    return np.minimum(pixels, lines)
