"""For code scanning and editors: SARIF 2.1.0, judged by its published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
from hypothesis import given, settings

from communs import report
from communs.findings import Span
from communs.report import Report, say
from communs.report.fingerprints import fingerprints
from communs.rulebook import RULES
from tests.conftest import NODE_MODULES
from tests.told import FOUND, HOSTILE, REPORTS, few, saying

SCHEMA = NODE_MODULES / "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
SITE = "https://communs.example.org"


def _run(given: Report) -> dict[str, Any]:
    said = json.loads(report.sarif(given))
    assert said["version"] == "2.1.0"
    (run,) = said["runs"]
    assert isinstance(run, dict)
    return run


@lru_cache
def _judge() -> jsonschema.Draft4Validator:
    """The published schema; two of its own remarks are not for a validator."""
    return jsonschema.Draft4Validator(
        json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
    )


def test_a_result_with_its_fix() -> None:
    run = _run(Report(findings=FOUND, address=SITE))
    place = {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    file = {"uri": "catalogue/a%2C%20b%3Ac.yml"}
    assert run["results"][0] == {
        "ruleId": "vide",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": "«\u00a0nom\u00a0» est vide. Gardez-en un seul."},
        "locations": [{"physicalLocation": {"artifactLocation": file, "region": place}}],
        "partialFingerprints": {"constat/v1": fingerprints(FOUND)[0]},
        "fixes": [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": file,
                        "replacements": [{"deletedRegion": place, "insertedContent": {"text": "x"}}],
                    }
                ]
            }
        ],
    }
    assert "fixes" not in run["results"][1]


def test_the_tool_and_its_rules() -> None:
    run = _run(Report(findings=FOUND, address=SITE))
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["informationUri"]) == ("communs", f"{SITE}/contribuer/regles/")
    assert driver["rules"][1] == {
        "id": "vide",
        "shortDescription": {"text": str(RULES["vide"].title)},
        "fullDescription": {"text": say(RULES["vide"].reason, "fr")},
        "help": {"text": "communs explain vide"},
        "helpUri": f"{SITE}/contribuer/regles/#vide",
    }
    assert "informationUri" not in _run(Report(findings=FOUND))["tool"]["driver"]


def test_levels() -> None:
    found = [*few("error", 1), *few("warning", 1), *few("notice", 1)]
    assert [result["level"] for result in _run(Report(findings=found))["results"]] == [
        "error", "warning", "note",
    ]  # fmt: skip


def test_a_member_makes_no_link() -> None:
    run = _run(Report(findings=[saying("[cliquez](https://piege.example) [1]")]))
    assert "\\[cliquez](https" in run["results"][0]["message"]["text"]
    assert "\\[1]" not in run["results"][0]["message"]["text"]


@settings(max_examples=60)
@given(REPORTS)
def test_any_finding_is_a_result(given: Report) -> None:
    run = _run(given)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    for result, finding in zip(run["results"], given.findings, strict=True):
        place = result["locations"][0]["physicalLocation"]
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.rule
        assert result["message"]["text"].replace("\\[", "[") == " ".join(given.told(finding)).replace(
            "\\[", "["
        )
        assert unquote(place["artifactLocation"]["uri"]) == finding.path
        assert _span(place["region"]) == finding.span
        fixes = [_fix(change) for fix in result.get("fixes", []) for change in fix["artifactChanges"]]
        assert fixes == ([(finding.fix.span, finding.fix.text)] if finding.fix else [])


def _span(region: dict[str, int]) -> Span:
    return Span(
        line=region["startLine"],
        column=region["startColumn"],
        end_line=region["endLine"],
        end_column=region["endColumn"],
    )


def _fix(change: dict[str, Any]) -> tuple[Span, str]:
    (replacement,) = change["replacements"]
    return _span(replacement["deletedRegion"]), replacement["insertedContent"]["text"]


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("address", ["", SITE])
def test_the_published_schema_agrees(lang: str, address: str) -> None:
    hostile = [saying(words, f"catalogue/{words}", fix=FOUND[0].fix) for words in HOSTILE]
    found = [*FOUND, *hostile, replace(FOUND[0], path="a b/é.yml"), *few("notice", 3)]
    for findings in (found, []):
        _judge().validate(json.loads(report.sarif(Report(findings=findings, lang=lang, address=address))))


@pytest.mark.slow
def test_the_published_schema_sees_what_is_wrong() -> None:
    said = json.loads(report.sarif(Report(findings=FOUND)))
    said["runs"][0]["results"][0]["level"] = "notice"
    assert not _judge().is_valid(said)


@pytest.mark.slow
@settings(max_examples=40)
@given(REPORTS)
def test_the_published_schema_agrees_about_any_finding(given: Report) -> None:
    _judge().validate(json.loads(report.sarif(given)))
    for result in _run(given)["results"]:
        uri = urlsplit(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        assert not uri.scheme
