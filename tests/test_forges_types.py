"""What we ask and what our forges of the tests answer have the types that are published for the three APIs."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from communs import forges
from communs.settings import Settings
from tests.conftest import NODE_MODULES
from tests.forges.answers import Asked
from tests.forges.server import Forge
from tests.language_server import NODE

pytestmark = pytest.mark.slow

HEAD = """\
type Part<T> = T extends (infer U)[] ? Part<U>[] : T extends object ? { [K in keyof T]?: Part<T[K]> } : T
"""
HEADS = {
    "github": HEAD + """\
import type { paths } from "@octokit/openapi-types"
type Sent<P> = P extends { requestBody?: { content: { "application/json": infer B } } } ? B : never
type Asked<P> = P extends { parameters: { query?: infer Q } } ? Q : never
type Told<P> = P extends { responses: { 200: { content: { "application/json": infer A } } } } ? Part<A>
  : P extends { responses: { 201: { content: { "application/json": infer A } } } } ? Part<A> : never
type At<P extends keyof paths, M extends keyof paths[P]> = paths[P][M]
""",
    "gitlab": HEAD + """\
import type * as g from "@gitbeaker/core"
type Page = { page?: number, perPage?: number }
type Title = { title: string }  // which its own methods take apart
type Ends = { sourceBranch: string, targetBranch: string }
""",
    "forgejo": HEAD + """\
