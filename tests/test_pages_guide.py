"""The field guide: every field of every kind is told in both languages, from its schema alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from communs import kinds as kinds_
from communs import words
from communs.kinds import ANY, KEY, Pattern
from communs.pages import Page, forms, guide
from communs.pages.conditions import Condition, Need, needs
from tests.conftest import ROOT, real_kinds
from tests.test_pages import edition

GUIDES = [
    ROOT / "docs" / lang / "contribuer" / name for lang in (".", "en") for name in ("index.md", "envoyer.md")
]
STRESSED = {
    "Une vérification", "A check", "Une personne", "A person", "établies d’après des sources publiques",
    "drawn from public sources",
}  # fmt: skip
ON_A_FORGE = re.compile(r"(Sur|On) (la forge|the forge|GitHub|Framagit|Codeberg)")
ALL = [(kind, pattern, field) for kind in real_kinds() for pattern, field in real_kinds()[kind].annotated]
NAMED = [(kind, pattern, field) for kind, pattern, field in ALL if pattern and pattern[-1] not in (ANY, KEY)]


@lru_cache
def bodies(lang: str = "fr") -> dict[str, str]:
    """The pages of the guide, with plain spaces."""
    return {page.address: plain(page) for page in guide.pages(edition({}, lang))}


def plain(page: Page) -> str:
    return page.body().replace("\u00a0", " ")


def told(body: str, anchor: str) -> str:
    """What is said of one field, without the fields inside it."""
    start = body.index(f'id="{anchor}"')
    return re.split(r'<section |<div class="cm-dedans">', body[start:])[0]


@pytest.mark.parametrize("kind", real_kinds())
def test_every_field_says_why_it_is_asked_in_both_languages(kind: str) -> None:
    silent = [".".join(pattern) for name, pattern, field in NAMED if name == kind for lang in ("fr", "en")
              if not field.schema.get("x-why", {}).get(lang)]  # fmt: skip
    assert silent == []


def test_a_reason_is_one_short_sentence_with_its_typography() -> None:
    for lang in ("fr", "en"):
        reasons = {field.why(lang) for _, _, field in NAMED}
        assert [why for why in reasons if not why.endswith(".") or len(why) > 125 or "!" in why] == []
    assert [why for why in {field.why() for _, _, field in NAMED} if re.search(r" [:;?»]|« |'", why)] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("kind", real_kinds())
def test_every_field_has_its_place_its_name_its_label_and_its_reason(kind: str, lang: str) -> None:
    body = bodies(lang)[f"contribuer/champs/{kind}/"]
    places = re.findall(r' id="([^"]+)"', body)
    assert len(places) == len(set(places))
    for name, pattern, field in NAMED:
        if name == kind and pattern[-1] not in ("fr", "en"):
            found = told(body, guide.anchor(pattern))
            assert f"<code>{field.name}</code>" in found
            assert said(field.label(lang)) in found
            assert said(field.why(lang)) in found


def said(words_: str) -> str:
    return words_.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("pattern", "anchor"),
    [(("adresse", "code_postal"), "adresse-code_postal"), (("membre_de", ANY, "alliance"), "membre_de-alliance"),
     (("resume", "fr"), "resume")],
)  # fmt: skip
def test_the_anchor_of_a_field_is_its_path(pattern: Pattern, anchor: str) -> None:
    assert guide.anchor(pattern) == anchor


@pytest.mark.parametrize(
    ("kind", "anchor", "sentence"),
    [
        ("offres", "nom", "Obligatoire."),
        ("offres", "frais", "Facultatif."),
        ("organisations", "membre_de-alliance", "Obligatoire dès que « Membre de » est rempli."),
        ("offres", "date_fin", "Obligatoire quand « Statut » vaut « Terminé », et seulement alors."),
        ("offres", "verifie_le", "Obligatoire quand « Origine » vaut « Écrite par le membre »."),
        ("offres", "sources-lu_le", "Obligatoire quand « Origine » vaut « Pré-remplie »."),
        ("organisations", "contact", "« Écrite par le membre », à moins que « Site web » soit rempli."),
        ("declarations", "lien", "Obligatoire, à moins que « Texte » soit rempli."),
        ("lieux", "latitude", "Va avec « Longitude »."),
        ("organisations", "criteres", "Jamais dans une fiche pré-remplie : seule l’organisation peut le dire."),
        ("offres", "resume", "280 signes au plus."),
        ("lieux", "latitude", "Au moins -90."),
        ("ressources", "periode-fin", "Pas avant « Début »."),
        ("ressources", "expire_le", "Au plus tard 12 mois après le jour où vous l’écrivez."),
        ("offres", "statut", "Sans ce champ : « Actif »."),
        ("offres", "frais", "<code>prix-libre</code>"),
        ("organisations", "famille", "Un service en ligne possédé et gouverné par celles et ceux qui s’en servent"),
        ("offres", "besoins", 'href="../../../besoins/se-deplacer/"'),
        ("offres", "portee_par", '<a href="../../../organisations/">Organisations</a>'),
        ("bouquets", "compose_par", "<code>equipe-du-catalogue</code>"),
        ("offres", "lien", "Sur la page, derrière le bouton « Utiliser »."),
        ("offres", "frais", "Pour filtrer la liste."),
        ("organisations", "membre_de-alliance", "Sur la page de la fiche nommée, sous « Membres »."),
        ("offres", "nom", "En titre, partout où la fiche est citée."),
        ("organisations", "site_web", 'href="https://www.wikidata.org/wiki/Property:P856"'),
        ("organisations", "reseaux", '<code>mastodon</code> <a href="https://www.wikidata.org/wiki/Property:P4033"'),
        ("lieux", "adresse", 'wiki/Property:P6375" rel="noopener">P159/P6375</a>.'),
        ("lieux", "latitude", '>P625</a>.'),
        ("communs", "d-apres-wikidata", '<dt>Version</dt><dd><a href="https://www.wikidata.org/wiki/Property:P348"'),
        ("organisations", "description", "<code>description: |\n  Ici, vous racontez **qui vous êtes**"),
        ("offres", "nom", "<code>nom: Covoiturer sans commission</code>"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_field(kind: str, anchor: str, sentence: str) -> None:
    assert sentence in told(bodies()[f"contribuer/champs/{kind}/"], anchor)


def test_what_is_public_is_said_once() -> None:
    body = bodies()["contribuer/champs/offres/"]
    assert body.count("Tout ce que vous écrivez est public") == 1
    assert (
        '<a class="cm-bouton" href="../../../contribuer/nouvelle-fiche/offres/">Remplir le formulaire</a>'
        in body
    )
    assert (
        "Cette fiche ne s’écrit jamais à la place d’une organisation."
        in bodies()["contribuer/champs/signatures/"]
    )


def test_a_form_leads_to_its_guide() -> None:
    page = forms.form(edition({}), real_kinds()["offres"])
    assert 'href="../../../contribuer/champs/offres/"' in page.body()


def test_the_first_page_leads_to_every_kind() -> None:
    assert re.findall(r'contribuer/champs/([\w-]+)/"', bodies()["contribuer/champs/"]) == sorted(
        real_kinds(), key=lambda name: real_kinds()[name].order
    )


def test_a_kind_that_says_little_still_has_its_guide() -> None:
    kind = kinds_.read(
        "recettes", json.dumps({"properties": {"nom": {}, "temps": {"type": "integer"}}}), "{}"
    )
    bare = edition({})
    alone = replace(bare, catalogue=replace(bare.catalogue, kinds={"recettes": kind}))
    _, page = guide.pages(alone)
    assert "Un nombre entier" in told(plain(page), "temps")


WHEN = Condition(place=("etat",), values=("fini",))


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        ({"required": ["nom"]}, []),
        (
            {"if": {"properties": {"etat": {"const": "fini"}}},
             "then": {"required": ["fin"]}, "else": {"properties": {"fin": False}}},
            [(("fin",), Need(what="must", when=WHEN)), (("fin",), Need(what="never", when=replace(WHEN, unless=True)))],
        ),
        (
            {"anyOf": [{"required": ["lien"]}, {"required": ["texte"]}]},
            [(("lien",), Need(what="either", others=("texte",))), (("texte",), Need(what="either", others=("lien",)))],
        ),
        (
            {"properties": {"lieu": {"items": {"dependentRequired": {"x": ["y"]}}}}},
            [(("lieu", ANY, "x"), Need(what="with", others=("y",)))],
        ),
        ({"if": {"properties": {"a": {"const": 1}, "b": {"const": 2}}}, "then": {"required": ["c"]}}, []),
        ({"if": {"required": ["a"]}, "then": {"required": ["c"]}}, []),
    ],
)  # fmt: skip
def test_conditions_are_read_from_the_branches(
    schema: dict[str, Any], found: list[tuple[Pattern, Need]]
) -> None:
    assert list(needs(schema, schema)) == found


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_the_guide_names_buttons_as_the_pages_do(page: Any) -> None:
    known, shows = words.messages("en"), [kind.show for kind in real_kinds().values()]
    ours = [
        both for show in shows for both in (show.get("reply", {}).get("label", {}), show.get("correct", {}))
    ]
    labels = {*known, *known.values(), *(label for both in ours for label in both.values()), *STRESSED}
    named = re.findall(r"\*\*([^*]+)\*\*", page.read_text("utf-8"))
    buttons = [name for name in named if not name.endswith(".") and not ON_A_FORGE.fullmatch(name)]
    assert [name for name in buttons if name not in labels] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.relative_to(ROOT / "docs").as_posix())
def test_pictures_of_the_guide_are_told_in_words(page: Any) -> None:
    pictures = re.findall(
        r'<img src="[./]*images/contribuer/([\w-]+)\.webp" alt="([^"]*)"', page.read_text("utf-8")
    )
    end = "-en" if "/en/" in page.as_posix() else ""
    steps = (
        ["choisir", "remplir", "erreurs", "yaml", "envoyer", "mes-fiches"] if page.name == "index.md" else []
    )
    assert [name for name, _ in pictures] == [step + end for step in steps]
    assert all(len(alt) > 40 for _, alt in pictures)
