"""The links that have failed long enough, and those that have moved → Markdown for an issue, or for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from communs.findings import Text, short, text
from communs.links.answers import Answer
from communs.links.history import ENOUGH, Memory
from communs.links.places import Links, Place
from communs.report.markdown import code, prose
from communs.report.report import fitting, say
from communs.typography import plain

# Bytes: with what has moved and what is remembered, less than the 65,536 characters of an issue.
_ROOM = 24_000
_MOVED = 20
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
    def moved(self) -> list[str]:
        """The addresses that lead elsewhere for good."""
        return [address for address, answer in self.answers.items() if answer.moved]

    def title(self) -> str:
        """Of the issue."""
        return self._say(TITLE)

    def body(self) -> str:
        """What there is to mend, then what has moved."""
        return "\n\n".join([*self._broken(), *self._elsewhere(), self._summary()]) + "\n"

    def _broken(self) -> list[str]:
        if not self.broken:
            return [self._say(_NONE.about(n=ENOUGH))]
        where = [(place, address) for address in self.broken for place in self.links[address]]
        rows = [self._row(address, place) for place, address in sorted(where, key=_order)]
        return [self._say(_FEW.about(n=ENOUGH)), self._table(_HEADS, rows)]

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
        if not rows:
            return []
        heads = (_HEADS[0], _HEADS[1], _NEW)
        more = [self._say(_LEFT.about(n=len(rows) - _MOVED))] if len(rows) > _MOVED else []
        return [
            f"### {self._say(_GONE)}", self._say(_FOR_GOOD), self._table(heads, rows[:_MOVED]), *more,
        ]  # fmt: skip

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
