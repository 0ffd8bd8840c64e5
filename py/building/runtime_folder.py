"""The site's runtime/ folder: Pyodide, NumPy and our package, small on every host."""

import base64
import hashlib
import json
import lzma
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from building.modules import sha256
from building.pins import LOCK, UNPACKER

WASM = "pyodide.asm.wasm"
# Named .js, for many a host does not know .mjs, and a browser runs no module that is not announced
# as one.
SCRIPT = "pyodide.asm.js"
NUMPY = "numpy.zip"
# In the order in which they come. Python starts when WebAssembly, which is compiled while it comes,
# is whole, and the library unpacked; NumPy and the weights come while it starts.
ARCHIVES = ("pixelpredict.zip", "python_stdlib.zip", WASM, NUMPY)
# The large one last: the others need not wait for it.
WEIGHTS = ("weights/b1.npy", "weights/W2.npy", "weights/b2.npy", "weights/W1.npy")
XZ = "xz.wasm"
SECOND = "weights/convolutional"  # the second network, which a site may be without
PICTURES = "pictures.zip"  # the folder of our package that reads pictures


@dataclass(frozen=True)
class Parts:
    """The paths of what a runtime is made of, by name.

    shipped: what comes first. whole: of those that lack functions, what has all of them.
    """

    shipped: dict[str, Path]
    whole: dict[str, Path]


def write(site: Path, runtime: dict[str, Path], parts: Parts, quickly: bool = False) -> None:
    """Fill runtime/ of a site: modules as they are, all else packed, and lists for the worker.

    site: the folder of the site, its weights already there; runtime: the published files by name;
    quickly: pack for one reader on this machine.

    A host that compresses nothing then costs a visitor no more than one that does: the engine
    unpacks the files itself. xz leaves a quarter less than gzip, and a twentieth less than brotli,
    which not every browser unpacks either.
    """
    folder = site / "runtime"
    (folder / "whole").mkdir(parents=True)
    shutil.copyfile(runtime["pyodide.mjs"], folder / "pyodide.js")
    (folder / XZ).write_bytes(_unpacker(runtime[UNPACKER.name]))
    for name, path in parts.shipped.items():
        _put(path, folder / name, quickly)
    for name, path in parts.whole.items():
        _put(path, folder / "whole" / name, quickly)
    imported = [*sorted((site / "engine").glob("*.js")), folder / "pyodide.js"]
    (folder / "runtime.js").write_text(
        "/** Written by the build: what Pyodide asks for; each file's size in bytes, that of what\n"
        " * it unpacks to, and the SHA-256 of that, in the order in which they are needed; the\n"
        " * SHA-256 of each module, in base64. */\n"
        f"export const LOCK = {json.dumps(LOCK)};\n"
        "/** Whether there is more: with all functions, in whole.js. */\n"
        f"export const LEAN = {json.dumps(bool(parts.whole))};\n"
        + _lists(site, _needed(folder, ()), [*imported, folder / SCRIPT]),
        encoding="utf-8",
    )
    (folder / "whole.js").write_text(
        "/** Written by the build: the same, with all functions. */\n"
        + (_lists(site, _needed(folder, parts.whole), [*imported, folder / "whole" / SCRIPT])
           if parts.whole else "export const FILES = null, MODULES = null;\n"),
        encoding="utf-8",
    )
    arrays = sorted(path for path in (site / SECOND).glob("*.npy") if path.name != "history.npy")
    _write_later(site, "second-network.js", "the second network's files", arrays)
    _write_later(site, "pictures.js", "what reads pictures",
                 [folder / XZ, folder / f"{PICTURES}.xz"])


def _unpacker(script: Path) -> bytes:
    """Return the WebAssembly that npm's package carries in its script."""
    text = script.read_text(encoding="utf-8")
    return base64.b64decode(re.search(r"data:application/wasm;base64,([\w+/=]+)", text)[1])


def _put(path: Path, target: Path, quickly: bool) -> None:
    if target.suffix == ".js":  # imported by the browser, so never packed here
        shutil.copyfile(path, target)
    else:
        packing = (lzma.compress(path.read_bytes(), check=lzma.CHECK_CRC32, preset=0) if quickly
                   else packed(path))
        target.with_name(f"{target.name}.xz").write_bytes(packing)


def _needed(folder: Path, whole: Iterable[str]) -> list[Path]:
    """Return the paths of all files that the first answer needs, in order."""
    return [
        folder / XZ,
        *(folder / ("whole" if name in whole else "") / f"{name}.xz" for name in ARCHIVES),
        *(folder.parent / name for name in WEIGHTS),
    ]


def _lists(site: Path, files: list[Path], modules: list[Path]) -> str:
    hashes = {path.relative_to(site).as_posix(): sha256(path) for path in modules}
    return (f"export const FILES = {json.dumps(_listed(site, files))};\n"
            f"export const MODULES = {json.dumps(hashes)};\n")


def _write_later(site: Path, name: str, what: str, paths: list[Path]) -> None:
    """List files that are fetched after an answer, or none where there are none."""
    (site / "runtime" / name).write_text(
        f"/** Written by the build: {what}, with sizes and SHA-256. */\n"
        f"export const FILES = {json.dumps(_listed(site, paths))};\n",
        encoding="utf-8",
    )


def _listed(site: Path, paths: list[Path]) -> dict[str, dict]:
    return {path.relative_to(site).as_posix(): _described(path) for path in paths}


def _described(path: Path) -> dict:
    """Return a file's size, and size and hash of what it unpacks to: some hosts unpack it."""
    content = path.read_bytes()
    if path.suffix != ".xz":
        return {"size": len(content), "sha256": _sha256(content)}
    unpacked = lzma.decompress(content)
    return {"size": len(content), "unpacked": len(unpacked), "sha256": _sha256(unpacked)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def packed(path: Path) -> bytes:
    """Return a file's bytes as xz, from beside it where they were kept and are sound."""
    content, kept = path.read_bytes(), path.with_name(f"{path.name}.xz")
    try:
        packing = kept.read_bytes()
        if lzma.decompress(packing) == content:
            return packing
    except (OSError, EOFError, lzma.LZMAError):
        pass  # not kept yet, or damaged
    packing = lzma.compress(content, check=lzma.CHECK_CRC32, filters=[_filter(len(content))])
    kept.write_bytes(packing)
    return packing


def _filter(size: int) -> dict:
    """Return xz's settings: code is not aligned, and no larger window than the file need be kept.

    lc, lp and pb were tried: 3, 0, 0 is within 0.2 % of the best for each file.
    """
    return {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 3, "lp": 0, "pb": 0,
            "nice_len": 273, "dict_size": max(4096, 1 << (size - 1).bit_length())}
