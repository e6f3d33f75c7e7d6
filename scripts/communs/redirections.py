"""The list of renamed entries → the redirections that lead through another, in a circle, nowhere, or to themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from communs.findings import Finding, Text, TextEdit, text
from communs.located import Document
from communs.mending import edits
from communs.near import nearest

LIST = "catalogue/_redirections.yml"
_NEAR = text("Vouliez-vous écrire « {un} » ?")
_ELSE = text("Donnez l’adresse d’une fiche qui existe, comme « organisations/exemple ».")


def check(
    document: Document, items: Sequence[Mapping[str, Any]], known: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with redirections; `known` are the addresses where a page stands, withdrawn ones too."""
    targets: dict[str, str] = {}
    for number, item in enumerate(items):
        source = item["de"]
        if source in targets:
            message = text("« {adresse} » est déjà redirigée plus haut.", adresse=source)
            yield _finding(
                document, (number, "de"), message, text("Gardez une seule ligne pour cette adresse.")
            )
        targets.setdefault(source, item["vers"])
    for number, item in enumerate(items):
        source, target = item["de"], item["vers"]
        end = _end(target, targets)
        if source in known:
            message = text("« {adresse} » a déjà une page : elle ne peut pas mener ailleurs.", adresse=source)
            hint = text("Retirez cette redirection, ou la fiche qui a gardé l’ancien nom.")
            yield _finding(document, (number, "de"), message, hint)
        elif not end:
            message = text(
                "Cette redirection tourne en rond : de « {adresse} » on y revient.", adresse=source
            )
            yield _finding(document, (number, "vers"), message, _ELSE)
        elif end not in known:
            message = text("Cette redirection mène à « {adresse} », où il n’y a rien.", adresse=end)
            near = alike(end, known)
            hint = _NEAR.about(un=near) if near else _ELSE
            yield _finding(document, (number, "vers"), message, hint)
        elif end != target:
            message = text("Cette redirection passe par « {adresse} », qui mène ailleurs.", adresse=target)
            hint = text("Écrivez : {valeur}", valeur=end)
            fix = edits.writing(document, (number, "vers"), end)
            yield _finding(document, (number, "vers"), message, hint, fix)


def alike(address: str, among: Iterable[str]) -> str:
    """The address of the same kind whose name looks like this one's; nothing where none does."""
    kind, _, name = address.partition("/")
    names = (other.partition("/")[2] for other in among if other.startswith(f"{kind}/"))
    near = nearest(name, sorted(names), most=1)
    return f"{kind}/{near[0]}" if near else ""


def _end(address: str, targets: Mapping[str, str]) -> str:
    """Where one comes in the end; nothing where one goes round in a circle."""
    seen: set[str] = set()
    while address in targets and address not in seen:
        seen.add(address)
        address = targets[address]
    return "" if address in seen else address


def _finding(
    document: Document, path: tuple[int, str], message: Text, hint: Text, fix: TextEdit | None = None
) -> Finding:
    return Finding(
        path=LIST, span=document.span(path), rule="redirection", message=message, hint=hint, fix=fix
    )
