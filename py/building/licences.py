"""The licences of what the site ships: ours, and those that travel inside NumPy's wheel.

The texts that do not travel with their files (Pyodide, CPython, Emscripten) lie in web/licences.
"""

import shutil
import zipfile
from pathlib import Path, PurePosixPath


def write(root: Path, numpy_wheel: Path, folder: Path) -> None:
    """Add our licence and all of NumPy's to the site's existing folder of licences."""
    shutil.copyfile(root / "LICENSE", folder / "PixelPredict.txt")
    with zipfile.ZipFile(numpy_wheel) as wheel:
        for name in wheel.namelist():
            _, inside, rest = name.partition(".dist-info/licenses/")
            if not inside:
                continue
            # A text called LICENSE opens in a browser only when its name ends in .txt.
            path = folder / "numpy" / PurePosixPath(rest).with_suffix(".txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(wheel.read(name))
