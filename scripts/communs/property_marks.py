"""The form of `x-wikidata`: what is wrong with the one of a schema, of a field or of an open map."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from communs import formats
from communs.findings import Path, text
from communs.mark_groups import Faults, Forms, words

_PATH = re.compile(r"P[1-9][0-9]*(/P[1-9][0-9]*)?")
_ADDRESS = re.compile(r"https?://[^{}]*(\{(id|user|host)\}[^{}]*)+")
_WORD = text("{lieu} : « x-wikidata » n’attend pas « {mot} » ici, mais {connus}.")
_SOURCE = text(
    "{lieu} : « x-wikidata » attend une propriété comme P856, P159/P281 pour un qualificatif,"
    " ou un groupe avec « property »."
)
_TIE = text(
    "{lieu} : « x-wikidata » d’un type de fiche attend un groupe, avec ou sans « never » et « facts »."
)
_UNLESS = text("{lieu} : « unless » mène à « {champ} », qui n’est pas un champ d’ici.")


def faults(mark: Any, schema: Mapping[str, Any], at: Path) -> Faults:
    """What is wrong with a mark that stands at a path, in a schema."""
    if at == ("x-wikidata",):
        fields = schema.get("properties")
        yield from _tie(mark, fields if isinstance(fields, dict) else (), at)
    elif isinstance(mark, dict) and "keys" in mark:
        yield from words(mark, _KEYED, _WORD, at)
        for key, one in mark["keys"].items() if _group(mark["keys"]) else ():
            yield from _source(one, (*at, "keys", key))
    else:
        yield from _source(mark, at)


def _tie(mark: Any, fields: Collection[str], at: Path) -> Faults:
    """What is wrong with the mark of a whole kind."""
    if not _group(mark):
        yield at, _TIE
        return
    yield from words(mark, _OF_KIND, _WORD, at)
    facts = mark.get("facts", [])
    for number, fact in enumerate(facts) if _facts(facts) else ():
        place = (*at, "facts", number)
        yield from words(fact, _OF_FACT, _WORD, place)
        yield from _source(fact["x-wikidata"], (*place, "x-wikidata"))
        field = fact.get("unless")
        if isinstance(field, str) and field not in fields:
            yield (*place, "unless"), _UNLESS.about(champ=field)


def _source(mark: Any, at: Path) -> Faults:
    """What is wrong with a property, alone or with what is to be done with it."""
    if isinstance(mark, dict):
        yield from words({"property": None, **mark}, _OF_SOURCE, _WORD, at)
    elif not _path(mark):
        yield at, _SOURCE


def _group(value: Any) -> bool:
    return isinstance(value, dict)


def _path(value: Any) -> bool:
    return isinstance(value, str) and bool(_PATH.fullmatch(value))


def _paths(value: Any) -> bool:
    return _path(value) or (isinstance(value, list) and bool(value) and all(map(_path, value)))


def _address(value: Any) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value))


def _items(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and formats.qid(one) for one in value)


def _facts(value: Any) -> bool:
    return isinstance(value, list) and all(
        _group(one) and {"title", "x-wikidata"} <= one.keys() for one in value
    )


_OF_SOURCE: Forms = {
    "property": (text("{lieu} : « property » attend une propriété comme P856, ou une liste."), _paths),
    "part": (
        text("{lieu} : « part » attend « latitude » ou « longitude »."),
        lambda value: value in ("latitude", "longitude"),
    ),
    "url": (text("{lieu} : « url » attend un modèle comme https://exemple.fr/{id}."), _address),
    "latest": (
        text("{lieu} : « latest » attend la propriété qui date les valeurs, comme P577."),
        lambda value: _path(value) and "/" not in value,
    ),
    "give": (text("{lieu} : « give » attend true ou false."), lambda value: isinstance(value, bool)),
}
_KEYED: Forms = {
    "keys": (text("{lieu} : « keys » attend un groupe : à chaque nom, sa propriété de Wikidata."), _group),
}
_OF_KIND: Forms = {
    "never": (text("{lieu} : « never » attend une liste d’éléments de Wikidata comme Q5."), _items),
    "facts": (
        text("{lieu} : « facts » attend une liste de groupes, chacun avec « title » et « x-wikidata »."),
        _facts,
    ),
}
_OF_FACT: Forms = {
    "title": (
        text("{lieu} : « title » attend le nom du fait, en français."),
        lambda value: isinstance(value, str),
    ),
    "x-en": (text("{lieu} : « x-en » attend un groupe entre accolades."), _group),
    "x-wikidata": (_SOURCE, lambda _: True),  # read apart, with what is in it
    "unless": (text("{lieu} : « unless » attend le nom d’un champ."), lambda value: isinstance(value, str)),
}
