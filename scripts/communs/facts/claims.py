"""An item's document, as `wbgetentities` sends it → the facts that the catalogue asked for, cleaned."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any
from urllib.parse import quote

from communs import formats
from communs.facts import Claim, Facts, cleaned, ended, every, last, snaks
from communs.facts.snaks import Told, mapping
from communs.findings import Text, text

LANGS = ("fr", "mul", "en")  # in the order of our choice
_MOST = 50  # values of one property, other names in one language
_ENDED = "P582"
_LONG_AGO = "0000"
_MODIFIED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z")


class NoItem(ValueError):
    """What came back is no item at all; `said` is the sentence that says so."""

    def __init__(self, said: Text) -> None:
        super().__init__(said)
        self.said = said


def reduce(document: object, requested: str, paths: Collection[tuple[str, ...]], day: datetime.date) -> Facts:
    """What an item says on a day, of all that `paths` ask for. Raises NoItem; what is ill-formed stays out."""
    told = mapping(document)
    if "missing" in told or not (isinstance(told.get("id"), str) and formats.qid(told["id"])):
        raise NoItem(text("La réponse sur {element} n’est pas un élément de Wikidata.", element=requested))
    revision, modified = told.get("lastrevid"), told.get("modified")
    return Facts(
        requested=requested,
        resolved=told["id"],
        revision=revision if type(revision) is int and revision > 0 else 0,
        modified=modified if isinstance(modified, str) and _MODIFIED.fullmatch(modified) else "",
        retrieved=day.isoformat(),
        properties=tuple(sorted("/".join(path) for path in paths)),
        labels=_by_language(told.get("labels"), _words),
        descriptions=_by_language(told.get("descriptions"), _words),
        aliases=_by_language(told.get("aliases"), _names),
        sitelinks=_sitelinks(mapping(told.get("sitelinks"))),
        claims=_claims(mapping(told.get("claims")), paths, day),
    )


def linked(facts: Facts) -> frozenset[str]:
    """The items that these facts name by their number alone."""
    return frozenset(claim["item"] for _, claim in every(facts) if "item" in claim and "labels" not in claim)


def labelled(facts: Facts, labels: Mapping[str, Mapping[str, str]]) -> Facts:
    """The same facts, where the items in `labels` have their names."""

    def named(claim: Claim) -> Told:
        names = {lang: shown for lang, name in labels.get(claim.get("item", ""), {}).items()
                 if lang in LANGS and (shown := cleaned.words(name))}  # fmt: skip
        inner = {name: [named(one) for one in told] for name, told in claim.get("qualifiers", {}).items()}
        return {**claim, **({"labels": names} if names else {}), **({"qualifiers": inner} if inner else {})}

    told = {name: tuple(named(claim) for claim in claims) for name, claims in facts.claims.items()}
    return replace(facts, claims=told)


def files(facts: Facts) -> tuple[str, ...]:
    """The files of Commons that are worth having: the first one of each property."""
    first = (
        next((claim["file"] for claim in claims if "file" in claim), None) for claims in facts.claims.values()
    )
    return tuple(dict.fromkeys(name for name in first if name))


def _by_language(told: object, read: Callable[[object, str], Any]) -> dict[str, Any]:
    found = {lang: read(mapping(told).get(lang), lang) for lang in LANGS}
    return {lang: shown for lang, shown in found.items() if shown}


def _words(told: object, lang: str) -> str:
    """A text in this language, and not in another one that the server falls back on."""
    return cleaned.words(mapping(told).get("value")) if mapping(told).get("language") == lang else ""


def _names(told: object, lang: str) -> tuple[str, ...]:
    shown = (_words(one, lang) for one in _sequence(told))
    return tuple(islice(dict.fromkeys(name for name in shown if name), _MOST))


def _sequence(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _sitelinks(told: Told) -> dict[str, str]:
    """Made from the title: an address that the server gives could lead anywhere."""
    titles = {lang: cleaned.words(mapping(told.get(f"{lang}wiki")).get("title")) for lang in ("fr", "en")}
    return {
        lang: f"https://{lang}.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe='/:(),')}"
        for lang, title in titles.items()
        if title
    }


def _claims(told: Told, paths: Iterable[tuple[str, ...]], day: datetime.date) -> dict[str, tuple[Claim, ...]]:
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for name, *qualifier in paths:
        wanted[name].add("".join(qualifier))
    found = {}
    for name, qualifiers in sorted(wanted.items()):
        read = (_claim(statement, qualifiers, day) for statement in _best(_sequence(told.get(name))))
        if claims := [claim for claim in read if claim]:
            found[name] = tuple(sorted(claims, key=_preference)[:_MOST])
    return found


def _best(statements: Iterable[object]) -> list[Told]:
    """Those of the best rank, whatever they say: a preferred « no value » outdoes a normal value."""
    told = [mapping(statement) for statement in statements]
    by_rank = ([one for one in told if one.get("rank") == rank] for rank in ("preferred", "normal"))
    return next(filter(None, by_rank), [])


def _claim(statement: Told, wanted: Collection[str], day: datetime.date) -> Claim | None:
    """One statement, with the qualifiers that are asked for; None where it says nothing, or nothing more."""
    found = snaks.claim(statement.get("mainsnak"))
    told = mapping(statement.get("qualifiers"))
    read = {name: _qualifiers(told.get(name)) for name in sorted(wanted) if name}
    kept = {name: claims for name, claims in read.items() if claims}
    until = _until(told.get(_ENDED))
    if found is None or not (kept or "" in wanted):
        return None
    claim = found | ({"qualifiers": kept} if kept else {}) | ({"until": until} if until else {})
    return None if ended(claim, day) else claim


def _qualifiers(told: object) -> list[Told]:
    return list(islice(filter(None, map(snaks.claim, _sequence(told))), _MOST))


def _until(told: object) -> str | None:
    """The last day, month or year of a value; None where it has no end, or none that could be written."""
    ends = [end for snak in _sequence(told) if (end := _end(mapping(snak)))]
    return max(ends, key=lambda end: end + "~", default=None)


def _end(snak: Told) -> str | None:
    """An end that nobody knows has passed: this is how Wikidata says so."""
    told = snaks.claim(snak) or {}
    value = last(told) if "value" in told else ""
    if snak.get("snaktype") == "somevalue" or value.startswith("-"):
        return _LONG_AGO
    return value if formats.date_partielle(value) else None


def _preference(claim: Claim) -> int:
    return LANGS.index(claim["lang"]) if claim.get("lang") in LANGS else len(LANGS)
