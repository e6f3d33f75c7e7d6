"""A located document and its kind → an entry, and all that is wrong with it by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from communs import messages, rules
from communs.findings import Finding, Path, first, text
from communs.kinds import Kind, say
from communs.near import fold

if TYPE_CHECKING:
    from communs.sheet import Judged

ID = re.compile(r"[a-z0-9]+(--?[a-z0-9]+)*")
MAX_ID = 96


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the catalogue: its address, its kind and what its author wrote."""

    kind: Kind
    id: str
    data: dict[str, Any]
    document: Judged

    @property
    def path(self) -> str:
        """The file it was written in, from the catalogue's root."""
        return self.document.path

    @property
    def ref(self) -> tuple[str, str]:
        """What tells it from every other entry: kind and id."""
        return self.kind.name, self.id

    @property
    def draft(self) -> bool:
        """Not yet complete: checked more gently, kept out of the offer."""
        return self.data.get("brouillon") is True

    @property
    def prefilled(self) -> bool:
        """Written by the catalogue's team from public sources, confirmed by nobody."""
        return self.data.get("origine") == "pre-remplie"

    @property
    def ended(self) -> bool:
        """No longer running."""
        return self.data.get("statut") == "termine"

    def identifier(self, name: str) -> Any:
        """One of its public identifiers, None where it states none."""
        known = self.data.get("identifiants")
        return known.get(name) if isinstance(known, dict) else None

    def text(self, field: str, lang: str = "fr") -> str:
        """A field as text in a language, French where it was not translated."""
        return say(self.data.get(field), lang)


def check(entry: Entry, world: rules.World) -> Iterator[Finding]:
    """All that the schema and our own rules say of one entry by itself."""
    context = rules.Context(
        kind=entry.kind, id=entry.id, data=entry.data, document=entry.document, world=world
    )
    yield from judge(entry.kind, entry.data, entry.document, draft=entry.draft)
    yield from first(chain.from_iterable(rule(context) for rule in rules.RULES))


def judge(kind: Kind, value: Any, document: Judged, *, draft: bool = False) -> Iterator[Finding]:
    """All that a schema says of a document's value: a fast yes, or the judge's errors in our words."""
    if kind.gate(value):
        return
    if (whole := messages.wrapped(kind, document)) is not None:
        yield whole
    else:
        yield from first(_judged(kind, value, document, draft=draft))


def _judged(kind: Kind, value: Any, document: Judged, *, draft: bool) -> Iterator[Finding]:
    for error in kind.judge.iter_errors(value):
        if not _under(tuple(error.absolute_path), document.broken):
            yield from messages.explain(error, kind, document, draft=draft)


def _under(path: Path, broken: frozenset[Path]) -> bool:
    return any(path[: len(top)] == top for top in broken)


def misnamed(document_path: str, identifier: str) -> Iterator[Finding]:
    """What is wrong with an id, which is the file's name."""
    if len(identifier) > MAX_ID:
        yield Finding(
            path=document_path,
            rule="nom-de-fichier",
            message=text(
                "Le nom du fichier est trop long : {n} signes, {max} au plus.", n=len(identifier), max=MAX_ID
            ),
            hint=text("Raccourcissez-le : quelques mots suffisent."),
        )
    if not ID.fullmatch(identifier):
        yield Finding(
            path=document_path,
            rule="nom-de-fichier",
            message=text("« {nom} » ne peut pas être le nom d’une fiche.", nom=identifier),
            hint=text(
                "Des minuscules sans accent, des chiffres et des tirets : par exemple « {proche}.yml ».",
                proche=slug(identifier),
            ),
        )


def slug(words: str) -> str:
    """A valid id near some words."""
    parts = [fold(part) for part in re.split(r"[^\w]+|_", words)]
    plain = "-".join(re.sub(r"[^a-z0-9]", "", part) for part in parts if part)
    return re.sub(r"-{2,}", "-", plain)[:MAX_ID].strip("-") or "ma-fiche"
