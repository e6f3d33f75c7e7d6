"""The rules about files themselves: they can be read, they stand in their place, they are tidy."""

from __future__ import annotations

from communs.findings import text
from communs.rulebook.rule import Family, Rule, Source

READING = Family(
    name="lecture",
    title=text("Le fichier peut être lu"),
    rules=(
        Rule(
            name="encodage",
            title=text("Le fichier est enregistré en UTF-8"),
            reason=text(
                "UTF-8 est l’écriture que tous les ordinateurs partagent. Dans une autre, « é » "
                "deviendrait « Ã© » ou un losange sur le site et dans les exports. Le texte est donc "
                "refusé plutôt que publié abîmé."
            ),
            source=Source(name="Unicode", address="https://www.unicode.org/faq/utf_bom.html"),
        ),
        Rule(
            name="fichier-vide",
            title=text("Une fiche dit au moins quelque chose"),
            reason=text(
                "Un fichier vide donnerait une page sans nom, que personne ne pourrait trouver. C’est "
                "souvent un enregistrement oublié, ou un copier-coller qui n’a pas pris."
            ),
        ),
        Rule(
            name="fichier-trop-gros",
            title=text("Une fiche tient en quelques pages"),
            reason=text(
                "Une fiche de plus d’un mégaoctet contient presque toujours une image ou un document "
                "collé par erreur. Elle ralentirait la vérification de tout le monde, et sa page ne "
                "se lirait pas sur un téléphone."
            ),
            told=(
                text("Un fichier de plus de 1 Mo, avec un rapport entier collé dedans."),
                text("Quelques lignes, et l’adresse de la page où se trouve le rapport."),
            ),
        ),
        Rule(
            name="illisible",
            title=text("Le fichier s’ouvre"),
            reason=text(
                "La vérification lit chaque fichier du catalogue. Celui qu’elle ne peut pas ouvrir "
                "manquerait sur le site sans que personne le sache : mieux vaut le dire."
            ),
            told=(
                text("Un fichier dont la lecture est interdite, ou qui n’est pas un fichier de texte."),
                text("Un fichier de texte ordinaire, que tout le monde peut lire."),
            ),
        ),
        Rule(
            name="lien-symbolique",
            title=text("Le catalogue ne contient pas de raccourci"),
            reason=text(
                "Un lien symbolique mène ailleurs sur la machine qui construit le site. Il pourrait "
                "publier un fichier privé, ou ne mener nulle part chez les autres."
            ),
            told=(
                text("Un raccourci vers un fichier rangé ailleurs sur votre machine."),
                text("Une copie de ce fichier, à la place du raccourci."),
            ),
        ),
        Rule(
            name="caractere-interdit",
            title=text("Le texte n’a pas de signe caché"),
            reason=text(
                "Un copier-coller depuis un traitement de texte ou un PDF apporte parfois des signes "
                "de commande que l’œil ne voit pas. Ils cassent la recherche, les exports et la "
                "lecture à voix haute."
            ),
            severities=("error", "warning"),
        ),
        Rule(
            name="yaml",
            title=text("La fiche s’écrit « champ: valeur »"),
            reason=text(
                "Une fiche est écrite en YAML, que des programmes lisent au signe près. Un « : » dans "
                "une phrase, un guillemet jamais refermé ou un décalage change le sens de tout ce qui "
                "suit. La vérification s’arrête là plutôt que de deviner."
            ),
            source=Source(name="YAML 1.2", address="https://yaml.org/spec/1.2.2/"),
        ),
        Rule(
            name="tabulation",
            title=text("Les décalages se font avec des espaces"),
            reason=text(
                "La largeur d’une tabulation dépend de l’éditeur : ce qui semble aligné chez vous ne "
                "l’est pas chez les autres. YAML la refuse au début d’une ligne ; deux espaces par "
                "niveau se lisent pareil partout."
            ),
            source=Source(name="YAML 1.2", address="https://yaml.org/spec/1.2.2/#61-indentation-spaces"),
        ),
        Rule(
            name="cle",
            title=text("Chaque ligne commence par le nom d’un champ"),
            reason=text(
                "Le nom d’un champ est un mot simple, suivi de « : ». YAML permet d’y mettre une "
                "liste, ou rien du tout, mais aucun tableau ni aucune page ne saurait où ranger la "
                "valeur."
            ),
        ),
        Rule(
            name="cle-en-double",
            title=text("Un champ ne s’écrit qu’une fois"),
            reason=text(
                "De deux valeurs pour le même champ, la plupart des programmes gardent la dernière "
                "sans rien dire, et l’autre est perdue. Seule la personne qui écrit sait laquelle est "
                "la bonne."
            ),
        ),
        Rule(
            name="alias",
            title=text("Une valeur s’écrit en toutes lettres"),
            reason=text(
                "YAML permet de nommer une valeur, puis d’y renvoyer. Qui corrige la fiche ne voit "
                "plus ce qui change ailleurs, et des renvois emboîtés peuvent épuiser la mémoire "
                "d’une machine."
            ),
        ),
        Rule(
            name="etiquette",
            title=text("Une valeur ne porte pas d’étiquette de type"),
            reason=text(
                "Une étiquette demande à un programme de fabriquer un objet : c’est une porte connue "
                "pour y faire entrer du code. Les fiches s’en passent, un texte ou un nombre leur "
                "suffit."
            ),
        ),
        Rule(
            name="plusieurs-documents",
            title=text("Un fichier contient une seule fiche"),
            reason=text(
                "L’adresse d’une page vient du nom de son fichier : une seconde fiche, après « --- », "
                "n’aurait pas d’adresse. La plupart des programmes ne la liraient même pas."
            ),
        ),
        Rule(
            name="trop-imbrique",
            title=text("Les valeurs ne s’emboîtent pas sans fin"),
            reason=text(
                "Aucune fiche ne demande plus de quelques niveaux. Des dizaines de crochets emboîtés "
                "viennent d’une fausse manœuvre, ou d’une attaque qui veut épuiser la mémoire de la "
                "machine qui vérifie."
            ),
            told=(
                text("Des dizaines de crochets les uns dans les autres."),
                text("Une valeur par champ, ou une liste d’un seul niveau."),
            ),
        ),
        Rule(
            name="trop-de-fautes",
            title=text("Un compte rendu se lit d’un bout à l’autre"),
            reason=text(
                "Un fichier qui a des centaines de fautes n’a souvent qu’une cause : un tableur collé là, ou "
                "une fiche d’un autre type. Les premières suffisent à la trouver ; les montrer toutes "
                "cacherait celles des autres fiches."
            ),
            told=(
                text("Un tableau entier collé dans une fiche."),
                text("Une fiche par ligne du tableau, commencée avec « communs new »."),
            ),
        ),
    ),
)

