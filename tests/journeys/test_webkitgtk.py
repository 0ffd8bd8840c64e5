"""The journey in WebKitGTK, Safari's engine."""

from tests.journeys.engines import WEBKITGTK
from tests.journeys.journey import Journey


class TestWebKitGTK(Journey):
    engine = WEBKITGTK
