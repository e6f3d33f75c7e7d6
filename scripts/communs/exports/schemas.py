"""The schemas that stand alone: vocabularies and existing ids as enums, for editors and other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from communs.catalogue import Catalogue


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """`schemas/<kind>.json`."""
    for kind in catalogue.kinds.values():
        resolved = _with_values(kind.schema, catalogue)
        yield (
            f"schemas/{kind.name}.json",
            (json.dumps(resolved, ensure_ascii=False, indent=1) + "\n").encode(),
        )


def _with_values(node: Any, catalogue: Catalogue) -> Any:
    if isinstance(node, list):
        return [_with_values(item, catalogue) for item in node]
    if not isinstance(node, dict):
        return node
    inside = {key: _with_values(value, catalogue) for key, value in node.items()}
    values = _values(node["x-link"], catalogue) if isinstance(node.get("x-link"), dict) else []
    types = node.get("type", "string")
    if values and types == "string":
        return {**inside, "enum": values}
    return inside


def _values(link: dict[str, Any], catalogue: Catalogue) -> list[str]:
    """Every id a link may hold; none where they are too many to list (territories)."""
    found: list[str] = []
    for target in link["to"]:
        if target.startswith("territoires"):
            return []
        found += catalogue.terms(target)
        found += [entry.id for entry in catalogue.by_kind.get(target, ())]
    return list(dict.fromkeys([*found, *link.get("except", ())]))
