"""The linked catalogue → schemas that stand alone: what may be chosen is in them, for editors and programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from communs.bundle import Schema, resolve
from communs.catalogue import Catalogue
from communs.exports import wording
from communs.kinds import Field, Kind

_MAPS = {"properties", "patternProperties", "dependentSchemas"}
_LISTS = {"allOf", "anyOf", "oneOf", "prefixItems"}
_INNER = {"items", "additionalProperties", "unevaluatedProperties", "contains"}
_SAME = {"then", "else"}  # a schema of the same value, as the parts of a list are
_ASKS = {"if", "not"}  # the same, but whoever does not obey it is not at fault
_WORDS = {"title", "description", "examples", "default"}  # a `$ref` may say them anew
_MORE_TERRITORIES = "commune:[0-9][0-9AB][0-9]{3}|(epci|ept):[0-9]{9}|pays:[A-Z]{2}"
_MEANS = "\u00a0: "

Choices = Mapping[str, str]  # a value → what it means


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """`schemas/<kind>.json`, for any program."""
    for name, schema in _all(catalogue, told=False):
        yield f"schemas/{name}.json", (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode()


def copies(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """`<kind>.json`: the same rules, with our sentences where an editor looks for them."""
    for name, schema in _all(catalogue, told=True):
        yield f"{name}.json", json.dumps(schema, ensure_ascii=False).encode()


def _all(catalogue: Catalogue, *, told: bool) -> Iterator[tuple[str, Schema]]:
    known = _Known(catalogue)
    for kind in catalogue.kinds.values():
        yield kind.name, _Alone(kind=kind, known=known, told=told).schema(kind.schema, kind.root, kind.root)


class _Known:
    """What each link may hold, as far as it can be listed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._choices: dict[tuple[tuple[str, ...], ...], Choices] = {}

    def choices(self, link: Mapping[str, Any]) -> Choices:
        """The values of a link with their meaning; of territories only the main ones."""
        others = tuple(value for value in link.get("except", ()) if isinstance(value, str))
        key = (tuple(link["to"]), others)
        if key not in self._choices:
            found: dict[str, str] = {}
            for target in link["to"]:
                for id_, meaning in self._listed(target):
                    found[f"{target}/{id_}" if id_ in found else id_] = meaning
            self._choices[key] = found | dict.fromkeys(others, "")
        return self._choices[key]

    def _listed(self, target: str) -> Iterator[tuple[str, str]]:
        for term in self._catalogue.terms(target).values():
            yield term.id, _MEANS.join(filter(None, (term.label(), term.definition())))
        for entry in self._catalogue.by_kind.get(target, ()):
            yield entry.id, self._catalogue.name(entry)
        if target == "territoires":
            yield from ((place.id, place.name) for place in self._catalogue.territories.main())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Alone:
    """One kind's schema on its way to standing alone."""

    kind: Kind
    known: _Known
    told: bool

    def schema(self, node: Any, field: Field, named: Field, said: str = "") -> Any:
        """A schema with its `$ref` followed, its choices listed and, if asked, our sentences.

        `named` is the field that bears the name: for an item, its list. `said` is the sentence
        that the schema around it has for whatever is wrong here.
        """
        if not isinstance(node, dict):
            return node
        whole = self._whole(node)
        said = wording.own(whole) or said
        inside = {
            key: self._below(key, part, field, named, said) for key, part in whole.items() if key != "$defs"
        }
        link = whole.get("x-link")
        if isinstance(link, dict) and whole.get("type", "string") == "string":
            inside |= self._listed(field, link)
        inside |= self._keyed(inside)
        if not self.told:
            return inside
        return wording.tell(inside, field, named, said, whole=field is self.kind.root)

    def _whole(self, node: Schema) -> Schema:
        """Follow `$ref`. Where both it and what stands beside it have rules, both count."""
        if "$ref" not in node:
            return node
        beside = {key: value for key, value in node.items() if key != "$ref"}
        target = resolve({"$ref": node["$ref"]}, self.kind.schema)
        if all(beside[key] == target[key] or _is_word(key) for key in beside.keys() & target.keys()):
            return {**target, **beside}
        return {**beside, "allOf": [{"$ref": node["$ref"]}, *beside.get("allOf", ())]}

    def _below(self, key: str, part: Any, field: Field, named: Field, said: str) -> Any:
        if key in _MAPS:
            children = {name: _child(field, name) for name in part}
            return {name: self.schema(part[name], child, child) for name, child in children.items()}
        if key in _LISTS:
            return [self.schema(value, field, named, said) for value in part]
        if key in _SAME:
            return self.schema(part, field, named, said)
        if key in _ASKS:
            return replace(self, told=False).schema(part, field, named)
        if key in _INNER:
            return self.schema(part, field.item or field, field)
        return self.schema(part, field.key or field, field) if key == "propertyNames" else part

    def _listed(self, field: Field, link: Mapping[str, Any]) -> Schema:
        choices = self.known.choices(link)
        if not choices:
            return {}
        said = wording.not_listed(field, link["to"], choices) if self.told else ""
        if "territoires" in link["to"]:
            return _territories(choices, said)
        listed: Schema = {"enum": list(choices), "enumDescriptions": list(choices.values())}
        return {**listed, "errorMessage": said} if said else listed

    def _keyed(self, inside: Schema) -> Schema:
        """Keys that may be chosen become fields, each with its own words."""
        names, held = inside.get("propertyNames"), inside.get("additionalProperties")
        if not isinstance(names, dict) or not isinstance(held, dict) or "enumDescriptions" not in names:
            return {}
        keyed = {}
        for name, meaning in zip(names["enum"], names["enumDescriptions"], strict=True):
            title, _, definition = meaning.partition(_MEANS)
            keyed[name] = {**held, "title": title, "description": definition or title}
        return {"properties": {**keyed, **inside.get("properties", {})}}


def _territories(main: Choices, said: str) -> Schema:
    """The main ones, or any other code. Editors propose nothing where there are alternatives."""
    if not said:
        listed = {"enum": list(main), "enumDescriptions": list(main.values())}
        return {"anyOf": [listed, {"pattern": f"^({_MORE_TERRITORIES})$"}]}
    proposed = [{"label": f"{id_} ({name})", "body": id_} for id_, name in main.items()]
    pattern = f"^({'|'.join(main)}|{_MORE_TERRITORIES})$"
    return {"defaultSnippets": proposed, "pattern": pattern, "patternErrorMessage": said}


def _is_word(key: str) -> bool:
    return key in _WORDS or key.startswith("x-")


def _child(field: Field, name: str) -> Field:
    return field.children.get(name) or Field(name=name, schema={})
