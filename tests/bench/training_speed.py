"""One epoch of the seed's recipe beside PyTorch and beside the seed's own formulation.

60,000 made-up images in batches of 64, the same batches in the same order. Each contestant has a
process of its own with one thread, ours with the settings of `training.blas`; they take turns,
and the fastest of five epochs counts. PyTorch lives in an environment of its own under .cache/,
which the first run makes.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

from training import blas

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".cache" / "bench-environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ("numpy>=2.0", "torch==2.13.0", "tqdm>=4.66")
ROUNDS = 5

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
CONTESTANTS = {"ours": blas.settings(), "pytorch": ONE_THREAD, "seed_formulation": ONE_THREAD}


def main() -> int:
    """Install what is compared, and compare; return the exit code."""
    if not _install():
        return 1
    processes = {name: _start(name, settings) for name, settings in CONTESTANTS.items()}
    seconds = {name: min(times) for name, times in _take_turns(processes).items()}
    for name, fastest in seconds.items():
        share = seconds["ours"] / fastest
        print(f"{name.replace('_', ' '):18} {fastest:6.3f} s   ours takes {share:.2f} of it")
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


def _start(name: str, settings: dict[str, str]) -> subprocess.Popen:
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "py"), str(ROOT)])}
    return subprocess.Popen(
        [PYTHON, "-m", "tests.bench._epochs", name], cwd=ROOT, env=os.environ | settings | paths,
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
