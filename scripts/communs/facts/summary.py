"""What a refresh learnt → the Markdown that a maintainer reads in the proposal of facts: what changed, what to look at."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from communs import formats
from communs.catalogue import Catalogue
from communs.display import Display, Node
from communs.entries import Entry
from communs.facts import Claim, Facts, Media, doubts, filling, items, naming
from communs.facts.anomalies import Anomaly
from communs.facts.doubts import Disagreement
from communs.facts.refreshed import Refreshed
from communs.findings import Text, short, text
from communs.pages import eras
from communs.report.markdown import prose
from communs.report.report import Report, fitting
from communs.settings import Settings
from communs.vocabularies import Term, Vocabulary
from communs.words import translation

_ROOM = {"look": 10_000, "table": 30_000, "pictures": 10_000, "rest": 10_000}  # bytes; a forge takes 65,536
_LONG = 200
_CHANGED = (text("{n} élément a changé."), text("{n} éléments ont changé."))
_NEW = (
    text("{n} élément est lu pour la première fois."),
    text("{n} éléments sont lus pour la première fois."),
)
_SAME = (
    text("{n} autre a été relu : rien de ce que le catalogue en dit n’a changé."),
    text("{n} autres ont été relus : rien de ce que le catalogue en dit n’a changé."),
)
_NOTHING = text("Rien n’a changé.")
_REFUSED = text("Rien n’a été écrit : trop de faits se perdraient à la fois.")
_LOOK = (
    text("{n} désaccord nouveau, à regarder"),
    text("{n} désaccords nouveaux, à regarder"),
)
_LOOK_WHY = text("La fiche garde le dernier mot. Corrigez le côté qui se trompe.")
_PARTED = text("{fiche}, {champ} : la fiche dit {ici}, {ailleurs}.")
_SAYS = text("Wikidata dit {valeur}")
_PICTURES = (text("{n} image nouvelle"), text("{n} images nouvelles"))
_PICTURE = text("{fiche} : {image}, {auteur}, {licence}")
_HEADS = (text("Fiche"), text("Fait"), text("Avant"), text("Après"))
_NONE = text("rien")
_MORE = (text("… et {n} autre."), text("… et {n} autres."))
_KNOWN = {filling.TYPE: text("Nature"), filling.END: text("Fin")}
_POINT = text("Coordonnées")
_WORDS = {
    "labels": text("Nom"),
    "descriptions": text("Présentation"),
    "aliases": text("Autres noms"),
    "sitelinks": text("Article de Wikipédia"),
}
Owner = Entry | tuple[Vocabulary, Term]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What to tell, of which catalogue, in the report's language. `anomaly`: nothing was kept, for too much was lost."""

    catalogue: Catalogue
    settings: Settings
    day: datetime.date
    done: Refreshed
    report: Report
    anomaly: Anomaly | None = None

    def markdown(self) -> str:
        """The whole text: what changed, what a person must look at, then each fact, picture, and what is late."""
        parts = [*self._first(), *self._look(), *self._table(), *self._pictures(), *self._rest()]
        return "\n\n".join(parts) + "\n"

    def _first(self) -> Iterator[str]:
        if self.anomaly is not None:
            yield f"**{self.report.say(_REFUSED)}**"
            yield _listed(self.anomaly.lines(self.report))
        new = [qid for qid in self.done.facts if qid not in self.done.known]
        same = len(self.done.facts) - len(new) - len(self._changed)
        told = [
            self.report.number(words, n)
            for words, n in ((_CHANGED, len(self._changed)), (_NEW, len(new)), (_SAME, same))
            if n
        ]
        first, *more = told if self._changed or new else [self.report.say(_NOTHING), *told]
        yield " ".join([f"**{first}**", *more])

    @cached_property
    def _changed(self) -> Mapping[str, list[tuple[str, str, str, str]]]:
        """By Q-id, each fact that is another: its property, its name, what was said and what is said now."""
        rows = {
            before.requested: list(self._rows(before, after))
            for before, after in self.done.pairs
            if after is not before
        }
        return {qid: told for qid, told in rows.items() if told}

    def _rows(self, before: Facts, after: Facts) -> Iterator[tuple[str, str, str, str]]:
        for field, words in _WORDS.items():
            was, now = getattr(before, field), getattr(after, field)
            for lang in sorted({*was, *now}):
                if was.get(lang) != now.get(lang):
                    name = f"{self.report.say(words)} ({lang})"
                    yield "", name, _joined(was.get(lang, ())), _joined(now.get(lang, ()))
        names = self._names(after.requested)
        for name in sorted({*before.claims, *after.claims}, key=lambda one: int(one[1:])):
            was, now = (self._said(facts.claims.get(name, ())) for facts in (before, after))
            if was != now:
                yield name, names.get(name, name), was, now

    def _names(self, qid: str) -> Mapping[str, str]:
        """The name for people of each property, as the fields that it may fill are named."""
        found = {name: self.report.say(words) for name, words in _KNOWN.items()}
        for owner in self._owners.get(qid, ()):
            if isinstance(owner, Entry):
                for fill in (*filling.fills(owner.kind), *filling.beside(owner.kind)):
                    label = self.report.say(_POINT) if fill.source.part else fill.label(self.report.lang)
                    for path in fill.source.paths:
                        found.setdefault(path[0], label)
        return found

    def _said(self, claims: Sequence[Claim]) -> str:
        return ", ".join(dict.fromkeys(map(self._value, claims)))

    def _value(self, claim: Claim) -> str:
        """A value in words, with those of its qualifiers that were asked for."""
        if "item" in claim:
            said = naming.word(claim.get("labels", {}), self.report.lang) or claim["item"]
        elif "latitude" in claim:
            said = f"{claim['latitude']} ; {claim['longitude']}"
        else:
            said = str(claim.get("amount") or claim.get("file") or self._time(claim))
        inner = [self._said(told) for told in claim.get("qualifiers", {}).values()]
        return f"{said} ({', '.join(inner)})" if inner else said

    def _time(self, claim: Claim) -> str:
        if eras.TIME.fullmatch(claim["value"]) is None or claim["value"].isdigit():
            return str(claim["value"])
        return eras.say(claim, self.report.lang, self.report.say, self._display.date)

    @cached_property
    def _display(self) -> Display:
        lang = self.report.lang
        return Display(
            catalogue=self.catalogue, lang=lang, translate=translation(lang), wikidata=self.settings.wikidata
        )

    @cached_property
    def _owners(self) -> Mapping[str, list[Owner]]:
        """Who says to be an item."""
        found: dict[str, list[Owner]] = {}
        for mention in items.mentions(self.catalogue):
            found.setdefault(mention.qid, []).append(mention.owner)
        return found

    def _who(self, qid: str) -> str:
        """The entries or the term that an item is, with their pages; else its own name: that of a territory."""
        owners = self._owners.get(qid, ())
        told = [
            self._entry(one) if isinstance(one, Entry) else self._word(one[1].label(self.report.lang))
            for one in owners
        ]
        known = self.done.now.get(qid) or self.done.known.get(qid)
        name = naming.word(known.labels, self.report.lang) if known else ""
        return ", ".join(told) or self._word(name) or qid

    def _entry(self, entry: Entry) -> str:
        name = self._word(self.catalogue.name(entry, self.report.lang))
        if not self.settings.address or entry.draft:
            return name
        lang = "" if self.report.lang == "fr" else f"/{self.report.lang}"
        return _link(name, f"{self.settings.address}{lang}/{entry.kind.name}/{entry.id}/")

    def _word(self, words: str) -> str:
        said = self.report.say(Text(fr="{mots}", en="{mots}", values={"mots": short(words.strip(), _LONG)}))
        return prose(said)

    def _table(self) -> Iterator[str]:
        rows = [line for qid, told in self._changed.items() for line in self._lines(qid, told)]
        if rows:
            heads = " | ".join(map(self.report.say, _HEADS))
            yield "\n".join([f"| {heads} |", "|---|---|---|---|", *self._some(rows, "table")])

    def _lines(self, qid: str, told: Sequence[tuple[str, str, str, str]]) -> Iterator[str]:
        """Who it is once, then a row for each fact, which leads to where it is corrected."""
        who = self._who(qid)
        resolved = self.done.now[qid].resolved if qid in self.done.now else qid
        for property_, name, *values in told:
            there = self.settings.wikidata.item(resolved, property_)
            was, now = (self._word(value) or self.report.say(_NONE) for value in values)
            yield f"| {who} | {_link(self._word(name), there)} | {was} | {now} |"
            who = ""

    def _look(self) -> Iterator[str]:
        """The disagreements that this refresh brings."""
        now = {**self.done.known, **self.done.facts}
        before = {self._key(one) for one in self._parted(self.done.known)}
        found = [one for one in self._parted(now) if self._key(one) not in before]
        if found:
            yield f"### {self.report.number(_LOOK, len(found))}"
            yield self.report.say(_LOOK_WHY)
            yield "\n".join(self._some([f"- {self._parting(one)}" for one in found], "look"))

    def _parted(self, facts: Mapping[str, Facts]) -> Sequence[Disagreement]:
        return doubts.of(self.catalogue, facts, self.day).disagreements

    def _key(self, one: Disagreement) -> tuple[Any, ...]:
        return one.entry.ref, one.said.fill.pattern, str(one.stated), self._said(one.said.claims)

    def _parting(self, one: Disagreement) -> str:
        said, fill = one.said, one.said.fill
        theirs = self._word(self._said(said.claims))
        there = self.settings.wikidata.item(one.facts.resolved, said.property)
        return self.report.say(
            _PARTED,
            fiche=self._entry(one.entry),
            champ=self._word(fill.label(self.report.lang)),
            ici=self._word(_shown(self._display.node(fill.field, one.stated))),
            ailleurs=_link(self.report.say(_SAYS, valeur=theirs), there),
        )

    def _pictures(self) -> Iterator[str]:
        new = list(self._new_pictures())
        if new:
            yield f"### {self.report.number(_PICTURES, len(new))}"
            yield "\n".join(self._some([f"- {self._picture(*one)}" for one in new], "pictures"))

    def _new_pictures(self) -> Iterator[tuple[str, str, Media]]:
        for qid, facts in self.done.facts.items():
            had = self.done.known[qid].media if qid in self.done.known else {}
            for name, media in facts.media.items():
                if name not in had or had[name].sha1 != media.sha1:
                    yield qid, name, media

    def _picture(self, qid: str, name: str, media: Media) -> str:
        image = self._word(name)
        return self.report.say(
            _PICTURE,
            fiche=self._who(qid),
            image=_link(image, media.page) if formats.uri(media.page) else image,
            auteur=self._word(media.author),
            licence=self._word(media.licence),
        )

    def _rest(self) -> Iterator[str]:
        """What became of items, what could not be had and why, in the words that the terminal has too."""
        first, *told = self.done.done(self.report)
        kept = self._some([*told, *self.done.left(self.report)], "rest")
        if kept:
            yield _listed(kept)
        yield prose(first)

    def _some(self, lines: Sequence[str], room: str) -> list[str]:
        kept = fitting((f"{line}\n" for line in lines), _ROOM[room])
        left = len(lines) - kept
        return [*lines[:kept], *([self.report.number(_MORE, left)] if left else [])]


def _listed(lines: Iterable[str]) -> str:
    """Lines that are indented below their headings, as lists."""
    told = []
    for line in lines:
        said = prose(line.strip())
        depth = (len(line) - len(line.lstrip())) // 2
        told.append(f"{'  ' * (depth - 1)}- {said}" if depth else f"\n**{said}**\n")
    return "\n".join(told).strip()


def _joined(told: str | Sequence[str]) -> str:
    return told if isinstance(told, str) else ", ".join(told)


def _shown(node: Node) -> str:
    return node.text or ", ".join(map(_shown, node.items))


def _link(words: str, address: str) -> str:
    """A link of ours: what its address holds cannot end it."""
    return f"[{words}]({quote(address, safe='/:?#@%&=+,;~')})"
