"""What a poster has to show → what fits on one A4 page, and the code that leads to the rest.

Every length is in millimetres of that page. A name is read at a metre, the title at two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from textwrap import wrap
from typing import Any

import segno
from markupsafe import Markup

from communs.display import Node
from communs.pages.edition import Edition

ADDRESS = "affiches/"
PDF = "affiche.pdf"
_HEIGHT = 248  # what the title, the facts, the lines and the code share
_CODE = 34  # the least that a code read at arm’s length takes
_ADDRESS = 30  # the words that stand in its place
_TITLES = ((12, 30), (22, 22), (44, 16), (1000, 13))  # up to so many letters: the size
_LONGEST = 110  # letters of a text: more is for the page


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One thing to use: what it answers, its name, why, what it costs and who offers it."""

    to: str
    name: str
    name_lang: str | None = None
    above: str
    icon: str
    why: str = ""
    lang: str | None = None  # of the reason, where it is not the page's
    rank: int = 0  # of the need
    detail: str = ""

    @property
    def height(self) -> float:
        """The room it takes; letters are counted as wide as the widest serif has them."""
        small = _rows(self.why, 64) + _rows(self.detail, 66)
        words = 4.8 * bool(self.above) + 7.4 * _rows(self.name, 43) + 5.6 * small
        return max(20.5, words + 3.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class Poster:
    """What a page at `to` has for passers-by; what takes time is made when it is asked for."""

    to: str
    title: str
    title_lang: str | None = None
    above: str
    lead: str
    lead_lang: str | None = None
    heading: str = ""
    by_need: bool = False
    general: bool = False  # the poster of a wider territory says the same
    lines: Callable[[], tuple[Sequence[Line], int]]  # those worth a place, and how many there are in all
    facts: Callable[[], Sequence[Node]] = tuple

    @property
    def address(self) -> str:
        """Where it stands on the site."""
        return ADDRESS + self.to


def sheet(edition: Edition, poster: Poster) -> dict[str, Any]:
    """All that the poster shows: as many lines as fit, and what is left to the code that leads to the page."""
    size = next(size for letters, size in _TITLES if len(poster.title) <= letters)
    title, facts, lines, count = poster.title[:120], list(poster.facts()), *poster.lines()
    room = _HEIGHT - size * 1.1 * _rows(title, 300 // size) - 8 * _rows(poster.lead, 54)
    room -= sum(6.6 * _rows(fact.text, 56) + 1.5 for fact in facts) + (15 if poster.heading else 4)
    shown = list(_that_fit(lines, room - (_CODE + 8 if edition.settings.address else _ADDRESS)))
    left = room - sum(line.height for line in shown)
    return {
        "poster": poster,
        "title_size": size,
        "facts": facts,
        "lines": sorted(shown, key=lambda line: line.rank) if poster.by_need else shown,
        "more": count - len(shown),
        "code_size": round(min(max(left - 12, _CODE), 74)),
        "picture": partial(_green, edition),
        "code": partial(code, edition),
        "absolute": partial(absolute, edition),
        "day": edition.day.isoformat(),
        "pdf": PDF if poster.address in edition.printed else "",
    }


def code(edition: Edition, to: str) -> str:
    """The QR code that leads to a page, as a picture; nothing where the site does not know its own address."""
    return _drawn(absolute(edition, to)) if edition.settings.address else ""


def absolute(edition: Edition, to: str) -> str:
    """The whole address of a page of this language."""
    return f"{edition.settings.address}/{'' if edition.lang == 'fr' else f'{edition.lang}/'}{to}"


@lru_cache(maxsize=4000)
def _drawn(url: str) -> str:
    # any mask can be read: to weigh all eight takes five times as long; and dots print twice as fast as drawings
    return segno.make(url, error="m", micro=False, mask=2).png_data_uri(scale=6, border=0)


def _green(edition: Edition, icon: str) -> Markup:
    """A drawing that is green on paper too: WeasyPrint reads its attributes, not our sheet."""
    return Markup(edition.icon(icon).replace("<svg ", '<svg fill="#0b5d4e" ', 1))  # noqa: S704 - as `icon` of templates


def _rows(words: str, letters: int) -> int:
    """How many rows a text takes where so many letters stand beside each other."""
    return len(wrap(words, letters))


def _that_fit(lines: Iterable[Line], room: float) -> Iterator[Line]:
    for line in lines:
        if line.height <= room:
            room -= line.height
            yield line


def cut(words: str) -> str:
    """A text that takes two lines at most."""
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
