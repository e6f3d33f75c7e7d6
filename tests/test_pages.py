"""What pages say: who stated what, when it was confirmed, from which sources, and who is linked."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import pytest

from communs import located, pages
from communs.catalogue import Catalogue, link
from communs.entries import Entry
from communs.pages import Edition, Page, lists
from communs.pages.card import initials
from communs.pages.page import to_root
from communs.settings import Forge, Settings
from communs.territories import load
from tests.conftest import real, real_kinds

DAY = datetime.date(2026, 11, 23)
FORGE = Forge(type="github", repository="https://github.com/exemple/catalogue")
TEXTS = {
    "organisations/essai": """\
nom: Coopérative d’essai
resume: {fr: Une coopérative inventée., en: An invented co-operative.}
famille: [cooperative]
territoires: ["commune:59350"]
site_web: https://essai.example
membre_de: [{alliance: ensemble, depuis: 2021-06, role: fondatrice}]
verifie_le: 2026-10-01
""",
    "alliances/ensemble": """\
nom: Ensemble
resume: Une alliance inventée.
type: reseau
origine: pre-remplie
sources: [{url: "https://source.example/page", lu_le: 2026-11-23, note: nom}]
""",
    "offres/voiture": """\
nom: Voiture partagée
resume: Une voiture pour une heure.
portee_par: [essai]
besoins: [se-deplacer]
territoires: [france]
lien: https://essai.example/voiture
frais: payant
verifie_le: 2024-10-01
""",
    "offres/finie": """\
