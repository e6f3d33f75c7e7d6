"""The items that the catalogue names, and what becomes of them: merged, gone, or read already."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from communs import disk, pipeline
from communs.facts import Facts, filling, items
from tests.conftest import CASES, lay

Check = Callable[[Path], pipeline.Checked]
MERGED = CASES / "invalides" / "wikidata-fusionne"
GONE = CASES / "invalides" / "wikidata-absent"


def test_entries_then_terms_name_items(check: Check, tmp_path: Path) -> None:
    checked = check(lay(MERGED, tmp_path))
    named = [(one.qid, one.document.path, one.path) for one in items.mentions(checked.catalogue)]
    terms = ("catalogue/vocabulaires/statuts_juridiques.yml", ("termes", 0, "correspondances", "wikidata"))
    assert named == [
        ("Q32063953", "catalogue/organisations/encore.yml", ("identifiants", "wikidata")),
        ("Q53265341", "catalogue/organisations/essai.yml", ("identifiants", "wikidata")),
        ("Q1040", "catalogue/organisations/karlsruhe.yml", ("identifiants", "wikidata")),
        ("Q900000019", terms[0], (*terms[1], 0)),
        ("Q900000020", terms[0], (*terms[1], 1)),
        ("Q900000019", terms[0], ("termes", 1, *terms[1][2:], 0)),
    ]
    assert {one.qid for one in items.mentions(checked.catalogue)} <= filling.wanted(checked.catalogue).keys()


def test_what_is_malformed_names_nothing(check: Check, tmp_path: Path) -> None:
    checked = check(lay(CASES / "invalides" / "format-qid", tmp_path))
    assert list(items.mentions(checked.catalogue)) == []
    lists = check(lay(CASES / "invalides" / "vocabulaire-mal-forme", tmp_path / "listes"))
    assert list(items.mentions(lists.catalogue)) == []


def test_a_new_number_takes_the_place_of_the_old_one_in_its_quotes(check: Check, tmp_path: Path) -> None:
    checked = check(lay(MERGED, tmp_path))
    done = pipeline.fix(checked, lambda path: True)
    assert done.made == 2
    for path in ("organisations/essai.yml", "organisations/karlsruhe.yml"):
        right = (MERGED / "corrige" / "catalogue" / path).read_bytes()
        assert disk.read_bytes(tmp_path / "catalogue" / path) == right
    lists = (tmp_path / "catalogue" / "vocabulaires" / "statuts_juridiques.yml").read_text("utf-8")
    assert "        - Q900000020\n" in lists
    assert "[Q900000019, Q900000020]" in lists
    assert {(f.path, f.fix) for f in check(tmp_path).findings if f.rule == "wikidata-fusionne"} == {
        ("catalogue/organisations/encore.yml", None),
        ("catalogue/vocabulaires/statuts_juridiques.yml", None),
    }


def test_two_that_become_one_are_for_a_person_to_join(check: Check, tmp_path: Path) -> None:
    checked = check(lay(MERGED, tmp_path))
    facts = {
        old: Facts(requested=old, resolved="Q7") for old in ("Q32063953", "Q53265341", "Q900000019")
    }  # neither of the first two has the new number yet
    found = [one for one in items.check(checked.catalogue, facts) if "organisations" in one.path]
    assert [(one.fix, str(one.hint)) for one in found] == [
        (None, f"La fiche « {other} » désigne déjà cet élément : si c’est la même chose, n’en gardez qu’une.")
        for other in ("essai", "encore")
    ]


def test_what_is_gone_is_no_error(check: Check, tmp_path: Path) -> None:
    checked = check(lay(GONE, tmp_path))
    assert checked.sound
    assert [(one.rule, one.fix) for one in checked.findings] == [("wikidata-absent", None)] * 2


def test_where_nothing_was_read_nothing_is_said(check: Check, tmp_path: Path) -> None:
    checked = check(lay(MERGED, tmp_path))
    assert list(items.check(checked.catalogue, {})) == []
    known = {"Q53265341": Facts(requested="Q53265341", resolved="Q53265341")}
    assert list(items.check(checked.catalogue, known)) == []
