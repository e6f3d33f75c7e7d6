"""`/carte/`: what the map tells in words, which areas lead somewhere, and what stands there before anybody comes."""

from __future__ import annotations

import gzip
import re

from communs.mapping.markers import marks
from communs.pages import atlas
from communs.pages.choropleth import choropleth
from tests.test_pages import edition

OFFER = """\
nom: Offre {name}
resume: Une offre inventée.
portee_par: [essai]
besoins: [se-deplacer]
territoires: [{where}]
lien: https://essai.example/{name}
verifie_le: 2026-10-01
"""
PLACE = """\
nom: Lieu {name}
code_insee: "{commune}"
porte_par: essai
verifie_le: 2026-10-01
"""
TEXTS = {
    "organisations/essai": """\
nom: Coopérative d’essai
resume: Une coopérative inventée.
famille: [cooperative]
territoires: ["commune:59350"]
site_web: https://essai.example
verifie_le: 2026-10-01
""",
    **{f"offres/nord-{n}": OFFER.format(name=f"nord-{n}", where='"departement:59"') for n in range(4)},
    "offres/bretagne": OFFER.format(name="bretagne", where='"region:53"'),
    "offres/france": OFFER.format(name="france", where="france"),
    "offres/noumea": OFFER.format(name="noumea", where='"commune:98818"'),
    "lieux/lille-un": PLACE.format(name="un", commune="59350")
    + "adresse: 1 rue de l’Essai\ncode_postal: '59000'\n",
    "lieux/lille-deux": PLACE.format(name="deux", commune="59350"),
    "lieux/ascq": PLACE.format(name="trois", commune="59009") + "latitude: 50.6228\nlongitude: 3.1449\n",
    "lieux/rennes": PLACE.format(name="quatre", commune="35238"),
    "lieux/saint-denis": PLACE.format(name="cinq", commune="97411"),
}


def told(lang: str = "fr") -> str:
    return atlas.page(edition(TEXTS, lang)).body().replace("\u00a0", " ")


def links(body: str) -> dict[str, str]:
    """In the drawing, what each link is called: where it leads."""
    drawing = body[body.index("<svg") : body.index("</svg>")]
    return {name: to for to, name in re.findall(r'<a href="([^"]*)"[^>]*><title>([^<]*)</title>', drawing)}


def test_an_area_that_has_a_page_leads_there_and_says_what_it_counts() -> None:
    found = links(told())
    assert found["Hauts-de-France : 4 offres, 3 lieux, 1 organisation"] == "../territoires/region-32/"
    assert found["Nord : 4 offres, 3 lieux, 1 organisation"] == "../territoires/departement-59/"
    assert found["La Réunion : 0 offre, 1 lieu, 0 organisation"] == "../territoires/region-04/"
    assert not [name for name in found if name.startswith(("Corse", "Normandie"))]


def test_only_regions_and_places_are_stops_of_the_keyboard() -> None:
    drawing = told()[: told().index("</svg>")]
    stops = re.findall(r'<a href="([^"]*)"(?! tabindex)[^>]*><title>', drawing)
    assert [to.split("/")[-2] for to in stops if "territoires" in to] == [
        "region-32",
        "region-53",
        "region-04",
    ]
    assert drawing.count('tabindex="-1"') == 2


def test_places_too_near_to_be_told_apart_share_a_mark_that_leads_to_their_list() -> None:
    body = told()
    found = links(body)
    assert found["Lille, Villeneuve-d’Ascq : 3 lieux"] == "#lieux-59350"
    assert 'id="lieux-59350"' in body
    assert found["Lieu quatre, Rennes"] == "../lieux/rennes/"


def test_a_mark_gathers_the_places_of_one_sheet_only() -> None:
    held = list(atlas._places(edition(TEXTS)))
    assert [[place.entry.id for place in mark.places] for mark in marks(held)] == [
        ["lille-deux", "lille-un", "ascq"],
        ["rennes"],
        ["saint-denis"],
    ]


def test_the_list_tells_addresses_and_which_points_are_only_the_centre_of_a_commune() -> None:
    body = told()
    assert re.findall("<h3>(.*?)</h3>", body) == ["Bretagne", "Hauts-de-France", "La Réunion"]
    assert "Lieu un</a><span>, 1 rue de l’Essai, 59000</span>" in body
    assert "Un lieu sans coordonnées est posé sur la carte au centre de sa commune : la liste le dit." in body
    assert body.count("(centre de la commune)") == 4


def test_the_table_has_the_figures_of_the_map_from_the_most_to_the_least() -> None:
    body = told()
    rows = re.findall(r'<tr><th scope="row"><a href="../territoires/([^"]*)/">.*?</tr>', body, re.DOTALL)
    assert rows == ["region-32", "region-53", "departement-988", "region-04"]
    assert "1 offre valable partout en France" in body
    assert '<td class="cm-chiffre">4</td><td class="cm-chiffre">3</td><td class="cm-chiffre">1</td>' in body


def test_collectivities_without_an_outline_have_a_box_in_words() -> None:
    body = told()
    assert '<li><a href="../territoires/departement-988/">Nouvelle-Calédonie</a>' in body
    assert "<li>Polynésie française</li>" in body
    assert "Clipperton" not in body


def test_tints_part_what_is_counted_in_three() -> None:
    map_ = choropleth(edition(TEXTS))
    assert map_ is not None
    assert map_.legend == [(1, 1, 2), (2, 3, 3), (3, 4, 4)]
    assert [map_.tint(n) for n in (0, 1, 2, 3, 4)] == [0, 1, 1, 2, 3]
    assert sorted(offers for _, offers in map_.labels) == [1, 4]
    assert map_.departements == []


def test_in_english() -> None:
    body = told("en")
    assert "Hauts-de-France: 4 offers, 3 places, 1 organisation" in links(body)
    assert "By region, from the most to the least" in body


def test_nothing_is_drawn_where_no_entry_names_a_part_of_france() -> None:
    """Nor before anybody has come."""
    body = atlas.page(edition({})).body()
    assert "<svg" not in body and "<table" not in body
    assert "Les lieux se rangeront ici, commune par commune, avec leur adresse." in body
    abroad = edition(
        {"offres/voisine": OFFER.format(name="voisine", where='"pays:BE"').replace("[essai]", "[]")}
    )
    assert choropleth(abroad) is None


def test_a_stamp_shows_where_a_territory_is_and_weighs_little() -> None:
    pages = edition(TEXTS)
    stamps = {
        id: pages.render("reperage.html", "territoires/x/", territory=one)
        for id, one in pages.territories.items()
    }
    nord = pages.sheet.departements["departement:59"].path
    assert nord in stamps["departement:59"] and nord in stamps["commune:59350"]
    assert "svg" not in stamps["france"] + stamps["departement:988"]
    assert max(len(gzip.compress(stamp.encode())) for stamp in stamps.values()) < 3000
