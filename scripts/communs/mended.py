"""A value of a wrong form → the right one, where a plain slip is all that parts them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from communs.formats import FORMATS

_DAY = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4})")  # as written in French
_MONTH = re.compile(r"([0-9]{1,2})[/. -]([0-9]{4})")
_LOOSE = re.compile(r"([0-9]{4})[/. -]([0-9]{1,2})(?:[/. -]([0-9]{1,2}))?")


def value(form: str, written: str) -> str | None:
    """The value that `written` was meant to be in a format, if it can be told."""
    for candidate in _GUESSES.get(form, _bare)(written.strip()):
        if candidate != written and FORMATS[form](candidate):
            return candidate
    return None


def _bare(written: str) -> Iterator[str]:
    yield written
    yield re.sub(r"[\s.]", "", written).upper()


def _date(written: str) -> Iterator[str]:
    if found := _DAY.fullmatch(written):
        day, month, year = found.groups()
        yield f"{year}-{month:0>2}-{day:0>2}"
    if found := _MONTH.fullmatch(written):
        yield f"{found[2]}-{found[1]:0>2}"
    if found := _LOOSE.fullmatch(written):
        yield "-".join(f"{part:0>2}" for part in found.groups() if part)
    yield written[:10]  # with a time of day


def _address(written: str) -> Iterator[str]:
    yield written
    if "@" not in written:
        yield f"https://{written.removeprefix('//')}"
        yield written.replace(" ", "%20")


def _email(written: str) -> Iterator[str]:
    yield written.removeprefix("mailto:").strip("<>")


def _digits(length: int) -> Callable[[str], Iterator[str]]:
    def guesses(written: str) -> Iterator[str]:
        bare = re.sub(r"[\s.-]", "", written).upper()
        yield bare
        if len(bare) == length - 1:  # a zero lost on the way, as spreadsheets do
            yield f"0{bare}"
        yield bare.removeprefix("F")

    return guesses


def _item(written: str) -> Iterator[str]:
    yield written.upper()
    yield from re.findall(r"\bQ[0-9]+\b", written)


def _licence(written: str) -> Iterator[str]:
    for guess in (written, re.sub(r"[\s_]+", "-", written)):
        try:
            yield canonicalize_license_expression(guess)
        except InvalidLicenseExpression:
            continue


_GUESSES: dict[str, Callable[[str], Iterator[str]]] = {
    "date": _date,
    "date-partielle": _date,
    "uri": _address,
    "email": _email,
    "qid": _item,
    "spdx": _licence,
    "code-postal": _digits(5),
    "code-insee": _digits(5),
}
