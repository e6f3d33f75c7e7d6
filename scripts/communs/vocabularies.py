"""A controlled list → its terms, with their words in each language and their matches elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communs.findings import Finding, text
from communs.kinds import say

if TYPE_CHECKING:
    from communs.located import Document


@dataclass(frozen=True, kw_only=True, slots=True)
class Term:
    """One value of a controlled list."""

    id: str
    data: Mapping[str, Any]

    def label(self, lang: str = "fr") -> str:
        """Its name for people."""
        return say(self.data.get("libelle"), lang) or self.id

    def definition(self, lang: str = "fr") -> str:
        """What it means, or an empty text."""
        return say(self.data.get("definition"), lang)

    @property
    def icon(self) -> str:
        """The name of a bundled icon, or an empty text."""
        return str(self.data.get("icone", ""))


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """A controlled list: `catalogue/vocabulaires/<id>.yml`."""

    id: str
    path: str
    data: Mapping[str, Any]
    terms: Mapping[str, Term]
    document: Document | None = None

    def title(self, lang: str = "fr") -> str:
        """The list's name for people."""
        return say(self.data.get("titre"), lang) or self.id


def read(identifier: str, document: Document) -> tuple[Vocabulary, list[Finding]]:
    """The vocabulary a document holds (whatever of it is usable), and its ids written twice."""
    data = document.value if isinstance(document.value, dict) else {}
    terms: dict[str, Term] = {}
    findings = []
    for index, item in _terms(data):
        if item["id"] in terms:
            message = text("Le terme « {id} » est écrit deux fois.", id=item["id"])
            hint = text("Gardez-en un seul.")
            span = document.span(("termes", index, "id"))
            findings.append(
                Finding(path=document.path, span=span, rule="terme-en-double", message=message, hint=hint)
            )
        terms.setdefault(item["id"], Term(id=item["id"], data=item))
    return Vocabulary(id=identifier, path=document.path, data=data, terms=terms, document=document), findings


def _terms(data: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, Any]]]:
    listed = data.get("termes")
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("id"), str):
            yield index, item
