"""In CI a browser test that fails is run once more, on fresh pages, and named; no other test is."""

import os
import subprocess
import sys

import pytest

BROWSER = """
import pytest

@pytest.fixture(scope="session")
def shared():
    return []

@pytest.fixture
def page(shared):
    yield shared
    assert "complaint" not in shared

def test_fails_once_and_leaves_the_page_odd(page, first_time):
    assert page == []
    if first_time:
        page.append("odd")
        raise AssertionError("the page\\nis odd")

def test_complains_once(page, first_time):
    assert page == []
    if first_time:
        page.append("complaint")

def test_is_given_a_sound_page(page):
    assert page == []
"""
UNIT = """
def test_unit_fails_once(first_time):
    assert not first_time
"""
SHARED = """
import pytest

@pytest.fixture
def first_time(request):
    past = request.config.rootpath / f"{request.node.name} was here"
    first = not past.exists()
    past.touch()
    return first
"""


@pytest.fixture
def tests_of_a_project(root, tmp_path):
    """Run a small project's browser tests and unit tests; return the lines that pytest prints."""
    files = {"conftest.py": SHARED, "browser/test_page.py": BROWSER, "unit/test_sum.py": UNIT}
    for name, text in files.items():
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def run(**environment):
        command = [sys.executable, "-m", "pytest", "-p", "tests.reruns", "-n2", "--dist=loadfile",
                   "-W", "error", "--strict-markers", "--rootdir", tmp_path, "-rfE", "-p",
                   "no:cacheprovider", tmp_path / "tests"]
        others = {name: value for name, value in os.environ.items()
                  if name != "CI" and not name.startswith("PYTEST")}
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True,
                              env={**others, **environment, "PYTHONPATH": str(root)})
        return done.stdout.splitlines()

    return run


def named(lines, *starts):
    return sorted(line for line in lines if line.startswith(starts))


def test_in_ci_a_failed_browser_test_is_run_once_more_and_named(tests_of_a_project):
    lines = tests_of_a_project(CI="true")
    page = "tests/browser/test_page.py::"
    assert named(lines, "Run again: ") == [
        f"Run again: {page}test_complains_once: AssertionError: assert 'complaint' not in "
        "['complaint']",
        f"Run again: {page}test_fails_once_and_leaves_the_page_odd: AssertionError: the page",
    ]
    assert named(lines, "FAILED ", "ERROR ") == [
        "FAILED tests/unit/test_sum.py::test_unit_fails_once - assert not True"]


def test_elsewhere_nothing_is_run_again_and_no_failure_spoils_the_next_test(tests_of_a_project):
    lines = tests_of_a_project()
    assert named(lines, "Run again: ") == []
    assert [line.split(" - ")[0] for line in named(lines, "FAILED ", "ERROR ")] == [
        "ERROR tests/browser/test_page.py::test_complains_once",
        "FAILED tests/browser/test_page.py::test_fails_once_and_leaves_the_page_odd",
        "FAILED tests/unit/test_sum.py::test_unit_fails_once",
    ]
