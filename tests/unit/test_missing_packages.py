"""A package that is not installed: its name and the command that installs it, in one line."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from training import packages

PACKAGES = Path(np.__file__).parent.parent


@pytest.fixture
def run_without(root, tmp_path):
    """Run a script of py/ with all packages of this environment but one."""

    def run(missing: str, script: str, *arguments: str) -> subprocess.CompletedProcess:
        for package in PACKAGES.iterdir():
            if package.name != missing:
                (tmp_path / package.name).symlink_to(package)
        command = [sys.executable, "-S", root / "py" / script, *arguments]  # -S: no others
        return subprocess.run(
            command, capture_output=True, text=True,
            env={"PYTHONPATH": str(tmp_path), "MPLBACKEND": "agg"},
        )

    return run


TRAINING, READING = "numpy tqdm pillow matplotlib", "numpy pillow"
IMPORTED = {"pillow": "PIL"}  # by another name than the package's


@pytest.mark.parametrize(("script", "missing", "needed"), [
    *[("train.py", missing, TRAINING) for missing in ("numpy", "tqdm", "pillow")],
    *[("fit_segmentation.py", missing, TRAINING) for missing in ("numpy", "tqdm")],
    *[("visualize.py", missing, TRAINING) for missing in ("numpy", "tqdm", "matplotlib")],
    *[("read.py", missing, READING) for missing in ("numpy", "pillow")],
])
def test_a_missing_package_is_one_line_with_the_command_that_installs_it(
    run_without, script, missing, needed
):
    done = run_without(IMPORTED.get(missing, missing), script)
    assert done.returncode == 1
    assert done.stderr == f"{script}: {missing} is not installed: pip install {needed}\n"
    assert done.stdout == ""


def test_ctrl_c_while_packages_are_imported_is_one_line(capsys):
    with pytest.raises(SystemExit) as stopped, packages.missing_ones_named("read.py"):
        raise KeyboardInterrupt
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "\nread.py: stopped\n"


def test_training_needs_no_matplotlib(run_without):
    assert run_without("matplotlib", "train.py", "--help").returncode == 0
