"""The door to forges: comments, issues, proposals and artifacts, asked with the token of `COMMUNS_JETON`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from urllib.parse import quote

from communs.findings import CannotWork, text
from communs.forges import forgejo, github, gitlab, place
from communs.forges.api import Api
from communs.forges.client import Access, Client
from communs.forges.forge import Forge, Proposal
from communs.forges.github import GitHub
from communs.forges.gitlab import GitLab
from communs.settings import Settings

__all__ = ["Forge", "Proposal", "of", "token"]

_NO_TOKEN = text(
    "Il manque le jeton qui permet au robot d’écrire sur la forge : donnez-le dans la variable COMMUNS_JETON."
)
_KINDS = {  # how each speaks, and what it can do that others cannot
    "github": (github.DIALECT, GitHub, "/repos/{}"),
    "gitlab": (gitlab.DIALECT, GitLab, "/projects/{}"),
    "forgejo": (forgejo.DIALECT, Api, "/repos/{}"),
}


def of(environment: Mapping[str, str], settings: Settings) -> Forge:
    """The forge that runs us, or else the one that keeps the catalogue. Raises CannotWork."""
    at, secret = place.of(environment, settings), token(environment)
    dialect, api, path = _KINDS[at.kind]
    agent = {"User-Agent": f"communs/{version('communs')}", "Accept-Encoding": "gzip"}
    headers = {**agent, **dialect.headers(secret)}
    return api(
        Client(Access(kind=at.kind, api=at.api, token=secret, headers=headers)),
        dialect,
        path=path.format(quote(at.path, safe="" if at.kind == "gitlab" else "/")),
        web=at.web,
        branch=settings.branch,
    )


def token(environment: Mapping[str, str]) -> str:
    """What proves who we are. Raises CannotWork."""
    found = environment.get("COMMUNS_JETON", "").strip()
    if not found or not found.isascii() or not found.isprintable():
        raise CannotWork(_NO_TOKEN)
    return found
