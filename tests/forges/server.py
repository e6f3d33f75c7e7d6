"""GitHub, GitLab or Forgejo on loopback: the part of their API that we ask, and git over HTTP."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Lock
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit

from communs import settings
from communs.settings import Settings
from tests.forges import hub, lab
from tests.forges.answers import Asked, Refused
from tests.forges.state import ROBOTS, ZERO, Artifact, Change, Comment, Issue, packed
from tests.loopback import Loopback, Server
from tests.wikibase.faults import Faults, Reply

TOKEN = "jeton-tres-secret-0123456789"  # noqa: S105 - the fake forge's own
ROOTS = {"github": "/api/v3", "gitlab": "/api/v4", "forgejo": "/api/v1"}
REPOSITORY = "alliance/catalogue"
STORAGE = "/stockage/"
REFUSED = {401: "Bad credentials", 403: "Resource not accessible by integration", 404: "Not Found"}


@dataclass
class Forge(Loopback):
    """`with Forge("github") as forge:` serves until the end of the block.

    `changes` are the proposals and `issues` the issues, by number; `artifacts` what runs left; `propose`, `say`,
    `raise_issue` and `keep` add some, as anybody may. `denied` are the rights that the token lacks: « issues »,
    « proposals », « code », « actions », « user ». `most` is how many things a page of a list holds, `longest` how many
    characters a body may have. `git` is a bare repository that is served too. `asked` are the requests that came,
    `told` what was answered to those that were sound; `faults` says which go wrong, by their number from 0; `echoes`
    adds to each refusal what the request said.
    """

    kind: str
    token: str = TOKEN
    robot: str = ""
    changes: dict[int, Change] = field(default_factory=dict)
    issues: dict[int, Issue] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    denied: set[str] = field(default_factory=set)
    asked: list[Asked] = field(default_factory=list)
    told: list[tuple[Asked, object]] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    most: int = 2
    longest: int = 0
    git: Path | None = None
    echoes: bool = False

    def __post_init__(self) -> None:
        self.robot = self.robot or ROBOTS[self.kind]
        self.longest = self.longest or (1_000_000 if self.kind == "gitlab" else 65_536)
        if self.kind == "github":
            self.denied.add("user")  # the automatic token is nobody
        self._lock, self._last = Lock(), 0

    def __enter__(self) -> Self:
        self._server = _Server(_Handler)
        self._server.forge = self
        self._server.start()
        return self

    @property
    def base(self) -> str:
        """Where it stands."""
        return self._server.base

    @property
    def storage(self) -> str:
        """Where artifacts are kept: another host, that must not be given the token."""
        return f"http://localhost:{self._server.server_address[1]}{STORAGE}"

    @property
    def address(self) -> str:
        """The page of the repository."""
        return f"{self.base}/{REPOSITORY}"

    @property
    def environment(self) -> dict[str, str]:
        """What a job of this forge finds around it, with the token that its step was given."""
        api = f"{self.base}{ROOTS[self.kind]}"
        if self.kind == "gitlab":
            told = {
                "GITLAB_CI": "true", "CI_SERVER_URL": self.base, "CI_API_V4_URL": api, "CI_PROJECT_ID": "42",
                "CI_PROJECT_PATH": REPOSITORY, "CI_PROJECT_URL": self.address, "CI_DEFAULT_BRANCH": "main",
            }  # fmt: skip
        else:
            told = {
                "GITHUB_ACTIONS": "true", "GITHUB_SERVER_URL": self.base, "GITHUB_API_URL": api,
                "GITHUB_REPOSITORY": REPOSITORY,
            }  # fmt: skip
        return {"COMMUNS_JETON": self.token, **told}

    @property
    def settings(self) -> Settings:
        """The settings of a catalogue that is kept here."""
        return settings.read({"forge": {"type": self.kind, "depot": self.address}}, {}, "")

    def propose(self, title: str = "Une fiche", **more: Any) -> Change:
        """Somebody proposes a change."""
        number = self.number(self.changes)
        self.changes[number] = Change(number=number, title=title, **more)
        return self.changes[number]

    def say(self, change: Change, author: str, body: str) -> Comment:
        """Somebody says something of a proposal."""
        change.comments.append(Comment(id=self.fresh(), author=author, body=body))
        return change.comments[-1]

    def raise_issue(self, author: str, title: str, body: str, *, open: bool = True) -> Issue:
        """Somebody raises an issue."""
        number = self.number(self.issues)
        self.issues[number] = Issue(number=number, author=author, title=title, body=body, open=open)
        return self.issues[number]

    def keep(self, run: int, name: str, files: Mapping[str, bytes] | bytes, **more: Any) -> Artifact:
        """A run leaves an artifact: files that are packed here, or the packed bytes."""
        data = files if isinstance(files, bytes) else packed(files)
        self.artifacts.append(Artifact(id=self.fresh(), run=run, name=name, data=data, **more))
        return self.artifacts[-1]

    def fresh(self) -> int:
        """An id that nothing has."""
        with self._lock:
            self._last += 1
            return 1000 + self._last

    def number(self, among: Mapping[int, object]) -> int:
        """The next number: GitLab counts issues and proposals apart."""
        return 1 + max(among if self.kind == "gitlab" else [*self.changes, *self.issues], default=0)

    def head(self, branch: str) -> str:
        """The commit of a branch that was pushed, "" where there is none; without a repository all are there."""
        if self.git is None:
            return ZERO
        command = ["git", "-C", self.git, "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"]
        ours = {"PATH": "/usr/bin:/bin"}  # a forge has nothing of what surrounds the job
        return subprocess.run(command, env=ours, capture_output=True, text=True, check=False).stdout.strip()

    def wrote(self) -> list[str]:
        """What was changed, in order: « POST issues », « PATCH issues/comments »…"""
        done = [one for one in self.asked if one.method != "GET" and "/api/" in one.path]
        return [f"{one.method} {one.about}" for one in done]

    def reply(self, asked: Asked) -> Reply:
        """What comes back, spoilt where a fault is due."""
        with self._lock:
            fault = self.faults.of(len(self.asked))
            self.asked.append(asked)
        sound = self._sound(asked)
        return fault(sound) if fault else sound

    def _sound(self, asked: Asked) -> Reply:
        if asked.path.startswith(STORAGE):
            return self._stored(asked)
        try:
            if not asked.path.startswith(f"{ROOTS[self.kind]}/"):
                raise Refused(404)
            answer = (lab if self.kind == "gitlab" else hub).answer(self, asked)
        except Refused as refused:
            status, *said = refused.args
            words = said[0] if said else REFUSED[status]
            echo = f" ({dict(asked.headers)})" if self.echoes else ""
            return _json(status, {"message": words + echo}, {})
        self.told.append((asked, answer.value))
        return _json(answer.status, answer.value, answer.headers)

    def _stored(self, asked: Asked) -> Reply:
        if any(name.lower() in ("authorization", "private-token") for name in asked.headers):
            return Reply(status=400, body=b"<Error><Code>InvalidAuthenticationInfo</Code></Error>")
        found = [one for one in self.artifacts if str(one.id) == asked.path.removeprefix(STORAGE)]
        return Reply(body=found[0].data) if found else Reply(status=404)


def _json(status: int, value: object, headers: Mapping[str, str]) -> Reply:
    body = b"" if status in (204, 302) else json.dumps(value, ensure_ascii=False).encode()
    return Reply(status=status, headers={"Content-Type": "application/json", **headers}, body=body)


class _Server(Server):
    forge: Forge


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    do_POST = do_PATCH = do_PUT = do_GET

    def _answer(self) -> None:
        split = urlsplit(self.path)
        asked = Asked(
            method=self.command, path=split.path, params=dict(parse_qsl(split.query)), headers=dict(self.headers),
            body=self._body(),
        )  # fmt: skip
        forge = self.server.forge
        if forge.git is not None and re.match(rf"/{REPOSITORY}(\.git)?/(info/refs|git-)", split.path):
            forge.asked.append(asked)
            self._send(_git(forge, forge.git, asked, split.query))
        else:
            self._send(forge.reply(asked))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _send(self, reply: Reply) -> None:
        if reply.reset:
            self.close_connection = True
            self.connection.close()
            return
        whole = reply.body if isinstance(reply.body, bytes) else None
        self.send_response_only(reply.status)
        length = {"Content-Length": str(len(whole))} if whole is not None else {"Connection": "close"}
        for name, value in {"Date": self.date_time_string(), **length, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for part in [whole] if whole is not None else reply.body:
            self.wfile.write(part)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""


def _git(forge: Forge, repository: Path, asked: Asked, query: str) -> Reply:
    """What git's own program answers; whoever pushes must show the token."""
    scheme, _, shown = asked.headers.get("Authorization", "").partition(" ")
    known = scheme == "Basic" and base64.b64decode(shown).decode().partition(":")[2] == forge.token
    if shown and not known:
        return Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="git"'}, body=shown.encode())
    if "git-receive-pack" in asked.path + query:
        if not known:
            return Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="git"'})
        if "code" in forge.denied:
            return Reply(status=403, body=f"Write access not granted to {shown}.".encode())
    environment = {
        "PATH": "/usr/bin:/bin", "GIT_HTTP_EXPORT_ALL": "1", "GIT_PROJECT_ROOT": str(repository.parent),
        "PATH_INFO": unquote(re.sub(rf"^/{REPOSITORY}(\.git)?", f"/{repository.name}", asked.path)),
        "REQUEST_METHOD": asked.method, "QUERY_STRING": query, "CONTENT_TYPE": asked.headers.get("Content-Type", ""),
        "HTTP_CONTENT_ENCODING": asked.headers.get("Content-Encoding", ""), "CONTENT_LENGTH": str(len(asked.body)),
        "HTTP_GIT_PROTOCOL": asked.headers.get("Git-Protocol", ""), **({"REMOTE_USER": "robot"} if known else {}),
    }  # fmt: skip
    done = subprocess.run(
        ["git", "http-backend"], env=environment, input=asked.body, capture_output=True, check=False
    )
    head, _, body = done.stdout.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
    status = int(headers.pop("Status", "200").split()[0])
    return Reply(status=status, headers=headers, body=body)
