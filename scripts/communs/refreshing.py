"""The door of `communs enrich`: what the catalogue names → what Wikidata says of it now, kept in files."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from communs import disk, formats
from communs.facts import FOLDER, MEDIAS, filling, items, write
from communs.facts.refreshed import Refreshed
from communs.findings import CannotWork, text
from communs.near import nearest
from communs.pipeline import Checked
from communs.settings import Wikidata
from communs.wikidata.asking import Asking, Wanted, Watch
from communs.wikidata.client import Client
from communs.wikidata.picturing import Picturing


@contextmanager
def aside(root: Path) -> Iterator[Path]:
    """The place where pictures wait until they are kept; it goes in the end, as that of a refresh that was killed."""
    folder = root / ".cache/images"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refresh(
    checked: Checked, wanted: Wanted, client: Client, at: Wikidata, watch: Watch, aside: Path | None = None
) -> Refreshed:
    """Ask what changed, read that, name what it links to, fetch its pictures into a folder `aside` if there is one.

    Nothing else is written.
    """
    asking = Asking(checked=checked, wanted=wanted, client=client, at=at, watch=watch)
    asking.read(list(asking.changed()))
    asking.name()
    Picturing(asking=asking, aside=aside).run()
    named = {mention.qid: mention.document.path for mention in items.mentions(checked.catalogue)}
    return Refreshed(
        wanted=wanted.keys(),
        places=named,
        known=checked.facts,
        facts=asking.facts,
        pictures=asking.pictures,
        ahead=asking.ahead,
        late=asking.late,
        partly=asking.partly,
        refused=asking.refused,
        asked=client.asked,
        orphans=_orphans(checked),
    )


def _orphans(checked: Checked) -> list[str]:
    """The files of items that nothing names any more, as far as all that names some can be read."""
    wanted = filling.wanted(checked.catalogue) if checked.sound else checked.facts
    return [facts.path for qid, facts in checked.facts.items() if qid not in wanted]


def keep(root: Path, done: Refreshed) -> None:
    """Write the pictures, then the facts that name them; then drop the pictures that none names. Raises CannotWork."""
    for folder in (FOLDER, MEDIAS):
        disk.sweep(root / folder)
    for path, place in done.pictures.items():
        disk.rewrite(root / path, disk.read_bytes(place))
    for facts in done.facts.values():
        disk.rewrite(root / facts.path, write(facts))
    for path in done.dropped:
        (root / path).unlink(missing_ok=True)


def wanted(checked: Checked, words: Collection[str] = ()) -> Wanted:
    """What to ask of all items, or of those that words name: Q-ids, files, `kind/id`, ids. Raises CannotWork.

    Nothing where no entry and no list names an item: its territories alone are not worth a question.
    """
    found = filling.wanted(checked.catalogue)
    if not words:
        return found if any(items.mentions(checked.catalogue)) else {}
    known = _names(checked)
    named = {qid for word in words for qid in _named(checked.root, word, known, found)}
    return {qid: paths for qid, paths in found.items() if qid in named}


def _names(checked: Checked) -> Mapping[str, set[str]]:
    """The items of each entry and list, by all that somebody may call it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    items_of = defaultdict(set)
    for mention in items.mentions(checked.catalogue):
        items_of[mention.document.path].add(mention.qid)
    for path in [*(entry.path for entry in checked.catalogue.entries.values()), *items_of]:
        place = path.removeprefix("catalogue/").removesuffix(".yml")
        for name in (path, place, place.rpartition("/")[2]):
            found[name] |= items_of[path]
    return found


def _named(root: Path, word: str, known: Mapping[str, set[str]], wanted: Wanted) -> Collection[str]:
    if formats.qid(word):
        if word not in wanted:
            raise CannotWork(text("Le catalogue ne nomme pas {element}.", element=word))
        return [word]
    here = Path(word).resolve()
    name = here.relative_to(root).as_posix() if here.is_relative_to(root) and here.exists() else word
    if name not in known:
        near = nearest(word, known, most=1)
        said = text("Aucune fiche ne se trouve à « {adresse} ». Vouliez-vous écrire « {un} » ?")
        said = said if near else text("Aucune fiche ne se trouve à « {adresse} ».")
        raise CannotWork(said.about(adresse=word, un=near[0] if near else ""))
    if not known[name]:
        raise CannotWork(text("« {nom} » ne nomme aucun élément de Wikidata.", nom=word))
    return known[name]
