"""Sites on loopback that answer as those that a catalogue links to: well, elsewhere, not any more, or too late."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

LATE = 3.0  # seconds; whoever asks here waits less


class Sites:
    """`with Sites() as sites:` serves until the end of the block.

    An address is `sites.at("404")`: it answers so, whatever follows the number; `lent` answers too late. `mended` are
    the paths that answer well from now on; `agents` who asked.
    """

    def __enter__(self) -> Self:
        self.mended: set[str] = set()
        self.agents: set[str] = set()
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.sites = self
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/{path}"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    sites: Sites

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asked did not wait."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        sites, path = self.server.sites, self.path.removeprefix("/")
        sites.agents.add(self.headers.get("User-Agent", ""))
        if path == "lent":
            time.sleep(LATE)
        status = 200 if path in sites.mended or not path[:3].isdigit() else int(path[:3])
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/200/ailleurs")
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "9")
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(b"<p>Ici.\n\n")

    do_HEAD = do_GET

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""
