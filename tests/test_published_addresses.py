"""No address that was published goes without a word, and renamed entries lead straight to where they are."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from communs import pages, pipeline, published, publishing, redirections
from communs.editions import edition
from tests.command import communs
from tests.conftest import ROOT, lay, real

DAY = datetime.date(2026, 11, 23)
HERE = {"offres", "offres/covoiturer", "organisations", "organisations/covoit"}


def lost(content: str, moved: frozenset[str] = frozenset()) -> list[tuple[int, str]]:
    return [(found.span.line, str(found.message)) for found in published.lost(content, HERE, moved, DAY)]


def test_what_is_there_is_not_lost() -> None:
    assert lost("# un mot\n\noffres/covoiturer\n/organisations/covoit/\norganisations\n") == []


def test_what_is_gone_is_told_at_its_line() -> None:
    told = "L’adresse « offres/autostop » a été publiée, et n’existe plus."
    assert lost("\ufeff# un mot\r\noffres/covoiturer\r\noffres/autostop\r\n") == [(3, told)]


def test_what_moved_was_said() -> None:
    assert lost("offres/autostop\n", frozenset({"offres/autostop"})) == []


def test_pages_that_no_entry_makes_are_for_the_build_to_check() -> None:
    assert lost("carte\ncontribuer/regles\n") == []


def test_the_way_to_the_new_name_is_proposed() -> None:
    (found,) = published.lost("organisations/covoits\n", HERE, (), DAY)
    assert found.hint is not None
    assert found.hint.values["vers"] == "organisations/covoit"


def test_a_name_that_was_published_too_is_no_new_name() -> None:
    (found,) = published.lost("organisations/covoits\norganisations/covoit\n", HERE, (), DAY)
    assert found.hint is not None
    assert "vers" not in found.hint.values


def test_a_list_grows_and_never_shrinks() -> None:
    before = published.listing("", ["offres/b", "offres/a"])
    assert before.endswith("\noffres/a\noffres/b\n")
    after = published.listing(before, ["offres/aa"])
    assert after == published.HEAD + "offres/a\noffres/aa\noffres/b\n"
    assert published.listing(after, ()) == after


def test_the_end_of_a_way() -> None:
    ways = {"a": "b", "b": "c", "d": "e", "e": "d"}
    assert [redirections._end(one, ways) for one in ("a", "c", "d", "x")] == ["c", "c", "", "x"]


def test_the_list_of_the_real_catalogue_says_what_it_promises() -> None:
    content = (ROOT / published.LIST).read_text("utf-8")
    assert published.listing(content, ()) == content
    listed = {address for _, address in published.addresses(content)}
    shown = {"/".join(entry.ref) for entry in real().catalogue.entries.values() if not entry.draft}
    assert {*shown, *real().catalogue.kinds, "besoins/se-deplacer", "carte", "retrait"} <= listed
    assert not {address for address in listed if address.startswith(("territoires/", "en/"))}


def test_every_promised_page_is_there() -> None:
    listed = published.addresses((ROOT / published.LIST).read_text("utf-8"))
    there = {page.address.rstrip("/") for page in pages.all_pages(edition(real(), "fr"))}
    there |= set(publishing._by_hand(ROOT / "docs"))
    assert sorted({address for _, address in listed} - there) == []


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A small catalogue that was published."""
    root = lay(None, tmp_path / "depot")
    for name in ("schemas", "docs"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "mkdocs.en.yml"):
        shutil.copy(ROOT / name, root / name)
    publishing.complete(root)
    return root


@pytest.mark.slow
def test_one_command_completes_the_list(catalogue: Path) -> None:
    listed = (catalogue / published.LIST).read_text("utf-8")
    assert {"offres/covoiturer", "offres", "besoins/se-deplacer", "carte", "regles"} <= set(
        listed.split("\n")
    )
    assert publishing.complete(catalogue) == 0
    assert (catalogue / published.LIST).read_text("utf-8") == listed


@pytest.mark.slow
def test_a_way_in_several_steps_is_shortened(catalogue: Path) -> None:
    listed = catalogue / redirections.LIST
    last = "- {de: offres/b, vers: offres/covoiturer, le: 2026-01-01}\n"
    steps = "- {{de: offres/a, vers: offres/{}, le: 2025-01-01}}\n"
    listed.write_text(steps.format("b") + last)
    assert communs(catalogue, "validate", "--fix").returncode == 0
    assert listed.read_text() == steps.format("covoiturer") + last


@pytest.mark.slow
def test_what_is_withdrawn_is_not_lost(catalogue: Path) -> None:
    assert communs(catalogue, "withdraw", "offres/covoiturer").returncode == 0
    assert [found.rule for found in pipeline.check(catalogue).errors] == []


@pytest.mark.slow
def test_what_is_removed_is(catalogue: Path) -> None:
    (catalogue / "catalogue" / "offres" / "covoiturer.yml").unlink()
    assert [found.rule for found in pipeline.check(catalogue).errors] == ["adresse-perdue"]


@pytest.mark.slow
def test_no_site_is_built_without_a_page_that_was_published(catalogue: Path) -> None:
    listed = catalogue / published.LIST
    listed.write_text(listed.read_text("utf-8") + "zones\n", encoding="utf-8")
    done = communs(catalogue, "build", "--site-dir", catalogue / "site")
    assert done.returncode != 0
    assert "Ces adresses ont été publiées et n’ont plus de page" in done.stdout + done.stderr
