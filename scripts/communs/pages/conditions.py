"""The branches of a schema → when a field has to be there, must not be, or may stand for another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from communs.bundle import Schema, resolve
from communs.kinds import ANY, Pattern


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """The field at `place` holds one of `values`; with `unless`, anything else."""

    place: Pattern
    values: tuple[Any, ...]
    unless: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """A field must be there (or then and never else), must not, is one of those that suffice, goes with others."""

    what: Literal["must", "only", "never", "either", "with"]
    others: tuple[str, ...] = ()
    when: Condition | None = None


def needs(
    schema: Schema, root: Schema, at: Pattern = (), when: Condition | None = None
) -> Iterator[tuple[Pattern, Need]]:
    """What a schema asks beyond its plain `required`; of conditions in each other the inner one is told."""
    whole = resolve(schema, root)
    for name in whole.get("required", ()) if when else ():
        yield (*at, name), Need(what="must", when=when)
    for name, part in whole.get("properties", {}).items():
        if part is False:
            yield (*at, name), Need(what="never", when=when)
        elif isinstance(part, dict):
            yield from needs(part, root, (*at, name), when)
    for word in ("items", "additionalProperties"):
        if isinstance(whole.get(word), dict):
            yield from needs(whole[word], root, (*at, ANY), when)
    for part in whole.get("allOf", ()):
        yield from needs(part, root, at, when)
    for name, others in whole.get("dependentRequired", {}).items():
        yield (*at, name), Need(what="with", others=tuple(others))
    yield from _either(whole, at, when)
    yield from _branches(whole, root, at)


def _either(whole: Schema, at: Pattern, when: Condition | None) -> Iterator[tuple[Pattern, Need]]:
    parts = whole.get("anyOf", ())
    if parts and all(list(part) == ["required"] and len(part["required"]) == 1 for part in parts):
        names = [part["required"][0] for part in parts]
        for name in names:
            others = tuple(other for other in names if other != name)
            yield (*at, name), Need(what="either", others=others, when=when)


def _branches(whole: Schema, root: Schema, at: Pattern) -> Iterator[tuple[Pattern, Need]]:
    asked = list(whole.get("if", {}).get("properties", {}).items())
    if len(asked) != 1:
        return  # a condition that no short sentence can say: the judge's own message tells it
    name, wanted = asked[0]
    values = tuple(wanted.get("enum", [wanted["const"]] if "const" in wanted else []))
    for word in ("then", "else") if values else ():
        if word in whole:
            when = Condition(place=(*at, name), values=values, unless=word == "else")
            yield from needs(whole[word], root, at, when)
