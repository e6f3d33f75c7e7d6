"""Under each need, public and territory stand the entries that name it, without drafts."""

from __future__ import annotations

from communs.concepts import gather, of_kind
from tests.test_pages import TEXTS, catalogue


def test_entries_under_a_need_and_a_territory() -> None:
    concepts = gather(catalogue(TEXTS))
    assert [entry.id for entry in concepts.entries("besoins", "se-deplacer")] == ["finie", "voiture"]
    assert [entry.id for entry in concepts.entries("territoires", "commune:59350")] == ["essai"]
    assert concepts.entries("besoins", "se-loger") == ()


def test_of_one_kind() -> None:
    found = gather(catalogue(TEXTS)).entries("territoires", "france")
    assert {entry.kind.name for entry in of_kind(found, "offres")} == {"offres"}
