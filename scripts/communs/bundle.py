"""The texts of a schema and of the shared definitions → one sound schema that stands alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import jsonschema_rs

from communs import marks, pointer
from communs.findings import CannotWork, Path, Text, text

Schema = dict[str, Any]
COMMON = "schemas/commun.json"
_COMMON = re.compile(r"(\.\./)?commun\.json#")
LOOP = text("{lieu} : ce « $ref » ramène à lui-même.")
DEEP = text("{lieu} : ce schéma est trop imbriqué pour être lu.")
_GROUP = text("{lieu} : ici on attend un groupe entre accolades.")
_NOT_JSON = text("{lieu} : ce n’est pas du JSON.")


class BrokenSchema(CannotWork):
    """A schema that cannot be used; the sentence says the file, the line, the column, and why."""


def bundle(own: str, common: str, where: str) -> Schema:
    """The schema of a text with the shared definitions inside it, so that every `$ref` is local.

    Raises BrokenSchema where a text is not JSON, not a sound schema, or points at nothing;
    `where` is the schema's file, for that message.
    """
    plain, shared = _json(own, where), _json(common, COMMON)
    try:
        schema: Schema = _relink({**plain, "$defs": {**shared["$defs"], **plain["$defs"]}})
        wrong = next(_faults(schema), None)
    except RecursionError as error:
        raise _broken(where, 1, 1, DEEP) from error
    if wrong:
        raise broken(own, common, where, *wrong)
    return schema


def broken(own: str, common: str, where: str, path: Path, why: Text) -> BrokenSchema:
    """What is wrong at a path of a bundled schema, said of the text that holds it (« {lieu} »)."""
    shared = path[:1] == ("$defs",) and path[1:2] and path[1] not in json.loads(own).get("$defs", {})
    place = pointer.place(common if shared else own, path)
    return _broken(COMMON if shared else where, place.line, place.column, why)


def _broken(where: str, line: int, column: int, why: Text) -> BrokenSchema:
    return BrokenSchema(replace(why, values={**why.values, "lieu": f"{where}:{line}:{column}"}))


def _faults(schema: Schema) -> Iterator[tuple[Path, Text]]:
    """What keeps a schema from being used, the plainest reasons first."""
    yield from marks.faults(schema)
    if not jsonschema_rs.meta.is_valid(schema):
        yield _unsound(schema)
    references = list(_references(schema))
    for path, reference in references:
        if not isinstance(_target(reference, schema), dict):
            name = reference.rpartition("/")[2]
            yield path, text("{lieu} : aucune définition ne s’appelle « {nom} ».", nom=name)
    for path, reference in references:
        try:
            resolve({"$ref": reference}, schema)
        except RecursionError:
            yield path, LOOP


def _unsound(schema: Schema) -> tuple[Path, Text]:
    """What is wrong with a schema and where, told by the judge; slow to load, so only for a broken one."""
    import jsonschema

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
    except jsonschema.SchemaError as error:
        path = tuple(error.absolute_path)
        word = next((part for part in reversed(path) if isinstance(part, str)), "$schema")
        value = json.dumps(error.instance, ensure_ascii=False)[:40]
        return path, text("{lieu} : « {mot} » ne peut pas valoir {valeur}.", mot=word, valeur=value)
    return (), text("{lieu} : ce schéma n’est pas du JSON Schema 2020-12.")


def loop(schema: Schema) -> Path:
    """The first `$ref` that leads, through others, to what holds it."""
    references = list(_references(schema))
    for _, start in references:
        waiting, seen = [start], {start}
        while waiting:
            target = _steps(waiting.pop())
            for path, reference in references:
                if path[: len(target)] == target and reference == start:
                    return path
                if path[: len(target)] == target and reference not in seen:
                    seen.add(reference)
                    waiting.append(reference)
    return ()


def _relink(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: _COMMON.sub("#", value) if key == "$ref" and isinstance(value, str) else _relink(value)
            for key, value in node.items()
        }
    return [_relink(item) for item in node] if isinstance(node, list) else node


def _references(node: Any, at: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(node, list):
        for number, item in enumerate(node):
            yield from _references(item, (*at, number))
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield (*at, "$ref"), node["$ref"]
        for name, item in node.items():
            yield from _references(item, (*at, name))


_JSON: dict[str, Text] = {
    "Expecting property name": text("{lieu} : ici on attend un nom entre guillemets doubles."),
    "Expecting ':'": text("{lieu} : il manque « : » après un nom."),
    "Expecting ','": text("{lieu} : il manque ici une virgule ou un signe fermant."),
    "Expecting value": text("{lieu} : ici on attend une valeur."),
    "Illegal trailing comma": text("{lieu} : cette virgule est de trop."),
    "Unterminated string": text("{lieu} : ce guillemet n’est jamais refermé."),
    "Invalid control character": text("{lieu} : un texte tient sur une ligne, sans tabulation."),
    "Invalid \\": text("{lieu} : « \\ » annonce un signe spécial, et celui-ci n’existe pas."),
    "Extra data": text("{lieu} : ce texte est de trop, après la fin du schéma."),
}


def _json(content: str, where: str) -> Schema:
    """A schema as an object that holds its definitions."""
    try:
        found = json.loads(content)
    except json.JSONDecodeError as error:
        said = next((said for start, said in _JSON.items() if error.msg.startswith(start)), _NOT_JSON)
        raise _broken(where, error.lineno, error.colno, said) from error
    except RecursionError as error:
        raise _broken(where, 1, 1, DEEP) from error
    except ValueError as error:  # a number of thousands of digits
        raise _broken(where, 1, 1, _NOT_JSON) from error
    if not isinstance(found, dict):
        raise _broken(where, 1, 1, _GROUP)
    if not isinstance(found.setdefault("$defs", {}), dict):
        place = pointer.place(content, ("$defs",))
        raise _broken(where, place.line, place.column, _GROUP)
    return found


def resolve(schema: Schema, root: Schema) -> Schema:
    """Follow `$ref`; what stands beside it wins over what it points at."""
    if "$ref" not in schema:
        return schema
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    return {**resolve(_target(schema["$ref"], root), root), **beside}


def _target(reference: str, root: Schema) -> Any:
    """What a local address points at, None where that is nothing."""
    target: Any = root
    for part in _steps(reference):
        target = target.get(part) if isinstance(target, dict) else None
    return target


def _steps(reference: str) -> Path:
    return tuple(part for part in reference.removeprefix("#").split("/") if part)
