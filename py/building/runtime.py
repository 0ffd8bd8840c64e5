"""Obtaining Pyodide and NumPy: from the cache, or from the first source that answers."""

from pathlib import Path
from tempfile import TemporaryDirectory

from building import package_index, pyodide_cdn
from building.pins import PINS, PYODIDE, Pin
from building.source import Source, SourceError

SOURCES: dict[str, Source] = {
    "the Pyodide CDN": pyodide_cdn.fetch,
    "the Python package index": package_index.fetch,
}


class RuntimeFilesError(Exception):
    """No source could deliver the runtime; the message says what each one answered."""


def obtain(
    cache: Path, pins: tuple[Pin, ...] = PINS, sources: dict[str, Source] = SOURCES
) -> dict[str, Path]:
    """Return the path of each runtime file by name, fetching what the cache lacks.

    A file that does not match its pin is refused by name, whether it was cached or fetched, and
    never enters the cache. Raises RuntimeFilesError when no source delivers.
    """
    cache.mkdir(parents=True, exist_ok=True)
    missing = tuple(pin for pin in pins if not _cached(pin, cache))
    answers = []
    for source, fetch in sources.items():
        if not missing:
            break
        size = sum(pin.size for pin in missing) / 1e6
        print(f"Fetching {len(missing)} files of Pyodide {PYODIDE} ({size:.1f} MB) from {source}",
              flush=True)
        for refusal in _fetch(fetch, missing, cache):
            print(f"  {refusal}", flush=True)
            answers.append(f"{source}: {refusal}")
        missing = tuple(pin for pin in missing if not (cache / pin.name).exists())
    if missing:
        names = ", ".join(pin.name for pin in missing)
        raise RuntimeFilesError(
            f"could not get {names} [{'; '.join(answers)}]: try again with a network connection"
        )
    return {pin.name: cache / pin.name for pin in pins}


def _cached(pin: Pin, cache: Path) -> bool:
    path = cache / pin.name
    if not path.exists():
        return False
    if pin.accepts(path):
        return True
    print(f"{pin.name} in the cache is not what was published (SHA-256 differs): fetching it anew")
    path.unlink()
    return False


def _fetch(fetch: Source, missing: tuple[Pin, ...], cache: Path) -> list[str]:
    """Let one source deliver; keep what is right, and return in words what is not.

    It delivers into a folder of its own, so that an interrupted download leaves nothing behind.
    """
    refusals = []
    with TemporaryDirectory(prefix=".fetch-", dir=cache) as scratch:
        try:
            fetch(missing, Path(scratch))
        except SourceError as error:
            refusals.append(str(error))
        for pin in missing:
            path = Path(scratch, pin.name)
            if pin.accepts(path):
                path.rename(cache / pin.name)
            # A partial file was already named by the source's own error.
            elif path.exists() and not refusals:
                refusals.append(f"{pin.name} is not what was published (SHA-256 differs): refused")
    return refusals
