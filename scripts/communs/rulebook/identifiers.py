"""The rules about what names things elsewhere (registers, addresses, licences) and about links between entries."""

from __future__ import annotations

from communs.findings import text
from communs.rulebook.rule import Family, Rule, Source

SIRENE = Source(name="Insee, Sirene", address="https://www.sirene.fr")
WIKIDATA = Source(name="Wikidata", address="https://www.wikidata.org/wiki/Wikidata:Identifiers/fr")

IDENTIFIERS = Family(
    name="identifiants",
    title=text("Les adresses et les identifiants"),
    rules=(
        Rule(
            name="format-uri",
            title=text("L’adresse web est complète et publique"),
            reason=text(
                "Une adresse sans « https:// » ne s’ouvre pas d’un clic. Une adresse qui contient un "
                "mot de passe le publierait, et « javascript: » ferait exécuter du code à qui clique."
            ),
            source=Source(name="WHATWG, URL", address="https://url.spec.whatwg.org"),
        ),
        Rule(
            name="format-email",
            title=text("L’adresse de courriel est complète"),
            reason=text(
                "Une adresse incomplète perd le message de la personne qui vous écrit, souvent sans "
                "qu’elle le sache. La forme acceptée est celle des formulaires du web, avec un "
                "domaine entier."
            ),
            source=Source(name="WHATWG, HTML", address="https://html.spec.whatwg.org/#valid-e-mail-address"),
        ),
        Rule(
            name="format-siren",
            title=text("Le SIREN a neuf chiffres et une clé juste"),
            reason=text(
                "Le SIREN relie une organisation aux registres publics. Son dernier chiffre est une "
                "clé calculée sur les autres : elle fait voir aussitôt un chiffre oublié ou échangé, "
                "qui désignerait une autre entreprise."
            ),
            source=SIRENE,
        ),
        Rule(
            name="format-siret",
            title=text("Le SIRET a quatorze chiffres et une clé juste"),
            reason=text(
                "Le SIRET désigne un établissement, à une adresse : il relie un lieu aux aides et aux "
                "annuaires publics. Sa clé arrête une faute de frappe ; les établissements de La "
                "Poste ont la leur."
            ),
            source=SIRENE,
        ),
        Rule(
            name="siret-siren",
            title=text("Le SIRET commence par le SIREN"),
            reason=text(
                "Les neuf premiers chiffres d’un SIRET sont le SIREN de son organisation. S’ils "
                "diffèrent, l’un des deux est à une autre organisation, et la fiche mélangerait leurs "
                "données."
            ),
            source=SIRENE,
        ),
        Rule(
            name="format-rna",
            title=text("Le numéro RNA s’écrit W et neuf signes"),
            reason=text(
                "Le répertoire national des associations donne un numéro même à celles qui n’ont pas "
                "de SIREN. Il évite de confondre deux associations du même nom, à condition d’être "
                "entier."
            ),
            source=Source(
                name="Ministère de l’Intérieur, RNA",
                address="https://www.data.gouv.fr/fr/datasets/repertoire-national-des-associations/",
            ),
        ),
        Rule(
            name="format-qid",
            title=text("L’identifiant Wikidata s’écrit Q et des chiffres"),
            reason=text(
                "Wikidata donne à chaque chose un numéro qui ne dépend ni de la langue ni du nom. Il "
                "sert à compléter la fiche par des faits sourcés ; un nom ou une adresse entière ne "
                "permettrait pas de les retrouver."
            ),
            source=WIKIDATA,
        ),
        Rule(
            name="wikidata-fusionne",
            title=text("L’identifiant Wikidata est celui d’aujourd’hui"),
            reason=text(
                "Quand Wikidata reconnaît que deux éléments disent la même chose, l’un devient l’autre. L’ancien "
                "numéro y mène encore, mais deux fiches pourraient alors désigner la même chose sans que rien ne "
                "le montre."
            ),
            severities=("warning",),
            source=Source(name="Wikidata", address="https://www.wikidata.org/wiki/Help:Merge/fr"),
        ),
        Rule(
            name="wikidata-absent",
            title=text("L’identifiant Wikidata désigne un élément qui existe"),
            reason=text(
                "Un élément supprimé, ou qui n’a jamais existé, n’apprend rien à personne. Un chiffre a peut-être "
                "été oublié ; sinon, retirez le numéro. La fiche reste juste sans lui, d’où un simple "
                "avertissement : ce que fait Wikidata ne bloque personne."
            ),
            severities=("warning",),
            source=WIKIDATA,
        ),
        Rule(
            name="format-spdx",
            title=text("La licence porte son nom SPDX"),
            reason=text(
                "« GPL », « AGPL v3 » ou « Creative Commons » ne disent pas exactement ce qui est "
                "permis. Le nom SPDX désigne un seul texte : une collectivité, ou un programme, sait "
                "aussitôt ce qu’on peut reprendre."
            ),
            source=Source(name="SPDX", address="https://spdx.org/licenses/"),
        ),
        Rule(
            name="format-opening-hours",
            title=text("Les horaires suivent l’écriture d’OpenStreetMap"),
            reason=text(
                "Des programmes savent lire cette écriture : les cartes et les annuaires qui "
                "reprennent le catalogue peuvent dire ce qui est ouvert à l’instant. « Du lundi au "
                "vendredi » ne se calcule pas."
            ),
            source=Source(
                name="OpenStreetMap", address="https://wiki.openstreetmap.org/wiki/Key:opening_hours"
            ),
        ),
    ),
)

