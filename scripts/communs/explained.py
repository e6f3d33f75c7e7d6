"""A rule of the rulebook → what `communs explain` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill, indent

from communs import examples
from communs.examples import Example, Line
from communs.findings import CannotWork, text
from communs.near import nearest
from communs.report import Report
from communs.rulebook import FAMILIES, GRAVITY, RULES, Rule

_WIDTH = 92
_AVOID = text("À éviter :")
_AVOID_IN = text("À éviter, dans {fichier} :")
_WRITE = text("À écrire :")


def index(report: Report) -> str:
    """Every rule in one line, by family."""
    wide = max(map(len, RULES))
    lines = []
    for family in FAMILIES:
        lines.append(report.say(family.title))
        lines += [f"  {rule.name:{wide}}  {report.say(rule.title)}" for rule in family.rules]
        lines.append("")
    return "\n".join([*lines, report.say(text("Pour une règle : communs explain RÈGLE"))]) + "\n"


def rule(name: str, report: Report) -> str:
    """What a rule asks, why, what to avoid and what to write, and where to read more. Raises CannotWork."""
    rule = _find(name.strip("[]"))
    gravity = [report.say(GRAVITY[severity]) for severity in rule.severities]
    head = [f"{rule.name} – {report.say(rule.title)}", *gravity]
    parts = ["\n".join(head), fill(report.say(rule.reason), _WIDTH)]
    parts += _told(rule, report)
    for example in examples.of(rule.name):
        parts += _shown(example, report)
    parts.append("\n".join(_more(rule, report)))
    return "\n\n".join(filter(None, parts)) + "\n"


def _find(name: str) -> Rule:
    if name in RULES:
        return RULES[name]
    if near := nearest(name, RULES, most=1):
        meant = text(
            "« {nom} » n’est pas le nom d’une règle. Vouliez-vous écrire « {un} » ?", nom=name, un=near[0]
        )
        raise CannotWork(meant)
    raise CannotWork(
        text("« {nom} » n’est pas le nom d’une règle : communs explain les montre toutes.", nom=name)
    )


def _told(rule: Rule, report: Report) -> Iterator[str]:
    for title, words in zip((_AVOID, _WRITE), rule.told or (), strict=False):
        yield f"{report.say(title)}\n{indent(fill(report.say(words), _WIDTH - 4), '    ')}"


def _shown(example: Example, report: Report) -> Iterator[str]:
    avoid = _AVOID_IN.about(fichier=example.path) if example.path else _AVOID
    yield f"{report.say(avoid)}\n{_lines(example.wrong)}"
    yield f"{report.say(_WRITE)}\n{_lines(example.right)}"


def _lines(lines: Iterable[Line]) -> str:
    return "\n".join(f"  {'>' if line.differs else ' '} {line.text}" for line in lines)


def _more(rule: Rule, report: Report) -> Iterator[str]:
    if source := rule.source:
        yield report.say(text("Source : {nom}, {adresse}", nom=source.name, adresse=source.address))
    if page := report.page(rule.name):
        yield report.say(text("Page : {adresse}", adresse=page))
