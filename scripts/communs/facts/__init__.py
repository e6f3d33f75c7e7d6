"""A file of `catalogue/_wikidata/` ↔ what an item of Wikidata said when it was last read."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from communs.findings import Finding, text
from communs.kinds import Kind

FOLDER = "catalogue/_wikidata/"
MEDIAS = "catalogue/_medias/"
_YEARS = re.compile(r"[0-9]{4}(?![0-9])")  # those of four digits, which sort as they follow each other
_YEAR = 9  # the precision of a time that is known to its year, as Wikibase numbers them
Claim = Mapping[str, Any]
"""One value, best rank only and not ended, in one of these shapes:

- `{"value": "…"}` a text, an address or an identifier; with `"lang"` where the text has a language;
- `{"value": "2018-06"}` a time, as far as it is known (YYYY, YYYY-MM, YYYY-MM-DD, « -0500 » before our era);
  `"precision": 8` where it is known to a decade only (7: a century, and so on, as Wikibase numbers them);
  `"julian": true` in that calendar;
- `{"item": "Q90", "labels": {"fr": "Paris"}}` another item;
- `{"latitude": 48.69, "longitude": 6.18, "precision": 0.01}` a point on Earth, in degrees (precision may be absent);
- `{"amount": "32", "unit": "Q…"}` a quantity (no unit: a plain number);
- `{"file": "Logo.svg"}` a file of Wikimedia Commons.

Beside them, `"qualifiers": {"P281": [claim, …]}` (lists) holds those that a schema asks for, and `"until": "2027-01-31"`
the day a value ends where that is known.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Media:
    """A picture kept in `catalogue/_medias/`, with whom to thank. `sha1` is that of the original on Commons."""

    file: str
    stored_sha1: str
    sha1: str
    width: int
    height: int
    author: str
    licence: str
    licence_url: str
    page: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What was read of one item. A file is named by the id that was asked for (`requested`).

    `resolved` is another one where the item was merged; `properties` are those that were looked for, so that an
    absent claim means that the item has none; `media` is by the name of the file on Commons.
    """

    requested: str
    resolved: str
    revision: int = 0
    modified: str = ""
    retrieved: str = ""
    properties: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sitelinks: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    media: Mapping[str, Media] = field(default_factory=dict)
    missing_since: str | None = None

    @property
    def path(self) -> str:
        """Its file, from the catalogue's root."""
        return path_of(self.requested)

    @property
    def merged(self) -> bool:
        """Whether the item that was asked for has become another one."""
        return self.resolved != self.requested


def every(facts: Facts) -> Iterator[tuple[str, Claim]]:
    """All claims and their qualifiers, by the property that they stand under."""
    for name, told in facts.claims.items():
        for claim in told:
            yield name, claim
            for inner in claim.get("qualifiers", {}).values():
                yield from ((name, one) for one in inner)


def ended(claim: Claim, day: datetime.date) -> bool:
    """Whether a value had ended before a day."""
    return "until" in claim and past({"value": claim["until"]}, day)


def past(time: Claim, day: datetime.date) -> bool:
    """Whether a time is over: « 2026 » lasts until its last day."""
    known = last(time)
    return known.startswith("-") or bool(_YEARS.match(known) and known + "~" < day.isoformat())


def last(time: Claim) -> str:
    """A time as it is known; of a decade, a century or more, its last year."""
    value: str = time["value"]
    span = 10 ** (_YEAR - time.get("precision", _YEAR))
    if span == 1 or value.startswith("-"):
        return value
    year = int(value)
    return f"{year // 10 * 10 + 9 if span == 10 else -(-year // span) * span:04}"  # centuries begin with 01


def path_of(qid: str) -> str:
    """The file of an item."""
    return f"{FOLDER}{qid}.json"


def write(facts: Facts) -> bytes:
    """The file: sorted keys, one fact a line, the same bytes for the same facts; what is empty stays out."""
    told = {name: value for name, value in asdict(facts).items() if value not in (None, "", 0, {}, ())}
    return (json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def read(data: bytes, path: str, form: Kind) -> Facts | Finding:
    """The facts of a file, or why it cannot be used. `form` is the kind of `schemas/faits.json`."""
    name = path.removeprefix(FOLDER).removesuffix(".json")
    try:
        told = json.loads(data)
        sound = form.gate(told) and told["requested"] == name
    except (ValueError, RecursionError):  # what JSON cannot say, or no sound reader takes
        sound = False
    if not sound:
        return _unusable(path)
    return Facts(**told | {
        "properties": tuple(told.get("properties", ())),
        "aliases": {lang: tuple(names) for lang, names in told.get("aliases", {}).items()},
        "claims": {name: tuple(claims) for name, claims in told.get("claims", {}).items()},
        "media": {name: Media(**one) for name, one in told.get("media", {}).items()},
    })  # fmt: skip


def _unusable(path: str) -> Finding:
    return Finding(
        path=path,
        rule="faits-illisibles",
        severity="warning",
        message=text("Ce fichier de faits ne peut pas être lu : le site fait comme s’il n’était pas là."),
        hint=text("Ces fichiers ne s’écrivent pas à la main : effacez-le, puis lancez « communs enrich »."),
    )
