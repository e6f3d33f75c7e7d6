"""The table of communes → small files, by département and by the beginning of names; what is typed → which to read.

Nobody who fills in a form, or who looks for what is near home, should have to fetch 36,000 communes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from communs.territories import WHOLES, departement_of, split, words_of

TABLE = "territoires.json"  # régions and départements, and which files there are
GROUPS = "intercommunalites.tsv"
_LEVELS = ("region", "departement")
_OPENING = {"saint", "sainte", "le", "la", "les", "l"}  # so many names begin so that the next word counts too
_CODE = re.compile("(?:[0-9]{2}|2[AB])[0-9]{3}")


def files(table: str, communes: str) -> Iterator[tuple[str, object]]:
    """Each file by its name: the first as a value for JSON, the others as texts."""
    lines = [line.split("\t") for line in _lines(table)]
    main = ["\t".join([*cells[:3], "", cells[4]]) for cells in lines if cells[0] in _LEVELS]
    rows = [*_lines(communes)]
    by_code = _grouped((departement_of(row), row) for row in rows)
    by_name = _grouped((beginning(row.split("\t")[1]), row) for row in rows)
    sources = [
        line.removeprefix("# ") for line in (table + communes).split("\n") if line.startswith("# Source")
    ]
    first = {"table": "\n".join(main), "communes": [*by_code], "noms": [*by_name]}
    yield (
        TABLE,
        {"sources": list(dict.fromkeys(sources)), **first, "postes": _elsewhere(rows), "entieres": WHOLES},
    )
    yield GROUPS, "\n".join(_territory(cells) for cells in lines if cells[0] not in _LEVELS)
    yield from ((f"communes/{code}.tsv", "\n".join(found)) for code, found in by_code.items())
    yield from ((f"noms/{begun}.tsv", "\n".join(found)) for begun, found in by_name.items())


def beginning(name: str) -> str:
    """What the names that stand in one file begin with."""
    words = words_of(name)
    first, _, rest = words.partition(" ")
    return f"{first}-{rest[0]}" if rest and first in _OPENING else words[:2]


def meant(typed: str) -> Iterator[str]:
    """The files where what is typed, a code or a name, may be found; not each of them need exist."""
    yield from (TABLE, GROUPS)
    bare = split(typed)[1].upper()
    if bare[:2].isdigit() or bare[:2] in ("2A", "2B"):
        departement = departement_of(bare)
        yield from (
            f"communes/{code}.tsv" for code in (("2A", "2B") if departement == "20" else (departement,))
        )
    elif bare:
        yield f"noms/{beginning(bare)}.tsv"


def coded(id_: str) -> Iterator[str]:
    """The files that hold a territory, by its id, or a commune, by its code."""
    level, colon, code = id_.rpartition(":")
    if level in _LEVELS:
        yield TABLE
    elif colon and level != "commune":
        yield GROUPS
    elif _CODE.fullmatch(code):
        yield from (TABLE, f"communes/{departement_of(code)}.tsv")


def existing(names: Iterable[str], table: Mapping[str, list[str]] | None) -> Iterator[str]:
    """The files that exist, of those that may: only the first of them tells, so it is read first."""
    for name in names:
        folder, slash, rest = name.partition("/")
        if not slash or (table is not None and rest.removesuffix(".tsv") in table[folder]):
            yield name


def _elsewhere(rows: Iterable[str]) -> Mapping[str, list[str]]:
    """The few postal codes that begin as another département does: those of their communes."""
    found: dict[str, list[str]] = {}
    for row in rows:
        departement = departement_of(row)
        for code in row.split("\t")[3].split():
            if departement not in (departement_of(code), "2A", "2B"):
                found.setdefault(code, []).append(departement)
    return {code: list(dict.fromkeys(found[code])) for code in found}


def _grouped(rows: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in rows:
        found[key].append(row)
    return found


def _territory(cells: list[str]) -> str:
    """Its level, its code and its name: nobody asks a form for the rest."""
    return "\t".join([*cells[:3], "", ""])


def _lines(table: str) -> Iterator[str]:
    return (line for line in table.split("\n") if line and line[0] != "#")
