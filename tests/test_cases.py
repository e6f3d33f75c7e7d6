"""Each folder of `tests/cases/` is an example: what members may write, and what they read when they slip.

`invalides/<rule>/` holds files laid over `base/` and the exact report in `attendu.txt`;
`ATTENDU=ecrire pytest tests/test_cases.py` writes the reports anew: read the difference before you keep it.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from communs import disk, pipeline, report
from communs.findings import Finding, Span
from communs.lines import lines_of
from communs.wording import forms, sentences
from tests.conftest import CASES, ROOT, lay

Check = Callable[[Path], pipeline.Checked]
WRITE = os.environ.get("ATTENDU") == "ecrire"
SLUG = re.compile(r"[a-z]+(-[a-z]+)*")
SHOWN = re.compile(r"^\S.* \[([a-z-]+)\]$", re.MULTILINE)
SEVERITIES = {"error", "warning", "notice"}
SAYING = {"_say", "_refuse", "say"}


def _big(root: Path) -> None:
    entry = root / "catalogue" / "organisations" / "essai.yml"
    entry.write_bytes(b"nom: " + b"x" * 10_000_000)


def _deep(root: Path) -> None:
    entry = root / "catalogue" / "organisations" / "profonde.yml"
    entry.write_bytes(b"nom: " + b"[" * 10_000)


def _links(root: Path) -> None:
    secret = root / "secret.txt"
    secret.write_text("nom: Secret\n")
    (root / "catalogue" / "organisations" / "essai.yml").symlink_to(secret)
    (root / "catalogue" / "dehors").symlink_to("/")


def _pipe(root: Path) -> None:
    os.mkfifo(root / "catalogue" / "organisations" / "essai.yml")


MADE = {"fichier-trop-gros": _big, "trop-imbrique": _deep, "lien-symbolique": _links, "illisible": _pipe}


def _said(checked: pipeline.Checked) -> str:
    return report.text(report.Report(findings=checked.findings, sources=disk.texts(checked.root)))


@pytest.mark.parametrize("case", sorted((CASES / "invalides").iterdir()), ids=lambda case: case.name)
def test_what_is_wrong_is_said(case: Path, check: Check, tmp_path: Path) -> None:
    root = lay(case, tmp_path)
    MADE.get(case.name, lambda _: None)(root)
    said = _said(check(root))
    if WRITE:
        (case / "attendu.txt").write_text(said, encoding="utf-8")
    assert said == (case / "attendu.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", sorted((CASES / "valides").iterdir()), ids=lambda case: case.name)
def test_what_is_right_is_read(case: Path, check: Check, tmp_path: Path) -> None:
    assert _said(check(lay(case, tmp_path))) == "Tout est bon.\n"


def lies_in(finding: Finding, text: str) -> None:
    """The span of a finding is a piece of its text."""
    span, lines = finding.span, lines_of(text) or [""]
    assert 1 <= span.line <= span.end_line <= len(lines), finding
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, finding
    assert (span.line, span.column) <= (span.end_line, span.end_column), finding


def test_every_finding_lies_in_its_text(check: Check, tmp_path: Path) -> None:
    for case in (CASES / "invalides").iterdir():
        root = lay(case, tmp_path / case.name)
        for finding in check(root).findings:
            path = root / finding.path
            lies_in(finding, path.read_bytes().decode("utf-8", "replace") if path.is_file() else "")


def _shape(finding: Finding, text: str) -> tuple[object, ...]:
    """A slip without its words: the rule, the sentences before they are filled, and how its line is made.

    Letters become `a`, `A` or `é`, digits `0`, and a string of words one word; what is said of a whole
    file looks at its name and its first two lines.
    """
    lines = text.split("\n")
    where = [lines[finding.span.line - 1]]
    if finding.span == Span():
        where = [finding.path.rpartition(".")[0], *lines[:2]]
    said = (finding.rule, finding.message.fr, finding.hint and finding.hint.fr)
    return (*said, Path(finding.path).suffix, *map(_mask, where))


def _mask(line: str) -> str:
    for letters, sign in (("[^\\x00-\\x7f\\W]", "é"), ("[a-z]+", "a"), ("[A-Z]+", "A"), ("[0-9]", "0")):
        line = re.sub(letters, sign, line)
    line = re.sub("[aé]*é[aé]*", "é", line)
    return re.sub("(?:(?:Aa?|a|é)([ '’-])(?=[Aaé]))+", r"a\1", line)


@pytest.mark.slow
def test_no_two_bad_files_show_the_same_slip(check: Check, tmp_path: Path) -> None:
    seen: dict[frozenset[object], str] = {}
    for case in sorted((CASES / "invalides").iterdir()):
        found = check(lay(case, tmp_path / case.name)).findings
        for path, findings in groupby(found, key=lambda finding: finding.path):
            if (case / path).is_file():
                text = (case / path).read_bytes().decode("utf-8", "replace")
                shape = frozenset(_shape(finding, text) for finding in findings)
                other = seen.setdefault(shape, f"{case.name}/{path}")
                assert other == f"{case.name}/{path}", f"{case.name}/{path} shows the same slip as {other}"
    assert len(seen) >= 150


def _rules(tree: ast.AST) -> Iterator[str]:
    """The names of rules in a module: `rule="…"` or its default, words given to `say`, the first returned."""
    for node in ast.walk(tree):
        found: list[ast.expr] = []
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            found = [keyword.value for keyword in node.keywords if keyword.arg == "rule"]
            found += node.args[1:3] if name in SAYING and len(node.args) >= 3 else []
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and len(node.value.elts) == 3:
            found = node.value.elts[:1]
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "rule" and node.value:
            found = [node.value]
        for value in found:
            word = value.value if isinstance(value, ast.Constant) else None
            if isinstance(word, str) and SLUG.fullmatch(word) and word not in SEVERITIES:
                yield word


@cache
def rules() -> frozenset[str]:
    """Every rule that the core can name."""
    found = {f"format-{name}" for name in forms.FORMATS} | set(sentences._NAMES.values())
    for module in (ROOT / "scripts" / "communs").rglob("*.py"):
        found |= set(_rules(ast.parse(module.read_text(encoding="utf-8"))))
    return frozenset(found)


def test_every_rule_has_its_example() -> None:
    for rule in rules():
        assert f"[{rule}]" in (CASES / "invalides" / rule / "attendu.txt").read_text(encoding="utf-8"), rule


def test_every_rule_that_an_example_shows_is_known() -> None:
    shown = set()
    for expected in (CASES / "invalides").glob("*/attendu.txt"):
        shown |= set(SHOWN.findall(expected.read_text(encoding="utf-8")))
    assert shown == rules()


def test_every_finding_says_what_to_write() -> None:
    for expected in (CASES / "invalides").glob("*/attendu.txt"):
        *findings, _ = expected.read_text(encoding="utf-8").split("\n\n")
        for told in findings:
            assert "\n    → " in told, f"{expected.parent.name}: {told}"


def test_only_the_reader_reads_yaml() -> None:
    code = [*(ROOT / "scripts").rglob("*.py"), *(ROOT / "tests").glob("*.py"), *(ROOT / "bench").glob("*.py")]
    users = {
        p.name for p in code if re.search(r"^\s*(import|from) (ruamel|yaml)\b", p.read_text(), re.MULTILINE)
    }
    of_engine = re.compile(
        "engine|plain_yaml|tree"
    )  # the same reader, for browsers; a site engine's own settings
    assert {name for name in users if not of_engine.search(name)} == {"events.py", "located.py"}
