"""Set up the tests' own environment and browser, and run everything.

    python3 -m tests [pytest arguments]

The first run installs what pyproject.toml lists under `test` and `train` into .cache/, and a
Chromium where there is none. Later runs are quick and need no network.
"""

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".cache" / "tests-environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(arguments: list[str]) -> int:
    """Run the tests in their own environment; return pytest's exit code."""
    try:
        prepare()
        chromium = subprocess.run([PYTHON, "-m", "tests.chromium"], cwd=ROOT)
        if chromium.returncode:
            return chromium.returncode
        return subprocess.run([PYTHON, "-m", "pytest", *arguments], cwd=ROOT).returncode
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
