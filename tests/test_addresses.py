"""An address in `http://` is told where the catalogue knows the same host in `https://`."""

from __future__ import annotations

import pytest

from communs import located
from communs.addresses import plain
from communs.entries import Entry
from communs.kinds import Kind


def _told(kinds: dict[str, Kind], *contents: str) -> list[tuple[str, str, str]]:
    entries = []
    for number, content in enumerate(contents):
        document = located.read(content.encode(), f"{number}.yml")
        entries.append(
            Entry(kind=kinds["organisations"], id=str(number), data=document.value, document=document)
        )
    return [(f.path, str(f.message), f.fix.text if f.fix else "") for f in plain(entries)]


@pytest.mark.parametrize(
    ("address", "safe", "right"),
    [
        ("http://a.fr/b?c#d", "https://a.fr", "https://a.fr/b?c#d"),
        ("http://www.a.fr", "https://WWW.A.fr/x", "https://www.a.fr"),
    ],
)
def test_the_same_site(kinds: dict[str, Kind], address: str, safe: str, right: str) -> None:
    host = address.removeprefix("http://").partition("/")[0]
    assert _told(kinds, f"site_web: {address}", f"sources: [{{url: '{safe}'}}]") == [
        ("0.yml", f"Le site {host} répond aussi en « https:// ».", right)
    ]


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("http://a.fr", "https://b.a.fr"),
        ("http://a.fr", "https://www.a.fr"),
        ("http://a.fr:8080", "https://a.fr"),
        ("http://a.fr", "http://www.a.fr"),
        ("https://a.fr", "https://a.fr"),
        ("http://", "https://"),
    ],
)
def test_another_site(kinds: dict[str, Kind], address: str, safe: str) -> None:
    assert _told(kinds, f"site_web: '{address}'", f"flux: '{safe}'") == []


def test_only_addresses_count(kinds: dict[str, Kind]) -> None:
    assert _told(kinds, "site_web: http://a.fr", "description: https://a.fr", "nom: 3\nsources: 4") == []
