"""A field that a schema does not know → the rule, the sentence, the hint, and the one that was surely meant."""

from __future__ import annotations

from collections.abc import Collection

from communs.findings import Text, short, text
from communs.kinds import Field
from communs.near import fold, nearest, same, slips
from communs.wording.phrases import maybe

Unknown = tuple[str, Text, Text, str | None]


def explain(name: str, group: Field | None, taken: Collection[str], root: Field) -> Unknown:
    """What to say of a field of a group whose other fields are `taken`; the name to write instead, if only one."""
    known = list(group.children) if group is not None else []
    former = {fold(old): new for old, new in group.renamed.items()} if group is not None else {}
    if (new := former.get(fold(name))) and not same(name, known):
        message = text("Le champ « {ancien} » s’appelle ici « {nouveau} ».", ancien=short(name), nouveau=new)
        return "champ-renomme", message, *_replaced(name, new, taken)
    message = text("Le champ « {champ} » n’existe pas ici.", champ=short(name))
    return "champ-inconnu", message, *_meant(name, known, taken, group, root)


def _replaced(old: str, new: str, taken: Collection[str]) -> tuple[Text, str | None]:
    if new in taken:
        return text("« {nouveau} » est déjà là : retirez « {ancien} ».", nouveau=new, ancien=short(old)), None
    return text("Écrivez « {nouveau} » à la place.", nouveau=new), new


def _meant(
    name: str, known: list[str], taken: Collection[str], group: Field | None, root: Field
) -> tuple[Text, str | None]:
    if found := same(name, known):
        return _replaced(name, found[0], taken)
    if group is not None and (hint := _elsewhere(name.strip(), group, root)):
        return hint, None
    lasting = group.lasting if group is not None else ()
    free = [field for field in lasting if field not in taken]
    if near := nearest(name, free, most=1):
        sure = slips(name, free)
        return maybe(near), sure[0] if sure == near else None
    if group is root and fold(name) in _SAID_BY_THE_FILE:
        return text("Retirez cette ligne : le dossier et le nom du fichier le disent déjà."), None
    if not free:
        return text("Retirez cette ligne."), None
    return text("Les champs possibles sont : {liste}.", liste=", ".join(free)), None


_SAID_BY_THE_FILE = {"id", "identifiant", "kind", "slug", "type"}


def _elsewhere(name: str, group: Field, root: Field) -> Text | None:
    """Where a field of this very name stands: in a group at hand, or at the first level."""
    inside = [child.name for child in group.children.values() if name in child.children and name != "fr"]
    if len(inside) == 1:
        return text(
            "Mettez « {champ} » dans « {groupe} », décalé de deux espaces.", champ=name, groupe=inside[0]
        )
    if group is not root and name in root.children:
        return text("Mettez « {champ} » au premier niveau, sans espace devant.", champ=name)
    return None
