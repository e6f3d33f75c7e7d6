"""`x-wikidata` of a schema → what is asked of an item, and what it then says of a field."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communs import kinds, pipeline
from communs.facts import Claim, Facts, claims, filling
from communs.facts.filling import Source
from tests.conftest import lay, real_kinds
from tests.wikibase import documents

Check = Callable[[Path], pipeline.Checked]
DAY = datetime.date(2026, 11, 23)
MASTODON = {"property": "P4033", "url": "https://{host}/@{user}", "give": True}
JARDINS = {
    "title": "Jardins",
    "type": "object",
    "x-wikidata": {
        "never": ["Q5"],
        "facts": [{"title": "Secteur", "x-wikidata": "P452", "unless": "domaine"}],
    },
    "properties": {
        "nom": {"type": "string"},
        "domaine": {"type": "string"},
        "site": {"type": "string", "x-wikidata": "P856"},
        "lieu": {
            "type": "object",
            "properties": {
                "code_postal": {"type": "string", "x-wikidata": {"property": ["P281", "P159/P281"]}},
                "latitude": {"type": "number", "x-wikidata": {"property": "P625", "part": "latitude"}},
            },
        },
        "reseaux": {
            "type": "object",
            "additionalProperties": {"type": "string"},
            "x-wikidata": {"keys": {"mastodon": MASTODON}},
        },
    },
}


def kind(schema: dict[str, Any]) -> kinds.Kind:
    return kinds.read("jardins", json.dumps(schema), '{"$defs": {}}')


def paths(*told: str) -> Source:
    return filling.source({"property": list(told)})


@pytest.mark.parametrize(
    ("mark", "source"),
    [
        ("P856", Source(paths=(("P856",),))),
        ("P159/P281", Source(paths=(("P159", "P281"),))),
        ({"property": "P856", "give": True}, Source(paths=(("P856",),), give=True)),
        ({"property": ["P159/P281", "P281"]}, Source(paths=(("P159", "P281"), ("P281",)))),
        ({"property": "P625", "part": "latitude"}, Source(paths=(("P625",),), part="latitude")),
        ({"property": "P348", "latest": "P577"}, Source(paths=(("P348",),), latest="P577")),
        (MASTODON, Source(paths=(("P4033",),), url="https://{host}/@{user}", give=True)),
    ],
)
def test_a_schema_says_which_property_says_a_field(mark: Any, source: Source) -> None:
    assert filling.source(mark) == source


def test_a_new_kind_is_enriched_without_python() -> None:
    gardens = kind(JARDINS)
    assert {fill.pattern: fill.source for fill in filling.fills(gardens)} == {
        ("site",): Source(paths=(("P856",),)),
        ("lieu", "code_postal"): Source(paths=(("P281",), ("P159", "P281"))),
        ("lieu", "latitude"): Source(paths=(("P625",),), part="latitude"),
        ("reseaux", "mastodon"): filling.source(MASTODON),
    }
    (industry,) = filling.beside(gardens)
    assert (industry.field.name, industry.unless, industry.pattern) == ("Secteur", "domaine", ())
    assert filling.tied(gardens)
    assert filling.never(gardens) == ["Q5"]
    assert filling.paths(gardens) == {
        ("P31",), ("P576",), ("P856",), ("P281",), ("P159", "P281"), ("P625",), ("P4033",), ("P452",),
    }  # fmt: skip


def test_a_kind_that_has_no_items_asks_for_no_more_than_their_nature() -> None:
    plain = kind({"title": "Jardins", "type": "object", "properties": {"nom": {"type": "string"}}})
    assert not filling.tied(plain)
    assert filling.never(plain) == ()
    assert filling.paths(plain) == {("P31",), ("P576",)}


def facts(**told: list[Claim]) -> Facts:
    return Facts(requested="Q7", resolved="Q7", claims={name: tuple(each) for name, each in told.items()})


SEAT: Claim = {"item": "Q90", "qualifiers": {"P281": [{"value": "75011"}]}}
GONE: Claim = {"item": "Q456", "until": "2020", "qualifiers": {"P281": [{"value": "69001"}]}}


@pytest.mark.parametrize(
    ("known", "source", "answer"),
    [
        (
            facts(P281=[{"value": "54000"}], P159=[SEAT]),
            paths("P281", "P159/P281"),
            ("P281", ({"value": "54000"},)),
        ),
        (facts(P159=[SEAT]), paths("P281", "P159/P281"), ("P159", ({"value": "75011"},))),
        (facts(P159=[GONE, SEAT]), paths("P159/P281"), ("P159", ({"value": "75011"},))),
        (facts(P159=[GONE]), paths("P159"), ("", ())),
        (facts(P159=[{"item": "Q90"}]), paths("P159/P281"), ("", ())),
        (facts(), paths("P159", "P281"), ("", ())),
    ],
)
def test_the_first_path_that_has_a_value_wins(known: Facts, source: Source, answer: Any) -> None:
    assert filling.answer(known, source, DAY) == answer
    assert filling.said(known, source, DAY) == answer[1]


def version(number: str, *days: str) -> Claim:
    return {"value": number, "qualifiers": {"P577": [{"value": day} for day in days]}}


@pytest.mark.parametrize(
    ("versions", "last"),
    [
        ([version("2.0", "2024-03-01"), version("1.9", "2025"), version("3.0", "2023")], "1.9"),
        ([version("2.0", "2024-03"), version("2.1", "2024-03-05"), version("9")], "2.1"),
        ([version("9.4"), version("10.2"), version("10.1 bêta")], "10.2"),
        ([version("stable")], "stable"),
    ],
)
def test_of_several_versions_the_last(versions: list[Claim], last: str) -> None:
    told = filling.source({"property": "P348", "latest": "P577"})
    assert [claim["value"] for claim in filling.said(facts(P348=versions), told, DAY)] == [last]
    assert told.asked == {("P348",), ("P348", "P577")}


def test_a_real_item_says_what_an_organisation_is_asked() -> None:
    asked = filling.paths(real_kinds()["organisations"])
    known = claims.reduce(documents.document("Q910000001"), "Q910000001", asked, DAY)
    said = {
        ".".join(fill.pattern): [
            filling.plain(claim, fill.source) for claim in filling.said(known, fill.source, DAY)
        ]
        for fill in filling.fills(real_kinds()["organisations"])
    }
    assert {name: values for name, values in said.items() if values} == {
        "sigle": ["CoopEx"],
        "date_creation": ["2018", "2018-06"],
        "identifiants.siren": ["839736391"],
        "site_web": ["https://example.org/"],
        "logo": [None],
    }


@pytest.mark.parametrize(
    ("claim", "mark", "value"),
    [
        ({"value": "2018-06"}, "P571", "2018-06"),
        ({"value": "2010", "precision": 8}, "P571", None),
        ({"value": "1582-10-04", "julian": True}, "P571", None),
        ({"value": "CoopEx", "lang": "fr"}, "P1813", "CoopEx"),
        ({"item": "Q90", "labels": {"fr": "Paris"}}, "P159", None),
        ({"file": "Logo.svg"}, "P154", None),
        ({"amount": "32"}, "P1128", None),
        ({"latitude": 48.5, "longitude": 6}, {"property": "P625", "part": "latitude"}, 48.5),
        ({"latitude": 48.5, "longitude": 6}, {"property": "P625", "part": "longitude"}, 6),
        ({"value": "coop@framapiaf.org"}, MASTODON, "https://framapiaf.org/@coop"),
        ({"value": "{host}@{user}"}, MASTODON, "https://{user}/@{host}"),
        (
            {"value": "x1"},
            {"property": "P1", "url": "https://a.example.org/{id}"},
            "https://a.example.org/x1",
        ),
    ],
)
def test_a_field_would_hold_the_same(claim: Claim, mark: Any, value: Any) -> None:
    assert filling.plain(claim, filling.source(mark)) == value


def test_entries_terms_and_territories_name_the_items_to_read(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    entry = root / "catalogue/organisations/covoit.yml"
    entry.write_text(entry.read_text("utf-8") + "identifiants: {wikidata: Q90000}\n", "utf-8")
    wrong = root / "catalogue/organisations/ville-de-lille.yml"
    wrong.write_text(wrong.read_text("utf-8") + "identifiants: {wikidata: q42}\n", "utf-8")
    needs = root / "catalogue/vocabulaires/besoins.yml"
    told = needs.read_text("utf-8").replace("Eating}", "Eating}\n    correspondances: {wikidata: [Q2095]}")
    needs.write_text(told, "utf-8")
    base = frozenset({("P31",), ("P576",)})
    found = filling.wanted(check(root).catalogue)
    assert list(found) == sorted(found, key=lambda qid: int(qid[1:]))
    assert found["Q142"] == found["Q2095"] == base  # France, food
    assert found["Q90000"] == filling.paths(real_kinds()["organisations"])
    assert "q42" not in found


@pytest.mark.parametrize(
    ("template", "address", "found"),
    [
        ("https://{host}/@{user}", "https://framapiaf.org/@mobicoop", "mobicoop@framapiaf.org"),
        ("https://{host}/@{user}", "https://framapiaf.org/@mobicoop/", ""),
        ("https://{host}/@{user}", "http://framapiaf.org/@mobicoop", ""),
        ("https://{host}/@{user}", "https://a/b/@mobicoop", ""),
        ("https://bsky.app/profile/{id}", "https://bsky.app/profile/mobicoop.fr", "mobicoop.fr"),
        ("https://bsky.app/profile/{id}", "https://bskyxapp/profile/mobicoop.fr", ""),
    ],
)
def test_an_address_is_turned_back_into_its_identifier(template: str, address: str, found: str) -> None:
    assert filling.identifier(address, Source(paths=(("P1",),), url=template)) == found
