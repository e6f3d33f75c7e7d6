"""Pages and files of entries that Wikidata speaks of: in the blanks, signed, apart from what members wrote."""

from __future__ import annotations

import json
from dataclasses import replace

from communs import exports, pages
from communs.facts import Facts, Media
from communs.pages import Edition, entry
from communs.settings import Settings
from tests.test_enriched import DAY, HEAD, LOGO, MADE, made, said
from tests.test_pages import edition

WRITTEN = HEAD + 'famille: [cooperative]\nterritoires: ["departement:54"]\n'
TEXTS = {"organisations/coop": WRITTEN, "organisations/seule": "nom: Seule\nresume: Sans élément.\n"}
DEPARTEMENT = Facts(
    requested="Q12626", resolved="Q12626", revision=7, retrieved="2026-11-20", labels={"fr": "Meurthe-et-Moselle"},
    descriptions={"fr": "département français"}, sitelinks={"fr": "https://fr.wikipedia.org/wiki/Meurthe-et-Moselle"},
)  # fmt: skip
PHOTO = replace(LOGO, file=f"{MADE}-P18.jpg", author="", licence="CC0-1.0", licence_url="")
PICTURED = replace(
    made(), media={"Coop Exemple – logo (2018).svg": LOGO, "Nancy_Place d'Armes & co.jpg": PHOTO}
)
HOSTILE = "<script>alert(1)</script>{{ 7 * 7 }}{% raw %}\"'>"


def site(
    *known: Facts, text: str = WRITTEN, lang: str = "fr", medias: frozenset[str] = frozenset()
) -> Edition:
    here = edition({**TEXTS, "organisations/coop": text}, lang)
    return replace(here, facts={one.requested: one for one in known}, medias=medias)


def body(here: Edition, identifier: str = "coop") -> str:
    found = here.catalogue.entries["organisations", identifier]
    return entry.page(here, found).body().replace("\u00a0", " ")


def mark(property_: str, label: str) -> str:
    return (
        f'<a class="cm-dapres" href="https://www.wikidata.org/wiki/{MADE}#{property_}" rel="noopener noreferrer nofollow">'
        f'Wikidata<span class="cm-cache">, révision 931, lue le 23 novembre 2026 ({label})</span></a>'
    )


def test_a_blank_is_filled_in_place_and_signed() -> None:
    shown = body(site(made()))
    assert f"<dt>Création</dt><dd>juin 2018 {mark('P571', 'Création')}</dd>" in shown
    assert "<dt>Forme juridique</dt><dd>à préciser</dd>" in shown
    assert (
        '<a class="cm-bouton" href="https://example.org/" rel="noopener noreferrer nofollow">Voir leur site</a>'
        in shown
    )
    assert shown.count("juin 2018") == shown.count("example.org/") == 1


def test_the_rest_stands_in_a_block_of_its_own_signed() -> None:
    shown = body(site(made()))
    block = shown[shown.index('id="wikidata"') : shown.index('class="cm-provenance"')]
    assert '<h2 id="d-apres-wikidata">D’après Wikidata</h2>' in block
    assert "<p><strong>Coop Exemple</strong> : coopérative de covoiturage</p>" in block
    assert f"<dt>SIREN</dt><dd>839736391 {mark('P1616', 'SIREN')}</dd>" in block
    assert "Wikidata, révision 931, lue le 23 novembre 2026." in block
    assert (
        f'<a href="https://www.wikidata.org/wiki/{MADE}" rel="noopener noreferrer nofollow">Voir l’élément</a>'
        in block
    )
    assert "Corriger sur Wikidata</a>" in block
    english = body(site(made(), lang="en"))
    assert "According to Wikidata" in english
    assert "Wikidata, revision 931, read on 23 November 2026." in english
    assert '<span lang="fr">coopérative de covoiturage</span>' in english


def test_the_member_s_word_wins_and_drafts_and_ended_entries_are_told_of_too() -> None:
    stated = 'date_creation: "2017"\nsite_web: https://coop.example.org\n'
    shown = body(site(made(), text=WRITTEN + stated))
    assert "<dt>Création</dt><dd>2017</dd>" in shown
    assert "juin 2018" not in shown
    assert "https://example.org/" not in shown
    for more in ("brouillon: true\n", 'statut: termine\ndate_fin: "2025"\n'):
        assert "juin 2018" in body(site(made(), text=WRITTEN + more))


def test_an_ended_entry_has_no_button_and_its_site_is_among_the_facts() -> None:
    shown = body(site(made(), text=WRITTEN + 'statut: termine\ndate_fin: "2025"\n'))
    assert 'class="cm-action"' not in shown
    assert "<dt>Site web</dt>" in shown


def test_of_several_sites_the_first_makes_the_button_and_all_are_told() -> None:
    shown = body(
        site(said(P856=[{"value": "https://un.example.org"}, {"value": "https://deux.example.org"}]))
    )
    assert '<a class="cm-bouton" href="https://un.example.org"' in shown
    assert shown.count("https://un.example.org") == 2
    assert shown.count("https://deux.example.org") == 1


def test_an_entry_without_facts_has_the_page_that_it_had() -> None:
    assert body(site(made()), "seule") == body(site(), "seule")
    assert "wikidata" not in body(site(), "seule")
    assert "cm-wikidata" not in body(site())


