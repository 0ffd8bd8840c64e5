"""Ten digits of our own drawing, as strokes in 0..1000, y downward.

They stand in for real pen digits where ../shared does not exist. Each is given by a few corner
points, through which a Catmull-Rom curve runs, as a hand would.
"""

import numpy as np

CORNERS = {
    0: [[(500, 60), (250, 220), (190, 540), (330, 860), (560, 930), (760, 740), (800, 400),
         (680, 130), (500, 60)]],
    1: [[(520, 50), (510, 350), (500, 650), (490, 950)]],
    2: [[(230, 250), (360, 90), (600, 80), (720, 270), (600, 520), (380, 740), (210, 920)],
        [(210, 920), (450, 900), (800, 910)]],
    3: [[(250, 150), (460, 60), (680, 160), (640, 370), (430, 470)],
        [(430, 470), (680, 540), (740, 760), (540, 930), (240, 860)]],
    4: [[(350, 60), (290, 300), (240, 540)], [(240, 540), (500, 540), (800, 520)],
        [(640, 80), (620, 500), (600, 950)]],
    5: [[(330, 80), (310, 260), (290, 430)], [(290, 430), (520, 390), (720, 560), (700, 800),
         (480, 930), (240, 860)], [(330, 80), (540, 75), (760, 70)]],
    6: [[(640, 60), (400, 280), (260, 600), (330, 860), (560, 930), (720, 780), (640, 590),
         (440, 570), (290, 720)]],
    7: [[(220, 100), (500, 95), (780, 90)], [(780, 90), (620, 420), (470, 700), (380, 940)]],
    8: [[(680, 180), (480, 60), (300, 180), (370, 370), (590, 520), (700, 740), (510, 940),
         (300, 780), (400, 550), (620, 370), (680, 180)]],
    9: [[(710, 260), (540, 80), (320, 180), (310, 400), (500, 490), (690, 330), (710, 260)],
        [(710, 260), (690, 600), (660, 940)]],
}
GAP = 300  # between two digits of a number
PIECES = 6  # points of the curve between two corners


def strokes(digit: int) -> list[list[list[float]]]:
    """Return a digit's strokes: [[[x, y], ...], ...]."""
    return [_curve(np.array(corners, float)).tolist() for corners in CORNERS[digit]]


def number(digits: str) -> list[list[list[float]]]:
    """Return the strokes of a number, 1000 high, its digits side by side."""
    left, drawn = 0, []
    for digit in digits:
        xs = [x for stroke in strokes(int(digit)) for x, _ in stroke]
        drawn += [[[x - min(xs) + left, y] for x, y in stroke] for stroke in strokes(int(digit))]
        left += max(xs) - min(xs) + GAP
    return drawn


def _curve(corners: np.ndarray) -> np.ndarray:
    """A Catmull-Rom curve through the corners (n, 2)."""
    before, a = np.vstack([corners[:1], corners[:-2]]), corners[:-1]
    b, after = corners[1:], np.vstack([corners[2:], corners[-1:]])
    t = np.linspace(0, 1, PIECES, endpoint=False)[:, None, None]
    points = 0.5 * (
        2 * a + (b - before) * t + (2 * before - 5 * a + 4 * b - after) * t**2
        + (3 * a - before - 3 * b + after) * t**3
    )
    return np.vstack([points.transpose(1, 0, 2).reshape(-1, 2), corners[-1:]])
