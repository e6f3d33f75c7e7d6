"""A build is whole or not at all, the same twice, and the same through MkDocs alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from communs import building
from communs.guards import addresses
from tests.command import communs, run

ROOT = Path(__file__).parent.parent
MEMBER = """\
nom: Coopérative d’essai
resume: Une coopérative inventée pour les essais.
famille: [cooperative]
territoires: [france]
site_web: https://essai.example
verifie_le: 2026-11-01
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "depot"
    shutil.copytree(ROOT / "schemas", root / "schemas")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "catalogue" / "vocabulaires", root / "catalogue" / "vocabulaires")
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root)
    (root / "catalogue" / "organisations").mkdir()
    (root / "catalogue" / "organisations" / "essai.yml").write_text(MEMBER, encoding="utf-8")
    return root


def build(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return communs(root, "build", *options)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sitemap.xml.gz"  # gzip writes the hour
    }


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes(repository: Path) -> None:
    assert build(repository).returncode == 0
    first = tree(repository / "site")
    assert build(repository, "--jobs", "1").returncode == 0
    second = tree(repository / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.slow
def test_an_error_leaves_the_good_site_as_it_was(repository: Path) -> None:
    assert build(repository, "--lang", "fr").returncode == 0
    before = tree(repository / "site")
    (repository / "catalogue" / "organisations" / "essai.yml").write_text("nom: 3\n", encoding="utf-8")
    failed = build(repository, "--lang", "fr")
    assert failed.returncode == 1
    assert "catalogue/organisations/essai.yml:1:6: erreur:" in failed.stderr
    assert "Le site n’a pas été construit." in failed.stderr
    assert tree(repository / "site") == before
    alone = run([sys.executable, "-m", "mkdocs", "build", "--strict"], repository)
    assert alone.returncode != 0
    assert tree(repository / "site") == before


@pytest.mark.slow
def test_what_did_not_change_keeps_its_date_and_what_was_not_asked_stays(repository: Path) -> None:
    site = repository / "site"
    assert build(repository).returncode == 0
    dates = {name: (site / name).stat().st_mtime_ns for name in tree(site)}
    entry = repository / "catalogue" / "organisations" / "essai.yml"
    entry.write_text(MEMBER.replace("inventée", "imaginée"), encoding="utf-8")
    assert build(repository, "--lang", "fr").returncode == 0
    assert (site / "en" / "organisations" / "essai" / "index.html").exists()
    gone = {name for name in dates if not (site / name).exists()}
    assert {Path(name).parent.name for name in gone} <= {
        "pagefind",
        "fragment",
        "index",
    }  # named by what they hold
    changed = {name for name in dates.keys() - gone if (site / name).stat().st_mtime_ns != dates[name]}
    assert "organisations/essai/index.html" in changed
    assert not {"regles/index.html", "besoins/se-loger/index.html", "schemas/offres.json"} & changed
    assert addresses.ADDRESS not in changed
    assert build(repository, "--lang", "fr", "--clean").returncode == 0
    assert (site / "regles" / "index.html").stat().st_mtime_ns != dates["regles/index.html"]


def test_the_list_of_addresses_tells_the_whole_whatever_was_built_again(tmp_path: Path) -> None:
    site = tmp_path / "site"

    def built(*paths: str) -> str:
        staging = tmp_path / "neuf"
        for path in paths:
            (staging / path).parent.mkdir(parents=True, exist_ok=True)
            (staging / path).write_bytes(b"")
        building.swap(staging, site)
        shutil.rmtree(staging, ignore_errors=True)
        return " ".join(sorted(addresses.read((site / addresses.ADDRESS).read_text("utf-8"))))

    assert built("en/index.html") == "donnees/adresses.txt en/"
    whole = "./ donnees/adresses.txt en/ lieux/un/"
    assert built("fr/index.html", "fr/lieux/un/index.html", "fr/assets/x.css") == whole
    assert built("en/index.html", "en/a/index.html") == "./ donnees/adresses.txt en/ en/a/ lieux/un/"
    assert built("fr/index.html", "en/index.html") == "./ donnees/adresses.txt en/"


@pytest.mark.slow
def test_the_catalogue_s_own_settings_name_it(repository: Path) -> None:
    words = "nom: {fr: Les communs du vallon, en: Commons of the valley}\nadresse_du_site: https://vallon.example\n"
    (repository / "communs.yml").write_text(words, encoding="utf-8")
    assert build(repository).returncode == 0
    french, english = (
        (repository / "site" / lang / "organisations" / "essai" / "index.html").read_text("utf-8")
        for lang in ("", "en")
    )
    assert "<title>Coopérative d’essai – Les communs du vallon</title>" in french
    assert "<title>Coopérative d’essai – Commons of the valley</title>" in english
    assert '<link rel="canonical" href="https://vallon.example/organisations/essai/">' in french
    assert '<link rel="canonical" href="https://vallon.example/en/organisations/essai/">' in english


@pytest.mark.slow
def test_mkdocs_alone_gives_the_same_french_pages(repository: Path, tmp_path: Path) -> None:
    assert build(repository, "--lang", "fr").returncode == 0
    alone = run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "alone"], repository
    )
    assert alone.returncode == 0, alone.stderr
    assert tree(tmp_path / "alone") == tree(repository / "site")
