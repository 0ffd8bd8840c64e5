"""One epoch of the seed's recipe beside PyTorch and beside the seed's own formulation.

60,000 made-up images in batches of 64, one thread each, the same batches in the same order. The
three take turns; the fastest of five epochs counts. PyTorch lives in an environment of its own
under .cache/, which the first run makes.
"""

import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".cache" / "bench-environment"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
REQUIREMENTS = ("numpy>=2.0", "torch==2.13.0", "tqdm>=4.66")
ROUNDS = 5


def main() -> int:
    """Install what is compared, and compare; return the exit code."""
    stamp = ENVIRONMENT / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != "\n".join(REQUIREMENTS):
        print(f"Installing {', '.join(REQUIREMENTS)} into {ENVIRONMENT}", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        installed = subprocess.run([*pip, *REQUIREMENTS])
        if installed.returncode:
            return installed.returncode
        stamp.write_text("\n".join(REQUIREMENTS))
    one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "MKL", "OMP")}
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT / "py"), str(ROOT)])}
    environment = os.environ | one_thread | paths
    return subprocess.run([PYTHON, "-m", __name__], cwd=ROOT, env=environment).returncode


def compare() -> None:
    """Time the three in turns and print the ratios."""
    import numpy as np

    from tests.bench import _epochs

    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (60_000, 784), dtype=np.uint8)
    labels = rng.integers(0, 10, 60_000)
    contestants = {
        name: learn(images, labels)
        for name, learn in {
            "ours": _epochs.ours,
            "PyTorch": _epochs.pytorch,
            "seed's formulation, float64": _epochs.seed_formulation,
        }.items()
    }
    seconds = dict.fromkeys(contestants, float("inf"))
    for number in range(ROUNDS):
        for name, epoch in contestants.items():
            started = time.perf_counter()
            epoch(number)
            seconds[name] = min(seconds[name], time.perf_counter() - started)
    for name, time_taken in seconds.items():
        print(f"{name:28} {time_taken:6.2f} s   ours is {seconds['ours'] / time_taken:.2f} of it")


if __name__ == "__main__":
    sys.exit(compare())
