"""A static host that goes wrong on demand: file by file, or by losing the connection."""

import contextlib
import threading
import time
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from building.server import ADDRESS, SiteHandler
from tests.browser.visitor import PATIENCE

STEPS = 8  # in which a slow file comes, one at a time
SLOW = {"slow": STEPS, "slower": 4 * STEPS}
FAULTS = ("404", "500", "truncated", "one byte changed", "stalled for ever", "wrong type")


class Host:
    """What is wrong with a host: `faults` by path, or `left` bytes until the connection is lost."""

    def __init__(self, url: str, caching: str):
        self.url, self.caching = url, caching
        self.steps = threading.Semaphore(0)
        self.mend()
        self.asked: set[str] = set()
        self.closing = threading.Event()

    def release(self, steps: int = 1) -> None:
        """Let a slow file go on by some steps."""
        self.steps.release(steps)

    def mend(self) -> None:
        """End all faults."""
        self.release(10 * STEPS)  # whoever still waits
        self.steps = threading.Semaphore(0)
        self.faults: dict[str, str] = {}
        self.left = float("inf")

    def wait_for(self, path: str) -> None:
        """Wait until a file is asked for."""
        deadline = time.monotonic() + PATIENCE / 1000
        while path not in self.asked:
            assert time.monotonic() < deadline, f"nobody asked for {path}"
            time.sleep(0.02)


class _FaultyHandler(SiteHandler):
    def __init__(self, *args, host: list[Host], **kwargs):
        self.host = host[0]
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", self.host.caching)
        super(SiteHandler, self).end_headers()

    def do_GET(self) -> None:
        path = self.path.partition("?")[0].removeprefix("/") or "index.html"
        fault = self.host.faults.get(path)
        self.host.asked.add(path)
        file = Path(self.directory, path)
        if fault in ("404", "500") or not file.is_file():
            self.send_error(int(fault or 404))
        else:
            with contextlib.suppress(ConnectionError):
                self._send(file.read_bytes(), fault)

    def _send(self, content: bytes, fault: str | None) -> None:
        half = len(content) // 2
        if fault == "one byte changed":
            content = content[:half] + bytes([content[half] ^ 1]) + content[half + 1:]
        kind = "text/plain" if fault == "wrong type" else self.guess_type(self.path)
        if self.path.endswith("/"):
            kind = "text/html"
        if self.host.left <= 0:
            self.close_connection = True
            return None
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if fault in SLOW:
            return self._send_slowly(content, SLOW[fault])
        whole = fault not in ("truncated", "stalled for ever") and self.host.left > len(content)
        sent = content if whole else content[:int(min(half, self.host.left))]
        self.host.left -= len(content)
        self.wfile.write(sent)
        if fault == "stalled for ever":
            self.wfile.flush()
            self.host.closing.wait()
        self.close_connection = True
        return None

    def _send_slowly(self, content: bytes, steps: int) -> None:
        size = -(-len(content) // steps)
        released = self.host.steps
        for start in range(0, len(content), size):
            released.acquire()
            self.wfile.write(content[start:start + size])
            self.wfile.flush()


@contextlib.contextmanager
def faulty(folder: Path, caching: str = "max-age=600") -> Iterator[Host]:
    """Serve a folder at the root of a host that goes wrong as its `Host` says.

    caching is as GitHub Pages says: so a browser keeps what is damaged, unless it is asked anew.
    """
    hosts: list[Host] = []
    handler = partial(_FaultyHandler, directory=str(folder), host=hosts)
    with ThreadingHTTPServer((ADDRESS, 0), handler) as server:
        hosts.append(Host(f"http://localhost:{server.server_port}/", caching))
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield hosts[0]
        hosts[0].closing.set()
        hosts[0].mend()
        server.shutdown()
        thread.join()
