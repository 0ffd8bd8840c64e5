"""Set up the tests' own environment and browser, and run everything.

    python3 -m tests [pytest arguments]

The first run installs what pyproject.toml lists under `test` and `train` into .cache/, and a
Chromium where there is none. Later runs are quick and need no network.
"""

import sys

from tests import environment

if __name__ == "__main__":
    sys.exit(environment.run("pytest", *sys.argv[1:]))
