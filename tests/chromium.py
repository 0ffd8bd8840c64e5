"""Finding a Chromium for the browser tests, and installing one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find(own: str) -> str | None:
    """Return the path of a Chromium: Playwright's own if it is installed, else the system's.

    own: where Playwright keeps its own, `playwright.chromium.executable_path`.
    """
    if Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, SYSTEM_NAMES)), None)


def install(own: str) -> None:
    """Install a Chromium: Playwright's own, or the system's package where that cannot be had."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get"):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        attempts.append([*sudo, "apt-get", "update", "-qq"])
        attempts.append([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends",
                         "chromium"])
    for command in attempts:
        if find(own):
            return
        print(f"No Chromium yet: {' '.join(command)}", flush=True)
        subprocess.run(command, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def main() -> int:
    """Make sure that there is a Chromium, and say which."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if not find(own):
        install(own)
    path = find(own)
    if not path:
        print("tests: no Chromium could be installed: install one, or run "
              "`playwright install chromium` in .cache/tests-environment", file=sys.stderr)
        return 1
    print(f"Chromium: {path}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
