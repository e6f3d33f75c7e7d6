"""A proposition → one page that stands alone: what changes for readers, first what needs somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from communs import layout, styles
from communs.findings import Text, text
from communs.preview.data import in_order
from communs.preview.pages import FAMILIES, PageChange
from communs.preview.proposition import Proposition
from communs.preview.shots import Shot, change, shot
from communs.preview.shown import Shown
from communs.report.report import LEVELS

WHOLE = 40  # entries shown with their pages; the others by their card
CARDS = 300  # … and no more than these
FINDINGS = 300
_COUNTED: Mapping[str, tuple[Text, Text]] = {
    "added": (text("{n} fiche ajoutée"), text("{n} fiches ajoutées")),
    "changed": (text("{n} fiche modifiée"), text("{n} fiches modifiées")),
    "renamed": (text("{n} fiche renommée"), text("{n} fiches renommées")),
    "withdrawn": (text("{n} fiche retirée"), text("{n} fiches retirées")),
    "removed": (text("{n} fiche disparue"), text("{n} fiches disparues")),
}
_MORE = (text("{n} autre page change"), text("{n} autres pages changent"))
_ONLY = (text("{n} page change"), text("{n} pages changent"))
_BOTH = text("{fiches} ; {pages}.")
_NOTHING = text("Rien ne change pour qui lit le catalogue.")
_FILES = {
    "withdrawn": text("La liste des fiches retirées change."),
    "renamed": text("La liste des fiches renommées change."),
    "published": text("La liste des adresses publiées change."),
}


def html(found: Proposition, picture: Callable[[str], str]) -> str:
    """The whole page. `picture` gives the data: address of a picture by its name, or nothing."""
    told = _Told(found=found, picture=picture)
    return found.after.render("apercu.html", "", told=told, sheet=Markup(styles.preview()))  # noqa: S704 - our own sheets


@dataclass(frozen=True, kw_only=True)
class Group:
    """Pages of one family."""

    title: str
    pages: Sequence[PageChange]


@dataclass(frozen=True, kw_only=True)
class _Told:
    found: Proposition
    picture: Callable[[str], str]

    def say(self, words: Text, **values: object) -> str:
        return self.found.report.say(words, **values)

    @cached_property
    def summary(self) -> str:
        """« 2 fiches ajoutées, 1 fiche modifiée ; 14 autres pages changent. »"""
        seen = Counter(map(change, self.found.entries))
        parts = [
            self.found.report.number(words, seen[name]) for name, words in _COUNTED.items() if seen[name]
        ]
        more = len(self.found.pages)
        if not parts and not more:
            return self.say(_NOTHING)
        pages = self.found.report.number(_MORE if parts else _ONLY, more) if more else ""
        if parts and pages:
            return self.say(_BOTH, fiches=", ".join(parts), pages=pages)
        return (pages or ", ".join(parts)) + "."

    @cached_property
    def findings(self) -> list[dict[str, object]]:
        """What is to be mended or known, errors first."""
        report = self.found.report
        return [
            {
                "level": finding.severity,
                "word": report.say(LEVELS[finding.severity]),
                "said": report.told(finding),
                "path": finding.path,
                "line": finding.span.line,
                "rule": finding.rule,
                "page": report.page(finding.rule),
            }
            for finding in in_order(report.findings)[:FINDINGS]
        ]

    @property
    def findings_left(self) -> str:
        return self.found.report.left(len(self.found.report.findings) - len(self.findings))

    @cached_property
    def shown(self) -> Shown:
        after = self.found.after
        shown = Shown(site=after.settings.address, new=self.found.compared.new, picture=self.picture)
        return shown.speaking(after.lang)

    @cached_property
    def shots(self) -> list[Shot]:
        """Each changed entry whose words are not the same; past the first ones, without its pages."""
        loud = [entry for entry in self.found.entries if not entry.quiet]
        return [
            shot(self.found, self.shown, number, entry, whole=number < WHOLE)
            for number, entry in enumerate(loud[:CARDS])
        ]

    @cached_property
    def quiet(self) -> list[tuple[str, str]]:
        """The names and addresses of the others."""
        return [(self.found.name(entry), entry.address) for entry in self.found.entries if entry.quiet]

    @property
    def plain(self) -> bool:
        """Whether some are shown by their card alone."""
        return len(self.shots) > WHOLE

    def way(self, address: str) -> str:
        """Where a page stands on the published site; nothing where it does not, or where no site is known."""
        return (self.shown.link(address or "./") or "") if self.shown.site else ""

    @property
    def shots_left(self) -> int:
        return len(self.found.entries) - len(self.shots) - len(self.quiet)

    @cached_property
    def groups(self) -> list[Group]:
        """The other pages, by family."""
        pages = self.found.pages
        found = (
            Group(title=self.say(title), pages=[page for page in pages if page.family == name])
            for name, title in FAMILIES.items()
        )
        return [group for group in found if group.pages]

    @cached_property
    def lists(self) -> list[str]:
        """What else changes under `catalogue/`, and the forms of entries, in a line each."""
        return list(dict.fromkeys(self._lists()))

    def _lists(self) -> Iterator[str]:
        kinds = self.found.after.catalogue.kinds
        for path in sorted(self.found.changed):
            folder, _, rest = path.partition("/")
            kind = kinds.get(rest.partition("/")[0])
            if path == "communs.yml":
                yield self.say(text("Les réglages du catalogue changent."))
            elif folder == "schemas" and kind is not None:
                yield self.say(
                    text("Le modèle des fiches « {type} » change.", type=kind.plural(self.found.after.lang))
                )
            elif folder == "schemas":
                yield self.say(text("Un modèle commun change ({fichier}).", fichier=path))
            elif folder == "catalogue":
                yield from self._list(path, layout.place(path, kinds))

    def _list(self, path: str, place: object) -> Iterator[str]:
        if not isinstance(place, layout.Place):
            yield self.say(text("Un fichier n’est pas à sa place : {fichier}.", fichier=path))
        elif place.role == "vocabulary":
            yield self.say(text("La liste « {nom} » change.", nom=place.id))
        elif place.role in _FILES:
            yield self.say(_FILES[place.role])
        elif place.role == "other":
            yield self.say(text("Une image change : {fichier}.", fichier=path))
