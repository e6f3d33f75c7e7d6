"""The page of an entry at a glance: what, for whom, where, how much, how to get it, who carries it, since when."""

from __future__ import annotations

import dataclasses
import datetime
import io
import re
import zipfile
from functools import cache

from communs import exports
from communs.pages import Edition, downloads, entry
from communs.settings import Forge, Settings
from tests.conftest import ROOT, real
from tests.test_pages import DAY, FORGE, TEXTS, edition

PLACE = """\
nom: Le café
code_insee: "59350"
porte_par: essai
adresse: 1 rue de l’Exemple
code_postal: "59000"
latitude: 50.6366
longitude: 3.0635
horaires: "Mo-Fr 09:00-12:00; Sa 10:00-12:00"
offres_relayees: [voiture]
verifie_le: 2026-10-01
"""
OFFER = """\
nom: Trajet partagé
resume: Un trajet.
portee_par: [essai]
besoins: [se-deplacer]
territoires: [france]
lien: https://essai.example/trajet
frais: gratuit
frais_precisions: Sans commission.
remplace: [offre finie]
mediation: {prerequis: [telephone, carte-bancaire], duree: Dix minutes, aide_sur_place: Le mardi.}
verifie_le: 2026-10-01
"""
BUNDLE = """\
nom: Le bouquet
resume: Deux offres.
compose_par: equipe-du-catalogue
offres: [{offre: voiture, pourquoi: Pour partir loin.}, {offre: trajet}]
verifie_le: 2026-10-01
"""
COMMONS = """\
nom: L’agenda
resume: Un agenda.
type: logiciel-libre
licence: AGPL-3.0-or-later
depot: https://forge.example/agenda
maintenu_par: [essai]
regles: {qui_decide: L’assemblée., lien: "https://essai.example/regles"}
verifie_le: 2026-10-01
"""
MORE = """\
criteres: {cooperation: {engagement: Nous partageons nos outils., preuve: "https://essai.example/outils"}}
chiffres: [{indicateur: Sociétaires, valeur: 1200, date: "2025", source: "https://essai.example/rapport"}]
"""
ALL = TEXTS | {
    "organisations/essai": TEXTS["organisations/essai"] + MORE,
    "lieux/cafe": PLACE,
    "offres/trajet": OFFER,
    "bouquets/bouquet": BUNDLE,
    "communs/agenda": COMMONS,
}
GLANCE = ["Forme juridique", "Membre de", "Chiffres", "Communs maintenus", "Propose et cherche"]


@cache
def site(lang: str = "fr") -> Edition:
    return edition(ALL, lang)


def body(ref: str, lang: str = "fr", on: Edition | None = None) -> str:
    one = on or site(lang)
    kind, identifier = ref.split("/")
    return entry.page(one, one.catalogue.entries[kind, identifier]).body().replace("\u00a0", " ")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def part(html: str, heading: str) -> str:
    """The section under a heading."""
    found = re.search(rf"<section[^>]*><h2>{heading}</h2>(.*?)</section>", html, re.DOTALL)
    assert found, heading
    return found[1]


