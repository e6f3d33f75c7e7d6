"""Claims become what a person reads: names of ours first, then labels, with the place where Wikidata says it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from communs.display import Display, Node
from communs.facts import Claim, Facts
from communs.pages import Edition
from communs.pages.claimed import Claimed
from communs.settings import Wikidata
from tests.test_enriched import DAY, HEAD, MADE, made, said
from tests.test_pages import catalogue, edition

TEXTS = {
    "organisations/coop": HEAD + 'territoires: ["departement:54"]\n',
    "organisations/ensemble": "nom: Ensemble\nresume: Ailleurs.\nidentifiants: {wikidata: Q6}\n",
}
MEURTHE_ET_MOSELLE = "Q12626"


def site(known: Facts, lang: str = "fr") -> Edition:
    return replace(edition(TEXTS, lang), facts={known.requested: known})


def shown(known: Facts, lang: str = "fr") -> dict[str, Node]:
    here = site(known, lang)
    entry = here.catalogue.entries["organisations", "coop"]
    return {node.label: node for _, node in here.claimed.facts(entry)}


def one(claim: Claim, property_: str = "P452", lang: str = "fr") -> Node:
    """What is shown of one claim of an industry, without its label and proof."""
    (node,) = shown(said(**{property_: [claim]}), lang).values()
    return replace(node, label="", proof="")


def test_the_recorded_item() -> None:
    told = {label: (node.text, node.proof.rpartition("/")[2]) for label, node in shown(made()).items()}
    assert told == {
        "Sigle": ("CoopEx", f"{MADE}#P1813"),
        "Création": ("juin 2018", f"{MADE}#P571"),
        "Site web": ("example.org", f"{MADE}#P856"),
        "SIREN": ("839736391", f"{MADE}#P1616"),
        "Secteur": ("Q999999999", f"{MADE}#P452"),
    }


def test_the_item_s_proof_is_where_it_is_today() -> None:
    known = replace(said(P571=[{"value": "2018"}]), resolved="Q6")
    assert shown(known)["Création"].proof == "https://www.wikidata.org/wiki/Q6#P571"


def test_an_item_is_an_entry_or_a_territory_of_ours_if_it_can() -> None:
    assert one({"item": "Q6", "labels": {"fr": "Autre nom"}}) == Node(
        shape="link", text="Ensemble", to="organisations/ensemble/"
    )
    assert one({"item": MEURTHE_ET_MOSELLE, "labels": {"fr": "54"}}) == Node(
        shape="link", text="Meurthe-et-Moselle", to="territoires/departement-54/"
    )


@pytest.mark.parametrize(
    ("labels", "lang", "text", "marked"),
    [
        ({"fr": "énergie", "mul": "x", "en": "energy"}, "fr", "énergie", None),
        ({"mul": "Énergie", "en": "energy"}, "fr", "Énergie", None),
        ({"en": "energy"}, "fr", "energy", "en"),
        ({"fr": "énergie", "en": "energy"}, "en", "energy", None),
        ({"fr": "énergie"}, "en", "énergie", "fr"),
    ],
)
def test_a_label_in_the_reader_s_language_else_in_another_that_is_marked(
    labels: dict[str, str], lang: str, text: str, marked: str | None
) -> None:
    assert one({"item": "Q7", "labels": labels}, lang=lang) == Node(text=text, lang=marked)


def test_an_item_that_nobody_named_shows_its_number() -> None:
    node = one({"item": "Q7"})
    assert (node.text, node.href) == ("Q7", "https://www.wikidata.org/wiki/Q7")


def test_five_values_at_most_each_once() -> None:
    several: list[Claim] = [{"item": f"Q{n}", "labels": {"fr": f"n° {n % 7}"}} for n in range(100, 110)]
    node = shown(said(P452=several))["Secteur"]
    assert [item.text for item in node.items] == ["n° 2", "n° 3", "n° 4", "n° 5", "n° 6", "et d’autres"]
    assert node.items[-1].href == node.proof == f"https://www.wikidata.org/wiki/{MADE}#P452"
    assert len(shown(said(P452=several[:5]))["Secteur"].items) == 5


def test_of_texts_in_several_languages_those_in_the_reader_s() -> None:
    both = said(P1813=[{"value": "CE", "lang": "fr"}, {"value": "EC", "lang": "en"}])
    assert shown(both)["Sigle"].text == "CE"
    assert shown(both, "en")["Acronym"].text == "EC"
    only = said(P1813=[{"value": "KE", "lang": "de"}])
    assert (shown(only)["Sigle"].text, shown(only)["Sigle"].lang) == ("KE", "de")


@pytest.mark.parametrize(
    ("point", "lang", "text", "at"),
    [
        (
            {"latitude": 48.6921, "longitude": 6.1844},
            "fr",
            "48,6921° N, 6,1844° E",
            "mlat=48.6921&mlon=6.1844",
        ),
        (
            {"latitude": -48.69213, "longitude": -6.18, "precision": 0.01},
            "fr",
            "48,69° S, 6,18° O",
            "mlat=-48.69&mlon=-6.18",
        ),
        ({"latitude": 1.5, "longitude": -60, "precision": 1}, "en", "2° N, 60° W", "mlat=2.0&mlon=-60"),
    ],
)
def test_a_point_is_as_exact_as_it_is_known_and_leads_to_the_map(
    point: Claim, lang: str, text: str, at: str
) -> None:
    node = one(point, lang=lang)
    assert node.text.replace("\u00a0", " ") == text
    assert node.href == f"https://www.openstreetmap.org/?{at}"


def test_a_place_s_two_halves_are_shown_as_one_point() -> None:
    text = f'nom: Lieu\ncode_insee: "54395"\nidentifiants: {{wikidata: {MADE}}}\n'
    linked = catalogue({"lieux/ici": text})
    known = said(P625=[{"latitude": 48.6921, "longitude": 6.1844}])
    here = replace(edition({}), catalogue=linked, facts={MADE: known})
    facts = list(here.claimed.facts(linked.entries["lieux", "ici"]))
    assert [(name, node.label) for name, node in facts] == [("latitude", "Coordonnées")]


def test_a_number_with_a_unit_that_we_cannot_name_is_not_shown() -> None:
    assert one({"amount": "1234.5"}).text.replace("\u202f", " ") == "1 234,5"
    assert shown(said(P452=[{"amount": "12", "unit": "Q7"}])) == {}


def test_only_sound_addresses_become_links() -> None:
    assert one({"value": "https://example.org/a"}, "P856").href == "https://example.org/a"
    assert one({"value": "coop@social.example.org"}, "P4033").href == "https://social.example.org/@coop"
    for value in ("javascript:alert(1)", "https://u:p@example.org/", 'https://x"onload=a/'):
        assert shown(said(P856=[{"value": value}])) == {}
    assert shown(said(P4033=[{"value": "javascript:alert(1)"}, {"value": '"@x"onload=a'}])) == {}


def test_words_that_are_no_date_fill_no_date_and_long_ones_are_cut() -> None:
    assert shown(said(P571=[{"value": "hier"}])) == {}
    assert len(one({"value": "x" * 2000}).text) == 300


def test_an_item_is_presented_with_who_says_so_since_when() -> None:
    known = replace(
        made(),
        descriptions={"en": "a co-operative"},
        sitelinks={"en": "https://en.wikipedia.org/wiki/Coop", "fr": "https://fr.wikipedia.org/wiki/Coop"},
    )
    here = site(known)
    about = here.claimed.about(known, "Coop")
    assert about is not None
    assert about.label == Node(text="Coop Exemple")
    assert about.description == Node(text="a co-operative", lang="en")
    assert [node.text for node in about.articles] == [
        "Article de Wikipédia",
        "Article de Wikipédia en anglais",
    ]
    assert about.read.replace("\u00a0", " ") == ", révision 931, lue le 23 novembre 2026"
    assert about.claims == f"https://www.wikidata.org/wiki/{MADE}#claims"
    english = site(known, "en").claimed.about(known, "Coop exemple")
    assert english is not None
    assert english.read == ", revision 931, read on 23 November 2026"
    assert english.label is None  # the page says it already


def test_an_item_of_which_nothing_was_read_is_not_presented() -> None:
    known = Facts(requested=MADE, resolved=MADE, missing_since="2026-11-23")
    assert site(known).claimed.about(known, "Coop") is None
    assert site(known).claimed.about(None, "Coop") is None


def test_other_names_in_the_reader_s_language_that_the_page_does_not_say() -> None:
    aliases = {"fr": ("COOP", "CoopEx", "La Coop", "Coop exemple"), "mul": ("Co-Op",), "en": ("The Coop",)}
    known = replace(made(), aliases=aliases)
    told = shown(known)["Aussi appelé"]
    assert [node.text for node in told.items] == ["La Coop", "Co-Op"]
    assert told.proof == f"https://www.wikidata.org/wiki/{MADE}"
    assert [node.text for node in shown(known, "en")["Also known as"].items] == ["The Coop", "Co-Op"]
    stated = {"organisations/coop": TEXTS["organisations/coop"] + "noms_alternatifs: [Ancienne Coop]\n"}
    here = replace(edition(stated), facts={MADE: known})
    (entry,) = here.catalogue.entries.values()
    assert "Aussi appelé" not in [node.label for _, node in here.claimed.facts(entry)]


def test_an_item_of_another_wikibase_is_at_its_own_pages() -> None:
    here = edition(TEXTS)
    claimed = Claimed(
        enriched=here.enriched,
        display=Display(catalogue=here.catalogue, lang="fr", translate=here.say),
        wikidata=Wikidata(pages="https://base.example.org/item/"),
        territories={},
    )
    about = claimed.about(made(), "Coop")
    assert about is not None
    assert about.item == f"https://base.example.org/item/{MADE}"
    assert claimed.enriched.day == DAY
