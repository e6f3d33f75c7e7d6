"""Findings → SARIF 2.1.0 (OASIS), with the corrections that a viewer may apply."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from communs.findings import Finding, Span, TextEdit
from communs.report.fingerprints import fingerprints
from communs.report.report import Report, as_json

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "notice": "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")  # in a SARIF message, [words](target) is a link


def sarif(report: Report) -> str:
    """One run of the tool, its rules that spoke, and what they said."""
    from importlib.metadata import version  # on demand: it is slow to load

    rules = sorted({finding.rule for finding in report.findings})
    named = zip(report.findings, fingerprints(report.findings), strict=True)
    results = [_result(report, finding, rules, name) for finding, name in named]
    driver = {"name": "communs", "version": version("communs")}
    if report.address:
        driver["informationUri"] = report.page()
    run = {
        "tool": {"driver": {**driver, "rules": [_rule(report, rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "language": report.lang,
        "results": results,
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(report: Report, rule: str) -> dict[str, Any]:
    """What the rulebook says of a rule, where a viewer shows it."""
    from communs.rulebook import RULES  # on demand: no other format needs it

    known = RULES.get(rule)
    title, reason = (report.say(known.title), report.say(known.reason)) if known else (rule, rule)
    page = {"helpUri": report.page(rule)} if report.address else {}
    return {
        "id": rule,
        "shortDescription": {"text": title},
        "fullDescription": {"text": reason},
        "help": {"text": f"communs explain {rule}"},
        **page,
    }


def _result(report: Report, finding: Finding, rules: list[str], name: str) -> dict[str, Any]:
    file = {"uri": quote(finding.path, errors="replace")}
    place = {"artifactLocation": file, "region": _region(finding.span)}
    result = {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": _LINK.sub(r"\\[", " ".join(report.told(finding)))},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"constat/v1": name},
    }
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix, file)]
    return result


def _fix(fix: TextEdit, file: dict[str, str]) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    return {"artifactChanges": [{"artifactLocation": file, "replacements": [replacement]}]}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
