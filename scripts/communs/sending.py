"""What somebody wants to hand over → its way to the team: addresses with holes, and the words of e-mails.

A hole is `{name}`. A browser fills them as `fill` and `mail` do here: `assets/form/post.mjs`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypedDict
from urllib.parse import quote

from communs.findings import Text, text
from communs.settings import Forge, Settings

Say = Callable[[str], str]
FORGE_LIMIT = 8190  # bytes of an address that GitHub still answers
MAIL_LIMIT = 1900  # Windows hands 2,046 signs to a mail program, Chrome about 2,000; the rest is a margin
NAMES = {
    "https://github.com/": "GitHub",
    "https://gitlab.com/": "GitLab",
    "https://framagit.org/": "Framagit",
    "https://codeberg.org/": "Codeberg",
}


class Letter(TypedDict):
    """What an e-mail says, with holes; `line` tells the same among others."""

    subject: str
    body: str
    line: str


_SAID: Mapping[str, tuple[Text, Text]] = {
    "nouvelle": (text("Nouvelle fiche"), text("Je propose cette fiche.")),
    "corriger": (text("Correction"), text("Je propose de corriger cette fiche.")),
    "confirmer": (
        text("Toujours exact"),
        text("J’ai relu cette fiche aujourd’hui : elle est toujours exacte."),
    ),
    "terminer": (text("C’est terminé"), text("Ce que décrit cette fiche est terminé.")),
    "reprendre": (
        text("Nous reprenons cette fiche"),
        text("Nous en faisons partie, nous avons relu cette fiche et nous la reprenons à notre compte."),
    ),
    "ensemble": (text("Mes fiches"), text("Voici ce que j’ai relu aujourd’hui.")),
    "retirer": (text("Demande de retrait"), text("Je demande le retrait de cette page.")),
}
_HELLO = text("Bonjour,")
_LINES: Mapping[str, Text] = {
    "page": text("Page : {page}"),
    "fichier": text("Fichier : {fichier}"),
    "qui": text("J’écris au nom de : {qui}"),
    "titre": text("À quel titre j’écris : {titre}"),
    "voeu": text("Ce que je souhaite : {voeu}"),
    "effacer": text("Effacer aussi de l’historique, car ce sont des données personnelles : {effacer}"),
}
_TOLD: Mapping[str, tuple[str, ...]] = {  # the lines of a letter that does not tell all of an entry's place
    "nouvelle": ("fichier", "qui"),
    "corriger": ("fichier", "qui"),
    "ensemble": ("qui",),
    "retirer": ("page", "titre", "voeu", "effacer"),
}
_ALL = ("page", "fichier", "qui")


def letters(say: Say, *acts: str) -> dict[str, Letter]:
    """The e-mail of each act in a language. Its holes: `nom` and those of its lines."""
    return {act: _letter(say, act) for act in acts}


@lru_cache(maxsize=64)
def _letter(say: Say, act: str) -> Letter:
    title, said = (say(words.fr) for words in _SAID[act])
    told = (say(_LINES[line].fr) for line in _TOLD.get(act, _ALL))
    lines = [say(_HELLO.fr), "", said, "", *told, ""]
    colon = say(" : ")
    return Letter(
        subject=title + colon + "{nom}", body="\n".join(lines), line=f"- {title}{colon}{{nom}} ({{fichier}})"
    )


def ways(settings: Settings) -> dict[str, Any]:
    """What a page needs to send something: the forge's addresses if it has one, and the e-mail's."""
    return {
        "forge": _forge(settings.forge) if settings.forge else None,
        "mail": _mail(settings),
        "limits": {"forge": FORGE_LIMIT, "mail": MAIL_LIMIT},
    }


def _mail(settings: Settings) -> str:
    return f"mailto:{quote(recipient(settings), safe='@+')}?subject={{subject}}&body={{body}}"


def recipient(settings: Settings) -> str:
    """The team's e-mail address; empty where it gives none, so that the writer chooses."""
    return settings.contact if "@" in settings.contact and "/" not in settings.contact else ""


def _forge(forge: Forge) -> dict[str, Any]:
    new, edit = forge.new("{path}"), forge.edit("{path}")
    return {
        "name": name(forge),
        "address": forge.repository,
        "new": {"bare": new, "filled": f"{new}&value={{text}}" if forge.type != "gitlab" else None},
        "edit": {"bare": edit, "filled": f"{edit}?value={{text}}" if forge.type == "forgejo" else None},
        "issue": forge.issue("{subject}", "{body}"),
    }


def name(forge: Forge) -> str:
    """What people call the forge: its own name if it is well known, else its host's."""
    known = next((said for start, said in NAMES.items() if forge.repository.startswith(start)), "")
    return known or forge.repository.split("/")[2]


def fill(template: str, **values: str) -> str:
    """An address whose holes are filled, each value percent-encoded."""
    return str(Text(fr=template, values={hole: quote(value, safe="/") for hole, value in values.items()}))


def mail(settings: Settings, letter: Letter, **values: str) -> str:
    """The address that opens an e-mail where all is written."""
    said = [str(Text(fr=words, values=values)) for words in (letter["subject"], letter["body"])]
    return fill(_mail(settings), subject=said[0], body=said[1].replace("\n", "\r\n"))
