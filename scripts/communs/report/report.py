"""What was found, for whom and in which language → the sentences that every format shares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from json import dumps
from urllib.parse import quote

from communs import typography
from communs.findings import Finding, Span, Text, counts
from communs.lines import lines_of
from communs.words import translation

LEVELS = {"error": Text(fr="erreur"), "warning": Text(fr="attention"), "notice": Text(fr="à savoir")}
_COUNTED = {
    "error": (Text(fr="{n} erreur"), Text(fr="{n} erreurs")),
    "warning": (Text(fr="{n} avertissement"), Text(fr="{n} avertissements")),
    "notice": (Text(fr="{n} remarque"), Text(fr="{n} remarques")),
}
_LEFT = (Text(fr="… et {n} autre constat."), Text(fr="… et {n} autres constats."))
_READY = (
    Text(fr="{n} correction est prête : communs validate --fix"),
    Text(fr="{n} corrections sont prêtes : communs validate --fix"),
)


@dataclass(frozen=True, kw_only=True)
class Report:
    """What to tell, and to whom.

    `findings` are in file order; `sources` gives the text of a file, "" where it has none; `address` is
    where the site is published, "" where that is not known.
    """

    findings: Sequence[Finding]
    lang: str = "fr"
    sources: Callable[[str], str] = lambda _: ""
    colour: bool = False
    address: str = ""

    def say(self, words: Text, **values: object) -> str:
        """A sentence in the language of the report."""
        return say(words.about(**values) if values else words, self.lang)

    def told(self, finding: Finding) -> list[str]:
        """What is wrong, then what to write."""
        return [self.say(words) for words in (finding.message, finding.hint) if words is not None]

    def number(self, words: tuple[Text, Text], n: int) -> str:
        """The singular or the plural of a sentence that counts."""
        return self.say(words[n > 1], n=n)

    def summary(self) -> str:
        """« 2 erreurs, 1 avertissement. », or that all is well."""
        if not self.findings:
            return self.say(Text(fr="Tout est bon."))
        said = [self.number(_COUNTED[level], n) for level, n in counts(self.findings).items() if n]
        return ", ".join(said) + "."

    def ready(self) -> str:
        """How many findings correct themselves; an empty text where none does."""
        n = sum(finding.fix is not None for finding in self.findings)
        return self.number(_READY, n) if n else ""

    def left(self, n: int) -> str:
        """How many findings did not fit; an empty text where all did."""
        return self.number(_LEFT, n) if n else ""

    def page(self, rule: str = "") -> str:
        """The address where a rule is explained; an empty text where there is no site."""
        if not self.address:
            return ""
        lang = "" if self.lang == "fr" else f"/{self.lang}"
        return quote(f"{self.address}{lang}/contribuer/regles/#{rule}".rstrip("#"), safe="/:?#@%&=+,;~")

    def lines(self, path: str, span: Span) -> list[str]:
        """The whole lines that a place touches; none where the file has no such line."""
        if path not in self._lines:
            self._lines[path] = lines_of(self.sources(path))
        known = self._lines[path]
        return known[span.line - 1 : span.end_line] if span.end_line <= len(known) else []

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {}


def say(words: Text, lang: str) -> str:
    """A sentence in a language, on one line, with nothing that a machine could take for a command."""
    return typography.say(words, lang, lambda sentence: translation(lang)(sentence))


def fitting(pieces: Iterable[str], limit: int) -> int:
    """How many of the first pieces hold together in so many bytes of UTF-8."""
    kept = 0
    for piece in pieces:
        limit -= len(piece.encode())
        if limit < 0:
            break
        kept += 1
    return kept


def as_json(value: object) -> str:
    """Readable JSON in which no line is a command of a forge's runner."""
    return dumps(value, ensure_ascii=False, indent=2).replace("##[", "#\\u0023[") + "\n"
