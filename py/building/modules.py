"""What the build writes into index.html: every module that the page is made of, with its hash."""

import base64
import hashlib
import posixpath
import re
from pathlib import Path

SCRIPT = re.compile(r'^( *)<script type="module" src="([^"]+)"([^>]*)></script>$', re.MULTILINE)
IMPORT = re.compile(r'^import [^;]*?"(\.[^"]+)";', re.MULTILINE)
PRIORITY = re.compile(r' fetchpriority="\w+"')


def write(page: Path) -> None:
    """List before each module script of a site's page what it imports, each with its hash.

    A browser then asks for all of them at once, not for one when another has come, and runs only
    what was built. What only `import()` asks for is fetched when it does, and not listed.
    """
    text = page.read_text(encoding="utf-8")
    scripts = {path for _, path, _ in SCRIPT.findall(text)}
    listed = set(scripts)

    def with_imports(match: re.Match) -> str:
        indent, script, rest = match.groups()
        priority = "".join(PRIORITY.findall(rest))
        imports = sorted(_imports(page.parent, script) - listed)
        listed.update(imports)
        return "\n".join([
            *(f'{indent}<link rel="modulepreload" href="{path}" integrity="{_hash(page, path)}"'
              f'{priority}>' for path in imports),
            f'{indent}<script type="module" src="{script}" integrity="{_hash(page, script)}"'
            f'{rest}></script>',
        ])

    page.write_text(SCRIPT.sub(with_imports, text), encoding="utf-8")


def _imports(site: Path, script: str) -> set[str]:
    """Return the paths of all modules that a script imports, and those import in turn."""
    found, waiting = set(), [script]
    while waiting:
        importing = waiting.pop()
        for name in IMPORT.findall((site / importing).read_text(encoding="utf-8")):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(importing), name))
            if path not in found:
                found.add(path)
                waiting.append(path)
    return found


def _hash(page: Path, path: str) -> str:
    return f"sha256-{sha256(page.parent / path)}"


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as `integrity` takes it, in base64."""
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
