"""A field that is given up: said to whoever writes it, mended where it can be, and offered to nobody any more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from communs import draft, located
from communs.exports import schemas
from communs.findings import Span
from communs.kinds import Kind, read
from communs.pages import controls, guide
from communs.pipeline import check, read_kinds
from tests.command import communs
from tests.conftest import CASES, ROOT, lay
from tests.language_server import editing
from tests.test_editor import SETTINGS
from tests.test_pages import edition

CASE = CASES / "invalides" / "champ-retire"
SCHEMA = CASE / "schemas" / "ateliers" / "schema.json"


def plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def kind() -> Kind:
    return read("ateliers", SCHEMA.read_text("utf-8"), (ROOT / "schemas" / "commun.json").read_text("utf-8"))


def retire(root: Path) -> None:
    """« frais_precisions » gives way to a new field, in the schemas of a catalogue."""
    place = root / "schemas" / "offres" / "schema.json"
    schema = json.loads(place.read_text("utf-8"))
    schema["properties"]["prix_detaille"] = {"type": "string", "title": "Prix détaillé"}
    schema["properties"]["frais_precisions"] |= {
        "deprecated": True,
        "x-retired": {"on": "2027-06-01", "use": "prix_detaille"},
    }
    place.write_text(json.dumps(schema), "utf-8")


def test_the_whole_way_of_a_maintainer(tmp_path: Path) -> None:
    """Retire a field, see who uses it, mend what can be, propose the rest: at no step is anything refused."""
    root = lay(None, tmp_path)
    shutil.copytree(ROOT / "schemas", root / "schemas")
    retire(root)
    entry = root / "catalogue" / "offres" / "covoiturer.yml"
    whole = entry.read_text("utf-8")
    entry.write_text(f"{whole.rstrip()}\nfrais_precisions: 5 euros par trajet\n", "utf-8")
    done = communs(root, "validate")
    assert (done.returncode, done.stderr) == (0, "")
    assert plain(done.stdout.splitlines()[0]).endswith(
        "attention: Le champ « frais_precisions » prend fin le 2027-06-01. [champ-retire]"
    )
    done = communs(root, "validate", "--fix", "--lang", "en")
    assert (done.returncode, done.stdout) == (0, "All is well.\n")
    assert entry.read_text("utf-8").endswith("\nprix_detaille: 5 euros par trajet\n")
    done = communs(root, "new", "offres", "toute-neuve")
    assert done.returncode == 0
    new = (root / "catalogue" / "offres" / "toute-neuve.yml").read_text("utf-8")
    assert "prix_detaille" in new
    assert "frais_precisions" not in new


def test_the_same_is_said_on_any_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay(CASE, tmp_path)
    said = []
    for day in ("1000000000", "4000000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        said.append([one for one in check(root).findings if one.rule == "champ-retire"])
    assert said[0] == said[1]
    assert {one.severity for one in said[0]} == {"warning"}


def test_only_a_value_that_the_new_field_takes_is_renamed(tmp_path: Path) -> None:
    findings = check(lay(CASE, tmp_path)).findings
    fixed = {(one.path.rpartition("/")[2], one.span.line): one.fix.text for one in findings if one.fix}
    assert fixed == {("couture.yml", 3): "tarif", ("couture.yml", 7): "date", ("couture.yml", 8): "date"}


def test_a_form_and_a_new_entry_offer_it_no_more() -> None:
    shown = controls.form(kind(), edition().catalogue, "fr")
    paths = [one.path for one in (*shown.essential, *shown.more, *shown.drawers, *shown.standing)]
    assert paths == ["nom", "tarif", "pages", "seances"]
    (sessions,) = shown.drawers
    assert [one.path for one in sessions.children[0].children] == ["seances.#.date"]
    blank = draft.write(kind(), "couture", {}, edition().day)
    assert [name for name in ("prix", "page", "animatrice", "jour") if f"\n# {name}:" in blank] == []
    assert "\n# tarif:" in blank
    kept = draft.write(kind(), "couture", {("prix",): "prix libre"}, edition().day)
    assert "\nprix: prix libre\n" in kept


def test_an_editor_strikes_it_through_and_proposes_it_no_more(tmp_path: Path) -> None:
    catalogue = check(lay(CASE, tmp_path)).catalogue
    copies = {name: json.loads(data) for name, data in schemas.copies(catalogue)}
    fields = copies["ateliers.json"]["properties"]
    assert plain(fields["prix"]["deprecationMessage"]) == (
        "Le champ « prix » prend fin le 2027-06-01. Écrivez « tarif » à la place."
    )
    assert plain(fields["page"]["deprecationMessage"]).endswith(
        "Mettez cette adresse dans « pages », qui en prend plusieurs."
    )
    assert "deprecationMessage" not in fields["tarif"]
    given = {name: json.loads(data) for name, data in schemas.files(catalogue)}["schemas/ateliers.json"]
    assert given["properties"]["prix"]["deprecated"] is True
    assert "deprecationMessage" not in given["properties"]["prix"]


@pytest.mark.parametrize(
    ("lang", "heading", "said"),
    [
        ("fr", "Les champs qui prennent fin",
         ["Le champ « prix » prend fin le 2027-06-01.", "Écrivez « tarif » à la place."]),
        ("en", "Fields that end", ["The field “prix” ends on 2027-06-01.", "Write “tarif” instead."]),
    ],
)  # fmt: skip
def test_the_guide_of_fields_says_so(lang: str, heading: str, said: list[str]) -> None:
    told = guide._Guide(edition=edition(lang=lang), kind=kind())
    title, fields = told.groups[-1]
    assert title == heading
    assert [one.field.name for one in fields] == ["prix", "page", "animatrice"]
    assert [plain(one) for one in fields[0].when] == said


def test_an_entry_that_still_has_it_keeps_showing_it(tmp_path: Path) -> None:
    checked = check(lay(CASE, tmp_path))
    entry = checked.catalogue.entries["ateliers", "couture"]
    assert entry.kind.fields["prix"].retired["use"] == "tarif"
    assert entry.data["prix"] == "5 euros la séance"
    assert checked.sound


def test_a_misspelt_name_leads_to_no_field_that_ends(tmp_path: Path) -> None:
    root = lay(CASE, tmp_path)
    (root / "catalogue" / "ateliers" / "faute.yml").write_text("nom: Faute\nzone: Elle\n", "utf-8")
    said = [str(one.hint) for one in check(root).findings if one.rule == "champ-inconnu"]
    assert said == ["Les champs possibles sont : tarif, pages, seances."]


def test_the_example_of_every_kind_uses_only_what_lasts() -> None:
    for one in read_kinds(ROOT).values():
        value = located.read(one.example.encode(), "exemple.yml").value
        assert [name for name in value if one.fields[name].retired] == []


def test_its_place_is_that_of_the_name(tmp_path: Path) -> None:
    found = next(one for one in check(lay(CASE, tmp_path)).findings if one.rule == "champ-retire")
    assert found.span == Span(line=3, column=1, end_line=3, end_column=5)


@pytest.mark.slow
def test_a_real_editor_warns_and_proposes_what_lasts(tmp_path: Path) -> None:
    root = lay(CASE, tmp_path)
    communs(root, "validate")
    path, line = (
        "catalogue/ateliers/essai.yml",
        "# yaml-language-server: $schema=../../.cache/schemas/ateliers.json\n",
    )
    with editing(root, SETTINGS) as server:
        (found,) = server.diagnostics(path, f"{line}nom: Essai\nprix: 5 euros\n")
        assert (
            plain(found["message"])
            == "Le champ « prix » prend fin le 2027-06-01. Écrivez « tarif » à la place."
        )
        server.diagnostics(path, f"{line}nom: Essai\n\n")
        proposed = server.completions(path, 3, 1)
        assert {"tarif", "pages", "seances"} <= proposed.keys()
        assert not {"prix", "page", "animatrice"} & proposed.keys()
