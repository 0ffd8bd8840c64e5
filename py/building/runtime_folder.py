"""The site's runtime/ folder: Pyodide as published, and the archives, small on every host."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path

from building.modules import sha256
from building.pins import LOCK

READ = ("weights/W1.npy", "weights/b1.npy", "weights/W2.npy", "weights/b2.npy")
# Imported by the browser, so never compressed here; and named .js, for many a host does not know
# .mjs, and a browser runs no module that is not announced as one.
MODULES = {"pyodide.mjs": "pyodide.js", "pyodide.asm.mjs": "pyodide.asm.js"}
WASM = "pyodide.asm.wasm"
SECOND = "weights/convolutional"  # the second network, which a site may be without
PICTURES = "pictures.zip.gz"  # the folder of our package that reads pictures


def write(site: Path, runtime: dict[str, Path], archives: dict[str, Path]) -> None:
    """Fill runtime/ of a site: modules as they are, all else gzipped, and a list for the worker.

    site: the folder of the site, its weights already there.

    A host that compresses nothing then costs a visitor no more than one that does: the browser
    unpacks the files itself.
    """
    folder = site / "runtime"
    folder.mkdir()
    for published, name in MODULES.items():
        shutil.copyfile(runtime[published], folder / name)
    for name, path in {WASM: runtime[WASM], **archives}.items():
        (folder / f"{name}.gz").write_bytes(gzipped(path))
    archived = sorted(path for path in folder.glob("*.gz") if path.name != PICTURES)
    files = _listed(site, [*archived, *(site / name for name in READ)])
    imported = [*sorted((site / "engine").glob("*.js")),
                *(folder / name for name in MODULES.values())]
    modules = {path.relative_to(site).as_posix(): sha256(path) for path in imported}
    (folder / "runtime.js").write_text(
        "/** Written by the build: what Pyodide asks for; each file's size in bytes, that of what\n"
        " * it unpacks to, and the SHA-256 of that; the SHA-256 of each module, in base64. */\n"
        f"export const LOCK = {json.dumps(LOCK)};\n"
        f"export const FILES = {json.dumps(files)};\n"
        f"export const MODULES = {json.dumps(modules)};\n",
        encoding="utf-8",
    )
    arrays = sorted(path for path in (site / SECOND).glob("*.npy") if path.name != "history.npy")
    _write_later(site, "second-network.js", "the second network's files", arrays)
    _write_later(site, "pictures.js", "what reads pictures", [folder / PICTURES])


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
    if path.suffix != ".gz":
        return {"size": len(content), "sha256": _sha256(content)}
    unpacked = gzip.decompress(content)
    return {"size": len(content), "unpacked": len(unpacked), "sha256": _sha256(unpacked)}


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def gzipped(path: Path) -> bytes:
    """Return a file's bytes gzipped, from beside it where they were kept and are sound."""
    content, kept = path.read_bytes(), path.with_name(f"{path.name}.gz")
    try:
        packed = kept.read_bytes()
        if gzip.decompress(packed) == content:
            return packed
    except (OSError, EOFError, gzip.zlib.error):
        pass  # not kept yet, or damaged
    packed = gzip.compress(content, 9, mtime=0)
    kept.write_bytes(packed)
    return packed
