"""Findings → workflow commands, which GitHub and Forgejo show beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import get_args

from communs.findings import Finding, Severity, Text
from communs.report.report import Report, fitting

# Limits of GitHub's runner (actions/runner, ExecutionContext.cs): the annotations that it keeps of a level
# in one step, and the characters that it keeps of a message; bytes are never fewer than characters.
MOST = 10
LONGEST = 4096
_ROOM = 512  # bytes of a grouped message for what comes after its list
_FOUND = Text(fr="{n} constats")
_HERE = Text(fr="ligne {ligne} : {phrase}")
_THERE = Text(fr="{fichier}, ligne {ligne} : {phrase}")


def github(report: Report) -> str:
    """Errors first, at most ten commands of a level; what no command could hold, in plain lines; the counts."""
    commands: list[str] = []
    left: list[Finding] = []
    for level in get_args(Severity):
        for group in _groups([finding for finding in report.findings if finding.severity == level]):
            message, more = _message(report, group)
            commands.append(_command(report, group, message))
            left += more
    return "\n".join([*commands, *_lines(report, left, _THERE), report.summary()]) + "\n"


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """One by one while they are few; then file by file; then what remains together."""
    if len(findings) <= MOST:
        return [[finding] for finding in findings]
    files = [list(found) for _, found in groupby(findings, lambda finding: finding.path)]
    if len(files) <= MOST:
        return files
    return [*files[: MOST - 1], [finding for found in files[MOST - 1 :] for finding in found]]


def _message(report: Report, group: Sequence[Finding]) -> tuple[str, Sequence[Finding]]:
    """What a command says, and the findings for which it has no room."""
    if len(group) == 1:
        return _with_page(report, group, report.told(group[0])), []
    lines = _lines(report, group, _HERE if len({finding.path for finding in group}) == 1 else _THERE)
    kept = fitting((f"{line}\n" for line in lines), LONGEST - _ROOM)
    left = group[kept:]
    return _with_page(report, group, [*lines[:kept], report.left(len(left))]), left


def _lines(report: Report, group: Sequence[Finding], words: Text) -> list[str]:
    """One line for each finding."""
    return [
        report.say(
            words, fichier=finding.path, ligne=finding.span.line, phrase=" ".join(report.told(finding))
        )
        for finding in group
    ]


def _with_page(report: Report, group: Sequence[Finding], lines: Sequence[str]) -> str:
    rules = {finding.rule for finding in group}
    page = report.page(rules.pop() if len(rules) == 1 else "")
    return "\n".join(filter(None, (*lines, page)))


def _command(report: Report, group: Sequence[Finding], message: str) -> str:
    first, span = group[0], group[0].span
    properties: dict[str, object] = {"file": first.path, "line": span.line, "endLine": span.end_line}
    if span.line == span.end_line:  # GitHub refuses columns over several lines
        properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = first.rule if len(group) == 1 else report.say(_FOUND, n=len(group))
    place = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{first.severity} {place}::{_data(message)}"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
