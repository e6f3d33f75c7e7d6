"""`/contribuer/mes-fiches/`: what stands under each organisation's name, and a click to keep it true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communs import near, sending
from communs.entries import Entry
from communs.pages import forms
from communs.pages.edition import Edition
from communs.pages.page import Page

ADDRESS = "contribuer/mes-fiches/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One thing to do about an entry: its name, its words, where it leads with a script and without."""

    name: str
    words: str
    mail: str
    form: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """An entry in the list of whoever answers for it."""

    entry: Entry
    state: str
    age: str
    acts: tuple[Act, ...]


def pages(edition: Edition) -> Iterator[Page]:
    """The list of names, then what stands under each."""
    named = sorted(edition.owners.items(), key=lambda item: near.fold(edition.name(item[1][0])))
    yield edition.page(
        "mes-fiches-choix.html", ADDRESS, edition.say("Mes fiches"),
        edition.say("Choisissez votre organisation pour voir ses fiches et les tenir à jour."),
        owners=[(id_, entries[0], len(entries)) for id_, entries in named],
    )  # fmt: skip
    for id_, entries in named:
        yield _held(edition, id_, entries)


def _held(edition: Edition, owner: str, entries: tuple[Entry, ...]) -> Page:
    address = f"{ADDRESS}{owner}/"
    name = edition.name(entries[0])

    def body() -> str:
        groups = _grouped(edition, [_row(edition, entry, name) for entry in entries])
        return edition.render("mes-fiches.html", address, name=name, groups=groups)

    return Page(
        address=address,
        title=edition.say("Mes fiches") + edition.say(" : ") + name,
        description=edition.say(
            "Ce qui est publié au nom de votre organisation : à confirmer, à corriger ou à clore."
        ),
        body=body,
        bulk=True,
    )


def _grouped(edition: Edition, rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """What waits for somebody comes first; at its top what nobody ever confirmed, then the oldest."""
    titles = (
        edition.say("À relire"), edition.say("À compléter"), edition.say("Confirmées récemment"),
        edition.say("Qui ne vieillissent pas"), edition.say("Terminées"),
    )  # fmt: skip
    ages = {row.entry.ref: edition.age(row.entry) for row in rows}
    oldest = sorted(rows, key=lambda row: (ages[row.entry.ref] is not None, -(ages[row.entry.ref] or 0)))
    groups = [
        (title, [row for row in oldest if _place(edition, row.entry) == n]) for n, title in enumerate(titles)
    ]
    return [(title, found) for title, found in groups if found]


def _place(edition: Edition, entry: Entry) -> int:
    if entry.draft:
        return 1
    if entry.ended:
        return 4
    if entry.prefilled or (edition.awaits(entry) and not edition.confirmed(entry)):
        return 0
    return 2 if edition.awaits(entry) else 3


def _row(edition: Edition, entry: Entry, owner: str) -> Row:
    return Row(
        entry=entry,
        state=_state(edition, entry),
        age=_age(edition, entry),
        acts=tuple(_act(edition, entry, owner, name, words) for name, words in _acts(edition, entry)),
    )


def _acts(edition: Edition, entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.prefilled:
        yield "reprendre", edition.say("Reprendre cette fiche")
    elif edition.awaits(entry):
        yield "confirmer", edition.say("Toujours exact")
    yield "corriger", edition.correction(entry)
    if edition.ages(entry) and not entry.draft:
        yield "terminer", edition.say("C’est terminé")


def _act(edition: Edition, entry: Entry, owner: str, name: str, words: str) -> Act:
    letter = sending.letters(edition.say, name)[name]
    page = f"{edition.settings.address}/{entry.kind.name}/{entry.id}/"
    values = {"nom": edition.name(entry), "fichier": entry.path, "page": page, "qui": owner}
    return Act(
        name=name,
        words=words,
        mail=sending.mail(edition.settings, letter, **values),
        form=form(entry, "" if name == "corriger" else name),
    )


def form(entry: Entry, act: str = "") -> str:
    """The address of an entry's form, where an act may be done already and only waits to be sent."""
    return f"{forms.ADDRESS}{entry.kind.name}/?fiche={entry.id}" + (act and f"&geste={act}#envoi")


def _state(edition: Edition, entry: Entry) -> str:
    """Where it comes from, or what sets it apart."""
    if entry.draft:
        return edition.say("brouillon")
    field = entry.kind.fields.get("statut")
    status = entry.data.get("statut")
    told = (
        edition.display.word(field, status).lower()
        if field and isinstance(status, str) and status != "actif"
        else ""
    )
    origin = edition.say("pré-remplie") if entry.prefilled else edition.say("écrite par ses membres")
    return f"{told}, {origin}" if told else origin


def _age(edition: Edition, entry: Entry) -> str:
    """When somebody last said that it is still right, in words; nothing where nobody is asked to."""
    months = edition.age(entry)
    if months is None:
        return edition.say("jamais confirmée") if edition.ages(entry) else ""
    if months == 0:
        return edition.say("confirmée ce mois-ci")
    if months == 1:
        return edition.say("confirmée il y a 1 mois")
    if months < 24:
        return edition.say("confirmée il y a {n} mois").format(n=months)
    return edition.say("confirmée il y a {n} ans").format(n=months // 12)
