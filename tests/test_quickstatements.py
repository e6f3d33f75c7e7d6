"""What entries know and Wikidata lacks, as QuickStatements reads it, and what a person has to read again first."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from communs import facts
from communs.cli import main
from communs.facts import Facts, filling, gifts, quickstatements
from communs.facts.quickstatements import Batch
from communs.pipeline import Checked
from communs.report import Report
from communs.settings import Wikidata
from tests.conftest import ROOT, lay

Check = Callable[[Path], Checked]
ASKED = ("P31", "P571", "P576", "P856", "P1616", "P1324", "P4033")
COVOIT = """\
nom: Covoit
resume: Coopérative de covoiturage.
famille: [plateforme-cooperative]
territoires: [france]
date_creation: "2018-05"
site_web: https://www.covoit.example.org
reseaux: {mastodon: https://framapiaf.org/@covoit}
identifiants: {siren: "732829320", wikidata: Q1}
verifie_le: 2026-11-02
sources:
  - url: https://annuaire.example.org/covoit
    lu_le: 2026-11-20
    note: identifiants
  - url: https://covoit.example.org/histoire
    lu_le: 2026-11-23
"""
BATCH = """\
Q1\tP571\t+2018-05-00T00:00:00Z/10\tS854\t"https://covoit.example.org/histoire"\tS813\t+2026-11-23T00:00:00Z/11
Q1\tP856\t"https://www.covoit.example.org"\tS854\t"https://covoit.example.org/histoire"\tS813\t+2026-11-23T00:00:00Z/11
Q1\tP4033\t"covoit@framapiaf.org"\tS854\t"https://covoit.example.org/histoire"\tS813\t+2026-11-23T00:00:00Z/11
Q1\tP1616\t"732829320"\tS854\t"https://annuaire.example.org/covoit"\tS813\t+2026-11-20T00:00:00Z/11
"""


def _batch(check: Check, root: Path, entry: str, *known: Facts) -> Batch:
    """The batch of a catalogue with this one entry, where these facts were read."""
    lay(None, root)
    (root / "catalogue/organisations/covoit.yml").write_text(entry, encoding="utf-8")
    for one in known:
        (root / one.path).parent.mkdir(exist_ok=True)
        (root / one.path).write_bytes(facts.write(one))
    checked = check(root)
    faulty = {finding.path for finding in checked.errors}
    return quickstatements.batch(
        checked.catalogue, checked.facts, filling.wanted(checked.catalogue), faulty, checked.day
    )


def _facts(qid: str = "Q1", **more: Any) -> Facts:
    return Facts(**{"requested": qid, "resolved": qid, "properties": ASKED, **more})


def read_v1(batch: str) -> list[tuple[Any, ...]]:
    """Statements as the two programs that run such batches cut them; what neither knows is refused.

    A line ends at a line break, a column at a tab. « | » and « || » stand for both in places, and a comment between
    /* and */ ends a line: they may not appear. A text stands in double quotes, whatever is inside.
    """
    found: list[tuple[Any, ...]] = []
    for line in batch.split("\n")[:-1]:
        assert not re.search(r"\||/\*|\*/|\r", line)
        item, name, value, *rest = line.split("\t")
        assert re.fullmatch(r"Q[1-9]\d*", item)
        assert re.fullmatch(r"P[1-9]\d*", name)
        assert len(rest) % 2 == 0
        assert all(re.fullmatch(r"S[1-9]\d*", key) for key in rest[::2])
        found.append((item, name, _value(value), dict(zip(rest[::2], map(_value, rest[1::2]), strict=True))))
    assert not batch or batch.endswith("\n")
    return found


def _value(written: str) -> str | tuple[str, int]:
    if text := re.fullmatch(r'"([^"]*)"', written):
        assert text[1] == text[1].strip() != ""
        return text[1]
    time = re.fullmatch(r"(\+\d{4}-\d\d-\d\dT00:00:00Z)/(9|10|11)", written)
    assert time, written
    return time[1], int(time[2])


def test_what_is_stated_with_a_source_and_lacking_is_given(tmp_path: Path, check: Check) -> None:
    found = _batch(check, tmp_path, COVOIT, _facts())
    assert found.text == BATCH
    assert read_v1(found.text)[0] == (
        "Q1", "P571", ("+2018-05-00T00:00:00Z", 10),
        {"S854": "https://covoit.example.org/histoire", "S813": ("+2026-11-23T00:00:00Z", 11)},
    )  # fmt: skip
    assert (found.unsafe, found.bare, found.unread) == ([], [], [])


@pytest.mark.parametrize(
    ("known", "given"),
    [
        (_facts(claims={"P856": ({"value": "https://autre.example.org"},)}), ["P571", "P4033", "P1616"]),
        (_facts(properties=("P31", "P571")), ["P571"]),
        (_facts(missing_since="2026-11-01"), []),
    ],
    ids=["it has one already", "nobody looked for the others", "it is gone"],
)
def test_nothing_else_is_given(tmp_path: Path, check: Check, known: Facts, given: list[str]) -> None:
    assert [gift.fact.where for gift in _batch(check, tmp_path, COVOIT, known).gifts] == given


@pytest.mark.parametrize(
    "change",
    [("verifie_le: 2026-11-02", "brouillon: true"), ("plateforme-cooperative", "inconnue"), ("732829320", "732829321")],
    ids=["a draft", "an unknown term", "a wrong number"],
)  # fmt: skip
def test_an_entry_that_is_not_sound_gives_nothing(
    tmp_path: Path, check: Check, change: tuple[str, str]
) -> None:
    found = _batch(check, tmp_path, COVOIT.replace(*change), _facts())
    assert (found.text, found.unread) == ("", [])


def test_a_merged_item_is_given_to_where_it_is_now(tmp_path: Path, check: Check) -> None:
    found = _batch(check, tmp_path, COVOIT, _facts(resolved="Q2"))
    assert {item for item, *_ in read_v1(found.text)} == {"Q2"}


def test_an_item_that_seems_to_be_something_else_is_given_nothing(tmp_path: Path, check: Check) -> None:
    found = _batch(check, tmp_path, COVOIT, _facts(labels={"fr": "Jeanne Dupont"}))
    assert found.text == ""
    assert list(found.told(Report(findings=()), check(tmp_path).catalogue, Wikidata()))[1:] == [
        "Laissés de côté, parce que l’élément semble être autre chose :",
        "  Q1 (catalogue/organisations/covoit.yml)",
    ]


def test_an_item_that_was_never_read_is_named(tmp_path: Path, check: Check) -> None:
    found = _batch(check, tmp_path, COVOIT)
    assert list(found.told(Report(findings=()), check(tmp_path).catalogue, Wikidata())) == [
        "Aucun fait à donner à Wikidata.",
        "Éléments jamais lus : lancez d’abord « communs enrich », pour savoir ce qui leur manque.",
        "  Q1 (catalogue/organisations/covoit.yml)",
    ]


OWN = "https://covoit.example.org/statuts"
OTHER = "https://presse.example.org/article"


@pytest.mark.parametrize(
    ("sources", "site", "date"),
    [
        (f"[{OTHER}, {OWN}]", OWN, OWN),
        (f"[{{url: {OTHER}, lu_le: 2026-11-01}}, {OWN}]", OWN, OWN),
        (f"[{{url: {OTHER}, lu_le: 2026-11-01}}]", OTHER, OTHER),
        (f"[{OTHER}]", None, None),
        ("[{url: https://fr.wikipedia.org/wiki/Covoit, lu_le: 2026-11-01}]", None, None),
        (f"[{OWN}, {{url: {OTHER}, lu_le: 2026-11-01, note: date de création}}]", OWN, OTHER),
        (f"[{{url: {OWN}, lu_le: 2026-11-01, note: forme juridique}}]", OWN, None),
    ],
)
def test_the_reference_is_the_source_that_says_it(
    tmp_path: Path, check: Check, sources: str, site: str | None, date: str | None
) -> None:
    entry = f"{COVOIT.partition('sources:')[0]}sources: {sources}\n"
    found = _batch(check, tmp_path, entry, _facts())
    said = {gift.fact.where: gift.reference.url for gift in found.gifts}
    assert (said.get("P856"), said.get("P571")) == (site, date)
    assert {fact.where for fact in found.bare} >= {
        name for name, url in (("P856", site), ("P571", date)) if not url
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mastodon: ", "https://framapiaf.org/users/covoit"),
        ("mastodon: ", "https://framapiaf.org/@covoit/109"),
        ("date_creation: ", '"1480"'),
    ],
)
def test_what_cannot_be_written_safely_is_left_out_and_named(
    tmp_path: Path, check: Check, field: str, value: str
) -> None:
    entry = re.sub(rf"{field}[^\n}}]*", f"{field}{value}", COVOIT)
    found = _batch(check, tmp_path, entry, _facts())
    assert [str(fact.value) for fact in found.unsafe] == [value.strip('"')]
    assert len(read_v1(found.text)) == 3


@pytest.mark.parametrize(
    "value", ['a "b"', "a\tb", "a\nb", "a|b", "a /* b */", " a", "a\u202eb", "", "a\u2028b", "a\x00b"]
)
def test_a_text_that_would_not_stay_whole_is_not_safe(value: str) -> None:
    assert not gifts.safe(value)


def test_a_person_is_told_what_to_read_again(tmp_path: Path, check: Check) -> None:
    entry = COVOIT.replace("framapiaf.org/@covoit", "framapiaf.org/users/covoit").replace(
        "covoit.example.org/h", "h.example.org/h"
    )
    entry = entry.replace("histoire\n", "histoire\n    note: création\n")
    found = _batch(check, tmp_path, entry, _facts())
    assert (
        "\n".join(found.told(Report(findings=()), check(tmp_path).catalogue, Wikidata()))
        == """\
2 faits que Wikidata n’a pas. À relire avant de les donner : sont-ils exacts, leur source le dit-elle ?
  Covoit (catalogue/organisations/covoit.yml)
    Création (P571) : 2018-05
      d’après https://h.example.org/histoire, lue le 2026-11-23
      « création »
      https://www.wikidata.org/wiki/Q1#P571
    SIREN (P1616) : 732829320
      d’après https://annuaire.example.org/covoit, lue le 2026-11-20
      « identifiants »
      https://www.wikidata.org/wiki/Q1#P1616
Laissés de côté, parce que ces valeurs ne peuvent pas s’écrire là-bas sans risque :
  Mastodon (P4033) : https://framapiaf.org/users/covoit (catalogue/organisations/covoit.yml)
Laissés de côté, parce qu’aucune source datée de la fiche ne les dit :
  Site web (P856) : https://www.covoit.example.org (catalogue/organisations/covoit.yml)
Rien n’est écrit sur Wikidata. Une fois ces lignes relues, collez-les (« V1 ») dans \
https://quickstatements.toolforge.org/#/batch, avec votre compte."""
    )


def test_the_command_writes_the_batch_and_says_what_to_read_again(tmp_path: Path, check: Check) -> None:
    _batch(check, tmp_path, COVOIT, _facts())
    (tmp_path / "schemas").symlink_to(ROOT / "schemas")
    for only in ([], ["--only", "covoit"]):
        done = CliRunner().invoke(main, ["--root", str(tmp_path), "enrich", "--give-back", *only])
        assert (done.exit_code, done.stdout) == (0, BATCH)
        assert done.stderr.startswith("4 faits que Wikidata n’a pas.")
        assert "Rien n’est écrit sur Wikidata." in done.stderr
