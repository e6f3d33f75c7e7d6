"""A schema → the same with our sentences where YAML editors look for theirs (`errorMessage` and its kin)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from communs import retired
from communs.bundle import Schema
from communs.findings import Text
from communs.kinds import Field
from communs.report import say
from communs.wording import phrases, sentences, unknown

_MOST = 20  # values, in a sentence
_VALUE = "…"  # what was written: a sentence that stands in a schema cannot know it
_UNKNOWN = (("Le champ «\u00a0…\u00a0»", "Ce champ"), ("s’appelle «\u00a0…\u00a0»", "s’appelle ainsi"),
            ("«\u00a0…\u00a0»", "Ce texte"))  # fmt: skip
_SHAPES = {  # what an editor can check of our formats: whatever they accept passes
    "date-partielle": "^[0-9]{4}(-[0-9]{2}){0,2}$",
    "uri": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]+\\.[^\\s]+$",
    "siren": "^[0-9]{9}$",
    "siret": "^[0-9]{14}$",
    "rna": "^W[0-9A-Z]{9}$",
    "qid": "^Q[1-9][0-9]*$",
    "code-insee": "^[0-9][0-9AB][0-9]{3}$",
    "code-postal": "^[0-9]{5}$",
}
_DRAFT = {"properties": {"brouillon": {"const": True}}, "required": ["brouillon"]}


def own(schema: Schema) -> str:
    """The sentence that a schema brings itself (`x-message`)."""
    words = schema.get("x-message")
    if not words:
        return ""
    return _say(Text(fr=words["fr"]), Text(fr=words["hint"]["fr"]) if words.get("hint") else None)


def tell(schema: Schema, field: Field, named: Field, said: str, *, whole: bool) -> Schema:
    """The schema with a sentence for each of its rules; `said`, where there is one, is for them all.

    An editor reads one sentence a schema: rules that need another stand in a part of their own.
    What a draft may lack, it may lack in an editor too: that has no warnings.
    """
    told = {**_sentences(schema, field, named, said), **schema}
    if "x-retired" in schema:  # editors strike it through, and no longer propose it
        told["deprecationMessage"] = _say(retired.ends(field), retired.instead(field))
    if shape := _SHAPES.get(schema.get("format", "")):
        told.setdefault("pattern", shape)
    if isinstance(schema.get("propertyNames"), dict):
        told["propertyNames"] = {**schema["propertyNames"], "doNotSuggest": True}  # in English
    if parts := [*schema.get("allOf", ()), *_apart(told, field, said, whole=whole)]:
        told["allOf"] = parts
    return told


def _sentences(schema: Schema, field: Field, named: Field, said: str) -> dict[str, str]:
    """`errorMessage`, and `patternErrorMessage` for the form of a text."""
    found = {"errorMessage": said} if said else {}
    if schema.get("unevaluatedProperties") is False:
        found["errorMessage"] = _unknown(_VALUE, field)
    elif "type" in schema:
        found.setdefault("errorMessage", _judged("type", schema["type"], field, named))
    if form := next((keyword for keyword in ("format", "pattern") if keyword in schema), None):
        found["patternErrorMessage"] = said or _judged(form, schema[form], field, named)
    return found


def _apart(told: Schema, field: Field, said: str, *, whole: bool) -> Iterator[Schema]:
    """The rules taken out of a schema, each with its sentence."""
    for name in told.pop("required", ()):
        part = {
            "required": [name],
            "errorMessage": said or _say(*phrases.missing(name, field.children.get(name))),
        }
        yield {"if": _DRAFT, "else": part} if whole else part
    former = [old for old in field.renamed if old not in field.children]
    closed = told.get("additionalProperties") is False and "patternProperties" not in told
    if closed or told.get("unevaluatedProperties") is False:
        for old in former:
            yield {"properties": {old: False}, "errorMessage": _unknown(old, field)}
    if closed:
        del told["additionalProperties"]
        known = dict.fromkeys((*told.get("properties", ()), *former), True)
        yield {"properties": known, "additionalProperties": False, "errorMessage": _unknown(_VALUE, field)}


def not_listed(field: Field, to: Sequence[str], choices: Iterable[str]) -> str:
    """For a value that is none of those a link may hold."""
    if to[0].startswith("vocabulaires/"):
        some = list(choices)
        return _judged("enum", some[:_MOST] + ["…"] * (len(some) > _MOST), field, field)
    if to[0].startswith("territoires"):
        return _say(*phrases.unknown_territory(_VALUE))
    return _say(*phrases.unknown_entry(_VALUE, to))


def _judged(keyword: str, limit: Any, field: Field, named: Field) -> str:
    """What the command line would say, whatever the value."""
    fault = sentences.Fault(
        keyword=keyword, limit=limit, value=_VALUE, name=named.name, field=field, named=named
    )
    _, message, hint = sentences.of(fault)
    return _say(message, hint)


def _unknown(name: str, field: Field) -> str:
    _, message, hint, _ = unknown.explain(name, field, (), field)
    return _say(message, hint)


def _say(message: Text, hint: Text | None = None) -> str:
    said = " ".join(say(words, "fr") for words in (message, hint) if words is not None)
    for template, words in _UNKNOWN:
        said = said.replace(template, words)
    return said
