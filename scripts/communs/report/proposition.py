"""What a proposal changes, as `communs preview` noted it → the one comment that its author and its reviewers read.

Whoever proposes may have written any of it: what is shown stays text, and only what the forge itself says makes links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from communs.facts import FOLDER, MEDIAS
from communs.findings import Finding, Span, Text, TextEdit, short, text
from communs.published import LIST
from communs.report.markdown import LARGEST, code, correction, files, prose
from communs.report.report import Report, fitting, say
from communs.typography import plain

Data = Mapping[str, Any]
_FINDINGS, _ENTRIES, _ALL = 20_000, 20_000, LARGEST - 1024  # bytes; the forge's own words take the rest
_OPEN, _FILES, _LISTED, _TITLES, _FIELDS, _LONG, _LINE = 3, 5, 10, 5, 12, 300, 80
_LINES = 5000  # no file of a member has as many
_COMMIT = re.compile(r"<!-- communs:enregistrement ([0-9a-f]{40,64}) -->\s*\Z")

_ERRORS = (
    text("{n} erreur à corriger avant de publier."),
    text("{n} erreurs à corriger avant de publier."),
)
_MEND = text("Modifiez votre fiche comme il est dit ci-dessous : ce message se mettra à jour tout seul.")
_WELL = text("Tout est bon : rien ne vous est demandé."), text("Une personne de l’équipe va relire.")
_ENOUGH = text("Rien n’empêche de publier."), text("Ce qui suit peut encore aider :")
_CLICK = text("Pour les corrections prêtes, un clic suffit : « Commit suggestion », dans « Files changed ».")
_COPY = text("Les lignes corrigées sont prêtes : copiez-les à la place des anciennes.")
_SHOWN = text("Ce que liront les gens")
_CHANGES = {
    "added": text("Nouvelle fiche"),
    "changed": text("Fiche modifiée"),
    "removed": text("Fiche retirée"),
    "renamed": text("Fiche renommée"),
}
_BY, _WAS, _FIELD = text("Porté par {noms}"), text("Avant : {adresse}"), text("{champ} : {valeur}")
_UNSEEN = text("Sa carte se montrera quand ses erreurs seront corrigées.")
_MORE_FIELDS = (text("… et {n} autre champ."), text("… et {n} autres champs."))
_FOLDED = (text("{n} autre fiche"), text("{n} autres fiches"))
_MORE = (text("{n} autre fichier"), text("{n} autres fichiers"))
_NOTHING = text("rien")
_VALUES = "catalogue/vocabulaires/"
_MORE_ENTRIES = (
    text("… et {n} autre fiche."),
    text("… et {n} autres fiches."),
)
_PAGES = (text("**{n} page change :**"), text("**{n} pages changent :**"))
_MORE_PAGES = (text("et {n} autre"), text("et {n} autres"))
_LOST = (
    text("{n} adresse disparaît : les liens vers elle ne mèneront plus nulle part."),
    text("{n} adresses disparaissent : les liens vers elles ne mèneront plus nulle part."),
)
_PREVIEW, _LINK = text("{lien} : ouvrez « index.html », en bas de la page."), text("Voir l’aperçu")
_CLOSELY = text("À regarder de près")
_TOOL = text("Cette proposition touche à l’outil : {fichiers}.")
_TOOL_WHY = text(
    "À faire relire par une personne qui le connaît : le site et les vérifications en dépendent."
)
_VALUE = text("Une liste de valeurs change : {fichiers}.")
_VALUE_WHY = text("Toutes les fiches et les formulaires s’en servent.")
_ROBOT = text("Des faits de Wikidata y sont écrits à la main : {fichiers}.")
_ROBOT_WHY = text(
    "Seul le robot écrit ces fichiers, pour que chaque fait mène à sa source. Corrigez plutôt Wikidata."
)
_MORE_FILES = (text(" et {n} autre"), text(" et {n} autres"))
_ABOUT = text("Écrit pour {commit}, et mis à jour à chaque envoi.")
_LENGTHY = text("Cette proposition est trop longue à lire pour le robot."), text("Partagez-la en plusieurs.")
_IN = {"fr": "En français", "en": "In English"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Around:
    """What the forge says of a proposal: its commit, the files that it changes, the page of its preview.

    `offered`: corrections wait on its lines, to be accepted by a click; `trusted`: it comes from the house itself.
    """

    head: str
    files: Sequence[str]
    preview: str = ""
    offered: bool = False
    trusted: bool = False


def comment(data: Data, around: Around, lang: str = "fr", address: str = "") -> str:
    """The comment in a language, then what is asked in the other one, folded, where there is room for it."""
    other = "en" if lang == "fr" else "fr"
    own, their = (_Told(data=data, around=around, report=report(data, one, address)) for one in (lang, other))
    said = [*own.asked(), *own.read(), *own.closely()]
    folded = _folded(_IN[other], "\n\n".join([*their.asked(), *their.closely()]))
    for parts in ([*said, folded, _last(around, lang)], [*said, _last(around, lang)]):
        body = "\n\n".join(filter(None, parts)) + "\n"
        if len(body.encode()) <= _ALL:
            break
    return body


def too_long(around: Around, lang: str = "fr") -> str:
    """The comment of a proposal that could not be read in time."""
    why, how = (say(words, lang) for words in _LENGTHY)
    return f"**{why}** {how}\n\n{_last(around, lang)}\n"


def spoken_of(body: str) -> str:
    """The commit that a comment of ours speaks of; an empty text where it speaks of none."""
    found = _COMMIT.search(body)
    return found[1] if found else ""


def report(data: Data, lang: str = "fr", address: str = "") -> Report:
    """The findings of a proposal as values again, with the lines that their corrections touch."""
    known = {path: {int(n): line for n, line in told.items()} for path, told in data["lines"].items()}
    found = [_finding(one, known.get(one["path"], {})) for one in data["findings"]]
    return Report(findings=found, lang=lang, sources=_sources(known), address=address)


def _sources(known: Mapping[str, Mapping[int, str]]) -> Callable[[str], str]:
    """From a path to as much of its text as is known, each line at its place."""

    def source(path: str) -> str:
        lines = {n: line for n, line in known.get(path, {}).items() if n <= _LINES}
        return "\n".join(lines.get(n, "") for n in range(1, max(lines, default=0) + 1))

    return source


def _finding(one: Data, lines: Mapping[int, str]) -> Finding:
    fix = one["fix"]
    if fix and not all(n in lines for n in range(fix["line"], fix["end_line"] + 1)):
        fix = None  # what it corrects is not told
    return Finding(
        path=one["path"],
        span=_span(one),
        rule=one["rule"],
        severity=one["severity"],
        message=_quoted(one["message"], one["en"]["message"]),
        hint=_quoted(one["hint"], one["en"]["hint"]) if one["hint"] else None,
        fix=TextEdit(span=_span(fix), text=fix["text"]) if fix else None,
    )


def _span(one: Data) -> Span:
    return Span(**{name: one[name] for name in ("line", "column", "end_line", "end_column")})


def _quoted(words: str, english: str | None = None) -> Text:
    """Words that are said already."""
    return Text(fr="{fr}", en="{en}", values={"fr": words, "en": english or words})


def _last(around: Around, lang: str) -> str:
    """Which commit a comment is about; for us too, when we come back."""
    head = around.head
    said = say(_ABOUT.about(commit=code(head[:7])), lang)
    return f"<sub>{said}</sub>\n<!-- communs:enregistrement {head} -->" if head else ""


def _folded(title: str, body: str) -> str:
    return f"<details>\n<summary>{title}</summary>\n\n{body}\n\n</details>"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Told:
    """The parts of a comment in one language."""

    data: Data
    around: Around
    report: Report

    def asked(self) -> Iterator[str]:
        """Whether something is asked of whoever proposes, and what."""
        counts, say = self.data["counts"], self.report.say
        if counts["error"]:
            verdict, next_ = self.report.number(_ERRORS, counts["error"]), say(_MEND)
        else:
            verdict, next_ = map(say, _ENOUGH if counts["warning"] or counts["notice"] else _WELL)
        ready = any(correction(self.report, one) for one in self.report.findings)
        how = [say(_CLICK if self.around.offered else _COPY)] if ready else []
        yield " ".join([f"**{verdict}**", next_, *how])
        told = files(self.report, _FINDINGS, self.data["left"]["findings"])
        seen = sum(one.startswith("### ") for one in told)  # the last may say how many findings are left
        yield from told[: min(seen, _FILES)]
        if seen > _FILES:
            yield _folded(self.report.number(_MORE, seen - _FILES), "\n\n".join(told[_FILES:seen]))
        yield from told[seen:]

    def read(self) -> Iterator[str]:
        """What changes for readers: the entries, the pages, the addresses that go, where to see it all."""
        entries = list(self.data["entries"])
        if entries:
            yield f"### {self.report.say(_SHOWN)}"
            yield from self._entries(entries)
        yield from self._lost()
        yield from self._pages()
        if self.around.preview:
            link = f"[{self.report.say(_LINK)}]({self.around.preview})"
            yield self.report.say(_PREVIEW, lien=link)

    def _entries(self, entries: Sequence[Data]) -> Iterator[str]:
        told = ["\n\n".join(self._entry(one)) for one in entries]
        kept = fitting(told, _ENTRIES)
        yield from told[: min(kept, _OPEN)]
        if kept > _OPEN:
            yield _folded(self.report.number(_FOLDED, kept - _OPEN), "\n\n".join(told[_OPEN:kept]))
        if left := len(told) - kept + self.data["left"]["entries"]:
            yield self.report.number(_MORE_ENTRIES, left)

    def _entry(self, one: Data) -> Iterator[str]:
        """What became of it, its card, what changes for the reader, field by field."""
        card, was = one["card"], one["from"]
        yield f"**{self.report.say(_CHANGES[one['change']])}** · {self._code(one['path'])}"
        yield "> " + "<br>".join(self._card(card) if card else self._unseen(one))
        rows = [f"- {self.report.say(_WAS, adresse=self._code(was))}"] if was else []
        rows += [self._field(told) for told in one["fields"][:_FIELDS]]
        if (left := len(one["fields"]) - _FIELDS) > 0:
            rows.append(f"- {self.report.number(_MORE_FIELDS, left)}")
        if rows:
            yield "\n".join(rows)

    def _card(self, card: Data) -> Iterator[str]:
        """A line for each thing that a reader sees: who it is, what it is for, how it goes, who carries it."""
        yield " · ".join(filter(None, (self._bold(card["name"]), self._word(card["kind"]))))
        signs = " · ".join(filter(None, map(self._word, (*card["badges"], card["price"], card["when"]))))
        by = self._word(card["by"])
        yield from filter(None, (self._word(card["summary"]), signs, by and self.report.say(_BY, noms=by)))

    def _unseen(self, one: Data) -> Iterator[str]:
        """What has no card: it goes, or cannot be read yet."""
        yield self._bold(one["name"] or one["id"]) or self._code(one["path"])
        if one["change"] != "removed":
            yield self.report.say(_UNSEEN)

    def _field(self, told: Data) -> str:
        before, after = self._word(told["before"]), self._word(told["after"]) or self.report.say(_NOTHING)
        between = "<br>→ " if len(before + after) > _LINE else " → "
        change = f"{before}{between}{after}" if before else after
        return f"- {self.report.say(_FIELD, champ=self._bold(told['label']), valeur=change)}"

    def _pages(self) -> Iterator[str]:
        pages = self.data["pages"]
        if total := pages["added"] + pages["changed"] + pages["removed"]:
            told = [self._word(one["title"]) or self._code(one["address"]) for one in pages["some"][:_TITLES]]
            if left := max(0, total - len(told)):
                told.append(self.report.number(_MORE_PAGES, left))
            yield f"{self.report.number(_PAGES, total)} {' · '.join(told)}"

    def _lost(self) -> Iterator[str]:
        if lost := self.data["lost"]:
            yield f"**{self.report.number(_LOST, len(lost))}** {self._paths(lost)}"

    def closely(self) -> Iterator[str]:
        """What a maintainer has to look at with care, as the forge has it."""
        files, say = self.around.files, self.report.say
        machine = [path for path in files if path.startswith((FOLDER, MEDIAS))]
        facts = [path for path in machine if path.startswith(FOLDER)]
        own = self.around.trusted and len(machine) == len(files)  # the robot's own
        told = [
            f"- {say(words, fichiers=self._paths(paths))} {say(why)}"
            for paths, words, why in (
                ([path for path in files if outside(path)], _TOOL, _TOOL_WHY),
                ([] if own else facts, _ROBOT, _ROBOT_WHY),
                ([path for path in files if path.startswith(_VALUES)], _VALUE, _VALUE_WHY),
            )
            if paths
        ]
        if told:
            yield "\n".join([f"### {say(_CLOSELY)}", "", *told])

    def _paths(self, paths: Sequence[str]) -> str:
        left = len(paths) - _LISTED
        more = self.report.number(_MORE_FILES, left) if left > 0 else ""
        return ", ".join(map(self._code, paths[:_LISTED])) + more

    def _bold(self, words: str) -> str:
        said = self._word(words)
        return f"**{said}**" if said else ""

    def _word(self, words: str) -> str:
        return prose(self.report.say(_quoted(short(words.strip(), _LONG))))

    def _code(self, path: str) -> str:
        return code(plain(short(path.strip() or "∅", _LONG)))


def outside(path: str) -> bool:
    """Whether a file is no entry, list or picture: the house itself."""
    return not path.startswith("catalogue/") or path == LIST
