"""Schemas → kinds of entry and their fields: everything the house knows about a kind is drawn from here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from communs.bundle import DEEP, LOOP, BrokenSchema, Schema, broken, bundle, loop, resolve
from communs.findings import Path, Text, text
from communs.formats import FORMATS
from communs.marks import REGULAR

if TYPE_CHECKING:
    import jsonschema

__all__ = ["BrokenSchema", "Field", "Kind", "at", "read", "resolve", "say", "select"]

Pattern = tuple[str, ...]
ANY = "*"  # in a pattern: any index of a list, any key of an open map
KEY = "<key>"  # in a pattern: the keys themselves
_SAMPLES: Mapping[str, Any] = {  # where a schema gives no example; identifiers are those of manuals
    "boolean": True,
    "number": 1,
    "integer": 1,
    "date": "2026-11-23",
    "date-partielle": "2026-11",
    "uri": "https://www.exemple.fr",
    "email": "contact@exemple.fr",
    "siren": "732829320",
    "siret": "73282932000074",
    "rna": "W751000000",
    "qid": "Q3350149",
    "code-insee": "59350",
    "code-postal": "59000",
    "spdx": "CC0-1.0",
    "opening-hours": "Mo-Fr 09:00-18:00",
}


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a kind: its schema with `$ref` followed, and the fields inside it."""

    name: str
    schema: Schema
    required: bool = False
    children: Mapping[str, Field] = field(default_factory=dict)
    item: Field | None = None
    key: Field | None = None
    renamed: Mapping[str, str] = field(
        default_factory=dict
    )  # former and mistaken names of the fields inside it

    @property
    def show(self) -> Schema:
        """How it is shown (`x-show`)."""
        found: Schema = self.schema.get("x-show", {})
        return found

    @property
    def retired(self) -> Schema:
        """Its last day and what to write instead (`x-retired`); empty for a field that stays."""
        found: Schema = self.schema.get("x-retired", {})
        return found

    @property
    def lasting(self) -> Mapping[str, Field]:
        """The fields inside it that are to be written from now on."""
        return {name: child for name, child in self.children.items() if not child.retired}

    @property
    def links_to(self) -> tuple[str, ...]:
        """The kinds, lists or territories whose ids this field holds."""
        return tuple(self.schema.get("x-link", {}).get("to", ()))

    def label(self, lang: str = "fr") -> str:
        """Its title for people; the key itself where the schema gives none."""
        return _word(self.schema, "title", lang) or self.name.replace("_", " ").capitalize()

    def help(self, lang: str = "fr") -> str:
        """Its description for people, or an empty text."""
        return _word(self.schema, "description", lang) or ""

    def why(self, lang: str = "fr") -> str:
        """Why it is asked for, or an empty text."""
        return say(self.schema.get("x-why"), lang)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON types its values may have."""
        said = self.schema.get("type", "string")
        return (said,) if isinstance(said, str) else tuple(said)

    @cached_property
    def example(self) -> Any:
        """A value that would do: the schema's example, or one made of its parts."""
        if self.schema.get("examples"):
            return self.schema["examples"][0]
        if self.children and "string" not in self.types:
            needed = {name: child.example for name, child in self.children.items() if child.required}
            return needed or {name: child.example for name, child in list(self.lasting.items())[:1]}
        if self.item is not None:
            return [self.item.example] if "array" in self.types else {"nom": self.item.example}
        return _SAMPLES.get(self.schema.get("format") or self.types[0], "…")


@dataclass(frozen=True, kw_only=True, eq=False)
class Kind:
    """One kind of entry: a folder under `schemas/` and under `catalogue/`."""

    name: str
    schema: Schema
    example: str = ""

    @cached_property
    def root(self) -> Field:
        """The whole entry as a field."""
        return _field(self.name, self.schema, self.schema)

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of an entry, own fields first."""
        return self.root.children

    @property
    def show(self) -> Schema:
        """How the kind is shown (`x-show` of the schema)."""
        found: Schema = self.schema.get("x-show", {})
        return found

    @property
    def order(self) -> int:
        """Its place in menus; kinds that say nothing come last."""
        return int(self.show.get("order", 99))

    def singular(self, lang: str = "fr") -> str:
        """« Organisation »."""
        return _word(self.schema, "title", lang) or self.name

    def plural(self, lang: str = "fr") -> str:
        """« Organisations »."""
        return say(self.show.get("plural"), lang) or self.name.replace("-", " ").capitalize()

    @cached_property
    def name_template(self) -> Mapping[str, str]:
        """The entry's name, by language, as a text with `{field}` holes."""
        named = self.show.get("name")
        if isinstance(named, dict):
            return named
        first = named or next((f"{{{n}}}" for n in ("nom", "titre") if n in self.fields), "")
        return {"fr": first}

    @cached_property
    def name_fields(self) -> tuple[str, ...]:
        """The fields that the entry's name is made of."""
        return tuple(name for name in self.fields if f"{{{name}}}" in str(self.name_template))

    @cached_property
    def annotated(self) -> tuple[tuple[Pattern, Field], ...]:
        """Every field at any depth with the pattern of its path, own fields first."""
        return tuple(_walk((), self.root))

    def having(self, keyword: str) -> tuple[tuple[Pattern, Field], ...]:
        """The fields whose schema carries a keyword or annotation."""
        if keyword not in self._having:
            found = ((pattern, field) for pattern, field in self.annotated if keyword in field.schema)
            self._having[keyword] = tuple(found)
        return self._having[keyword]

    @cached_property
    def _having(self) -> dict[str, tuple[tuple[Pattern, Field], ...]]:
        return {}

    @property
    def links(self) -> tuple[tuple[Pattern, Field], ...]:
        """The fields that hold ids of something else (`x-link`)."""
        return self.having("x-link")

    def field_at(self, path: Path) -> Field | None:
        """The field at a path of an entry, or None where the schema knows none."""
        found: Field | None = self.root
        for part in path:
            if found is None:
                return None
            found = found.item if isinstance(part, int) else found.children.get(part, found.item)
        return found

    @cached_property
    def judge(self) -> jsonschema.Draft202012Validator:
        """The judge of entries of this kind."""
        from communs.judge import judge  # slow to load, and only faulty entries ask for it

        return judge(self.schema)

    @cached_property
    def gate(self) -> Callable[[Any], bool]:
        """A fast yes for valid entries; what it refuses goes to the judge."""
        validator = jsonschema_rs.Draft202012Validator(
            self.schema, formats=dict(FORMATS), validate_formats=True
        )
        return validator.is_valid


