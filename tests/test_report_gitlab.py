"""For GitLab's Code Quality widget: the fields that its documentation names, and no other surprise."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from communs import report
from communs.findings import Span
from communs.report import Report
from communs.report.fingerprints import fingerprints
from tests.conftest import NODE_MODULES
from tests.language_server import NODE
from tests.told import FOUND, REPORTS, few

LINE = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1}
LINES = {"type": "object", "properties": {"begin": LINE, "end": LINE}, "required": ["begin"]}
# GitLab reads description, check_name, fingerprint, severity and location; Code Climate, whose format
# this is, also wants a type and categories.
ISSUE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"const": "issue"},
        "categories": {"type": "array", "items": {"enum": ["Bug Risk", "Style"]}, "minItems": 1},
        "check_name": TEXT,
        "description": {**TEXT, "pattern": r"^[^\r\n]*$"},
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
        "location": {
            "type": "object",
            "properties": {"path": TEXT, "lines": LINES},
            "required": ["path", "lines"],
            "additionalProperties": False,
        },
    },
    "required": ["type", "categories", "check_name", "description", "fingerprint", "severity", "location"],
    "additionalProperties": False,
}


def _issues(given: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(report.gitlab(given))
    jsonschema.validate(issues, {"type": "array", "items": ISSUE})
    return issues


def test_an_issue() -> None:
    assert _issues(Report(findings=FOUND))[0] == {
        "type": "issue",
        "categories": ["Bug Risk"],
        "check_name": "vide",
        "description": "«\u00a0nom\u00a0» est vide. Gardez-en un seul.",
        "severity": "major",
        "fingerprint": "5077ae8227119fa6543bfbc58a502866",
        "location": {"path": "catalogue/a, b:c.yml", "lines": {"begin": 3, "end": 3}},
    }


def test_nothing_to_say() -> None:
    assert report.gitlab(Report(findings=[])) == "[]\n"


def test_severities() -> None:
    found = [*few("error", 1), *few("warning", 1), *few("notice", 1)]
    assert [issue["severity"] for issue in _issues(Report(findings=found))] == ["major", "minor", "info"]


def test_a_fingerprint_stays_when_lines_move_and_when_the_language_changes() -> None:
    moved = [replace(finding, span=Span(line=9, end_line=9)) for finding in FOUND]
    assert fingerprints(moved) == fingerprints(FOUND)
    french, english = (_issues(Report(findings=FOUND, lang=lang)) for lang in ("fr", "en"))
    assert [issue["fingerprint"] for issue in french] == [issue["fingerprint"] for issue in english]


def test_equal_findings_have_each_their_own() -> None:
    assert len(set(fingerprints(FOUND * 3))) == 6
    assert fingerprints(FOUND * 3)[:2] == fingerprints(FOUND)


@settings(max_examples=60)
@given(REPORTS)
def test_any_finding_is_an_issue(given: Report) -> None:
    issues = _issues(given)
    assert len({issue["fingerprint"] for issue in issues}) == len(given.findings)
    assert [issue["description"] for issue in issues] == [" ".join(given.told(f)) for f in given.findings]
    assert [issue["location"]["path"] for issue in issues] == [finding.path for finding in given.findings]


def _compiled(report_: str, folder: Path) -> str:
    """What the compiler says of a report as a list of Code Climate's issues, by the types published for it."""
    (folder / "node_modules").symlink_to(NODE_MODULES)
    (folder / "rapport.ts").write_text(
        f'import {{Issue}} from "codeclimate-types"\n\nexport const issues: Issue[] = {report_}'
    )
    tsc = NODE_MODULES / "typescript" / "bin" / "tsc"
    done = subprocess.run(
        [NODE, tsc, "--noEmit", "--strict", "rapport.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.slow
def test_it_has_the_published_types_of_code_climate(tmp_path: Path) -> None:
    said = report.gitlab(Report(findings=FOUND))
    for name, changed in (("juste", said), ("faux", said.replace('"major"', '"grave"'))):
        (tmp_path / name).mkdir()
        told = _compiled(changed, tmp_path / name)
        assert (told == "") == (changed == said), told
