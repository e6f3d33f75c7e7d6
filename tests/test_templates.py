"""Every sentence of the templates, of the theme and of the pages has its English."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from communs import words

PACKAGE = Path(words.__file__).parent
FILES = [
    *sorted((PACKAGE / "templates").glob("*.html")),
    *sorted((PACKAGE / "theme").rglob("*.html")),
    *sorted((PACKAGE / "pages").glob("*.py")),
    PACKAGE / "display.py",
]
CALL = re.compile(r"""(?<![\w.])(?:_|say_?|(?:edition|self)\.say|self\.translate)\((["'])(.+?)\1\)""")
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
UNREAD = re.compile(
    r"<(script|style|code)\b.*?</\1>|<a href=[^>]*>lannuaire\.service-public\.fr</a>|&\w+;", re.DOTALL
)
READ = re.compile(r'(?:aria-label|alt|title|placeholder|data-titre)="([^"]*)"')
TAG = re.compile(r'<[^>]*>|[\w-]+="[^"]*"|\bdata-\w+')
WORD = re.compile(r"[^\W\d_]{2,}")
NAMES = {"Wikidata", "Wikimedia", "Commons", "CC"}


def sentences(file: Path) -> Iterator[str]:
    return (found[2] for found in CALL.finditer(file.read_text("utf-8")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_has_its_english(file: Path) -> None:
    known = words.messages("en")
    assert [sentence for sentence in sentences(file) if sentence not in known] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_keeps_french_typography(file: Path) -> None:
    """A no-break space before : ; ? ! and inside « », the curly apostrophe."""
    assert [sentence for sentence in sentences(file) if re.search(r" [:;?!»]|« |'", sentence)] == []


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.suffix == ".html"], ids=lambda file: file.name
)
def test_has_no_words_but_those_that_are_translated(file: Path) -> None:
    text = UNREAD.sub("", JINJA.sub("", file.read_text("utf-8")))
    left = " ".join([*READ.findall(text), TAG.sub(" ", text)])
    assert file.name == "404.html" or [word for word in WORD.findall(left) if word not in NAMES] == []


def test_sentences_are_found() -> None:
    assert sum(1 for file in FILES for _ in sentences(file)) > 100
