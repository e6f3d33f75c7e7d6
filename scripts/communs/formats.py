"""The formats that schemas may ask for. The function's name is the format's name (`_` stands for `-`)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import opening_hours as _opening_hours
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as _siren
from stdnum.fr import siret as _siret

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{1,62}", re.UNICODE)
_BAD_IN_URL = re.compile(r"[\s<>\"`{}|\\^\x00-\x1f\x7f]")


def date(value: str) -> bool:
    """A whole day, YYYY-MM-DD, that exists."""
    return bool(_DATE.fullmatch(value)) and _exists(value)


def date_partielle(value: str) -> bool:
    """A year, a month or a day: YYYY[-MM[-DD]], that exists."""
    return bool(_PARTIAL.fullmatch(value)) and _exists((value + "-01-01")[:10])


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def uri(value: str) -> bool:
    """A public web address: http or https, a host name, no user name, no space."""
    if _BAD_IN_URL.search(value):
        return False
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and "@" not in parts.netloc
        and bool(_HOST.fullmatch(parts.hostname or ""))
    )


def email(value: str) -> bool:
    """An e-mail address (the form that browsers accept, with a full domain)."""
    return bool(_EMAIL.fullmatch(value))


def siren(value: str) -> bool:
    """Nine digits with their Luhn key (Insee)."""
    return _stdnum(_siren.validate, value, 9)


def siret(value: str) -> bool:
    """Fourteen digits: a SIREN, an establishment number and a key (La Poste has its own)."""
    return _stdnum(_siret.validate, value, 14)


def _stdnum(validate: Callable[[str], str], value: str, length: int) -> bool:
    if not (len(value) == length and value.isascii() and value.isdigit()):
        return False
    try:
        validate(value)
    except ValidationError:
        return False
    return True


def rna(value: str) -> bool:
    """`W` and nine characters; overseas numbers hold letters (W9M…)."""
    return bool(re.fullmatch(r"W[0-9][0-9A-Z][0-9A-Z][0-9]{6}", value))


def qid(value: str) -> bool:
    """A Wikidata item: Q and a number without leading zero."""
    return bool(re.fullmatch(r"Q[1-9][0-9]{0,11}", value))


def code_insee(value: str) -> bool:
    """A commune's code: two digits (or 2A, 2B) and three digits."""
    return bool(re.fullmatch(r"(0[1-9]|[1-9][0-9]|2[AB])[0-9]{3}", value))


def code_postal(value: str) -> bool:
    """Five digits, the first two those of a département (or of the overseas collectivities)."""
    return bool(re.fullmatch(r"(0[1-9]|[1-8][0-9]|9[0-8])[0-9]{3}", value))


def spdx(value: str) -> bool:
    """An SPDX licence expression; `LicenseRef-…` is allowed."""
    try:
        return canonicalize_license_expression(value) == value
    except InvalidLicenseExpression:
        return False


def opening_hours(value: str) -> bool:
    """Opening hours as OpenStreetMap writes them: `Mo-Fr 09:00-18:00`."""
    return bool(_opening_hours.validate(value))


FORMATS: dict[str, Callable[[str], bool]] = {
    check.__name__.replace("_", "-"): check
    for check in (
        date,
        date_partielle,
        uri,
        email,
        siren,
        siret,
        rna,
        qid,
        code_insee,
        code_postal,
        spdx,
        opening_hours,
    )
}
