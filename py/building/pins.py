"""The third-party files of the site: each pinned by name, size and SHA-256."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

PYODIDE = "314.0.3"
NUMPY = "2.4.3"


@dataclass(frozen=True)
class Pin:
    """One file as it was published."""

    name: str
    size: int  # bytes
    sha256: str

    def accepts(self, path: Path) -> bool:
        """Whether a file on disk is this one, byte for byte."""
        if not path.is_file() or path.stat().st_size != self.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == self.sha256


NUMPY_WHEEL = Pin(
    "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl", 2_916_023,
    "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
)
PINS = (
    Pin("pyodide.mjs", 17_880,
        "5cfc46f5dcbaf2a16f26e2363f441873eb424762609cc03db00d6a2ace4d00e5"),
    Pin("pyodide.asm.mjs", 1_249_447,
        "1a9775427ef6e8abaa7db88ece0515422d1886915ae5c9093776410c865dfd8d"),
    Pin("pyodide.asm.wasm", 9_596_462,
        "e7f8fac36f8bf11085309cbc5c829b3ec3057c18bf1d73b05a6741612d63cdbf"),
    Pin("python_stdlib.zip", 2_545_106,
        "444c770dfd75a32097fc0a7d5c1413fd3140601f49c3a1f2e9af0376fcd124b4"),
    NUMPY_WHEEL,
)
# npm's xz-decompress: xz-embedded by Lasse Collin and Igor Pavlov, compiled to WebAssembly.
UNPACKER_PACKAGE = "xz-decompress@0.2.3"
UNPACKER = Pin(
    "xz-decompress.min.js", 20_381,
    "d83649874b6198df07340a88377613ccd2267aebb9f18b3be26c6904a81bac52",
)
# What Pyodide's own lock file says of itself. It names no packages: ours come in an archive.
LOCK = {
    "info": {"abi_version": "2026_0", "arch": "wasm32", "platform": "emscripten_5_0_3",
             "python": "3.14.0"},
    "packages": {},
}
