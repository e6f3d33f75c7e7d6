"""`/donnees/`: the whole catalogue as files, with what a researcher cites."""

from __future__ import annotations

from dataclasses import replace

from communs.findings import text
from communs.pages import linked_data
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.typography import say

ADDRESS = "donnees/"


def page(edition: Edition) -> Page:
    """`/donnees/`: the files to download, their day, their commit, their licence, how to cite them."""
    forge, commit = edition.settings.forge, edition.commit
    summary = linked_data.summary(edition)
    made = edition.page(
        "donnees.html", ADDRESS, edition.say("Données"),
        summary,
        summary=summary,
        licence=edition.settings.licence_page(edition.lang),
        counts={kind: len(edition.shown(kind)) for kind in edition.catalogue.kinds},
        day=edition.day.isoformat(),
        commit=commit,
        commit_at=forge.commit(commit) if forge and commit else "",
        citation=citation(edition),
    )  # fmt: skip
    return replace(made, linked=lambda: {"mainEntity": linked_data.of_site(edition)})


def citation(edition: Edition) -> str:
    """A sentence that names the data for good: title, day, commit, licence, address."""
    settings, day = edition.settings, edition.display.date(edition.day.isoformat())
    told = [
        text("{titre}, données du {date}", titre=settings.title(edition.lang), date=day),
        text("commit {commit}", commit=edition.commit) if edition.commit else None,
        text("licence {licence}", licence=settings.licence),
    ]
    words = [say(one, edition.lang, edition.say) for one in told if one]
    return ", ".join([*words, *([f"{settings.address}/{ADDRESS}"] if settings.address else [])])
