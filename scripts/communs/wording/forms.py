"""The name of a format or of a type → what to say of a value that has another one, and what to write."""

from __future__ import annotations

import re

from communs.findings import Text, text

FORMATS: dict[str, tuple[Text, Text]] = {
    "date": (
        text("« {valeur} » n’est pas une date complète qui existe."),
        text("Écrivez l’année, le mois et le jour : 2026-11-23"),
    ),
    "date-partielle": (
        text("« {valeur} » n’est pas une date qui existe."),
        text("Écrivez une année (\"2018\", entre guillemets), un mois (2018-11) ou un jour (2018-11-23)."),
    ),
    "uri": (
        text("« {valeur} » n’est pas une adresse web publique."),
        text("Écrivez l’adresse entière, sans espace ni mot de passe : https://www.exemple.fr/page"),
    ),
    "email": (
        text("« {valeur} » n’est pas une adresse de courriel."),
        text("Écrivez par exemple : contact@exemple.fr"),
    ),
    "siren": (
        text("« {valeur} » n’est pas un SIREN : neuf chiffres dont la clé est juste."),
        text("Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces."),
    ),
    "siret": (
        text("« {valeur} » n’est pas un SIRET : quatorze chiffres dont la clé est juste."),
        text("Recopiez-le depuis l’Annuaire des entreprises, entre guillemets et sans espaces."),
    ),
    "rna": (
        text("« {valeur} » n’est pas un numéro d’association (RNA)."),
        text("Il s’écrit W et neuf caractères, par exemple W751000000."),
    ),
    "qid": (
        text("« {valeur} » n’est pas un identifiant Wikidata."),
        text("Il s’écrit Q suivi de chiffres, par exemple Q3350149."),
    ),
    "code-insee": (
        text("« {valeur} » n’est pas un code INSEE de commune."),
        text("Il a cinq caractères, par exemple \"59350\" pour Lille ; ce n’est pas le code postal."),
    ),
    "code-postal": (
        text("« {valeur} » n’est pas un code postal."),
        text("Il a cinq chiffres, entre guillemets, par exemple \"59000\"."),
    ),
    "spdx": (
        text("« {valeur} » n’est pas un identifiant de licence SPDX."),
        text("Écrivez par exemple AGPL-3.0-or-later ou ODbL-1.0 ; LicenseRef-Nom pour une autre licence."),
    ),
    "opening-hours": (
        text("« {valeur} » n’est pas un horaire au format d’OpenStreetMap."),
        text("Écrivez par exemple : Mo-Fr 09:00-18:00; Sa 10:00-12:00"),
    ),
}  # fmt: skip

INSTEAD: dict[str, tuple[tuple[re.Pattern[str], Text], ...]] = {  # what is given in the place of a format
    "date": (
        (re.compile(r"[0-9]{4}-[0-9]{2}"), text("Ajoutez le jour, sur deux chiffres.")),
    ),
    "uri": (
        (re.compile(r".*://.*\s.*://.*"), text("Gardez une seule adresse.")),
        (re.compile(r".+(…|\.\.\.).*"), text("Remplacez les points par la vraie adresse, ou retirez la ligne.")),
        (re.compile(r"(mailto:)?[^/\s:]+@[^/\s:]+"),
         text("C’est une adresse de courriel : écrivez ici celle d’une page, qui commence par https://")),
        (re.compile(r"[^@]*//[^/]*:[^/]*@.*"), text("Retirez le nom et le mot de passe : une fiche est publique.")),
    ),
    "siren": (
        (re.compile(r"[0-9]{9}"), text("Recopiez-le depuis l’Annuaire des entreprises : un chiffre est faux.")),
    ),
    "siret": (
        (re.compile(r"[0-9]{9}"), text("C’est un SIREN : mettez-le dans « siren ». Un SIRET a quatorze chiffres.")),
    ),
}  # fmt: skip

TYPES: dict[str, tuple[Text, Text]] = {
    "string": (
        text("« {champ} » attend un texte."),
        text("Écrivez par exemple : {champ}: {exemple}"),
    ),
    "array": (
        text("« {champ} » attend une liste."),
        text("Écrivez ses valeurs entre crochets, ou une par ligne après un tiret : {champ}: {exemple}"),
    ),
    "object": (
        text("« {champ} » attend un groupe de champs."),
        text("Écrivez ses champs en dessous, décalés de deux espaces : {champs}."),
    ),
    "number": (
        text("« {champ} » attend un nombre."),
        text("Écrivez un nombre sans guillemets ni espace, avec un point : 12.5"),
    ),
    "integer": (
        text("« {champ} » attend un nombre entier."),
        text("Écrivez un nombre entier sans guillemets : 12"),
    ),
    "boolean": (
        text("« {champ} » attend oui ou non."),
        text("Écrivez true (oui) ou false (non), sans guillemets."),
    ),
}


ITEMS: dict[str, tuple[Text, Text]] = {  # of a list
    "string": (
        text("Chaque valeur de « {champ} » est un texte."),
        text("Écrivez par exemple : {champ}: {exemple}"),
    ),
    "object": (
        text("Chaque élément de « {champ} » est un groupe de champs."),
        text("Écrivez par exemple : {element}"),
    ),
}

EITHER: dict[frozenset[str], Text] = {
    frozenset({"string", "object"}): text("« {champ} » attend un texte, ou les champs {champs}."),
    frozenset({"string", "array"}): text("« {champ} » attend un texte ou une liste."),
    frozenset({"string", "boolean"}): text("« {champ} » attend true, false ou un texte."),
}

FILES: dict[str, tuple[Text, Text]] = {
    "array": (
        text("Ce fichier attend une liste."),
        text("Commencez chaque élément par un tiret : - {element}"),
    ),
    "object": (
        text("Ce fichier attend des lignes « champ: valeur »."),
        text("Les champs possibles sont : {champs}."),
    ),
}
