"""Findings → GitHub's Markdown, for the summary of a step and the comment of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import get_args

from communs.findings import Finding, Severity, Text, TextEdit
from communs.lines import lines_of
from communs.report.report import LEVELS, Report, fitting
from communs.typography import plain

# GitHub refuses a comment of more than 65,536 characters (its API answers « Body is too long »); the summary
# of a step may hold 1 MiB. Bytes are never fewer than characters.
LARGEST = 65_536
_ROOM = 1024  # bytes for the first lines and the last
_HEADS = (Text(fr="Ligne"), Text(fr="Constat"), Text(fr="Que faire"), Text(fr="Règle"))
_LINE = Text(fr="Ligne {ligne}, corrigée :")
_LINES = Text(fr="Lignes {ligne} à {fin}, corrigées :")
_SIGN = r"[^\s\\|«»“”’\"()]"
# What a forge makes more than text of: emphasis, links, HTML, mentions, references, formulas, emojis.
_LIVE = rf"(?<!{_SIGN}){_SIGN}*?(?:[`*_\[\]<>~#&@$]|[!%^][\w\"]|gh-\d|://|www\.|:[\w+-]+:){_SIGN}*"
_CODE = re.compile(rf"{_LIVE}(?: (?:[\w-]+: )?{_LIVE})*", re.IGNORECASE)
_TICKS = re.compile(r"`+")
_ORDER = re.compile(r"\s*/")  # GitLab obeys a line that begins so


def markdown(report: Report) -> str:
    """The counts; for each file a table, then corrected lines; how many findings there was no room for."""
    first = " ".join(filter(None, (f"**{report.summary()}**", report.ready())))
    return "\n\n".join((first, *files(report, LARGEST - _ROOM))) + "\n"


def files(report: Report, room: int, left: int = 0) -> list[str]:
    """For each file its table, then corrected lines, within so many bytes; then how many more findings there are."""
    found = _in_order(report.findings)
    kept = fitting(_pieces(report, found), room)
    told = [_file(report, path, list(same)) for path, same in groupby(found[:kept], _path)]
    return [*told, *filter(None, [report.left(len(found) - kept + left)])]


def _path(finding: Finding) -> str:
    return finding.path


def _in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Files with errors first, and errors first in a file."""
    findings = list(findings)
    wrong = {finding.path for finding in findings if finding.severity == "error"}
    rank = get_args(Severity).index
    return sorted(findings, key=lambda f: (f.path not in wrong, f.path, rank(f.severity)))


def _pieces(report: Report, found: Sequence[Finding]) -> Iterator[str]:
    """What each finding adds to the page."""
    for path, same in groupby(found, _path):
        head = _head(report, path)
        for finding in same:
            yield f"{head}{_row(report, finding)}\n{_suggestion(report, finding)}\n\n"
            head = ""


def _file(report: Report, path: str, found: Sequence[Finding]) -> str:
    rows = "\n".join(_row(report, finding) for finding in found)
    blocks = [_suggestion(report, finding) for finding in found]
    return "\n\n".join(filter(None, (_head(report, path) + rows, *blocks)))


def _head(report: Report, path: str) -> str:
    names = " | ".join(map(report.say, _HEADS))
    return f"### {code(plain(path))}\n\n| {names} |\n|--:|---|---|---|\n"


def _row(report: Report, finding: Finding) -> str:
    message, *hint = map(prose, report.told(finding))
    page = report.page(finding.rule)
    rule = f"[{finding.rule}]({page})" if page else code(finding.rule)
    level = report.say(LEVELS[finding.severity])
    return f"| {finding.span.line} | **{level}** · {message} | {''.join(hint)} | {rule} |"


def prose(said: str) -> str:
    """A sentence that stays text in a cell: words with a living sign stand as code, where none lives."""
    return _CODE.sub(_as_code, said).replace("\\", "&#92;").replace("|", "&#124;")


def _as_code(found: re.Match[str]) -> str:
    words = found[0].rstrip(".,;:!?…")
    return code(words) + found[0][len(words) :]


def code(words: str) -> str:
    """Words as code, whatever backticks they hold."""
    ticks = "`" * (_longest(words) + 1)
    pad = " " if words[:1] in "` " or words[-1:] in "` " else ""
    return f"{ticks}{pad}{words}{pad}{ticks}"


def _suggestion(report: Report, finding: Finding) -> str:
    """What says which lines are corrected, then how they read; nothing where none can be shown."""
    found = correction(report, finding)
    if found is None:
        return ""
    first, last, block = found
    label = report.say(_LINE if first == last else _LINES, ligne=first, fin=last)
    return f"{label}\n\n{block}"


def correction(report: Report, finding: Finding) -> tuple[int, int, str] | None:
    """The first and last whole line that a correction replaces, and its block as forges let a reader accept it."""
    fix = finding.fix
    if fix is None:
        return None
    before, after = _corrected(report.lines(finding.path, fix.span), fix)
    shown = [line.replace("\t", " ") for line in after]
    if before == after or shown != [*map(plain, shown)] or any(map(_ORDER.match, after)):
        return None  # an end of line changes; or a sign that a machine could obey, and that nobody may alter
    line = fix.span.line
    fence = "`" * max(3, _longest("\n".join(after)) + 1)
    return line, line + len(before) - 1, "\n".join([f"{fence}suggestion", *after, fence])


def _corrected(before: list[str], fix: TextEdit) -> tuple[list[str], list[str]]:
    """The lines that a correction touches, as they are and as they would be, less those that do not change."""
    if not before:
        return [], []
    start, end = before[0][: fix.span.column - 1], before[-1][fix.span.end_column - 1 :]
    after = lines_of(start + fix.text + end) or [""]
    same, most = 0, min(len(before), len(after)) - 1
    while same < most and before[-1 - same] == after[-1 - same]:
        same += 1
    return before[: len(before) - same], after[: len(after) - same]


def _longest(words: str) -> int:
    return max(map(len, _TICKS.findall(words)), default=0)