nom: Offre finie
resume: Elle s’est arrêtée.
portee_par: [essai]
besoins: [se-deplacer]
territoires: [france]
lien: https://essai.example/finie
statut: termine
date_fin: 2025-06
verifie_le: 2025-06-01
""",
    "offres/brouillon": "nom: Pas prête\nbesoins: [se-deplacer]\nbrouillon: true\nverifie_le: 2026-11-01\n",
}


def catalogue(texts: Mapping[str, str]) -> Catalogue:
    kinds = real_kinds()
    entries = {}
    for where, text in texts.items():
        kind, identifier = where.split("/")
        document = located.read(text.encode(), f"catalogue/{where}.yml")
        entries[kind, identifier] = Entry(
            kind=kinds[kind], id=identifier, data=document.value, document=document
        )
    linked, findings = link(kinds, entries, real().catalogue.vocabularies, load())
    assert findings == []
    return linked


def edition(texts: Mapping[str, str] = TEXTS, lang: str = "fr", forge: Forge | None = FORGE) -> Edition:
    settings = Settings(forge=forge)
    return Edition(catalogue=catalogue(texts), settings=settings, day=DAY, lang=lang, icon=lambda name: "")


@pytest.fixture(scope="module")
def site() -> dict[str, Page]:
    return {page.address: page for page in pages.all_pages(edition())}


def test_there_is_a_page_for_every_entry_term_territory_and_kind(site: dict[str, Page]) -> None:
    expected = {
        "", "offres/", "offres/voiture/", "besoins/", "besoins/se-deplacer/", "publics/", "publics/habitants/",
        "objectifs/", "objectifs/sobriete-numerique/", "territoires/", "territoires/france/",
        "territoires/commune-59350/", "territoires/departement-59/", "territoires/region-32/", "collectivites/",
        "carte/", "mutualiser/", "qualite/", "donnees/", "signatures/", "contribuer/nouvelle-fiche/offres/",
    }  # fmt: skip
    assert expected <= site.keys()
    assert len(site) == len(list(pages.all_pages(edition())))


def test_an_entry_of_a_member_says_who_confirmed_it_and_when(site: dict[str, Page]) -> None:
    body = site["organisations/essai/"].body()
    assert "<dt>Confirmée par une personne</dt><dd>le 1er octobre 2026</dd>" in body
    assert "pré-remplie" not in body
    assert site["organisations/essai/"].source == "catalogue/organisations/essai.yml"
    assert 'href="../../contribuer/nouvelle-fiche/organisations/?fiche=essai"' in body
    assert "https://github.com/exemple/catalogue/blob/main/catalogue/organisations/essai.yml" in body


def test_a_prefilled_entry_says_so_with_its_sources_and_never_counts_as_confirmed(
    site: dict[str, Page],
) -> None:
    body = site["alliances/ensemble/"].body().replace("\u00a0", " ")
    assert "Établie d’après des sources publiques, pas encore relue. Vous en faites partie ?" in body
    assert '<a href="../../retrait/?fiche=alliances/ensemble">Demander le retrait</a>' in body
    assert 'href="https://source.example/page"' in body
    assert "<dt>Confirmée par une personne</dt><dd>pas encore</dd>" in body
    assert "<dt>Sources lues</dt><dd>le 23 novembre 2026</dd>" in body


def test_what_a_reader_looks_for_and_nobody_said_is_to_be_specified(site: dict[str, Page]) -> None:
    body = site["offres/voiture/"].body()
    assert "<dt>Comment y accéder</dt><dd>à préciser</dd>" in body
    assert "Remplace" not in body


def test_links_are_told_in_words_from_both_ends(site: dict[str, Page]) -> None:
    organisation, alliance = site["organisations/essai/"].body(), site["alliances/ensemble/"].body()
    assert "Membre de" in organisation
    assert '<a href="../../alliances/ensemble/">Ensemble</a>' in organisation
    assert "<h2>Membres</h2>" in alliance
    assert "fondatrice, depuis juin 2021" in alliance
    assert "<h2>Offres</h2>" in organisation
    assert "Portée par" in site["offres/voiture/"].body()


def test_old_confirmations_are_marked(site: dict[str, Page]) -> None:
    assert "À vérifier" in site["offres/voiture/"].body()
    assert "À vérifier" not in site["organisations/essai/"].body()


def test_drafts_are_listed_only_where_maintainers_look(site: dict[str, Page]) -> None:
    assert "Pas prête" in site["qualite/"].body()
    assert "Brouillon" in site["offres/brouillon/"].body()
    for address in ("", "offres/", "besoins/se-deplacer/", "territoires/france/"):
        assert "Pas prête" not in site[address].body()


def test_what_ended_keeps_its_page_and_leaves_the_counts(site: dict[str, Page]) -> None:
    assert "juin 2025" in site["offres/finie/"].body()
    assert "Offre finie" in site["offres/"].body()
    home = site[""].body().replace("\u00a0", " ")
    assert "1 offre" in home
    assert "2 offres" not in home


def test_a_smaller_territory_shows_what_the_wider_ones_offer(site: dict[str, Page]) -> None:
    assert "Voiture partagée" in site["territoires/commune-59350/"].body()
    assert "Coopérative d’essai" in site["territoires/commune-59350/"].body()


def test_an_empty_kind_says_what_will_stand_there_and_how_to_be_the_first(site: dict[str, Page]) -> None:
    body = site["signatures/"].body()
    assert 'href="../contribuer/nouvelle-fiche/signatures/"' in body


def test_a_blank_entry_stands_on_its_page(site: dict[str, Page]) -> None:
    assert 'id="yaml"' in site["contribuer/nouvelle-fiche/offres/"].body()
    assert "portee_par:" in site["contribuer/nouvelle-fiche/offres/"].body()


def test_english_marks_what_stayed_in_french() -> None:
    english = {page.address: page for page in pages.all_pages(edition(lang="en"))}
    assert "An invented co-operative." in english["organisations/essai/"].body()
    assert (
        '<p class="cm-chapeau" lang="fr" dir="auto">Une alliance inventée.</p>'
        in english["alliances/ensemble/"].body()
    )
    assert "Getting around" in english["besoins/se-deplacer/"].body()


def test_hostile_text_is_only_text() -> None:
    hostile = TEXTS["offres/voiture"].replace(
        "Voiture partagée", "</title><script>alert(1)</script> {{ 7 * 7 }}"
    )
    site = {page.address: page for page in pages.all_pages(edition({**TEXTS, "offres/voiture": hostile}))}
    for address in (
        "",
        "offres/",
        "offres/voiture/",
        "besoins/se-deplacer/",
        "organisations/essai/",
        "qualite/",
    ):
        assert "<script>" not in site[address].body()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}" in site["offres/voiture/"].body()


def test_without_a_forge_what_it_would_tell_is_left_out() -> None:
    site = {page.address: page for page in pages.all_pages(edition(forge=None))}
    assert "github" not in site["organisations/essai/"].body()


def test_a_long_list_is_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PER_PAGE", 1)
    site = {page.address: page for page in lists.indexes(edition())}
    assert "Voiture partagée" in site["offres/"].body()
    assert 'href="../offres/page/2/"' in site["offres/"].body()
    assert "Offre finie" in site["offres/page/2/"].body()
    assert 'href="../../../offres/finie/"' in site["offres/page/2/"].body()


def test_withdrawn_and_renamed_entries_answer() -> None:
    whole = edition()
    moved = Edition(
        catalogue=whole.catalogue, settings=whole.settings, day=DAY, lang="fr", icon=whole.icon,
        withdrawn=[{"adresse": "organisations/partie", "le": "2026-11-01", "note": {"fr": "Nous avons <fini>."}}],
        renamed=[{"de": "organisations/ancien", "vers": "organisations/essai", "le": "2026-11-01"}],
    )  # fmt: skip
    site = {page.address: page for page in pages.all_pages(moved)}
    assert "retirée" in site["organisations/partie/"].body()
    assert "<p>Nous avons &lt;fini&gt;.</p>" in site["organisations/partie/"].body()
    assert site["organisations/ancien/"].target == "organisations/essai/"
    assert 'href="../../organisations/essai/"' in site["organisations/ancien/"].body()


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Mobicoop", "M"), ("La Coop des Communs", "LC"), ("Les oiseaux de passage", "L"), ("Œuvre", "O")],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_way_up() -> None:
    assert (to_root(""), to_root("offres/"), to_root("offres/voiture/")) == ("./", "../", "../../")


@pytest.mark.slow
def test_the_same_edition_gives_the_same_pages_twice() -> None:
    first, second = edition(), edition()
    assert [p.body() for p in pages.all_pages(first)] == [p.body() for p in pages.all_pages(second)]
