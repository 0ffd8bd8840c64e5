"""Obtaining Pyodide, NumPy and the unpacker: from the cache, or from a source that answers."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from building import npm, package_index, pyodide_cdn
from building.pins import PINS, PYODIDE, UNPACKER, Pin
from building.source import Source, SourceError

SOURCES: dict[str, Source] = {
    "the Pyodide CDN": pyodide_cdn.fetch,
    "the Python package index": package_index.fetch,
}
UNPACKER_SOURCES: dict[str, Source] = {
    "the same CDN": partial(pyodide_cdn.fetch, url=npm.CDN),
    "npm": npm.fetch,
}


class RuntimeFilesError(Exception):
    """No source could deliver the runtime; the message says what each one answered."""


def obtain(cache: Path) -> dict[str, Path]:
    """Return the path of every file that the site is made of and others have published, by name.

    Raises RuntimeFilesError when no source delivers one.
    """
    return {**obtained(cache), **obtained(cache, (UNPACKER,), UNPACKER_SOURCES, "xz-decompress")}


def obtained(
    cache: Path, pins: tuple[Pin, ...] = PINS, sources: dict[str, Source] = SOURCES,
    what: str = f"Pyodide {PYODIDE}",
) -> dict[str, Path]:
    """Return the path of each pinned file by name, fetching what the cache lacks.

    what: they are, in words.

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
        files = f"{len(missing)} file{'s' if len(missing) > 1 else ''}"
        print(f"Fetching {files} of {what} ({size:.2f} MB) from {source}", flush=True)
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
