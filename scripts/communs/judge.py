"""A schema → the judge of entries: every error of a value, with its place. Loaded when an entry is at fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema

from communs.formats import FORMATS


def judge(schema: dict[str, Any]) -> jsonschema.Draft202012Validator:
    """A validator of JSON Schema 2020-12 that checks our formats, and reads `pattern` as the standard does."""
    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(_text_only(check))
    found: jsonschema.Draft202012Validator = _Judge(schema, format_checker=checker)
    return found


def _pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[jsonschema.ValidationError]:
    """`pattern` as JSON Schema means it: `$` is the very end, where Python would let a line break pass."""
    if isinstance(instance, str) and not re.search(_END.sub(r"\\Z", pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


_END = re.compile(r"(?<!\\)\$")
_Judge: Any = jsonschema.validators.extend(  # type: ignore[no-untyped-call]  # its stub says nothing
    jsonschema.Draft202012Validator, {"pattern": _pattern}
)


def _text_only(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or check(value)