import type * as f from "gitea-js"
type Repos = InstanceType<typeof f.Api>["repos"]
type Page = { page?: number, limit?: number }
""",
}  # fmt: skip
REPO = "/repos/{owner}/{repo}"
GITHUB = {
    "GET issues": f'At<"{REPO}/issues", "get">',
    "POST issues": f'At<"{REPO}/issues", "post">',
    "PATCH issues": f'At<"{REPO}/issues/{{issue_number}}", "patch">',
    "GET issues/comments": f'At<"{REPO}/issues/{{issue_number}}/comments", "get">',
    "POST issues/comments": f'At<"{REPO}/issues/{{issue_number}}/comments", "post">',
    "PATCH issues/comments": f'At<"{REPO}/issues/comments/{{comment_id}}", "patch">',
    "GET pulls": f'At<"{REPO}/pulls", "get">',
    "POST pulls": f'At<"{REPO}/pulls", "post">',
    "PATCH pulls": f'At<"{REPO}/pulls/{{pull_number}}", "patch">',
    "GET pulls/files": f'At<"{REPO}/pulls/{{pull_number}}/files", "get">',
    "GET actions/runs/artifacts": f'At<"{REPO}/actions/runs/{{run_id}}/artifacts", "get">',
}
GITLAB = {  # what is sent, what is told
    "GET issues": ("g.AllIssuesOptions & Page", "Part<g.IssueSchema>[]"),
    "POST issues": ("g.CreateIssueOptions & Title", "Part<g.IssueSchema>"),
    "PUT issues": ("g.EditIssueOptions", "Part<g.IssueSchema>"),
    "GET merge_requests/notes":
        ("Page & { sort?: 'asc' | 'desc', orderBy?: 'created_at' }", "Part<g.MergeRequestNoteSchema>[]"),
    "POST merge_requests/notes": ("{ body: string }", "Part<g.MergeRequestNoteSchema>"),
    "PUT merge_requests/notes": ("{ body?: string }", "Part<g.MergeRequestNoteSchema>"),
    "GET merge_requests": ("g.AllMergeRequestsOptions & Page", "Part<g.MergeRequestSchema>[]"),
    "POST merge_requests": ("g.CreateMergeRequestOptions & Title & Ends", "Part<g.MergeRequestSchema>"),
    "PUT merge_requests": ("g.EditMergeRequestOptions", "Part<g.MergeRequestSchema>"),
    "GET merge_requests/diffs": ("Page", "Part<g.MergeRequestDiffSchema>[]"),
    "GET user": ("{}", "Part<g.ExpandedUserSchema>"),
}  # fmt: skip
FORGEJO = {
    "GET issues": ('Parameters<Repos["issueListIssues"]>[2]', "f.Issue[]"),
    "POST issues": ("f.CreateIssueOption", "f.Issue"),
    "PATCH issues": ("f.EditIssueOption", "f.Issue"),
    "GET issues/comments": (
        'Parameters<Repos["issueGetComments"]>[3] & Page',
        "f.Comment[]",
    ),  # it gives them all
    "POST issues/comments": ("f.CreateIssueCommentOption", "f.Comment"),
    "PATCH issues/comments": ("f.EditIssueCommentOption", "f.Comment"),
    "GET pulls": ('Parameters<Repos["repoListPullRequests"]>[2]', "f.PullRequest[]"),
    "POST pulls": ("f.CreatePullRequestOption", "f.PullRequest"),
    "PATCH pulls": ("f.EditPullRequestOption", "f.PullRequest"),
    "GET pulls/files": ('Parameters<Repos["repoGetPullRequestFiles"]>[3]', "f.ChangedFile[]"),
    "GET user": ("{}", "f.User"),
}
TYPES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "github": {"GET user": ("{}", 'Told<At<"/user", "get">>')}
    | {
        about: (f"{'Asked' if about.startswith('GET') else 'Sent'}<{at}>", f"Told<{at}>")
        for about, at in GITHUB.items()
    },
    "gitlab": GITLAB,
    "forgejo": FORGEJO,
}


def conversation(forge: Forge) -> None:
    """All that a forge may be asked."""
    ours = forges.of(forge.environment, Settings())
    forge.propose(files={"a": "", "b": "c"})
    forge.raise_issue("ana", "Une question", "?")
    for words in ("Bonjour", "Bonsoir"):
        ours.comment(1, "proposition", words)
        ours.keep_issue("liens", title="Liens", body=words, open=True)
        ours.propose("faits", title="Faits", body=words)
    ours.keep_issue("liens", title="Liens", body="", open=False)
    ours.keep_issue("liens", title="Liens", body="", open=True)
    assert len(list(ours.proposals())) == 2
    assert len(ours.files(1)) == 3
    if forge.kind == "github":
        forge.keep(7, "proposition", {"a": b"{}"})
        ours.artifact(7, "proposition", 1000)
        forge.denied.clear()
        assert forges.of(forge.environment, Settings()).issue("liens") == ""


def sent(kind: str, asked: Asked) -> str:
    """A request as the values that its types speak of."""
    values: dict[str, object] = {
        name: int(value) if value.isdigit() else value for name, value in asked.params.items()
    }
    values |= asked.data
    if kind == "gitlab":  # whose types have other names for the same
        values = {
            re.sub(r"_(\w)", lambda found: found[1].upper(), name): value for name, value in values.items()
        }
    return json.dumps(values)


def faulty(forge: Forge, folder: Path) -> list[int]:
    """The requests and answers that have not their types, by what the compiler says of them."""
    (folder / "node_modules").symlink_to(NODE_MODULES)
    head, lines = HEADS[forge.kind], []
    for asked, value in forge.told:
        before, after = TYPES[forge.kind][f"{asked.method} {asked.about}"]
        lines.append(f"export const sent{len(lines)}: {before} = {sent(forge.kind, asked)}")
        lines.append(f"export const told{len(lines)}: {after} = {json.dumps(value)}")
    (folder / "dit.ts").write_text(head + "\n".join(lines))
    options = [
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--moduleResolution",
        "bundler",
        "--module",
        "esnext",
    ]
    command = [NODE, NODE_MODULES / "typescript" / "bin" / "tsc", *options, "dit.ts"]
    said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    return [int(line) - 1 - head.count("\n") for line in re.findall(r"^dit\.ts\((\d+),", said, re.MULTILINE)]


@pytest.mark.parametrize("kind", TYPES)
def test_the_conversation_has_the_published_types(kind: str, tmp_path: Path) -> None:
    with Forge(kind) as forge:
        conversation(forge)
    forge.told = [(asked, value) for asked, value in forge.told if value is not None]
    assert {f"{one.method} {one.about}" for one, _ in forge.told} == set(TYPES[kind])
    place = next(one.path for one, _ in forge.told if one.method == "POST")
    forge.told.append((Asked("POST", place, {}, {}, b'{"corps": "x"}'), {"id": []}))
    last = 2 * len(forge.told)
    assert faulty(forge, tmp_path) == [last - 2, last - 1]