LINKS = Family(
    name="liens",
    title=text("Les liens"),
    rules=(
        Rule(
            name="lien-inconnu",
            title=text("Un lien mène à une fiche du catalogue"),
            reason=text(
                "Les fiches se relient par leur identifiant : c’est ainsi qu’une offre paraît sur la "
                "page de son organisation. Un identifiant inconnu donnerait un lien mort, et une "
                "offre que personne ne porte."
            ),
        ),
        Rule(
            name="doublon",
            title=text("Une chose a une seule fiche"),
            reason=text(
                "Deux fiches pour la même organisation se contredisent tôt ou tard. Le même SIREN ou "
                "le même identifiant Wikidata ne laisse pas de doute ; le même nom ou le même site "
                "donne un avertissement, car il y a des homonymes."
            ),
            severities=("error", "warning"),
        ),
        Rule(
            name="media-absent",
            title=text("Un logo est là, et ne fait que dessiner"),
            reason=text(
                "La fiche nomme un fichier de catalogue/_medias/. S’il n’y est pas, la page montre les initiales : "
                "une image cassée ne servirait personne. Un SVG peut aussi cacher un programme, qui s’exécuterait "
                "chez qui l’ouvre : celui-là n’est pas publié."
            ),
            severities=("warning",),
        ),
        Rule(
            name="lien-retire",
            title=text("Un lien ne mène pas à une fiche retirée"),
            reason=text(
                "Une organisation a demandé à ne plus paraître ici. Les fiches pré-remplies cessent aussitôt d’en "
                "parler ; celles de membres sont à eux, et cet avertissement leur dit quelle ligne ôter."
            ),
            severities=("warning",),
        ),
        Rule(
            name="fiche-retiree",
            title=text("Une fiche retirée ne se refait pas sans accord"),
            reason=text(
                "Qui a demandé un retrait n’a pas à surveiller le catalogue pour le redemander. Son adresse reste "
                "dans catalogue/_retraits.yml : elle répond « fiche retirée », et rien ne s’y écrit de nouveau."
            ),
        ),
        Rule(
            name="redirection",
            title=text("Une redirection mène droit à une fiche"),
            reason=text(
                "Une fiche renommée garde son ancienne adresse, qui mène à la nouvelle. À travers plusieurs noms, "
                "en rond ou vers rien, qui suit un vieux lien se perd, et les moteurs de recherche abandonnent."
            ),
        ),
        Rule(
            name="adresse-perdue",
            title=text("Une adresse publiée continue de répondre"),
            reason=text(
                "Une adresse s’imprime sur une affiche, s’envoie, se garde. catalogue/_adresses.txt retient celles "
                "qui ont été publiées : la fiche reste, même terminée ; renommée, elle redirige ; retirée sur "
                "demande, elle le dit."
            ),
        ),
        Rule(
            name="http",
            title=text("Un site connu en https s’écrit en https"),
            reason=text(
                "« https » protège ce que l’on lit et ce que l’on envoie. Le catalogue connaît déjà "
                "ce site sous « https:// » : y mener quelqu’un sans protection n’a pas de raison, et "
                "les deux adresses passeraient pour deux sites."
            ),
            severities=("warning",),
        ),
    ),
)
