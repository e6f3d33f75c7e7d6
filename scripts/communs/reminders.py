"""What waits to be confirmed → a list for a person, JSON for a program, or an e-mail ready for each organisation.

The JSON: `{"day", "thresholds", "organisations": [{"kind", "id", "name", "contact", "address", "entries": [{"path",
"kind", "id", "name", "confirmed", "months", "threshold", "prefilled", "confirm"}]}], "counts"}`. What is not known
is null; `counts` gives the entries past each threshold, by its number, and those that were `never` confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.findings import Text, text
from communs.pages.members import ADDRESS, form
from communs.report.report import as_json, say
from communs.settings import Settings
from communs.staleness import Group, Stale
from communs.typography import plain

_AGE = (text("confirmée il y a 1 mois"), text("confirmée il y a {n} mois"))
_RULE = "=" * 72
_ENTRIES = (text("{n} fiche à confirmer"), text("{n} fiches à confirmer"))
_PAST = text("{n} depuis {mois} mois ou plus")
_NEVER = text("{n} que personne n’a encore relues")


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """What waits, on which day, past which thresholds, and for whom to read."""

    catalogue: Catalogue
    settings: Settings
    day: date
    thresholds: Sequence[int]
    groups: Sequence[Group]
    lang: str = "fr"

    def name(self, entry: Entry) -> str:
        """An entry's name."""
        return plain(self.catalogue.name(entry, self.lang))

    def address(self, path: str, lang: str = "") -> str:
        """A page of the site; from its root where nobody said where the site is."""
        english = "en/" if (lang or self.lang) == "en" else ""
        return f"{self.settings.address}/{english}{path}"

    def confirm(self, one: Stale, lang: str = "") -> str:
        """Where one click says that it is still right."""
        return self.address(form(one.entry, "reprendre" if one.entry.prefilled else "confirmer"), lang)

    def held(self, owner: Entry, lang: str = "") -> str:
        """Where all that stands under a name is listed."""
        return self.address(f"{ADDRESS}{owner.id}/", lang)

    def unique(self) -> list[Stale]:
        """Each entry once, whoever answers for it."""
        return list({one.entry.ref: one for group in self.groups for one in group.waiting}.values())


def listing(told: Reminder) -> str:
    """A list for a terminal: first what grows old, then what nobody ever confirmed."""
    lines = [line for group in told.groups if group.aged for line in _listed(told, group, group.aged)]
    never = [line for group in told.groups if group.never for line in _listed(told, group, group.never)]
    if never:
        title = text("Établies d’après des sources publiques, et jamais confirmées")
        lines += [say(title, told.lang), "", *never]
    return "\n".join([*lines, counted(told)]) + "\n"


def _listed(told: Reminder, group: Group, waiting: Sequence[Stale]) -> Iterator[str]:
    if group.owner is not None:
        contact = f" ({plain(group.contact)})" if group.contact else ""
        yield told.name(group.owner) + contact
        yield told.held(group.owner)
    else:
        yield say(text("Sans organisation qui en réponde"), told.lang)
    for one in waiting:
        age = say(text("{n} mois", n=one.months), told.lang) + ", " if one.months is not None else ""
        yield f"  {age}{plain(one.entry.path)}"
        yield f"    {told.confirm(one)}"
    yield ""


def counted(told: Reminder) -> str:
    """How many entries wait, and for how long."""
    found = told.unique()
    if not found:
        return say(text("Rien à confirmer."), told.lang)
    parts = [say(_PAST.about(n=n, mois=limit), told.lang) for limit, n in _past(told, found) if n]
    never = sum(one.months is None for one in found)
    parts += [say(_NEVER.about(n=never), told.lang)] if never else []
    total = say(_ENTRIES[len(found) > 1].about(n=len(found)), told.lang)
    return say(text("{total} : {detail}.", total=total, detail=", ".join(parts)), told.lang)


def _past(told: Reminder, found: Sequence[Stale]) -> Iterator[tuple[int, int]]:
    for limit in sorted(told.thresholds, reverse=True):
        yield limit, sum(one.threshold == limit for one in found)


def values(told: Reminder) -> str:
    """All of it, for a program."""
    found = told.unique()
    past = {str(limit): n for limit, n in _past(told, found)}
    return as_json(
        {
            "day": told.day.isoformat(),
            "thresholds": sorted(told.thresholds),
            "organisations": [_group(told, group) for group in told.groups],
            "counts": past | {"never": sum(one.months is None for one in found)},
        }
    )


