"""A value of a wrong form → the right one, where a plain slip is all that parts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from communs.formats import FORMATS
from communs.mending import dates, hours, licences
from communs.reading.scalars import scalar

Guesses = Callable[[str], Iterator[str]]

MOST = 300  # signs: no slip of a hand is longer
_SCHEME = re.compile(r"h?t{1,3}p{1,2}(s?) ?[:;.]? ?/{1,3}(?=\w)", re.IGNORECASE)
_MARKDOWN = re.compile(r"\[[^\]]*\]\(\s*([^\s()]+)\s*\)")
_FILE = re.compile(r"[^/]*\.(pdf|docx?|odt|html?|jpe?g|png|svg|txt|md|yml)", re.IGNORECASE)
_ACCOUNT = re.compile(r"@([\w.-]+)@([\w.-]+)")
_AT = re.compile(r"\s*[\[(]\s*(at|arobase|@)\s*[\])]\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*[\[(]\s*(dot|point|\.)\s*[\])]\s*", re.IGNORECASE)
_NUMBER = re.compile(r"-?([0-9]+|[0-9]{1,3}([ _\u00a0\u202f][0-9]{3})+)?([.,][0-9]+)?")
_THOUSANDS = re.compile(r"-?[0-9]{1,3},[0-9]{3}")  # 1,200 is 1.2 for some, 1200 for others
_MEASURE = re.compile(r"([-0-9][0-9\s.,]*?)\s*(?:%|€|[^\W\d_]+)")
_ANGLE = re.compile(
    r"([0-9]{1,3})\s*°\s*([0-9]{1,2})\s*[′'’]\s*(?:([0-9]{1,2}(?:[.,][0-9]+)?)\s*[″\"”])?\s*([NSEOW])"
)
_YES = {"oui": True, "yes": True, "vrai": True, "true": True, "on": True,
        "non": False, "no": False, "faux": False, "false": False, "off": False}  # fmt: skip


def value(form: str, written: str) -> str | None:
    """The value that `written` was likely meant to be in a format."""
    return sure(form, written) or _first(form, written, _LIKELY)


def sure(form: str, written: str) -> str | None:
    """The value that `written` can only be meant to be in a format."""
    return _first(form, written, _SURE)


def near(form: str, written: str) -> list[str]:
    """The values of a format between which only the author can choose."""
    return licences.near(written) if form == "spdx" and len(written) <= MOST else []


def _first(form: str, written: str, guesses: dict[str, Guesses]) -> str | None:
    if len(written) > MOST:
        return None
    for candidate in guesses.get(form, _bare)(written.strip()):
        if candidate != written and FORMATS[form](candidate):
            return candidate
    return None


def number(written: str) -> int | float | None:
    """« 1 200,50 » → 1200.5, « 50° 30′ N » → 50.5; nothing where the comma could part thousands."""
    bare = written.strip() if len(written) <= MOST else ""
    if angle := _ANGLE.fullmatch(bare):
        return _degrees(*angle.groups())
    if not bare or not _NUMBER.fullmatch(bare) or _THOUSANDS.fullmatch(bare):
        return None
    plain = re.sub(r"[\s_]", "", bare).replace(",", ".")
    found = scalar(re.sub(r"^(-?)\.", r"\g<1>0.", plain))
    return found if isinstance(found, int | float) else None


def measure(written: str) -> int | float | None:
    """The number before a unit: « 12 % » → 12."""
    found = _MEASURE.fullmatch(written.strip()) if len(written) <= MOST else None
    return number(found[1]) if found else None


def boolean(written: str) -> bool | None:
    """« oui » → true."""
    return _YES.get(written.strip().casefold()) if len(written) <= MOST else None


def _degrees(degrees: str, minutes: str, seconds: str | None, side: str) -> float:
    found = int(degrees) + int(minutes) / 60 + float((seconds or "0").replace(",", ".")) / 3600
    return round(-found if side in "SOW" else found, 6)


def _bare(written: str) -> Iterator[str]:
    yield written
    yield re.sub(r"\.0$", "", written)  # as spreadsheets do
    yield re.sub(r"[\s.]", "", written).upper()


def _company(written: str) -> Iterator[str]:
    bare = re.sub(r"[\s.-]", "", re.sub(r"\.0$", "", written)).upper()
    yield bare
    yield re.sub(r"^FR[0-9]{2}", "", bare)  # its number for VAT
    if FORMATS["siret"](bare):
        yield bare[:9]


def _address(written: str) -> Iterator[str]:
    yield written.strip("<>")
    if found := _MARKDOWN.fullmatch(written):
        yield found[1]
    if "@" not in written and not re.search(r"\s", written):
        if found := _SCHEME.match(written):
            yield f"http{found[1].lower()}://{written[found.end() :]}"
        elif not _FILE.fullmatch(written):
            yield f"https://{written.removeprefix('//')}"


def _loose_address(written: str) -> Iterator[str]:
    if written.count("://") == 1 and "@" not in written:
        yield written.replace(" ", "%20")
    if found := _ACCOUNT.fullmatch(written):
        yield f"https://{found[2]}/@{found[1]}"


def _email(written: str) -> Iterator[str]:
    bare = re.sub(r"^mailto: ?", "", written, flags=re.IGNORECASE).strip("<>")
    yield bare
    yield _DOT.sub(".", _AT.sub("@", bare))
    yield re.sub(r"\s*@\s*", "@", bare)
    if written.endswith(">"):  # « Équipe <contact@exemple.fr> »
        yield bare.rpartition("<")[2]


def _first_email(written: str) -> Iterator[str]:
    yield from (part.strip() for part in re.split(r"[,;/]|\s(?:et|ou)\s", written))


def _digits(written: str) -> Iterator[str]:
    bare = re.sub(r"[\s.-]", "", written).upper()
    yield bare
    yield bare.removeprefix("F")


def _postal(written: str) -> Iterator[str]:
    yield from _digits(written)
    if found := re.match(r"(?:F-?)?([0-9]{5})[\s,]+[^\W\d]", written):  # with the town
        yield found[1]


def _lost_zero(written: str) -> Iterator[str]:
    yield f"0{written}"  # as spreadsheets do


def _lost_letter(letter: str) -> Guesses:
    return lambda written: iter([letter + re.sub(r"\s", "", written)])


def _item(written: str) -> Iterator[str]:
    yield written.upper()
    found = set(re.findall(r"\bQ[0-9]+\b", written))
    if len(found) == 1:
        yield from found


def _opening_hours(written: str) -> Iterator[str]:
    yield hours.plain(written)


_SURE: dict[str, Guesses] = {
    "date": dates.sure,
    "date-partielle": dates.sure,
    "uri": _address,
    "email": _email,
    "siren": _company,
    "qid": _item,
    "spdx": licences.sure,
    "code-postal": _postal,
    "code-insee": _digits,
    "opening-hours": _opening_hours,
}
_LIKELY: dict[str, Guesses] = {  # something is lost, or something else may be meant
    "date": dates.likely,
    "date-partielle": dates.likely,
    "uri": _loose_address,
    "email": _first_email,
    "rna": _lost_letter("W"),
    "qid": _lost_letter("Q"),
    "code-postal": _lost_zero,
    "code-insee": _lost_zero,
}
