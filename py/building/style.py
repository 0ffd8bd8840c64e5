"""The site's one style sheet: those of all matters, in the order in which the page links them.

A page shows nothing until its style sheets are there, and each would be one request more.
"""

import re
from pathlib import Path

LINK = re.compile(r'^ *<link rel="stylesheet" href="([^"]+)">\n', re.MULTILINE)
JOINED = "style.css"


def join(page: Path) -> None:
    """Put the style sheets that a site's page needs for the screen into one, and link that."""
    text = page.read_text(encoding="utf-8")
    sheets = [page.parent / path for path in LINK.findall(text)]
    joined = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    (page.parent / JOINED).write_text(joined, encoding="utf-8")
    for sheet in sheets:
        sheet.unlink()
    first, *others = LINK.finditer(text)
    for link in reversed(others):
        text = text[:link.start()] + text[link.end():]
    text = text[:first.start(1)] + JOINED + text[first.end(1):]
    page.write_text(text, encoding="utf-8")
