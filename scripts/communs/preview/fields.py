"""An entry as it was and as it is → the fields that differ, in the words that its page has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale

from communs import markup
from communs.display import Node
from communs.entries import Entry
from communs.kinds import Field
from communs.pages.edition import Edition

Pieces = tuple[str, ...]  # what stands one after the other: the items of a list, the paragraphs of a text
_WHOLE = ("amount", "period")  # groups that read as one value


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One field, before and after; nothing where it has no value."""

    label: str
    before: Pieces
    after: Pieces


def rows(before: Edition | None, after: Edition, old: Entry | None, new: Entry | None) -> list[Row]:
    """The fields whose words differ, in the order of the schema."""
    was = _told(before, old) if before is not None and old is not None else {}
    now = _told(after, new) if new is not None else {}
    return [
        Row(label=label, before=was.get(label, ()), after=now.get(label, ()))
        for label in dict.fromkeys([*now, *was])
        if was.get(label) != now.get(label)
    ]


def _told(edition: Edition, entry: Entry) -> Mapping[str, Pieces]:
    """What each field says, by its label; one inside another names both."""
    said = _Said(edition=edition)
    found: dict[str, Pieces] = {}
    for name, field in entry.kind.fields.items():
        if (value := entry.data.get(name)) is not None:
            for label, pieces in said.of(field, value, edition.display.label(field)):
                found[label] = (*found.get(label, ()), *pieces)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Said:
    edition: Edition

    def of(self, field: Field, value: Any, label: str) -> Iterator[tuple[str, Pieces]]:
        if isinstance(value, list):
            yield label, tuple(self._words(field.item or field, one) for one in value if one is not None)
        elif not isinstance(value, dict) or field.show.get("as") in _WHOLE:
            yield label, self._paragraphs(field, value)
        elif "string" in field.types:
            for lang, words in value.items():
                yield label + self._tongue(lang), self._paragraphs(field, words)
        else:
            for name, inner in value.items():
                child = field.children.get(name) or field.item
                if child is not None and inner is not None:
                    known = name in field.children
                    own = (
                        self.edition.display.label(child) if known else self.edition.display.key(field, name)
                    )
                    yield from self.of(child, inner, f"{label} › {own}")

    def _paragraphs(self, field: Field, value: Any) -> Pieces:
        if field.show.get("as") == "markdown" and isinstance(value, str):
            return tuple(filter(None, map(markup.plain, value.split("\n\n"))))
        return (self._words(field, value),)

    def _words(self, field: Field, value: Any) -> str:
        return " ".join(self._node(self.edition.display.node(field, value)).split())

    def _node(self, node: Node) -> str:
        colon = self.edition.say("\u00a0: ")
        if node.items:
            inner = [(f"{one.label}{colon}" if one.label else "") + self._node(one) for one in node.items]
            return ("\u00a0; " if node.shape == "group" else ", ").join(inner)
        if node.shape == "html":
            return markup.plain(node.text)
        return node.href if node.href is not None and "://" in node.href else node.text

    def _tongue(self, lang: str) -> str:
        """« (anglais) », where words are not in French."""
        if lang == "fr":
            return ""
        name = Locale(self.edition.lang).languages.get(lang, lang)
        return f" ({name})"
