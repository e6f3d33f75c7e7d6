"""The rules about what an entry says of the world: when, where, and who."""

from __future__ import annotations

from communs.findings import text
from communs.rulebook.rule import Family, Rule, Source

COG = Source(name="Insee, code officiel géographique", address="https://www.insee.fr/fr/information/2560452")
POST = Source(
    name="La Poste", address="https://www.data.gouv.fr/fr/datasets/base-officielle-des-codes-postaux/"
)
ISO = Source(name="ISO 8601", address="https://www.iso.org/iso-8601-date-and-time-format.html")

DATES = Family(
    name="dates",
    title=text("Les dates et la fraîcheur"),
    rules=(
        Rule(
            name="format-date",
            title=text("Une date s’écrit année, mois, jour"),
            reason=text(
                "03/04 est le 3 avril pour les uns, le 4 mars pour les autres. L’ordre année, mois, "
                "jour se lit pareil partout et se trie tout seul. Un jour qui n’existe pas, comme le "
                "30 février, cache une faute."
            ),
            source=ISO,
        ),
        Rule(
            name="format-date-partielle",
            title=text("Une date peut s’arrêter à l’année ou au mois"),
            reason=text(
                'Souvent on ne connaît que l’année. Écrire "2018" vaut mieux que d’inventer un 1er '
                "janvier que d’autres prendraient pour vrai ; mais un treizième mois n’existe pas."
            ),
            source=ISO,
        ),
        Rule(
            name="dates-en-ordre",
            title=text("Ce qui finit a d’abord commencé"),
            reason=text(
                "Une fin avant le début vient d’une date mal recopiée ou de deux champs échangés. Une "
                "rencontre à venir passerait pour finie, une adhésion pour quittée."
            ),
        ),
        Rule(
            name="date-future",
            title=text("Une fiche n’est pas confirmée d’avance"),
            reason=text(
                "« verifie_le » dit le jour où une personne a relu la fiche. Une date à venir la "
                "ferait paraître fraîche plus longtemps qu’elle ne l’est."
            ),
        ),
        Rule(
            name="expire-trop-tard",
            title=text("Une annonce dure un an au plus"),
            reason=text(
                "Un serveur à prêter ou une salle à partager change vite. Au bout d’un an sans "
                "nouvelle, l’annonce a de grandes chances d’être fausse ; la prolonger prend une "
                "minute, et montre qu’elle tient."
            ),
        ),
        Rule(
            name="expiree",
            title=text("Une annonce passée n’est plus proposée"),
            reason=text(
                "Répondre à une annonce qui n’a plus cours décourage. Son jour passé, elle quitte "
                "d’elle-même la page « Mettre en commun » ; cette remarque vous le dit, au cas où "
                "elle tiendrait encore."
            ),
            severities=("notice",),
        ),
        Rule(
            name="fraicheur",
            title=text("Une fiche se relit deux fois par an"),
            reason=text(
                "Un horaire, un prix ou un contact change sans prévenir. Au bout de six mois, ou du "
                "délai choisi par le catalogue, ce rappel demande de relire la fiche : qui la lit "
                "peut alors s’y fier."
            ),
            severities=("warning",),
        ),
        Rule(
            name="a-verifier",
            title=text("Une fiche oubliée est marquée « à vérifier »"),
            reason=text(
                "Au bout de deux ans, ou du délai choisi par le catalogue, plus personne ne répond de "
                "ce que dit la fiche. Le site l’écrit en haut de la page, pour que personne ne se "
                "déplace pour rien. La fiche reste en place."
            ),
            severities=("warning",),
        ),
    ),
)

PLACES = Family(
    name="territoires",
    title=text("Les lieux et les territoires"),
    rules=(
        Rule(
            name="territoire-inconnu",
            title=text("Un territoire est désigné par son code"),
            reason=text(
                "Plus de mille noms sont portés par plusieurs communes, et une région se nomme de "
                "plusieurs façons. Un code ne désigne qu’un territoire : c’est lui qui fait paraître "
                "une offre là où on la cherche."
            ),
            source=COG,
        ),
        Rule(
            name="format-code-insee",
            title=text("Le code INSEE a cinq signes"),
            reason=text(
                "Le code INSEE désigne une seule commune. Le code postal lui ressemble, mais "
                "plusieurs communes se le partagent : les confondre mettrait un lieu dans la ville "
                "d’à côté. En Corse il commence par 2A ou 2B."
            ),
            source=COG,
        ),
        Rule(
            name="format-code-postal",
            title=text("Le code postal a cinq chiffres"),
            reason=text(
                "Il sert à écrire une adresse où le courrier arrive. Les guillemets gardent son "
                'premier zéro : sans eux, "01000", à Bourg-en-Bresse, devient 1000 dans un tableur.'
            ),
            source=POST,
        ),
        Rule(
            name="code-postal-commune",
            title=text("Le code postal est celui de la commune"),
            reason=text(
                "Quand le code postal et la commune ne vont pas ensemble, l’un des deux est faux : le "
                "courrier, ou les personnes, iront ailleurs. Ce n’est qu’un avertissement, car la "
                "liste ne contient pas les CEDEX."
            ),
            severities=("warning",),
            source=POST,
        ),
        Rule(
            name="coordonnees-hors-de-france",
            title=text("Le point est en France"),
            reason=text(
                "Latitude et longitude s’échangent facilement : un café de Lille se retrouve alors au "
                "large de la Somalie. L’adresse est en France, son point doit l’être aussi."
            ),
        ),
        Rule(
            name="coordonnees-loin-de-la-commune",
            title=text("Le point est près de la commune"),
            reason=text(
                "Une carte envoie les gens là où est le point. À plus de trente kilomètres de la "
                "commune écrite à côté, le point ou le code est sans doute faux. C’est à vérifier sur "
                "une carte, d’où un simple avertissement."
            ),
            severities=("warning",),
        ),
    ),
)

PEOPLE = Family(
    name="personnes",
    title=text("Le respect des personnes"),
    rules=(
        Rule(
            name="jamais-pre-rempli",
            title=text("Personne ne s’engage à la place des autres"),
            reason=text(
                "Un critère, une signature ou une ressource est la parole d’une organisation. Écrits "
                "d’après des sources publiques, ils lui feraient promettre ce qu’elle n’a pas dit."
            ),
        ),
        Rule(
            name="courriel-personnel",
            title=text("L’adresse est celle d’un service"),
            reason=text(
                "Tout ce qui est dans une fiche est public, recopié et gardé longtemps. L’adresse "
                "d’une personne lui attire du courrier indésirable, et ne répond plus quand elle s’en "
                "va ; celle d’un service la protège, et reste."
            ),
            severities=("warning",),
        ),
    ),
)
