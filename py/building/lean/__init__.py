"""The lean runtime: only what the recogniser imports, compiled to bytecode.

A plain Pyodide page spends most of its start compiling Python sources, anew at every visit, and
most of its bytes on modules that it never imports. So the build runs the recogniser in Pyodide
under Node (trace.mjs), notes what it imports (trace.py), and packs just that, compiled. asyncio,
which Pyodide imports and the recogniser never uses, is replaced (stand_ins).
"""

import hashlib
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from building.lean import node
from building.pins import NUMPY_WHEEL, PINS

HERE = Path(__file__).resolve().parent
ARCHIVES = ("python_stdlib.zip", "numpy.zip", "pixelpredict.zip", "pictures.zip")


class LeanError(Exception):
    """The lean runtime cannot be made; the message says why and what to do."""


def make(root: Path, runtime: dict[str, Path], cache: Path) -> dict[str, Path]:
    """Return the paths of the four lean archives, made anew when anything they hold has changed.

    root: the project's; runtime: the published files by name. Raises LeanError.
    """
    folder = cache / _key(root)
    if not folder.is_dir():
        print("Making the lean runtime: tracing what the recogniser imports", flush=True)
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".making-", dir=cache) as scratch:
            made = Path(scratch, "made")
            made.mkdir()
            _trace(root, runtime, made)
            made.rename(folder)
    return {name: folder / name for name in ARCHIVES}


def _trace(root: Path, runtime: dict[str, Path], out: Path) -> None:
    published = runtime["pyodide.mjs"].parent
    command = [node.find(published.parent), HERE / "trace.mjs", published, NUMPY_WHEEL.name,
               root / "py" / "pixelpredict", root / "weights", out]
    try:
        trace = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise LeanError(f"Node could not trace the runtime ({error}); "
                        "--full builds without it") from None
    if trace.returncode or not all((out / name).is_file() for name in ARCHIVES):
        raise LeanError("tracing the runtime failed; --full builds without it:\n" + trace.stderr)


def _key(root: Path) -> str:
    """Name a lean runtime by all that goes into it."""
    digest = hashlib.sha256("".join(pin.sha256 for pin in PINS).encode())
    for path in (*sorted((root / "py" / "pixelpredict").rglob("*.py")),
                 *sorted(HERE.glob("trace.*")), *sorted(HERE.glob("stand_ins/*/*.py"))):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]
