"""An id that leads nowhere → what to say of it, and the one to write where only one can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from communs.entries import Entry
from communs.findings import Finding, Path, Text, short, text
from communs.formats import FORMATS
from communs.kinds import Field, at
from communs.mending import edits
from communs.mending.mended import MOST
from communs.near import equal, meant, nearest, same
from communs.wording import phrases, sentences
from communs.wording.phrases import maybe

if TYPE_CHECKING:
    from communs.catalogue import Catalogue

_MOST_SEARCHES = 1000  # for near names: whoever has more unknown links has another problem
_MOST_TERMS = 20  # of a list, in a hint
_PARTS = re.compile(r"(?<!\s)\s*[,;/]\s*|(?<!\s)\s+(?:-|et)\s+")  # between several values written as one
_Meant = tuple[Text | None, str | None]  # the hint, and the id to write where only one can be meant


class Advice:
    """What to say of unknown ids, in view of those that are known."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names: dict[tuple[str, ...], dict[str, str]] = {}
        self._searches = _MOST_SEARCHES

    def unknown(self, entry: Entry, field: Field, path: Path, value: str, of_key: bool) -> Finding:
        """The finding for one unknown id (of a key: the name of a field of an open group)."""
        holder = path[:-1] if of_key else path
        name = next((str(part) for part in reversed(holder) if isinstance(part, str)), "")
        rule, message, (hint, right) = self._advise(field, value, name)
        fix = edits.writing(entry.document, path, right, key=of_key) if right else None
        span = entry.document.span(path, key=of_key)
        return Finding(path=entry.path, span=span, rule=rule, message=message, hint=hint, fix=fix)

    def _advise(self, field: Field, value: str, name: str) -> tuple[str, Text, _Meant]:
        target = field.links_to[0]
        if target.startswith("vocabulaires/"):
            message = text(
                "« {valeur} » n’est pas une valeur de « {champ} ».", valeur=short(value), champ=name
            )
            return "valeur-inconnue", message, self._term(target, value)
        if target == "territoires/commune":
            return self._commune(field, value)
        if target == "territoires":
            message, hint = phrases.unknown_territory(value)
            return "territoire-inconnu", message, self._territory(value) or (hint, None)
        message, hint = phrases.unknown_entry(value, field.links_to)
        return "lien-inconnu", message, self._entry(field.links_to, value) or (hint, None)

    def _term(self, target: str, value: str) -> _Meant:
        terms = self._catalogue.terms(target)
        if not terms:
            name = target.removeprefix("vocabulaires/")
            return text("La liste catalogue/vocabulaires/{liste}.yml manque ou est vide.", liste=name), None
        parts = _PARTS.split(value.strip()) if len(value) <= MOST else []
        if parts[1:] and all(part in terms for part in parts):
            return text("Écrivez chaque valeur à part : {liste}.", liste=", ".join(parts)), None
        names = {term.label(lang): id_ for lang in ("en", "fr") for id_, term in terms.items()}
        names |= {id_: id_ for id_ in terms}
        if near := self._nearest(value, names):
            return maybe(near), _only(names[name] for name in meant(value, names))
        listed = ", ".join(list(terms)[:_MOST_TERMS]) + (", …" if len(terms) > _MOST_TERMS else "")
        return text("Choisissez parmi : {liste}.", liste=listed), None

    def _commune(self, field: Field, value: str) -> tuple[str, Text, _Meant]:
        """A code of a wrong form is told as its schema does, with what this knows more: which codes exist."""
        rule, message = "territoire-inconnu", phrases.unknown_territory(value)[0]
        form = field.schema.get("format", "")
        if form in FORMATS and not FORMATS[form](value):
            fault = sentences.Fault(keyword="format", limit=form, value=value, name=field.name)
            rule, message, _ = sentences.of(fault)
        known, bare = self._catalogue.territories, value.rpartition(":")[2].strip().upper()
        if known.commune(bare):
            return rule, message, (maybe([bare]), bare)
        near = [id_ for id_ in self._suggested(value) if id_.startswith("commune:")]
        if not near:
            return rule, message, (text('Écrivez un code INSEE, par exemple "59350" pour Lille.'), None)
        codes = [id_.partition(":")[2] for id_ in near]
        return rule, message, (maybe(codes), _only(codes) if self._is_named(value, near[0]) else None)

    def _territory(self, value: str) -> _Meant | None:
        ids = self._suggested(value)
        if exact := _only(same(value, ids)):
            return maybe([exact]), exact
        return (maybe(ids), _only(ids) if self._is_named(value, ids[0]) else None) if ids else None

    def _is_named(self, value: str, id_: str) -> bool:
        found = self._catalogue.territories.get(id_)
        return found is not None and bool(same(value, [found.name]))

    def _entry(self, to: tuple[str, ...], value: str) -> _Meant | None:
        bare = value.removeprefix("catalogue/").removesuffix(".yml")
        if bare != value and (ref := self._catalogue.find(to, bare)):
            id_ = ref[1] if self._catalogue.find(to, ref[1]) == ref else bare
            return maybe([id_]), id_
        elsewhere = [kind for kind in self._catalogue.kinds if (kind, value) in self._catalogue.entries]
        if elsewhere:
            return text(
                "« {valeur} » est dans catalogue/{dossier}/.", valeur=value, dossier=elsewhere[0]
            ), None
        refs = [e for kind in to if kind in self._catalogue.kinds for e in self._catalogue.by_kind[kind]]
        if "//" in value and (there := [entry.id for entry in refs if website(entry) == _host(value)]):
            return maybe(there), _only(there)
        if to not in self._names:
            named = {self._catalogue.name(entry): entry.id for entry in refs}
            self._names[to] = named | {entry.id: entry.id for entry in refs}
        names = self._names[to]
        near = self._nearest(value, names)
        return (maybe(near), _only(names[name] for name in equal(value, names))) if near else None

    def _suggested(self, value: str) -> list[str]:
        return self._catalogue.territories.suggest(value) if self._may_search() else []

    def _nearest(self, value: str, names: Mapping[str, str]) -> list[str]:
        found = nearest(value, names) if self._may_search() else []
        return list(dict.fromkeys(names[name] for name in found))

    def _may_search(self) -> bool:
        self._searches -= 1
        return self._searches >= 0


def fits(entry: Entry, path: Path) -> bool:
    """Whether a value stands where links do; a group in the place of a list has been told as such."""
    holder, field = at(entry.data, path[:-1]), entry.kind.field_at(path[:-1])
    types = field.types if field is not None else ()
    return not (isinstance(holder, dict) and "array" in types and "object" not in types)


def website(entry: Entry) -> str | None:
    """What tells an entry's site from another: its address less its scheme and `www.`."""
    address = entry.data.get("site_web")
    return _host(address) if isinstance(address, str) else None


def _host(address: str) -> str | None:
    return address.partition("//")[2].lower().removeprefix("www.").rstrip("/") or None


def _only(ids: Iterable[str]) -> str | None:
    found = set(ids)
    return found.pop() if len(found) == 1 else None
