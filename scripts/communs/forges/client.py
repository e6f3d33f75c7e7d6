"""A question to a forge's API → its answer: asked again while that is worth it, told in a sentence where it is not."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from communs.findings import CannotWork, short, text
from communs.forges import refusals
from communs.wikidata import bodies, pace
from communs.wikidata.bodies import Failed
from communs.wikidata.wire import CONNECT, Refused, fault, safe, within

MOST = 32 * 2**20  # bytes of one answer
PAGES = 1000  # of one list: more is a forge that goes in circles
_BUSY = {429, 503}  # what was asked was not done
_TROUBLE = _BUSY | {408, 500, 502, 504}  # … or may have been: asked again only where twice is as good as once

_ODD = text("{site} répond autre chose que ce qui lui est demandé. Relancez plus tard.")
_UNSAFE = text("« {adresse} » ne commence pas par « https:// » : le jeton n’y est pas envoyé.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Came:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Access:
    """Whom to ask, as whom. `kind` is the forge's, `api` the root of its API, `headers` hold the token."""

    kind: str
    api: str
    token: str
    headers: Mapping[str, str]


class Client:
    """Gives up rather than lose more than `patience` seconds in all; an answer has `timeout` seconds to its last byte.

    `wait_first` is the wait after a first failure of which the forge says nothing, `wait_most` the longest wait.
    """

    def __init__(
        self,
        access: Access,
        *,
        patience: float = 120.0,
        wait_first: float = 1.0,
        wait_most: float = 60.0,
        timeout: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        dice: Callable[[], float] = random.random,
    ) -> None:
        self.access, self.lost = access, 0.0
        self._patience, self._first, self._most, self._timeout = patience, wait_first, wait_most, timeout
        self._clock, self._sleep, self._dice = clock, sleep, dice
        self._session = _Session()
        checked(access.api)

    @property
    def site(self) -> str:
        """The forge, as people name it."""
        return urlsplit(self.access.api).netloc

    def list(
        self, path: str, params: Mapping[str, str | int], under: str = ""
    ) -> Iterator[Mapping[str, Any]]:
        """The objects of a list, page after page; `under` a name, where the list is not the whole answer.

        Only whether there is a next page is read from the answer: no address that it gives is followed.
        """
        for page in range(1, 1 + PAGES):
            came = self._sound("GET", path, params={**params, "page": page})
            value = _json(came.body)
            found = value.get(under) if isinstance(value, dict) and under else value
            if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
                raise CannotWork(_ODD.about(site=self.site))  # for nothing may be taken for « there is none »
            yield from found
            if not (came.headers.get("X-Next-Page") or 'rel="next"' in came.headers.get("Link", "")):
                return

    def get(self, path: str) -> Mapping[str, Any] | None:
        """One object; None where the forge has none for an automatic token, which has no « scope » to lack."""
        came = self._ask("GET", self.access.api + path, self.access.headers)
        if came.status in (403, 404) and b"scope" not in came.body:
            return None
        if came.status != 200:
            raise self._refused(came, path)
        return self._object(came)

    def send(self, method: str, path: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Change something; what it is from now on."""
        return self._object(self._sound(method, path, data=data))

    def download(self, path: str, most: int) -> bytes:
        """A file of so many bytes at most, kept by somebody else to whom the token is not shown."""
        came = self._ask("GET", self.access.api + path, self.access.headers, most=most)
        if not 300 <= came.status < 400:
            raise self._refused(came, path)
        place = checked(urljoin(self.access.api + path, came.headers.get("Location", "")))
        came = self._ask("GET", place, {"Accept-Encoding": "identity"}, most=most)
        if came.status != 200:
            raise self._refused(came, urlsplit(place).netloc)
        return came.body

    def _sound(self, method: str, path: str, **more: Any) -> Came:
        came = self._ask(method, self.access.api + path, self.access.headers, **more)
        if came.status >= 300:
            raise self._refused(came, path)
        return came

    def _object(self, came: Came) -> Mapping[str, Any]:
        value = _json(came.body)
        if not isinstance(value, dict):
            raise CannotWork(_ODD.about(site=self.site))
        return value

    def _ask(self, method: str, url: str, headers: Mapping[str, str], **more: Any) -> Came:
        failures = 0
        while True:
            began, after = self._clock(), 0.0
            try:
                came = within(self._timeout, lambda: self._session.once(method, url, headers, **more))
                code, again = f"HTTP {came.status}", _again(method, came)
                if not again:
                    return came
                after = pace.asked(came.headers)
            except (
                Failed,
                requests.RequestException,
                urllib3.exceptions.HTTPError,
                ValueError,
                OSError,
            ) as e:
                error = e if isinstance(e, Failed) else fault(e)
                code, again = error.code, method != "POST" and not isinstance(error, Refused)
                again &= code != "too long"
            failures += 1
            self.lost += self._clock() - began
            seconds = pace.wait(after, failures, first=self._first, most=self._most, dice=self._dice())
            if not again or self.lost + seconds >= self._patience:
                raise self._silent(code)
            self.lost += seconds
            self._sleep(seconds)

    def _silent(self, code: str) -> CannotWork:
        if code == "too long":
            return CannotWork(
                text("{site} envoie plus que ce qui peut être lu : rien n’en est gardé.", site=self.site)
            )
        return CannotWork(
            text(
                "{site} ne répond pas comme il faut ({code}). Relancez plus tard.", site=self.site, code=code
            )
        )

    def _refused(self, came: Came, path: str) -> CannotWork:
        said = short(_message(came.body).replace(self.access.token, "…"), 300)
        return CannotWork(refusals.said(self.access.kind, came.status, self.site, path, said))


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """None: requests would follow it with the token, and read the whole of its body before."""

    def once(
        self, method: str, url: str, headers: Mapping[str, str], *, params: Mapping[str, str | int] | None = None,
        data: object = None, most: int = MOST,
    ) -> Came:  # fmt: skip
        """One try."""
        with self.request(
            method, url, params=params, json=data, headers=dict(headers), auth=_as_it_is, stream=True,
            timeout=(CONNECT, CONNECT * 3), allow_redirects=False,
        ) as answer:  # fmt: skip
            packed = answer.headers.get("Content-Encoding") == "gzip"
            if int(answer.headers.get("Content-Length") or 0) > most:
                raise Failed("too long")
            body = bodies.read(answer.raw, packed=packed, most=most, late=lambda: False)
            return Came(status=answer.status_code, headers=answer.headers, body=body)


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """So that requests puts nobody's password of `.netrc` in the place of the token."""
    return request


def checked(url: str) -> str:
    """An address that may be asked. Raises CannotWork."""
    if not safe(url):
        raise CannotWork(_UNSAFE.about(adresse=short(url)))
    return url


def _again(method: str, came: Came) -> bool:
    """Whether the forge may answer otherwise a little later."""
    limited = came.status == 403 and (
        "Retry-After" in came.headers or came.headers.get("X-RateLimit-Remaining") == "0"
    )
    return limited or came.status in (_BUSY if method == "POST" else _TROUBLE)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _message(body: bytes) -> str:
    """What the forge says of its refusal, in its own words."""
    value = _json(body)
    if not isinstance(value, dict):
        return ""
    errors = value.get("errors")
    more = [one.get("message") for one in errors if isinstance(one, dict)] if isinstance(errors, list) else []
    told = [value.get("message") or value.get("error"), *more]
    return " ".join(one if isinstance(one, str) else json.dumps(one) for one in told if one)
