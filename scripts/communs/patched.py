"""The text of an entry and what changes in it → the same text, where every line that says nothing new stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from communs.written import dump

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_KEY = re.compile(
    r"(?:\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'|(?P<plain>(?:[^\s#\-?:,\[\]{}&*!|>'\"%@`]|[-?:](?=\S))[^\r\n]*?))"
    r"[ \t]*:(?=\s|\Z)[ \t]*"
)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'", re.DOTALL)
_IN_FLOW = re.compile(
    r"(?<=[\s\[{,:])(?:\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')|(?<=\s)#[^\r\n]*|[\[\]{}]", re.DOTALL
)
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_KEEPS = re.compile(r"[|>][1-9]?\+")  # the blank lines after it are part of its value
_END = re.compile(r"\r\n|\n|\r")
_LAST = ("statut", "date_fin", "identifiants", "origine", "verifie_le", "sources", "brouillon")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Field:
    """One field of the first level: the comments and blank lines before it, then its own lines."""

    name: str
    before: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    value: int = 0  # where its value begins, in its first line


def patched(source: str, before: Mapping[str, Any], after: Mapping[str, Any], order: Sequence[str]) -> str:
    """The text that says `after` where `source` says `before`; a new field stands where the order has it."""
    if before == after:
        return source
    fields, rest = _fields(source)
    if not fields or [field.name for field in fields] != list(before):  # between braces, even empty ones
        return _anew(source, before, after)
    gone = [name for name in before if name not in after]
    new = {name: list(dump({name: value})) for name, value in after.items() if before.get(name) != value}
    return _made(source, fields, rest, gone, new, order)


def confirmed(source: str, day: str) -> str:
    """The text of an entry that somebody has just found to be right."""
    return _said(source, {"verifie_le": day})


def ended(source: str, day: str) -> str:
    """The text of an entry about something that has come to its end."""
    confirms = any(field.name == "verifie_le" for field in _fields(source)[0])
    return _said(source, {"statut": "termine", "date_fin": day, **({"verifie_le": day} if confirms else {})})


def taken_over(source: str, day: str) -> str:
    """The text of a pre-filled entry that has become its member's own."""
    return _said(source, {"verifie_le": day}, ["origine"])


def _said(source: str, plain: Mapping[str, str], gone: Sequence[str] = ()) -> str:
    """The text with some fields that hold a plain word or a day."""
    fields, rest = _fields(source)
    if not fields:  # it stands between braces
        return source
    order = [*(field.name for field in fields if field.name not in _LAST), *_LAST]
    return _made(
        source, fields, rest, gone, {name: [f"{name}: {word}"] for name, word in plain.items()}, order
    )


def _made(
    source: str, fields: list[_Field], rest: list[str], gone: Sequence[str], new: Mapping[str, list[str]],
    order: Sequence[str],
) -> str:  # fmt: skip
    found_end = _END.search(source)
    end = found_end[0] if found_end else "\n"
    found = [_written(field, new[field.name], end) if field.name in new else field for field in fields]
    for name in new:
        if all(field.name != name for field in fields):
            _insert(found, _Field(name=name, lines=tuple(f"{line}{end}" for line in new[name])), order)
    found, rest = _without(found, rest, gone)
    lines = [*(line for field in found for line in (*field.before, *field.lines)), *rest]
    whole = [line if line.endswith(("\n", "\r")) else f"{line}{end}" for line in lines[:-1]]
    return "".join([*whole, *lines[-1:]])


