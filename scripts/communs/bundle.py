"""The texts of a schema and of the shared definitions → one sound schema that stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from communs import marks

Schema = dict[str, Any]
_COMMON = re.compile(r"(\.\./)?commun\.json#")


class BrokenSchema(Exception):
    """A schema that cannot be used; the message says which file and why."""


def bundle(own: str, common: str, where: str) -> Schema:
    """The schema of a text with the shared definitions inside it, so that every `$ref` is local.

    Raises BrokenSchema where a text is not JSON, not a sound schema, or points at nothing;
    `where` is the schema's file, for that message.
    """
    plain, shared = _relink(_json(own, where)), _json(common, "schemas/commun.json")
    schema = {**plain, "$defs": {**shared.get("$defs", {}), **plain.get("$defs", {})}}
    if not jsonschema_rs.meta.is_valid(schema):
        raise BrokenSchema(f"{where} : {_broken(schema)}")
    if wrong := next(marks.faults(schema), None):
        raise BrokenSchema(f"{where} : {wrong}")
    for reference in _references(schema):
        try:
            resolve({"$ref": reference}, schema)
        except LookupError as error:
            raise BrokenSchema(f"{where} : {error.args[0]}") from error
    return schema


def _broken(schema: Schema) -> str:
    """What is wrong with a schema and where, told by the judge; slow to load, so only for a broken one."""
    import jsonschema

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        return f"{'/'.join(map(str, error.absolute_path))} : {error.message}"
    return "ce schéma n’est pas du JSON Schema 2020-12."


def _relink(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _COMMON.sub("#", value) if key == "$ref" and isinstance(value, str) else _relink(value)
            for key, value in node.items()
        }
    return [_relink(item) for item in node] if isinstance(node, list) else node


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _references(item)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for item in node.values():
            yield from _references(item)


def _json(content: str, where: str) -> Schema:
    try:
        found = json.loads(content)
    except json.JSONDecodeError as error:
        raise BrokenSchema(f"{where}:{error.lineno}:{error.colno} : JSON : {error.msg}") from error
    if not isinstance(found, dict):
        raise BrokenSchema(f"{where} : un schéma est un objet JSON.")
    return found


def resolve(schema: Schema, root: Schema) -> Schema:
    """Follow `$ref`; what stands beside it wins over what it points at."""
    if "$ref" not in schema:
        return schema
    target: Any = root
    for part in schema["$ref"].removeprefix("#").strip("/").split("/"):
        if not isinstance(target, dict) or part not in target:
            raise LookupError(f"le « $ref » {schema['$ref']} ne mène à aucune définition.")
        target = target[part]
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolve(target, root), **beside}
