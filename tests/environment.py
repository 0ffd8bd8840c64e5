"""The environment of their own in which tests, screenshots and benchmarks run."""

import os
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".cache" / "tests-environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(module: str, *arguments: str, browsers: Sequence[str] = ("chromium",)) -> int:
    """Run a module in the environment, made ready first; return its exit code."""
    try:
        prepare()
        ready = subprocess.run([PYTHON, "-m", "tests.browsers", *browsers], cwd=ROOT)
        if ready.returncode:
            return ready.returncode
        paths = os.pathsep.join([str(ROOT / "py"), str(ROOT)])
        return subprocess.run([PYTHON, "-m", module, *arguments], cwd=ROOT,
                              env={**os.environ, "PYTHONPATH": paths}).returncode
    except KeyboardInterrupt:
        return 130
    except subprocess.CalledProcessError as error:
        print(f"tests: {' '.join(map(str, error.cmd))} failed: see above", file=sys.stderr)
        return 1


def prepare() -> None:
    """Create the environment, or bring it up to date when its requirements have changed."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    requirements = [*project["dependencies"], *extras["train"], *extras["test"]]
    wanted = "\n".join([sys.version, *requirements])
    stamp = ENVIRONMENT / "requirements.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Installing {', '.join(requirements)} into {ENVIRONMENT.relative_to(ROOT)}", flush=True)
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *requirements], check=True)
    stamp.write_text(wanted, encoding="utf-8")
