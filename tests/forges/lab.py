"""What GitLab answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.forges.answers import Answer, Asked, Refused, cut
from tests.forges.state import Change, Comment, Issue

if TYPE_CHECKING:
    from tests.forges.server import Forge

DAY = "2026-11-23T12:00:00.000Z"


def answer(forge: Forge, asked: Asked) -> Answer:
    """What a request gets. Raises Refused."""
    if asked.headers.get("PRIVATE-TOKEN") != forge.token:
        raise Refused(401)
    for method, pattern, right, handler in ROUTES:
        found = re.fullmatch(rf"/api/v4{pattern}", asked.path)
        if found is not None and asked.method == method:
            if right in forge.denied:
                raise Refused(403, "403 Forbidden")
            return handler(forge, asked, *map(int, found.groups()))
    raise Refused(404, "404 Not Found")


def _user(forge: Forge, asked: Asked) -> Answer:
    return Answer(_person(forge, forge.robot))


def _person(forge: Forge, name: str) -> dict[str, Any]:
    return {"id": sum(map(ord, name)), "username": name, "name": name, "web_url": f"{forge.base}/{name}"}


def _listed(forge: Forge, asked: Asked, found: Sequence[Any]) -> Answer:
    page, after = cut(asked, found, forge.most, "per_page")
    return Answer(page, headers={"X-Next-Page": str(after or "")})


def _notes(forge: Forge, asked: Asked, number: int) -> Answer:
    found = [_note(forge, number, one) for one in _change(forge, number).comments]
    return _listed(forge, asked, found if asked.params.get("sort") == "asc" else found[::-1])


def _note(forge: Forge, number: int, one: Comment) -> dict[str, Any]:
    return {
        "id": one.id, "body": one.body, "author": _person(forge, one.author), "system": False,
        "noteable_type": "MergeRequest", "noteable_iid": number, "created_at": DAY, "updated_at": DAY,
    }  # fmt: skip


def _say(forge: Forge, asked: Asked, number: int) -> Answer:
    said = forge.say(_change(forge, number), forge.robot, _body(forge, asked, "body"))
    return Answer(_note(forge, number, said), 201)


def _resay(forge: Forge, asked: Asked, number: int, note: int) -> Answer:
    for one in _change(forge, number).comments:
        if one.id == note:
            if one.author != forge.robot:
                raise Refused(403, "403 Forbidden")
            one.body = _body(forge, asked, "body")
            return Answer(_note(forge, number, one))
    raise Refused(404, "404 Not Found")


def _issues(forge: Forge, asked: Asked) -> Answer:
    state = asked.params.get("state", "all")
    found = [_issue(forge, one) for one in forge.issues.values()]
    if author := asked.params.get("author_username"):
        found = [one for one in found if one["author"]["username"] == author]
    found = [one for one in found if state in ("all", one["state"])]
    return _listed(forge, asked, sorted(found, key=lambda one: -one["iid"]))


def _issue(forge: Forge, one: Issue) -> dict[str, Any]:
    return {
        "id": 7000 + one.number, "iid": one.number, "project_id": 42, "title": one.title, "description": one.body,
        "state": "opened" if one.open else "closed", "author": _person(forge, one.author),
        "web_url": f"{forge.address}/-/issues/{one.number}", "created_at": DAY, "updated_at": DAY,
    }  # fmt: skip


def _raise(forge: Forge, asked: Asked) -> Answer:
    one = forge.raise_issue(forge.robot, _title(asked), _body(forge, asked, "description"))
    return Answer(_issue(forge, one), 201)


def _edit(forge: Forge, asked: Asked, number: int) -> Answer:
    if number not in forge.issues:
        raise Refused(404, "404 Issue Not Found")
    one = forge.issues[number]
    one.title = _title(asked) if "title" in asked.data else one.title
    one.body = _body(forge, asked, "description") if "description" in asked.data else one.body
    if event := asked.data.get("state_event"):
        one.open = {"close": False, "reopen": True}[event]
    return Answer(_issue(forge, one))


def _changes(forge: Forge, asked: Asked) -> Answer:
    state = asked.params.get("state", "all")
    found = [one for one in forge.changes.values() if state in ("all", "opened" if one.open else "closed")]
    for name, value in (("source_branch", "branch"), ("target_branch", "target")):
        if name in asked.params:
            found = [one for one in found if getattr(one, value) == asked.params[name]]
    return _listed(forge, asked, [_merge(forge, one) for one in reversed(found)])


def _merge(forge: Forge, one: Change) -> dict[str, Any]:
    return {
        "id": 9000 + one.number, "iid": one.number, "project_id": 42, "title": one.title, "description": one.body,
        "state": "opened" if one.open else "closed", "author": _person(forge, one.author), "sha": one.head,
        "source_branch": one.branch, "target_branch": one.target, "target_project_id": 42,
        "source_project_id": 77 if one.fork else 42, "web_url": f"{forge.address}/-/merge_requests/{one.number}",
    }  # fmt: skip


def _merge_new(forge: Forge, asked: Asked) -> Answer:
    branch, target = asked.data["source_branch"], asked.data["target_branch"]
    if any((one.branch, one.fork, one.open) == (branch, False, True) for one in forge.changes.values()):
        raise Refused(409, f"Another open merge request already exists for this source branch: {branch}")
    if not (head := forge.head(branch)):
        raise Refused(400, "source branch does not exist")
    body = _body(forge, asked, "description")
    one = forge.propose(_title(asked), body=body, author=forge.robot, branch=branch, target=target, head=head)
    return Answer(_merge(forge, one), 201)


def _merge_edit(forge: Forge, asked: Asked, number: int) -> Answer:
    one = _change(forge, number)
    one.title = _title(asked) if "title" in asked.data else one.title
    one.body = _body(forge, asked, "description") if "description" in asked.data else one.body
    return Answer(_merge(forge, one))


def _diffs(forge: Forge, asked: Asked, number: int) -> Answer:
    found = [
        {"old_path": before or path, "new_path": path, "renamed_file": bool(before), "new_file": False, "diff": ""}
        for path, before in _change(forge, number).files.items()
    ]  # fmt: skip
    return _listed(forge, asked, found)


def _change(forge: Forge, number: int) -> Change:
    if number not in forge.changes:
        raise Refused(404, "404 Not Found")
    return forge.changes[number]


def _title(asked: Asked) -> str:
    title = asked.data.get("title", "")
    if not title.strip() or len(title) > 255:
        raise Refused(400, "title is too long (maximum is 255 characters)")
    return str(title)


def _body(forge: Forge, asked: Asked, name: str) -> str:
    body = asked.data.get(name, "")
    if len(body) > forge.longest:
        raise Refused(400, f"{name} is too long (maximum is 1000000 characters)")
    return str(body)


PROJECT = r"/projects/(?:42|alliance%2[Ff]catalogue)"
MERGE = PROJECT + r"/merge_requests"
ROUTES: Sequence[tuple[str, str, str, Callable[..., Answer]]] = (
    ("GET", r"/user", "user", _user),
    ("GET", MERGE + r"/(\d+)/notes", "", _notes),
    ("POST", MERGE + r"/(\d+)/notes", "proposals", _say),
    ("PUT", MERGE + r"/(\d+)/notes/(\d+)", "proposals", _resay),
    ("GET", PROJECT + r"/issues", "", _issues),
    ("POST", PROJECT + r"/issues", "issues", _raise),
    ("PUT", PROJECT + r"/issues/(\d+)", "issues", _edit),
    ("GET", MERGE, "", _changes),
    ("POST", MERGE, "proposals", _merge_new),
    ("PUT", MERGE + r"/(\d+)", "proposals", _merge_edit),
    ("GET", MERGE + r"/(\d+)/diffs", "", _diffs),
)
