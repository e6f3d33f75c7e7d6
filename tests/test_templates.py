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


def test_sentences_are_found() -> None:
    assert sum(1 for file in FILES for _ in sentences(file)) > 100
