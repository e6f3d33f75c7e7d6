"""A number of euros → how people read it."""

from __future__ import annotations

from babel.numbers import format_decimal

from communs.pages.edition import Edition


def euros(edition: Edition, value: float) -> str:
    """« 25 000 € »; cents only where there are some."""
    number = format_decimal(value, format="#,##0" if value == int(value) else "#,##0.00", locale=edition.lang)
    return edition.say("{nombre} €").format(nombre=number)


def between(edition: Edition, least: float | None, most: float | None) -> str:
    """« de 150 000 € à 300 000 € », or the one end that is known."""
    if least is None or most is None:
        known = least if most is None else most
        words = edition.say("à partir de {min}") if most is None else edition.say("jusqu’à {max}")
        return "" if known is None else words.format(min=euros(edition, known), max=euros(edition, known))
    if least == most:
        return euros(edition, least)
    words = edition.say("de {min} à {max}")
    return words.format(min=euros(edition, least), max=euros(edition, most))
