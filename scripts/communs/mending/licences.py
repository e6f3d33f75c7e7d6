"""What somebody calls a licence → its SPDX identifier (the list comes with `packaging`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.licenses._spdx import LICENSES

from communs.near import fold

_OTHERWISE = {"licenceouverte": "etalab", "openlicence": "etalab", "creativecommons": "cc"}
_FILLERS = re.compile(r"\b(licen[cs]e|version|gnu|la|the)\b(?! ouverte)", re.IGNORECASE)
_VERSIONED = re.compile(r"(.*?[^\W_])(?:[\s_.-]*v?\.?[\s_-]*([0-9]+(?:\.[0-9]+)*))?\+?", re.IGNORECASE)
_FAMILY = re.compile(r"(.+?)-([0-9.]+)(-only|-or-later)?")


def sure(written: str) -> Iterator[str]:
    """The expression in its exact letters: « mit ou apache-2.0 » → `MIT OR Apache-2.0`."""
    joined = re.sub(r"\s+et\s+", " AND ", re.sub(r"\s+ou\s+", " OR ", written))
    for guess in (written, re.sub(r"[\s_]+", "-", written), joined):
        try:
            yield canonicalize_license_expression(guess)
        except InvalidLicenseExpression:
            continue


def near(written: str) -> list[str]:
    """The newest licences of the family that a name or an abbreviation says: « GPL », « AGPL v3 »."""
    bare = _FILLERS.sub(" ", written).strip()
    found = _VERSIONED.fullmatch(bare)
    for name, version in [(bare, ""), (found[1], found[2] or "") if found else ("", "")]:
        if alike := _family(_known(name), version):
            return alike
    return []


def _known(name: str) -> str:
    folded = fold(name)
    for said, id_ in _OTHERWISE.items():
        folded = folded.replace(said, id_)
    return folded


def _family(name: str, version: str) -> list[str]:
    ids = [entry["id"] for entry in LICENSES.values() if not entry["deprecated"]]
    if not version and (whole := [id_ for id_ in ids if fold(id_) == name]):
        return whole
    parts = [found for id_ in ids if (found := _FAMILY.fullmatch(id_)) and fold(found[1]) == name]
    newest = max((_numbers(found[2]) for found in parts if found[2].startswith(version)), default=())
    return sorted(found[0] for found in parts if _numbers(found[2]) == newest)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall("[0-9]+", version)))
