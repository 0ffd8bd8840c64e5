"""What the build writes into index.html: the hash of each module that the page is made of."""

import base64
import hashlib
import re
from pathlib import Path

MODULE = re.compile(r'<(script type="module" src|link rel="modulepreload" href)="([^"]+)"')


def write(page: Path) -> None:
    """Add `integrity` to the modules of a site's page: a browser runs only what was built."""
    def checked(match: re.Match) -> str:
        return f'{match[0]} integrity="sha256-{sha256(page.parent / match[2])}"'

    page.write_text(MODULE.sub(checked, page.read_text(encoding="utf-8")), encoding="utf-8")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as `integrity` takes it, in base64."""
    return base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()
