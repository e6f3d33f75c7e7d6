"""An entry → what its page says beside its fields: what answers it, who signed it, how to join it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from communs.entries import Entry
from communs.matches import is_open
from communs.pages import means, pledges, pools
from communs.pages.edition import Edition
from communs.pages.mentions import Section

Values = Callable[[Edition, Entry], dict[str, Any]]


def told(edition: Edition, entry: Entry) -> Iterator[Markup]:
    """That part of an entry's page, as HTML; none for most kinds."""
    if entry.kind.name in _PARTS:
        template, values = _PARTS[entry.kind.name]
        address = f"{entry.kind.name}/{entry.id}/"
        yield Markup(edition.render(template, address, entry=entry, **values(edition, entry)))  # noqa: S704 - escaped there


def untold(entry: Entry, mentions: Sequence[Section]) -> Iterator[Section]:
    """The mentions of an entry that this part does not tell already."""
    kinds = _TOLD.get(entry.kind.name, set())
    return (one for one in mentions if not kinds or {card.kind.name for card, _ in one.cards} - kinds)


def _facing(edition: Edition, entry: Entry) -> dict[str, Any]:
    found = edition.matches.facing(entry)
    return {
        "open": is_open(entry, edition.day.isoformat()),
        "answers": [means.answer(edition, match) for match in found.matches],
        "whole": found.whole,
    }


def _joining(edition: Edition, entry: Entry) -> dict[str, Any]:
    return {"pool": pools.told(edition, entry)}


def _signed(edition: Edition, entry: Entry) -> dict[str, Any]:
    links = edition.catalogue.backlinks.get(entry.ref, ())
    found = {link.source.id: link.source for link in links if link.source.kind.name == "signatures"}
    signatures = sorted(
        (one for one in found.values() if not one.draft), key=lambda one: str(one.data.get("date", ""))
    )
    return {
        "signatures": [pledges.told(edition, one) for one in signatures],
        "count": pledges.counted(edition, signatures),
    }


_PARTS: Mapping[str, tuple[str, Values]] = {
    "declarations": ("signataires.html", _signed),
    "mutualisations": ("rejoindre.html", _joining),
    "ressources": ("en-face.html", _facing),
}
_TOLD = {"declarations": {"signatures"}}
