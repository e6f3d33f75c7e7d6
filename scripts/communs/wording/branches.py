"""An error of `anyOf` or `oneOf` → the errors of the branch that its author seems to have meant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from communs.formats import FORMATS
from communs.mending import mended

if TYPE_CHECKING:
    from jsonschema import ValidationError

_CHOICES = {"enum", "const"}
_LEAVES = _CHOICES | {"format", "pattern", "required"}


def meant(error: ValidationError) -> list[ValidationError]:
    """The errors of the branch that is nearest to the value; none where the branches say it better together.

    The right type comes first, then what tells one kind of group from another, then the fewest errors.
    """
    branches: defaultdict[Any, list[ValidationError]] = defaultdict(list)
    for inner in _context(error):
        branches[inner.relative_schema_path[0]].append(inner)
    fitting = [errors for errors in branches.values() if not any(map(_of_type, errors))]
    ranked = sorted(fitting, key=_distance)
    if not ranked or (len(ranked) > 1 and _alike(ranked)):
        return []
    return ranked[0]


def allowed(error: ValidationError) -> list[Any]:
    """What the branches list of values that would do."""
    found: list[Any] = []
    for inner in _context(error):
        if not inner.path and inner.validator in _CHOICES:
            limit: Any = inner.validator_value
            found += limit if inner.validator == "enum" else [limit]
    return found


def types(error: ValidationError) -> list[str]:
    """The types that the branches ask for."""
    found: list[str] = []
    for inner in filter(_of_type, _context(error)):
        limit: Any = inner.validator_value
        found += [limit] if isinstance(limit, str) else limit
    return list(dict.fromkeys(found))


def formats(error: ValidationError) -> list[str]:
    """The formats that the branches ask for, first the one of which the value is a plain slip away."""
    said = [str(inner.validator_value) for inner in _context(error) if inner.validator == "format"]
    value = str(error.instance)
    return sorted(said, key=lambda name: name not in FORMATS or mended.sure(name, value) is None)


def _context(error: ValidationError) -> list[ValidationError]:
    found: Any = error.context  # its stub admits what is never there once a value was judged
    return list(found or ())


def _of_type(error: ValidationError) -> bool:
    return error.validator == "type" and not error.path


def _distance(errors: list[ValidationError]) -> tuple[int, int, int]:
    return (
        sum(error.validator in _CHOICES for error in errors),
        sum(not error.path for error in errors),
        len(errors),
    )


def _alike(ranked: list[list[ValidationError]]) -> bool:
    """Whether each of the branches only wants another value, or another field, in the same place."""
    return all(not error.path and error.validator in _LEAVES for errors in ranked for error in errors)
