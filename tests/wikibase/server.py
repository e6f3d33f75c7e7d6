"""A Wikibase and a Wikimedia Commons on loopback, with the edge that stands before the real ones."""

from __future__ import annotations

import gzip
import json
import re
import socket
import struct
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.loopback import Loopback, Server
from tests.wikibase import answers, documents, images
from tests.wikibase.answers import Document, File
from tests.wikibase.faults import Faults, Reply, page

STANDARD = {20, 40, 60, 120, 250, 330, 500, 960, 1280, 1920, 3840}
CONTACT = re.compile(r"\S+/\S+ \([^)]*(https?://|@)")
JSON = {"Content-Type": "application/json; charset=utf-8"}
LOGO = "Coop Exemple – logo (2018).svg"  # of the recorded item Q910000001; it was moved since
PICTURE = "Nancy Place d'Armes & co.jpg"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request that came."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]

    @property
    def what(self) -> str:
        """What it is about: `info`, `wbgetentities`, `imageinfo`, `search`… or the file that it wants."""
        query = self.params.get("prop") or self.params.get("list", "")
        return query if self.params.get("action") == "query" else self.params.get("action", self.path)


@dataclass
class Wikibase(Loopback):
    """`with Wikibase() as wikibase:` serves `items` and `files` until the end of the block.

    `items` holds documents by Q-id (the recorded ones at first): add some, change them (with their `lastrevid`),
    take them away; one that says « missing » or is not there is missing, one whose inner id is another is a
    redirect (`merge` makes one); `space` stands before the titles of their pages, « Item: » in many a Wikibase.
    `files` are those of Commons by name. `api` and `commons` are the addresses; `asked` the requests that came,
    over how many `connections`, `most` of them at once; `faults` says which go wrong.
    """

    items: dict[str, Document] = field(default_factory=documents.documents)
    files: dict[str, File] = field(
        default_factory=lambda: {
            LOGO: File(moved="Coop Exemple logo renommé.svg"),
            "Coop Exemple logo renommé.svg": File(width=200, height=100, mime="image/svg+xml"),
            PICTURE: File(),
        }
    )
    asked: list[Asked] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    space: str = ""
    port: int = 0
    most: int = 0
    connections: int = 0

    def __enter__(self) -> Self:
        self._lock, self._now = Lock(), 0
        self._server = _Server(_Handler, self.port)
        self._server.wikibase = self
        self.port = self._server.server_address[1]
        self._server.start()
        return self

    @property
    def base(self) -> str:
        """Where it stands."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api(self) -> str:
        """The address of the Wikibase's `api.php`."""
        return f"{self.base}/w/api.php"

    @property
    def commons(self) -> str:
        """The address of the `api.php` of Commons."""
        return f"{self.base}/commons/api.php"

    def merge(self, old: str, new: str) -> None:
        """An item becomes another one."""
        self.items[old] = {**self.items[new], "redirects": {"from": old, "to": new}}

    def whats(self) -> list[str]:
        """What the requests were about, in their order."""
        return [one.what for one in self.asked]

    def reply(self, asked: Asked) -> Reply:
        """What comes back, spoilt where a fault is due."""
        with self._lock:
            fault = self.faults.of(len(self.asked))
            self.asked.append(asked)
        if not CONTACT.match(asked.headers.get("User-Agent", "")):
            return page(403)(Reply())
        sound = _packed(self._sound(asked), asked)
        return fault(sound) if fault else sound

    def _sound(self, asked: Asked) -> Reply:
        if asked.path.startswith(("/images/", "/thumb/")):
            return self._picture(unquote(asked.path))
        if asked.path not in ("/w/api.php", "/commons/api.php"):
            return page(404)(Reply())
        try:
            if asked.path.startswith("/commons/"):
                return _json(answers.commons(asked.params, self.files, self.base))
            return _json(answers.repository(asked.params, self.items, self.space))
        except answers.Refused as refused:
            code, info = refused.args
            return _json({"error": {"code": code, "info": info}}, {"MediaWiki-API-Error": code})

    def _picture(self, path: str) -> Reply:
        folder, name, *thumb = path.removeprefix("/").split("/")
        file = self.files.get(name)
        width = int(thumb[0].partition("px-")[0]) if thumb else 0
        if file is None or (folder == "thumb" and width not in STANDARD):
            return page(404 if file is None else 400)(Reply())
        height = round(file.height * width / file.width) if thumb else file.height
        kind = "png" if path.endswith(".png") else "jpeg"
        drawn = getattr(images, kind)(width or file.width, height)
        return Reply(headers={"Content-Type": f"image/{kind}"}, body=drawn)

    def enter(self, step: int) -> None:
        """One more request is being answered, or one less."""
        with self._lock:
            self._now += step
            self.most = max(self.most, self._now)


def _json(told: Document, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(headers=JSON | dict(headers or {}), body=json.dumps(told, ensure_ascii=False).encode())


def _packed(reply: Reply, asked: Asked) -> Reply:
    if "gzip" not in asked.headers.get("Accept-Encoding", "") or not isinstance(reply.body, bytes):
        return reply
    return Reply(
        status=reply.status,
        headers={**reply.headers, "Content-Encoding": "gzip"},
        body=gzip.compress(reply.body, 1),
    )


class _Server(Server):
    wikibase: Wikibase


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.wikibase.connections += 1

    def do_GET(self) -> None:
        split = urlsplit(self.path)
        self._answer(Asked(path=split.path, params=dict(parse_qsl(split.query)), headers=dict(self.headers)))

    def _answer(self, asked: Asked) -> None:
        wikibase = self.server.wikibase
        wikibase.enter(1)
        reply = wikibase.reply(asked)
        if not (reply.delay or reply.drops) and isinstance(reply.body, bytes):
            wikibase.enter(-1)  # before the client can ask again
            self._send(reply)
            return
        try:
            self._send(reply)
        finally:
            wikibase.enter(-1)

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.delay)
        if reply.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
            return
        self.send_response_only(reply.status)
        if reply.drops:
            self._drip(reply.drops)
        for name, value in {"Date": self.date_time_string(), **reply.headers}.items():
            self.send_header(name, value)
        if isinstance(reply.body, bytes):
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            return
        self.send_header("Connection", "close")
        self.end_headers()
        for part in reply.body:
            self.wfile.write(part)

    def _drip(self, seconds: float) -> None:
        self.flush_headers()
        while True:
            self.wfile.write(b"X")
            time.sleep(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
