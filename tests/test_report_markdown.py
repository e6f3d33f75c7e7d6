"""For the summary of a step and the comment of a pull request: read by GitHub's own parser of Markdown."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings

from communs import report
from communs.findings import Finding, Span, TextEdit
from communs.report import Report
from communs.report.markdown import LARGEST, code, prose
from communs.report.report import LEVELS
from communs.typography import plain
from tests.told import FOUND, HOSTILE, REPORTS, few, saying

SITE = "https://communs.example.org"
FILE = "nom: Essai\r\nresume: Un essai.\r\nbesoins: [se-deplacr]\r\n"
OURS = {"p", "strong", "h3", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td"}
LIVE = re.compile(r"[@#$]|:\w+:")  # what GitHub, after its parser, makes mentions, formulas and emojis of
LEFT = re.compile(r"… et (\d+) autres? constats?\.")


class Page(HTMLParser):
    """The HTML that GitHub's parser makes of a report, as the rows, blocks and links a reader meets."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.files: list[str] = []
        self.rows: list[list[str]] = []
        self.blocks: list[str] = []
        self.links: list[str] = []
        self.prose = ""
        self.tables = 0
        self.inside: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS, tag
        self.inside.append(tag)
        values: dict[str, Any] = dict(attrs)
        self.tables += tag == "table"
        if tag == "a":
            self.links.append(values["href"])
        elif tag == "h3":
            self.files.append("")
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "pre":
            assert values["lang"] == "suggestion"
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.prose += "" if "code" in self.inside else data
        if "h3" in self.inside:
            self.files[-1] += data
        elif "pre" in self.inside:
            self.blocks[-1] += data
        elif self.rows and self.rows[-1] and ("td" in self.inside or "th" in self.inside):
            self.rows[-1][-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    @property
    def told(self) -> list[list[str]]:
        """The rows without those of headings."""
        return [row for row in self.rows if row[3] not in ("Règle", "Rule")]


def _row(given: Report, finding: Finding) -> list[str]:
    """What the row of a finding must read once it is a page; a page has no space at the ends of a cell."""
    message, *hint = given.told(finding)
    level = given.say(LEVELS[finding.severity])
    cells = [str(finding.span.line), f"{level} · {message}", "".join(hint), finding.rule]
    return [cell.strip(" \t") for cell in cells]


def _fixed(finding: Finding, *, source: str = FILE) -> str:
    return report.markdown(Report(findings=[finding], sources=lambda _: source))


def _fix(text: str, line: int, column: int, end_line: int, end_column: int) -> Finding:
    span = Span(line=line, column=column, end_line=end_line, end_column=end_column)
    return saying("x", fix=TextEdit(span=span, text=text))


def test_a_file_its_table_and_its_correction() -> None:
    misspelt = saying("se-deplacr", fix=_fix("se-deplacer", 3, 11, 3, 21).fix)
    assert _fixed(misspelt) == (
        "**1 erreur.** 1 correction est prête\u00a0: communs validate --fix\n"
        "\n"
        "### `catalogue/organisations/essai.yml`\n"
        "\n"
        "| Ligne | Constat | Que faire | Règle |\n"
        "|--:|---|---|---|\n"
        "| 3 | **erreur** · «\u00a0se-deplacr\u00a0» n’est pas une valeur de «\u00a0besoins\u00a0». "
        "| Écrivez par exemple\u00a0: se-deplacr | `valeur-inconnue` |\n"
        "\n"
        "Ligne 3, corrigée\u00a0:\n"
        "\n"
        "```suggestion\n"
        "besoins: [se-deplacer]\n"
        "```\n"
    )


def test_in_english_with_a_link() -> None:
    told = report.markdown(Report(findings=FOUND[:1], lang="en", address=SITE))
    assert told == (
        "**1 error.** 1 fix is ready: communs validate --fix\n"
        "\n"
        "### `catalogue/a, b:c.yml`\n"
        "\n"
        "| Line | Finding | What to do | Rule |\n"
        "|--:|---|---|---|\n"
        f"| 3 | **error** · “nom” is empty. | Keep only one. | [vide]({SITE}/en/contribuer/regles/#vide) |\n"
    )


def test_nothing_to_say() -> None:
    assert report.markdown(Report(findings=[])) == "**Tout est bon.**\n"


def test_errors_come_first() -> None:
    found = [
        saying("1", "a.yml", severity="notice"),
        saying("2", "b.yml", severity="warning"),
        saying("3", "b.yml"),
        saying("4", "c.yml"),
    ]
    page = Page(report.markdown(Report(findings=found)))
    assert page.files == ["b.yml", "c.yml", "a.yml"]
    assert [row[1].split("\u00a0")[1] for row in page.told] == ["3", "2", "4", "1"]


@pytest.mark.parametrize(
    ("finding", "block"),
    [
        (_fix("# ligne\n", 1, 1, 1, 1), "# ligne\nnom: Essai\n"),  # a line before the first
        (_fix("nom: x\n", 1, 1, 2, 1), "nom: x\n"),  # a whole line, with its end
        (_fix("", 1, 1, 2, 1), "resume: Un essai.\n"),  # a line goes: the next one takes its place
        (_fix("un", 2, 9, 3, 9), "resume: un [se-deplacr]\n"),
        (_fix("a: ```\n```", 2, 1, 2, 18), "a: ```\n```\n"),
    ],
)
def test_a_suggestion_holds_whole_lines(finding: Finding, block: str) -> None:
    page = Page(_fixed(finding))
    assert page.blocks == [block]
    assert len(page.told) == 1


@pytest.mark.parametrize(
    "finding",
    [
        _fix("\n", 1, 11, 2, 1),  # only an end of line changes
        _fix("x", 9, 1, 9, 2),  # not in the file
        _fix("::error::x", 1, 1, 1, 6),
        _fix("##[error]x", 1, 1, 1, 6),
        _fix("\u202ex", 1, 1, 1, 6),
        saying("x"),
    ],
)
def test_no_suggestion_where_none_can_be_shown(finding: Finding) -> None:
    assert Page(_fixed(finding)).blocks == []


def test_a_suggestion_names_its_lines() -> None:
    assert "\nLignes 2 à 3, corrigées\u00a0:\n" in _fixed(_fix("un", 2, 9, 3, 9))


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Écrivez\u00a0: portee_par", "Écrivez\u00a0: `portee_par`"),
        ("«\u00a0contact@exemple.org\u00a0».", "«\u00a0`contact@exemple.org`\u00a0»."),
        ("(https://exemple.org)", "(`https://exemple.org`)"),
        ("a|b\\c", "a&#124;b&#92;c"),
        ("Ajoutez\u00a0: # dit: $schema=x", "Ajoutez\u00a0: `# dit: $schema=x`"),
        ("a_b, c, d_e: f.", "`a_b`, c, `d_e`: f."),
        ("Écrivez portee_par: [a, b] ici", "Écrivez `portee_par: [a, b]` ici"),
        ("12:30, 50 % - 1. ok !", "12:30, 50 % - 1. ok !"),
    ],
)
def test_prose_stays_text(words: str, shown: str) -> None:
    assert prose(words) == shown