FILES = Family(
    name="place",
    title=text("Le fichier est à sa place"),
    rules=(
        Rule(
            name="extension",
            title=text("Le nom d’une fiche finit par « .yml »"),
            reason=text(
                "Les outils reconnaissent les fiches à la fin de leur nom. Sous « .yaml », « .YML » "
                "ou « .txt », une fiche juste resterait oubliée, ou deux fichiers voudraient la même "
                "adresse."
            ),
        ),
        Rule(
            name="fichier-egare",
            title=text("Chaque fiche est dans le dossier de son type"),
            reason=text(
                "Le chemin d’un fichier dit ce qu’il est et donne l’adresse de sa page. Rangée "
                "ailleurs, une fiche n’aurait ni type ni adresse, et personne ne la trouverait."
            ),
        ),
        Rule(
            name="dossier-inconnu",
            title=text("Le dossier porte le nom d’un type de fiche"),
            reason=text(
                "Le dossier décide du type de la fiche, donc de ses champs, de sa page et de ses "
                "exports. Un dossier inconnu est presque toujours une faute de frappe, comme un « s » "
                "oublié."
            ),
        ),
        Rule(
            name="nom-de-fichier",
            title=text("Le nom du fichier peut servir d’adresse"),
            reason=text(
                "Le nom du fichier devient l’adresse de la page et ne change plus : d’autres fiches "
                "et d’autres sites y renvoient. Des minuscules sans accent, des chiffres et des "
                "tirets se recopient et se dictent sans erreur."
            ),
        ),
    ),
)

TIDINESS = Family(
    name="proprete",
    title=text("La fiche se relit sans peine"),
    rules=(
        Rule(
            name="ligne-de-schema",
            title=text("La première ligne dit à l’éditeur de quel type est la fiche"),
            reason=text(
                "Grâce à cette ligne, un éditeur propose les champs et les valeurs, et souligne les "
                "fautes pendant que vous écrivez. Le site n’en dépend pas ; mais si elle nomme un "
                "autre type, l’aide serait fausse."
            ),
            severities=("warning", "notice"),
        ),
        Rule(
            name="espaces-en-fin-de-ligne",
            title=text("Une ligne ne finit pas par des espaces"),
            reason=text(
                "On ne les voit pas, mais elles font paraître changée une ligne qui ne l’est pas. Qui "
                "relit une proposition perd du temps à chercher la différence."
            ),
            severities=("notice",),
        ),
        Rule(
            name="fins-de-ligne",
            title=text("Les lignes finissent toutes de la même façon"),
            reason=text(
                "Certains éditeurs finissent chaque ligne par deux signes cachés au lieu d’un. D’un "
                "éditeur à l’autre, toute la fiche paraît alors réécrite quand un seul mot a changé."
            ),
            severities=("notice",),
        ),
    ),
)

HOUSE = Family(
    name="maison",
    title=text("Les fichiers de la maison"),
    rules=(
        Rule(
            name="terme-en-double",
            title=text("Une liste ne définit un terme qu’une fois"),
            reason=text(
                "Avec deux termes du même identifiant dans catalogue/vocabulaires/, on ne sait plus "
                "lequel une fiche désigne. L’un des deux noms disparaîtrait du site."
            ),
        ),
        Rule(
            name="faits-illisibles",
            title=text("Les faits de Wikidata ne s’écrivent pas à la main"),
            reason=text(
                "Chaque fichier de catalogue/_wikidata/ dit ce qu’un robot a lu, quand, et dans quelle version. "
                "Retouché, il ferait signer à Wikidata ce que Wikidata ne dit pas. Ce qui est à dire va dans la "
                "fiche, dont la parole passe d’abord."
            ),
            severities=("warning",),
        ),
        Rule(
            name="regle-du-schema",
            title=text("La fiche suit le schéma de son type"),
            reason=text(
                "Un schéma peut poser une règle pour laquelle nous n’avons pas encore de phrase. Elle "
                "s’applique quand même : les programmes qui reprennent les fiches comptent sur ce que "
                "le schéma promet."
            ),
            source=Source(name="JSON Schema 2020-12", address="https://json-schema.org/draft/2020-12"),
        ),
    ),
)
