"""One page of each type: what must hold everywhere is tried there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from communs.settings import Publication
from tests.browser import TODAY
from tests.conftest import ROOT

KINDS = sorted(path.parent.name for path in (ROOT / "schemas").glob("*/schema.json"))
LANGS = ("fr", "en")
FORM = "contribuer/nouvelle-fiche/{}/"
LIMITS = Publication()  # of a catalogue that says nothing else
REQUESTS = LIMITS.requests
READ, HOME, OTHER = LIMITS.read, LIMITS.home, LIMITS.other
MEASURES = ROOT / "docs" / "mesures.json"

# Pages that are read: an entry of each kind, a concept, a territory.
ENTRIES = (
    "alliances/licoornes/",
    "bouquets/se-deplacer-sans-voiture-a-soi/",
    "communs/coopcycle-logiciel/",
    "cooperations/departement-seine-saint-denis--maze/",
    "declarations/declaration-du-forum-2022/",
    "evenements/forum-des-plateformes-cooperatives-2022/",
    "financements/mel-entreprendre-autrement/",
    "lieux/tipimi-fives/",
    "mutualisations/sauvegarde-de-serveurs/",
    "offres/mobicoop-covoiturage/",
    "organisations/mobicoop/",
    "organisations/la-navette-du-vallon/",
    "ressources/sauvegarde-du-vallon/",
    "signatures/declaration-du-vallon--l-atelier-du-vallon/",
)
CONCEPTS = (
    "besoins/se-deplacer/",
    "publics/habitants/",
    "publics/tiers-lieux/",
    "publics/collectivites/",
    "objectifs/sobriete-numerique/",
    "territoires/france/",
    "territoires/region-32/",
    "territoires/commune-59350/",
)
OTHERS = (
    *(f"{kind}/" for kind in KINDS),
    "offres/frais/gratuit/",
    "besoins/",
    "publics/",
    "objectifs/",
    "territoires/",
    "carte/",
    "collectivites/",
    "financeurs/",
    "mutualiser/",
    "recherche/",
    "selection/",
    "affiches/",
    "affiches/territoires/region-32/",
    "affiches/bouquets/se-deplacer-sans-voiture-a-soi/",
    "donnees/",
    "qualite/",
    "regles/",
    "retrait/",
    "accessibilite/",
    "sobriete/",
    "contribuer/",
    "contribuer/envoyer/",
    "contribuer/tenir/",
    "contribuer/wikidata/",
    "contribuer/regles/",
    "contribuer/champs/",
    "contribuer/champs/organisations/",
    "contribuer/mes-fiches/",
    "contribuer/mes-fiches/la-navette-du-vallon/",
    "contribuer/nouvelle-fiche/",
    FORM.format("offres"),
    "404.html",
)


@dataclass(frozen=True, kw_only=True)
class PageType:
    """A page and what it may weigh, with all that it asks for (bytes)."""

    address: str
    budget: int

    def within(self, lang: str) -> str:
        """Its address in one language of the site."""
        return self.address if lang == "fr" else f"{lang}/{self.address}"


PAGES = (
    PageType(address="", budget=HOME),
    *(PageType(address=address, budget=READ) for address in (*ENTRIES, *CONCEPTS)),
    *(PageType(address=address, budget=OTHER) for address in OTHERS),
)


each = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.address or "accueil")

# --- What the pages « sobriété » and « accessibilité » state ---

WRITE = os.environ.get("MESURES") == "ecrire"  # `make mesures`
NEAR = 0.1  # how far a page may be from what they state of it: a catalogue grows every day


@dataclass(frozen=True)
class Figures:
    """What a run measures: written where that is asked, else compared with what was written."""

    found: dict[str, Any]

    def weigh(self, page: PageType, lang: str, *, title: str, weight: int, requests: int) -> None:
        """The weight of a page, cold (bytes)."""
        told = {
            "adresse": page.address,
            "titre": title,
            "octets": weight,
            "requetes": requests,
            "budget": page.budget,
        }
        self.found["pages"][lang].append(told)
        if not WRITE and "vallon" not in page.address:
            stated = {one["adresse"]: one["octets"] for one in _stated()["pages"][lang]}
            assert abs(stated[page.address] - weight) <= NEAR * weight, (
                "« make mesures » writes the figures of today"
            )

    def judge(self, views: int, violations: int) -> None:
        """What axe found in so many views of a page."""
        for name, number in (("pages", 1), ("vues", views), ("violations", violations)):
            self.found["axe"][name] += number


@cache
def _stated() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(MEASURES.read_text(encoding="utf-8"))
    return told


@pytest.fixture(scope="session")
def figures() -> Iterator[Figures]:
    """What this run measures, of the real catalogue alone."""
    found: dict[str, Any] = {
        "jour": TODAY.date().isoformat(),
        "pages": {lang: [] for lang in LANGS},
        "axe": {"pages": 0, "vues": 0, "violations": 0},
    }
    yield Figures(found)
    if WRITE:
        for lang in LANGS:
            found["pages"][lang] = [one for one in found["pages"][lang] if "vallon" not in one["adresse"]]
        MEASURES.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
