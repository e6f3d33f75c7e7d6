"""A kind's fields → the controls of its form, as values that a template draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from communs import draft
from communs.catalogue import Catalogue
from communs.kinds import Field, Kind
from communs.vocabularies import Term

ROW = "#"  # in a path: the number of a row
WRITTEN = {"origine", "verifie_le"}  # the form writes these by itself
STANDING = ("statut", "date_fin")
LONGEST = 40  # a list with more terms than this is searched rather than unfolded
_FORMATS = {"uri": "url", "email": "email", "date": "date"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Control:
    """One place of a form. `shape`: what a reader fills (`text`, `url`, `email`, `date`, `number`, `area`, `choice`,
    `search`, `yes`, `tick`), or what holds others (`words` by language, `group`, `list`, `pairs` with free keys)."""

    path: str
    shape: str
    label: str
    help: str = ""
    example: str = ""
    required: bool = False
    limit: int | None = None
    markdown: bool = False
    read: bool = False  # what is typed stands for something else: a name for an id, a day for a date
    type: str = ""  # of the values that are no text: `number`, `boolean`
    terms: tuple[Term, ...] = ()
    children: tuple[Control, ...] = ()
    plain: str = ""  # the child that may stand for the whole group
    single: bool = False  # a list that may be one value by itself

    @property
    def id(self) -> str:
        """Of its element in the page."""
        return "c-" + self.path.replace(".", "-")

    def row(self, number: int) -> Control:
        """What stands in one row of a list."""
        return _numbered(self.children[0], str(number))

    @property
    def compound(self) -> bool:
        """Whether it asks several questions, and so wants a drawer of its own."""
        return self.shape in ("group", "pairs") or (
            self.shape == "list" and self.children[0].shape in ("group", "pairs")
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """The controls of a kind, by how they are met: at once, in one drawer, in a drawer each."""

    essential: tuple[Control, ...]
    alternatives: Mapping[str, tuple[str, ...]]  # before which field to say that one of several will do
    more: tuple[Control, ...]
    drawers: tuple[Control, ...]
    standing: tuple[Control, ...]


def form(kind: Kind, catalogue: Catalogue, lang: str) -> Form:
    """Every field of a kind but those that the form writes by itself."""
    lacking = [names for names in draft.lacking(kind, {}) if not WRITTEN & {*names}]
    first = {name for names in lacking for name in names}
    controls = {
        name: control(field, name, catalogue, lang, required=field.required)
        for name, field in kind.root.lasting.items()
        if name not in WRITTEN and name != "brouillon"
    }
    later = [made for name, made in controls.items() if name not in first and name not in STANDING]
    return Form(
        essential=tuple(made for name, made in controls.items() if name in first),
        alternatives={min(names, key=list(controls).index): tuple(controls[name].label for name in names)
                      for names in lacking if len(names) > 1},
        more=tuple(made for made in later if not made.compound),
        drawers=tuple(made for made in later if made.compound),
        standing=tuple(controls[name] for name in STANDING if name in controls),
    )  # fmt: skip


def control(field: Field, path: str, catalogue: Catalogue, lang: str, *, required: bool = False) -> Control:
    """The control of one field, with those inside it."""
    looks = shape(field, catalogue)
    return Control(
        path=path,
        shape=looks,
        label=field.label(lang),
        help=field.help(lang),
        example=_example(field),
        required=required,
        limit=field.schema.get("maxLength"),
        markdown=field.show.get("as") == "markdown",
        read=bool(field.links_to or "format" in field.schema or field.types[0] != "string"),
        type=field.types[0] if field.types[0] in ("number", "integer", "boolean") else "",
        terms=tuple(_terms(field, catalogue)) if looks == "choice" else (),
        children=tuple(_children(field, path, catalogue, lang)),
        plain=next(iter(field.children), "")
        if "string" in field.types and "fr" not in field.children
        else "",
        single="array" in field.types and "string" in field.types,
    )


def shape(field: Field, catalogue: Catalogue) -> str:
    """What a field looks like in a form."""
    if "array" in field.types and field.item is not None:
        return "list"
    if "fr" in field.children:
        return "words"
    if field.children or field.item is not None:
        keyed = field.children or (field.key is not None and field.key.links_to)
        return "group" if keyed else "pairs"
    if field.types == ("boolean",):
        return "yes"
    if {"number", "integer"} & {*field.types}:
        return "number"
    if _terms(field, catalogue):
        return "choice"
    if field.links_to or "enum" in field.schema:
        return "search"
    return _FORMATS.get(field.schema.get("format", ""), "text")


def _terms(field: Field, catalogue: Catalogue) -> list[Term]:
    """The terms of a field that is chosen from one short list; none for any other."""
    if not all(target.startswith("vocabulaires/") for target in field.links_to):
        return []
    found = [term for target in field.links_to for term in catalogue.terms(target).values()]
    found = [Term(id=str(value), data={}) for value in field.schema.get("enum", ())] or found
    return found if len(found) <= LONGEST else []


def _children(field: Field, path: str, catalogue: Catalogue, lang: str) -> Iterator[Control]:
    if "array" in field.types or (field.item is not None and not (field.key and field.key.links_to)):
        if field.item is not None:
            yield control(field.item, f"{path}.{ROW}", catalogue, lang)
    elif field.item is not None and field.key is not None:
        for term in (term for target in field.key.links_to for term in catalogue.terms(target).values()):
            yield _named(term, control(field.item, f"{path}.{term.id}", catalogue, lang), lang)
    else:
        for name, child in field.lasting.items():
            yield control(child, f"{path}.{name}", catalogue, lang, required=child.required)


def _named(term: Term, made: Control, lang: str) -> Control:
    """What stands under a term wears its words."""
    return replace(made, label=term.label(lang), help=term.definition(lang))


def _numbered(made: Control, number: str) -> Control:
    return replace(
        made,
        path=made.path.replace(ROW, number, 1),
        children=tuple(_numbered(child, number) for child in made.children),
    )


def _example(field: Field) -> str:
    """An example to read, where it teaches more than a list would."""
    given = field.schema.get("examples", ())
    picked = field.links_to or "boolean" in field.types or field.schema.get("format") == "date"
    if picked or not given or not isinstance(given[0], str | int | float):
        return ""
    return " ; ".join(str(value) for value in given)
