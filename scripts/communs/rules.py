"""Our own rules for one entry by itself: what JSON Schema cannot say.

Each rule is a function from a context to findings; its docstring is its reason.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from communs import retired, whereabouts
from communs.context import Context, World
from communs.findings import Finding, Text, text
from communs.formats import FORMATS
from communs.kinds import Kind, select

__all__ = ["RULES", "Context", "World", "months_between"]

_ROLES = re.compile(
    r"(contact|info|infos|accueil|bonjour|salut|hello|asso|association|mairie|equipe|bureau|secretariat|support|"
    r"aide|presse|communication|com|adhesion|adherents|societaires|cooperative|coop|projet|formation|service|"
    r"direction|dpo|rgpd|admin|contribuer|catalogue)([._+-].*)?",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[a-z]+(-[a-z]+)?[._][a-z-]{2,}|[a-z]{2,}[0-9]{2,}", re.IGNORECASE)
_WEBMAIL = {"gmail.com", "hotmail.com", "hotmail.fr", "outlook.com", "outlook.fr", "yahoo.fr", "yahoo.com",
            "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net"}  # fmt: skip


def dates_in_order(entry: Context) -> Iterator[Finding]:
    """A thing cannot end before it begins."""
    for path, end, before in entry.strings("x-after"):
        start = entry.parent(path).get(before)
        if isinstance(start, str) and _later(start, end) and _are_dates(start, end):
            yield entry.say(
                path, "dates-en-ordre", "error",
                text(
                    "« {apres} » ({fin}) vient avant « {avant} » ({debut}).",
                    apres=path[-1], fin=end, avant=before, debut=start,
                ),
                text("Corrigez l’une des deux dates : « {avant} » vient en premier.", avant=before),
            )  # fmt: skip


def not_in_the_future(entry: Context) -> Iterator[Finding]:
    """Nobody has confirmed an entry tomorrow."""
    value, today = entry.data.get("verifie_le"), entry.world.today
    if isinstance(value, str) and (day := _day(value)) and day > today:
        yield entry.say(
            ("verifie_le",), "date-future", "error",
            text("« verifie_le » est dans le futur : {date}.", date=value),
            text("Écrivez le jour où la fiche a été confirmée, au plus tard {jour}.", jour=today.isoformat()),
        )  # fmt: skip


def fresh(entry: Context) -> Iterator[Finding]:
    """Readers trust what somebody confirmed lately: six months is worth a reminder, two years a doubt."""
    value = entry.data.get("verifie_le")
    if entry.kind.show.get("fresh") is False or entry.data.get("statut") == "termine":
        return
    if not isinstance(value, str) or not (day := _day(value)):
        return
    age = months_between(day, entry.world.today)
    hint = text("Relisez la fiche, puis écrivez la date du jour dans « verifie_le ».")
    if age >= entry.world.doubt_months:
        message = text(
            "Cette fiche n’a pas été confirmée depuis {n} mois : le site la marque « à vérifier ».", n=age
        )
        yield entry.say(("verifie_le",), "a-verifier", "warning", message, hint)
    elif age >= entry.world.warn_months:
        message = text("Cette fiche n’a pas été confirmée depuis {n} mois.", n=age)
        yield entry.say(("verifie_le",), "fraicheur", "warning", message, hint)


def expires(entry: Context) -> Iterator[Finding]:
    """An offer or a search for means has an end, at most a year after it was confirmed."""
    confirmed = _day(str(entry.data.get("verifie_le", "")))
    for path, value, limit in entry.strings("x-expires"):
        day, months = _day(value), limit["months"]
        if day is None:
            continue
        if day < entry.world.today:
            yield entry.say(
                path, "expiree", "notice",
                text("Cette fiche a expiré le {date} : elle n’est plus proposée sur le site.", date=value),
                text("Si elle tient toujours, repoussez « {champ} » et confirmez la fiche.", champ=path[-1]),
            )  # fmt: skip
        if confirmed and months_between(confirmed, day - datetime.timedelta(days=1)) >= months:
            yield entry.say(
                path, "expire-trop-tard", "error",
                text("« {champ} » est à plus de {n} mois de « verifie_le ».", champ=path[-1], n=months),
                text("Choisissez une date plus proche : la fiche pourra être prolongée."),
            )  # fmt: skip


def establishment_of_company(entry: Context) -> Iterator[Finding]:
    """A SIRET begins with the SIREN of its organisation (Insee)."""
    known = entry.data.get("identifiants")
    if not isinstance(known, dict) or not isinstance(siren := known.get("siren"), str):
        return
    for path, value in select(entry.data, ("identifiants", "siret", "*")):
        if isinstance(value, str) and len(value) == 14 and not value.startswith(siren):
            yield entry.say(
                path, "siret-siren", "error",
                text(
                    "Le SIRET « {siret} » n’est pas un établissement du SIREN « {siren} ».",
                    siret=value, siren=siren,
                ),
                text("Les neuf premiers chiffres du SIRET sont le SIREN : l’un des deux est à corriger."),
            )  # fmt: skip


def never_prefilled(entry: Context) -> Iterator[Finding]:
    """Commitments and pledges belong to those who make them: nobody writes them in their stead."""
    if entry.data.get("origine") != "pre-remplie":
        return
    for pattern, _ in ((p, f) for p, f in entry.kind.having("x-prefill") if f.schema["x-prefill"] is False):
        for path, _ in select(entry.data, pattern):
            message = (
                text("« {champ} » ne se pré-remplit jamais : l’organisation seule l’écrit.", champ=path[-1])
                if path
                else text("Une fiche de ce type ne se pré-remplit jamais : l’organisation seule l’écrit.")
            )
            hint = text("Retirez cela, ou laissez l’organisation l’écrire elle-même.")
            yield entry.say(path or ("origine",), "jamais-pre-rempli", "error", message, hint, key=True)


def personal_email(entry: Context) -> Iterator[Finding]:
    """The catalogue publishes no personal data: a person's address belongs in no entry."""
    for path, value, name in entry.strings("format"):
        if name != "email" or "@" not in value:
            continue
        user, _, host = value.rpartition("@")
        if not _ROLES.fullmatch(user) and (_PERSON.fullmatch(user) or host.lower() in _WEBMAIL):
            hint = (
                text("Donnez une adresse au nom de l’organisation, ou un formulaire.")
                if host.lower() in _WEBMAIL
                else text("Donnez une adresse de service, par exemple contact@{domaine}.", domaine=host)
            )
            message = text("« {valeur} » ressemble à l’adresse d’une personne.", valeur=value)
            yield entry.say(path, "courriel-personnel", "warning", message, hint)


