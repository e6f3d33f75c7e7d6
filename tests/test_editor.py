"""Editors know this catalogue: the copies of the schemas renew themselves, and VS Code finds them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from communs import editor, layout, pipeline
from communs.layout import Place
from tests.command import communs
from tests.conftest import ROOT, real_kinds

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))

pytestmark = pytest.mark.slow  # the whole catalogue for each test


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "catalogue" / "organisations").mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    return tmp_path


def write(root: Path) -> None:
    editor.write(pipeline.check(root).catalogue, root)


def state(root: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (root / editor.FOLDER).glob("*.json")}


def add(root: Path, name: str) -> None:
    (root / "catalogue" / "organisations" / f"{name}.yml").write_text(f"nom: {name}\n", encoding="utf-8")


def test_there_is_one_for_each_kind(root: Path) -> None:
    write(root)
    assert state(root).keys() == {f"{kind}.json" for kind in real_kinds()}


def test_only_what_changes_is_written_again(root: Path) -> None:
    add(root, "premiere")
    write(root)
    before = state(root)
    write(root)
    assert state(root) == before
    add(root, "deuxieme")
    write(root)
    changed = {name for name, moment in state(root).items() if moment != before[name]}
    assert "offres.json" in changed
    assert "alliances.json" in changed  # « coordination »
    assert "organisations.json" not in changed  # no organisation names another


def test_a_copy_that_was_spoiled_or_lost_is_made_again(root: Path) -> None:
    write(root)
    good = (root / editor.FOLDER / "offres.json").read_bytes()
    (root / editor.FOLDER / "offres.json").write_text("{}", encoding="utf-8")
    (root / editor.FOLDER / "lieux.json").unlink()
    write(root)
    assert (root / editor.FOLDER / "offres.json").read_bytes() == good
    assert (root / editor.FOLDER / "lieux.json").exists()


def test_where_nothing_can_be_written_nothing_is_said(root: Path) -> None:
    (root / ".cache").write_text("", encoding="utf-8")
    done = communs(root, "validate")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Tout est bon.\n", "")


def test_every_command_that_checks_renews_them_and_writes_nowhere_else(root: Path) -> None:
    before = {path for path in root.rglob("*") if path.is_file()}
    communs(root, "validate")
    assert {path.parent for path in root.rglob("*") if path.is_file() and path not in before} == {
        root / editor.FOLDER
    }


def test_a_new_entry_can_be_named_at_once(root: Path) -> None:
    done = communs(root, "new", "organisations", "la-toute-neuve")
    assert done.returncode == 0, done.stderr
    assert "la-toute-neuve" in (root / editor.FOLDER / "offres.json").read_text("utf-8")
    written = root / "catalogue" / "organisations" / "la-toute-neuve.yml"
    assert written.read_text("utf-8").startswith(
        "# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n"
    )


@pytest.mark.parametrize(("schema", "files"), SETTINGS["yaml.schemas"].items())
def test_each_schema_exists_and_is_that_of_its_files(schema: str, files: str) -> None:
    kinds, path = real_kinds(), Path(schema)
    if path.parent == editor.FOLDER:
        assert layout.place(files.replace("*", "essai"), kinds) == Place(
            role="entry", kind=path.stem, id="essai"
        )
        return
    assert (ROOT / path).exists()
    role = next(role for role, name in pipeline.CONFIG.items() if name == path.stem)
    if role == "settings":
        assert (ROOT / files).exists()
    else:
        place = layout.place(files.replace("*", "essai"), kinds)
        assert isinstance(place, Place)
        assert place.role == role


def test_nothing_is_fetched_nor_told_to_others() -> None:
    assert SETTINGS["yaml.schemaStore.enable"] is False
    assert SETTINGS["yaml.kubernetesCRDStore.enable"] is False
    assert SETTINGS["redhat.telemetry.enabled"] is False


def test_one_extension_is_enough() -> None:
    told = json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert told == {"recommendations": ["redhat.vscode-yaml"]}
