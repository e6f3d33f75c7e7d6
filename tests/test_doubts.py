"""Invented entries that are tied to recorded items: where the two part, and where nothing is to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from communs import located, vocabularies
from communs.facts import Facts, claims, doubts, filling
from communs.facts.doubts import Doubts
from tests.conftest import real_kinds
from tests.test_pages import DAY, catalogue
from tests.wikibase.documents import MADE, document

ENTRY = """\
nom: {nom}
resume: Une organisation inventée.
famille: [cooperative]
territoires: [france]
identifiants: {{wikidata: {qid}{more}}}
verifie_le: 2026-10-01
"""


def entry(nom: str, qid: str, *fields: str, more: str = "") -> str:
    """An invented organisation that says it is an item."""
    return "\n".join([ENTRY.format(nom=nom, qid=qid, more=more).rstrip("\n"), *fields, ""])


def read(*qids: str) -> dict[str, Facts]:
    """What recorded documents say of all that organisations ask for."""
    paths = filling.paths(real_kinds()["organisations"])
    found = (claims.reduce(document(qid), qid, paths, DAY) for qid in qids)
    names = {"Q5": {"fr": "être humain", "en": "human"}}
    return {facts.requested: claims.labelled(facts, names) for facts in found}


def of(texts: Mapping[str, str], facts: Mapping[str, Facts]) -> Doubts:
    return doubts.of(catalogue(texts), facts, DAY)


COOP = "organisations/coop-exemple"
SAME = entry(
    "Coop Exemple", MADE, 'date_creation: "2018-06"', "site_web: http://www.example.org", "sigle: COOPEX"
)


def test_what_agrees_is_not_said() -> None:
    assert of({COOP: SAME}, read(MADE)).disagreements == []


def test_the_other_value_is_told_with_its_property() -> None:
    found = of({COOP: SAME.replace("2018-06", "2017").replace("COOPEX", "CX")}, read(MADE)).disagreements
    assert [(one.stated, one.said.property, one.said.claims) for one in found] == [
        ("CX", "P1813", ({"value": "CoopEx", "lang": "fr"},)),
        ("2017", "P571", ({"value": "2018"}, {"value": "2018-06"})),
    ]


def test_a_legal_form_is_another_one_by_the_items_of_the_terms_as_they_are_today() -> None:
    path = "catalogue/vocabulaires/statuts_juridiques.yml"
    terms = "".join(
        f"  - id: {id_}\n    libelle: {{fr: {id_}, en: {id_}}}\n    correspondances: {{wikidata: [{qid}]}}\n"
        for id_, qid in (("scic", "Q1"), ("association", "Q3"))
    )
    listed, _ = vocabularies.read("statuts_juridiques", located.read(f"termes:\n{terms}".encode(), path))
    told = Facts(requested="Q7", resolved="Q7", claims={"P1454": ({"item": "Q2"},)})
    known = {"Q7": told, "Q1": Facts(requested="Q1", resolved="Q2")}
    for form, stated in (("scic", []), ("association", ["association"]), ("autre", [])):
        linked = catalogue({"organisations/essai": entry("Essai", "Q7")})
        linked.entries["organisations", "essai"].data["statut_juridique"] = form
        tied = replace(linked, vocabularies={"statuts_juridiques": listed})
        assert [one.stated for one in doubts.of(tied, known, DAY).disagreements] == stated


def test_a_person_is_no_organisation_and_has_another_name() -> None:
    [one] = of({"organisations/guide": entry("Le Guide", "Q42")}, read("Q42")).misfits
    assert one.misnamed
    assert [claim["labels"]["fr"] for claim in one.natures] == ["être humain"]


def test_the_right_name_leaves_the_wrong_nature() -> None:
    [one] = of({COOP: SAME}, read(MADE)).misfits
    assert not one.misnamed
    assert [claim["item"] for claim in one.natures] == ["Q5"]


def test_another_name_of_the_entry_is_enough() -> None:
    told = entry("Le Guide", "Q42", "noms_alternatifs: [Douglas N. Adams]")
    assert not of({"organisations/guide": told}, read("Q42")).misfits[0].misnamed


def test_an_item_without_a_name_is_not_said_to_have_another() -> None:
    assert of({"organisations/pierres": entry("Les Pierres", "Q53265341")}, read("Q53265341")).misfits == []


def test_what_is_over_there_and_runs_here() -> None:
    facts = {"Q7": Facts(requested="Q7", resolved="Q7", claims={"P576": ({"value": "2020"},)})}
    running = {"organisations/essai": entry("Essai", "Q7")}
    [one] = of(running, facts).over
    assert one.claims == ({"value": "2020"},)
    ended = {"organisations/essai": running["organisations/essai"] + 'statut: termine\ndate_fin: "2020"\n'}
    assert of(ended, facts).over == []
    for to_come in ({"value": "2026"}, {"value": "2020", "precision": 8}, {"value": "12026"}):
        facts = {"Q7": Facts(requested="Q7", resolved="Q7", claims={"P576": (to_come,)})}
        assert of(running, facts).over == []


def test_merged_and_missing_items() -> None:
    texts = {
        "organisations/pierres": entry("Les Pierres", "Q53265341"),
        "organisations/perdue": entry("Perdue", "Q10908976", 'date_creation: "2018"'),
    }
    gone = Facts(
        requested="Q10908976", resolved="Q10908976", missing_since="2026-11-20",
        labels={"fr": "Autre chose"}, claims={"P571": ({"value": "1990"},)},
    )  # fmt: skip
    found = of(texts, read("Q53265341") | {gone.requested: gone})
    assert [(mention.qid, facts.resolved) for mention, facts in found.merged] == [("Q53265341", "Q11036")]
    assert [(mention.qid, facts.missing_since) for mention, facts in found.missing] == [
        ("Q10908976", "2026-11-20")
    ]
    assert (found.disagreements, found.misfits) == (
        [],
        [],
    )  # what was known of it is no longer to be argued with


def test_entries_without_an_item_are_told_by_kind() -> None:
    texts = {
        COOP: SAME,
        "organisations/sans": entry("Sans", "Q7").replace("wikidata: Q7", "siren: '732829320'"),
        "organisations/pas-prete": "nom: Pas prête\nbrouillon: true\n",
        "organisations/finie": entry("Finie", "Q7", "statut: termine").replace("wikidata: Q7", "osm: node/1"),
    }
    found = of(texts, {})
    assert {kind: [one.id for one in some] for kind, some in found.untied.items() if some} == {
        "organisations": ["sans"]
    }
    assert found.untied.keys() == {name for name, kind in real_kinds().items() if filling.tied(kind)}
    assert (found.disagreements, found.misfits, found.over, found.merged, found.missing) == (
        [],
        [],
        [],
        [],
        [],
    )
