"""One value can be meant, or none is proposed."""

from __future__ import annotations

from typing import Any

import pytest

from communs.kinds import Field
from communs.mending import corrections
from communs.wording.sentences import Fault

URI, TEXT = Field(name="url", schema={"format": "uri"}), Field(name="mot", schema={})
EMAIL = Field(name="courriel", schema={"format": "email"})
ID = Field(name="id", schema={"x-link": {"to": ["vocabulaires/besoins"]}})
PLACE = Field(name="t", schema={"x-link": {"to": ["territoires"]}})
LINKED = Field(
    name="membre_de", schema={"type": "object"},
    children={"alliance": Field(name="alliance", schema={"x-link": {"to": ["alliances"]}}, required=True)},
)  # fmt: skip
CODE = Field(name="siren", schema={"format": "siren"})


def _list(item: Field) -> Field:
    return Field(name="liste", schema={"type": "array"}, item=item)


GROUP = Field(
    name="contact", schema={"type": "object"}, children={"url": URI, "courriel": EMAIL, "mot": TEXT}
)


@pytest.mark.parametrize(
    ("wanted", "value", "field", "right"),
    [
        ("string", 2018, TEXT, "2018"),
        ("string", True, None, "True"),
        ("string", 732829320, CODE, "732829320"),
        ("string", 732829321, CODE, None),  # would not be a SIREN with quotes either
        ("string", 12, ID, None),
        ("string", ["a"], TEXT, "a"),
        ("string", ["a", "b"], TEXT, None),
        ("string", {"departement": "59"}, PLACE, "departement:59"),
        ("string", 59, PLACE, None),
        ("string", {"departement": "59"}, ID, None),
        ("array", "a", _list(TEXT), ["a"]),
        ("array", "a, b", _list(TEXT), None),
        ("array", "a, b", _list(ID), ["a", "b"]),
        ("array", "- a - b", _list(ID), ["a", "b"]),
        ("array", "– a – b", _list(ID), ["a", "b"]),
        ("array", "(a, b)", _list(ID), ["a", "b"]),
        ("array", "[a, b]", _list(ID), ["a", "b"]),
        ("array", "Un, deux", _list(ID), None),  # no ids
        ("array", 59, _list(PLACE), None),
        ("array", {"departement": 59, "region": "32"}, _list(PLACE), ["departement:59", "region:32"]),
        ("array", 73282932000074, _list(TEXT), ["73282932000074"]),
        ("array", "a", _list(URI), None),
        ("array", "https://a.fr", _list(URI), ["https://a.fr"]),
        ("array", "a", _list(GROUP), None),
        ("array", "", _list(TEXT), None),
        ("object", "https://a.fr", GROUP, {"url": "https://a.fr"}),
        ("object", "a@b.fr", GROUP, {"courriel": "a@b.fr"}),
        ("object", "a", GROUP, None),
        ("object", "courriel:a@b.fr", GROUP, {"courriel": "a@b.fr"}),
        ("object", "alliees", LINKED, {"alliance": "alliees"}),
        ("object", "Les Alliées", LINKED, None),
        ("number", "1 200,5", TEXT, 1200.5),
        ("integer", "12,5", TEXT, None),
        (["boolean", "string"], "oui", TEXT, True),
    ],
)  # fmt: skip
def test_another_type(wanted: Any, value: Any, field: Field | None, right: Any) -> None:
    fault = Fault(keyword="type", limit=wanted, value=value, written=str(value), name="a", field=field)
    assert corrections.of(fault) == right


@pytest.mark.parametrize(
    ("pattern", "value", "right"),
    [
        ("^[a-z-]+$", "Mon réseau", None),
        ("^[a-z-]+$", "Mon Reseau", "mon-reseau"),
        ("^(node|way)/[0-9]+$", "https://www.openstreetmap.org/node/12", "node/12"),
        ("^[a-z]+\\.svg$", "_medias/logo.svg", "logo.svg"),
        ("^[a-z]+\\.svg$", "Logo.svg", None),  # the file itself may have a capital
    ],
)
def test_another_form(pattern: str, value: str, right: str | None) -> None:
    assert corrections.of(Fault(keyword="pattern", limit=pattern, value=value, name="a")) == right


@pytest.mark.parametrize(
    ("allowed", "value", "right"),
    [(["github", "gitlab"], "GitHub", "github"), (["github", "gitlub"], "gitub", None), ([1, 2], 3, None)],
)
def test_another_value(allowed: list[Any], value: Any, right: str | None) -> None:
    assert corrections.of(Fault(keyword="enum", limit=allowed, value=value, name="a")) == right


def test_other_words_of_the_schema_have_no_single_answer() -> None:
    assert corrections.of(Fault(keyword="maximum", limit=3, value=4, name="a")) is None
    assert corrections.of(Fault(keyword="format", limit="time", value="midi", name="a")) is None
