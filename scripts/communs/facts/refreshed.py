"""What a refresh learnt of each item → the sentences that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from communs.facts import MEDIAS, Facts, every
from communs.findings import Text, text
from communs.report import Report
from communs.typography import plain

_COUNTED = {
    "read": (text("{n} élément lu"), text("{n} éléments lus")),
    "same": (text("{n} inchangé"), text("{n} inchangés")),
    "missing": (text("{n} introuvable"), text("{n} introuvables")),
    "late": (text("{n} non rafraîchi"), text("{n} non rafraîchis")),
}
_ASKED = (text("{quoi}, en {n} requête."), text("{quoi}, en {n} requêtes."))
_MERGED = (text("{n} élément fusionné :"), text("{n} éléments fusionnés :"))
_MISSING = (
    text("{n} élément que Wikidata n’a pas ou n’a plus ; ce qu’on en savait reste :"),
    text("{n} éléments que Wikidata n’a pas ou n’a plus ; ce qu’on en savait reste :"),
)
_REFUSED = (text("{n} image écartée :"), text("{n} images écartées :"))
_ORPHANS = (
    text("{n} fichier dont le catalogue ne nomme plus l’élément ; il reste là, à vous de l’effacer :"),
    text("{n} fichiers dont le catalogue ne nomme plus l’élément ; ils restent là, à vous de les effacer :"),
)
_LATE = (
    text("{n} élément n’a pas pu être rafraîchi ; ses anciens faits restent :"),
    text("{n} éléments n’ont pas pu être rafraîchis ; leurs anciens faits restent :"),
)
_PARTLY = (
    text("{n} élément n’est lu qu’en partie ; le prochain passage le relira :"),
    text("{n} éléments ne sont lus qu’en partie ; le prochain passage les relira :"),
)
_REPLACE, _REPLACE_IN = (
    text("{un} est devenu {autre}"),
    text("{un} : remplacez {un} par {autre} dans {fichier}"),
)
_SINCE, _SINCE_IN = text("{un}, depuis le {date}"), text("{un}, depuis le {date} : {fichier}")


@dataclass(frozen=True, kw_only=True)
class Refreshed:
    """By Q-id: the facts `known` before, those that are new (`facts`), and why others could not be had (`late`).

    `partly`: why a name or a picture of what was read is still to come; `refused`: why a picture never will.
    `pictures` are where they wait, by the path that they are for; those `ahead` were not fetched, for this is a trial.
    `places` says where the catalogue names an item, `orphans` are the files of items that it no longer names.
    """

    wanted: Collection[str]
    known: Mapping[str, Facts]
    facts: Mapping[str, Facts]
    pictures: Mapping[str, Path]
    late: Mapping[str, Text]
    partly: Mapping[str, Text]
    refused: Mapping[str, Text]
    asked: int
    ahead: Collection[str] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    orphans: Collection[str] = ()

    @property
    def dropped(self) -> list[str]:
        """The pictures that no facts name any more."""

        def kept(facts: Mapping[str, Facts]) -> set[str]:
            return {
                MEDIAS + media.file
                for qid in self.facts
                if qid in facts
                for media in facts[qid].media.values()
            }

        return sorted(kept(self.known) - kept(self.facts))

    @property
    def pairs(self) -> Iterator[tuple[Facts, Facts]]:
        """What was known before, beside what is said now."""
        return ((before, self.facts.get(qid, before)) for qid, before in self.known.items())

    @property
    def complete(self) -> bool:
        """Whether all that was asked for could be had."""
        return not self.late and not self.partly

    @property
    def now(self) -> Mapping[str, Facts]:
        """What is known of the wanted items now: read at last, or kept."""
        return {qid: facts for qid in self.wanted if (facts := self.facts.get(qid) or self.known.get(qid))}

    def done(self, report: Report) -> Iterator[str]:
        """What somebody who reviews the change has to know."""
        yield self._summary(report)
        merged = {qid: facts.resolved for qid, facts in self.now.items() if facts.merged}
        yield from _list(report, _MERGED, (self._replace(report, *one) for one in merged.items()))
        missing = {qid: facts.missing_since for qid, facts in self.now.items() if facts.missing_since}
        yield from _list(report, _MISSING, (self._since(report, *one) for one in missing.items()))
        yield from _list(report, _REFUSED, by_reason(report, self.refused), len(self.refused))
        yield from _list(report, _ORPHANS, self.orphans)

    def left(self, report: Report) -> Iterator[str]:
        """What could not be refreshed, and why."""
        for heading, items in ((_LATE, self.late), (_PARTLY, self.partly)):
            yield from _list(report, heading, by_reason(report, items), len(items))

    def _summary(self, report: Report) -> str:
        missing = {qid for qid, facts in self.now.items() if facts.missing_since} - self.late.keys()
        sizes = {
            "read": len(self.facts.keys() - missing),
            "same": len({*self.wanted} - self.facts.keys() - self.late.keys() - missing),
            "missing": len(missing),
            "late": len(self.late),
        }
        told = [report.number(_COUNTED[name], n) for name, n in sizes.items() if n or name == "read"]
        return report.say(_ASKED[self.asked > 1], quoi=", ".join(told), n=self.asked)

    def _replace(self, report: Report, qid: str, target: str) -> str:
        where = self.places.get(qid)
        said = _REPLACE_IN if where else _REPLACE
        return report.say(said, un=qid, autre=target, fichier=where)

    def _since(self, report: Report, qid: str, day: str) -> str:
        where = self.places.get(qid)
        return report.say(_SINCE_IN if where else _SINCE, un=qid, date=day, fichier=where)


def _list(
    report: Report, heading: tuple[Text, Text], lines: Iterable[str], n: int | None = None
) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield report.number(heading, len(shown) if n is None else n)
        yield from (f"  {line}" for line in shown)


def by_reason(report: Report, items: Mapping[str, Text]) -> Iterator[str]:
    """Each reason once: where a service is down, thousands have the same."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, why in items.items():
        found[report.say(why)].append(name)
    for reason, same in found.items():
        yield reason
        yield plain(f"  {', '.join(same)}")


def names(facts: Facts) -> dict[str, Mapping[str, str]]:
    """The names that a file tells: of its item, and of those that it links to."""
    linked = {claim["item"]: claim["labels"] for _, claim in every(facts) if "labels" in claim}
    return linked | ({facts.resolved: facts.labels} if facts.labels else {})


def without(facts: Facts, waiting: Collection[str]) -> Facts:
    """The facts, as if what names these items or files had not been looked for: the next refresh looks for it."""
    late = {name for name, claim in every(facts) if {claim.get("item"), claim.get("file")} & {*waiting}}
    return replace(
        facts, properties=tuple(path for path in facts.properties if path.partition("/")[0] not in late)
    )
