"""Serving the built site on this machine, for trying it out here or on a phone beside it."""

import errno
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from building import lan

PORT = 8000
TRIES = 20  # ports to try from the wanted one upward
ADDRESS = "127.0.0.1"
ALL_ADDRESSES = "0.0.0.0"


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves files with the types a browser insists on for modules and WebAssembly."""

    extensions_map: ClassVar = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }

    def end_headers(self) -> None:
        """Ask the browser to check for a newer file each time: a rebuild shows at once."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing about requests."""


def open_server(folder: Path, port: int, address: str = ADDRESS) -> ThreadingHTTPServer:
    """Return a server for `folder` on the wanted port or the next free one.

    Raises OSError when none of the ports can be had.
    """
    handler = partial(SiteHandler, directory=str(folder))
    for candidate in range(port, port + TRIES):
        try:
            return ThreadingHTTPServer((address, candidate), handler)
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
    raise OSError(f"ports {port} to {port + TRIES - 1} are all in use: choose another with --port")


def serve(folder: Path, port: int, to_lan: bool) -> None:
    """Serve a built site until Ctrl+C, saying where: to this machine, or to its whole network."""
    with open_server(folder, port, ALL_ADDRESSES if to_lan else ADDRESS) as server:
        taken = server.server_port
        if taken != port:
            print(f"Port {port} is busy, so this is port {taken}.")
        print(f"Serving at http://localhost:{taken}/ (Ctrl+C stops)")
        if to_lan:
            _tell_lan(taken)
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _tell_lan(port: int) -> None:
    urls = [f"http://{address}:{port}/" for address in lan.addresses()]
    if not urls:
        print("This machine has no address in a network: no other device can reach it.")
        return
    print(f"On a phone in the same network: {' or '.join(urls)}")
    print("There it works only while this runs: offline use and installing need https.")
