"""A static host for the built site: any sub-path, no compression, faults on demand."""

import contextlib
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from building.server import ADDRESS, SiteHandler


class _SubPathHandler(SiteHandler):
    def __init__(self, *args, prefix: str, **kwargs):
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside-the-site"))
        return super().translate_path("/" + path.removeprefix(self.prefix))


@contextlib.contextmanager
def hosted(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder under a path; yield its address."""
    handler = partial(_SubPathHandler, directory=str(folder), prefix=prefix)
    with ThreadingHTTPServer((ADDRESS, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://localhost:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()
