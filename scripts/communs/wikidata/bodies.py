"""What comes over the wire → the bytes of an answer, or its JSON; never more of them, nor longer, than was allowed."""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Callable
from typing import Any, Protocol

ODD = 4  # tries of a question whose answers make no sense: what is asked may be at fault
_CHUNK = 2**16
_GZIP = 16 + zlib.MAX_WBITS


class Failed(Exception):
    """A try that failed, `code` says how in a word; another may succeed `after` some seconds, so many `tries` in all."""

    def __init__(self, code: str, *, after: float = 0.0, tries: float = math.inf) -> None:
        super().__init__(code)
        self.code, self.after, self.tries = code, after, tries


class Raw(Protocol):
    """A body that is read as it comes."""

    def read1(self, amt: int, decode_content: bool) -> bytes:
        """Some of what has come, at least a byte until the end."""


def read(raw: Raw, *, packed: bool, most: int, late: Callable[[], bool]) -> bytes:
    """A whole body, unpacked from gzip where it is `packed`. Raises Failed.

    Unpacked here rather than by urllib3, so that a byte a second or a thousandfold of zeros is noticed at once.
    """
    body, came = bytearray(), 0
    gunzip = zlib.decompressobj(wbits=_GZIP)
    while chunk := raw.read1(_CHUNK, decode_content=False):
        came += len(chunk)
        body += _unpacked(gunzip, chunk, most + 1 - len(body)) if packed else chunk
        if max(came, len(body)) > most:
            raise Failed("too long", tries=1)
        if late():
            raise Failed("timeout")
    if packed and not gunzip.eof:
        raise Failed("gzip")
    return bytes(body)


def _unpacked(gunzip: zlib._Decompress, chunk: bytes, most: int) -> bytes:
    try:
        return gunzip.decompress(chunk, most)
    except zlib.error as error:
        raise Failed("gzip") from error


def parse(data: bytes) -> dict[str, Any]:
    """The object that a JSON text holds. Raises Failed."""
    try:
        value = json.loads(data)
    except ValueError as error:
        raise Failed("JSON") from error
    except RecursionError as error:
        raise Failed("JSON", tries=ODD) from error
    if not isinstance(value, dict):
        raise Failed("JSON", tries=ODD)
    return value
