"""Findings → one text for each reader: a person, a forge, a program."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from communs.findings import Finding, Text, counts

Translate = Callable[[str], str]
_LEVEL = {"error": Text(fr="erreur"), "warning": Text(fr="attention"), "notice": Text(fr="à savoir")}
_TIED = re.compile(r"(?<=«) | (?=[»:;?!])")
_BREAKS = re.compile(r"\s*[\r\n]\s*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
_COLOUR = {"error": "\x1b[31m", "warning": "\x1b[33m", "notice": "\x1b[36m"}


def say(words: Text | None, translate: Translate, lang: str) -> str | None:
    """A sentence in a language, on one line, with nothing a terminal could take for a command."""
    if words is None:
        return None
    template = _typeset(words.fr) if lang == "fr" else words.en or translate(words.fr)
    return _plain_line(words.fill(template))


def _typeset(template: str) -> str:
    """French typography: the spaces inside « » and before : ; ? ! never break."""
    return _TIED.sub("\u00a0", template)


def _plain_line(said: str) -> str:
    return _CONTROL.sub("\ufffd", _BREAKS.sub(" ", said))


def text(findings: Sequence[Finding], translate: Translate, lang: str, *, colour: bool = False) -> str:
    """For a person: place, sentence, what to write, and a last line that counts."""
    lines = []
    for finding in findings:
        level = translate(_LEVEL[finding.severity].fr)
        shown = f"{_COLOUR[finding.severity]}{level}\x1b[0m" if colour else level
        place = f"{_plain_line(finding.path)}:{finding.span.line}:{finding.span.column}"
        lines.append(f"{place}: {shown}: {say(finding.message, translate, lang)} [{finding.rule}]")
        if finding.hint is not None:
            lines.append(f"    → {say(finding.hint, translate, lang)}")
    return "\n".join([*lines, summary(findings, translate)]) + "\n"


def summary(findings: Sequence[Finding], translate: Translate) -> str:
    """« 2 erreurs, 1 avertissement. », or that all is well."""
    if not findings:
        return translate("Tout est bon.")
    number = counts(findings)
    words = {
        "error": (translate("erreur"), translate("erreurs")),
        "warning": (translate("avertissement"), translate("avertissements")),
        "notice": (translate("remarque"), translate("remarques")),
    }
    said = [f"{n} {words[level][n > 1]}" for level, n in number.items() if n]
    return ", ".join(said) + "."


def as_json(findings: Sequence[Finding], translate: Translate, lang: str, *, colour: bool = False) -> str:
    """For a program: the contract's JSON."""
    content = {"findings": [_values(f, translate, lang) for f in findings], "counts": counts(findings)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _values(finding: Finding, translate: Translate, lang: str) -> dict[str, Any]:
    span, fix = finding.span, finding.fix
    return {
        "path": finding.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": say(finding.message, translate, lang),
        "hint": say(finding.hint, translate, lang),
        "fix": None
        if fix is None
        else {
            "line": fix.span.line,
            "column": fix.span.column,
            "end_line": fix.span.end_line,
            "end_column": fix.span.end_column,
            "text": fix.text,
        },
    }


def github(findings: Sequence[Finding], translate: Translate, lang: str, *, colour: bool = False) -> str:
    """For GitHub and Forgejo: a workflow command for each, errors first (ten of a level are shown)."""
    order = {"error": 0, "warning": 1, "notice": 2}
    lines = []
    for finding in sorted(findings, key=lambda f: order[f.severity]):
        span = finding.span
        properties = {
            "file": finding.path,
            "line": span.line,
            "endLine": span.end_line,
            "title": finding.rule,
        }
        if span.line == span.end_line:  # GitHub refuses columns over several lines
            properties |= {"col": span.column, "endColumn": span.end_column}
        place = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        said = " ".join(
            filter(None, (say(finding.message, translate, lang), say(finding.hint, translate, lang)))
        )
        lines.append(f"::{finding.severity} {place}::{_data(said)}")
    return "\n".join([*lines, summary(findings, translate)]) + "\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[..., str]] = {"text": text, "json": as_json, "github": github}
