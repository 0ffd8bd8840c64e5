"""PixelPredict: reads drawn digits with two small networks, in NumPy alone."""

from pixelpredict.arrays import WeightsError
from pixelpredict.network import Network
from pixelpredict.reading import DigitReading, Reading
from pixelpredict.recognizer import Recognizer

__all__ = ["DigitReading", "Network", "Reading", "Recognizer", "WeightsError"]