def read(name: str, own: str, common: str, *, where: str = "", example: str = "") -> Kind:
    """Make a kind from the texts of its schema and of the shared definitions.

    Raises BrokenSchema where a text is not JSON, not a valid schema, or points at nothing;
    `where` is the schema's file, for that message.
    """
    where = where or f"schemas/{name}/schema.json"
    kind = Kind(name=name, schema=bundle(own, common, where), example=example)
    try:
        _ = kind.annotated, kind.gate
    except RecursionError as error:
        path = loop(kind.schema)
        raise broken(own, common, where, path, LOOP if path else DEEP) from error
    except ValueError as error:
        raise broken(own, common, where, *_refused(error)) from error
    return kind


def _refused(error: ValueError) -> tuple[Path, Text]:
    """Where and why the gate refuses a schema that the standard takes: mostly a `pattern` of another dialect."""
    path = tuple(getattr(error, "instance_path", ()))
    if {"pattern", "patternProperties"} & {*path[-2:]}:
        return path, REGULAR
    cause = str(getattr(error, "message", error))
    if "Recursion" in cause:
        return path, DEEP
    return path, text("{lieu} : ce schéma ne peut pas être lu ({cause}).", cause=cause)


def _field(name: str, schema: Schema | bool, root: Schema, *, required: bool = False) -> Field:
    parts = list(_parts(schema, root)) if isinstance(schema, dict) else [{}]  # `true`: any value
    whole = parts[0]
    must = set(whole.get("required", ()))
    properties = _first_of(parts, "properties")
    inside = next((part[word] for word in ("items", "additionalProperties") for part in parts
                   if isinstance(part.get(word), dict)), None)  # fmt: skip
    keys = next(
        (part["propertyNames"] for part in parts if isinstance(part.get("propertyNames"), dict)), None
    )
    return Field(
        name=name,
        schema=whole,
        required=required,
        children={key: _field(key, value, root, required=key in must) for key, value in properties.items()},
        item=_field(name, inside, root) if inside is not None else None,
        key=_field(name, keys, root) if keys is not None else None,
        renamed=_first_of(parts, "x-renamed"),
    )


def _parts(schema: Schema, root: Schema) -> Iterator[Schema]:
    """A schema, then those of its branches: what they add is there for some values."""
    whole = resolve(schema, root)
    yield whole
    several = (*whole.get("allOf", ()), *whole.get("anyOf", ()), *whole.get("oneOf", ()))
    for part in (*several, whole.get("then"), whole.get("else"), *whole.get("dependentSchemas", {}).values()):
        if isinstance(part, dict):
            yield from _parts(part, root)


def _first_of(parts: Iterable[Schema], keyword: str) -> dict[str, Any]:
    """The maps of all parts as one; the first word on a name is the last. What is forbidden is no field."""
    found: dict[str, Any] = {}
    for part in parts:
        for name, value in part.get(keyword, {}).items():
            if value is not False:
                found.setdefault(name, value)
    return found


def _walk(pattern: Pattern, found: Field) -> Iterator[tuple[Pattern, Field]]:
    yield pattern, found
    for name, child in found.children.items():
        yield from _walk((*pattern, name), child)
    if found.item is not None:
        yield from _walk((*pattern, ANY), found.item)
    if found.key is not None:
        yield (*pattern, KEY), found.key


def select(value: Any, pattern: Pattern, at: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The places of a value that a pattern means, with what stands there."""
    if not pattern:
        yield at, value
        return
    head, rest = pattern[0], pattern[1:]
    if head == KEY:
        if isinstance(value, dict):
            yield from (((*at, key), key) for key in value)
    elif head == ANY:
        inside = (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        )
        for key, item in inside:
            yield from select(item, rest, (*at, key))
    elif isinstance(value, dict) and head in value:
        yield from select(value[head], rest, (*at, head))


def at(value: Any, path: Path) -> Any:
    """What stands at a path of a value. Raises LookupError where the path leads nowhere."""
    for part in path:
        value = value[part]
    return value


def say(words: object, lang: str) -> str:
    """A text that may be given by language: the asked one, else French, else nothing."""
    if isinstance(words, dict):
        return str(words.get(lang) or words.get("fr") or "")
    return words if isinstance(words, str) else ""


def _word(schema: Schema, keyword: str, lang: str) -> str:
    if lang == "en":
        return str(schema.get("x-en", {}).get(keyword) or schema.get(keyword, ""))
    return str(schema.get(keyword, ""))
