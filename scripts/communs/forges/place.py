"""What a job finds around it, or the catalogue's settings → which forge to ask, and about which repository."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from communs.findings import CannotWork, text
from communs.settings import Settings

_NO_FORGE = text(
    "On ne sait pas sur quelle forge est ce catalogue. Dans communs.yml, écrivez « forge: {depot: https://…} »."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """`kind` of forge, root of its `api`, the repository's `path` there (or its number) and its page, `web`."""

    kind: str
    api: str
    path: str
    web: str


def of(environment: Mapping[str, str], settings: Settings) -> Place:
    """The repository whose job we are, so that a copy of a catalogue speaks for itself; else the one of the settings.

    Raises CannotWork where there is none.
    """
    api, path = environment.get("GITHUB_API_URL", ""), environment.get("GITHUB_REPOSITORY", "")
    if api and path:  # a Forgejo takes the names of GitHub's variables
        kind = "forgejo" if api.rstrip("/").endswith("/api/v1") else "github"
        web = f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{path}"
        return Place(kind=kind, api=api.rstrip("/"), path=path, web=web)
    api, web = environment.get("CI_API_V4_URL", ""), environment.get("CI_PROJECT_URL", "")
    if api and web:
        path = environment.get("CI_PROJECT_ID") or urlsplit(web).path.strip("/")
        return Place(kind="gitlab", api=api.rstrip("/"), path=path, web=web)
    if settings.forge is None:
        raise CannotWork(_NO_FORGE)
    return _of_page(settings.forge.type, settings.forge.repository)


def _of_page(kind: str, web: str) -> Place:
    split = urlsplit(web)
    path = split.path.strip("/")
    roots = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}
    api = f"{split.scheme}://{split.netloc}{roots[kind]}"
    if split.netloc == "github.com":
        api = "https://api.github.com"
    return Place(kind=kind, api=api, path=path, web=web)
