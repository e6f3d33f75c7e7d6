"""The pages of territories: what can be used there, what comes from further, and what stands inside."""

from __future__ import annotations

import gzip
import json
import re
from html import unescape

import pytest

from communs import pages
from communs.exports import nearby
from communs.pages.around import around
from communs.pages.edition import Edition
from communs.pages.shelves import PER_PAGE, Shelf, cut
from communs.territories import load
from tests.test_pages import catalogue, edition

OFFER = """\
resume: {fr: Un service inventé., en: An invented service.}
portee_par: [ville]
lien: https://essai.example/
verifie_le: 2026-10-01
"""
TOLD = """\
resume: Une fiche inventée.
origine: pre-remplie
sources: [{url: "https://source.example/", lu_le: 2026-11-23}]
"""


def offer(name: str, needs: str, territories: str, price: str = "") -> str:
    paid = f"frais: {price}\n" if price else ""
    return f"nom: {name}\nbesoins: [{needs}]\nterritoires: [{territories}]\n{paid}{OFFER}"


def organisation(name: str, family: str, territory: str) -> str:
    return f"nom: {name}\nfamille: [{family}]\nterritoires: ['{territory}']\n{TOLD}"


TEXTS = {
    "organisations/ville": organisation("Ville d’essai", "collectivite-territoriale", "commune:59350"),
    "organisations/coop": organisation("Coopérative d’essai", "cooperative", "france"),
    "cooperations/ville-coop": f"collectivite: ville\norganisation: coop\nmodes: [communication]\n{TOLD}",
    "lieux/maison": f"""\
nom: Maison d’essai
code_insee: "59350"
adresse: 1 rue de l’Essai
code_postal: "59000"
porte_par: ville
{TOLD}""",
    "offres/velo": offer("Vélo de Lille", "se-deplacer", "'commune:59350'", "gratuit"),
    "offres/train": offer("Train de France", "se-deplacer, se-nourrir", "france", "payant"),
    "offres/carte": offer("Carte du monde", "se-deplacer", "international"),
    "offres/navette": offer("Navette", "se-deplacer", "'departement:62', 'departement:80', 'commune:59009'"),
}


def site(texts: dict[str, str] = TEXTS, lang: str = "fr") -> dict[str, pages.Page]:
    return {page.address: page for page in pages.territories.pages(edition(texts, lang))}


def words(html: str) -> str:
    """What is read of a page, on one line, with plain spaces."""
    bare = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r" ([,.])", r"\1", " ".join(unescape(bare).split()))


def test_says_at_once_what_is_here_and_what_comes_from_further() -> None:
    assert "1 offre ici, 2 qui viennent de plus loin, 1 lieu." in words(
        site()["territoires/commune-59350/"].body()
    )
    france = words(site()["territoires/france/"].body())
    assert "3 offres ici (dont 2 dans une partie du territoire), 1 qui vient de plus loin, 1 lieu." in france


def test_answers_a_need_from_here_first_then_from_the_nearest() -> None:
    page = site()["territoires/commune-59350/"].body()
    need = words(page[page.index('id="se-deplacer"') : page.index('id="lieux"')])
    assert need.index("Vélo de Lille") < need.index("Vient de plus loin")
    assert (
        "Train de France Payant Par Ville d’essai · France Carte du monde Par Ville d’essai · International"
        in need
    )


def test_what_only_comes_from_further_stands_after_places_and_before_who_acts_here() -> None:
    page = site()["territoires/commune-59350/"].body()
    far = words(page[page.index('id="lieux"') : page.index('id="organisations"')])
    assert "Ce qui vient de plus loin" in far
    assert "Se nourrir Train de France Payant Par Ville d’essai · France" in far


def test_what_many_territories_share_says_those_inside_this_one() -> None:
    region = words(site()["territoires/region-32/"].body())
    assert "Navette Par Ville d’essai Pas-de-Calais, Somme, Villeneuve-d’Ascq" in region


def test_a_place_says_its_address_and_its_commune() -> None:
    assert "Maison d’essai 1 rue de l’Essai, 59000 Lille" in words(
        site()["territoires/departement-59/"].body()
    )


def test_co_operations_of_its_authorities_are_told() -> None:
    french = edition(TEXTS)
    lille, france = (french.territories[id_] for id_ in ("commune:59350", "france"))
    assert [entry.id for entry in around(french, lille).cooperations] == ["ville-coop"]
    assert [entry.id for entry in around(french, france).cooperations] == ["ville-coop"]
    assert '<section id="cooperations"><h2>Coopérations</h2>' in site()["territoires/region-32/"].body()


