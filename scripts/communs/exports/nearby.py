"""The linked catalogue → which territories have a page, for who looks for what is near home."""

from __future__ import annotations

import json
from collections.abc import Iterator

from communs.catalogue import Catalogue
from communs.concepts import gather, used_territories

ADDRESS = "territoires/pages.json"
_NAMED = ("region", "departement", "epci", "ept")


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """The codes of communes, whose names other files tell, and the names of what holds them."""
    used = used_territories(catalogue, gather(catalogue)).values()
    told = {
        "communes": [one.code for one in used if one.level == "commune"],
        "noms": {one.slug: catalogue.territories.name_in(one, "fr") for one in used if one.level in _NAMED},
    }
    yield ADDRESS, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
