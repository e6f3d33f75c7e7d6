"""A proposition → the values that programs read, within the bounds of `data/proposition.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from json import dumps
from typing import Any, TypeVar, get_args

from communs.findings import Finding, Severity, counts, short
from communs.preview.fields import Row
from communs.preview.proposition import Changed, Proposition
from communs.preview.words import around
from communs.report import Report
from communs.report.json import values
from communs.typography import plain

Item = TypeVar("Item")
WORDS, SENTENCE, LINE, FIX = 300, 1000, 1000, 2000  # signs, as the schema has them
FINDINGS, ENTRIES, FIELDS, BADGES, PAGES, PATHS, LINES = 500, 300, 60, 20, 100, 100, 20
# Bytes: together, less than what `received` reads of the whole file
_ROOM = {"findings": 500_000, "entries": 400_000, "some": 60_000, "lost": 20_000, "elsewhere": 20_000}
_MANY = 1_000_000
_PIECES = "\u00a0; "


def data(found: Proposition) -> dict[str, Any]:
    """All of it, as JSON has it; what there is no room for is counted."""
    findings = found.report.findings
    told = _fitting([_finding(found.report, one) for one in in_order(findings)[:FINDINGS]], "findings")
    entries = _fitting([_entry(found, one) for one in found.entries[:ENTRIES]], "entries")
    pages = found.pages
    some = [
        {"address": cut(one.address), "title": cut(one.title), "change": one.change} for one in pages[:PAGES]
    ]
    lines: dict[str, dict[str, str]] = {}
    for value, needed in told:
        if needed:
            lines.setdefault(value["path"], {}).update(needed)
    return {
        "version": 1,
        "base": found.base,
        "head": found.head,
        "counts": {level: min(n, _MANY) for level, n in counts(findings).items()},
        "findings": [value for value, _ in told],
        "lines": lines,
        "entries": entries,
        "pages": {
            **{
                change: sum(page.change == change for page in pages)
                for change in ("added", "changed", "removed")
            },
            "some": _fitting(some, "some"),
        },
        "lost": _fitting(list(map(cut, found.compared.lost[:PATHS])), "lost"),
        "elsewhere": _fitting(list(map(cut, found.elsewhere[:PATHS])), "elsewhere"),
        "left": {"findings": len(findings) - len(told), "entries": len(found.entries) - len(entries)},
    }


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors first, then as files have them."""
    rank = get_args(Severity).index
    return sorted(findings, key=lambda finding: rank(finding.severity))


def cut(words: str, most: int = WORDS) -> str:
    """Words as far as there is room, with no sign that commands."""
    return short(plain(words), most)


def _fitting(items: list[Item], name: str) -> list[Item]:
    """As many of the first as hold together in the room that there is for them."""
    left = _ROOM[name]
    for number, item in enumerate(items):
        left -= len(dumps(item, ensure_ascii=False, indent=6).encode())
        if left < 0:
            return items[:number]
    return items


def _finding(report: Report, finding: Finding) -> tuple[dict[str, Any], dict[str, str]]:
    """A finding, and the lines that its correction touches; a correction that cannot be shown whole is none."""
    told, lines = values(report, finding), _lines(report, finding)
    bounded = {
        "path": cut(finding.path),
        "message": cut(told["message"], SENTENCE),
        "hint": None if told["hint"] is None else cut(told["hint"], SENTENCE),
        "fix": told["fix"] if lines else None,
        "en": {name: words and cut(words, SENTENCE) for name, words in _english(report, finding).items()},
    }
    return told | bounded, lines


def _english(report: Report, finding: Finding) -> dict[str, str | None]:
    """The same sentences for whoever does not read French."""
    told = values(replace(report, lang="en"), finding)
    return {name: told[name] for name in ("message", "hint")}


def _lines(report: Report, finding: Finding) -> dict[str, str]:
    fix = finding.fix
    if fix is None or len(fix.text) > FIX or cut(finding.path) != finding.path:
        return {}
    lines = dict(enumerate(report.lines(finding.path, fix.span), fix.span.line))
    if len(lines) > LINES or any(len(line) > LINE for line in lines.values()):
        return {}
    return {str(number): line for number, line in lines.items()}


def _entry(found: Proposition, entry: Changed) -> dict[str, Any]:
    return {
        "path": cut(entry.path),
        "kind": cut(entry.kind),
        "id": cut(entry.id),
        "address": cut(entry.address),
        "change": entry.change,
        "from": cut(entry.origin),
        "name": cut(found.name(entry)),
        "card": _card(found, entry),
        "fields": [_row(row) for row in entry.rows[:FIELDS]],
    }


def _card(found: Proposition, entry: Changed) -> dict[str, Any] | None:
    if entry.after is None:
        return None
    card = found.after.card(entry.after)
    return {
        "name": cut(card.name),
        "summary": cut(card.summary, SENTENCE),
        "kind": cut(card.kind),
        "badges": [cut(badge) for badge in card.badges[:BADGES]],
        "price": cut(card.price),
        "by": cut(card.by),
        "when": cut(card.when),
    }


def _row(row: Row) -> dict[str, str]:
    """Plain texts; of long ones, the part where they are not the same."""
    before, after = around(_PIECES.join(row.before), _PIECES.join(row.after), WORDS)
    return {"label": cut(row.label), "before": cut(before), "after": cut(after)}
