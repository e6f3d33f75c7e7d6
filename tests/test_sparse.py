"""A catalogue that begins, with no entry or a single one: each page is whole, and nothing on it is hollow."""

from __future__ import annotations

import re

import pytest

from communs import pages
from tests.test_pages import edition

ONE = {
    "organisations/seule": """\
nom: La Seule
resume: Une coopérative inventée.
famille: [cooperative]
territoires: ["departement:26"]
site_web: https://seule.example
verifie_le: 2026-11-02
"""
}
# What a script fills has an id or a role.
HOLLOW = re.compile(
    r"<(ul|ol|dl|tbody|p|section)(?![^>]* (?:id|role)=)[^>]*>\s*</\1>|<h[1-6][^>]*>\s*</h|</h2>\s*</section>|\bNone\b"
)
OUT = re.compile(
    r"contribuer/(champs|nouvelle-fiche|regles)/.+"
)  # they say what the schemas say, whatever stands there


@pytest.mark.parametrize("texts", [{}, ONE], ids=["empty", "one"])
def test_no_page_is_hollow(texts: dict[str, str]) -> None:
    found = [page for page in pages.all_pages(edition(texts)) if not OUT.fullmatch(page.address)]
    hollow = {page.address: told[0] for page in found if (told := HOLLOW.search(page.body()))}
    assert hollow == {}
    assert {"", "offres/", "carte/", "mutualiser/", "collectivites/", "donnees/", "recherche/"} <= {
        page.address for page in found
    }