def test_code_holds_any_backtick() -> None:
    assert [code(words) for words in ("a", "a`b", "`a", "a``", " a")] == [
        "`a`", "``a`b``", "`` `a ``", "``` a`` ```", "`  a `",
    ]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_a_member_makes_nothing_but_text(words: str) -> None:
    fixes = [_fix(words, 1, 1, 1, 1).fix, None]
    found = [saying(words, f"catalogue/{words}", fix=fix) for fix in fixes]
    given = Report(findings=found, sources=lambda _: FILE)
    page = Page(report.markdown(given))
    assert page.tables == 1
    assert page.told == [_row(given, finding) for finding in found]
    assert page.files == [plain(f"catalogue/{words}")]
    assert page.links == []
    assert not LIVE.search(page.prose)


@pytest.mark.parametrize("number", [1, 100, 600, 5000])
def test_never_more_than_github_takes(number: int) -> None:
    given = Report(findings=few("error", number, files=max(1, number // 3)), address=SITE)
    told = report.markdown(given)
    assert len(told.encode()) <= LARGEST
    page = Page(told)
    left = LEFT.search(told)
    assert len(page.told) + (int(left[1]) if left else 0) == number
    assert page.told == [_row(given, finding) for finding in given.findings[: len(page.told)]]
    assert left is None or len(told.encode()) > LARGEST - 2048


def test_a_finding_that_fits_nowhere_is_counted() -> None:
    told = report.markdown(Report(findings=[saying("x" * 70_000)]))
    assert told == "**1 erreur.**\n\n… et 1 autre constat.\n"


@settings(max_examples=150)
@given(REPORTS)
def test_any_finding_has_its_row(given: Report) -> None:
    page = Page(report.markdown(given))
    paths = {plain(finding.path) for finding in given.findings}
    assert sorted(page.told) == sorted(_row(given, finding) for finding in given.findings)
    assert page.tables == len({finding.path for finding in given.findings})
    assert {file.strip(" ") for file in page.files} == {path.strip(" ") for path in paths}
    assert not LIVE.search(page.prose)
    assert all(link.startswith(f"{SITE}/") for link in page.links)
    assert len(page.links) == (len(given.findings) if given.address else 0)
