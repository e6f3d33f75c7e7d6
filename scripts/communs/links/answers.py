"""lychee's report → what each address answered: good, broken, or nothing that one can be sure of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from communs.findings import CannotWork, Text, text

State = Literal["bon", "cassé", "incertain"]
_MAPS = ("success_map", "error_map", "timeout_map")
_GONE = {404: text("page introuvable (404)"), 410: text("page retirée (410)")}
GOOD = text("répond")
_SILENT = text("le site ne répond plus")
_CLOSED = (  # lychee's own words for what keeps it from being answered at all
    (re.compile(r"certificate|SSL|TLS", re.IGNORECASE), text("certificat refusé")),
    (re.compile(r"Connection (failed|refused)|DNS|resol", re.IGNORECASE), _SILENT),
    (re.compile(r"Cannot parse|into a URL", re.IGNORECASE), text("adresse illisible")),
)
_DOOR = text("réponse incertaine ({code})")
_LATE = text("pas de réponse à temps")
_FOR_GOOD = {301, 308}
_ILL = range(500, 600)  # some doors that are closed to robots say 503, but they let us in now and then
_NOT_OURS = text("{fichier} n’est pas un compte rendu de ces liens. Relancez : make liens")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one address answered. `moved`: where it leads for good; `mute`: nobody answered at all."""

    state: State
    said: Text
    moved: str = ""
    mute: bool = False
    ill: bool = False  # unsure because the site is late or says itself that it is out of order: that may last


def read(data: bytes, addresses: Sequence[str], name: str) -> dict[str, Answer]:
    """By address; what was not asked is left out. Raises CannotWork where `data` does not speak of these addresses.

    lychee writes addresses in its own way: the line that it read them on says which is which.
    """
    answers: dict[str, Answer] = {}
    for result in _results(data, name):
        line = _get(result, "span", "line")
        if not isinstance(line, int) or not 0 < line <= len(addresses):
            raise CannotWork(_NOT_OURS.about(fichier=name))
        address = addresses[line - 1]
        if not _same_host(address, result.get("url")):
            raise CannotWork(_NOT_OURS.about(fichier=name))
        answers[address] = _answer(result)
    return answers


def _results(data: bytes, name: str) -> Iterator[Mapping[str, Any]]:
    try:
        report = json.loads(data)
    except (ValueError, RecursionError):
        report = None
    if not isinstance(report, dict) or not all(isinstance(report.get(word), dict) for word in _MAPS):
        raise CannotWork(_NOT_OURS.about(fichier=name))
    for word in _MAPS:
        for found in report[word].values():
            for result in found if isinstance(found, list) else ():
                if isinstance(result, dict):
                    yield {**result, "late": word == "timeout_map", "good": word == "success_map"}


def _answer(result: Mapping[str, Any]) -> Answer:
    code, details = _get(result, "status", "code"), str(_get(result, "status", "details") or "")
    if result["good"]:
        return Answer(state="bon", said=GOOD, moved=_moved(result))
    if result["late"]:
        return Answer(state="incertain", said=_LATE, mute=True, ill=True)
    if code in _GONE:
        return Answer(state="cassé", said=_GONE[code])
    if isinstance(code, int):
        return Answer(state="incertain", said=_DOOR.about(code=code), ill=code in _ILL)
    for pattern, said in _CLOSED:
        if pattern.search(details):
            return Answer(state="cassé", said=said, mute=said is _SILENT)
    return Answer(state="incertain", said=_DOOR.about(code="?"), mute=True)


def _moved(result: Mapping[str, Any]) -> str:
    """Where the address leads, if every step of the way is said to be for good."""
    hops = _get(result, "redirects", "redirects")
    if not isinstance(hops, list) or not hops or any(_get(hop, "code") not in _FOR_GOOD for hop in hops):
        return ""
    last = _get(hops[-1], "url")
    return last if isinstance(last, str) and last.startswith(("https://", "http://")) else ""


def _same_host(address: str, told: object) -> bool:
    """Whether two writings may be of one address; names that are not ASCII are written otherwise by lychee."""
    try:
        ours, theirs = urlsplit(address).hostname or "", urlsplit(str(told)).hostname
    except ValueError:
        return True
    return not ours.isascii() or theirs is None or ours == theirs


def _get(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value
