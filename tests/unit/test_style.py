"""The code is clean, and the papers are true."""

import re
import subprocess
import sys
import tomllib


def test_ruff_finds_nothing(root):
    ruff = subprocess.run([sys.executable, "-m", "ruff", "check", root], capture_output=True,
                          text=True)
    assert ruff.returncode == 0, ruff.stdout


def test_no_file_is_too_long_to_hold_in_the_head(root):
    for folder in ("py", "web", "tests"):
        for path in (root / folder).rglob("*"):
            if path.suffix in (".py", ".js"):
                assert len(path.read_text(encoding="utf-8").splitlines()) <= 250, path


def test_the_readme_names_only_commands_and_paths_that_exist(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    for script in re.findall(r"python3 (\S+\.py)", readme):
        assert (root / script).is_file(), script
    for module in re.findall(r"python3 -m (tests[\w.]*)", readme):
        path = root / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module
    for path in re.findall(r"\]\(([\w./-]+)\)", readme):
        assert (root / path).exists(), path


def test_the_readme_names_only_options_that_exist(root):
    readme = (root / "README.md").read_text(encoding="utf-8")
    scripts = set(re.findall(r"python3 (\S+\.py)", readme))
    known = " ".join(subprocess.run([sys.executable, root / script, "--help"], capture_output=True,
                                    text=True, check=True).stdout for script in scripts)
    known += (root / "tests" / "conftest.py").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z]+\b", readme))
    assert {"--serve", "--recipe", "--pen", "--weights"} <= named
    assert named - set(re.findall(r"--[a-z]+\b", known)) == set()


def test_the_changelog_knows_the_version(root):
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    assert f"## {version}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
