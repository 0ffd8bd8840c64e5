from pathlib import Path

import pytest

from building import command
from tests import browsers

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption("--browser", choices=browsers.NAMES, default="chromium",
                     help="the browser that runs the tests in tests/browser")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def built_site() -> Path:
    """The site as build_site.py builds it."""
    out = ROOT / ".cache" / "tests-site"
    assert command.main(["--out", str(out)]) == 0
    return out
