"""A static host for the built site: under any path, and packed files unpacked, if wished."""

import contextlib
import io
import lzma
import os
import threading
from collections.abc import Iterator
from functools import cache, partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from building.server import ADDRESS, SiteHandler


class _SubPathHandler(SiteHandler):
    def __init__(self, *args, prefix: str, caching: str, headers: dict[str, dict[str, str]],
                 sent: list[int], unpacks: bool, **kwargs):
        self.prefix, self.caching, self.more, self.sent = prefix, caching, headers, sent
        self.unpacks = unpacks
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.caching)
        for ending, headers in self.more.items():
            if self.path.partition("?")[0].endswith(ending):
                for name, value in headers.items():
                    self.send_header(name, value)
        super(SiteHandler, self).end_headers()

    def send_head(self):
        path = Path(self.translate_path(self.path))
        if not self.unpacks or path.suffix != ".xz" or not path.is_file():
            return super().send_head()
        content = _unpacked(path)
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def copyfile(self, source, outputfile) -> None:
        self.sent.append(source.seek(0, os.SEEK_END))
        source.seek(0)
        with contextlib.suppress(ConnectionError):  # a page that was closed wants no more
            super().copyfile(source, outputfile)

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.prefix):
            return str(Path(self.directory, "outside-the-site"))
        return super().translate_path("/" + path.removeprefix(self.prefix))


@cache
def _unpacked(path: Path) -> bytes:
    return lzma.decompress(path.read_bytes())


@contextlib.contextmanager
def hosted(
    folder: Path, prefix: str = "/", caching: str = "no-cache",
    headers: dict[str, dict[str, str]] | None = None, unpacks: bool = False,
) -> Iterator[tuple[str, list[int]]]:
    """Serve a folder under a path; yield its address and the growing list of bytes sent.

    headers: what else is sent with files whose paths have a certain ending. unpacks: whether it
    sends unpacked what lies there packed, as some hosts do, and spares the visitor that work.
    """
    sent: list[int] = []
    handler = partial(
        _SubPathHandler, directory=str(folder), prefix=prefix, caching=caching,
        headers=headers or {}, sent=sent, unpacks=unpacks)
    with ThreadingHTTPServer((ADDRESS, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://localhost:{server.server_port}{prefix}", sent
        server.shutdown()
        thread.join()
