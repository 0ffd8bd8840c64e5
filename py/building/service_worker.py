"""What the build writes into sw.js: the version, and the files that make the site work offline."""

import json
from pathlib import Path

MARK = 'const BUILD = { version: "unbuilt", files: [] };'
# Read by people who look at the repository or the licences, not by the page.
LEFT_OUT = ("licences/", "screenshots/", "sw.js", ".nojekyll")


def write(script: Path, build: dict) -> None:
    """Write a described build, less the files that nobody needs offline, into the site's sw.js."""
    files = [file for file in build["files"] if not file["path"].startswith(LEFT_OUT)]
    text = script.read_text(encoding="utf-8")
    if MARK not in text:
        raise ValueError(f"{script.name} has no line for the build to write its files into")
    described = json.dumps({**build, "files": files})
    script.write_text(text.replace(MARK, f"const BUILD = {described};"), encoding="utf-8")
