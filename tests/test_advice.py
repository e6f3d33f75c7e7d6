"""What to say of an id that leads nowhere, where the place or the words tell what was meant."""

from __future__ import annotations

import pytest

from communs.kinds import Kind
from tests.test_catalogue import _link


@pytest.mark.parametrize(
    ("written", "rule", "hint", "right"),
    [
        ("commune:59350", "format-code-insee", 'Vouliez-vous écrire « "59350" » ?', '"59350"'),
        ("2a004", "format-code-insee", "Vouliez-vous écrire « 2A004 » ?", "2A004"),
        ('"59999"', "territoire-inconnu", 'Écrivez un code INSEE, par exemple "59350" pour Lille.', None),
    ],
)
def test_a_commune(kinds: dict[str, Kind], written: str, rule: str, hint: str, right: str | None) -> None:
    _, (found,) = _link(kinds, f"lieux/b {{nom: B, code_insee: {written}}}")
    assert (found.rule, str(found.hint), found.fix and found.fix.text.strip("'")) == (rule, hint, right)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("https://www.covoit.fr", "covoit"),
        ("catalogue/organisations/covoit.yml", "covoit"),
        ("covoit.yml", "covoit"),
        ("https://autre.fr", None),
    ],
)
def test_an_entry_by_its_address(kinds: dict[str, Kind], written: str, right: str | None) -> None:
    _, (found,) = _link(
        kinds,
        "organisations/covoit {nom: Covoit, site_web: https://covoit.fr/}",
        f"offres/b {{nom: B, portee_par: [{written}]}}",
    )
    assert (found.fix.text if found.fix else None) == right


def test_a_group_in_the_place_of_a_list_is_told_by_its_schema_alone(kinds: dict[str, Kind]) -> None:
    _, found = _link(kinds, "offres/b {nom: B, territoires: {departement: '59'}}")
    assert found == []
