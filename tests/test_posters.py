"""A poster says what people can use, in the order of their needs, and never more than its page holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from communs.pages import Edition, entry, posters
from communs.pages.poster import Poster, sheet
from tests.conftest import real
from tests.test_pages import TEXTS
from tests.test_pages import edition as plain_edition

ADDRESS = "https://communs.example.org"
OFFER = """\
nom: {name}
resume: Une offre inventée.
portee_par: [essai]
besoins: [{need}]
territoires: ["{where}"]
lien: https://www.essai.example/longue/adresse
frais: gratuit
verifie_le: 2026-10-01
"""
PLACE = """\
nom: Le Lieu d’essai
resume: Un lieu inventé.
code_insee: "59350"
porte_par: essai
horaires: "Mo-Fr 09:00-12:00"
offres_relayees: [voiture, finie]
verifie_le: 2026-10-01
"""
BOUQUET = """\
nom: Partir en week-end
resume: Un bouquet inventé.
offres:
  - {offre: voiture, pourquoi: Pour partir.}
  - {offre: ici, pourquoi: {fr: Pour revenir., en: To come back.}}
compose_par: essai
verifie_le: 2026-10-01
"""
MORE = {
    **TEXTS,
    "offres/ici": OFFER.format(name="Manger ici", need="se-nourrir", where="commune:59350"),
    "offres/la": OFFER.format(name="Manger là", need="se-nourrir", where="departement:59"),
    "lieux/lieu": PLACE,
    "bouquets/week-end": BOUQUET,
}


def edition(texts: Mapping[str, str] = MORE, lang: str = "fr", address: str = ADDRESS) -> Edition:
    made = plain_edition(texts, lang)
    return replace(made, settings=replace(made.settings, address=address))


def poster(made: Edition, to: str) -> Poster:
    return next(one for one in posters.every(made) if one.to == to)


def html(made: Edition, to: str) -> str:
    return posters.page(made, poster(made, to)).body().replace("\u00a0", " ")


def names(body: str) -> list[str]:
    return re.findall(r'<p class="cm-affiche-nom".*?<a [^>]*>(.*?)</a>', body)


def details(body: str) -> list[str]:
    return re.findall('<p class="cm-affiche-detail">(.*?)</p>', body)


def test_a_territory_shows_its_offers_and_those_that_come_there_by_need() -> None:
    body = html(edition(), "territoires/departement-59/")
    assert names(body) == ["Voiture partagée", "Manger là", "Manger ici"]
    assert details(body) == [
        "Payant · Coopérative d’essai · essai.example",
        "Gratuit · Coopérative d’essai · essai.example",
        "Gratuit · Lille · Coopérative d’essai · essai.example",
    ]
    assert "Offre finie" not in body and "Pas prête" not in body
    assert "Affiche établie le 23 novembre 2026." in body
    assert re.sub("<wbr>", "", body).count("communs.example.org/territoires/departement-59/") == 1


def test_own_offers_come_first_and_needs_take_turns() -> None:
    made = edition()
    lines, count = poster(made, "territoires/departement-59/").lines()
    assert ([line.name for line in lines], count) == (["Manger là", "Manger ici", "Voiture partagée"], 3)


def test_what_does_not_fit_is_counted() -> None:
    long = (
        "Une offre dont le nom est vraiment long, et même un peu plus long que ce qu’une affiche peut porter"
    )
    many = {
        f"offres/o{n}": OFFER.format(name=f"{long} {n}", need="se-nourrir", where="commune:59350")
        for n in range(30)
    }
    made = edition({**TEXTS, **many})
    shown = sheet(made, poster(made, "territoires/commune-59350/"))
    assert (len(shown["lines"]), shown["more"]) == (4, 27)
    assert sum(line.height for line in shown["lines"]) + shown["code_size"] < 250
    assert "Et 27 autres, à cette adresse :" in html(made, "territoires/commune-59350/")


def test_a_bouquet_gives_its_reasons_in_its_order() -> None:
    body = html(edition(), "bouquets/week-end/")
    assert names(body) == ["Voiture partagée", "Manger ici"]
    assert re.findall('<p class="cm-affiche-raison".*?>(.*?)</p>', body) == ["Pour partir.", "Pour revenir."]
    assert "Des offres qui vont ensemble" in body
    assert "Tout lire, et du nouveau, à cette adresse :" in body


def test_a_place_says_where_and_when_and_what_is_found_there() -> None:
    body = html(edition(), "lieux/lieu/")
    facts = dict(re.findall("<dt>(.*?)</dt><dd.*?>(.*?)</dd>", body))
    assert facts["Commune"] == "Lille"
    assert facts["Porté par"] == "Coopérative d’essai"
    assert "Horaires" in facts and "à préciser" not in facts.values()
    assert names(body) == ["Voiture partagée"]


def test_each_code_is_told_to_those_who_cannot_see_it() -> None:
    body = html(edition(), "bouquets/week-end/")
    assert re.findall('src="data:image/png;base64,[^"]+" alt="(.*?)"', body) == [
        "Code QR : Voiture partagée", "Code QR : Manger ici", "Code QR : Partir en week-end",
    ]  # fmt: skip


def test_without_an_address_a_poster_says_what_to_look_for() -> None:
    made = edition(address="")
    body = html(made, "territoires/departement-59/")
    assert "<img" not in body
    assert "Pour tout lire, cherchez :" in body
    assert ">Catalogue des communs, Nord<" in body
    why = "Ces affiches n’ont pas de code QR : ce catalogue ne connaît pas encore son adresse publique."
    assert why in next(posters.pages(made)).body().replace("\u00a0", " ")
    assert why not in next(posters.pages(edition())).body().replace("\u00a0", " ")


def test_in_english_what_is_french_says_so() -> None:
    body = html(edition(lang="en"), "bouquets/week-end/")
    assert '<p class="cm-affiche-raison" dir="auto" lang="fr">Pour partir.</p>' in body
    assert '<p class="cm-affiche-raison" dir="auto">To come back.</p>' in body
    assert "Poster made on 23 November 2026." in body
    assert "communs.example.org/en/bouquets/week-end/" in body.replace("<wbr>", "")


def test_the_pdf_is_offered_where_it_was_made() -> None:
    made = edition()
    assert "Télécharger le PDF" not in html(made, "bouquets/week-end/")
    made.printed.add("affiches/bouquets/week-end/")
    assert 'href="affiche.pdf" download="bouquets-week-end-affiche.pdf"' in html(made, "bouquets/week-end/")


def test_all_posters_stand_in_the_index() -> None:
    made = edition()
    body = next(posters.pages(made)).body()
    links = set(re.findall('href="../affiches/(.*?)"', body))
    assert links == {one.to for one in posters.every(made)}
    assert body.index("territoires/region-32/") < body.index("territoires/departement-59/")


def test_a_whole_country_has_as_many_posters_as_pages() -> None:
    made = replace(plain_edition(), catalogue=real().catalogue)
    found = [one.to for one in posters.every(made)]
    assert len(found) == len(set(found)) > 150
    assert found[0] == "territoires/international/"
    assert [
        one for one in posters.every(made) if not one.lines()[0] and one.to.startswith("territoires/")
    ] == []


def test_an_entry_leads_to_its_poster_and_may_be_chosen() -> None:
    bodies = {page.address: page.body for page in entry.pages(edition())}
    place = bodies["lieux/lieu/"]()
    assert 'href="../../affiches/lieux/lieu/"' in place
    assert 'data-fiche="lieux/lieu" data-genre="Lieu" data-detail="Lille"' in place
    offer = bodies["offres/voiture/"]()
    assert "affiches/" not in offer and 'data-detail="Payant · ' in offer
    assert "cm-choisir" not in bodies["offres/brouillon/"]()
