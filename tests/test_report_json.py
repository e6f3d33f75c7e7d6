"""For a program: the contract's JSON."""

from __future__ import annotations

import json

import jsonschema
from hypothesis import given, settings

from communs import report
from communs.findings import counts
from communs.report import Report
from tests.test_cli import CONTRACT
from tests.told import FOUND, REPORTS


def test_a_finding() -> None:
    assert json.loads(report.json(Report(findings=FOUND, lang="en")))["findings"][0] == {
        "path": "catalogue/a, b:c.yml",
        "line": 3,
        "column": 5,
        "end_line": 3,
        "end_column": 9,
        "rule": "vide",
        "severity": "error",
        "message": "“nom” is empty.",
        "hint": "Keep only one.",
        "fix": {"line": 3, "column": 5, "end_line": 3, "end_column": 9, "text": "x"},
    }


def test_counts() -> None:
    said = json.loads(report.json(Report(findings=FOUND)))
    assert said["counts"] == {"error": 1, "warning": 1, "notice": 0}
    assert [found["hint"] for found in said["findings"]] == ["Gardez-en un seul.", None]


@settings(max_examples=60)
@given(REPORTS)
def test_any_finding_follows_the_contract(given: Report) -> None:
    said = json.loads(report.json(given))
    jsonschema.validate(said, CONTRACT)
    assert said["counts"] == counts(given.findings)
    for told, finding in zip(said["findings"], given.findings, strict=True):
        assert (told["path"], told["message"]) == (finding.path, given.say(finding.message))
        assert (told["fix"] and told["fix"]["text"]) == (finding.fix and finding.fix.text)
