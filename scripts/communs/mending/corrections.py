"""A value that does not do → the one its author can only have meant, where there is just one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from communs.formats import FORMATS
from communs.mending import mended
from communs.near import slips

if TYPE_CHECKING:
    from communs.kinds import Field
    from communs.wording.sentences import Fault


_PARTS = re.compile(r"[,;]|(?:^|\s)[-–—*•·]\s?")  # between the values of a list on one line
_ID = re.compile(r"(?=.*[a-z])[a-z0-9/-]+(:[A-Z0-9]+)?")  # of an entry, a term or a territory
_MISSING_SPACE = re.compile(r"(\w+):(\S+)")


def of(fault: Fault) -> Any:
    """The value to write instead; None where its author has to say."""
    return _BY_KEYWORD.get(fault.keyword, _none)(fault)


def _none(_: Fault) -> None:
    return None


def _type(fault: Fault) -> Any:
    wanted = {fault.limit} if isinstance(fault.limit, str) else set(fault.limit)
    guesses = (guess(fault) for word, guess in _BY_TYPE if word in wanted)
    return next((found for found in guesses if found is not None), None)


def _text(fault: Fault) -> str | None:
    """A code that was read as a number, the only value of a list, a territory that was cut at its colon."""
    if isinstance(fault.value, bool | int | float):
        return _code(fault)
    if isinstance(fault.value, list) and len(fault.value) == 1 and isinstance(fault.value[0], str):
        return fault.value[0]
    found = _territories(fault.value) if "territoires" in _links(fault.field) else []
    return found[0] if len(found) == 1 else None


def _territories(value: Any) -> list[str]:
    """« departement: 59 » with a space is a field to YAML."""
    parts = value.items() if isinstance(value, dict) else ()
    return [f"{level}:{code}" for level, code in parts if isinstance(code, str | int)]


def _code(fault: Fault) -> str | None:
    """What was written, unless a text of those signs would not do either."""
    schema = fault.field.schema if fault.field is not None else {}
    form = schema.get("format", "")
    if form in FORMATS and not FORMATS[form](fault.written):
        return mended.sure(form, fault.written)
    listed = "enum" in schema or any(
        target == "territoires" or target.startswith("vocabulaires/") for target in _links(fault.field)
    )
    return None if listed else fault.written or None


def _links(field: Field | None) -> tuple[str, ...]:
    return field.links_to if field is not None else ()


def _boolean(fault: Fault) -> bool | None:
    return mended.boolean(fault.value) if isinstance(fault.value, str) else None


def _number(fault: Fault) -> int | float | None:
    return mended.number(fault.value) if isinstance(fault.value, str) else None


def _integer(fault: Fault) -> int | None:
    found = _number(fault)
    return found if isinstance(found, int) else None


def _list(fault: Fault) -> list[str] | None:
    """A lone value as a list of one; ids parted by commas or hyphens as a list of each."""
    item = fault.field.item if fault.field is not None else None
    if item is None or "string" not in item.types:
        return None
    if isinstance(fault.value, dict) and "territoires" in item.links_to:
        return _territories(fault.value) or None
    if not isinstance(fault.value, bool | int | float | str):
        return None
    value = (fault.value if isinstance(fault.value, str) else fault.written).strip()
    if not value or len(value) > mended.MOST:
        return None
    parts = [part.strip() for part in _PARTS.split(value.strip("[]()\"' ")) if part.strip()]
    check = _ID.fullmatch if item.links_to else FORMATS.get(item.schema.get("format", ""))
    named = item.links_to and isinstance(fault.value, str)
    if parts == [value] and (check is None or named):  # else a comma may belong to the text, or to the name
        return parts
    return parts if check and parts and all(map(check, parts)) else None


def _group(fault: Fault) -> dict[str, str] | None:
    """A lone value in the only field of the group that can hold it; a field whose colon has no space."""
    if fault.field is None or not isinstance(fault.value, str) or len(fault.value) > mended.MOST:
        return None
    children = fault.field.children
    if (found := _MISSING_SPACE.fullmatch(fault.value)) and found[1] in children:
        return {found[1]: found[2]}
    names = [name for name, child in children.items() if _has_format(fault.value, child)]
    if not names and _ID.fullmatch(fault.value):
        names = [name for name, child in children.items() if child.required and child.links_to]
    return {names[0]: fault.value} if len(names) == 1 else None


def _has_format(value: str, field: Field) -> bool:
    check = FORMATS.get(field.schema.get("format", ""))
    return check is not None and check(value)


def _format(fault: Fault) -> str | None:
    return mended.sure(fault.limit, fault.value) if fault.limit in FORMATS else None


def _listed(fault: Fault) -> str | None:
    allowed = fault.limit if isinstance(fault.limit, list) else [fault.limit]
    names = [name for name in allowed if isinstance(name, str)]
    found = slips(fault.value, names) if isinstance(fault.value, str) else []
    return found[0] if len(found) == 1 else None


def _pattern(fault: Fault) -> str | None:
    if len(fault.value) > mended.MOST:
        return None
    return next((word for word in _plainer(fault.value.strip()) if re.search(fault.limit, word)), None)


def _plainer(value: str) -> Iterator[str]:
    yield value
    yield re.sub(r"^https?://[^/]+/", "", value)  # the page where the name was read
    yield value.rpartition("/")[2]  # the folder of the file
    if "." not in value:  # the name of a file stays as the file's
        yield value.lower()
        yield re.sub(r"[\s_]+", "-", value.lower())


_BY_TYPE: tuple[tuple[str, Callable[[Fault], Any]], ...] = (
    ("boolean", _boolean),
    ("integer", _integer),
    ("number", _number),
    ("string", _text),
    ("array", _list),
    ("object", _group),
)
_BY_KEYWORD: dict[str, Callable[[Fault], Any]] = {
    "type": _type,
    "format": _format,
    "enum": _listed,
    "const": _listed,
    "pattern": _pattern,
}
