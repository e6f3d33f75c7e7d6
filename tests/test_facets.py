"""What narrows an index: values, counts, lists; how a sentence says where; which entries fit."""

from __future__ import annotations

import json
import subprocess
from importlib.resources import files as package_files

import pytest

from communs.pages import Edition, all_pages, facets, lists, where
from communs.pages.facet import Facet
from communs.territories import load
from tests.language_server import NODE
from tests.test_pages import TEXTS, edition

NATIONAL = TEXTS["offres/voiture"]
MORE = {
    **TEXTS,
    "offres/lille": NATIONAL.replace("Voiture", "Vélo")
    .replace("france", '"commune:59350"')
    .replace("payant", "gratuit"),
    "offres/nord": NATIONAL.replace("Voiture", "Car").replace("[france]", '["departement:59"]'),
    "communs/outil": "nom: Outil\nresume: Un outil.\ntype: logiciel-libre\nlicence: AGPL-3.0-or-later\n"
    "verifie_le: 2026-11-01\n",
    "communs/carte": "nom: Carte\nresume: Une carte.\ntype: donnees-ouvertes\nlicence: ODbL-1.0\nverifie_le: 2026-11-01\n",
    "mutualisations/ouverte": "nom: Ouverte\nresume: On entre.\ntype: materiel\netat: idee\nparticipants: []\n"
    "ouvert_a_de_nouveaux: true\nverifie_le: 2026-11-01\n",
    "mutualisations/fermee": "nom: Fermée\nresume: C’est plein.\ntype: materiel\netat: idee\nparticipants: []\n"
    "verifie_le: 2026-11-01\n",
}


@pytest.fixture(scope="module")
def french() -> Edition:
    return edition(MORE)


def of(whole: Edition, kind: str) -> dict[str, Facet]:
    entries = lists.listed(whole, kind)
    return {facet.name: facet for facet in facets.of(whole, whole.catalogue.kinds[kind], entries)}


def counts(facet: Facet) -> dict[str, int]:
    return {value.id: value.count for value in facet.values}


def test_each_marked_field_narrows_unless_all_entries_agree(french: Edition) -> None:
    assert [*of(french, "offres")] == [
        "territoire",
        "frais",
        "statut",
    ]  # all are for the same need and public
    assert [*of(french, "communs")] == ["type", "licence"]
    assert of(french, "organisations") == {}  # a single one
    assert counts(of(french, "offres")["frais"]) == {"gratuit": 1, "payant": 2}


def test_what_is_unsaid_is_what_the_schema_says_it_means(french: Edition) -> None:
    assert counts(of(french, "offres")["statut"]) == {"actif": 3, "termine": 1}


def test_a_place_keeps_what_is_inside_and_what_comes_from_further(french: Edition) -> None:
    places = of(french, "offres")["territoire"]
    assert counts(places) == {
        "france": 2, "region-32": 4, "departement-59": 4, "epci-200093201": 4, "commune-59350": 4,
    }  # fmt: skip
    ids = [value.id for value in places.values]
    assert {ids[at] for at in places.within[ids.index("departement-59")]} == {"region-32", "france"}
    assert [ids[at] for at in places.wide] == ["france"]
    assert places.values[0].to == "territoires/france/"


def test_a_place_beyond_the_longest_list_is_known_by_what_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communs.pages.facet_places.MOST", 3)
    places = of(edition(MORE), "offres")["territoire"]
    ids = [value.id for value in places.values]
    assert {*ids} == {"france", "region-32", "departement-59"}
    assert (-1 - ids.index("departement-59"),) in places.rows


def test_a_value_without_a_page_of_its_own_has_a_list(french: Edition) -> None:
    site = {page.address: page for page in lists.indexes(french)}
    page = site["offres/frais/gratuit/"]
    body = page.body().replace("\u00a0", " ")
    assert page.title.replace("\u00a0", " ") == "Offres : Gratuit"
    assert "Vélo partagée" in body and "Car partagée" not in body
    assert '<a href="../../../offres/">Offres</a> › Prix' in body
    assert 'data-valeur="gratuit" aria-current="page"' in body
    assert 'href="../../../offres/?frais=gratuit"' in body
    assert "<script" not in body
    assert "communs/licence/agpl-3.0-or-later/" in site
    assert "besoins" not in {address.split("/")[1] for address in site}