def _group(told: Reminder, group: Group) -> dict[str, Any]:
    owner = group.owner
    return {
        "kind": owner and owner.kind.name,
        "id": owner and owner.id,
        "name": owner and told.name(owner),
        "contact": group.contact or None,
        "address": owner and told.held(owner),
        "entries": [
            {
                "path": one.entry.path,
                "kind": one.entry.kind.name,
                "id": one.entry.id,
                "name": told.name(one.entry),
                "confirmed": one.entry.data["verifie_le"] if one.months is not None else None,
                "months": one.months,
                "threshold": one.threshold,
                "prefilled": one.entry.prefilled,
                "confirm": told.confirm(one),
            }
            for one in (*group.aged, *group.never)
        ],
    }


def letters(told: Reminder) -> str:
    """An e-mail ready to be sent to each organisation; in French, and below it in English where asked."""
    found = (_letter(told, group, group.owner) for group in told.groups if group.owner is not None)
    return f"\n{_RULE}\n\n".join(found)


def _letter(told: Reminder, group: Group, owner: Entry) -> str:
    langs = ["fr", "en"] if told.lang == "en" else ["fr"]
    subject = text("Vos fiches sont-elles toujours exactes ?")
    if not group.aged:
        subject = text("Ce que « {titre} » dit de {nom} est-il juste ?")

    def title(lang: str) -> str:
        name = told.catalogue.name(owner, lang)
        return say(subject.about(titre=told.settings.title(lang), nom=name), lang)

    to = plain(group.contact) or say(text("(aucune adresse dans sa fiche)"), told.lang)
    head = [
        say(text("À : {adresse}", adresse=to), told.lang),
        say(text("Objet : {sujet}", sujet=" / ".join(map(title, langs))), told.lang),
    ]
    bodies = ["\n".join(_body(told, group, owner, lang)) for lang in langs]
    return "\n".join([*head, "", "\n\n--\n\n".join(bodies)]) + "\n"


def _body(told: Reminder, group: Group, owner: Entry, lang: str) -> Iterator[str]:
    title = told.settings.title(lang)

    def tell(sentence: Text, **about: object) -> str:
        return say(sentence.about(**about), lang)

    yield from (tell(text("Bonjour,")), "")
    if group.aged:
        yield tell(
            text("« {titre} » publie ces fiches au nom de {nom}. Sont-elles toujours exactes ?"),
            titre=title, nom=told.catalogue.name(owner, lang),
        )  # fmt: skip
        yield from _links(told, group.aged, text("Oui, toujours exact : {lien}"), lang)
    if group.never:
        yield tell(
            text(
                "« {titre} » parle de {nom} d’après des sources publiques. "
                "Personne de chez vous n’a encore relu ces fiches :"
            ),
            titre=title, nom=told.catalogue.name(owner, lang),
        )  # fmt: skip
        yield from _links(told, group.never, text("La relire et la reprendre à votre compte : {lien}"), lang)
    yield tell(text("Un clic ouvre la fiche, prête à renvoyer ; il ne faut aucun compte."))
    yield tell(
        text("Pour tout voir, corriger ou clore ce qui est terminé : {lien}"), lien=told.held(owner, lang)
    )
    yield tell(
        text("Pour faire retirer une fiche, sans donner de raison : {lien}"),
        lien=told.address("retrait/", lang),
    )
    yield from ("", tell(text("Merci,")), tell(text("L’équipe qui tient « {titre} »"), titre=title))
    if told.settings.contact:
        yield plain(told.settings.contact)


def _links(told: Reminder, waiting: Sequence[Stale], act: Text, lang: str) -> Iterator[str]:
    yield ""
    for one in waiting:
        name = plain(told.catalogue.name(one.entry, lang))
        kind = one.entry.kind.singular(lang).lower()
        age = "" if one.months is None else ", " + say(_AGE[one.months > 1].about(n=one.months), lang)
        yield f"- {name} ({kind}){age}"
        yield "  " + say(act.about(lien=told.confirm(one, lang)), lang)
    yield ""


FORMATS: dict[str, Callable[[Reminder], str]] = {"text": listing, "json": values, "mail": letters}
