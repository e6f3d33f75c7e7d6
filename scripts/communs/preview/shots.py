"""One changed entry → what the page of a proposition shows of it: its card, its fields, its page before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from communs.entries import Entry
from communs.findings import Text, text
from communs.pages import entry as entry_page
from communs.pages.edition import Edition
from communs.preview.proposition import Changed, Proposition
from communs.preview.shown import Shown
from communs.preview.words import marked

_CHANGES: Mapping[str, Text] = {
    "added": text("Ajoutée"),
    "changed": text("Modifiée"),
    "renamed": text("Renommée"),
    "withdrawn": text("Retirée"),
    "removed": text("Disparue"),
}
_WITHDRAWN = text("Retirée sur demande : son adresse le dit.")
_LOST = text("Son adresse ne répondra plus. Renommée, elle s’écrit dans catalogue/_redirections.yml.")
_MOVED = text("Son ancienne adresse, {adresse}, mène à la nouvelle.")
_ASTRAY = text("Son ancienne adresse, {adresse}, ne répondra plus.")
_UNREAD = text("Ce fichier ne peut pas être lu : les constats disent pourquoi.")
_WRONG = text("Cette fiche a des erreurs : les constats disent quoi écrire.")
_BEFORE = text("L’état d’avant ne peut pas être lu.")
_SAME = text("Les mots de cette fiche ne changent pas.")


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One changed entry as the page shows it. `before` is there where the page was not the same.

    `tongue` is the language of both, where it is not that of the preview.
    """

    anchor: str
    entry: Changed
    name: str
    lang: str | None
    word: str
    notes: Sequence[str]
    card: Markup | None
    rows: Sequence[tuple[str, Sequence[Markup]]]
    before: Markup | None
    after: Markup | None
    tongue: str


def change(entry: Changed) -> str:
    """What became of it; « withdrawn » for one that went on request."""
    return "withdrawn" if entry.withdrawn else entry.change


def shot(found: Proposition, shown: Shown, number: int, entry: Changed, *, whole: bool) -> Shot:
    """An entry with its card; as a whole, with its fields and its pages. Of one that was withdrawn, nothing more."""
    say, told = found.report.say, whole and not entry.withdrawn
    tongue = found.tongue(entry)
    lang = tongue or found.after.lang
    was = _page(shown, found.before, entry.before, lang) if told else None
    now = _page(shown, found.after, entry.after, lang) if told else None
    return Shot(
        anchor=f"fiche-{number + 1}",
        entry=entry,
        name=found.name(entry),
        lang=found.after.name_lang(entry.after) if entry.after is not None else None,
        word=say(_CHANGES[change(entry)]),
        notes=[say(words) for words in _notes(found, entry)],
        card=None if entry.withdrawn else _card(found, shown, entry),
        rows=[(row.label, marked(row.before, row.after, say)) for row in entry.rows] if told else [],
        before=was if was != now else None,
        after=now,
        tongue=tongue,
    )


def _page(shown: Shown, edition: Edition | None, entry: Entry | None, lang: str) -> Markup | None:
    if edition is None or entry is None:
        return None
    page = entry_page.page(edition.speaking(lang), entry)
    return shown.speaking(lang).html(page.body(), page.address)


def _card(found: Proposition, shown: Shown, entry: Changed) -> Markup | None:
    edition, one = (found.after, entry.after) if entry.after else (found.before, entry.before)
    if edition is None or one is None:
        return None
    return shown.html(str(edition.card_html(one, "", level=1, kind=True)))


def _notes(found: Proposition, entry: Changed) -> Iterator[Text]:
    """What the two versions do not say by themselves."""
    lost = found.compared.lost
    if entry.withdrawn:
        yield _WITHDRAWN
    elif entry.change == "removed" and entry.address in lost:
        yield _LOST
    if entry.origin:
        yield (_ASTRAY if entry.origin in lost else _MOVED).about(adresse=entry.origin)
    if entry.change == "removed":
        return
    if entry.after is None:
        yield _UNREAD
    elif any(finding.path == entry.path and finding.severity == "error" for finding in found.report.findings):
        yield _WRONG
    if found.before is None:
        yield _BEFORE
    elif entry.change == "renamed" and not entry.rows:
        yield _SAME
