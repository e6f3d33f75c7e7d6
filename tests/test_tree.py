"""A checked catalogue → a folder that another site generator builds with nothing else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from communs import tree
from communs.findings import CannotWork
from communs.pipeline import Checked
from tests.conftest import ROOT, lay

pytestmark = pytest.mark.slow

NAME = "« A » & \"b\"\n---\ntitle: '{{ c }}' <i>\u2028\u0085 # d"
PAGE = """\
---
description: Une page à elle.
---

# Un *titre*

[Ici](index.md#la), [là](../regles.md), [un plan](plan.png), [ailleurs](https://ailleurs.example/a.md), `[b](c)`.

<!-- communs : retrait -->
"""
SETTINGS = """\
nom: {fr: Les communs du vallon, en: Commons of the valley}
adresse_du_site: https://vallon.example/communs
forge: {type: github, depot: https://github.com/vallon/catalogue, branche: main}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay(None, tmp_path / "depot")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    files = {
        "communs.yml": SETTINGS,
        "docs/contribuer/envoyer.md": PAGE,
        "docs/contribuer/index.md": "# Contribuer à tout\n\n[Comment](envoyer.md)\n",
        "docs/contribuer/plan.png": "image",
        "docs/mesures.json": "{}",
        "docs/regles.md": "# Les règles\n\nD’abord, lire.\n",
        "docs/en/regles.md": "# The rules\n\nRead first.\n",
        "catalogue/_redirections.yml": "- {de: organisations/avant, vers: organisations/hostile, le: 2026-01-01}\n",
        "catalogue/organisations/hostile.yml": yaml.safe_dump(
            {
                "nom": NAME, "resume": "Inventée.", "famille": ["cooperative"], "territoires": ["france"],
                "site_web": "https://essai.example", "verifie_le": "2026-11-01",
            },
            allow_unicode=True,
        ),
    }  # fmt: skip
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    return root


def front(path: Path) -> tuple[dict[str, str], str]:
    """A page's front matter and what comes after it."""
    _, told, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(told), body


def test_a_tree_holds_all_that_an_engine_needs(
    root: Path, tmp_path: Path, check: Callable[[Path], Checked]
) -> None:
    made = tmp_path / "arbre"
    tree.write(check(root), made, ["fr", "en"])
    assert {path.name for path in made.iterdir()} == {"fr", "en", "theme", "mkdocs.yml", "mkdocs.en.yml"}
    english = yaml.safe_load((made / "mkdocs.en.yml").read_text("utf-8"))
    assert english["site_name"] == "Commons of the valley"
    assert english["site_url"] == "https://vallon.example/communs/en/"
    assert (english["docs_dir"], english["site_dir"]) == ("en", "site/en")
    assert english["theme"]["custom_dir"] == "theme/en"
    assert {path.name for path in (made / "theme" / "fr").iterdir()} == {
        "main.html", "accueil.html", "recherche.html", "ecrite.html", "404.html",
    }  # fmt: skip
    for name in (
        "assets/communs.css", "assets/affiche.css", "assets/javascripts/teinte.js", "assets/images/favicon.svg",
        "assets/search/search.mjs", "pagefind/pagefind.js", "recherche/mots.json", "donnees/catalogue.json",
        "flux/catalogue.atom", "sitemap.xml", "contribuer/plan.png",
    ):  # fmt: skip
        assert (made / "fr" / name).is_file(), name
    assert not (made / "fr" / "mesures.json").exists()
    assert not (made / "fr" / "en").exists()
    exported = json.loads((made / "fr" / "donnees" / "organisations" / "hostile.json").read_text("utf-8"))
    assert exported["donnees"]["nom"] == NAME

    # what a member wrote leaves no front matter, and no engine runs it
    told, body = front(made / "fr" / "organisations" / "hostile" / "index.md")
    assert told["title"] == NAME
    assert told["edit"] == "https://github.com/vallon/catalogue/edit/main/catalogue/organisations/hostile.yml"
    assert (
        '<link rel="canonical" href="https://vallon.example/communs/organisations/hostile/">' in told["head"]
    )
    assert "{{" not in body
    assert "\n\n" not in body.strip()

    # a moved entry leads to its new address
    told, _ = front(made / "fr" / "organisations" / "avant" / "index.md")
    assert '<meta http-equiv="refresh" content="0; url=../../organisations/hostile/">' in told["head"]

    # a page written by hand stays Markdown, in the folder of its address, with our part in it
    told, body = front(made / "fr" / "contribuer" / "envoyer" / "index.md")
    assert (told["title"], told["description"]) == ("Un titre", "Une page à elle.")
    assert told["template"] == "ecrite.html"
    links = (
        "[Ici](../index.md#la), [là](../../regles/index.md), [un plan](../plan.png),"
        " [ailleurs](https://ailleurs.example/a.md), `[b](c)`."
    )
    assert links in body
    assert "<!-- communs" not in body
    assert '<script type="module" src="../../assets/form/withdraw.mjs"></script>' in body
    told, body = front(made / "fr" / "contribuer" / "index.md")
    assert (told["title"], told["section"]) == ("Contribuer", "contribuer/")
    assert "[Comment](envoyer/index.md)" in body

    # the frame has holes for what differs, and says which part of the menu a page is
    frame = (made / "theme" / "en" / "main.html").read_text("utf-8")
    assert "<title>{{ page.meta.title | e }} – Commons of the valley</title>" in frame
    assert '<a class="cm-langue" href="{{ base_url }}/../{{ page.url }}" lang="fr" hreflang="fr">' in frame
    current = '{% if page.meta.section == "offres/" %} aria-current="page"{% endif %}'
    assert f'<a href="{{{{ base_url }}}}/offres/"{current}>Offers</a>' in frame
    lost = (made / "theme" / "en" / "404.html").read_text("utf-8")
    assert '<a href="/communs/en/offres/">Offers</a>' in lost
    assert "{{" not in lost

    # once more, without what is gone; nobody else's folder is taken
    (root / "docs" / "regles.md").unlink()
    tree.write(check(root), made, ["fr"])
    assert not (made / "fr" / "regles").exists()
    assert not (made / "en").exists()
    (tmp_path / "autre").mkdir()
    (tmp_path / "autre" / "mkdocs.yml").write_text("site_name: À moi\n", encoding="utf-8")
    with pytest.raises(CannotWork) as refused:
        tree.write(check(root), tmp_path / "autre", ["fr"])
    expected = f"{tmp_path / 'autre'} n’est pas vide, et rien n’y dit que « communs » l’a écrit."
    assert str(refused.value) == expected.replace("« communs »", "« communs »")


def test_what_is_said_at_the_end() -> None:
    assert str(tree.told(Path("arbre"), ["fr", "en"])) == (
        "Les pages sont dans arbre. Pour en faire un site :"
        " cd arbre && zensical build -f mkdocs.yml && zensical build -f mkdocs.en.yml"
    )
