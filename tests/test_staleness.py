"""What waits to be confirmed, since when, and under whose name."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from communs import pipeline, staleness
from communs.findings import CannotWork
from communs.staleness import Group
from tests.conftest import lay

Check = Callable[[Path], pipeline.Checked]
DAY = datetime.date(2026, 11, 23)
PREFILLED = "origine: pre-remplie\nsources: [{url: https://a.example.org, lu_le: 2026-11-02}]\n"
OFFER = "resume: Une offre.\nbesoins: [se-deplacer]\nterritoires: [france]\nlien: https://offre.example.org\n"


@pytest.fixture
def groups(check: Check, tmp_path: Path) -> Callable[..., list[Group]]:
    """What waits in the base catalogue, with some entries laid over it by `kind/id`."""

    def of(files: dict[str, str], *thresholds: int) -> list[Group]:
        checked = check(_laid(tmp_path, files))
        return staleness.groups(checked.catalogue, checked.day, thresholds or (6, 24))

    return of


def _laid(tmp_path: Path, files: dict[str, str]) -> Path:
    root = lay(None, tmp_path)
    for path, content in files.items():
        (root / "catalogue" / f"{path}.yml").parent.mkdir(exist_ok=True)
        (root / "catalogue" / f"{path}.yml").write_text(content, encoding="utf-8")
    return root


def _offer(carried: str = "covoit", *more: str) -> str:
    return f"nom: A\nportee_par: [{carried}]\n{OFFER}" + "".join(f"{line}\n" for line in more)


def _told(groups: list[Group]) -> dict[str, list[tuple[str, int | None, int | None]]]:
    return {
        group.owner.id if group.owner else "": [
            (one.entry.id, one.months, one.threshold) for one in group.waiting
        ]
        for group in groups
    }


def test_a_fresh_catalogue_waits_for_nobody(groups: Callable[..., list[Group]]) -> None:
    assert groups({}) == []


@pytest.mark.parametrize(
    ("confirmed", "told"),
    [
        ("2026-05-24", None), ("2026-05-23", (6, 6)), ("2024-11-24", (23, 6)), ("2024-11-23", (24, 24)),
        ("2012-01-01", (178, 24)),
    ],
)  # fmt: skip
def test_the_largest_threshold_that_was_passed(
    groups: Callable[..., list[Group]], confirmed: str, told: tuple[int, int] | None
) -> None:
    found = _told(groups({"offres/a": _offer("covoit", f"verifie_le: {confirmed}")}))
    assert found == ({"covoit": [("a", *told)]} if told else {})


def test_other_thresholds(groups: Callable[..., list[Group]]) -> None:
    found = groups({"offres/a": _offer("covoit", "verifie_le: 2026-10-01")}, 1, 12)
    assert _told(found)["covoit"] == [("a", 1, 1)]


@pytest.mark.parametrize(
    "lines",
    [
        "verifie_le: 2020-01-01\nbrouillon: true", "verifie_le: 2020-01-01\nstatut: termine\ndate_fin: '2021'",
        "verifie_le: hier",
    ],
)  # fmt: skip
def test_what_has_ended_or_is_not_complete_waits_for_nothing(
    groups: Callable[..., list[Group]], lines: str
) -> None:
    assert groups({"offres/a": _offer("covoit", lines)}) == []


def test_what_does_not_age_waits_for_nothing(groups: Callable[..., list[Group]]) -> None:
    declared = "titre: Vieille\nlien: https://a.example.org\ndate: 2012-09-20\nverifie_le: 2012-11-02\n"
    assert groups({"declarations/a": declared}) == []


def test_what_nobody_ever_confirmed_stands_apart(groups: Callable[..., list[Group]]) -> None:
    found = groups({
        "offres/a": _offer("covoit", PREFILLED), "offres/b": _offer("covoit", "verifie_le: 2026-01-02"),
        "offres/c": _offer("covoit", "verifie_le: 2025-01-02"),
    })  # fmt: skip
    assert [one.entry.id for one in found[0].aged] == ["c", "b"]
    assert [one.entry.id for one in found[0].never] == ["a"]


def test_each_name_has_what_stands_under_it_and_what_has_none_comes_last(
    groups: Callable[..., list[Group]],
) -> None:
    found = groups({
        "offres/a": _offer("covoit, alliees", "verifie_le: 2026-01-02"),
        "communs/libre": "nom: Libre\nresume: Un.\ntype: communaute\nverifie_le: 2026-01-02\n",
        "alliances/alliees": "nom: Les Alliées\nresume: Des.\ntype: reseau\nverifie_le: 2026-01-02\n",
    })  # fmt: skip
    assert _told(found) == {
        "covoit": [("a", 10, 6)], "alliees": [("alliees", 10, 6), ("a", 10, 6)], "": [("libre", 10, 6)],
    }  # fmt: skip


def test_the_address_is_the_entrys_own_or_that_of_who_answers_for_it(check: Check, tmp_path: Path) -> None:
    named = "resume: Une.\nfamille: [collectivite]\nterritoires: [france]\nverifie_le: 2026-11-02\n"
    checked = check(_laid(tmp_path, {
        "organisations/covoit": f"nom: Covoit\ncontact: {{courriel: contact@covoit.example.org}}\n{named}",
        "offres/a": _offer("ville-de-lille, covoit"), "offres/b": _offer("ville-de-lille"),
    }))  # fmt: skip
    known = checked.catalogue.entries
    addresses = [staleness.role_address(checked.catalogue, known["offres", name]) for name in ("a", "b")]
    assert addresses == ["contact@covoit.example.org", ""]


@pytest.mark.parametrize("name", ["alliees", "alliances/alliees", "Les Alliées", "les alliees"])
def test_one_name_among_all(check: Check, tmp_path: Path, name: str) -> None:
    checked = check(_laid(tmp_path, {"offres/a": _offer("covoit, alliees", "verifie_le: 2026-01-02")}))
    found = staleness.groups(checked.catalogue, checked.day, (6,))
    assert list(_told(staleness.of(checked.catalogue, found, name))) == ["alliees"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("covoitt", "« covoitt » n’est pas une organisation du catalogue. Vouliez-vous écrire « covoit » ?"),
        ("zzz", "« zzz » n’est pas une organisation du catalogue."),
    ],
)
def test_a_name_that_nobody_bears(check: Check, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(CannotWork) as told:
        staleness.of(check(lay(None, tmp_path)).catalogue, [], name)
    assert str(told.value) == said
