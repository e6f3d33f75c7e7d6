"""The files for programs: the same facts, the licence in each, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from communs import exports, pipeline
from communs.exports import atom, tables
from communs.exports.atom import ATOM
from tests.conftest import real

ROOT = Path(__file__).parent.parent
DAY = datetime.date(2026, 11, 23)


@lru_cache
def files() -> dict[str, bytes]:
    checked = real()
    return dict(exports.all_exports(checked.catalogue, checked.settings, DAY))


def test_every_address_of_the_contract_is_there() -> None:
    for kind in pipeline.read_kinds(ROOT):
        assert {f"donnees/{kind}.json", f"donnees/{kind}.csv", f"schemas/{kind}.json"} <= files().keys()
    assert {
        "donnees/catalogue.json",
        "donnees/organisations/mobicoop.json",
        "flux/catalogue.atom",
    } <= files().keys()


def test_each_json_states_its_licence() -> None:
    for address, data in files().items():
        if address.startswith("donnees/") and address.endswith(".json"):
            assert json.loads(data)["licence"] == "CC0-1.0", address


def test_an_entry_says_what_its_author_wrote_and_who_mentions_it() -> None:
    entry = json.loads(files()["donnees/alliances/licoornes.json"])
    assert entry["donnees"]["nom"] == "Licoornes"
    assert "mobicoop" in entry["mentions"]["organisations.membre_de.alliance"]


def test_the_whole_holds_what_each_kind_holds_and_no_draft() -> None:
    whole = json.loads(files()["donnees/catalogue.json"])["fiches"]
    for kind, entries in whole.items():
        assert entries == json.loads(files()[f"donnees/{kind}.json"])["fiches"]
        assert not any(entry["donnees"].get("brouillon") for entry in entries)


def test_a_table_has_a_line_an_entry() -> None:
    rows = list(csv.DictReader(io.StringIO(files()["donnees/organisations.csv"].decode("utf-8-sig"))))
    assert len(rows) == len(json.loads(files()["donnees/organisations.json"])["fiches"])
    mobicoop = next(row for row in rows if row["id"] == "mobicoop")
    assert (mobicoop["nom"], mobicoop["licence"]) == ("Mobicoop", "CC0-1.0")


def test_a_cell_is_never_a_formula() -> None:
    assert tables._cell("=1+1") == "'=1+1"
    assert tables._cell(-1.5) == "-1.5"
    assert tables._cell({"fr": "oui", "en": "yes"}) == "oui"
    assert tables._cell(["a", "b"]) == "a|b"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_no_sign_starts_a_formula(sign: str) -> None:
    assert tables._cell(f"{sign}1") == f"'{sign}1"
    assert tables._cell([f"{sign}1", "b"]).startswith(f"'{sign}1")


def test_a_table_is_a_table_as_rfc_4180_has_it() -> None:
    for address, data in files().items():
        if address.endswith(".csv"):
            text = data.decode("utf-8-sig")
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, address
            assert len(set(rows[0])) == len(rows[0]), address
            assert text.endswith("\r\n"), address


def test_schemas_stand_alone_and_list_what_may_be_chosen() -> None:
    for kind in pipeline.read_kinds(ROOT):
        jsonschema.Draft202012Validator.check_schema(json.loads(files()[f"schemas/{kind}.json"]))
    offers = json.loads(files()["schemas/offres.json"])
    assert "mobicoop" in offers["properties"]["portee_par"]["items"]["enum"]


def test_the_feed_is_atom() -> None:
    feed = ET.fromstring(files()["flux/catalogue.atom"])
    assert feed.tag == f"{{{ATOM}}}feed"
    for entry in (feed, *feed.findall(f"{{{ATOM}}}entry")):
        assert all(entry.find(f"{{{ATOM}}}{name}") is not None for name in ("id", "title", "updated"))
    assert len(feed.findall(f"{{{ATOM}}}entry")) == 50


def _feed(address: str, day: datetime.date = DAY) -> ET.Element:
    checked = real()
    made = dict(atom.files(checked.catalogue, replace(checked.settings, address=address), day))
    return ET.fromstring(made["flux/catalogue.atom"])


def _said(feed: ET.Element, name: str) -> list[str | None]:
    return [found.text for found in feed.iter(f"{{{ATOM}}}{name}")]


@pytest.mark.parametrize("address", ["", "https://communs.example.org"])
def test_what_a_feed_names_is_named_once_and_for_all(address: str) -> None:
    ids = _said(_feed(address), "id")
    assert len(set(ids)) == len(ids) == 51
    assert all(
        re.fullmatch(r"urn:uuid:[0-9a-f-]{36}" if not address else f"{address}/.+", str(id_)) for id_ in ids
    )
    assert ids == _said(_feed(address, DAY + datetime.timedelta(days=9)), "id")


def test_a_feed_dates_nothing_of_the_day_it_is_made() -> None:
    feed = _feed("")
    assert _said(feed, "updated") == _said(_feed("", DAY + datetime.timedelta(days=9)), "updated")
    days = _said(feed, "updated")
    assert days[0] == max(map(str, days))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", str(day)) for day in days)


def test_a_feed_links_to_itself_and_to_pages() -> None:
    feed = _feed("https://communs.example.org")
    links = [(link.get("rel", "alternate"), str(link.get("href"))) for link in feed.iter(f"{{{ATOM}}}link")]
    assert links[0] == ("self", "https://communs.example.org/flux/catalogue.atom")
    assert all(address.startswith("https://communs.example.org/") for _, address in links)