def name_of_parts(entry: Context) -> Iterator[Finding]:
    """Where the schema says so (`x-id`), the file's name follows from the entry's fields."""
    expected = made_of_parts(entry.kind, entry.data)
    if expected and expected != entry.id:
        yield entry.say(
            (), "nom-de-fichier", "error",
            text("Ce fichier devrait s’appeler « {nom}.yml ».", nom=expected),
            text("Renommez-le : son nom reprend {modele}.", modele=entry.kind.schema["x-id"]),
        )  # fmt: skip


def made_of_parts(kind: Kind, data: Mapping[str, Any]) -> str:
    """The id that an entry's fields make (`x-id`); nothing where its kind asks for none, or they do not suffice."""
    template = str(kind.schema.get("x-id", ""))
    made = str(Text(fr=template, values={k: v for k, v in data.items() if isinstance(v, str)}))
    return "" if "{" in made else made


RULES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    dates_in_order,
    not_in_the_future,
    fresh,
    expires,
    establishment_of_company,
    never_prefilled,
    retired.fields,
    whereabouts.postal_code_of_commune,
    whereabouts.coordinates,
    personal_email,
    name_of_parts,
)


def _are_dates(*values: str) -> bool:
    return all(map(FORMATS["date-partielle"], values))


def _later(start: str, end: str) -> bool:
    """Whether a partial date is surely after another: both cut to the shorter precision."""
    common = min(len(start), len(end))
    return start[:common] > end[:common]


def _day(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None


def months_between(start: datetime.date, end: datetime.date) -> int:
    """Whole months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
