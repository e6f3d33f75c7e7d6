"""An address → the bytes that a server gives for it, or how that went wrong: one try, no opinion."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from communs.wikidata import bodies, pace
from communs.wikidata.bodies import Failed

HOPS = 3  # redirects that are followed
CONNECT = 10.0  # seconds
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_BUSY = {408, 425, 429}
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Got:
    """A body, with the seconds to wait that were said beside it."""

    body: bytes
    after: float


class Refused(Exception):
    """It will not be better later; `code` is the status of HTTP, or why its address is not asked."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Wire(requests.Session):
    """A session that names itself, counts what it asks, and reads no more than it was allowed."""

    def __init__(
        self,
        agent: str,
        clock: Callable[[], float],
        may: Callable[[str, str], bool] | None = None,
    ) -> None:
        """`may`: whether a redirect is followed, from an address to another (by default: `near`)."""
        super().__init__()
        self.headers.update({"User-Agent": agent, "Accept-Encoding": "gzip"})
        self.asked = 0
        self._clock, self._may = clock, may or near

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would read the whole body of a redirect, however long; `fetch` follows it."""

    def fetch(self, url: str, params: Mapping[str, str], *, most: int, seconds: float) -> Got:
        """At most so many bytes in so many seconds. Raises Failed and Refused."""
        try:
            return within(seconds, lambda: self._follow(url, params, most, seconds))
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError, OSError) as error:
            raise fault(error) from error

    def _follow(self, url: str, params: Mapping[str, str], most: int, seconds: float) -> Got:
        end = self._clock() + seconds
        for _ in range(1 + HOPS):
            self.asked += 1
            with self.get(
                url, params=params, timeout=(min(CONNECT, seconds), seconds), stream=True
            ) as answer:
                if not answer.is_redirect:
                    return self._received(answer, most, end)
                before, url, params = url, urljoin(answer.url, answer.headers["Location"]), {}
            if not self._may(before, url):
                raise Refused("elsewhere")
        raise Failed("circle")

    def _received(self, answer: requests.Response, most: int, end: float) -> Got:
        status, after = answer.status_code, pace.asked(answer.headers)
        if 400 <= status < 500 and status not in _BUSY:
            raise Refused(f"HTTP {status}")
        if status != 200:
            raise Failed(f"HTTP {status}", after=after)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        body = bodies.read(answer.raw, packed=packed, most=most, late=lambda: self._clock() > end)
        return Got(body=body, after=after)


def near(url: str, other: str) -> bool:
    """Whether an address that a server gives leads to its own house: the same host, one under it or one beside it.

    Upload.wikimedia.org is beside commons.wikimedia.org; nothing leads into the network of whoever asks.
    """
    try:
        here, there = urlsplit(url), urlsplit(other)
        safe = there.scheme in ("https", here.scheme) and there.port == here.port
    except ValueError:
        return False
    host, asked = here.hostname or "", there.hostname or ""
    house = host.partition(".")[2]
    known = [host, house] if "." in house and not house[-1].isdigit() else [host]  # no « .org », no « 0.0.1 »
    return safe and (asked == host or any(asked.endswith(f".{one}") for one in known))


def within(seconds: float, work: Callable[[], T]) -> T:
    """What a work gives in so many seconds. Raises Failed, and whatever the work raises.

    In a thread of its own: nothing else bounds the search for a name, or headers that come byte by byte.
    """
    came: SimpleQueue[T | Exception] = SimpleQueue()

    def run() -> None:
        try:
            came.put(work())
        except Exception as error:
            came.put(error)

    Thread(target=run, daemon=True).start()
    try:
        found = came.get(timeout=seconds)
    except Empty:
        raise Failed("timeout") from None
    if isinstance(found, Exception):
        raise found
    return found


def fault(error: Exception) -> Failed | Refused:
    """What went wrong below HTTP, in a word."""
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return Failed("timeout")
    if isinstance(error, requests.exceptions.SSLError):
        return Failed("TLS")
    return Refused("URL") if isinstance(error, ValueError) else Failed("TCP")


def safe(address: str) -> bool:
    """Whether nobody on the way can change what comes: https, or this very machine."""
    with contextlib.suppress(ValueError):
        parts = urlsplit(address)
        return parts.hostname is not None and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        )
    return False
