"""PixelPredict: reads drawn digits with a two-layer network, in NumPy alone."""

from pixelpredict.network import Network, WeightsError
from pixelpredict.recognizer import DigitReading, Reading, Recognizer

__all__ = ["DigitReading", "Network", "Reading", "Recognizer", "WeightsError"]