def _anew(source: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The whole written again after its first comments, where its lines are not those of a list of fields."""
    head = []
    for line in _LINES.findall(source):
        if line.strip() and not line.startswith("#"):
            break
        head.append(line)
    kept = {name: after[name] for name in before if name in after}
    return "".join([*head, *(f"{line}\n" for line in dump({**kept, **after}))])


def _fields(source: str) -> tuple[list[_Field], list[str]]:
    """The fields of the first level, then the lines that belong to none."""
    fields: list[_Field] = []
    waiting: list[
        str
    ] = []  # lines that belong to what precedes or to what follows, which only this one tells
    at, inside = 0, 0
    for line in _LINES.findall(source):
        start, at = at, at + len(line)
        key = _KEY.match(line) if start >= inside else None
        if key is not None:
            waiting = _kept(fields, waiting)
            fields.append(_Field(name=_name(key), before=tuple(waiting), lines=(line,), value=key.end()))
            waiting, inside = [], _closed(source, start + key.end())
        elif start >= inside and (not fields or not line.strip() or line[0] == "#" or line.strip() == "..."):
            waiting.append(line)
        else:
            fields[-1] = _longer(fields[-1], [*waiting, line])
            waiting = []
    return fields, _kept(fields, waiting)


def _kept(fields: list[_Field], waiting: list[str]) -> list[str]:
    """The lines that follow the last field, less those that are part of its value though they are blank."""
    while waiting and fields and not waiting[0].strip() and any(map(_KEEPS.search, fields[-1].lines)):
        fields[-1] = _longer(fields[-1], [waiting.pop(0)])
    return waiting


def _name(key: re.Match[str]) -> str:
    return next(name for name in (key["double"], key["single"], key["plain"]) if name is not None)


def _longer(field: _Field, lines: Iterable[str]) -> _Field:
    return replace(field, lines=(*field.lines, *lines))


def _closed(source: str, at: int) -> int:
    """Where what a quote or a bracket opens at a place is closed; the place itself where none is opened."""
    if quoted := _QUOTED.match(source, at):
        return quoted.end()
    depth = 0
    if source[at : at + 1] in ("[", "{"):
        for found in _IN_FLOW.finditer(source, at):
            depth += 1 if found[0] in "[{" else -1 if found[0] in "]}" else 0
            if not depth:
                return found.end()
    return at


def _written(field: _Field, lines: list[str], end: str) -> _Field:
    """A field with another value; the comment at the end of its line stays."""
    comment = ""
    if len(field.lines) == 1 and len(lines) == 1:
        found = _COMMENT.search(field.lines[0], _closed(field.lines[0], field.value))
        comment = found[0] if found else ""
    whole = [f"{line}{end}" for line in (lines[0] + comment, *lines[1:])]
    if len(whole) == 1 and not field.lines[-1].endswith(("\n", "\r")):
        whole = [lines[0] + comment]
    return replace(field, lines=tuple(whole))


def _without(fields: list[_Field], rest: list[str], gone: Sequence[str]) -> tuple[list[_Field], list[str]]:
    """The fields that stay. A comment goes with its field where it can speak of no other."""
    kept: list[_Field] = []
    left: tuple[str, ...] = ()
    for number, field in enumerate(fields):
        following = fields[number + 1].before if number + 1 < len(fields) else tuple(rest)
        before = _joined(left, field.before)
        left = ()
        if field.name not in gone:
            kept.append(replace(field, before=before))
        else:
            alone = number + 1 == len(fields) or following
            left = _apart(before)[0] if alone else before
    return kept, [*_joined(left, tuple(rest))]


def _joined(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Lines that come to stand together, with one blank line between them where both had one."""
    twice = above and below and not above[-1].strip() and not below[0].strip()
    return (*above, *(below[1:] if twice else below))


def _apart(before: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines before a field, and those of them that speak of it: the last ones, with nothing in between."""
    cut = len(before)
    while cut and before[cut - 1].strip():
        cut -= 1
    if not cut or any("yaml-language-server" in line for line in before[cut:]):
        return before, ()
    return before[:cut], before[cut:]


def _insert(fields: list[_Field], new: _Field, order: Sequence[str]) -> None:
    """Put a new field after the one that comes just before it in the order."""
    rank = {name: number for number, name in enumerate(order)}
    ranked = [(rank.get(field.name, len(rank)), n) for n, field in enumerate(fields)]
    at = max(((r, n + 1) for r, n in ranked if r < rank.get(new.name, len(rank) + 1)), default=(0, 0))[1]
    if at == 0 and fields:
        head, own = _apart(fields[0].before)
        fields[0], new = replace(fields[0], before=own), replace(new, before=head)
    fields.insert(at, new)
