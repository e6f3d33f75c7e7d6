"""A page and its body → what its `<head>` says of it: to readers who share it, to engines, to programs."""

from __future__ import annotations

from markupsafe import Markup

from communs import markup
from communs.entries import Entry
from communs.facts.enriched import IMAGE
from communs.pages import linked_data
from communs.pages.edition import Edition
from communs.pages.page import Page

LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_LONGEST = 300


def head(edition: Edition, page: Page, body: str) -> Markup:
    """The elements of a page's head that differ from page to page, but for its title."""
    known, here = bool(edition.settings.address), page.address
    return Markup(  # noqa: S704 - an autoescaped template
        edition.render(
            "tete.html", here, page=page, locales=LOCALES,
            description=short(page.description),
            canonical=edition.link(here, page.target or here) if known else "",
            languages={lang: edition.link(here, here, lang) for lang in edition.langs},
            picture=f"{edition.settings.address}/{page.picture}" if known and page.picture else "",
            data=linked_data.script(edition, page, body) if page.listed else "",
        )
    )  # fmt: skip


def summary(edition: Edition, entry: Entry) -> str:
    """An entry in a sentence: its own, else the beginning of its first text, else what its kind is."""
    if told := entry.text("resume", edition.lang):
        return told
    written = (name for name, field in entry.kind.fields.items() if field.show.get("as") == "markdown")
    texts = filter(None, (entry.text(name, edition.lang) for name in written))
    return f"{edition.name(entry)}. {markup.plain(next(texts, '')) or entry.kind.root.help(edition.lang)}"


def picture(edition: Edition, entry: Entry) -> str:
    """The address of its picture or of its logo, in a form that those who show shared links know."""
    known = edition.enriched.of(entry)
    for found in (edition.enriched.picture(known, IMAGE), edition.enriched.logo(entry)):
        if found is not None and found.file.lower().endswith((".png", ".jpg", ".jpeg", ".webp")):
            return f"medias/{found.file}"
    return ""


def short(words: str) -> str:
    """A text on one line, cut after a word where it is too long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rsplit(' ', 1)[0]}…"
