"""The Pyodide CDN: where anyone on the internet finds the runtime as it was published."""

import http.client
import urllib.request
from pathlib import Path

from building.pins import PYODIDE, Pin
from building.progress import ProgressBar
from building.source import SourceError

URL = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
PATIENCE = 8  # seconds of silence after which the source is given up
CHUNK = 1 << 16


def fetch(pins: tuple[Pin, ...], folder: Path, url: str = URL) -> None:
    """Download files into a folder; raise SourceError at the first one that fails."""
    for pin in pins:
        try:
            _download(url + pin.name, folder / pin.name, pin)
        # URLError, HTTPError and time-outs are OSErrors; a cut connection may be an HTTPException.
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise SourceError(f"{pin.name}: no answer from {url} ({reason})") from None


def _download(url: str, path: Path, pin: Pin) -> None:
    with (
        urllib.request.urlopen(url, timeout=PATIENCE) as response,
        path.open("wb") as file,
        ProgressBar(pin.name, pin.size) as bar,
    ):
        # A server that sends more than was published is not sending what was published.
        while file.tell() <= pin.size and (chunk := response.read(CHUNK)):
            file.write(chunk)
            bar.add(len(chunk))
