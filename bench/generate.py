"""A number and a seed → a repository with that many valid entries that link to each other. All is invented.

python bench/generate.py FOLDER --entries 10000 --seed 1
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from communs import draft, pipeline, territories

ROOT = Path(__file__).resolve().parents[1]
SHARES = {"alliances": 1, "organisations": 35, "offres": 40, "communs": 10, "lieux": 10, "mutualisations": 4}
COPIED = ("schemas", "catalogue/vocabulaires", "docs", "communs.yml", "mkdocs.yml", "mkdocs.en.yml")

_THINGS = (
    "bac carnet composteur four fourgon jardin journal livre marché pain piano potager tandem vélo verger"
)
_PLACES = (
    "carrefour chemin coteau faubourg hameau lavoir marais moulin plateau pont port quartier sentier vallon"
)
_VERBS = (
    "cultiver emprunter fabriquer goûter imprimer partager prêter réparer retrouver semer transporter troquer"
)
_SENTENCE = (
    "On y vient pour {verb} avec les voisins du {place}, et pour apprendre à tenir ensemble un {thing}.",
    "Le {thing} appartient à celles et ceux qui s’en servent ; chaque membre du {place} a une voix.",
    "Pour commencer, écrivez-nous ou passez au {place} : quelqu’un vous aidera à {verb}.",
    "Ce que l’on gagne à {verb} revient au {thing}, qui reste ouvert à toutes et à tous.",
)

Values = dict[str, Any]
Ids = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Maker:
    """What entries are made of: chance, the ids of all entries to come, and the terms of real lists."""

    random: Random
    ids: Ids
    terms: Ids
    communes: Sequence[territories.Commune]

    def some(self, values: Sequence[str], most: int = 3) -> list[str]:
        """A few different values."""
        return self.random.sample(values, min(len(values), self.random.randint(1, most)))

    def one(self, values: Sequence[str]) -> str:
        """One value."""
        return self.random.choice(values)

    def maybe(self, chance: float, **values: Any) -> Values:
        """Some fields, or none."""
        return values if self.random.random() < chance else {}

    def sentence(self) -> str:
        """A sentence that means little and reads like one."""
        words = {"verb": _VERBS, "place": _PLACES, "thing": _THINGS}
        return self.one(_SENTENCE).format(**{key: self.one(value.split()) for key, value in words.items()})

    def text(self, sections: int) -> str:
        """Some Markdown with headings, a list and a link."""
        parts = [
            f"## {self.one(_VERBS.split()).capitalize()}\n\n{self.sentence()} {self.sentence()}\n\n"
            f"- {self.sentence()}\n- {self.sentence()}\n\n"
            for _ in range(sections)
        ]
        return "".join(parts) + "Voir [la page d’accueil](https://example.org/)."

    def place(self) -> str:
        """A commune of the real table, as a territory."""
        return f"commune:{self.random.choice(self.communes).code}"


def alliance(make: Maker, name: str) -> Values:
    """A group of organisations."""
    return {
        "type": make.one(make.terms["types_d_alliance"]),
        "recit": make.text(2),
        "objectifs": make.some(make.terms["objectifs"]),
        "coordination": make.one(make.ids["organisations"]),
        "site_web": f"https://{name}.example.org",
    }


def organisation(make: Maker, name: str) -> Values:
    """A member: the richest kind, with nested lists, numbers and links to three kinds."""
    joined = [{"alliance": a, "depuis": f"20{make.random.randint(10, 26)}-0{make.random.randint(1, 9)}"}
              for a in make.some(make.ids["alliances"])]  # fmt: skip
    promised = make.some(make.terms["criteres"])
    figure = {"indicateur": "Sociétaires", "valeur": make.random.randint(3, 9000), "date": "2025"}
    return {
        "description": make.text(2),
        "famille": make.some(make.terms["familles"]),
        "statut_juridique": make.one(make.terms["statuts_juridiques"]),
        "date_creation": str(make.random.randint(1950, 2025)),
        "territoires": [make.place()],
        "besoins": make.some(make.terms["besoins"]),
        "site_web": f"https://{name}.example.org",
        "contact": {"courriel": f"contact@{name}.example.org"},
        **make.maybe(0.5, membre_de=joined),
        **make.maybe(0.5, communs_utilises=make.some(make.ids["communs"])),
        **make.maybe(0.3, chiffres=[figure]),
        **make.maybe(0.3, criteres={name: {"engagement": make.sentence()} for name in promised}),
    }  # fmt: skip


def offre(make: Maker, name: str) -> Values:
    """What a person can use."""
    return {
        "portee_par": make.some(make.ids["organisations"], 2),
        "besoins": make.some(make.terms["besoins"], 2),
        "territoires": ["france"] if make.random.random() < 0.3 else [make.place()],
        "lien": f"https://{name}.example.org",
        "publics": make.some(make.terms["publics"]),
        "frais": make.one(make.terms["frais"]),
        "modes_acces": make.some(make.terms["modes_d_acces"]),
        "description": make.text(1),
        **make.maybe(0.5, communs_utilises=make.some(make.ids["communs"])),
        **make.maybe(0.3, conditions_acces=make.sentence()),
    }


def commun(make: Maker, name: str) -> Values:
    """Something held in common."""
    return {
        "type": make.one(make.terms["types_de_commun"]),
        "licence": make.one(["AGPL-3.0-or-later", "CC-BY-SA-4.0", "MIT", "ODbL-1.0"]),
        "maintenu_par": make.some(make.ids["organisations"], 2),
        "site_web": f"https://{name}.example.org",
        "depot": f"https://forge.example.org/{name}",
    }


def lieu(make: Maker, name: str) -> Values:
    """A place, with a commune that matches its postal code and coordinates."""
    commune = make.random.choice(make.communes)
    return {
        "code_insee": commune.code,
        "code_postal": commune.postal_codes[0],
        "latitude": commune.latitude,
        "longitude": commune.longitude,
        "porte_par": make.one(make.ids["organisations"]),
        "horaires": "Mo-Fr 09:00-12:00,14:00-18:30",
        "services": make.some(make.terms["services_de_mediation"]),
        "offres_relayees": make.some(make.ids["offres"]),
    }


def mutualisation(make: Maker, name: str) -> Values:
    """A pool and who takes part."""
    members, roles = make.some(make.ids["organisations"], 4), make.terms["roles_de_participant"]
    return {
        "type": make.some(make.terms["types_de_ressource"], 2),
        "etat": make.one(make.terms["etats_de_mutualisation"]),
        "participants": [{"organisation": member, "role": make.one(roles)} for member in members],
        "documentation": f"https://{name}.example.org/documentation",
    }


MAKERS: dict[str, Callable[[Maker, str], Values]] = {
    "alliances": alliance,
    "organisations": organisation,
    "offres": offre,
    "communs": commun,
    "lieux": lieu,
    "mutualisations": mutualisation,
}


def repository(folder: Path, entries: int, seed: int = 1) -> Path:
    """Write a whole repository (schemas, lists, settings, entries) into an empty folder."""
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    for path, content in written(entries, seed):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    return folder


def written(entries: int, seed: int) -> Iterator[tuple[str, str]]:
    """The path and text of each entry."""
    make = _maker(entries, seed)
    for kind, ids in make.ids.items():
        for name in ids:
            head = f"# yaml-language-server: $schema=../../.cache/schemas/{kind}.json\n"
            yield (
                f"catalogue/{kind}/{name}.yml",
                head + "\n".join(draft.dump(_entry(make, kind, name))) + "\n",
            )


def _entry(make: Maker, kind: str, name: str) -> Values:
    day = f"2026-{make.random.randint(6, 10):02}-{make.random.randint(1, 28):02}"
    title = f"{make.one(_THINGS.split())} du {make.one(_PLACES.split())}".capitalize()
    return {
        "nom": f"{title} {name.rpartition('-')[2]}",
        "resume": {"fr": make.sentence(), "en": "An invented entry, made to measure the speed of the tool."},
        **MAKERS[kind](make, name),
        "origine": "membre",
        "verifie_le": day,
        "sources": [{"url": f"https://{name}.example.org/a-propos", "lu_le": day}],
    }


def _maker(entries: int, seed: int) -> Maker:
    lists = pipeline.check(ROOT).catalogue.vocabularies
    table = territories.load()
    communes = (table.commune(code) for code in _codes())
    return Maker(
        random=Random(seed),  # noqa: S311 - the same entries each time is what we want
        ids=_ids(entries),
        terms={name: list(found.terms) for name, found in lists.items()},
        communes=[c for c in communes if c and c.postal_codes and c.latitude is not None],
    )


def _codes() -> list[str]:
    rows = (ROOT / "scripts/communs/data/communes.tsv").read_text(encoding="utf-8").splitlines()
    return [row[:5] for row in rows][::170]


def _ids(entries: int) -> dict[str, list[str]]:
    counts = {kind: max(1, entries * share // 100) for kind, share in SHARES.items()}
    counts["offres"] += entries - sum(counts.values())
    return {kind: [f"essai-{kind}-{n:05}" for n in range(count)] for kind, count in counts.items()}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    repository(options.folder, options.entries, options.seed)


if __name__ == "__main__":
    main()
