"""Set up the tests' own environment and browser, and run everything.

    python3 -m tests [--browser chromium | firefox | webkit] [pytest arguments]

The first run installs what pyproject.toml lists under `test` and `train` into .cache/, and a
browser where there is none. Later runs are quick and need no network.
"""

import argparse
import sys

from tests import environment

if __name__ == "__main__":
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--browser", default="chromium")
    options, _ = parser.parse_known_args()
    sys.exit(environment.run("pytest", *sys.argv[1:], browser=options.browser))
