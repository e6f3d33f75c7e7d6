"""Docs that cannot lie: the example is valid, the commands exist, the links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from communs import cli

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
KINDS = sorted(path.parent.name for path in (ROOT / "schemas").glob("*/schema.json"))
MADE = re.compile(  # pages that the site makes
    r"(?:nouvelle-fiche/([\w-]+)|nouvelle-fiche|champs|regles|mes-fiches|\.\./declarations|\.\./qualite)/index\.md"
)
DAY = "1795435200"  # 2026-11-23, the day the example was confirmed


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def code(text: str) -> str:
    return "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))


def links(page: Path) -> Iterator[tuple[str, str]]:
    """The relative links of a page: file and anchor."""
    for target in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            yield file, anchor


def anchors(page: Path) -> set[str]:
    return {slugify(title, "-") for title in re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)}


def test_the_example_of_contributing_is_valid(tmp_path: Path) -> None:
    found = re.search(
        r"<!-- exemple : (\S+) -->\n```yaml\n(.*?)```", read(ROOT / "CONTRIBUTING.md"), re.DOTALL
    )
    assert found
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copytree(ROOT / "catalogue" / "vocabulaires", tmp_path / "catalogue" / "vocabulaires")
    entry = tmp_path / found[1]
    entry.parent.mkdir(parents=True)
    entry.write_text(found[2], encoding="utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).with_name("communs")), "--root", str(tmp_path), "validate"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": DAY},
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "Tout est bon.\n", "")


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"\bcommuns (?:--root \S+ )?([a-z]+(?:-[a-z]+)*)", code(read(ROOT / "README.md"))))
    assert named == set(cli.main.commands)


def test_the_readme_and_contributing_name_only_targets_of_make_that_exist() -> None:
    text = code(read(ROOT / "README.md") + read(ROOT / "CONTRIBUTING.md"))
    targets = set(re.findall(r"^([\w./-]+):", read(ROOT / "Makefile"), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z-]+)", text)) <= targets


def test_the_readme_opens_with_the_two_commands() -> None:
    title, _, rest = read(ROOT / "README.md").partition("\n\n")
    assert title.startswith("# ")
    assert re.match(r"```sh\nmake site .*\nmake test .*\n```", rest)


def test_contributing_explains_every_annotation_of_the_schemas() -> None:
    used = {
        word
        for path in (ROOT / "schemas").rglob("*.json")
        for word in re.findall(r'"(x-[a-z]+)"', read(path))
    }
    assert [word for word in sorted(used) if f"`{word}`" not in read(ROOT / "CONTRIBUTING.md")] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    for file, anchor in links(page):
        if made := MADE.fullmatch(file):
            assert made[1] is None or made[1] in KINDS
            continue
        target = page.parent / file if file else page
        assert target.exists(), f"{page.name} → {file}"
        assert not anchor or anchor in anchors(target), f"{page.name} → {file}#{anchor}"


@pytest.mark.parametrize("guide", ["contribuer/index.md", "en/contribuer/index.md"])
def test_the_guide_leads_to_a_blank_entry_of_every_kind(guide: str) -> None:
    assert sorted(re.findall(r"\(nouvelle-fiche/([\w-]+)/index\.md\)", read(DOCS / guide))) == KINDS


def test_every_page_is_in_both_languages() -> None:
    english = {page.relative_to(DOCS / "en") for page in (DOCS / "en").rglob("*.md")}
    assert {page.relative_to(DOCS) for page in DOCS.rglob("*.md")} - {
        Path("en") / page for page in english
    } == english


def test_rules_say_that_they_are_a_proposal_and_removal_says_when_one_is_answered() -> None:
    assert "**Proposition à débattre.**" in read(DOCS / "regles.md")
    assert "réponse dans la semaine" in read(DOCS / "retrait.md")
