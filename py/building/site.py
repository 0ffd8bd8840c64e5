"""Putting the site together: a folder of static files that any host can serve."""

import hashlib
import json
import lzma
import shutil
import tomllib
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from building import licences, modules, runtime_folder, service_worker, style
from building.pins import NUMPY, NUMPY_WHEEL, PYODIDE
from building.runtime_folder import SECOND, Parts

WEIGHTS = ("W1.npy", "b1.npy", "W2.npy", "b2.npy", "history.npy", "model.json")
SECOND_WEIGHTS = (
    "K1.npy", "b1.npy", "K2.npy", "b2.npy", "W3.npy", "b3.npy", "W4.npy", "b4.npy",
    "history.npy", "model.json", "together.json",
)


class SiteError(Exception):
    """The site cannot be put together; the message says what is in the way."""


def build(
    root: Path, out: Path, runtime: dict[str, Path], parts: Parts
) -> dict:
    """Build the site of the project at `root` into `out`, replacing an older build as a whole.

    runtime: the path of each published file by name; parts: what the engine runs, lean or full.
    Returns what build.json says. Raises SiteError when `out` is a folder of something else, or a
    weight file is missing.
    """
    out = out.resolve()
    _refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        new = Path(scratch, "new")
        shutil.copytree(root / "web", new)
        _copy_weights(root / "weights", new / "weights", WEIGHTS)
        if (root / SECOND).is_dir():
            _copy_weights(root / SECOND, new / SECOND, SECOND_WEIGHTS)
        runtime_folder.write(new, runtime, parts)
        style.join(new / "index.html")
        modules.write(new / "index.html")
        licences.write(root, runtime[NUMPY_WHEEL.name], new / "licences")
        # GitHub Pages would otherwise run the folder through Jekyll, which drops some names.
        (new / ".nojekyll").touch()
        described = {"version": _version(root, _files(new)), "pyodide": PYODIDE, "numpy": NUMPY}
        service_worker.write(new / "sw.js", {**described, "files": _files(new)})
        described["files"] = _files(new)
        _write_json(new / "build.json", described)
        new.chmod(0o755)
        if out.exists():
            out.rename(Path(scratch, "old"))
        new.rename(out)
    return described


def _version(root: Path, files: list[dict]) -> str:
    """Return the project's version and, behind a plus, eight letters that name these very files."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    return f"{project['version']}+{digest[:8]}"


def _files(folder: Path) -> list[dict]:
    """Return each file's path, size and SHA-256, in the order of their paths.

    Of packed files also the SHA-256 of what they unpack to: the service worker keeps them so.
    """
    files = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        files.append({
            "path": path.relative_to(folder).as_posix(),
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        })
        if path.suffix == ".xz":
            files[-1]["unpacked"] = hashlib.sha256(lzma.decompress(content)).hexdigest()
    return files


def _refuse_foreign(out: Path) -> None:
    """Raise SiteError when building into `out` would delete something that is not a build."""
    if out.is_dir() and any(out.iterdir()) and not (out / "build.json").is_file():
        raise SiteError(f"{out} holds files that are not an earlier build: "
                        "empty it, or choose another folder with --out")
    if out.exists() and not out.is_dir():
        raise SiteError(f"{out} is a file: choose a folder with --out")


def _copy_weights(source: Path, target: Path, names: Iterable[str]) -> None:
    target.mkdir()
    for name in names:
        if not (source / name).is_file():
            raise SiteError(f"{source / name} is missing: restore it, or retrain with py/train.py")
        shutil.copyfile(source / name, target / name)


def _write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
