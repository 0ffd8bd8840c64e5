"""A pytest plugin: in CI, a browser test that fails is run once more, and named at the end."""

import os

import pytest

IN_BROWSERS = ("tests/browser", "tests/journeys")

_FAILED = pytest.StashKey[bool]()  # whether a test has failed so far


def pytest_collection_modifyitems(items):
    """Mark what may be run again: CI's machines starve a browser now and then, and no one else."""
    if os.environ.get("CI"):
        for item in filter(_in_browser, items):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _in_browser(item: pytest.Item) -> bool:
    return any(item.path.is_relative_to(item.config.rootpath / folder) for folder in IN_BROWSERS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    item.stash[_FAILED] = report.failed or (report.when != "setup" and item.stash[_FAILED])
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """End all fixtures after a failed browser test, so that what follows gets a fresh browser.

    A shared page that a failure left in an odd state would fail the rerun and other tests too.
    """
    if item.stash[_FAILED] and _in_browser(item):
        item.session._setupstate.teardown_exact(None)
    try:
        return (yield)
    except BaseException:
        if _in_browser(item):
            item.session._setupstate.teardown_exact(None)
        raise


def pytest_terminal_summary(terminalreporter):
    """Name each test that was run again, with its first failure: its cause is to be found."""
    reports = terminalreporter.getreports("rerun")
    if reports:
        terminalreporter.section(f"run again ({len(reports)})")
    for report in reports:
        crash = getattr(report.longrepr, "reprcrash", None)
        reason = crash.message if crash else report.longreprtext
        terminalreporter.line(f"Run again: {report.nodeid}: {reason.strip().splitlines()[0]}")
