"""Sentences that several modules say: what may be meant, what is missing, what nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from communs.findings import Text, short, text
from communs.kinds import Field
from communs.written import inline

_LANGUAGES = {
    "fr": text("Ajoutez une ligne « fr: », suivie du texte en français."),
    "en": text("Ajoutez une ligne « en: », suivie du texte en anglais."),
}


def maybe(near: list[str]) -> Text:
    """Did you mean: of one, two or three values, best first."""
    one, two, three = ([short(inline(name)) for name in near] + ["", ""])[:3]
    if three:
        return text(
            "Vouliez-vous écrire « {un} », « {deux} » ou « {trois} » ?", un=one, deux=two, trois=three
        )
    if two:
        return text("Vouliez-vous écrire « {un} » ou « {deux} » ?", un=one, deux=two)
    return text("Vouliez-vous écrire « {un} » ?", un=one)


def missing(name: str, field: Field | None) -> tuple[Text, Text]:
    """For a field that has to be there: its example, where that says something."""
    message = text("Il manque le champ « {champ} ».", champ=name)
    if field is not None and field.example != "…":
        example = inline(field.example)
        return message, text("Ajoutez par exemple : {champ}: {exemple}", champ=name, exemple=example)
    return message, _LANGUAGES.get(
        name, text("Ajoutez une ligne « {champ}: », suivie de sa valeur.", champ=name)
    )


def unknown_territory(value: str) -> tuple[Text, Text]:
    """For what no territory is called; the hint is for where none is near."""
    return text("« {valeur} » n’est pas un territoire connu.", valeur=short(value)), text(
        "Écrivez par exemple france, region:32, departement:59, epci:200093201 ou commune:59350."
    )


def unknown_entry(value: str, to: Iterable[str]) -> tuple[Text, Text]:
    """For what no entry of some kinds is called; the hint is for where none is near."""
    folders = ", ".join(f"catalogue/{kind}/" for kind in to)
    message = text(
        "Aucune fiche ne s’appelle « {valeur} » : {dossiers}.", valeur=short(value), dossiers=folders
    )
    return message, text("Créez d’abord cette fiche, ou retirez la ligne.")
