from pathlib import Path

import pytest

from building import command
from tests import browsers

pytest_plugins = ["tests.reruns"]

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / ".cache" / "tests-site"


def pytest_addoption(parser):
    parser.addoption("--browser", choices=browsers.NAMES, default="chromium",
                     help="the browser that runs the tests in tests/browser")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built_site() -> Path:
    """The site as build_site.py builds it."""
    return SITE


def pytest_sessionstart(session):
    """Build the site once, before the processes that share the tests look for it."""
    is_one_of_these = hasattr(session.config, "workerinput")
    if not is_one_of_these and command.main(["--out", str(SITE)]):
        pytest.exit("the site could not be built", returncode=1)


def pytest_terminal_summary(terminalreporter):
    """Print what tests have noted for people to read, whichever process ran them."""
    noted = [(kind, value) for report in terminalreporter.getreports("passed")
             for kind, value in report.user_properties]
    for heading in dict.fromkeys(kind for kind, _ in noted):
        lines = [value for kind, value in noted if kind == heading]
        terminalreporter.section(f"{heading} ({len(lines)})")
        for line in lines:
            terminalreporter.line(line)
