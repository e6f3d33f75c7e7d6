"""The rules about fields and about what any value must be."""

from __future__ import annotations

from communs.findings import text
from communs.rulebook.rule import Family, Rule

FIELDS = Family(
    name="champs",
    title=text("Les champs"),
    rules=(
        Rule(
            name="champ-manquant",
            title=text("Les champs nécessaires sont là"),
            reason=text(
                "Sans nom, sans résumé ou sans date de relecture, une page ne répond pas à qui la "
                "lit. Peu de champs sont nécessaires. Une fiche à compléter peut attendre avec « "
                "brouillon: true » : ce n’est alors qu’un avertissement."
            ),
            severities=("error", "warning"),
        ),
        Rule(
            name="champ-inconnu",
            title=text("Chaque champ porte un nom connu"),
            reason=text(
                "Un champ mal nommé ne s’affiche nulle part : ce que vous y avez mis serait perdu "
                "sans bruit. Les noms sont les mêmes dans toutes les fiches, pour qu’on puisse les "
                "comparer et les reprendre."
            ),
        ),
        Rule(
            name="champ-renomme",
            title=text("Un champ n’a qu’un nom"),
            reason=text(
                "Un champ a parfois changé de nom, ou s’appelle autrement ailleurs. La valeur est "
                "bonne, seul le nom est à remplacer : avec deux noms pour la même chose, les "
                "recherches et les exports n’en verraient que la moitié."
            ),
        ),
        Rule(
            name="champ-interdit",
            title=text("Les champs ne se contredisent pas"),
            reason=text(
                "Une fiche active avec une date de fin, ou une fiche pré-remplie avec une date de "
                "confirmation, dit deux choses contraires. Personne ne saurait laquelle croire."
            ),
        ),
        Rule(
            name="vide",
            title=text("Un champ écrit a une valeur"),
            reason=text(
                "Un champ vide ne dit ni oui, ni non, ni « je ne sais pas ». Quand vous ne savez pas, "
                "retirez la ligne : la page écrira « à préciser », et quelqu’un pourra compléter."
            ),
        ),
        Rule(
            name="champ-retire",
            title=text("Le champ a encore cours"),
            reason=text(
                "Un champ qui servait mal s’en va, et le schéma dit quand et quoi écrire à la place. D’ici "
                "là, ce qui est écrit reste lu et se voit sur la page ; rien n’est refusé. Après, il n’aura "
                "plus de place : autant le changer à la prochaine relecture."
            ),
            severities=("warning",),
        ),
    ),
)

VALUES = Family(
    name="valeurs",
    title=text("Les valeurs"),
    rules=(
        Rule(
            name="type",
            title=text("Chaque valeur est de la bonne sorte"),
            reason=text(
                "Un texte, un nombre, une liste et un oui ou non s’écrivent chacun à leur façon. Sans "
                "guillemets, un code passe pour un nombre et perd ses zéros dans un tableur ; sans "
                "crochets, une liste ne donne ni lien ni filtre."
            ),
        ),
        Rule(
            name="valeur-inconnue",
            title=text("La valeur vient de la liste"),
            reason=text(
                "Les besoins, les publics ou les statuts se choisissent dans une liste commune. Si "
                "l’on écrivait « vélo » ici et « deux-roues » là, une recherche n’en trouverait que "
                "la moitié. Il manque une valeur ? Proposez-la dans catalogue/vocabulaires/."
            ),
        ),
        Rule(
            name="valeur-en-double",
            title=text("Une liste ne répète pas une valeur"),
            reason=text(
                "Écrite deux fois, une valeur s’afficherait deux fois sur la page et compterait "
                "double dans les totaux."
            ),
        ),
        Rule(
            name="forme",
            title=text("La valeur a la forme attendue"),
            reason=text(
                "Certaines valeurs servent d’adresse, de nom de fichier ou d’identifiant dans un "
                "autre site. Une espace ou une majuscule de trop, et le lien ne mène plus nulle part."
            ),
        ),
        Rule(
            name="trop-long",
            title=text("Le texte tient dans sa place"),
            reason=text(
                "Un résumé se lit d’un coup d’œil sur une carte, dans une liste ou sur une affiche. "
                "Trop long, il y serait coupé au milieu d’une phrase. La description, elle, a toute "
                "la place."
            ),
        ),
        Rule(
            name="trop-petit",
            title=text("Le nombre n’est pas trop petit"),
            reason=text(
                "Une quantité nulle, ou une latitude sous le pôle Sud, est un chiffre mal recopié. "
                "L’arrêter ici évite une carte ou un total faux chez tous ceux qui reprennent les "
                "données."
            ),
        ),
        Rule(
            name="trop-grand",
            title=text("Le nombre n’est pas trop grand"),
            reason=text(
                "Une longitude de 306 degrés n’existe pas : il manque un point, ou un chiffre est de "
                "trop. Un seul nombre pareil suffit à fausser une carte ou un total."
            ),
        ),
        Rule(
            name="texte-coupe",
            title=text("Le texte est lu jusqu’au bout"),
            reason=text(
                "Après une espace, « # » ouvre un commentaire : YAML ne lit pas la suite, et ne le "
                "dit pas. La page montrerait une phrase coupée. Des guillemets autour de la valeur "
                "gardent tout."
            ),
            severities=("warning",),
        ),
    ),
)