def test_a_missing_item_says_what_it_said_and_since_when_it_is_gone() -> None:
    shown = body(site(replace(made(), missing_since="2026-11-16")))
    assert "juin 2018" in shown
    assert "L’élément n’y est plus, constaté le 16 novembre 2026." in shown
    assert "Corriger sur Wikidata" not in shown


def test_a_logo_and_a_picture_have_their_credit_and_only_if_their_file_is_there() -> None:
    shown = body(site(PICTURED, medias=frozenset({LOGO.file, PHOTO.file})))
    commons = f'<a href="{LOGO.page}" rel="noopener noreferrer nofollow">Wikimedia Commons</a>'
    assert (
        f'<img class="cm-logo" src="../../medias/{LOGO.file}" alt="Logo de Coop" width="330" height="120">'
        in shown
    )
    assert (
        f'Logo : Une autrice, <a href="{LOGO.licence_url}" rel="noopener noreferrer nofollow">CC BY 4.0</a> ({commons})'
    ) in shown
    assert (
        f'<img src="../../medias/{PHOTO.file}" alt="Coop" width="330" height="120" loading="lazy">' in shown
    )
    assert f"<figcaption>Image : CC0-1.0 ({commons})</figcaption>" in shown
    assert "<img" not in body(site(PICTURED))
    english = body(site(PICTURED, lang="en", medias=frozenset({LOGO.file})))
    assert f'src="../../../medias/{LOGO.file}" alt="Logo of Coop"' in english


def test_a_card_shows_the_logo_in_the_place_of_the_initials() -> None:
    bare, pictured = site(PICTURED), site(PICTURED, medias=frozenset({LOGO.file}))
    one = bare.catalogue.entries["organisations", "coop"]
    assert '<span class="cm-mono" aria-hidden="true">C</span>' in bare.card_html(one, "../")
    card = pictured.card_html(pictured.catalogue.entries["organisations", "coop"], "../")
    assert f'src="../medias/{LOGO.file}" alt=""' in card
    assert ">C<" not in card


def test_a_territory_is_told_of_quietly() -> None:
    told = {page.address: page for page in pages.all_pages(site(DEPARTEMENT))}
    shown = told["territoires/departement-54/"].body().replace("\u00a0", " ")
    assert "<p>département français</p>" in shown
    assert '<a href="https://fr.wikipedia.org/wiki/Meurthe-et-Moselle"' in shown
    assert "Wikidata, révision 7, lue le 20 novembre 2026." in shown
    bare = {page.address: page for page in pages.all_pages(site())}
    plain = bare["territoires/departement-54/"].body()
    assert '<a href="https://www.wikidata.org/wiki/Q12626" rel="noopener noreferrer">Q12626</a>' in plain
    assert "cm-wikidata" not in plain


def test_nothing_of_a_file_of_facts_runs() -> None:
    media = Media(
        file=LOGO.file, stored_sha1="0" * 40, sha1="0" * 40, width=1, height=1, author=HOSTILE, licence=HOSTILE,
        licence_url="javascript:alert(1)", page='https://x"onload=a/',
    )  # fmt: skip
    told = said(
        P154=[{"file": HOSTILE}], P1813=[{"value": HOSTILE}], P452=[{"item": "Q7", "labels": {"fr": HOSTILE}}],
        P856=[{"value": "javascript:alert(1)"}], P571=[{"value": HOSTILE}],
    )  # fmt: skip
    known = replace(
        told, labels={"fr": HOSTILE}, descriptions={"en": HOSTILE}, media={HOSTILE: media},
        sitelinks={"fr": "javascript:alert(1)", "en": 'https://x"onload=a/'},
    )  # fmt: skip
    shown = body(site(known, medias=frozenset({LOGO.file})))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}{% raw %}&#34;&#39;&gt;" in shown
    for ran in ("<script>", "javascript:", '"onload', "49"):
        assert ran not in shown


def test_files_for_programs_keep_it_apart_from_what_the_author_wrote() -> None:
    known = made()
    here = site(known)
    facts = {known.requested: known}
    files = dict(exports.all_exports(here.catalogue, Settings(), DAY, (), facts))
    told = json.loads(files["donnees/organisations/coop.json"])
    assert told["wikidata"] == {
        "id": MADE,
        "revision": 931,
        "lu_le": "2026-11-23",
        "page": f"https://www.wikidata.org/wiki/{MADE}",
        "faits": {
            "sigle": "CoopEx",
            "date_creation": "2018-06",
            "site_web": "https://example.org/",
            "identifiants.siren": "839736391",
        },
    }
    assert "date_creation" not in told["donnees"]
    whole = json.loads(files["donnees/catalogue.json"])["fiches"]["organisations"]
    assert ["wikidata" in one for one in whole] == [True, False]
    bare = dict(exports.all_exports(here.catalogue, Settings(), DAY))
    assert bare["donnees/organisations/seule.json"] == files["donnees/organisations/seule.json"]
    assert bare["donnees/organisations.csv"] == files["donnees/organisations.csv"]
    assert "wikidata" not in json.loads(bare["donnees/organisations/coop.json"])
