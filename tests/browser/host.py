"""A static host for the built site: any sub-path, no compression, faults on demand."""

import contextlib
import os
import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from building.server import ADDRESS, SiteHandler


class _SubPathHandler(SiteHandler):
    def __init__(self, *args, prefix: str, caching: str, sent: list[int], **kwargs):
        self.prefix, self.caching, self.sent = prefix, caching, sent
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.caching)
        super(SiteHandler, self).end_headers()

    def copyfile(self, source, outputfile) -> None:
        self.sent.append(os.fstat(source.fileno()).st_size)
        with contextlib.suppress(ConnectionError):  # a page that was closed wants no more
            super().copyfile(source, outputfile)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside-the-site"))
        return super().translate_path("/" + path.removeprefix(self.prefix))


@contextlib.contextmanager
def hosted(
    folder: Path, prefix: str = "/", caching: str = "no-cache"
) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder under a path; yield its address and the growing list of bytes sent."""
    sent: list[int] = []
    handler = partial(
        _SubPathHandler, directory=str(folder), prefix=prefix, caching=caching, sent=sent)
    with ThreadingHTTPServer((ADDRESS, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://localhost:{server.server_port}{prefix}", sent
        server.shutdown()
        thread.join()
