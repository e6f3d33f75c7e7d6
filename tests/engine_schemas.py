"""Schemas and values for the judge: our own schemas with entries that are at fault, and any others."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from random import Random
from typing import Any

import yaml

from tests.conftest import ROOT, real_kinds
from tests.engine_asks import Ask, cut

PARTS: list[Any] = [True, False] + [json.loads(f"{{{line}}}") for line in r"""
"type": "integer"
"type": ["string", "null"]
"enum": ["a", 1, null, [1]]
"const": {"a": true}
"minLength": 2, "maxLength": 3
"minLength": 1
"maxLength": 0
"pattern": "^a+$"
"format": "date"
"format": "uri"
"format": "new"
"minimum": 2, "maximum": 5
"exclusiveMinimum": 1, "exclusiveMaximum": 2.5
"multipleOf": 3
"multipleOf": 0.5
"minItems": 1
"maxItems": 0
"minItems": 2, "maxItems": 3
"uniqueItems": true
"uniqueItems": false
"items": {"type": "string"}
"prefixItems": [{"type": "string"}, {"minimum": 2}]
"prefixItems": [{}], "items": false
"prefixItems": [true, false], "unevaluatedItems": false
"contains": {"type": "string"}
"contains": {"minimum": 2}, "minContains": 2
"contains": {"type": "string"}, "maxContains": 1
"contains": {"const": 1}, "unevaluatedItems": false
"required": ["a", "b"]
"dependentRequired": {"a": ["b", "c"]}
"dependentSchemas": {"a": {"required": ["c"]}}
"properties": {"a": {"type": "string"}, "b": false}
"patternProperties": {"^[ab]": {"type": "integer"}, "c$": false}
"properties": {"a": {}}, "additionalProperties": false
"patternProperties": {"^b": {}, "a$": {}}, "additionalProperties": false
"additionalProperties": {"type": "string"}
"propertyNames": {"maxLength": 1, "enum": ["a", "b"]}
"minProperties": 1, "maxProperties": 2
"maxProperties": 0
"minProperties": 3
"not": {"type": "string"}
"not": {"required": ["a"]}
"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": {"required": ["c"]}
"if": {"type": "string"}, "then": false
"x-never": "abc"
"toString": 1, "constructor": false
"$ref": "#/$defs/name"
"$ref": "#/$defs/a~1b%20c"
"$ref": "#/$defs/list"
"$ref": "#/$defs/deep"
""".strip().splitlines()]  # fmt: skip
DEFINITIONS = {
    "name": {"type": "string", "pattern": "\\S"},
    "a/b c": {"required": ["a"]},
    "list": {"items": {"$ref": "#/$defs/name"}},
    "deep": {"properties": {"a": {"$ref": "#/$defs/deep"}}, "unevaluatedProperties": False},
}
HOLDERS = [
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "properties",
    "items",
    "additionalProperties",
    "then",
    "dependentSchemas",
]
SCALARS: list[Any] = [
    "",
    "a",
    "aa",
    "abc",
    "😀",
    " ",
    "2026-11-23",
    "http://a",
    0,
    1,
    2,
    3,
    4.5,
    -1,
    1e21,
    6,
    True,
    False,
]


def schema(rng: Random, depth: int = 2) -> Any:
    """Some keywords together, alone or in branches."""
    parts = [part for part in rng.sample(PARTS, rng.randint(1, 3)) if isinstance(part, dict)]
    found: dict[str, Any] = {key: copy.deepcopy(value) for part in parts for key, value in part.items()}
    for _ in range(rng.randint(0, 2) if depth else 0):
        count, keyword = rng.randint(1, 3), rng.choice(HOLDERS)
        inner = [rng.choice(PARTS) if rng.random() < 0.4 else schema(rng, depth - 1) for _ in range(count)]
        by_name = dict(zip("abc", inner, strict=False))
        named = keyword in ("properties", "dependentSchemas")
        found[keyword] = inner if keyword.endswith("Of") else by_name if named else inner[0]
    if rng.random() < 0.3:
        found[rng.choice(["unevaluatedProperties", "unevaluatedItems"])] = rng.choice(
            [False, {"type": "string"}]
        )
    return found


def value(rng: Random, depth: int = 2) -> Any:
    """A text, a number, a list, a group…"""
    kind = rng.random() if depth else 0
    if kind < 0.5:
        return rng.choice([None, *SCALARS])
    if kind < 0.65:
        return [value(rng, depth - 1) for _ in range(rng.randint(0, 4))]
    names = rng.sample(["a", "b", "c", "abc", "l’été", "é'\""], rng.randint(0, 4))
    return {name: value(rng, depth - 1) for name in names}


def mutated(rng: Random, whole: Any) -> Any:
    """The same with a few changes, anywhere: dropped, renamed, twice there, too long, of another kind."""
    if isinstance(whole, dict) and whole:
        found = {name: mutated(rng, inner) if rng.random() < 0.3 else inner for name, inner in whole.items()}
        name, change = rng.choice(list(found)), rng.random()
        kept = found.pop(name)
        return (
            found
            if change < 0.3
            else {**found, **({name: value(rng)} if change < 0.6 else {cut(rng, name): kept})}
        )
    if isinstance(whole, list) and whole:
        return [mutated(rng, inner) for inner in whole] + rng.sample(whole, rng.randint(0, 1))
    return rng.choice([whole, whole * 40 if isinstance(whole, str) else whole, value(rng)])


def of_any(rng: Random) -> Iterator[Ask]:
    for part in [*PARTS, *(schema(rng) for _ in range(500))]:
        whole = {**part, "$defs": DEFINITIONS} if isinstance(part, dict) else part
        yield ["judged", whole, [value(rng) for _ in range(25)]]


def of_ours(rng: Random) -> Iterator[Ask]:
    """Every entry of the catalogue, as it is and with mistakes."""
    for kind in real_kinds().values():
        texts = [path.read_text("utf-8") for path in sorted((ROOT / "catalogue" / kind.name).glob("*.yml"))]
        entries = [json.loads(json.dumps(yaml.safe_load(text), default=str)) for text in texts]
        yield ["judged", kind.schema, [found for entry in entries for found in (entry, mutated(rng, entry))]]
