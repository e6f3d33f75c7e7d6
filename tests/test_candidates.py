"""Which items an entry may be: the right one of recorded items comes first among others of its name, and why."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communs.facts import Facts, candidates, claims, filling, naming
from communs.facts.candidates import Candidate, ranked, sure
from communs.pipeline import Checked
from communs.report import say
from tests.conftest import lay, real_kinds
from tests.wikibase.documents import MADE, document

Check = Callable[[Path], Checked]
DAY = datetime.date(2026, 11, 23)
PATHS = filling.paths(real_kinds()["organisations"]) | {(name,) for name in candidates.PLACES}
NAMES = {"Q33": {"fr": "Finlande", "en": "Finland"}, "Q142": {"fr": "France"}, "Q40898": {"mul": "Nancy"}}
SIREN = "732829320"  # that of manuals
OTHERS = ("Q271094", "Q571", "Q72638", "Q103940464")
REST = "resume: Une fiche.\nfamille: [plateforme-cooperative]\nverifie_le: 2026-11-02\n"


def item(qid: str, label: str = "", number: str = "") -> dict[str, Any]:
    """A recorded document, under another name and another number where they are given."""
    told = document(qid)
    if qid == MADE:  # where it was recorded, « Q5 » was no person, and any nine digits made a SIREN
        del told["claims"]["P31"]
        told["claims"]["P1616"][0]["mainsnak"]["datavalue"]["value"] = SIREN
    labels = {"labels": {"fr": {"language": "fr", "value": label}}} if label else {}
    return told | labels | ({"id": number} if number else {})


def at(qid: str) -> dict[str, Any]:
    """A statement that names an item."""
    value = {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": qid}}
    return {
        "rank": "normal",
        "mainsnak": {"snaktype": "value", "datatype": "wikibase-item", "datavalue": value},
    }


def facts(told: dict[str, Any], asked: str = "") -> Facts:
    """What the real code keeps of a document."""
    return claims.labelled(claims.reduce(told, asked or told["id"], PATHS, DAY), NAMES)


def found(check: Check, root: Path, entry: str, *known: Facts) -> list[Candidate]:
    """The candidates of an entry, best first."""
    lay(None, root)
    path = root / "catalogue/organisations/essai.yml"
    path.write_text(f"{entry}{REST}", encoding="utf-8")
    catalogue = check(root).catalogue
    return ranked(catalogue, catalogue.entries["organisations", "essai"], known, DAY)


def why(candidate: Candidate) -> str:
    """What is said of a candidate."""
    return ", ".join(say(reason, "fr") for reason in candidate.why("fr"))


CASES = {  # the item that an entry is, whatever else has its name, and why
    MADE: ('nom: Autre nom\nterritoires: [france]\nidentifiants: {siren: "732829320"}\n', "même SIREN"),
    "Q22": (
        "nom: Écosse\nterritoires: [europe]\nsite_web: https://scotland.org\n",
        "même site web, même nom",
    ),
    "Q217447": (
        "nom: Verla\nterritoires: [pays:FI]\nsite_web: https://autre.example.org\n",
        "même nom, même pays (Finlande), désaccord\u00a0: site web",
    ),
    "Q2112": (
        'nom: Bielefeld\nterritoires: [europe]\ndate_creation: "1214"\nsite_web: https://www.bielefeld.de\n',
        "même site web, même nom, même date (création)",
    ),
    "Q32063953": (  # merged since
        "nom: Ville de Karlsruhe\nterritoires: [europe]\nsite_web: http://karlsruhe.de/\n",
        "même site web, nom proche",
    ),
}


@pytest.mark.parametrize("qid", CASES)
def test_the_right_one_comes_first_among_namesakes(tmp_path: Path, check: Check, qid: str) -> None:
    entry, reasons = CASES[qid]
    label = entry.partition("\n")[0].removeprefix("nom: ")
    others = [facts(item(other, label, f"Q{900 + n}")) for n, other in enumerate(OTHERS)]
    told = found(check, tmp_path, entry, *others[:2], facts(item(qid), qid), *others[2:])
    assert (told[0].qid, why(told[0])) == (item(qid)["id"], reasons)
    assert {one.qid for one in told[1:]} == {"Q900", "Q901", "Q902", "Q903"}


def test_a_person_a_list_and_what_is_gone_are_no_candidates(tmp_path: Path, check: Check) -> None:
    adams = "nom: Douglas Adams\nterritoires: [france]\nsite_web: https://douglasadams.com\n"
    gone = replace(facts(item("Q72638", "Douglas Adams", "Q7")), missing_since="2026-11-01")
    assert found(check, tmp_path, adams, facts(item("Q42")), gone) == []


@pytest.mark.parametrize(
    ("entry", "shown", "certain"),
    [
        ("nom: Coop Exemple\nterritoires: [france]\n", True, False),
        ('nom: Coop Exemple\nterritoires: [france]\ndate_creation: "2018"\n', True, True),
        ("nom: Coop Exemple\nterritoires: [france]\nsite_web: https://example.org\n", True, True),
        ("nom: La coop Exemple\nterritoires: [france]\nsite_web: http://www.example.org/\n", True, True),
        ("nom: Tout autre\nterritoires: [france]\nsite_web: https://example.org\n", True, False),
        ("nom: Coop Exemple\nterritoires: [france]\nsite_web: https://autre.org\n", True, False),
        ('nom: Tout autre\nterritoires: [france]\nidentifiants: {siren: "732829320"}\n', True, True),
        ('nom: Autre\nterritoires: [france]\nidentifiants: {siren: "732829320"}\nsite_web: https://a.fr\n', True, False),
        ('nom: Coop Exemple\nterritoires: [france]\nidentifiants: {siren: "404833048"}\n', False, False),
        ("nom: Exemple\nterritoires: [france]\n", False, False),
        ("nom: Tout autre\nterritoires: [france]\n", False, False),
    ],
    ids=["name", "name, year", "name, site", "near name, site", "site", "name, other site", "number", "number, other site",
         "name, other number", "near name", "nothing"],
)  # fmt: skip
def test_what_convinces_and_what_is_sure(
    tmp_path: Path, check: Check, entry: str, shown: bool, certain: bool
) -> None:
    told = found(check, tmp_path, entry, facts(item(MADE)))
    assert (bool(told), sure(told) is not None) == (shown, certain)


def test_nothing_is_sure_where_another_has_the_like_of_it(tmp_path: Path, check: Check) -> None:
    entry = "nom: Coop Exemple\nterritoires: [france]\nsite_web: https://example.org\n"
    told = found(check, tmp_path, entry, facts(item(MADE)), facts(item(MADE, "Coop Exemple", "Q7")))
    assert [one.strong for one in told] == [True, True]
    assert sure(told) is None


@pytest.mark.parametrize(
    ("territory", "reason"),
    [
        ("commune:54395", "même lieu (Nancy)"),
        ("departement:54", "même pays (France)"),
        ("pays:FI", "mais ailleurs (France)"),
        ("international", ""),
    ],
)
def test_where_it_is_counts(tmp_path: Path, check: Check, territory: str, reason: str) -> None:
    told = item(MADE)
    told["claims"] |= {"P159": [at("Q40898")], "P17": [at("Q142")]}
    one, *_ = found(check, tmp_path, f"nom: Coop Exemple\nterritoires: ['{territory}']\n", facts(told))
    assert why(one) == ", ".join(filter(None, ("même nom", reason)))
    assert one.strong is (territory == "commune:54395")


def test_what_has_come_to_its_end_is_said(tmp_path: Path, check: Check) -> None:
    told = item(MADE)
    told["claims"]["P576"] = told["claims"]["P571"][:1]
    entry = "nom: Coop Exemple\nterritoires: [france]\nsite_web: https://example.org\n"
    one, *_ = found(check, tmp_path, entry, facts(told))
    assert (why(one), one.strong) == ("même site web, même nom, mais qui n’existe plus", False)


def test_it_is_searched_by_all_its_names(tmp_path: Path, check: Check) -> None:
    entry = "nom: A\nsigle: AA\nnoms_alternatifs: [B, A, C]\nterritoires: [france]\n"
    found(check, tmp_path, entry)
    catalogue = check(tmp_path).catalogue
    assert naming.of_entry(catalogue, catalogue.entries["organisations", "essai"]) == ["A", "B", "C", "AA"]
