"""What a search of items learnt of each entry → the sentences that say so, and which are sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from communs.catalogue import Catalogue, Ref
from communs.entries import Entry
from communs.facts import Facts, candidates, items, naming
from communs.facts.candidates import Candidate
from communs.facts.refreshed import by_reason
from communs.findings import Text, text
from communs.report import Report
from communs.settings import Wikidata
from communs.typography import plain

_WITH = (text("{n} fiche a une proposition"), text("{n} fiches ont une proposition"))
_WITHOUT = (text("{n} n’en a aucune"), text("{n} n’en ont aucune"))
_NONE = text("Aucune fiche n’a de proposition.")
_LATE = (
    text("{n} fiche n’a pas pu être cherchée jusqu’au bout :"),
    text("{n} fiches n’ont pas pu être cherchées jusqu’au bout :"),
)
_ACCEPT = text("Pour en accepter une, ajoutez à la fiche : identifiants: {wikidata: Q…}")


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """The candidates of each entry that was searched, best first, and why others could not be (`late`)."""

    catalogue: Catalogue
    found: Mapping[Ref, Sequence[Candidate]]
    late: Mapping[Ref, Text]

    def lines(self, report: Report, wikidata: Wikidata) -> Iterator[str]:
        """What a person chooses from, and how."""
        for ref, found in self.found.items():
            if found:
                entry = self.catalogue.entries[ref]
                yield f"{plain(self.catalogue.name(entry, report.lang))} ({plain(entry.path)})"
            for one in found[: candidates.MOST]:
                yield from _shown(report, one, wikidata)
        some = sum(map(bool, self.found.values()))
        none = sum(not found and ref not in self.late for ref, found in self.found.items())
        if not some:
            yield report.say(_NONE)
            return
        told = [report.number(words, n) for words, n in ((_WITH, some), (_WITHOUT, none)) if n]
        yield f"{', '.join(told)}."
        yield report.say(_ACCEPT)

    def left(self, report: Report) -> Iterator[str]:
        """What could not be searched, and why."""
        if self.late:
            yield report.number(_LATE, len(self.late))
            paths = {self.catalogue.entries[ref].path: said for ref, said in self.late.items()}
            yield from (f"  {line}" for line in by_reason(report, paths))

    def sure(self, facts: Mapping[str, Facts]) -> dict[Ref, str]:
        """The item of each entry that has a sure one, which no other entry names or may be."""
        chosen = {
            ref: one.qid
            for ref, found in self.found.items()
            if ref not in self.late and (one := candidates.sure(found))
        }
        named = [one.become(facts) for one in items.mentions(self.catalogue) if isinstance(one.owner, Entry)]
        often = Counter([*chosen.values(), *named])
        return {ref: qid for ref, qid in chosen.items() if often[qid] == 1}


def _shown(report: Report, one: Candidate, wikidata: Wikidata) -> Iterator[str]:
    label, about = (naming.word(words, report.lang) for words in (one.facts.labels, one.facts.descriptions))
    item = ", ".join(filter(None, (f"{one.qid} {label}".strip(), about)))
    why = ", ".join(report.say(reason) for reason in one.why(report.lang))
    yield f"  {report.say(text('{element} : {raisons}'), element=item, raisons=why)}"
    yield f"    {wikidata.item(one.qid)}"
