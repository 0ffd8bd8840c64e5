"""What the build writes into sw.js: version and files of the site, and what unpacks them."""

import json
from pathlib import Path

MARK = 'const BUILD = { version: "unbuilt", files: [] };'
UNPACKING = "const unxz = null;"
# Read by people who look at the repository or the licences, not by the page.
LEFT_OUT = ("licences/", "screenshots/", "sw.js", ".nojekyll")


def write(script: Path, build: dict) -> None:
    """Write a described build, less the files that nobody needs offline, into the site's sw.js."""
    files = [file for file in build["files"] if not file["path"].startswith(LEFT_OUT)]
    text = script.read_text(encoding="utf-8")
    module = (script.parent / "engine" / "xz.js").read_text(encoding="utf-8")
    unpacking = module[module.index("export "):].removeprefix("export ")
    described = json.dumps({**build, "files": files})
    for mark, written in ((MARK, f"const BUILD = {described};"), (UNPACKING, unpacking)):
        if mark not in text:
            raise ValueError(f"{script.name} has no line {mark!r} for the build to replace")
        text = text.replace(mark, written)
    script.write_text(text, encoding="utf-8")
