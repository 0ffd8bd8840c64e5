"""The full runtime: the whole standard library and all of NumPy, as published."""

import zipfile
from pathlib import Path

from building.pins import NUMPY_WHEEL
from building.runtime_folder import SCRIPT, WASM, Parts

# A zip archive holds the time of each file; a fixed one makes equal sources equal bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def make(root: Path, runtime: dict[str, Path], cache: Path) -> Parts:
    """Return the parts of a site built with --full.

    root: the project's; runtime: the published files by name.
    """
    cache.mkdir(parents=True, exist_ok=True)
    numpy, package, pictures = (cache / f"{name}.zip" for name in
                                ("numpy", "pixelpredict", "pictures"))
    with zipfile.ZipFile(runtime[NUMPY_WHEEL.name]) as wheel:
        _pack(numpy, {name: wheel.read(name) for name in wheel.namelist() if name[-1] != "/"})
    sources = root / "py" / "pixelpredict"
    own = {path.relative_to(sources).as_posix(): path.read_bytes()
           for path in sources.rglob("*.py")}
    later = {name for name in own if name.startswith("picture/")}
    _pack(package, {f"{sources.name}/{name}": own[name] for name in own.keys() - later})
    _pack(pictures, {name: own[name] for name in later})
    published = {WASM: runtime[WASM], SCRIPT: runtime["pyodide.asm.mjs"],
                 "python_stdlib.zip": runtime["python_stdlib.zip"]}
    made = {path.name: path for path in (numpy, package, pictures)}
    return Parts(shipped=published | made, whole={})


def _pack(archive: Path, files: dict[str, bytes]) -> None:
    """Zip files without compression: the whole is compressed for the wire."""
    with zipfile.ZipFile(archive, "w") as file:
        for name, content in sorted(files.items()):
            file.writestr(zipfile.ZipInfo(name, ZIP_TIME), content)
