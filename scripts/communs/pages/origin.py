"""An entry → who said it and since when: a person's confirmation, git, Wikidata and the sources, each by its name."""

from __future__ import annotations

from typing import Any

from communs.entries import Entry
from communs.kinds import say
from communs.pages.edition import Edition


def of(edition: Edition, entry: Entry) -> dict[str, Any]:
    """Who wrote it and from what, the four days that it bears, and where to correct it."""
    forge = edition.settings.forge
    sources = [_source(edition, source) for source in entry.data.get("sources", ())]
    known = edition.enriched.of(entry)
    changed = edition.changed.get(entry.path)
    return {
        "prefilled": entry.prefilled,
        "imported": entry.data.get("origine") == "importe",
        "doubtful": edition.doubtful(entry),
        "confirmed": entry.data.get("verifie_le"),
        "changed": changed.isoformat() if changed else None,
        "fetched": known.retrieved if known else None,
        "read": sorted({source["read"] for source in sources if source["read"]}),
        "sources": sources,
        "view": forge.view(entry.path) if forge else None,
        "history": forge.history(entry.path) if forge else None,
    }


def _source(edition: Edition, source: Any) -> dict[str, str]:
    told = source if isinstance(source, dict) else {"url": source}
    return {"url": told["url"], "read": told.get("lu_le", ""), "note": say(told.get("note"), edition.lang)}
