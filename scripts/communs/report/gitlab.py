"""Findings → GitLab's Code Quality report, which is a part of Code Climate's list of issues."""

from __future__ import annotations

from communs.report.fingerprints import fingerprints
from communs.report.report import Report, as_json

# An error keeps the site from being built, but nothing that runs is broken: « critical » and « blocker »
# would frighten a member for a slip of the pen.
_SEVERITIES = {"error": "major", "warning": "minor", "notice": "info"}


def gitlab(report: Report) -> str:
    """One issue for each finding."""
    named = zip(report.findings, fingerprints(report.findings), strict=True)
    return as_json(
        [
            {
                "type": "issue",
                "categories": ["Bug Risk" if finding.severity == "error" else "Style"],
                "check_name": finding.rule,
                "description": " ".join(report.told(finding)),
                "severity": _SEVERITIES[finding.severity],
                "fingerprint": name,
                "location": {
                    "path": finding.path,
                    "lines": {"begin": finding.span.line, "end": finding.span.end_line},
                },
            }
            for finding, name in named
        ]
    )
