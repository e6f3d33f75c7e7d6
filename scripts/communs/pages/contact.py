"""Who holds something and what one wants of it → the address that opens the letter, or the holder's own form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any
from urllib.parse import quote, urlencode

from communs import formats
from communs.display import Node
from communs.entries import Entry
from communs.pages.edition import Edition

_NAME = 80  # letters of a name in a letter: some mail programs cut long addresses


def letter(edition: Edition, mail: str, subject: str, about: Entry) -> str:
    """A `mailto:` where the entry is named and its page given, if the site knows its own address."""
    name = shorten(edition.name(about), _NAME, placeholder="…")
    title = subject + edition.say(" : ") + name
    lines = [edition.say("Bonjour,"), "", title]
    if edition.settings.address:
        lang = "" if edition.lang == "fr" else f"{edition.lang}/"
        lines.append(f"{edition.settings.address}/{lang}{about.kind.name}/{about.id}/")
    said = {"subject": title, "body": "\r\n".join([*lines, "", ""])}
    return f"mailto:{quote(mail, safe='@+')}?{urlencode(said, quote_via=quote, safe='')}"


def reached(edition: Edition, holder: Mapping[str, Any], subject: str, about: Entry) -> str:
    """How to write to who holds it in one click; empty where nothing is said."""
    told = holder.get("contact")
    mail, form = (told.get("courriel"), told.get("formulaire")) if isinstance(told, dict) else ("", "")
    if isinstance(mail, str) and formats.email(mail):
        return letter(edition, mail, subject, about)
    return form if isinstance(form, str) and formats.uri(form) else ""


def nearest(edition: Edition, holders: Sequence[Entry], subject: str, about: Entry) -> Node | None:
    """One click towards the first of them who can be written to, else towards the first who has a site."""
    for holder in holders:
        if to := reached(edition, holder.data, subject, about):
            return Node(text=edition.say("Écrire à {nom}").format(nom=edition.name(holder)), href=to)
    for holder in holders:
        if formats.uri(site := str(holder.data.get("site_web", ""))):
            return Node(text=edition.say("Aller chez {nom}").format(nom=edition.name(holder)), href=site)
    return None
