"""Entries → the web addresses in `http://` of sites that the catalogue knows to answer in `https://`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from communs.entries import Entry
from communs.findings import Finding, Path, text
from communs.kinds import Pattern, select
from communs.mending import edits

_PLAIN = "http://"
_SAFE = "https://"
_HOST = re.compile(r"https?://([^/?#]+)", re.IGNORECASE)


def plain(entries: Collection[Entry]) -> Iterator[Finding]:
    """An address that anybody on the way may read or change, where a safe one is known for the same host."""
    if any(_PLAIN in entry.document.text for entry in entries):
        yield from unsafe(entries, safe(entries))


def safe(entries: Iterable[Entry]) -> set[str]:
    """The hosts that are known to answer in `https://`."""
    return {_host(value) for _, _, value in _addresses(entries) if value.startswith(_SAFE)} - {""}


def unsafe(entries: Iterable[Entry], hosts: Collection[str]) -> Iterator[Finding]:
    """The addresses of some hosts that are written in `http://`."""
    for entry, path, value in _addresses(entries):
        if value.startswith(_PLAIN) and (host := _host(value)) in hosts:
            right = _SAFE + value.removeprefix(_PLAIN)
            yield Finding(
                path=entry.path,
                span=entry.document.span(path),
                rule="http",
                severity="warning",
                message=text("Le site {hote} répond aussi en « https:// ».", hote=host),
                hint=text("Écrivez : {valeur}", valeur=right),
                fix=edits.writing(entry.document, path, right),
            )


def _addresses(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Path, str]]:
    patterns: dict[str, list[Pattern]] = {}
    for entry in entries:
        if entry.kind.name not in patterns:
            having = entry.kind.having("format")
            patterns[entry.kind.name] = [at for at, field in having if field.schema["format"] == "uri"]
        for pattern in patterns[entry.kind.name]:
            for path, value in select(entry.data, pattern):
                if isinstance(value, str):
                    yield entry, path, value


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].lower() if found else ""
