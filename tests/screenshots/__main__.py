"""Take the screenshots, in the tests' environment: python3 -m tests.screenshots"""

import sys

from tests import environment

if __name__ == "__main__":
    sys.exit(environment.run("tests.screenshots.take"))
