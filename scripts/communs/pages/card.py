"""An entry → its card: enough to choose it or pass on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communs import near, tallies
from communs.entries import Entry
from communs.facts.enriched import Picture
from communs.kinds import say

if TYPE_CHECKING:
    from communs.pages.edition import Edition


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """An entry in a list: enough to choose it or pass on."""

    name: str
    name_lang: str | None
    to: str
    summary: str
    lang: str | None
    kind: str
    when: str
    badges: tuple[str, ...]
    price: str
    by: str
    confirmed: bool
    ended: bool
    initials: str
    logo: Picture | None = None


def of(edition: Edition, entry: Entry) -> Card:
    """What is told of an entry wherever it is listed."""
    name = edition.name(entry)
    summary = entry.data.get("resume")
    foreign = edition.lang != "fr" and not (isinstance(summary, dict) and edition.lang in summary)
    fields = entry.kind.fields
    carried = entry.data.get("portee_par")
    price = entry.data.get("frais")
    return Card(
        name=name,
        name_lang=edition.name_lang(entry),
        to=f"{entry.kind.name}/{entry.id}/",
        summary=say(summary, edition.lang) or _tally(edition, entry),
        lang="fr" if foreign and summary else None,
        kind=entry.kind.singular(edition.lang),
        when=_when(edition, entry),
        badges=tuple(_badges(edition, entry)),
        price=edition.display.word(fields["frais"], price)
        if isinstance(price, str) and "frais" in fields
        else "",
        by=", ".join(
            edition.catalogue.word(("organisations", "alliances"), who, edition.lang) for who in carried
        )
        if isinstance(carried, list)
        else "",
        confirmed=edition.confirmed(entry),
        ended=entry.ended,
        initials=initials(name),
        logo=edition.enriched.logo(entry),
    )


def _badges(edition: Edition, entry: Entry) -> Iterator[str]:
    """What the schema marks as `badge`, in its order, the first of each; the cost has a place of its own."""
    for name, field in entry.kind.fields.items():
        told = entry.data.get(name)
        one, values = (field.item, told) if isinstance(told, list) else (field, [told])
        if one is None or name == "frais" or not field.show.get("badge"):
            continue
        words = [edition.display.word(one, value) for value in values if isinstance(value, str)]
        if words:
            yield words[0] + (f" + {len(words) - 1}" if len(words) > 1 else "")


def _tally(edition: Edition, entry: Entry) -> str:
    """Where the rows that its schema counts stand: « 3 engagements : 1 tenu, 2 en cours »."""
    fields = [
        (field, entry.data.get(name)) for name, field in entry.kind.fields.items() if "tally" in field.show
    ]
    return ", ".join(tallies.told(edition.display, field, rows) for field, rows in fields if rows)


def _when(edition: Edition, entry: Entry) -> str:
    """The day or the beginning of what happens in time."""
    begun, end = entry.data.get("depuis"), entry.data.get("jusqu_a")
    if isinstance(begun, str):
        told = edition.display.date(begun)
        if isinstance(end, str) and end != begun:
            return f"{told} – {edition.display.date(end)}"
        return told if entry.ended or end else f"{edition.say('depuis')} {told}"
    day = entry.data.get("debut") or entry.data.get("date")
    return edition.display.date(day) if isinstance(day, str) else ""


def initials(name: str) -> str:
    """One or two letters that stand for a logo."""
    words = [word for word in name.replace("-", " ").replace("’", " ").split() if near.fold(word)]
    strong = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    return "".join(near.fold(word)[0] for word in strong[:2]).upper()
