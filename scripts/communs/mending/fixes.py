"""The edits that findings carry → the texts they make, kept only where nothing gets worse by them.

What is checked again is the whole catalogue, with the new texts laid over the files: a corrected number may
turn out to be another entry's.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any

from communs import located
from communs.findings import Finding, Path, Span, Text, TextEdit, text
from communs.lines import line_starts, range_of, span_of
from communs.located import Document
from communs.mending import edits

Texts = Mapping[str, bytes]
Check = Callable[[Texts], Sequence[Finding]]  # what is wrong once some texts are laid over the files
Files = Callable[[str], bytes | None]  # what a file holds; None where it is not to be touched
Edit = tuple[str, TextEdit]  # of the file at a path
_Range = tuple[int, int]
_PASSES = 20  # two are the rule; some edits wait for another to be made, or are brought to light by it
_CHECKS = 200  # where edits that do harm have to be told from the others


@dataclass(frozen=True, kw_only=True, slots=True)
class Fixed:
    """The files whose text changes, how many edits were made, and what is still to be said."""

    texts: Texts
    made: int
    findings: Sequence[Finding]

    @property
    def said(self) -> Text:
        """« 3 corrections dans 2 fichiers. »"""
        names = list(self.texts)
        words = text("{n} corrections dans {m} fichiers.")
        if not names:
            words = text("Aucune correction à faire.")
        elif len(names) == 1:
            words = text("Une correction dans {f}.") if self.made == 1 else text("{n} corrections dans {f}.")
        return words.about(n=self.made, m=len(names), f=names[0] if names else "")


def make(check: Check, files: Files) -> Fixed:
    """Make the edits of all findings, as long as some remain and nothing gets worse."""
    texts: dict[str, bytes] = {}
    seen: list[Texts] = []
    made, findings, checks = 0, check(texts), iter(range(_CHECKS))
    while len(seen) < _PASSES and texts not in seen:
        seen.append(dict(texts))
        stand = dict(_standing(findings, lambda path: texts.get(path) or files(path)))
        turn = _Turn(check=lambda laid: check({**texts, **laid}), stand=stand, before=findings, checks=checks)
        kept = turn.keep(_wanted(findings, stand), [])
        if not kept:
            break
        texts.update(turn.laid(kept))
        made, findings = made + len(kept), turn.after
    left = [
        replace(finding, fix=None) if files(finding.path) is not None else finding for finding in findings
    ]
    return Fixed(texts=texts, made=made, findings=left)


@dataclass(frozen=True, kw_only=True)
class _File:
    """A file as it stands: what was read in it, and its byte-order mark if it has one."""

    document: Document
    mark: bytes

    @cached_property
    def starts(self) -> list[int]:
        """Where its lines begin."""
        return line_starts(self.document.text)

    def changes(self, edit: TextEdit) -> bool:
        """Whether an edit is still to be made."""
        start, end = range_of(self.starts, edit.span)
        return self.document.text[start:end] != edit.text

    def edited(self, made: Iterable[TextEdit]) -> bytes:
        """Its bytes once some edits are made."""
        return self.mark + edits.applied(self.document.text, made).encode()


def _standing(findings: Iterable[Finding], files: Files) -> Iterator[tuple[str, _File]]:
    for path in sorted({finding.path for finding in findings if finding.fix is not None}):
        if (data := files(path)) is not None:
            mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
            yield path, _File(document=located.read(data, path), mark=mark)


def _wanted(findings: Iterable[Finding], stand: Mapping[str, _File]) -> list[Edit]:
    """Every edit that a finding carries and that changes its file, in the order of files and texts."""
    found = {(finding.path, finding.fix) for finding in findings if finding.fix is not None}
    changing = [(path, edit) for path, edit in found if path in stand and stand[path].changes(edit)]
    return sorted(changing, key=lambda edit: (edit[0], edits.order(edit[1])))


@dataclass(kw_only=True)
class _Turn:
    """The edits of some findings, made together or, where that does harm, by halves."""

    check: Check
    stand: Mapping[str, _File]
    before: Sequence[Finding]
    checks: Iterator[int]  # as many as may still be run

    def __post_init__(self) -> None:
        self.after = self.before

    def keep(self, more: list[Edit], kept: list[Edit]) -> list[Edit]:
        """The edits that do no harm, beside those that are kept already."""
        trial = _together([*kept, *more])
        if len(trial) == len(kept) or next(self.checks, None) is None:
            return kept
        after = self.check(self.laid(trial))
        if self._harmless(trial, after):
            self.after = after
            return trial
        half = len(more) // 2
        return self.keep(more[half:], self.keep(more[:half], kept)) if half else kept

    def laid(self, kept: Iterable[Edit]) -> dict[str, bytes]:
        """The files once some edits are made."""
        return {path: self.stand[path].edited(made) for path, made in _by_file(kept)}

    def _harmless(self, trial: list[Edit], after: Sequence[Finding]) -> bool:
        """In files that could be read: no more errors, none but on corrected lines, and no other value."""
        unread = {path for path, _ in trial if self.stand[path].document.value is None}
        mended = {path: list(made) for path, made in _by_file(trial)}
        old, new = _errors(self.before), _errors(after)
        worse = Counter(path for path, _ in new.elements()) - Counter(path for path, _ in old.elements())
        brought = [f for f in after if (f.path, f.rule) in new - old and f.severity == "error"]
        return (
            worse.keys() <= unread
            and all(f.path in unread or _corrected(self.stand, mended, f) for f in brought)
            and all(
                path in unread or _same_elsewhere(self.stand[path], made) for path, made in mended.items()
            )
        )


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((finding.path, finding.rule) for finding in findings if finding.severity == "error")


def _corrected(
    stand: Mapping[str, _File], mended: Mapping[str, Sequence[TextEdit]], finding: Finding
) -> bool:
    """Whether a finding stands on a corrected line: a field under its right name may have a wrong value."""
    if finding.path not in mended:
        return False
    file, made = stand[finding.path], mended[finding.path]
    starts = line_starts(edits.applied(file.document.text, made))
    places = (span_of(starts, *place) for _, place in _places(file, made))
    return any(place.line <= finding.span.line <= place.end_line for place in places)


def _by_file(found: Iterable[Edit]) -> Iterator[tuple[str, list[TextEdit]]]:
    for path, group in groupby(found, key=itemgetter(0)):
        yield path, [edit for _, edit in group]


def _together(found: Iterable[Edit]) -> list[Edit]:
    return [(path, edit) for path, made in _by_file(found) for edit in edits.disjoint(made)]


def _places(file: _File, made: Iterable[TextEdit]) -> Iterator[tuple[_Range, _Range]]:
    """Where each edit stands, before and after they are made."""
    shift = 0
    for edit in made:
        start, end = range_of(file.starts, edit.span)
        yield (start, end), (start + shift, start + shift + len(edit.text))
        shift += len(edit.text) - (end - start)


def _same_elsewhere(file: _File, made: Sequence[TextEdit]) -> bool:
    """Whether the names and values that no edit touches are read as before."""
    old, new = file.document, located.read(file.edited(made), file.document.path)
    before, after = zip(*_places(file, made), strict=True)
    return new.value is not None and list(_untouched(old, before)) == list(_untouched(new, after))


def _untouched(document: Document, touched: Sequence[_Range]) -> Iterator[str]:
    starts, ends = line_starts(document.text), [last for _, last in touched]
    for span, value in _leaves(document, document.value, ()):
        start, end = range_of(starts, span)
        following = bisect_right(ends, start)
        if following == len(touched) or touched[following][0] >= end:
            yield repr(value)


def _leaves(document: Document, value: Any, path: Path) -> Iterator[tuple[Span, Any]]:
    """Every name and every single value, each with its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield document.span((*path, key), key=True), key
            yield from _leaves(document, inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(document, inner, (*path, index))
    else:
        yield document.span(path), value
