"""What is installed here, and the hashes of the lock, as CycloneDX says them → what a release is made of, and no more."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from packaging.utils import canonicalize_name

from communs.findings import CannotWork, text

Bom = dict[str, Any]
Needs = Mapping[str, Collection[str]]  # by name: what it asks for
_UNLOCKED = text(
    "{composants} : requirements.txt ne verrouille pas ce qui est installé ici. Relancez : make .venv/pret"
)


def of_release(installed: Bom, locked: Bom, needs: Needs, always: Needs) -> Bom:
    """`installed` less what no release needs; what is not in `always` is optional.

    CycloneDX's own graph holds what any extra of anything may ask for: ours stands in its stead. Raises CannotWork
    where something installed is not what the lock says.
    """
    root = installed["metadata"]["component"]
    hashes = {one["purl"]: one["externalReferences"] for one in locked["components"]}
    kept = {name: one for one in installed["components"] if (name := canonicalize_name(one["name"])) in needs}
    if strangers := [one["name"] for one in kept.values() if one["purl"] not in hashes]:
        raise CannotWork(_UNLOCKED.about(composants=", ".join(strangers)))
    refs: dict[str, str] = {name: one["bom-ref"] for name, one in kept.items()} | {
        canonicalize_name(root["name"]): root["bom-ref"]
    }
    return {
        **installed,
        "components": [_component(one, hashes[one["purl"]], name in always) for name, one in kept.items()],
        "dependencies": [
            {"ref": refs[name], "dependsOn": sorted(refs[one] for one in needs[name])}
            for name in sorted(refs)
        ],
    }


def _component(one: Bom, files: Collection[Any], needed: bool) -> Bom:
    """With the files that may be installed for it, each by its hash."""
    more = [*one.get("externalReferences", ()), *({**file, "comment": "requirements.txt"} for file in files)]
    return {**one, "scope": "required" if needed else "optional", "externalReferences": more}
