"""The command line of build_site.py."""

import argparse
import sys
from pathlib import Path

from building import full, lean, runtime, server, site

ROOT = Path(__file__).resolve().parent.parent.parent
CACHE = ROOT / ".cache"


def main(arguments: list[str] | None = None) -> int:
    """Build, and serve when asked; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="build_site.py", description="Build the static site: a folder that any host can serve."
    )
    parser.add_argument("--out", type=Path, default=ROOT / "site", metavar="DIR",
                        help="folder to build into (default: site)")
    parser.add_argument("--serve", action="store_true", help="serve the site on this machine")
    parser.add_argument("--lan", action="store_true",
                        help="with --serve: let other devices in this network open it, too")
    parser.add_argument("--port", type=int, default=server.PORT, metavar="N",
                        help=f"port to serve on (default: {server.PORT}, or the next free one)")
    parser.add_argument("--full", action="store_true",
                        help="ship all of Python's library and NumPy, not only what is used")
    options = parser.parse_args(arguments)
    if not 0 < options.port < 65536:
        print(f"build_site.py: --port {options.port}: a number from 1 to 65535", file=sys.stderr)
        return 2
    if options.lan and not options.serve:
        print("build_site.py: --lan needs --serve", file=sys.stderr)
        return 2
    try:
        files = runtime.obtain(CACHE / "runtime")
        kind = full if options.full else lean
        parts = kind.make(ROOT, files, CACHE / kind.__name__.rpartition(".")[2])
        build = site.build(ROOT, options.out, files, parts)
        size = sum(file["size"] for file in build["files"])
        print(f"Built {options.out}: version {build['version']}, "
              f"{len(build['files'])} files, {size / 1e6:.1f} MB")
        if options.serve:
            server.serve(options.out, options.port, options.lan)
    except (runtime.RuntimeFilesError, lean.LeanError, site.SiteError, OSError) as error:
        print(f"build_site.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nbuild_site.py: stopped", file=sys.stderr)
        return 130
    return 0
