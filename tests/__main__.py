"""Set up the tests' own environment and browsers, and run everything.

    python3 -m tests [--browser chromium | firefox | webkit] [pytest arguments]

The first run installs what pyproject.toml lists under `test` and `train` into .cache/, and what is
missing of three browsers: Chromium, or the one that is named, for tests/browser; Firefox ESR and
WebKitGTK for tests/journeys. Later runs are quick and need no network.
"""

import argparse
import sys

from tests import environment

if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--browser", default="chromium")
    options, _ = parser.parse_known_args()
    browsers = (options.browser, "firefox-esr", "webkitgtk")
    sys.exit(environment.run("pytest", *sys.argv[1:], browsers=browsers))
