"""The names that people give to licences."""

from __future__ import annotations

import pytest

from communs.formats import FORMATS
from communs.mending import licences


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("GPL", ["GPL-3.0-only", "GPL-3.0-or-later"]),
        ("AGPL v3", ["AGPL-3.0-only", "AGPL-3.0-or-later"]),
        ("GNU GPL version 2", ["GPL-2.0-only", "GPL-2.0-or-later"]),
        ("CC0", ["CC0-1.0"]),
        ("Creative Commons BY-SA", ["CC-BY-SA-4.0"]),
        ("Licence Ouverte 2.0", ["etalab-2.0"]),
        ("licence MIT", ["MIT"]),
        ("Apache", ["Apache-2.0"]),
        ("CC", []),
        ("tous droits réservés", []),
        ("", []),
    ],
)
def test_near(written: str, near: list[str]) -> None:
    assert licences.near(written) == near
    assert all(map(FORMATS["spdx"], near))


def test_an_expression_in_french() -> None:
    assert list(licences.sure("mit ou apache-2.0")) == ["MIT OR Apache-2.0"]
