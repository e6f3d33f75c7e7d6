"""The whole story on a small catalogue."""

from __future__ import annotations

import datetime
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from communs import pipeline
from communs.disk import Unreadable
from communs.findings import CannotWork, Finding, Severity, text
from communs.git import Changes
from communs.kinds import BrokenSchema
from tests.conftest import CASES, ROOT, lay

Check = Callable[[Path], pipeline.Checked]


def test_the_base_catalogue_is_sound(check: Check, tmp_path: Path) -> None:
    checked = check(lay(None, tmp_path))
    assert (checked.sound, checked.findings, checked.day) == (True, [], datetime.date(2026, 11, 23))
    assert len(checked.catalogue.entries) == 6
    assert checked.catalogue.backlinks["organisations", "covoit"][0].source.id == "covoiturer"


def test_warnings_leave_a_catalogue_sound(check: Check, tmp_path: Path) -> None:
    checked = check(lay(CASES / "invalides" / "a-verifier", tmp_path))
    assert checked.sound and checked.findings


def test_an_entry_with_faults_is_still_known_to_the_linker(check: Check, tmp_path: Path) -> None:
    checked = check(lay(CASES / "invalides" / "plusieurs-fautes", tmp_path))
    assert ("offres", "essai") in checked.catalogue.entries
    assert not [f for f in checked.findings if f.path == "catalogue/offres/autre.yml"]


def test_the_same_input_gives_the_same_findings(check: Check, tmp_path: Path) -> None:
    root = lay(CASES / "invalides" / "plusieurs-fautes", tmp_path)
    assert check(root).findings == check(root).findings


def test_house_lists_are_used_when_they_are_sound(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    (root / "catalogue" / "_retraits.yml").write_text("- {adresse: organisations/x, le: 2026-01-01}\n")
    (root / "catalogue" / "_redirections.yml").write_text("- {de: offres/a}\n")
    checked = check(root)
    assert (checked.withdrawn, checked.renamed) == ([{"adresse": "organisations/x", "le": "2026-01-01"}], [])


def test_files_can_be_laid_over_others_added_and_taken_away(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    laid = {
        "catalogue/communs/carte-libre.yml": None,
        "catalogue/_retraits.yml": b"- {adresse: communs/carte-libre, le: 2026-11-23}\n",
        "catalogue/offres/covoiturer.yml": b"nom: [",
    }
    after = pipeline.check(root, laid=laid)
    assert ("communs", "carte-libre") not in after.catalogue.entries
    assert [item["adresse"] for item in after.withdrawn] == ["communs/carte-libre"]
    assert {finding.path for finding in after.findings} == {"catalogue/offres/covoiturer.yml"}
    assert check(root).findings == []


@pytest.mark.parametrize("content", ["", "- a", "nom: [", "nom: 3", "null", "\x00"])
def test_broken_settings_are_told_and_defaults_stand(check: Check, tmp_path: Path, content: str) -> None:
    root = lay(None, tmp_path)
    (root / "communs.yml").write_text(content)
    checked = check(root)
    assert {finding.path for finding in checked.findings} == {"communs.yml"}
    assert checked.settings.title("fr") == "Catalogue des communs"


def test_settings_that_cannot_be_read(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    (root / "communs.yml").mkdir()
    with pytest.raises(Unreadable):
        check(root)


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("1795435200", "2026-11-23"), ("1795391999", "2026-11-22")]
)
def test_the_day(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert pipeline.today().isoformat() == day


@pytest.mark.parametrize("epoch", ["demain", "1e9", "99999999999999999999"])
def test_a_day_that_is_none(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(CannotWork, match="n’est pas un nombre de secondes"):
        pipeline.today()


def test_without_epoch_the_day_is_today_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert abs((pipeline.today() - datetime.datetime.now(datetime.UTC).date()).days) <= 1


def test_a_broken_schema_stops_everything(tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    (root / "schemas" / "offres" / "schema.json").write_text("{")
    with pytest.raises(BrokenSchema, match=r"^schemas/offres/schema\.json:1:2 : "):
        pipeline.check(root)


def test_without_schemas_nothing_can_be_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"commun\.json"):
        pipeline.check(lay(None, tmp_path))


def test_a_new_kind_is_data_alone(check: Check, tmp_path: Path) -> None:
    root = lay(CASES / "invalides" / "regle-du-schema", tmp_path)
    schema = json.loads((root / "schemas" / "recettes" / "schema.json").read_text())
    schema["properties"]["par"] = {
        "type": "string",
        "x-link": {"to": ["organisations"], "backlink": {"fr": "Recettes"}},
    }
    (root / "schemas" / "recettes" / "schema.json").write_text(json.dumps(schema))
    (root / "catalogue" / "recettes" / "tarte.yml").write_text(
        "# yaml-language-server: $schema=schema.json\nnom: Tarte\netapes: [pétrir]\npar: covoit\n"
    )
    checked = check(root)
    assert checked.findings == []
    assert "tarte" in {link.source.id for link in checked.catalogue.backlinks["organisations", "covoit"]}


def test_only_some_files_or_folders() -> None:
    found = [Finding(path=path, rule="r", message=text("x")) for path in ("a/b.yml", "a/b.yml2", "c/d.yml")]
    assert [f.path for f in pipeline.only(found, ["a/b.yml", "c/"])] == ["a/b.yml", "c/d.yml"]


def _finding(path: str, severity: Severity) -> Finding:
    return Finding(path=path, rule="vide", severity=severity, message=text("…"))


@pytest.mark.parametrize(("reach", "shown"), [(False, ["a.yml"]), (True, ["a.yml", "b.yml"])])
def test_a_change_answers_for_its_files_and_for_what_it_reaches(reach: bool, shown: list[str]) -> None:
    found = [_finding("a.yml", "notice"), _finding("b.yml", "error"), _finding("b.yml", "warning")]
    changes = Changes(paths=frozenset(["a.yml"]), reach=reach)
    assert [finding.path for finding in pipeline.since(found, changes)] == shown