def glance(html: str) -> list[tuple[str, str]]:
    """« En bref », label by label."""
    box = html[html.index('id="en-bref"') : html.index("</aside>")]
    return [(label, words(value)) for label, value in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", box)]


def test_an_offer_says_what_to_have_at_hand_and_who_carries_it() -> None:
    shown = body("offres/trajet")
    at_hand = words(part(shown, "À avoir sous la main"))
    assert "Précisions sur le prix Sans commission." in at_hand
    assert (
        "Ce qu’il faut avoir Une carte bancaire, Un téléphone" in at_hand
        or "Un téléphone, Une carte" in at_hand
    )
    assert "Durée Dix minutes" in at_hand
    assert "Aide sur place Le mardi." in at_hand
    assert "Pour les médiateurs" not in shown
    assert "Une coopérative inventée." in part(shown, "Portée par")
    assert ("Pour qui", "Habitants") in glance(shown)
    assert words(part(body("offres/voiture"), "À avoir sous la main")) == "Ce qu’il faut avoir à préciser"


def test_a_place_says_its_address_the_map_and_its_hours() -> None:
    shown, english = body("lieux/cafe"), body("lieux/cafe", "en")
    assert dict(glance(shown))["Adresse"] == "1 rue de l’Exemple 59000 Lille Voir sur OpenStreetMap"
    assert 'href="https://www.openstreetmap.org/?mlat=50.6366&amp;mlon=3.0635#map=18/50.6366/3.0635"' in shown
    assert dict(glance(shown))["Horaires"] == "Du lundi au vendredi : 9 h – 12 h Samedi : 10 h – 12 h"
    assert dict(glance(english))["Opening hours"] == "Monday to Friday: 9:00 – 12:00 Saturday: 10:00 – 12:00"
    assert "Latitude" not in shown


def test_a_commune_is_named_where_there_is_no_street() -> None:
    alone = PLACE.replace("adresse: 1 rue de l’Exemple\n", "").replace(
        "latitude: 50.6366\nlongitude: 3.0635\n", ""
    )
    shown = dict(glance(body("lieux/cafe", on=edition(ALL | {"lieux/cafe": alone}))))
    assert (shown["Commune"], shown["Adresse"]) == ("Lille", "à préciser")


def test_a_bundle_shows_each_offer_with_its_reason() -> None:
    shown = body("bouquets/bouquet")
    assert dict(glance(shown))["Composé par"] == "L’équipe du catalogue"
    offers = words(part(shown, "Offres"))
    assert "Voiture partagée" in offers
    assert "Pour partir loin." in offers
    assert "Trajet partagé" in offers


def test_rules_are_questions_with_their_answers() -> None:
    rules = part(body("communs/agenda"), "Règles")
    assert "<h3>Qui décide ?</h3>" in rules
    assert words(rules) == "Qui décide ? L’assemblée. Où les lire ? essai.example/regles"


def test_the_first_known_of_several_addresses_is_behind_the_button() -> None:
    assert 'href="https://forge.example/agenda" rel="noopener noreferrer">Voir le dépôt</a>' in body(
        "communs/agenda"
    )


def test_five_statements_with_their_proof_and_what_nobody_stated_said_quietly() -> None:
    told = part(body("organisations/essai"), "Un autre modèle")
    assert words(told) == (
        "Coopération Nous partageons nos outils. Preuve : essai.example/outils Gouvernance partagée non précisé "
        "Partage de la valeur non précisé Éthique des données non précisé Production de communs non précisé"
    )


def test_figures_are_a_table_with_their_dates_and_sources() -> None:
    table = words(part(body("organisations/essai"), "Chiffres")).replace("\u202f", " ")
    assert table == "Indicateur Valeur Date Source Sociétaires 1 200 2025 essai.example/rapport"


def test_three_organisations_are_compared_line_by_line() -> None:
    """Tour 4: what a funder looks for stands at the same place, known or not."""
    one = Edition(catalogue=real().catalogue, settings=Settings(), day=DAY, lang="fr", icon=lambda _: "")
    told = [glance(body(f"organisations/{name}", on=one)) for name in ("mobicoop", "enercoop", "coopcycle")]
    for lines in told:
        assert [label for label, _ in lines if label in GLANCE] == GLANCE
    assert dict(told[0])["Membre de"] == "Licoornes , Plateformes en communs"
    assert dict(told[0])["Communs maintenus"] == "Plateforme Mobicoop (logiciel)"
    assert dict(told[0])["Chiffres"] == "à préciser"
    assert "Clients : 100" in dict(told[1])["Chiffres"]
    assert {dict(lines)["Propose et cherche"] for lines in told} == {"à préciser"}


def test_an_alliance_says_of_its_members_since_when() -> None:
    one = Edition(catalogue=real().catalogue, settings=Settings(), day=DAY, lang="fr", icon=lambda _: "")
    members = part(body("alliances/licoornes", on=one), "Membres")
    assert "depuis le 18 juin 2021, <a href=" in members
    assert ">Preuve</a>" in members


def test_an_ended_entry_says_what_replaced_it_or_where_to_look() -> None:
    assert "Remplacée par Trajet partagé ." in words(body("offres/finie"))
    assert 'href="../../offres/trajet/"' in body("offres/finie")
    assert '<dt>Remplace</dt><dd><a href="../../offres/finie/">Offre finie</a></dd>' in body("offres/trajet")
    alone = edition(
        {name: text for name, text in ALL.items() if name not in ("offres/trajet", "bouquets/bouquet")}
    )
    assert "Ce qui existe aujourd’hui : Se déplacer ." in words(body("offres/finie", on=alone))


def test_freshness_is_four_days_that_are_not_mixed() -> None:
    path = "catalogue/alliances/ensemble.yml"
    known = dataclasses.replace(site(), changed={path: datetime.date(2026, 3, 2)})
    shown = words(body("alliances/ensemble", on=known))
    assert "Confirmée par une personne pas encore" in shown
    assert "Fichier modifié le 2 mars 2026 ( Historique )" in shown
    assert "Sources lues le 23 novembre 2026" in shown
    assert "Wikidata" not in shown
    assert "Fichier modifié" not in body("alliances/ensemble")


def test_members_text_runs_its_own_way() -> None:
    shown = body("organisations/essai")
    assert '<h1 dir="auto">' in shown
    assert '<p class="cm-chapeau" dir="auto">' in shown


def test_the_data_page_tells_what_a_researcher_cites() -> None:
    """Tour 7."""
    settings = Settings(name={"fr": "Essai", "en": "Test"}, address="https://essai.example", forge=FORGE)
    known = dataclasses.replace(site(), commit="a" * 40, settings=settings)
    shown = downloads.page(known).body()
    assert downloads.citation(known) == (
        f"Essai, données du 23 novembre 2026, commit {'a' * 40}, licence CC0-1.0, https://essai.example/donnees/"
    )
    assert downloads.citation(known) in shown
    assert f'<a href="https://github.com/exemple/catalogue/tree/{"a" * 40}">' in shown
    assert 'href="../donnees/catalogue-csv.zip"' in shown
    assert '<a href="../donnees/offres.csv">CSV<span class="cm-cache">\u00a0: Offres</span></a>' in shown
    assert downloads.citation(site()) == "Catalogue des communs, données du 23 novembre 2026, licence CC0-1.0"


def test_a_commit_has_its_address_on_each_forge() -> None:
    at = {
        type_: Forge(type=type_, repository="https://f.example/a").commit("c0ffee")
        for type_ in ("gitlab", "forgejo")
    }
    assert at == {
        "gitlab": "https://f.example/a/-/tree/c0ffee",
        "forgejo": "https://f.example/a/src/commit/c0ffee",
    }


def test_all_tables_come_in_one_archive_the_same_each_time() -> None:
    catalogue = site().catalogue
    made = dict(exports.all_exports(catalogue, Settings(), DAY))
    packed = made["donnees/catalogue-csv.zip"]
    assert packed == dict(exports.all_exports(catalogue, Settings(), DAY))["donnees/catalogue-csv.zip"]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.namelist()) == sorted(f"{kind}.csv" for kind in catalogue.kinds)
        assert archive.read("offres.csv") == made["donnees/offres.csv"]


def test_the_catalogue_is_asked_for_its_days_only_by_those_who_show_them() -> None:
    """`communs validate` does not ask git."""
    asked = [
        path.name
        for path in (ROOT / "scripts" / "communs").rglob("*.py")
        if "checked.changed" in path.read_text()
    ]
    assert asked == ["editions.py"]
