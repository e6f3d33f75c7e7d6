"""The rulebook → `/contribuer/regles/`: what is checked, why, what to avoid and what to write."""

from __future__ import annotations

from communs import examples
from communs.findings import Text
from communs.pages.edition import Edition
from communs.pages.page import Page
from communs.report import say
from communs.rulebook import FAMILIES, GRAVITY


def page(edition: Edition) -> Page:
    """Every rule at an anchor of its name."""

    def tell(words: Text) -> str:
        return say(words, edition.lang)

    return edition.page(
        "regles-des-fiches.html", "contribuer/regles/", edition.say("Ce que vérifie le catalogue, et pourquoi"),
        edition.say("Chaque règle des fiches : sa raison, ce qu’il faut éviter, ce qu’il faut écrire."),
        families=FAMILIES, gravity=GRAVITY, examples=examples.of, tell=tell,
    )  # fmt: skip
