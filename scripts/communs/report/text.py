"""Findings → a text for a person at a terminal: place, sentence, the line itself, what to write."""

from __future__ import annotations

from collections.abc import Iterator

from communs.findings import Finding, Span, Text
from communs.report.excerpt import excerpt
from communs.report.report import LEVELS, Report
from communs.typography import plain

_COLOURS = {"error": "31", "warning": "33", "notice": "36", "path": "1", "quiet": "2"}
_LEARN = Text(fr="Pour comprendre une règle : communs explain {regle}")


def text(report: Report) -> str:
    """The whole report; its last line counts."""
    lines = [line for finding in report.findings for line in (*_told(report, finding), "")]
    return "\n".join([*lines, *_next_steps(report), report.summary()]) + "\n"


def _told(report: Report, finding: Finding) -> Iterator[str]:
    message, *hint = report.told(finding)
    path = _paint(report, "path", plain(finding.path))
    level = _paint(report, finding.severity, report.say(LEVELS[finding.severity]))
    rule = _paint(report, "quiet", f"[{finding.rule}]")
    yield f"{path}:{finding.span.line}:{finding.span.column}: {level}: {message} {rule}"
    yield from _line(report, finding)
    yield from (f"    → {words}" for words in hint)


def _line(report: Report, finding: Finding) -> Iterator[str]:
    """The line with its number, and the place underlined; nothing for a word about the whole file."""
    span = finding.span
    found = report.lines(finding.path, span) if span != Span() else []
    if found:
        end = span.end_column if span.line == span.end_line else len(found[0]) + 1
        shown, under = excerpt(found[0], span.column - 1, end - 1)
        number = f" {span.line:>2} "
        yield f"{_paint(report, 'quiet', f'{number}|')} {shown}"
        marks = _paint(report, finding.severity, under.lstrip())
        yield f"{_paint(report, 'quiet', ' ' * len(number) + '|')} {' ' * under.find('^')}{marks}"


def _next_steps(report: Report) -> Iterator[str]:
    if ready := report.ready():
        yield ready
    wrong = [finding.rule for finding in report.findings if finding.severity == "error"]
    if wrong:
        yield _paint(report, "quiet", report.say(_LEARN, regle=wrong[0]))


def _paint(report: Report, role: str, words: str) -> str:
    return f"\x1b[{_COLOURS[role]}m{words}\x1b[0m" if report.colour else words
