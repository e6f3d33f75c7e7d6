"""A kind of entry is data: a schema folder and entries are enough for pages, backlinks and exports."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.command import communs
from tests.wikibase.documents import MADE
from tests.wikibase.server import Wikibase

ROOT = Path(__file__).parent.parent
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Recette",
    "description": "Une façon de faire qui se transmet.",
    "x-show": {"plural": {"fr": "Recettes", "en": "Recipes"}, "empty": {"fr": "Les recettes se liront ici."}},
    "x-wikidata": {"facts": [{"title": "Petit nom", "x-en": {"title": "Nickname"}, "x-wikidata": "P1813"}]},
    "allOf": [{"$ref": "../commun.json#/$defs/fiche"}],
    "type": "object",
    "properties": {
        "nom": {"$ref": "../commun.json#/$defs/nom"},
        "transmise_par": {
            "title": "Transmise par",
            "type": "string",
            "x-link": {"to": ["organisations"], "backlink": {"fr": "Recettes transmises", "en": "Recipes"}},
        },
        "besoins": {"$ref": "../commun.json#/$defs/besoins"},
        "lien": {"$ref": "../commun.json#/$defs/adresse-web", "title": "Lien", "x-wikidata": "P856"},
    },
    "required": ["nom", "transmise_par"],
    "unevaluatedProperties": False,
}
RECIPE = f"""\
nom: La soupe partagée
transmise_par: mobicoop
besoins: [se-nourrir]
verifie_le: 2026-11-23
identifiants: {{wikidata: {MADE}}}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("depot")
    for name in ("catalogue", "schemas", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    folder = root / "schemas" / "recettes"
    folder.mkdir()
    (folder / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (root / "catalogue" / "recettes").mkdir()
    (root / "catalogue" / "recettes" / "soupe.yml").write_text(RECIPE, encoding="utf-8")
    (root / "communs.yml").write_text("nom: Essai\ncontact: robot@communs-essai.fr\n", encoding="utf-8")
    with Wikibase() as wikibase:
        at = ("--api-url", wikibase.api, "--commons-url", wikibase.commons)
        done = communs(root, "enrich", *at, "--only", "recettes/soupe")
    assert done.returncode == 0, done.stderr
    done = communs(root, "build")
    assert done.returncode == 0, done.stderr
    return root / "site"


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.slow
def test_its_index_and_page_exist_in_both_languages(site: Path) -> None:
    assert "La soupe partagée" in page(site, "recettes")
    assert '<h1 dir="auto">La soupe partagée</h1>' in page(site, "recettes/soupe")
    assert "<h1>Recipes</h1>" in page(site, "en/recettes")


@pytest.mark.slow
def test_what_it_links_to_links_back(site: Path) -> None:
    assert "Transmise par" in page(site, "recettes/soupe")
    assert '<a href="../../organisations/mobicoop/">Mobicoop</a>' in page(site, "recettes/soupe")
    organisation = page(site, "organisations/mobicoop")
    assert "<h2>Recettes transmises</h2>" in organisation
    assert '<a href="../../recettes/soupe/">La soupe partagée</a>' in organisation


@pytest.mark.slow
def test_it_stands_under_its_need_in_the_exports_and_in_the_blank_entries(site: Path) -> None:
    assert "La soupe partagée" in page(site, "besoins/se-nourrir")
    table = (site / "donnees" / "recettes.csv").read_text(encoding="utf-8-sig")
    assert table.splitlines()[0].startswith("id,nom,transmise_par,besoins,")
    assert table.splitlines()[1].startswith("soupe,La soupe partagée,mobicoop,se-nourrir,")
    schema = json.loads((site / "schemas" / "recettes.json").read_text(encoding="utf-8"))
    assert "mobicoop" in schema["properties"]["transmise_par"]["enum"]
    assert "transmise_par: " in page(site, "contribuer/nouvelle-fiche/recettes")


@pytest.mark.slow
def test_wikidata_fills_its_blanks_and_signs_them(site: Path) -> None:
    said = words(page(site, "recettes/soupe"))
    assert "Lien example.org Wikidata , révision 931, lue le 23 novembre 2026 (Lien)" in said
    assert "Petit nom CoopEx Wikidata ," in said
    assert "Nickname CoopEx Wikidata ," in words(page(site, "en/recettes/soupe"))


@pytest.mark.slow
def test_communs_new_writes_it(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "schemas" / "recettes").mkdir()
    (tmp_path / "schemas" / "recettes" / "schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (tmp_path / "catalogue").mkdir()
    done = communs(tmp_path, "new", "recettes", "tarte", "--set", "transmise_par=mobicoop")
    assert done.returncode == 0, done.stderr
    assert "transmise_par: mobicoop" in (tmp_path / "catalogue/recettes/tarte.yml").read_text(
        encoding="utf-8"
    )
