"""GitHub: its words, and the artifacts that it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from communs.findings import CannotWork, text
from communs.forges import archive
from communs.forges.api import Api, dig
from communs.forges.dialect import Dialect, Object

_NONE = text("Aucun artefact « {nom} » n’a été laissé par cette vérification, ou il a expiré.")
_LARGE = text("L’artefact « {nom} » dépasse {n} octets : il n’est pas lu.")
_LOOKED = 100  # artifacts of one name in one run: one for each time that it ran again


def _headers(token: str) -> Mapping[str, str]:
    return {
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
        "Authorization": f"Bearer {token}",
    }


DIALECT = Dialect(headers=_headers, robot="github-actions[bot]", page={"per_page": 100})


class GitHub(Api):
    """GitHub, or a GitHub of one's own."""

    def by_robot(self) -> Object:
        """Its issues can be kept to those of one author."""
        return {"creator": self.robot}

    def of_branch(self, branch: str) -> Object:
        """Its pull requests can be kept to those of one branch."""
        return {"head": f"{self.path.split('/')[2]}:{branch}", "base": self.branch}

    def list(self, path: str, params: Object, under: str = "") -> Iterator[Object]:
        """Its issues hold its pull requests too, that are left out."""
        return (one for one in super().list(path, params, under) if "pull_request" not in one)

    def artifact(self, run: int, name: str, most: int) -> bytes:
        """See Forge. The newest, where the run ran again."""
        listed = self.list(f"/actions/runs/{run}/artifacts", {"name": name}, "artifacts")
        found = [one for one in islice(listed, _LOOKED) if _kept(one, name)]
        if not found:
            raise CannotWork(_NONE.about(nom=name))
        newest = max(found, key=lambda one: int(one["id"]))
        if newest["size_in_bytes"] > most:
            raise CannotWork(_LARGE.about(nom=name, n=most))
        data = self.client.download(f"{self.path}/actions/artifacts/{newest['id']}/zip", most)
        return archive.only(data, name, most)


def _kept(one: Object, name: str) -> bool:
    numbers = isinstance(one.get("id"), int) and isinstance(one.get("size_in_bytes"), int)
    return numbers and dig(one, "name") == name and one.get("expired") is False
