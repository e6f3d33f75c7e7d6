"""The links that have failed long enough, and those that have moved → Markdown for an issue, or for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from communs.findings import Text, short, text
from communs.links.answers import Answer
from communs.links.history import ENOUGH, LONG, Memory
from communs.links.places import Links, Place
from communs.report.markdown import code, prose
from communs.report.report import fitting, say
from communs.typography import plain

# Bytes: with what has moved and what is remembered, less than the 65,536 characters of an issue.
_ROOM = 20_000
_FIRST = 20  # rows of what does not press
_LONGEST = 300  # signs of an address that are shown
_ENDING = re.compile(r"[\s|\\`<>]")

TITLE = text("Liens qui ne répondent plus")
_HEADS = (text("Fiche"), text("Adresse"), text("Depuis le"), text("Ce que le site répond"))
_FEW = text(
    "Ces liens ont échoué {n} fois de suite, à {n} jours différents au moins. Corrigez l’adresse, ou mettez la fiche "
    "en pause avec « statut: en-pause » : elle quittera cette liste à la prochaine vérification."
)
_NONE = text("Aucun lien n’a échoué {n} fois de suite.")
_LEFT = text("… et d’autres encore ({n}).")
_LASTING = text("Sans bonne réponse depuis longtemps")
_LOOK = text(
    "Ces sites tardent ou se disent en panne à chaque passage, depuis {n} jours au moins. Ouvrez-les : une personne voit "
    "mieux qu’un robot ce qu’il en est."
)
_GONE = text("A déménagé")
_FOR_GOOD = text("Ces adresses répondent, mais renvoient ailleurs pour de bon. Rien ne presse.")
_NEW = text("Nouvelle adresse")
_SUMMARY = text("Bonnes réponses : {bons}. Échecs : {casses}. Réponses incertaines : {incertains}.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """One run: where the links are, what they answered, what is remembered from now on."""

    links: Links
    answers: Mapping[str, Answer]
    memory: Memory
    lang: str = "fr"

    @property
    def broken(self) -> list[str]:
        """The addresses to tell of."""
        return [address for address in self.answers if self.memory.told(address)]

    @property
    def lingering(self) -> list[str]:
        """The addresses that somebody should open."""
        return [one for one, answer in self.answers.items() if answer.ill and self.memory.lingers(one)]

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        return bool(self.broken or self.lingering)

    @property
    def moved(self) -> list[str]:
        """The addresses that lead elsewhere for good."""
        return [address for address, answer in self.answers.items() if answer.moved]

    def title(self) -> str:
        """Of the issue."""
        return self._say(TITLE)

    def body(self) -> str:
        """What there is to mend, what somebody should look at, then what has moved."""
        parts = [*self._broken(), *self._lasting(), *self._elsewhere(), self._summary()]
        return "\n\n".join(parts) + "\n"

    def _broken(self) -> list[str]:
        if not self.broken:
            return [self._say(_NONE.about(n=ENOUGH))]
        return [self._say(_FEW.about(n=ENOUGH)), self._table(_HEADS, self._rows(self.broken))]

    def _lasting(self) -> list[str]:
        rows = self._rows(self.lingering)
        return self._aside(_LASTING, _LOOK.about(n=LONG), _HEADS, rows) if rows else []

    def _rows(self, addresses: Iterable[str]) -> list[list[str]]:
        where = [(place, address) for address in addresses for place in self.links[address]]
        return [self._row(address, place) for place, address in sorted(where, key=_order)]

    def _row(self, address: str, place: Place) -> list[str]:
        known = self.memory.of(address)
        since = known.since if known is not None else ""
        return [_where(place), _shown(address), since, self._say(self.answers[address].said)]

    def _elsewhere(self) -> list[str]:
        rows = [
            [_where(place), _shown(address), _shown(self.answers[address].moved)]
            for address in self.moved
            for place in self.links[address][:1]
        ]
        return self._aside(_GONE, _FOR_GOOD, (*_HEADS[:2], _NEW), rows) if rows else []

    def _aside(self, title: Text, why: Text, heads: Iterable[Text], rows: list[list[str]]) -> list[str]:
        """What does not press: its first rows."""
        more = [self._say(_LEFT.about(n=len(rows) - _FIRST))] if len(rows) > _FIRST else []
        return [f"### {self._say(title)}", self._say(why), self._table(heads, rows[:_FIRST]), *more]

    def _table(self, heads: Iterable[Text], rows: list[list[str]]) -> str:
        lines = [f"| {' | '.join(cells)} |" for cells in rows]
        kept = fitting((f"{line}\n" for line in lines), _ROOM)
        names = [self._say(head) for head in heads]
        left = [f"\n{self._say(_LEFT.about(n=len(lines) - kept))}"] if kept < len(lines) else []
        return "\n".join([f"| {' | '.join(names)} |", "|---" * len(names) + "|", *lines[:kept], *left])

    def _summary(self) -> str:
        states = [answer.state for answer in self.answers.values()]
        return self._say(
            _SUMMARY.about(
                bons=states.count("bon"), casses=states.count("cassé"), incertains=states.count("incertain")
            )
        )

    def _say(self, words: Text) -> str:
        return say(words, self.lang)


def _order(found: tuple[Place, str]) -> tuple[str, int, str]:
    place, address = found
    return place.path, place.line, address


def _where(place: Place) -> str:
    """The name of the entry, which stays text, and its file and line."""
    name = " ".join(prose(plain(place.name)).split())
    return f"{name} {_shown(place.path)}:{place.line}".strip()


def _shown(written: str) -> str:
    """An address as code, less the signs that would end the code or its cell."""
    return code(_ENDING.sub(lambda sign: quote(sign[0]), plain(short(written, _LONGEST))))
