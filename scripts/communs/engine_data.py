"""What installed packages know → the tables that the engine of the browser reads in their stead."""

from __future__ import annotations

import json
from typing import Any

from babel import Locale
from packaging.licenses._spdx import EXCEPTIONS, LICENSES

from communs.territories import countries


def filled(source: str) -> str:
    """The text of a library with the names of CLDR in the place of `"@data:cldr"`."""
    return source.replace('"@data:cldr"', json.dumps(names(), ensure_ascii=False, separators=(",", ":")))


def names() -> dict[str, Any]:
    """The names of French months (from January) and days (from Monday), by width."""
    french = Locale("fr")
    return {
        "months": _by_width(french.months["format"], ("wide", "abbreviated")),
        "days": _by_width(french.days["format"], ("wide", "abbreviated", "short")),
    }


def _by_width(form: Any, widths: tuple[str, ...]) -> dict[str, list[str]]:
    return {width: [form[width][n] for n in sorted(form[width])] for width in widths}


def licences() -> dict[str, list[str]]:
    """The identifiers of SPDX: of today, of yesterday, and those of exceptions."""
    return {
        "current": [known["id"] for known in LICENSES.values() if not known["deprecated"]],
        "former": [known["id"] for known in LICENSES.values() if known["deprecated"]],
        "exceptions": [known["id"] for known in EXCEPTIONS.values()],
    }


def country_names() -> dict[str, dict[str, str]]:
    """The countries' names by code, in each language."""
    return {lang: dict(countries(lang)) for lang in ("fr", "en")}
