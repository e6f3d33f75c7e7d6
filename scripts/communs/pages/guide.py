"""The schemas → `/contribuer/champs/`: what each field means, why it is asked, who sees it, what to write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from communs import located
from communs.concepts import CONCEPTS
from communs.facts import filling
from communs.facts.filling import Source
from communs.findings import Text
from communs.kinds import ANY, Field, Kind, Pattern, select
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.pages.telling import Telling, bilingual, has_fields
from communs.report import say
from communs.vocabularies import Term
from communs.written import dump


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """What a field may hold: the terms of a list, or `to`, the page of this site that shows them."""

    title: str
    to: str = ""
    terms: tuple[tuple[str, str, str, str], ...] = ()  # the value, its name, its meaning, its page


@dataclass(frozen=True, kw_only=True, slots=True)
class Property:
    """A property of Wikidata, with the page that tells of it; of an open map, the key that it fills."""

    name: str
    href: str
    key: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """All that is said of one field, with the fields inside it."""

    field: Field
    anchor: str
    when: list[str]
    value: list[str]
    choices: list[Choices]
    example: str
    seen: list[str]
    properties: list[Property]
    inner: list[Told]


def pages(edition: Edition) -> Iterator[Page]:
    """`/contribuer/champs/`, then a page a kind."""
    title = edition.say("Guide des champs")
    yield edition.page(
        "guide-des-champs-choix.html", "contribuer/champs/", title,
        edition.say("Tous les champs de toutes les fiches : ce qu’ils veulent dire, pourquoi on les demande, qui les voit."),
    )  # fmt: skip
    for kind in edition.catalogue.kinds.values():
        guide = _Guide(edition=edition, kind=kind)
        named = title + edition.say(" : ") + kind.singular(edition.lang)
        yield edition.page(
            "guide-des-champs.html", f"contribuer/champs/{kind.name}/", named,
            edition.say("Chaque champ de cette fiche : ce qu’il demande, pourquoi, et un exemple."),
            kind=kind, guide=guide,
        )  # fmt: skip


def anchor(pattern: Pattern) -> str:
    """The id of a field on the page of its kind: its path, without what counts rows or names languages."""
    return "-".join(part for part in pattern if part != ANY and part not in ("fr", "en"))


@dataclass(frozen=True, kw_only=True)
class _Guide:
    """What the page of one kind says, drawn from its schema."""

    edition: Edition
    kind: Kind

    @cached_property
    def groups(self) -> tuple[tuple[str, list[Told]], ...]:
        """The fields that every entry has, the others, then those that end, in the order of the form."""
        told = [self._told(field, (name,)) for name, field in self.kind.fields.items()]
        ended = [one for one in told if one.field.retired]
        say_ = self.edition.say
        return (
            (say_("Les champs obligatoires"), [one for one in told if one.field.required]),
            (
                say_("Les autres champs"),
                [one for one in told if not one.field.required and not one.field.retired],
            ),
            *([(say_("Les champs qui prennent fin"), ended)] if ended else []),
        )

    @cached_property
    def languages(self) -> list[Field]:
        """The fields inside a text in two languages, which are told once for all."""
        fields = (field for _, field in self.kind.annotated)
        return next((list(field.children.values()) for field in fields if bilingual(field)), [])

    @cached_property
    def beside(self) -> list[tuple[str, list[Property]]]:
        """What Wikidata may add that no field says."""
        found = filling.beside(self.kind)
        return [(one.field.label(self.edition.lang), list(self._properties(one.source))) for one in found]

    @cached_property
    def _filled(self) -> Mapping[Pattern, list[Property]]:
        """What may fill each field, by its pattern."""
        found: defaultdict[Pattern, list[Property]] = defaultdict(list)
        marked = {pattern for pattern, _ in self.kind.having("x-wikidata")}
        for fill in filling.fills(self.kind):
            at, key = (fill.pattern, "") if fill.pattern in marked else (fill.pattern[:-1], fill.pattern[-1])
            found[at] += self._properties(fill.source, key)
        return found

    def _properties(self, source: Source, key: str = "") -> Iterator[Property]:
        for path in source.paths:
            href = self.edition.settings.wikidata.item(f"Property:{path[-1]}")
            yield Property(name="/".join(path), href=href, key=key)

    @cached_property
    def _telling(self) -> Telling:
        return Telling(edition=self.edition, kind=self.kind)

    def _told(self, field: Field, pattern: Pattern) -> Told:
        return Told(
            field=field,
            anchor=anchor(pattern),
            when=self._telling.when(field, pattern),
            value=self._telling.value(field, pattern),
            choices=list(self._choices(field)),
            example="\n".join(self._example(field, pattern)),
            seen=self._telling.seen(field, pattern),
            properties=self._filled.get(pattern, []),
            inner=list(self._inner(field, pattern)),
        )

    def _inner(self, field: Field, pattern: Pattern) -> Iterator[Told]:
        if not bilingual(field):
            for name, child in field.children.items():
                yield self._told(child, (*pattern, name))
            if field.item is not None:
                yield from self._inner(field.item, (*pattern, ANY))

    def _choices(self, field: Field) -> Iterator[Choices]:
        links = {to: None for part in (field, field.item, field.key) if part for to in part.links_to}
        for to in links:
            terms = self.edition.catalogue.terms(to).values()
            kind = self.edition.catalogue.kinds.get(to)
            if terms:
                yield Choices(title=self._list_name(to), terms=tuple(self._term(to, term) for term in terms))
            elif kind:
                yield Choices(title=kind.plural(self.edition.lang), to=f"{to}/")
            elif to == "territoires":
                yield Choices(title=self.edition.say("Territoires"), to="territoires/")
        listed = [
            *field.schema.get("x-link", {}).get("except", ()),
            *(field.item or field).schema.get("enum", ()),
        ]
        if listed:
            plain = tuple((str(value), "", "", "") for value in listed)
            yield Choices(title=self.edition.say("Valeurs admises"), terms=plain)

    def _list_name(self, to: str) -> str:
        return self.edition.catalogue.vocabularies[to.partition("/")[2]].title(self.edition.lang)

    def _term(self, to: str, term: Term) -> tuple[str, str, str, str]:
        name, lang = to.partition("/")[2], self.edition.lang
        meaning = term.definition(lang)
        page = f"{name}/{term.id}/" if name in CONCEPTS else ""
        return term.id, term.label(lang), say(Text(fr=meaning, en=meaning), lang), page

    def _example(self, field: Field, pattern: Pattern) -> Iterator[str]:
        """The schema's own example; else what the whole example entry holds there; else a plain value."""
        if field.schema.get("examples"):
            return dump({field.name: field.schema["examples"][0]})
        found = next((value for _, value in select(self._sample, pattern)), None)
        value = field.example if found is None else found
        if value == "…" or has_fields(field):  # each field inside has its own
            return iter(())
        if isinstance(value, str) and "\n" in value.strip():
            return iter((f"{field.name}: |", *(f"  {line}".rstrip() for line in value.strip().split("\n"))))
        return dump({field.name: value.strip() if isinstance(value, str) else value})

    @cached_property
    def _sample(self) -> Any:
        return located.read(self.kind.example.encode(), "exemple.yml").value if self.kind.example else {}
