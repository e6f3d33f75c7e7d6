"""An address → the bytes that a server gives for it, or how that went wrong: one try, no opinion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
import urllib3

from communs.wikidata import bodies, pace
from communs.wikidata.bodies import Failed

HOPS = 3  # redirects that are followed
CONNECT = 10.0  # seconds
_BUSY = {408, 425, 429}


@dataclass(frozen=True, kw_only=True, slots=True)
class Got:
    """A body, with the seconds to wait that were said beside it."""

    body: bytes
    after: float


class Refused(Exception):
    """It will not be better later; `code` is the status of HTTP, or « URL » where the address is none."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Wire(requests.Session):
    """A session that names itself, counts what it asks, and reads no more than it was allowed."""

    def __init__(self, agent: str, clock: Callable[[], float]) -> None:
        super().__init__()
        self.headers.update({"User-Agent": agent, "Accept-Encoding": "gzip"})
        self.asked = 0
        self._clock = clock

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would read the whole body of a redirect, however long; `fetch` follows it."""

    def fetch(self, url: str, params: Mapping[str, str], *, most: int, seconds: float) -> Got:
        """At most so many bytes in about so many seconds. Raises Failed and Refused."""
        try:
            return self._follow(url, params, most, seconds)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError, OSError) as error:
            raise _fault(error) from error

    def _follow(self, url: str, params: Mapping[str, str], most: int, seconds: float) -> Got:
        end = self._clock() + seconds
        for _ in range(1 + HOPS):
            self.asked += 1
            with self.get(
                url, params=params, timeout=(min(CONNECT, seconds), seconds), stream=True
            ) as answer:
                if not answer.is_redirect:
                    return self._received(answer, most, end)
                url, params = urljoin(answer.url, answer.headers["Location"]), {}
        raise Failed("HTTP 3xx")

    def _received(self, answer: requests.Response, most: int, end: float) -> Got:
        status, after = answer.status_code, pace.asked(answer.headers)
        if 400 <= status < 500 and status not in _BUSY:
            raise Refused(f"HTTP {status}")
        if status != 200:
            raise Failed(f"HTTP {status}", after=after)
        packed = answer.headers.get("Content-Encoding") == "gzip"
        body = bodies.read(answer.raw, packed=packed, most=most, late=lambda: self._clock() > end)
        return Got(body=body, after=after)


def _fault(error: Exception) -> Failed | Refused:
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError):
        return Failed("timeout")
    return Refused("URL") if isinstance(error, ValueError) else Failed("TCP")
