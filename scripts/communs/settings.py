"""`communs.yml` and what the surroundings tell → the catalogue's own settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote

from communs import licence
from communs.kinds import say
from communs.licence import FREE

_REMOTE = re.compile(r"(?:https?://|git@|ssh://git@)(?P<host>[\w.-]+)[:/](?P<repo>[\w./-]+?)(?:\.git)?/?")
NAME = "Catalogue des communs"
_FORGES = {"github": "github.com", "gitlab": "framagit.org", "forgejo": "codeberg.org"}
_PAGES = {  # who publishes sites, and the repository whose site stands at the root
    "https://github.com": ("github.io", "{owner}.github.io"),
    "https://codeberg.org": ("codeberg.page", "pages"),
}
_SHARES = {
    "fiches": "entries",
    "pages": "pages",
    "fichiers": "files",
    "tolerance": "few",
    "requetes": "requests",
}
_WEIGHTS = {"accueil": "home", "lecture": "read", "autres": "other"}  # kilobytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Forge:
    """Where the catalogue's repository is published, and how addresses are made there."""

    type: str
    repository: str
    branch: str = "main"

    def edit(self, path: str) -> str:
        """The address that opens a file's editor."""
        return (
            self.repository
            + {
                "github": f"/edit/{self.branch}/{path}",
                "gitlab": f"/-/edit/{self.branch}/{path}",
                "forgejo": f"/_edit/{self.branch}/{path}",
            }[self.type]
        )

    def new(self, path: str) -> str:
        """The address that opens the editor of a new file."""
        return (
            self.repository
            + {
                "github": f"/new/{self.branch}?filename={path}",
                "gitlab": f"/-/new/{self.branch}?file_name={path}",
                "forgejo": f"/_new/{self.branch}/?filename={path}",
            }[self.type]
        )

    def issue(self, title: str, body: str) -> str:
        """The address that opens a new issue with its words in it."""
        if self.type == "gitlab":
            return f"{self.repository}/-/issues/new?issue[title]={title}&issue[description]={body}"
        return f"{self.repository}/issues/new?title={title}&body={body}"

    def view(self, path: str) -> str:
        """The address that shows a file."""
        return (
            self.repository
            + {
                "github": f"/blob/{self.branch}/{path}",
                "gitlab": f"/-/blob/{self.branch}/{path}",
                "forgejo": f"/src/branch/{self.branch}/{path}",
            }[self.type]
        )

    def commit(self, identifier: str) -> str:
        """The address that shows all the files as they were at a commit."""
        return (
            self.repository
            + {
                "github": f"/tree/{identifier}",
                "gitlab": f"/-/tree/{identifier}",
                "forgejo": f"/src/commit/{identifier}",
            }[self.type]
        )

    def history(self, path: str) -> str:
        """The address that shows who changed a file, and when."""
        return (
            self.repository
            + {
                "github": f"/commits/{self.branch}/{path}",
                "gitlab": f"/-/commits/{self.branch}/{path}",
                "forgejo": f"/commits/branch/{self.branch}/{path}",
            }[self.type]
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Wikidata:
    """The Wikibase that facts come from, and the Commons that its pictures come from."""

    api: str = "https://www.wikidata.org/w/api.php"
    pages: str = "https://www.wikidata.org/wiki/"
    commons: str = "https://commons.wikimedia.org/w/api.php"
    anomalies: int = 20  # per cent of the items that may lose a fact, change name or go missing at once

    @property
    def space(self) -> str:
        """What stands before an item's id in the title of its page: « Item: » at many a Wikibase, nothing at Wikidata."""
        title = unquote(self.pages).replace("=", "/").rpartition("/")[2]
        return title if title.endswith(":") else ""

    def item(self, qid: str, property_: str = "") -> str:
        """The page of an item, where it is read and corrected; at one property of it."""
        return f"{self.pages}{qid}" + (property_ and f"#{property_}")

    def search(self, words: str) -> str:
        """The page that looks for an item by its name."""
        return f"{self.pages.removesuffix(self.space)}Special:Search?search={quote(words, safe='')}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Publication:
    """What keeps a site from replacing the one that stands: what may vanish at once, what a page may cost."""

    entries: int = 10  # per cent that may vanish, of all and of each kind
    pages: int = 10
    files: int = 10
    few: int = 3  # so many of each sort may always vanish: a small catalogue has large shares
    home: int = 90_000  # bytes, gzip, cold, everything included
    read: int = 60_000  # an entry, a term, a territory
    other: int = 120_000
    requests: int = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """This catalogue's own settings, each with a default that works."""

    name: Mapping[str, str] | str = NAME
    contact: str = ""
    address: str = ""
    licence: str = FREE
    langs: tuple[str, ...] = ("fr", "en")
    forge: Forge | None = None
    warn_months: int = 6
    doubt_months: int = 24
    wikidata: Wikidata = field(default_factory=Wikidata)
    publication: Publication = field(default_factory=Publication)

    def title(self, lang: str) -> str:
        """The catalogue's name in a language."""
        return say(self.name, lang)

    @property
    def branch(self) -> str:
        """The branch that proposals go to."""
        return self.forge.branch if self.forge else "main"

    @property
    def licence_name(self) -> str:
        """The licence of the data, as people name it."""
        return licence.name(self.licence)

    def licence_page(self, lang: str) -> str | None:
        """Where it can be read; None for several, or for one of somebody's own."""
        return licence.page(self.licence, lang)


def read(data: Mapping[str, Any], environment: Mapping[str, str], remote: str) -> Settings:
    """Settings from the file's content, the CI's environment and the git remote, in this order."""
    limits, facts = data.get("seuils", {}), data.get("wikidata", {})
    return Settings(
        name=data.get("nom", NAME),
        contact=data.get("contact", ""),
        address=(data.get("adresse_du_site") or _published(environment)).rstrip("/"),
        licence=data.get("licence", FREE),
        langs=tuple(data.get("langues", ("fr", "en"))),
        forge=_forge(data.get("forge", {}), environment, remote),
        warn_months=limits.get("avertissement_mois", 6),
        doubt_months=limits.get("a_verifier_mois", 24),
        wikidata=Wikidata(**facts),
        publication=_publication(data.get("publication", {})),
    )


def _publication(data: Mapping[str, Any]) -> Publication:
    weights = {_WEIGHTS[name]: kilos * 1000 for name, kilos in data.get("poids", {}).items()}
    shares = {_SHARES[name]: value for name, value in data.items() if name in _SHARES}
    return Publication(**shares, **weights)


def _forge(data: Mapping[str, Any], environment: Mapping[str, str], remote: str) -> Forge | None:
    repository = data.get("depot") or _of_ci(environment) or _of_remote(remote)
    if not repository:
        return None
    type_ = data.get("type") or _type(repository, environment)
    return Forge(type=type_, repository=repository.rstrip("/"), branch=data.get("branche", "main"))


def _of_ci(environment: Mapping[str, str]) -> str:
    if environment.get("GITHUB_REPOSITORY"):  # GitHub and Forgejo Actions
        return (
            f"{environment.get('GITHUB_SERVER_URL', 'https://github.com')}/{environment['GITHUB_REPOSITORY']}"
        )
    return environment.get("CI_PROJECT_URL", "")  # GitLab


def _published(environment: Mapping[str, str]) -> str:
    """Where the forge that builds the site publishes it, where it says so, or where its rule for names does."""
    if pages := environment.get("CI_PAGES_URL"):
        return pages
    domain, own = _PAGES.get(environment.get("GITHUB_SERVER_URL", ""), ("", ""))
    owner, _, name = environment.get("GITHUB_REPOSITORY", "").partition("/")
    if not domain or not name:
        return ""
    root = f"https://{owner.lower()}.{domain}"
    return root if name.lower() == own.format(owner=owner.lower()) else f"{root}/{name}"


def _of_remote(remote: str) -> str:
    found = _REMOTE.fullmatch(remote.strip())
    return f"https://{found['host']}/{found['repo']}" if found else ""


def _type(repository: str, environment: Mapping[str, str]) -> str:
    if "CI_PROJECT_URL" in environment or "gitlab" in repository or _FORGES["gitlab"] in repository:
        return "gitlab"
    return "github" if _FORGES["github"] in repository else "forgejo"
