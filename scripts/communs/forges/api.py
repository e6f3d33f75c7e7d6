"""What is asked of any forge → requests in its dialect: the words of the three differ, the conversation does not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from communs.findings import CannotWork, text
from communs.forges import forge
from communs.forges.client import Client
from communs.forges.dialect import Dialect, Object
from communs.forges.forge import Proposal
from communs.typography import plain

_TITLE = 255  # characters of a title, on each of the three
_ELSEWHERE = text("Les artefacts ne se lisent que sur GitHub.")


class Api:
    """A repository on a forge: its `path` in the API, its page on the `web`, and the `branch` that proposals go to."""

    def __init__(self, client: Client, dialect: Dialect, *, path: str, web: str, branch: str) -> None:
        self.client, self.dialect = client, dialect
        self.path, self.web, self.branch = path, web, branch

    @cached_property
    def robot(self) -> str:
        """Whom the forge takes us for; the automatic user where it does not say."""
        return dig(self.client.get("/user") or {}, self.dialect.author[1]) or self.dialect.robot

    def comment(self, number: int, key: str, body: str) -> str:
        """See Forge."""
        words, ours = forge.marked(key, body, self.dialect.longest), self._comment(number, key)
        if ours is None:
            ours = self.send("POST", self.dialect.comments.format(n=number), {"body": words})
        elif not _same(dig(ours, "body"), words):
            place = self.dialect.comment.format(n=number, id=ours.get("id"))
            ours = self.send(self.dialect.edit, place, {"body": words})
        return self.page_of(ours, number)

    def commented(self, number: int, key: str) -> str:
        """See Forge."""
        return forge.carried(key, dig(self._comment(number, key), "body")) or ""

    def keep_issue(self, key: str, *, title: str, body: str, open: bool) -> str:
        """See Forge."""
        told = self._told(title, forge.marked(key, body, self.dialect.longest))
        ours = self._issue(key)
        if ours is None:
            return dig(self.send("POST", "/issues", told), self.dialect.address) if open else ""
        moves = (dig(ours, "state") == self.dialect.opened) is not open
        if moves or not self._says(ours, told):
            state = self.dialect.reopens if open else self.dialect.closes
            place = f"/issues/{ours.get(self.dialect.number)}"
            ours = self.send(self.dialect.edit, place, {**told, **(state if moves else {})})
        return dig(ours, self.dialect.address)

    def issue(self, key: str) -> str:
        """See Forge."""
        return forge.carried(key, dig(self._issue(key), self.dialect.body)) or ""

    def propose(self, branch: str, *, title: str, body: str) -> str:
        """See Forge."""
        told = self._told(title, forge.fitted(body, self.dialect.longest))
        found = self._open(self.of_branch(branch))
        ours = next((one for one in found if self._proposes(one, branch)), None)
        if ours is None:
            ends = {self.dialect.source: branch, self.dialect.target: self.branch}
            ours = self.send("POST", self.dialect.pulls, {**told, **ends})
        elif not self._says(ours, told):
            place = f"{self.dialect.pulls}/{ours.get(self.dialect.number)}"
            ours = self.send(self.dialect.edit, place, told)
        return dig(ours, self.dialect.address)

    def proposals(self) -> Iterator[Proposal]:
        """See Forge."""
        for one in self._open({}):
            number, head = one.get(self.dialect.number), dig(one, *self.dialect.commit)
            if isinstance(number, int) and head:
                yield Proposal(
                    number=number, title=plain(dig(one, "title")), head=head, ref=self.dialect.ref.format(n=number),
                    from_fork=self._from_fork(one),
                )  # fmt: skip

    def files(self, number: int) -> list[str]:
        """See Forge."""
        names = (self.dialect.path_before, self.dialect.path)
        found = self.list(self.dialect.files.format(n=number), {})
        return list(dict.fromkeys(filter(None, (dig(one, name) for one in found for name in names))))

    def artifact(self, run: int, name: str, most: int) -> bytes:
        """See Forge."""
        raise CannotWork(_ELSEWHERE)

    def page_of(self, comment: Object, number: int) -> str:
        """The address of a comment of a proposal."""
        return dig(comment, self.dialect.address)

    def by_robot(self) -> Object:
        """What keeps a list of issues to the robot's, where the forge can."""
        return {}

    def of_branch(self, branch: str) -> Object:
        """What keeps a list of proposals to those of a branch of ours, where the forge can."""
        return {}

    def list(self, path: str, params: Object, under: str = "") -> Iterator[Object]:
        """The objects of a list of the repository."""
        return self.client.list(self.path + path, {**self.dialect.page, **params}, under)

    def send(self, method: str, path: str, data: Object) -> Object:
        """Change something of the repository."""
        return self.client.send(method, self.path + path, data)

    def _comment(self, number: int, key: str) -> Object | None:
        return self._ours(self.dialect.comments.format(n=number), self.dialect.in_order, key, "body")

    def _issue(self, key: str) -> Object | None:
        return self._ours("/issues", {**self.dialect.issues, **self.by_robot()}, key, self.dialect.body)

    def _ours(self, path: str, params: Object, key: str, body: str) -> Object | None:
        """The first of a list that the robot wrote with our mark; who the robot is must be known, even of no list."""
        robot, author = self.robot, self.dialect.author
        found = (one for one in self.list(path, params) if dig(one, *author) == robot)
        return next((one for one in found if forge.carried(key, dig(one, body)) is not None), None)

    def _open(self, more: Object) -> Iterator[Object]:
        return self.list(self.dialect.pulls, {"state": self.dialect.opened, **more})

    def _proposes(self, one: Object, branch: str) -> bool:
        ends = dig(one, *self.dialect.source_name), dig(one, *self.dialect.target_name)
        return ends == (branch, self.branch) and not self._from_fork(one)

    def _from_fork(self, one: Object) -> bool:
        """A repository that was deleted since is another one too."""
        return bool(inside(one, *self.dialect.source_of) != inside(one, *self.dialect.target_of))

    def _told(self, title: str, body: str) -> dict[str, str]:
        return {"title": plain(" ".join(title.split()))[:_TITLE], self.dialect.body: body}

    def _says(self, one: Object, told: Object) -> bool:
        return dig(one, "title") == told["title"] and _same(
            dig(one, self.dialect.body), told[self.dialect.body]
        )


def dig(value: Object | None, *names: str) -> str:
    """A text in an answer, "" where there is none."""
    found = inside(value, *names)
    return found if isinstance(found, str) else ""


def inside(value: Any, *names: str) -> Any:
    """What stands in an answer under some names, whatever it is; None where nothing does."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _same(said: str, wanted: str) -> bool:
    """Whether a forge holds these words already, that it may keep with other ends of lines."""
    return said.replace("\r\n", "\n").strip() == wanted.strip()
