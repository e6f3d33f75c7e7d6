"""What GitHub and Forgejo answer; Forgejo's API has the shape of GitHub's, with differences that are named here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.forges.answers import Answer, Asked, Refused, cut
from tests.forges.state import Change, Comment, Issue

if TYPE_CHECKING:
    from tests.forges.server import Forge

DAY = "2026-11-23T12:00:00Z"


def answer(forge: Forge, asked: Asked) -> Answer:
    """What a request gets. Raises Refused."""
    schemes = ("Bearer", "token")
    if asked.headers.get("Authorization") not in [f"{scheme} {forge.token}" for scheme in schemes]:
        raise Refused(401)
    if forge.kind == "github" and asked.headers.get("X-GitHub-Api-Version") != "2022-11-28":
        raise Refused(400, "Unsupported API version")
    for method, pattern, right, handler in ROUTES:
        found = re.fullmatch(rf"/api/v\d{pattern}", asked.path)
        if found is not None and asked.method == method:
            if right in forge.denied and (forge.kind, right) == ("forgejo", "user"):
                raise Refused(403, "token does not have at least one of required scope(s): [read:user]")
            if right in forge.denied:
                raise Refused(403)
            return handler(forge, asked, *map(int, found.groups()))
    raise Refused(404)


def _user(forge: Forge, asked: Asked) -> Answer:
    return Answer(_person(forge, forge.robot))


def _person(forge: Forge, login: str) -> dict[str, Any]:
    told: dict[str, Any] = {"login": login, "id": sum(map(ord, login)), "html_url": f"{forge.base}/{login}"}
    return told | ({"type": "Bot" if login.endswith("[bot]") else "User"} if forge.kind == "github" else {})


def _listed(forge: Forge, asked: Asked, found: Sequence[Any]) -> Answer:
    size = "per_page" if forge.kind == "github" else "limit"
    page, after = cut(asked, found, forge.most, size)
    link = {"Link": f'<https://ailleurs.example.org{asked.path}?page={after}>; rel="next"'} if after else {}
    return Answer(page, headers=link)


def _comments(forge: Forge, asked: Asked, number: int) -> Answer:
    found = [_comment(forge, number, one) for one in _change(forge, number).comments]
    return _listed(forge, asked, found) if forge.kind == "github" else Answer(found)  # Forgejo gives them all


def _comment(forge: Forge, number: int, one: Comment) -> dict[str, Any]:
    page = f"{forge.address}/pull{'' if forge.kind == 'github' else 's'}/{number}"
    return {
        "id": one.id, "body": one.body, "user": _person(forge, one.author), "created_at": DAY, "updated_at": DAY,
        "html_url": f"{page}#issuecomment-{one.id}",
    }  # fmt: skip


def _say(forge: Forge, asked: Asked, number: int) -> Answer:
    said = forge.say(_change(forge, number), forge.robot, _body(forge, asked))
    return Answer(_comment(forge, number, said), 201)


def _resay(forge: Forge, asked: Asked, comment: int) -> Answer:
    for change in forge.changes.values():
        for one in change.comments:
            if one.id == comment:
                if one.author != forge.robot:
                    raise Refused(403)
                one.body = _body(forge, asked)
                return Answer(_comment(forge, change.number, one))
    raise Refused(404)


def _issues(forge: Forge, asked: Asked) -> Answer:
    state = asked.params.get("state", "open")
    found = [_issue(forge, one) for one in forge.issues.values()]
    if forge.kind == "github":  # pull requests are issues too
        for change in forge.changes.values():
            plain = Issue(change.number, change.author, change.title, change.body, change.open)
            found.append(
                _issue(forge, plain) | {"pull_request": {"url": f"{forge.address}/pull/{change.number}"}}
            )
        if creator := asked.params.get("creator"):
            found = [one for one in found if one["user"]["login"] == creator]
    elif asked.params.get("type") != "issues" or asked.params.get("created_by", "").endswith("-actions"):
        raise Refused(404, "user does not exist")  # the automatic user is in no table
    found = [one for one in found if state in ("all", one["state"])]
    return _listed(forge, asked, sorted(found, key=lambda one: -one["number"]))


def _issue(forge: Forge, one: Issue) -> dict[str, Any]:
    return {
        "id": 7000 + one.number, "number": one.number, "title": one.title, "body": one.body,
        "state": "open" if one.open else "closed", "user": _person(forge, one.author),
        "html_url": f"{forge.address}/issues/{one.number}", "created_at": DAY, "updated_at": DAY,
    }  # fmt: skip


def _raise(forge: Forge, asked: Asked) -> Answer:
    one = forge.raise_issue(forge.robot, _title(asked), _body(forge, asked))
    return Answer(_issue(forge, one), 201)


def _edit(forge: Forge, asked: Asked, number: int) -> Answer:
    if number not in forge.issues:
        raise Refused(404)
    one = forge.issues[number]
    one.title = _title(asked) if "title" in asked.data else one.title
    one.body = _body(forge, asked) if "body" in asked.data else one.body
    one.open = asked.data.get("state", "open" if one.open else "closed") == "open"
    return Answer(_issue(forge, one), 200 if forge.kind == "github" else 201)


def _changes(forge: Forge, asked: Asked) -> Answer:
    state = asked.params.get("state", "open")
    found = [one for one in forge.changes.values() if state in ("all", "open" if one.open else "closed")]
    if forge.kind == "github" and (head := asked.params.get("head")):
        owner, _, branch = head.partition(":")
        found = [one for one in found if (one.branch, one.fork) == (branch, owner != "alliance")]
    return _listed(forge, asked, [_pull(forge, one) for one in reversed(found)])


def _pull(forge: Forge, one: Change) -> dict[str, Any]:
    repository = {"id": 42, "full_name": "alliance/catalogue"}
    fork = {"id": 77, "full_name": "camille/catalogue"}
    return {
        "id": 9000 + one.number, "number": one.number, "title": one.title, "body": one.body,
        "state": "open" if one.open else "closed", "user": _person(forge, one.author),
        "html_url": f"{forge.address}/pull{'' if forge.kind == 'github' else 's'}/{one.number}",
        "head": {"ref": one.branch, "sha": one.head, "repo": fork if one.fork else repository},
        "base": {"ref": one.target, "sha": "0" * 40, "repo": repository},
    }  # fmt: skip


def _pull_new(forge: Forge, asked: Asked) -> Answer:
    branch, target, head = asked.data["head"], asked.data["base"], forge.head(asked.data["head"])
    same = [
        one for one in forge.changes.values() if (one.branch, one.fork, one.open) == (branch, False, True)
    ]
    if same:
        status = 422 if forge.kind == "github" else 409
        raise Refused(status, f"A pull request already exists for alliance:{branch}.")
    if not head:
        raise Refused(422 if forge.kind == "github" else 404, "Validation Failed")
    one = forge.propose(
        _title(asked), body=_body(forge, asked), author=forge.robot, branch=branch, target=target, head=head
    )
    return Answer(_pull(forge, one), 201)


def _pull_edit(forge: Forge, asked: Asked, number: int) -> Answer:
    one = _change(forge, number)
    one.title = _title(asked) if "title" in asked.data else one.title
    one.body = _body(forge, asked) if "body" in asked.data else one.body
    return Answer(_pull(forge, one), 200 if forge.kind == "github" else 201)


def _files(forge: Forge, asked: Asked, number: int) -> Answer:
    found = []
    for path, before in _change(forge, number).files.items():
        told = {
            "filename": path,
            "status": "renamed" if before else "modified",
            "additions": 1,
            "deletions": 0,
        }
        patch = _change(forge, number).patches.get(path)
        found.append(
            told | ({"previous_filename": before} if before else {}) | ({"patch": patch} if patch else {})
        )
    return _listed(forge, asked, found)


def _remarks(forge: Forge, asked: Asked, number: int) -> Answer:
    return _listed(forge, asked, _change(forge, number).remarks)


def _review(forge: Forge, asked: Asked, number: int) -> Answer:
    """All of its comments or none: GitHub takes only lines that the diff shows."""
    change, told = _change(forge, number), asked.data
    if told.get("event") != "COMMENT" or told["commit_id"] != change.head:
        raise Refused(422, "Unprocessable Entity")
    for one in told["comments"]:
        lines = range(one.get("start_line", one["line"]), one["line"] + 1)
        if one["side"] != "RIGHT" or not {*lines} <= _shown(change.patches.get(one["path"], "")):
            raise Refused(422, "Pull request review thread line must be part of the diff")
        if one.get("start_line") == one["line"]:
            raise Refused(422, "Pull request review thread start line must precede the end line.")
    for one in told["comments"]:
        change.remarks.append({"id": forge.fresh(), "user": _person(forge, forge.robot), **one})
    return Answer({"id": forge.fresh(), "state": "COMMENTED", "html_url": f"{forge.address}/pull/{number}"})


def _shown(patch: str) -> set[int]:
    """The lines of a file that a diff shows, as they are after it."""
    found: set[int] = set()
    for begins, body in re.findall(r"@@ -\S+ \+(\d+)\S* @@[^\n]*\n((?:[ +\\-][^\n]*\n?)*)", patch):
        after = [line for line in body.splitlines() if line[:1] in "+ "]
        found |= {int(begins) + n for n in range(len(after))}
    return found


def _artifacts(forge: Forge, asked: Asked, run: int) -> Answer:
    found = [
        {
            "id": one.id, "name": one.name, "expired": one.expired,
            "size_in_bytes": len(one.data) if one.size is None else one.size,
            "archive_download_url": f"https://ailleurs.example.org/{one.id}/zip", "workflow_run": {"id": one.run},
        }
        for one in forge.artifacts
        if one.run == run and asked.params.get("name", one.name) == one.name
    ]  # fmt: skip
    page = _listed(forge, asked, found)
    return Answer({"total_count": len(found), "artifacts": page.value}, headers=page.headers)


def _zip(forge: Forge, asked: Asked, artifact: int) -> Answer:
    if not any(one.id == artifact and not one.expired for one in forge.artifacts):
        raise Refused(410, "Artifact has expired")
    return Answer(status=302, headers={"Location": f"{forge.storage}{artifact}"})


def _change(forge: Forge, number: int) -> Change:
    if number not in forge.changes:
        raise Refused(404)
    return forge.changes[number]


def _title(asked: Asked) -> str:
    title = asked.data.get("title", "")
    if not title.strip() or "\n" in title or len(title) > 255:
        raise Refused(422, "Validation Failed: title")
    return str(title)


def _body(forge: Forge, asked: Asked) -> str:
    body = asked.data.get("body", "")
    if len(body) > forge.longest:
        raise Refused(422, "Validation Failed: body is too long (maximum is 65536 characters)")
    return str(body)


REPO = r"/repos/alliance/catalogue"
ROUTES: Sequence[tuple[str, str, str, Callable[..., Answer]]] = (
    ("GET", r"/user", "user", _user),
    ("GET", REPO + r"/issues/(\d+)/comments", "", _comments),
    ("POST", REPO + r"/issues/(\d+)/comments", "proposals", _say),
    ("PATCH", REPO + r"/issues/comments/(\d+)", "proposals", _resay),
    ("GET", REPO + r"/issues", "", _issues),
    ("POST", REPO + r"/issues", "issues", _raise),
    ("PATCH", REPO + r"/issues/(\d+)", "issues", _edit),
    ("GET", REPO + r"/pulls", "", _changes),
    ("POST", REPO + r"/pulls", "proposals", _pull_new),
    ("PATCH", REPO + r"/pulls/(\d+)", "proposals", _pull_edit),
    ("GET", REPO + r"/pulls/(\d+)/files", "", _files),
    ("GET", REPO + r"/pulls/(\d+)/comments", "", _remarks),
    ("POST", REPO + r"/pulls/(\d+)/reviews", "proposals", _review),
    ("GET", REPO + r"/actions/runs/(\d+)/artifacts", "actions", _artifacts),
    ("GET", REPO + r"/actions/artifacts/(\d+)/zip", "actions", _zip),
)
