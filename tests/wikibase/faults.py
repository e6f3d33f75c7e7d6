"""A sound reply → what the edge of a big site, or somebody hostile, may send instead."""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import quote

HTML = "text/html; charset=utf-8"
ERROR = b"<!DOCTYPE html><html><body><h1>Error</h1><p>Our servers are currently under maintenance.</p></body></html>"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What goes over the wire. A body that is no bytes has no known length, and the connection ends with it."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | Iterable[bytes] = b""
    delay: float = 0.0  # seconds before the first byte
    drops: float = 0.0  # seconds between the bytes of the headers
    reset: bool = False  # the connection is broken instead, rudely


Fault = Callable[[Reply], Reply]


class Faults(dict[int, Fault]):
    """Which requests go wrong, by their number from 0: `faults[2] = reset`.

    `faults.always(fault)` spoils all of them, `faults.some(0.2, seed=5, among=[…])` one in five at random.
    """

    def __init__(self) -> None:
        super().__init__()
        self._any: Callable[[int], Fault | None] = lambda _: None

    def always(self, fault: Fault | None) -> None:
        """Every request goes wrong in this way (`None`: no longer)."""
        self._any = lambda _: fault

    def first(self, number: int, fault: Fault) -> None:
        """The first requests go wrong in this way."""
        self.update(dict.fromkeys(range(number), fault))

    def some(self, share: float, *, seed: int, among: Sequence[Fault]) -> None:
        """A share of the requests goes wrong, always the same ones for a seed."""

        def drawn(number: int) -> Fault | None:
            dice = random.Random(f"{seed}/{number}")  # noqa: S311 - no secret
            return dice.choice(among) if dice.random() < share else None

        self._any = drawn

    def of(self, number: int) -> Fault | None:
        """What happens to a request."""
        return self.get(number) or self._any(number)


def page(status: int, **headers: str) -> Fault:
    """A page in HTML with a status: 403, 429, 503… `page(429, Retry_After="2")`."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: Reply(status=status, headers={"Content-Type": HTML, **told}, body=ERROR)


def error(code: str, *, shape: str = "error", **headers: str) -> Fault:
    """A refusal of the API, in a 200; `shape="errors"` as newer error formats say it."""
    one = {"code": code, "info": f"Refused: {code}", "text": f"Refused: {code}"}
    body = json.dumps({shape: [one] if shape == "errors" else one}).encode()
    told = {"MediaWiki-API-Error": quote(code)} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return lambda _: Reply(headers={"Content-Type": "application/json", **told}, body=body)


def body(data: bytes) -> Fault:
    """A 200 that holds something else."""
    return lambda reply: replace(reply, headers=_plain(reply), body=data)


def redirect(status: int, location: str) -> Fault:
    """Somewhere else."""
    return page(status, Location=location)


def cut_gzip(reply: Reply) -> Reply:
    """The first half of the compressed bytes, as if that were all."""
    packed = gzip.compress(_unpacked(reply))
    return replace(
        reply, headers={**reply.headers, "Content-Encoding": "gzip"}, body=packed[: len(packed) // 2]
    )


def cut_json(reply: Reply) -> Reply:
    """The first half of the document, as if that were all."""
    whole = _unpacked(reply)
    return replace(reply, headers=_plain(reply), body=whole[: len(whole) // 2])


def cut_short(reply: Reply) -> Reply:
    """Half of the bytes that were announced, then the end of the connection."""
    sent = _sent(reply)
    return replace(
        reply,
        headers={**reply.headers, "Content-Length": str(len(sent))},
        body=iter([sent[: len(sent) // 2]]),
    )


def trickle(seconds: float) -> Fault:
    """The right bytes, one at a time, with so long between them."""

    def slow(sent: bytes) -> Iterator[bytes]:
        for at in range(len(sent)):
            time.sleep(seconds)
            yield sent[at : at + 1]

    return lambda reply: replace(reply, body=slow(_sent(reply)))


def mute(seconds: float) -> Fault:
    """Nothing at all for so long."""
    return lambda reply: replace(reply, delay=seconds)


def drop_by_drop(seconds: float) -> Fault:
    """The headers come one byte at a time, and so many that they never end."""
    return lambda reply: replace(reply, drops=seconds)


def reset(_: Reply) -> Reply:
    """The connection is reset."""
    return Reply(reset=True)


def wrong_item(reply: Reply) -> Reply:
    """The answer of other items, as a confused cache gives."""
    other = re.sub(rb'"Q([1-9]\d*)"', rb'"Q\g<1>77"', _unpacked(reply))
    return replace(reply, headers=_plain(reply), body=other)


def long(size: int) -> Fault:
    """So many bytes of JSON."""
    return body(b'{"entities": {}, "padding": "' + b"x" * size + b'"}')


def bomb(size: int) -> Fault:
    """So many bytes, once they are unpacked."""
    return packed(gzip.compress(b'{"padding": "' + b"x" * size + b'"}', 9))


def packed(data: bytes) -> Fault:
    """Bytes that say they are gzip."""
    return lambda reply: replace(reply, headers={**_plain(reply), "Content-Encoding": "gzip"}, body=data)


def endless(reply: Reply) -> Reply:
    """A body that never ends."""
    return replace(reply, headers=_plain(reply), body=iter(lambda: b" " * 65536, b""))


def deep(levels: int) -> Fault:
    """JSON in JSON in JSON."""
    return body(b'{"a":' * levels + b"1" + b"}" * levels)


def _sent(reply: Reply) -> bytes:
    return reply.body if isinstance(reply.body, bytes) else b"".join(reply.body)


def _unpacked(reply: Reply) -> bytes:
    sent = _sent(reply)
    return gzip.decompress(sent) if reply.headers.get("Content-Encoding") == "gzip" else sent


def _plain(reply: Reply) -> dict[str, str]:
    return {name: value for name, value in reply.headers.items() if name != "Content-Encoding"}
