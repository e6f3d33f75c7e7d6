"""The files for programs: the same facts, the licence in each, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime
import io
import json
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema

from communs import exports, pipeline
from communs.exports import tables
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