def test_a_yes_says_to_which_question(french: Edition) -> None:
    (value,) = of(french, "mutualisations")["ouvert_a_de_nouveaux"].values
    assert (value.label, value.full.replace("\u00a0", " ")) == (
        "Oui",
        "Ouverte à de nouveaux participants : oui",
    )


def test_without_script_every_count_leads_to_a_page(french: Edition) -> None:
    addresses = {page.address for page in all_pages(french)}
    for kind in french.catalogue.kinds:
        for facet in of(french, kind).values():
            for value in facet.values:
                assert value.to.partition("#")[0] in addresses


def test_a_long_list_of_a_value_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    site = {page.address: page for page in lists.indexes(edition(MORE))}
    assert {"offres/frais/payant/", "offres/frais/payant/page/2/"} <= site.keys()
    assert '"rows": null' in site["offres/"].body()
    assert "facets.mjs" not in site["offres/page/2/"].body()
    split = {kind: rows for kind, _, rows in lists.split_indexes(edition(MORE))}
    assert [*split] == ["offres", "communs", "mutualisations"]
    assert len(split["offres"]) == 4


@pytest.mark.parametrize(
    ("id_", "french", "english"),
    [
        ("france", "dans toute la France", "all over France"),
        ("region:53", "en Bretagne", "in Bretagne"),
        ("region:32", "dans les Hauts-de-France", "in Hauts-de-France"),
        ("region:44", "dans le Grand Est", "in Grand Est"),
        ("region:04", "à La Réunion", "in La Réunion"),
        ("departement:59", "dans le Nord", "in Nord"),
        ("departement:33", "en Gironde", "in Gironde"),
        ("departement:01", "dans l’Ain", "in Ain"),
        ("departement:75", "à Paris", "in Paris"),
        ("departement:80", "dans la Somme", "in Somme"),
        ("commune:59350", "à Lille", "in Lille"),
        ("commune:76351", "au Havre", "in Le Havre"),
        ("epci:200093201", "", ""),
    ],
)
def test_where(id_: str, french: str, english: str) -> None:
    known = load()
    place = known.get(id_)
    assert place is not None
    assert where.said(place, known.name_in(place, "fr"), "fr") == french
    assert where.said(place, known.name_in(place, "en"), "en") == english


_ROWS = """
const rows = [[[0], [0]], [[1], [2]], [[0, 1], [1]], [[], [-2]]];
const data = { rows, at: 1, within: [[], [0], [1, 0]], wide: [0] };
const told = ({ found, far, counts, without }) => ({ found, far, counts: counts.map((map) => [...map].sort()), without });
const set = (...values) => new Set(values);
console.log(JSON.stringify([
  told(narrowed(data, [set(), set()], true)),
  told(narrowed(data, [set(0), set()], true)),
  told(narrowed(data, [set(), set(2)], true)),
  told(narrowed(data, [set(), set(2)], false)),
  told(narrowed(data, [set(0), set(2)], false)),
]));
"""


def test_or_inside_a_facet_and_across_with_counts_and_ways_out() -> None:
    """France holds a region, which holds a town; the four entries: France, the town, the region, in the region."""
    module = (package_files("communs") / "assets" / "facets" / "rows.mjs").read_text("utf-8")
    done = subprocess.run(
        [NODE, "--input-type=module"], input=module + _ROWS, capture_output=True, text=True, check=True
    )
    nothing, need, town, town_alone, neither = json.loads(done.stdout)
    assert nothing["found"] == [0, 1, 2, 3]
    assert nothing["counts"] == [[[0, 2], [1, 2]], [[0, 1], [1, 4], [2, 3]]]
    assert need["found"] == [0, 2]
    assert need["counts"][0] == nothing["counts"][0]  # ticking more of the same facet adds
    assert (town["found"], town["far"]) == ([1, 0, 2], 2)  # what is on the spot comes first
    assert town_alone["found"] == [1]
    assert (neither["found"], neither["without"]) == ([], [1, 2])
