"""Findings → JSON for a program, as the contract has it."""

from __future__ import annotations

from typing import Any

from communs.findings import Finding, Span, counts
from communs.report.report import Report, as_json


def json(report: Report) -> str:
    """Every finding with its values, and how many of each severity."""
    findings = [values(report, finding) for finding in report.findings]
    return as_json({"findings": findings, "counts": counts(report.findings)})


def values(report: Report, finding: Finding) -> dict[str, Any]:
    """One finding, as the contract has it."""
    fix = finding.fix
    return {
        "path": finding.path,
        **_place(finding.span),
        "rule": finding.rule,
        "severity": finding.severity,
        "message": report.say(finding.message),
        "hint": None if finding.hint is None else report.say(finding.hint),
        "fix": None if fix is None else {**_place(fix.span), "text": fix.text},
    }


def _place(span: Span) -> dict[str, int]:
    return {
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }
