"""The items that a catalogue names, and what was read of them → those that became another one, or are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from communs import formats
from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts
from communs.findings import Finding, Path, Text, TextEdit, text
from communs.kinds import select
from communs.mending import edits
from communs.vocabularies import Term, Vocabulary

if TYPE_CHECKING:
    from communs.sheet import Judged

_OF_TERMS = ("termes", "*", "correspondances", "wikidata", "*")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place that names an item: `owner` is the entry, or the list and its term, that is said to be the item."""

    qid: str
    document: Judged
    path: Path
    owner: Entry | tuple[Vocabulary, Term]

    @property
    def group(self) -> tuple[Any, ...]:
        """What may name an item once: the entries of a kind, or a term."""
        if isinstance(self.owner, Entry):
            return (self.owner.kind.name,)
        return self.document.path, *self.path[:2]

    def become(self, facts: Mapping[str, Facts]) -> str:
        """The item that it leads to today."""
        return facts[self.qid].resolved if self.qid in facts else self.qid


def mentions(catalogue: Catalogue) -> Iterator[Mention]:
    """Every well-formed id of an item: in entries, then in terms."""
    for entry in catalogue.entries.values():
        qid = entry.identifier("wikidata")
        if isinstance(qid, str) and formats.qid(qid):
            path = ("identifiants", "wikidata")
            yield Mention(qid=qid, document=entry.document, path=path, owner=entry)
    for vocabulary in catalogue.vocabularies.values():
        if vocabulary.document is not None:
            yield from _in_list(vocabulary, vocabulary.document)


def _in_list(vocabulary: Vocabulary, document: Judged) -> Iterator[Mention]:
    for path, qid in select(document.value, _OF_TERMS):
        term = vocabulary.terms.get(str(document.value["termes"][path[1]].get("id")))
        if term is not None and isinstance(qid, str) and formats.qid(qid):
            yield Mention(qid=qid, document=document, path=path, owner=(vocabulary, term))


def of_terms(catalogue: Catalogue, facts: Mapping[str, Facts]) -> Iterator[tuple[str, str, str]]:
    """Each list, term and item that the term is, as it is written and as it is today."""
    for mention in mentions(catalogue):
        if not isinstance(mention.owner, Entry):
            vocabulary, term = mention.owner
            for qid in dict.fromkeys((mention.qid, mention.become(facts))):
                yield f"vocabulaires/{vocabulary.id}", term.id, qid


def check(catalogue: Catalogue, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """What to say of the items that were merged or are missing, as far as was read."""
    named = list(mentions(catalogue)) if facts else []
    alike = defaultdict(list)
    for mention in named:
        alike[mention.group, mention.become(facts)].append(mention)
    for mention in named:
        told = facts.get(mention.qid)
        if told is not None and told.missing_since:
            yield _missing(mention, told.missing_since)
        elif told is not None and told.merged:
            twins = [one for one in alike[mention.group, told.resolved] if one is not mention]
            yield _merged(mention, told.resolved, twins[0] if twins else None)


def _missing(mention: Mention, day: str) -> Finding:
    message = text(
        "Wikidata n’a pas d’élément {qid} : c’est constaté depuis le {date}.", qid=mention.qid, date=day
    )
    hint = text(
        "Vérifiez le numéro sur wikidata.org : il est mal recopié, ou l’élément a été supprimé depuis."
    )
    return _say(mention, "wikidata-absent", message, hint)


def _merged(mention: Mention, right: str, twin: Mention | None) -> Finding:
    message = text("L’élément {qid} de Wikidata a été fusionné avec {autre}.", qid=mention.qid, autre=right)
    if twin is None:
        hint = text("Remplacez {qid} par {autre}.", qid=mention.qid, autre=right)
        fix = edits.writing(mention.document, mention.path, right)
        return _say(mention, "wikidata-fusionne", message, hint, fix)
    if isinstance(twin.owner, Entry):
        hint = text(
            "La fiche « {fiche} » désigne déjà cet élément : si c’est la même chose, n’en gardez qu’une.",
            fiche=twin.owner.id,
        )
    else:
        hint = text(
            "Retirez {qid} : un autre identifiant du terme désigne déjà cet élément.", qid=mention.qid
        )
    return _say(mention, "wikidata-fusionne", message, hint)


def _say(mention: Mention, rule: str, message: Text, hint: Text, fix: TextEdit | None = None) -> Finding:
    span = mention.document.span(mention.path)
    return Finding(
        path=mention.document.path,
        span=span,
        rule=rule,
        severity="warning",
        message=message,
        hint=hint,
        fix=fix,
    )