def test_inner_territories_are_listed_by_level_with_their_counts() -> None:
    inner = words(site()["territoires/region-32/"].body().partition('id="dedans"')[2])
    assert "Départements Nord 2 offres, 1 lieu Pas-de-Calais 1 offre Somme 1 offre" in inner
    assert "Communes Lille 1 offre, 1 lieu Villeneuve-d’Ascq 1 offre" in inner


def test_nothing_yet_says_what_will_stand_here_and_how_to_be_the_first() -> None:
    texts = {
        **TEXTS,
        "organisations/ici": organisation("Association d’ici", "association", "departement:988"),
    }
    page = site(texts)["territoires/departement-988/"].body()
    assert "Pas encore d’offre d’ici, 2 qui viennent de plus loin." in words(page)
    assert (
        'href="../../contribuer/nouvelle-fiche/offres/?territoires.0=departement%3A988">Ajouter la première offre</a>'
        in page
    )


def test_the_index_goes_from_france_to_regions_and_departements() -> None:
    page = site()["territoires/"].body()
    lists = re.sub(r"<(form|details|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r'territoires/([\w-]+)/">', lists) == [
        "france", "international", "region-32", "departement-59", "departement-62", "departement-80",
    ]  # fmt: skip
    assert "Hauts-de-France 2 offres, 1 lieu" in words(page)
    assert "Pas encore de fiche pour : Guadeloupe, Martinique," in words(page)


def test_in_english_every_word_of_ours_is_english() -> None:
    page = words(site(lang="en")["territoires/commune-59350/"].body())
    assert "1 offer here, 2 that come from further away, 1 place." in page
    assert "What do you need?" in page
    assert "From further away Train de France Paid" in page


def test_names_wear_the_curly_apostrophe_and_the_ligature() -> None:
    known = load()
    assert [known.name_in(known.get(id_), "fr") for id_ in ("departement:21", "commune:59009")] == [
        "Côte-d’Or",
        "Villeneuve-d’Ascq",
    ]  # type: ignore[arg-type]
    assert not any("Coeur" in known.name_in(one, "fr") for one in known._tabled.values())


def test_a_long_shelf_goes_on_on_the_next_page() -> None:
    entries = tuple(edition(TEXTS).shown("offres"))
    found = [
        Shelf(id="un", title="Un", entries=entries[:3], total=3),
        Shelf(id="deux", title="Deux", entries=entries[:2], total=2),
    ]
    assert [[(one.id, len(one.entries), one.first, one.last) for one in page] for page in cut(found, 2)] == [
        [("un", 2, True, False)],
        [("un", 1, False, True), ("deux", 1, True, False)],
        [("deux", 1, False, True)],
    ]
    assert cut([], 2) == [[]]


@pytest.fixture(scope="module")
def crowded() -> Edition:
    """A thousand offers in Lille, and a thousand for the whole of France."""
    needs, places = ("se-nourrir", "s-equiper", "se-loger"), ("france", "'commune:59350'")
    many = {
        f"offres/offre-{n}": offer(
            f"Offre inventée numéro {n}", f"se-deplacer, {needs[n % 3]}", places[n % 2], "gratuit"
        )
        for n in range(2000)
    }
    return edition({**TEXTS, **many})


def test_a_thousand_offers_in_one_territory_are_split_and_stay_light(crowded: Edition) -> None:
    found = [
        page
        for page in pages.territories.pages(crowded)
        if page.address.startswith("territoires/commune-59350/")
    ]
    bodies = [page.body() for page in found]
    assert found[1].address == "territoires/commune-59350/page/2/"
    assert "1001 offres ici, 1002 qui viennent de plus loin" in words(bodies[0])
    told = set(re.findall(r"Offre inventée numéro \d*[13579]\b", "".join(bodies)))
    assert len(told) == 1000
    assert max(body.count('class="cm-carte"') for body in bodies) == PER_PAGE
    assert (
        max(len(gzip.compress(body.encode())) for body in bodies) < 60_000
    )  # the head and the sheet come on top
    assert "Tout voir : France (1001)" in words("".join(bodies))
    assert 'href="../../territoires/commune-59350/page/7/#s-equiper"' in bodies[0]


def test_what_has_a_page_is_told_to_who_looks_near_home() -> None:
    ((address, content),) = nearby.files(catalogue(TEXTS))
    assert address == "territoires/pages.json"
    told = json.loads(content)
    assert told["communes"] == ["59350", "59009"]
    assert told["noms"]["epci-200093201"] == "Métropole Européenne de Lille"
    assert "france" not in told["noms"]
