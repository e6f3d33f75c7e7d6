"""Sites on loopback that answer as those that a catalogue links to: well, elsewhere, not any more, or too late."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from typing import Any, Self

from tests.loopback import Loopback, Server

LATE = 6.0  # seconds, more than the patience that tests give to lychee


class Sites(Loopback):
    """`with Sites() as sites:` serves until the end of the block.

    An address is `sites.at("404")`: it answers so, whatever follows the number; `lent` answers too late. `mended` are
    the paths that answer well from now on; `agents` who asked.
    """

    def __enter__(self) -> Self:
        self.mended: set[str] = set()
        self.agents: set[str] = set()
        self._server = _Server(_Handler)
        self._server.sites = self
        self._server.start()
        return self

    def at(self, path: str) -> str:
        """The address of a path."""
        return f"{self._server.base}/{path}"


class _Server(Server):
    sites: Sites


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
