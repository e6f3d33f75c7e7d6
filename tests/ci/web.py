"""The world outside, on loopback: a proxy that serves the published site, answers for every other host, in https too,
and lets nobody out."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock
from typing import Self
from urllib.parse import unquote, urlsplit

from tests.loopback import Loopback, Server

DOMAIN = "communs-essai.fr"
HOST = f"catalogue.{DOMAIN}"


@dataclass
class Web(Loopback):
    """`with Web(folder) as web:` serves `folder`/publie at https://catalogue.communs-essai.fr.

    `asked` are the addresses that were asked; `gone` are those that answer no more.
    """

    folder: Path
    asked: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._lock, self._hosts = Lock(), dict[str, ssl.SSLContext]()
        key, page = self._key("autorite")
        self._openssl("-subj", "/CN=Essai", "-keyout", key, "-out", page)
        handler = type("Handler", (_Handler,), {"web": self})
        self._server = Server(handler).start()
        return self

    @property
    def published(self) -> Path:
        """The site that stands at the address of the catalogue."""
        return self.folder / "publie"

    @property
    def environment(self) -> dict[str, str]:
        """What sends every program here, unless it asks for this very machine."""
        proxy = self._server.base
        names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
        direct = dict.fromkeys(("no_proxy", "NO_PROXY"), "127.0.0.1,localhost")
        trust = dict.fromkeys(("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"), str(self.folder / "autorite.pem"))
        return dict.fromkeys(names, proxy) | direct | trust

    def tls(self, host: str) -> ssl.SSLContext:
        """What shows a program that we are the host it asked for."""
        with self._lock:
            if host not in self._hosts:
                key, page = self._key(host)
                signed = (
                    "-CA",
                    str(self.folder / "autorite.pem"),
                    "-CAkey",
                    str(self.folder / "autorite.key"),
                )
                more = (
                    "-addext",
                    f"subjectAltName=DNS:{host}",
                    "-addext",
                    "basicConstraints=critical,CA:FALSE",
                )
                self._openssl("-subj", f"/CN={host[:60]}", "-keyout", key, "-out", page, *signed, *more)
                self._hosts[host] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._hosts[host].load_cert_chain(page, key)
        return self._hosts[host]

    def _key(self, name: str) -> tuple[str, str]:
        return str(self.folder / f"{name}.key"), str(self.folder / f"{name}.pem")

    def _openssl(self, *words: str) -> None:
        made = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
        subprocess.run(["openssl", "req", *made, *words], check=True, capture_output=True)


class _Handler(BaseHTTPRequestHandler):
    web: Web
    through = ""  # the host that the program asked us to reach

    def do_GET(self) -> None:
        split = urlsplit(self.through + self.path)
        self.web.asked.append(split.geturl())
        body = self._body(split.hostname or "", unquote(split.path))
        self.send_response_only(404 if body is None else 200)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body or b"")

    do_HEAD = do_GET

    def _body(self, host: str, path: str) -> bytes | None:
        if host != HOST:
            return None if f"https://{host}{path}" in self.web.gone else b"<title>Une page</title>"
        file = self.web.published / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return file.read_bytes() if file.is_file() else None

    def do_CONNECT(self) -> None:
        host = self.path.partition(":")[0]
        self.send_response_only(200)
        self.end_headers()
        with self.web.tls(host).wrap_socket(self.connection, server_side=True) as connection:
            self.rfile, self.wfile = connection.makefile("rb"), connection.makefile("wb", 0)
            self.through, self.close_connection = f"https://{host}", True
            self.handle_one_request()

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""
