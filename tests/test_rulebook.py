"""Every rule says why it is there, and shows what it refuses and what it accepts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from communs import examples, pages, pipeline
from communs.rulebook import FAMILIES, RULES, Rule
from tests.conftest import CASES, lay
from tests.test_cases import MADE, rules
from tests.test_pages import edition

Check = Callable[[Path], pipeline.Checked]
INVALID = CASES / "invalides"
TOLD = {"fichier-trop-gros", "illisible", "lien-symbolique", "trop-de-fautes", "trop-imbrique"}


def test_the_rulebook_holds_every_rule_once_and_no_other() -> None:
    named = [rule.name for family in FAMILIES for rule in family.rules]
    assert sorted(named) == sorted(rules())


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_has_a_title_and_a_reason_of_a_few_sentences(rule: Rule) -> None:
    assert not rule.title.fr.endswith(".")
    assert rule.reason.fr.endswith(".")
    assert 80 < len(rule.reason.fr) < 400


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.name)
def test_a_rule_shows_what_to_avoid_and_what_to_write(rule: Rule) -> None:
    shown = examples.of(rule.name)
    assert bool(shown) != bool(rule.told)
    for example in shown:
        assert any(line.differs for line in (*example.wrong, *example.right))
        assert example.wrong
        assert example.right


def test_only_what_files_cannot_show_is_told() -> None:
    assert {rule.name for rule in RULES.values() if rule.told} == TOLD


@pytest.mark.parametrize("rule", sorted(RULES.keys() - TOLD))
def test_what_is_corrected_is_right(rule: str, check: Check, tmp_path: Path) -> None:
    said = check(lay(INVALID / rule / "corrige", tmp_path)).findings
    assert [finding for finding in said if finding.rule == rule or finding.severity != "notice"] == []


@pytest.mark.slow
def test_the_rulebook_knows_how_grave_each_rule_is(check: Check, tmp_path: Path) -> None:
    seen = defaultdict(set)
    for case in INVALID.iterdir():
        root = lay(case, tmp_path / case.name)
        MADE.get(case.name, lambda _: None)(root)
        for finding in check(root).findings:
            seen[finding.rule].add(finding.severity)
    assert seen == {rule.name: set(rule.severities) for rule in RULES.values()}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_explains_every_rule_at_its_own_anchor(lang: str) -> None:
    page = next(page for page in pages.all_pages(edition(lang=lang)) if page.address == "contribuer/regles/")
    body = page.body()
    anchors = re.findall(r' id="([^"]+)"', body)
    assert len(anchors) == len(set(anchors))
    assert set(anchors) == {*RULES, *(family.name for family in FAMILIES)}
    shown = sum(len(examples.of(name)) or 1 for name in RULES)
    for heading in {"fr": ("À éviter", "À écrire"), "en": ("To avoid", "To write")}[lang]:
        assert body.count(f"<strong>{heading}</strong>") == shown


def test_the_page_marks_what_changes_and_escapes_it() -> None:
    page = next(page for page in pages.all_pages(edition()) if page.address == "contribuer/regles/")
    assert (
        '<pre class="cm-yaml"><code>nom: Essai\n<mark>resume: Notre but : partager les trajets.</mark>\n'
        in page.body()
    )
    assert "nom: &amp;nom Essai" in page.body()
