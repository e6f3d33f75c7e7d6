"""The bytes of a `proposition.json` that nobody vouches for → its values, or one sentence that says why not."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from communs.findings import CannotWork, Text, short, text

MOST = 1 << 20  # bytes
_SCHEMA = Path(__file__).parent.parent / "data/proposition.schema.json"
_REFUSED = text("Cette proposition est refusée : {cause}.")


def read(data: bytes) -> dict[str, Any]:
    """What `communs preview` noted. Raises CannotWork where it is too big, no strict JSON, or of another shape."""
    if len(data) > MOST:
        raise _refused(text("elle dépasse {n} octets", n=MOST))
    try:
        told = json.loads(data.decode(), object_pairs_hook=_once, parse_constant=_never, parse_float=_never)
    except (ValueError, RecursionError) as error:
        raise _refused(text("ce n’est pas du JSON valable")) from error
    wrong = best_match(_judge().iter_errors(told))
    if wrong is not None:
        place = "/".join(map(str, wrong.absolute_path)) or "/"
        raise _refused(text("« {champ} » n’a pas la forme attendue", champ=short(place)))
    return dict(told)


@cache
def _judge() -> Draft202012Validator:
    return Draft202012Validator(json.loads(_SCHEMA.read_text(encoding="utf-8")))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def _never(name: str) -> None:
    raise ValueError(name)


def _refused(why: Text) -> CannotWork:
    return CannotWork(_REFUSED.about(cause=why))
