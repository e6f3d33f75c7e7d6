"""GitLab, Framagit's for one: its own words for the same things."""

from __future__ import annotations

from collections.abc import Mapping

from communs.forges.api import Api
from communs.forges.dialect import Dialect, Object


def _headers(token: str) -> Mapping[str, str]:
    return {"Accept": "application/json", "PRIVATE-TOKEN": token}


DIALECT = Dialect(
    headers=_headers,
    longest=1_000_000,
    page={"per_page": 20},  # a note may be a megabyte
    number="iid",
    body="description",
    address="web_url",
    author=("author", "username"),
    opened="opened",
    edit="PUT",
    comments="/merge_requests/{n}/notes",
    comment="/merge_requests/{n}/notes/{id}",
    in_order={"sort": "asc", "order_by": "created_at"},
    reopens={"state_event": "reopen"},
    closes={"state_event": "close"},
    pulls="/merge_requests",
    source="source_branch",
    target="target_branch",
    source_name=("source_branch",),
    target_name=("target_branch",),
    commit=("sha",),
    source_of=("source_project_id",),
    target_of=("target_project_id",),
    ref="refs/merge-requests/{n}/head",
    files="/merge_requests/{n}/diffs",
    path="new_path",
    path_before="old_path",
)


class GitLab(Api):
    """GitLab, where notes have no address of their own."""

    def page_of(self, comment: Object, number: int) -> str:
        """The place of the note in the page of its merge request."""
        return f"{self.web}/-/merge_requests/{number}#note_{comment.get('id')}"

    def by_robot(self) -> Object:
        """Its issues can be kept to those of one author."""
        return {"author_username": self.robot}

    def of_branch(self, branch: str) -> Object:
        """Its merge requests can be kept to those of one branch."""
        return {"source_branch": branch, "target_branch": self.branch}
