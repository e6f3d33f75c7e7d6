"""The recorded answers → a document by its Q-id, an exchange by its name."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RECORDED = {  # the recording that tells most, where there are several
    "Q1": "Q1-2025-12-universe",
    "Q22": "Q22-place",
    "Q42": "mul-only-Q42-2025-12",
    "Q571": "Q571-2024-03",
    "Q2112": "coord-Q2112-2023-04",
    "Q8413": "times-Q8413-2025-12",
    "Q72638": "empty-sitelinks-Q72638-2026-03",
    "Q217447": "coord-Q217447-2023-09",
    "Q271094": "coord-Q271094-2024-01",
    "Q970917": "times-Q970917",
    "Q4115189": "ranks-Q4115189-2017",
    "Q10908976": "deleted-Q10908976",
    "Q15978631": "novalue-Q15978631-2026-04",
    "Q32063953": "redirect-Q32063953",
    "Q53265341": "redirect-Q53265341-captured-2026-09-07",
    "Q103940464": "no-claims-ish-Q103940464-2026-03",
}
COPIES, PLACES = 700_000_000, 800_000_000  # the numbers of the first invented copies and their places
MADE = "Q910000001"  # invented values in the real shape: the only one with a SIREN and a logo


def document(qid: str) -> dict[str, Any]:
    """A recorded entity document, a new one at each call: a test may change it."""
    if qid == MADE:
        return entities(body("made-full-fv2"))[qid]
    return entities(recorded(RECORDED[qid]))[qid]


def documents() -> dict[str, dict[str, Any]]:
    """All of them, by the id that was asked."""
    return {qid: document(qid) for qid in (*RECORDED, MADE)}


def copies(number: int) -> dict[str, dict[str, Any]]:
    """As many organisations as that, named after their id and without pictures, with a place for each ten of them."""
    model = document(MADE)
    claims = {name: told for name, told in model["claims"].items() if name not in ("P154", "P18")}
    found = {}
    for n in range(number):
        place = {"entity-type": "item", "id": f"Q{PLACES + n // 10}"}
        snak = {"snaktype": "value", "property": "P159", "datatype": "wikibase-item"}
        snak["datavalue"] = {"type": "wikibase-entityid", "value": place}
        seat = {"mainsnak": snak, "type": "statement", "rank": "normal"}
        found[f"Q{COPIES + n}"] = _named(model, f"Q{COPIES + n}") | {"claims": claims | {"P159": [seat]}}
    for n in range(-(-number // 10)):
        found[f"Q{PLACES + n}"] = _named(model, f"Q{PLACES + n}") | {"claims": {}}
    return found


def _named(model: dict[str, Any], qid: str) -> dict[str, Any]:
    labels = {"fr": {"language": "fr", "value": f"Essai {qid}"}}
    return {**model, "id": qid, "title": qid, "pageid": int(qid[1:]), "labels": labels}


def recorded(name: str) -> bytes:
    """A recorded body, by the name of its file."""
    return _read(name)


def entities(data: bytes) -> dict[str, dict[str, Any]]:
    """The entities of an answer of `wbgetentities`."""
    found: dict[str, dict[str, Any]] = json.loads(data)["entities"]
    return found


def exchange(name: str) -> tuple[str, dict[str, str], bytes]:
    """A recorded exchange: the path that was asked, the headers and the body that came back."""
    request, answer, told = (HERE / "exchanges" / f"{name}.http").read_bytes().split(b"\n\n", 2)
    headers = dict(line.split(": ", 1) for line in answer.decode().splitlines()[1:])
    return request.decode().removeprefix("GET "), headers, told


def body(name: str) -> bytes:
    """What came back in a recorded exchange."""
    return exchange(name)[2]


@lru_cache
def _read(name: str) -> bytes:
    plain = HERE / "documents" / f"{name}.json"
    return plain.read_bytes() if plain.exists() else gzip.decompress(Path(f"{plain}.gz").read_bytes())
