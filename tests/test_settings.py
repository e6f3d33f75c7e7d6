"""Settings from the file, the CI and git, in this order."""

from __future__ import annotations

import pytest

from communs.settings import Forge, Publication, Wikidata, read


def test_defaults_work() -> None:
    found = read({}, {}, "")
    assert (found.title("fr"), found.forge, found.licence) == ("Catalogue des communs", None, "CC0-1.0")
    assert (found.warn_months, found.doubt_months, found.address) == (6, 24, "")


@pytest.mark.parametrize(
    ("licence", "name", "page"),
    [
        ("CC0-1.0", "CC0", "https://creativecommons.org/publicdomain/zero/1.0/deed.en"),
        ("ODbL-1.0", "ODbL-1.0", "https://spdx.org/licenses/ODbL-1.0"),
        ("LicenseRef-Maison", "LicenseRef-Maison", None),
        ("MIT OR CC0-1.0", "MIT OR CC0-1.0", None),
    ],
)
def test_the_licence_has_a_name_and_a_page(licence: str, name: str, page: str | None) -> None:
    found = read({"licence": licence}, {}, "")
    assert (found.licence_name, found.licence_page("en")) == (name, page)


def test_what_the_file_says() -> None:
    found = read(
        {
            "nom": {"fr": "Les communs", "en": "The commons"},
            "adresse_du_site": "https://communs.exemple.fr/",
            "contact": "contact@exemple.fr",
            "seuils": {"avertissement_mois": 3},
            "forge": {"type": "gitlab", "depot": "https://git.exemple.fr/a/b/", "branche": "trunk"},
        },
        {"GITHUB_REPOSITORY": "autre/chose"},
        "git@github.com:autre/chose.git",
    )
    assert (found.title("en"), found.address, found.warn_months) == (
        "The commons",
        "https://communs.exemple.fr",
        3,
    )
    assert found.forge == Forge(type="gitlab", repository="https://git.exemple.fr/a/b", branch="trunk")


def test_what_keeps_a_site_from_being_published() -> None:
    assert read({}, {}, "").publication == Publication()
    told = {"fiches": 5, "fichiers": 0, "tolerance": 1, "requetes": 9, "poids": {"lecture": 40, "autres": 80}}
    found = read({"publication": told}, {}, "").publication
    assert found == Publication(entries=5, files=0, few=1, requests=9, read=40_000, other=80_000)


@pytest.mark.parametrize(
    ("environment", "remote", "type_", "repository"),
    [
        ({"GITHUB_REPOSITORY": "a/b"}, "", "github", "https://github.com/a/b"),
        (
            {"GITHUB_REPOSITORY": "a/b", "GITHUB_SERVER_URL": "https://codeberg.org"},
            "",
            "forgejo",
            "https://codeberg.org/a/b",
        ),
        ({"CI_PROJECT_URL": "https://git.exemple.fr/a/b"}, "", "gitlab", "https://git.exemple.fr/a/b"),
        ({}, "git@github.com:a/b.git\n", "github", "https://github.com/a/b"),
        ({}, "https://framagit.org/a/b.git", "gitlab", "https://framagit.org/a/b"),
        ({}, "ssh://git@codeberg.org/a/b", "forgejo", "https://codeberg.org/a/b"),
    ],
)
def test_what_the_surroundings_tell(
    environment: dict[str, str], remote: str, type_: str, repository: str
) -> None:
    forge = read({}, environment, remote).forge
    assert forge is not None
    assert (forge.type, forge.repository) == (type_, repository)


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        (
            {"CI_PAGES_URL": "https://alliance.pages.example.org/catalogue"},
            "https://alliance.pages.example.org/catalogue",
        ),
        (
            {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "Alliance/Catalogue"},
            "https://alliance.github.io/Catalogue",
        ),
        (
            {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "Alliance/alliance.github.io"},
            "https://alliance.github.io",
        ),
        (
            {"GITHUB_SERVER_URL": "https://codeberg.org", "GITHUB_REPOSITORY": "alliance/pages"},
            "https://alliance.codeberg.page",
        ),
        ({"GITHUB_SERVER_URL": "https://git.example.org", "GITHUB_REPOSITORY": "alliance/catalogue"}, ""),
        ({"GITHUB_REPOSITORY": "alliance/catalogue"}, ""),
        ({}, ""),
    ],
)
def test_where_the_forge_publishes(environment: dict[str, str], address: str) -> None:
    assert read({}, environment, "").address == address
    assert read({"adresse_du_site": "https://a.example/"}, environment, "").address == "https://a.example"


def test_the_languages_of_the_site() -> None:
    assert read({}, {}, "").langs == ("fr", "en")
    assert read({"langues": ["fr"]}, {}, "").langs == ("fr",)


@pytest.mark.parametrize(
    "remote", ["/srv/depot", "../ailleurs", "file:///x", "https://moi:jeton@github.com/a/b"]
)
def test_a_private_or_local_remote_is_no_forge(remote: str) -> None:
    assert read({}, {}, remote).forge is None


@pytest.mark.parametrize(
    ("type_", "edit", "view", "history"),
    [
        ("github", "/edit/main/f.yml", "/blob/main/f.yml", "/commits/main/f.yml"),
        ("gitlab", "/-/edit/main/f.yml", "/-/blob/main/f.yml", "/-/commits/main/f.yml"),
        ("forgejo", "/_edit/main/f.yml", "/src/branch/main/f.yml", "/commits/branch/main/f.yml"),
    ],
)
def test_addresses_on_each_forge(type_: str, edit: str, view: str, history: str) -> None:
    forge = Forge(type=type_, repository="https://x.fr/a/b")
    assert (forge.edit("f.yml"), forge.view("f.yml"), forge.history("f.yml")) == tuple(
        f"https://x.fr/a/b{path}" for path in (edit, view, history)
    )


@pytest.mark.parametrize(
    ("pages", "space"),
    [
        ("https://www.wikidata.org/wiki/", ""),
        ("https://wiki.exemple.fr/wiki/Item:", "Item:"),
        ("https://wiki.exemple.fr/index.php?title=Item:", "Item:"),
        ("https://wiki.exemple.fr/wiki/%C3%89l%C3%A9ment%3A", "Élément:"),
        ("https://wiki.exemple.fr/entity#", ""),
    ],
)
def test_the_namespace_of_items(pages: str, space: str) -> None:
    assert Wikidata(pages=pages).space == space
