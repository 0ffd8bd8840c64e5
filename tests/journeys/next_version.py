"""The version of the site that is put on the host after the one under test."""

import shutil
import zipfile
from pathlib import Path

from building import command, lean, runtime, site
from building.runtime_folder import Parts

# What tells the two apart: one sign on the page, one in Python.
SPACING = "return getComputedStyle(document.querySelector('h1')).letterSpacing"
REFUSAL = """const [strokes, done] = arguments;
window.pixelpredict.explain(strokes, 7, 7).then(done, ({ message }) => done(message));"""
OLD_WORDS, NEW_WORDS = "expected two different digits", "the next version wants two digits"
MODULE = "pixelpredict/explanation.py"


def build(root: Path, scratch: Path) -> Path:
    """Build the site with a rule of its style sheet and a module of its package changed."""
    changed, out = scratch / "changed", scratch / "site"
    for folder in ("web", "weights"):
        shutil.copytree(root / folder, changed / folder)
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(root / name, changed / name)
    with (changed / "web" / "page" / "look" / "layout.css").open("a") as style:
        style.write("\nh1 { letter-spacing: 0.5em; }\n")
    files = runtime.obtain(command.CACHE / "runtime")
    parts = lean.make(root, files, command.CACHE / "lean")
    package = _changed(parts.shipped["pixelpredict.zip"], root / "py" / MODULE, scratch)
    site.build(changed, out, files, Parts({**parts.shipped, package.name: package}, parts.whole))
    return out


def _changed(package: Path, module: Path, scratch: Path) -> Path:
    """Return the package with one module's source, changed, in place of what was compiled of it.

    Python imports either; to compile it, the build would trace it for many seconds.
    """
    source = module.read_text(encoding="utf-8")
    assert OLD_WORDS in source
    changed = scratch / package.name
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(changed, "w") as new:
        assert f"{MODULE}c" in old.namelist()
        for entry in old.infolist():
            if entry.filename == f"{MODULE}c":
                new.writestr(MODULE, source.replace(OLD_WORDS, NEW_WORDS))
            else:
                new.writestr(entry, old.read(entry))
    return changed
