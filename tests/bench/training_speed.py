"""One epoch of the seed's recipe beside PyTorch and beside the seed's own formulation.

MNIST's 60,000 training images in batches of 64, the same batches in the same order; learning
alone, without the evaluation that follows an epoch. Each contestant has a process of its own with
one thread, ours with the settings of `training.learning.blas`; they take turns, and the median of
nine epochs counts. PyTorch lives in an environment of its own under .cache/, which the first run
makes.
"""

import os
import statistics
import subprocess
import sys
import venv
from pathlib import Path

from training.learning import blas

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".cache" / "bench-environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ("numpy>=2.0", "torch==2.13.0", "tqdm>=4.66")
ROUNDS = 9

EPOCHS = (PYTHON, "-m", "tests.bench._epochs")
PATHS = {"PYTHONPATH": os.pathsep.join([str(ROOT / "py"), str(ROOT)])}

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
CONTESTANTS = {"ours": blas.settings(), "pytorch": ONE_THREAD, "seed_formulation": ONE_THREAD}


def main() -> int:
    """Install what is compared, and compare; return the exit code."""
    if not (_install() and _fetch()):
        return 1
    processes = {name: _start(name, settings) for name, settings in CONTESTANTS.items()}
    times = _take_turns(processes)
    ours = statistics.median(times["ours"])
    for name, seconds in times.items():
        median = statistics.median(seconds)
        print(f"{name.replace('_', ' '):18} {median:6.3f} s ({min(seconds):.3f} to"
              f" {max(seconds):.3f})   ours takes {ours / median:.2f} of it")
    return 0


def _install() -> bool:
    stamp = ENVIRONMENT / "requirements.txt"
    if stamp.exists() and stamp.read_text() == "\n".join(REQUIREMENTS):
        return True
    print(f"Installing {', '.join(REQUIREMENTS)} into {ENVIRONMENT}", flush=True)
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, *REQUIREMENTS]).returncode:
        return False
    stamp.write_text("\n".join(REQUIREMENTS))
    return True


def _fetch() -> bool:
    return subprocess.run([*EPOCHS, "fetch"], cwd=ROOT, env=os.environ | PATHS).returncode == 0


def _start(name: str, settings: dict[str, str]) -> subprocess.Popen:
    return subprocess.Popen(
        [*EPOCHS, name], cwd=ROOT, env=os.environ | settings | PATHS,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )


def _take_turns(processes: dict[str, subprocess.Popen]) -> dict[str, list[float]]:
    times = {name: [] for name in processes}
    for number in range(ROUNDS):
        for name, process in processes.items():
            print(f"round {number + 1} of {ROUNDS}: {name}", file=sys.stderr)
            process.stdin.write(f"{number}\n")
            process.stdin.flush()
            times[name].append(float(process.stdout.readline()))
    for process in processes.values():
        process.communicate()
    return times
