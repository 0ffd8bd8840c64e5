#!/usr/bin/env python3
"""Build the static site: web + py/pixelpredict + weights + Pyodide → site/.

    python3 build_site.py --serve

Needs Python 3.11 or newer and nothing installed beforehand. The first build obtains Pyodide and
NumPy for it (17 MB) and keeps them in .cache/; later builds need no network.
"""

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  (whoever has an older one shall be told so)
    sys.exit(f"build_site.py: needs Python 3.11 or newer, this is {sys.version.split()[0]}")

sys.path.insert(0, str(Path(__file__).resolve().parent / "py"))

from building.command import main

if __name__ == "__main__":
    sys.exit(main())
