"""The entries as JSON (whole, by kind, one by one) and as CSV (one table a kind)."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from communs.catalogue import Catalogue
from communs.entries import Entry
from communs.facts import Facts
from communs.facts.enriched import Enriched
from communs.kinds import Field
from communs.settings import Settings

_FORMULA = "=+-@＝＋－＠\t\r\n"  # what spreadsheets begin to reckon at, wide signs too


def files(
    catalogue: Catalogue, settings: Settings, day: datetime.date, facts: Mapping[str, Facts]
) -> Iterator[tuple[str, bytes]]:
    """`donnees/catalogue.json`, `donnees/<kind>.json`, `donnees/<kind>.csv`, `donnees/<kind>/<id>.json`."""
    enriched = Enriched(catalogue=catalogue, day=day, facts=facts)
    head = {"nom": settings.title("fr"), "licence": settings.licence, "date": day.isoformat()}
    whole = []
    for kind, entries in catalogue.by_kind.items():
        shown = [entry for entry in entries if not entry.draft]
        records = {
            entry.id: _dump(record(catalogue, entry) | _apart(enriched, entry, settings)) for entry in shown
        }
        yield f"donnees/{kind}.csv", table(catalogue, kind, shown, settings.licence)
        above = _dump({**head, "type": kind})[:-1]
        for identifier, one in records.items():
            yield f"donnees/{kind}/{identifier}.json", f"{above}, {one[1:]}\n".encode()
        listed = "[\n" + ",\n".join(records.values()) + "\n]"
        yield f"donnees/{kind}.json", f'{above}, "fiches": {listed}}}\n'.encode()
        whole.append(f"{_dump(kind)}: {listed}")
    yield (
        "donnees/catalogue.json",
        (_dump(head)[:-1] + ', "fiches": {\n' + ",\n".join(whole) + "}}\n").encode(),
    )


def record(catalogue: Catalogue, entry: Entry) -> dict[str, Any]:
    """An entry as its author wrote it, with its id, and with who mentions it."""
    mentions: dict[str, list[str]] = {}
    for link in catalogue.backlinks.get(entry.ref, ()):
        if not link.source.draft:
            named = mentions.setdefault(f"{link.source.kind.name}.{_name(link.path)}", [])
            if link.source.id not in named:
                named.append(link.source.id)
    return {"id": entry.id, "chemin": entry.path, "donnees": entry.data, "mentions": mentions}


def _apart(enriched: Enriched, entry: Entry, settings: Settings) -> dict[str, Any]:
    """What Wikidata says where the author says nothing: never among what the author wrote."""
    known = enriched.of(entry)
    if known is None:
        return {}
    return {
        "wikidata": {
            "id": known.resolved,
            "revision": known.revision or None,
            "lu_le": known.retrieved or None,
            "page": settings.wikidata.item(known.resolved),
            "faits": enriched.plain(entry),
        }
    }


def _name(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))


def table(catalogue: Catalogue, kind: str, entries: list[Entry], licence: str) -> bytes:
    """One line an entry, one column a field (lists joined by `|`); UTF-8 with BOM for spreadsheets."""
    columns = dict(_columns(catalogue.kinds[kind].fields))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    # where entries have a licence of their own, the one of these data has another name
    writer.writerow(["id", *columns, "licence" if "licence" not in columns else "licence_des_donnees"])
    for entry in entries:
        writer.writerow([entry.id, *(_cell(_at(entry.data, path)) for path in columns.values()), licence])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _columns(fields: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, field in fields.items():
        path = (*before, name)
        if _flat(field):
            yield ".".join(path), path
        else:
            yield from _columns(field.children, path)


def _flat(field: Field) -> bool:
    return not field.children or field.item is not None or "string" in field.schema.get("type", ())


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _cell(value: Any) -> str:
    """Text for a cell; a text that a spreadsheet would run as a formula is kept from it by an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return _cell(value["fr"]) if "fr" in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "|".join(_cell(item) for item in value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in _FORMULA else text


def _dump(content: Any) -> str:
    """JSON on one line: the C encoder writes no other way, and one line an entry reads well in a diff."""
    return json.dumps(content, ensure_ascii=False)
