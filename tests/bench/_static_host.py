"""A host of static files as GitHub Pages is one, at the end of a link of our own."""

import asyncio
import contextlib
import gzip
import hashlib
import mimetypes
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from building.server import ADDRESS, SiteHandler
from tests.bench._link import Link

# What GitHub Pages gzips, by the endings of names. Not .gz, .npy, .zip, .whl or .onnx.
GZIPPED = frozenset((".js", ".mjs", ".css", ".html", ".json", ".svg", ".wasm", ".webmanifest"))
LEVEL = 6
CACHING = "max-age=600"  # what GitHub Pages says
MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True)
class File:
    """One file, with what is said of it."""

    kind: str  # its MIME type
    etag: str
    content: bytes
    packed: bytes | None  # by gzip; None where it never is

    @classmethod
    def read(cls, path: Path, gzips: bool) -> Self:
        """Read a file, and pack it if a host that gzips at all does so."""
        content = path.read_bytes()
        kind = SiteHandler.extensions_map.get(path.suffix) or mimetypes.guess_type(path.name)[0]
        return cls(
            kind or "application/octet-stream", f'"{hashlib.sha256(content).hexdigest()[:32]}"',
            content,
            gzip.compress(content, LEVEL, mtime=0) if gzips and path.suffix in GZIPPED else None)

    def answer(self, method: str, headers: dict[str, str]) -> bytes:
        """Return head and body for a GET or HEAD; headers: the browser's, names in lower case."""
        gzipped = self.packed is not None and "gzip" in headers.get("accept-encoding", "")
        body = self.packed if gzipped else self.content
        known = headers.get("if-none-match", "").removeprefix("W/") == self.etag
        lines = [
            "HTTP/1.1 304 Not Modified" if known else "HTTP/1.1 200 OK",
            f"ETag: {'W/' * gzipped}{self.etag}", f"Cache-Control: {CACHING}",
        ]
        if self.packed is not None:
            lines.append("Vary: Accept-Encoding")
        if not known:
            lines += [f"Content-Type: {self.kind}", f"Content-Length: {len(body)}"]
            lines += ["Content-Encoding: gzip"] * gzipped
        head = "\r\n".join([*lines, "", ""]).encode("ascii")
        return head if known or method == "HEAD" else head + body


@dataclass
class Host:
    """A folder served over a link, and what of it went out."""

    files: dict[str, File]  # by path
    link: Link
    url: str = ""
    sent: list[tuple[float, int]] = field(default_factory=list)  # (Unix time in s, bytes), in order

    def sent_between(self, start: float, end: float) -> int:
        """Return the bytes on the wire, heads and bodies, between two Unix times."""
        return sum(size for moment, size in self.sent if start <= moment <= end)

    def answer(self, request: str) -> bytes:
        """Return the answer to a request, given up to the empty line."""
        first, *lines = request.split("\r\n")
        method, target, _ = first.split(" ")
        path = target.partition("?")[0]
        file = self.files.get(path + "index.html" if path.endswith("/") else path)
        if file is None or method not in ("GET", "HEAD"):
            return MISSING
        pairs = (line.partition(":") for line in lines if line)
        return file.answer(method, {name.lower(): value.strip() for name, _, value in pairs})

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what one connection asks, one thing after the other."""
        loop = asyncio.get_running_loop()
        connected = loop.time()
        writer.transport.set_write_buffer_limits(0)  # nothing heaps up here
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                start = self.link.answered(connected, loop.time())
                await self.link.send(writer, self.answer(request), start, self._note)
        writer.close()

    def _note(self, size: int) -> None:
        self.sent.append((time.time(), size))


@contextlib.contextmanager
def hosted(folder: Path, link: Link, gzips: bool) -> Iterator[Host]:
    """Serve a folder, as it is now, from a thread of its own until the context ends."""
    files = {
        f"/{path.relative_to(folder).as_posix()}": File.read(path, gzips)
        for path in folder.rglob("*") if path.is_file()
    }
    host = Host(files, link)
    started: Future = Future()

    async def serve() -> None:
        stop = asyncio.Event()
        server = await asyncio.start_server(host.converse, ADDRESS, 0)
        host.url = f"http://localhost:{server.sockets[0].getsockname()[1]}/"
        started.set_result((asyncio.get_running_loop(), stop))
        await stop.wait()
        server.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    loop, stop = started.result()
    try:
        yield host
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
