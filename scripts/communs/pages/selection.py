"""`/selection/`: the entries that a reader put together, in an address to share and a leaflet to print."""

from __future__ import annotations

from communs.pages.edition import Edition
from communs.pages.page import Page


def page(edition: Edition) -> Page:
    """The page that a script fills from its own address; without script it says how to do the same."""
    say = edition.say
    words = {
        "count": [say("{n} fiche"), say("{n} fiches")],
        "up": say("Monter"),
        "down": say("Descendre"),
        "remove": say("Retirer"),
        "gone": say("Cette fiche n’existe plus, ou a changé d’adresse."),
        "unread": say("Cette fiche n’a pas pu être lue. Rechargez la page pour réessayer."),
        "moved": say("{nom} : place {n}."),
        "removed": say("{nom} : retirée de la sélection."),
        "copied": say("Adresse copiée."),
        "uncopied": say("Votre navigateur n’a pas voulu copier : prenez l’adresse en haut de la fenêtre."),
        "kept": say("Cette sélection est gardée dans ce navigateur, parce que vous l’avez demandé."),
        "other": say("Ce navigateur garde une autre sélection. Celle-ci n’est que dans l’adresse de cette page."),
        "shared": say("Cette sélection n’est que dans l’adresse de cette page."),
        "forgotten": say("Ce navigateur ne garde plus rien."),
        "refused": say("Votre navigateur n’a pas voulu garder la sélection."),
    }  # fmt: skip
    return edition.page(
        "selection.html", "selection/", say("Ma sélection"),
        say("Choisissez des fiches, partagez-les par une adresse, imprimez-les en dépliant."),
        words=words, known=[kind.name for kind in edition.catalogue.kinds.values()],
    )  # fmt: skip
