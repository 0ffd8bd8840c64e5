"""Finding the browsers for the tests, and installing those that are missing.

    python -m tests.browsers [chromium | firefox | webkit | firefox-esr | webkitgtk]...

The first three are driven by Playwright, the others by selenium (tests/journeys).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

from tests.journeys.engines import ENGINES, Engine

NAMES = ("chromium", "firefox", "webkit")
SHELL = "chromium-headless-shell"  # Chromium without its windows: a page opens with half the work
# Of the others Playwright can drive only its own.
SYSTEM_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", SHELL),
}


# A container's root cannot use Chromium's sandbox; the rest keeps it from calling home.
_ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--no-first-run", "--disable-quic"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    _ARGUMENTS.append("--no-sandbox")
# WebAssembly is compiled once, not once more for a speed that pays in longer visits. Where it
# reaches beyond its memory a check sees it: the shell takes the usual signal for a crash.
_ENGINE = ("--liftoff-only", "--wasm-enforce-bounds-checks")


def launching(browser: BrowserType) -> dict:
    """Return the options with which a browser is to be launched, to be as a visitor's."""
    return {"executable_path": find(browser),
            "args": _ARGUMENTS if browser.name == "chromium" else []}


def testing(browser: BrowserType) -> dict:
    """Return the options with which a browser is to be launched for tests: with half the work."""
    if browser.name != "chromium":
        return launching(browser)
    # If Playwright has its own, it has a shell too, and takes it when nothing is named.
    path = None if _has_own(browser) else shutil.which(SHELL) or find(browser)
    return {"executable_path": path, "args": [*_ARGUMENTS, f"--js-flags={' '.join(_ENGINE)}"]}


def find(browser: BrowserType) -> str | None:
    """Return a browser's path: Playwright's own if it is installed, else the system's."""
    if _has_own(browser):
        return browser.executable_path
    return next(filter(None, map(shutil.which, SYSTEM_NAMES.get(browser.name, ()))), None)


def _has_own(browser: BrowserType) -> bool:
    return Path(browser.executable_path).exists()


def install(browser: BrowserType) -> None:
    """Install a browser: Playwright's own, or the system's package where that cannot be had."""
    attempts = [[sys.executable, "-m", "playwright", "install", browser.name]]
    if browser.name in SYSTEM_NAMES:
        attempts += _with_apt(browser.name)
    _try(attempts, f"No {browser.name} yet", lambda: find(browser))


def install_shell(browser: BrowserType) -> None:
    """Install what does Chromium's work in tests, where it is missing and can be had."""
    if not _has_own(browser):
        _try(_with_apt(SHELL), f"No {SHELL} yet", lambda: shutil.which(SHELL))


def install_engine(engine: Engine) -> None:
    """Install an engine that Playwright does not drive, where it is missing and can be had."""
    lacking = " and ".join(engine.lacking())
    _try(_with_apt(*engine.packages), f"{engine.name} lacks {lacking}",
         lambda: not engine.lacking())


def _with_apt(*packages: str) -> list[list[str]]:
    if not shutil.which("apt-get"):
        return []
    apt = [*([] if os.geteuid() == 0 else ["sudo", "-n"]), "apt-get"]
    return [[*apt, "update", "-qq"],
            [*apt, "install", "-y", "-qq", "--no-install-recommends", *packages]]


def _try(attempts: list[list[str]], lack: str, done: Callable[[], object]) -> None:
    for command in attempts:
        if done():
            return
        print(f"{lack}: {' '.join(command)}", flush=True)
        subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main(*names: str) -> int:
    """Make sure that there are browsers of these names, and say which.

    A missing engine of the journeys is for these to tell: everything else works without it.
    """
    for engine in (ENGINES[name] for name in names if name in ENGINES):
        install_engine(engine)
    with sync_playwright() as playwright:
        for browser in (getattr(playwright, name) for name in names if name in NAMES):
            if browser.name == "chromium":
                install_shell(browser)
            if not find(browser):
                install(browser)
            path = find(browser)
            if not path:
                print(f"tests: no {browser.name} could be installed: install one, or run "
                      f"`playwright install {browser.name}` in .cache/tests-environment",
                      file=sys.stderr)
                return 1
            print(f"{browser.name}: {path}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
