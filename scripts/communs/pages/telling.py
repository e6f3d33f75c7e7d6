"""A field of a schema → sentences: whether it has to be there, what to write, where it shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from babel.lists import format_list

from communs import retired
from communs.concepts import CONCEPTS
from communs.findings import Text, text
from communs.kinds import ANY, Field, Kind, Pattern
from communs.kinds import say as words_of
from communs.pages.conditions import Condition, Need, needs
from communs.pages.edition import Edition
from communs.report import say
from communs.wording.forms import FORMATS

_ON_CARDS = {"resume", "portee_par", "depuis", "jusqu_a", "debut", "date"}  # what a card reads by name
_NEEDS = {
    "must": text("Obligatoire quand « {champ} » vaut {valeurs}."),
    "only": text("Obligatoire quand « {champ} » vaut {valeurs}, et seulement alors."),
    "never": text("Absent quand « {champ} » vaut {valeurs}."),
    "either": text("Obligatoire quand « {champ} » vaut {valeurs}, à moins que {autres} soit rempli."),
}
_UNLESS = {
    "must": text("Obligatoire, sauf quand « {champ} » vaut {valeurs}."),
    "never": text("Seulement quand « {champ} » vaut {valeurs}."),
    "either": text("Obligatoire, sauf quand « {champ} » vaut {valeurs} ou quand {autres} est rempli."),
}
_ALWAYS = {
    "never": text("Absent."),
    "either": text("Obligatoire, à moins que {autres} soit rempli."),
    "with": text("Va avec {autres}."),
}
_REQUIRED = text("Obligatoire.")
_WITHIN = text("Obligatoire dès que « {champ} » est rempli.")
_TYPES = {
    "string": text("Un texte."),
    "number": text("Un nombre, sans guillemets ni espace."),
    "integer": text("Un nombre entier, sans guillemets ni espace."),
    "boolean": text("true (oui) ou false (non)."),
    "array": text("Une ou plusieurs valeurs."),
    "map": text("Un ou plusieurs noms, chacun avec sa valeur."),
}
_GROUPS = {
    "object": text("Un groupe, avec les champs ci-dessous."),
    "array": text("Un ou plusieurs groupes, avec les champs ci-dessous."),
    "map": text("Un ou plusieurs noms, chacun avec les champs ci-dessous."),
}
_LIMITS = {
    "maxLength": text("{n} signes au plus."),
    "minLength": text("{n} signes au moins."),
    "minimum": text("Au moins {n}."),
    "exclusiveMinimum": text("Plus que {n}."),
    "maximum": text("Au plus {n}."),
    "exclusiveMaximum": text("Moins que {n}."),
    "maxItems": text("{n} valeurs au plus."),
}


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What is said of the fields of one kind in one language."""

    edition: Edition
    kind: Kind

    def when(self, field: Field, pattern: Pattern) -> list[str]:
        """Whether it has to be there."""
        return [self._say(words) for words in self._when(field, pattern)]

    def value(self, field: Field, pattern: Pattern) -> list[str]:
        """What may be written, but for the terms of lists."""
        return [self._say(words) for words in self._value(field, pattern)]

    def seen(self, field: Field, pattern: Pattern) -> list[str]:
        """Where it shows on the site."""
        return [self._say(words) for words in self._seen(field, pattern)]

    def _when(self, field: Field, pattern: Pattern) -> Iterator[Text]:
        if field.retired:
            yield retired.ends(field)
            yield retired.instead(field)
            return
        asked = self._needs.get(pattern, [])
        if field.required:
            around = self._optional(pattern)
            yield _WITHIN.about(champ=self._label(around)) if around else _REQUIRED
        elif all(need.what == "with" for need in asked):
            yield text("Facultatif.")
        for need in _joined(asked):
            known = (_UNLESS if need.when.unless else _NEEDS) if need.when else _ALWAYS
            if need.what in known:
                yield known[need.what].about(**self._holes(need, pattern))
        if field.schema.get("x-prefill") is False:
            yield text("Jamais dans une fiche pré-remplie : seule l’organisation peut le dire.")

    def _optional(self, pattern: Pattern) -> Pattern:
        """The nearest field around it that may be missing, if any."""
        above = [pattern[:end] for end in range(len(pattern) - 1, 0, -1) if pattern[end - 1] != ANY]
        return next((place for place in above if not self._fields[place].required), ())

    @cached_property
    def _needs(self) -> Mapping[Pattern, list[Need]]:
        found: defaultdict[Pattern, list[Need]] = defaultdict(list)
        for pattern, need in needs(self.kind.schema, self.kind.schema):
            found[pattern].append(need)
        return found

    def _holes(self, need: Need, pattern: Pattern) -> dict[str, str]:
        others = [self._label((*pattern[:-1], other)) for other in need.others]
        named = {"autres": self._list([self._quoted(other) for other in others])}
        if need.when is None:
            return named
        values = [self._quoted(self._word(need.when, value)) for value in need.when.values]
        return {**named, "champ": self._label(need.when.place), "valeurs": self._list(values)}

    def _word(self, when: Condition, value: object) -> str:
        field = self._fields.get(when.place)
        return self.edition.display.word(field, str(value)) if field else str(value)

    def _label(self, pattern: Pattern) -> str:
        field = self._fields.get(pattern)
        return field.label(self.edition.lang) if field else pattern[-1]

    @cached_property
    def _fields(self) -> Mapping[Pattern, Field]:
        return dict(self.kind.annotated)

    def _value(self, field: Field, pattern: Pattern) -> Iterator[Text]:
        if field.show.get("as") == "markdown":
            yield text("Un texte, que Markdown peut mettre en forme.")
        else:
            yield from _types(field)
        for part in filter(None, (field, field.item)):
            if part.schema.get("format") in FORMATS:
                yield FORMATS[part.schema["format"]][1]
            yield from (
                words.about(n=part.schema[name]) for name, words in _LIMITS.items() if name in part.schema
            )
        if "x-after" in field.schema:
            before = self._label((*pattern[:-1], field.schema["x-after"]))
            yield text("Pas avant {autres}.", autres=self._quoted(before))
        if months := field.schema.get("x-expires", {}).get("months"):
            yield text("Au plus tard {n} mois après le jour où vous l’écrivez.", n=months)
        if "default" in field.schema:
            yield text("Sans ce champ : {valeurs}.", valeurs=self._default(field))

    def _default(self, field: Field) -> str:
        said = field.schema["default"]
        if isinstance(said, bool):
            return self.edition.say("oui") if said else self.edition.say("non")
        one, values = (field.item or field, said) if isinstance(said, list) else (field, [said])
        return self._list([self._quoted(self.edition.display.word(one, str(value))) for value in values])

    def _seen(self, field: Field, pattern: Pattern) -> Iterator[Text]:
        """Who reads it on the site; of fields inside others only what is beyond the field around them."""
        if len(pattern) == 1:
            yield from self._shown(field)
        for part in filter(None, (field, field.item)):
            link = part.schema.get("x-link", {})
            if heading := words_of(link.get("backlink"), self.edition.lang):
                yield text("Sur la page de la fiche nommée, sous « {titre} ».", titre=heading)
            if any(to.removeprefix("vocabulaires/") in CONCEPTS for to in part.links_to):
                yield text("Sur la page de chaque valeur choisie.")
            if any(to.startswith("territoires") for to in part.links_to):
                yield text("Sur la page de chaque territoire nommé.")

    def _shown(self, field: Field) -> Iterator[Text]:
        shown, action = field.show, self.kind.show.get("action", {})
        if f"{{{field.name}}}" in words_of(self.kind.name_template, self.edition.lang):
            yield text("En titre, partout où la fiche est citée.")
        elif action.get("field") == field.name:
            label = words_of(action.get("label"), self.edition.lang)
            yield text("Sur la page, derrière le bouton « {bouton} ».", bouton=label)
        elif shown.get("brief") or shown.get("facet") or shown.get("badge"):
            yield text("En haut de la page, dans « En bref ».")
        else:
            yield text("Sur la page de la fiche.")
        if shown.get("badge") or field.name in _ON_CARDS:
            yield text("Sur sa carte, dans les listes.")
        if shown.get("facet"):
            yield text("Pour filtrer la liste.")

    def _say(self, words: Text) -> str:
        return say(words, self.edition.lang)

    def _quoted(self, words: str) -> str:
        return self._say(text("« {nom} »", nom=words))

    def _list(self, words: list[str]) -> str:
        return format_list(words, style="or", locale=self.edition.lang) if words else ""


def _joined(asked: list[Need]) -> list[Need]:
    """The same needs, where what must be there then and never else is told in one sentence."""
    never = [need.when for need in asked if need.what == "never"]
    both = [need.when for need in asked if need.when and replace(need.when, unless=True) in never]
    told = [*both, *(replace(when, unless=True) for when in both)]
    return [
        *(Need(what="only", when=when) for when in both),
        *(need for need in asked if need.when not in told),
    ]


def bilingual(field: Field) -> bool:
    """Whether it is a text that may be given in French and in English."""
    return "string" in field.types and "fr" in field.children


def has_fields(field: Field) -> bool:
    """Whether it holds other fields, in itself or in its rows."""
    return bool(field.children or (field.item and field.item.children)) and not bilingual(field)


def _types(field: Field) -> Iterator[Text]:
    """What sort of value it is; a choice and a form are told elsewhere."""
    if bilingual(field):
        yield text("Un texte, dans une langue ou dans les deux.")
        return
    known = _GROUPS if has_fields(field) else _TYPES
    for name in field.types:
        if name == "object" and field.item is not None:
            name = "map"
        if name in known and not (name == "string" and (field.links_to or "format" in field.schema)):
            yield known[name]
