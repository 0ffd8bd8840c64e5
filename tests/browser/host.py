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
    def __init__(self, *args, prefix: str, caching: str, headers: dict[str, dict[str, str]],
                 sent: list[int], **kwargs):
        self.prefix, self.caching, self.more, self.sent = prefix, caching, headers, sent
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.caching)
        for ending, headers in self.more.items():
            if self.path.partition("?")[0].endswith(ending):
                for name, value in headers.items():
                    self.send_header(name, value)
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
    folder: Path, prefix: str = "/", caching: str = "no-cache",
    headers: dict[str, dict[str, str]] | None = None,
) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder under a path; yield its address and the growing list of bytes sent.

    headers: what else is sent with files whose paths have a certain ending.
    """
    sent: list[int] = []
    handler = partial(
        _SubPathHandler, directory=str(folder), prefix=prefix, caching=caching,
        headers=headers or {}, sent=sent)
    with ThreadingHTTPServer((ADDRESS, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://localhost:{server.server_port}{prefix}", sent
        server.shutdown()
        thread.join()
