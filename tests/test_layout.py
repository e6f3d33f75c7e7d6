"""The path is the meaning."""

from __future__ import annotations

import pytest

from communs.findings import Finding
from communs.layout import Place, place

KINDS = ["offres", "organisations"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("catalogue/offres/a.yml", Place(role="entry", kind="offres", id="a")),
        ("catalogue/vocabulaires/besoins.yml", Place(role="vocabulary", id="besoins")),
        ("catalogue/_retraits.yml", Place(role="withdrawn")),
        ("catalogue/_redirections.yml", Place(role="renamed")),
        ("catalogue/_medias/logo.png", Place(role="other")),
        ("catalogue/_medias/sous/dossier/logo.png", Place(role="other")),
        ("catalogue/_wikidata/Q42.json", Place(role="facts", id="Q42")),
        ("catalogue/offres/.gitkeep", Place(role="other")),
    ],
)
def test_what_a_file_is(path: str, found: Place) -> None:
    assert place(path, KINDS) == found


@pytest.mark.parametrize(
    ("path", "rule", "hint"),
    [
        ("catalogue/a.yml", "fichier-egare", "Rangez chaque fiche"),
        ("catalogue/offres/sous/a.yml", "fichier-egare", "Rangez chaque fiche"),
        ("catalogue/offres/_retraits/a.yml", "fichier-egare", "Rangez chaque fiche"),
        ("catalogue/offres/logo.png", "fichier-egare", "Ici vont seulement"),
        ("catalogue/offres/sans-extension", "fichier-egare", "Ici vont seulement"),
        ("catalogue/offres/.yml", "fichier-egare", "Donnez-lui un nom"),
        ("catalogue/offres/a.yml.txt", "extension", "Renommez-le « a.yml »."),
        ("catalogue/offres/a.yaml", "extension", "Renommez-le « a.yml »."),
        ("catalogue/offres/a.YML", "extension", "Renommez-le « a.yml »."),
        ("catalogue/offre/a.yml", "dossier-inconnu", "Vouliez-vous écrire « offres » ?"),
        ("catalogue/vocabulaire/a.yml", "dossier-inconnu", "Vouliez-vous écrire « vocabulaires » ?"),
        ("catalogue/xyz/a.yml", "dossier-inconnu", "Les dossiers possibles sont : offres, organisations."),
    ],
)
def test_what_has_no_place(path: str, rule: str, hint: str) -> None:
    found = place(path, KINDS)
    assert isinstance(found, Finding)
    assert (found.rule, found.path) == (rule, path)
    assert str(found.hint).startswith(hint)
