"""For GitHub and Forgejo: commands that their runner reads, never more than it keeps, and nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings

from communs import report
from communs.report import Report
from communs.report.github import LONGEST, MOST
from communs.typography import plain
from tests.told import FOUND, HOSTILE, REPORTS, few, saying

SITE = "https://communs.example.org"
GROUPED = re.compile(r"\d+ constats")
LINE = re.compile(r"(?:(?P<path>.*?), )?ligne (?P<line>\d+)\u00a0: (?P<said>.*)")
LEFT = re.compile(r"… et (\d+) autres? constats?\.")
Told = tuple[str, int, str]


@dataclass(frozen=True, kw_only=True)
class Annotation:
    level: str
    values: dict[str, str]
    message: str


def _unescape(value: str, *more: str) -> str:
    for sign in ("\r", "\n", *more, "%"):
        value = value.replace(f"%{ord(sign):02X}", sign)
    return value


def _read(log: str) -> tuple[list[Annotation], list[str]]:
    """What the runner makes of a log, as its documentation says; and the lines that are no command."""
    found, lines = [], []
    for line in log.removesuffix("\n").split("\n"):
        start, command, rest = line.partition("::")
        if start.strip() or not command:
            lines.append(line)
            continue
        words, _, message = rest.partition("::")
        level, _, properties = words.partition(" ")
        pairs = (pair.split("=", 1) for pair in properties.strip().split(","))
        values = {key: _unescape(value, ":", ",") for key, value in pairs}
        found.append(Annotation(level=level, values=values, message=_unescape(message)))
    return found, lines


def _told(given: Report) -> list[Told]:
    """Every finding that a French report told, in whatever way."""
    annotations, lines = _read(report.github(given))
    assert lines.pop() == given.summary()
    told = [_of_line(line, "") for line in lines]
    for annotation in annotations:
        said = [line for line in annotation.message.split("\n") if not line.startswith(f"{SITE}/contribuer/")]
        if GROUPED.fullmatch(annotation.values["title"]):
            told += [_of_line(line, annotation.values["file"]) for line in said if not LEFT.fullmatch(line)]
        else:
            told.append((plain(annotation.values["file"]), int(annotation.values["line"]), " ".join(said)))
    return told


def _of_line(line: str, path: str) -> Told:
    found = LINE.fullmatch(line)
    assert found, line
    return plain(found["path"] or path), int(found["line"]), found["said"]


def _meant(given: Report) -> list[Told]:
    return [(plain(f.path), f.span.line, " ".join(given.told(f))) for f in given.findings]


def test_a_few_findings_have_each_their_command() -> None:
    assert report.github(Report(findings=FOUND)).splitlines() == [
        "::error file=catalogue/a%2C b%3Ac.yml,line=3,endLine=3,col=5,endColumn=9,title=vide::"
        "«\u00a0nom\u00a0» est vide.%0AGardez-en un seul.",
        "::warning file=f.yml,line=1,endLine=4,title=fraicheur::100 %25 prêt\ufffd[31m ou a b\ufffdc",
        "1 erreur, 1 avertissement.",
    ]


def test_nothing_to_say() -> None:
    assert report.github(Report(findings=[])) == "Tout est bon.\n"


def test_the_rule_has_its_page() -> None:
    annotations, _ = _read(report.github(Report(findings=FOUND, address=SITE, lang="en")))
    assert annotations[0].message == f"“nom” is empty.\nKeep only one.\n{SITE}/en/contribuer/regles/#vide"


def test_errors_come_first() -> None:
    found = [*few("notice", 2), *few("warning", 2), *few("error", 2)]
    annotations, _ = _read(report.github(Report(findings=found)))
    assert [a.level for a in annotations] == ["error", "error", "warning", "warning", "notice", "notice"]


def test_beyond_ten_the_same_file_is_told_at_once() -> None:
    found = [*few("error", 12, files=2), *few("warning", 3)]
    annotations, lines = _read(report.github(Report(findings=found)))
    assert [(a.level, a.values["title"]) for a in annotations] == [
        ("error", "6 constats"), ("error", "6 constats"), *[("warning", "vide")] * 3,
    ]  # fmt: skip
    assert annotations[1].values["file"] == "catalogue/f0001.yml"
    assert annotations[1].message.split("\n")[0] == (
        "ligne 3\u00a0: «\u00a0mot 6\u00a0» n’est pas une valeur de «\u00a0besoins\u00a0». "
        "Écrivez par exemple\u00a0: mot 6"
    )
    assert lines == ["12 erreurs, 3 avertissements."]


def test_beyond_ten_files_the_last_command_tells_what_remains() -> None:
    found = few("error", 15, files=15)
    annotations, _ = _read(report.github(Report(findings=found)))
    assert [a.values["title"] for a in annotations] == ["vide"] * 9 + ["6 constats"]
    assert annotations[-1].message.startswith("catalogue/f0009.yml, ligne 3\u00a0: «\u00a0mot 9\u00a0» ")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "files"), [(10, 1), (11, 1), (11, 11), (400, 1), (400, 300), (3000, 3000)]
)
def test_never_more_than_the_runner_keeps_and_nothing_lost(number: int, files: int) -> None:
    found = [*few("error", number, files), *few("warning", number, files), *few("notice", 5)]
    given = Report(findings=found, address=SITE)
    annotations, _ = _read(report.github(given))
    assert max(Counter(a.level for a in annotations).values()) <= MOST
    assert max(len(a.message.encode()) for a in annotations) <= LONGEST
    assert Counter(_told(given)) == Counter(_meant(given))


def test_what_no_command_can_hold_is_told_in_the_log() -> None:
    annotations, lines = _read(report.github(Report(findings=few("error", 400))))
    (annotation,) = annotations
    left = LEFT.fullmatch(annotation.message.split("\n")[-1])
    assert left and int(left[1]) == len(lines) - 1
    assert lines[0].startswith("catalogue/f0000.yml, ligne 3\u00a0: «\u00a0mot ")


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize("words", HOSTILE)
def test_a_member_adds_no_command(words: str, number: int) -> None:
    given = Report(findings=[saying(words, f"catalogue/{words}")] * number)
    annotations, _ = _read(report.github(given))
    assert {(a.level, a.values["file"]) for a in annotations} == {("error", f"catalogue/{words}")}
    assert _told(given) == _meant(given)


@settings(max_examples=100)
@given(REPORTS)
def test_any_finding_is_read_back(given: Report) -> None:
    annotations, _ = _read(report.github(given))
    known: Any = {"file", "line", "endLine", "title"}
    assert all(known <= set(a.values) <= known | {"col", "endColumn"} for a in annotations)
    if given.lang == "fr":
        assert Counter(_told(given)) == Counter(_meant(given))
