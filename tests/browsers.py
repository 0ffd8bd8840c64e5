"""Finding a browser for the tests, and installing one where there is none.

    python -m tests.browsers [chromium | firefox | webkit]
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import BrowserType, sync_playwright

NAMES = ("chromium", "firefox", "webkit")
# Of the others Playwright can drive only its own.
SYSTEM_NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
}


# A container's root cannot use Chromium's sandbox; the rest keeps it from calling home.
_ARGUMENTS = ["--disable-background-networking", "--disable-component-update", "--disable-sync",
              "--no-first-run", "--disable-quic"]
if hasattr(os, "geteuid") and os.geteuid() == 0:
    _ARGUMENTS.append("--no-sandbox")


def launching(browser: BrowserType) -> dict:
    """Return the options with which a browser is to be launched."""
    return {"executable_path": find(browser),
            "args": _ARGUMENTS if browser.name == "chromium" else []}


def find(browser: BrowserType) -> str | None:
    """Return a browser's path: Playwright's own if it is installed, else the system's."""
    if Path(browser.executable_path).exists():
        return browser.executable_path
    return next(filter(None, map(shutil.which, SYSTEM_NAMES.get(browser.name, ()))), None)


def install(browser: BrowserType) -> None:
    """Install a browser: Playwright's own, or the system's package where that cannot be had."""
    attempts = [[sys.executable, "-m", "playwright", "install", browser.name]]
    if browser.name in SYSTEM_NAMES and shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts.append([*sudo, "apt-get", "update", "-qq"])
        attempts.append([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends",
                         browser.name])
    for command in attempts:
        if find(browser):
            return
        print(f"No {browser.name} yet: {' '.join(command)}", flush=True)
        subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main(name: str = "chromium") -> int:
    """Make sure that there is a browser of this name, and say which."""
    with sync_playwright() as playwright:
        browser = getattr(playwright, name)
        if not find(browser):
            install(browser)
        path = find(browser)
    if not path:
        print(f"tests: no {name} could be installed: install one, or run "
              f"`playwright install {name}` in .cache/tests-environment", file=sys.stderr)
        return 1
    print(f"{name}: {path}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
