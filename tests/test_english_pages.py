"""English pages: what the catalogue says only in French is marked as French, and is nowhere read as English."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from communs import markup, pages, pipeline
from communs.kinds import Field
from communs.pages import Edition
from communs.words import messages
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # every page is written, in both languages
PART = re.compile(r"""<(?P<end>/?)(?P<tag>[a-z][\w-]*)(?P<told>(?:[^>"]|"[^"]*")*)>|(?P<text>[^<]+)""")
LANG = re.compile(r' lang="(\w+)"')
VOID = {"area", "br", "hr", "img", "input", "link", "meta", "wbr"}
UNREAD = {"code", "script", "style"}  # names of files and of fields are in no language
ADDRESS = re.compile(r"\S+[./]\S+")
WORD = re.compile(r"\w+")
CODED = {"x-link", "format", "enum", "const"}
FEW = 4  # so many words in a row are nobody's by chance


def read(html: str, lang: str) -> Iterator[tuple[str, str]]:
    """The texts of a page, each with the language that it is said to be in."""
    open_ = [("", lang)]
    for part in PART.finditer(html):
        if part["text"]:
            if part["text"].strip() and open_[-1][0] not in UNREAD:
                yield open_[-1][1], unescape(part["text"])
        elif part["end"]:
            assert open_.pop()[0] == part["tag"], html[: part.end()][-200:]
        elif part["tag"] not in VOID and not part["told"].endswith("/"):
            said = LANG.search(part["told"])
            open_.append((part["tag"], said[1] if said else open_[-1][1]))
    assert open_ == [("", lang)]


def french(field: Field, value: Any) -> Iterator[str]:
    """What an entry says in words, and only in French."""
    if isinstance(value, list):
        for item in value:
            yield from french(field.item or field, item)
    elif isinstance(value, dict) and "fr" in value:
        if "en" not in value:
            yield value["fr"]
    elif isinstance(value, dict):
        for name, inner in value.items():
            if child := field.children.get(name, field.item):
                yield from french(child, inner)
    elif isinstance(value, str) and not (
        CODED & field.schema.keys() or field.schema.get("pattern", "\\S") != "\\S"
    ):
        yield value


def english_of(value: Any) -> Iterator[str]:
    """What is said in English at any depth of an entry, of a list or of a schema."""
    if isinstance(value, dict):
        if isinstance(value.get("en"), str):
            yield value["en"]
        yield from (value.get("x-en") or {}).values()
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from english_of(inner)


def words(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.lower()))


def runs(said: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words of a text, a few in a row; all of them where it has no more."""
    return [said[at : at + FEW] for at in range(max(1, len(said) - FEW + 1))]


def known(edition: Edition) -> Iterator[str]:
    """What an English reader may meet: our English, names of places, and names that need no translation."""
    catalogue = edition.catalogue
    yield from messages("en").values()
    for kind in catalogue.kinds.values():
        yield from english_of(dict(kind.schema))
    for vocabulary in catalogue.vocabularies.values():
        yield from english_of(dict(vocabulary.data))
    for entry in catalogue.entries.values():
        yield from english_of(entry.data)
        if not edition.name_lang(entry):
            yield edition.name(entry)
    yield from (place.name for place in edition.territories.values())


def only_french(edition: Edition) -> dict[tuple[str, ...], str]:
    """The first words of each text that the catalogue has only in French, and its file."""
    fine = {
        run for text in known(edition) for run in (*runs(words(text)), *((word,) for word in words(text)))
    }
    found = {}
    for entry in edition.catalogue.entries.values():
        for text in french(entry.kind.root, entry.data):
            for _, part in read(str(markup.render(text)), "fr"):
                first = runs(words(part))[0]
                if first not in fine and any(word.isalpha() for word in first):
                    found[first] = entry.path
    return found


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The real catalogue and its invented members."""
    root = tmp_path_factory.mktemp("depot")
    for name in ("catalogue", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "tests" / "vallon", root / "catalogue", dirs_exist_ok=True)
    checked = pipeline.check(root)
    return Edition(
        catalogue=checked.catalogue,
        settings=checked.settings,
        day=checked.day,
        lang="en",
        icon=lambda name: "",
        facts=checked.facts,
        medias=checked.medias,
    )


def test_french_text_is_marked_on_english_pages(english: Edition) -> None:
    wrong = only_french(english)
    assert len(wrong) > 1000
    found = {
        f"{page.address}: {text.strip()} ({wrong[run]})"
        for page in pages.all_pages(english)
        for lang, text in read(page.body(), "en")
        if lang == "en" and not ADDRESS.fullmatch(text.strip())
        for run in runs(words(text))
        if run in wrong
    }
    assert sorted(found) == []


def test_names_that_are_phrases_are_in_french_and_proper_names_are_not(english: Edition) -> None:
    kinds = english.catalogue.kinds
    assert {name for name, kind in kinds.items() if "en" in kind.name_template} == {
        "alliances", "communs", "cooperations", "lieux", "organisations", "signatures",
    }  # fmt: skip
    offer = english.catalogue.entries["offres", "mobicoop-covoiturage"]
    organisation = english.catalogue.entries["organisations", "mobicoop"]
    card = english.card_html(offer, "../")
    assert '<a href="../offres/mobicoop-covoiturage/" lang="fr">Covoiturer avec Mobicoop</a>' in card
    assert '<a href="../organisations/mobicoop/">Mobicoop</a>' in english.card_html(organisation, "../")


def test_nothing_is_marked_on_french_pages(english: Edition) -> None:
    shown = replace(english, lang="fr")
    marked = [page.address for page in pages.all_pages(shown) if ' lang="fr"' in page.body()]
    assert marked == []
