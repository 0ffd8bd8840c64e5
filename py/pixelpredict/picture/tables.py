"""What makes a parting of a picture's pieces likely, as `segmentation` and `separators` have it.

Fitted as those of drawings are, to some six hundred numbers put together from recorded digits and
drawn as pictures, three in eight of them with neighbours that touch: see fit_segmentation.py. There
is less ink between the parts of a digit here, and the order of writing says nothing. Of separators
fewer are believed than were fitted: a photo has more specks than decimals.
"""

from pixelpredict.segmentation import Tables

PICTURED = Tables(
    network={
        "evidence": 0.52,
        "log_probability": 3.84,
    },
    layout={
        "each": -0.55,
        "two_strokes": 0.77,
        "three_strokes": 1.77,
        "gap": -5.54,
        "overlap": -2.85,
        "height": -1.86,
        "too_low": -9.41,
        "too_high": 2.51,
        "too_wide": -2.24,
        "off_base": -2.09,
        "interrupted": 0.0,
        "touching": -1.76,
        "apart": -7.95,
        "small": -1.58,
    },
    alone={
        "separator": -3.00,
        "separator_off_base": -4.23,
        "stray": -2.53,
    },
    strokes=7,
)
