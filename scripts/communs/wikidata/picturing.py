"""The files of Commons that facts name → pictures to keep, each with whom to thank for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from communs import disk
from communs.facts import MEDIAS, Media, claims, pictures
from communs.facts.pictures import Credit
from communs.findings import Text, text
from communs.wikidata import api
from communs.wikidata.asking import Asking
from communs.wikidata.wire import near

LOGO, LOGO_WIDTH, PICTURE_WIDTH = "P154", 330, 960  # pixels, among the widths that Commons keeps ready
HEAVY = 3 * 2**20  # bytes
_SILENT = text("Commons n’en a rien dit")


@dataclass(kw_only=True)
class Picturing:
    """Adds to what is learnt the pictures of the items that were read.

    They wait in the folder `aside`, for a thousand of them would fill the memory; without one, none comes.
    """

    asking: Asking
    aside: Path | None

    def run(self) -> None:
        """Fetch the pictures of what was read, but those that are here already."""
        files = [(facts.requested, file) for facts in self.asking.fresh() for file in claims.files(facts)]
        pages = self._pages(dict.fromkeys(file for _, file in files))
        for qid, file in self.asking.watch(files, len(files), text("Images")):
            before, page = self._before(qid, file), pages[file]
            found = page if isinstance(page, Text) else self._media(qid, file, page, before)
            if isinstance(found, Text):
                self.asking.put(self.asking.facts[qid], {file: found})
                found = before
            if found is not None:
                facts = self.asking.facts[qid]
                self.asking.facts[qid] = replace(facts, media={**facts.media, file: found})

    def _pages(self, files: Iterable[str]) -> Mapping[str, api.Document | Text]:
        """What Commons says of each file, or why it says nothing."""
        found: dict[str, api.Document | Text] = {}
        logos = {claim.get("file") for facts in self.asking.fresh() for claim in facts.claims.get(LOGO, ())}
        for batch in self.asking.batches(files, text("Auteurs et licences des images")):
            widths = {file: LOGO_WIDTH if file in logos else PICTURE_WIDTH for file in batch}
            told = self.asking.answer(api.pictures, self.asking.client, self.asking.at.commons, widths)
            found |= {file: told if isinstance(told, Text) else told.get(file, _SILENT) for file in batch}
        return found

    def _before(self, qid: str, file: str) -> Media | None:
        """The picture that is here already."""
        known = self.asking.checked.facts.get(qid)
        media = known.media.get(file) if known else None
        return media if media and self.asking.there(media) else None

    def _media(self, qid: str, file: str, page: api.Document, before: Media | None) -> Media | Text | None:
        """A picture with whom to thank; where it is refused, what there was; or why it has to wait."""
        credit = pictures.credit(page)
        if credit is None:
            self.asking.refused[file] = text("Commons ne l’a pas, ou n’en dit pas la licence")
            return None
        if before is not None and before.sha1 == credit.sha1:
            return _pictured(credit, before.file, before.stored_sha1)
        if not near(self.asking.at.commons, credit.thumb):
            self.asking.refused[file] = text("son adresse mène ailleurs que chez Commons")
            return before
        if self.aside is None:
            self.asking.ahead.add(credit.thumb)
            return before
        place = self._fetched(credit.thumb, self.aside)
        if isinstance(place, Path):
            return self._stored(qid, file, place, credit) or before
        if self.asking.over is None:  # this one alone cannot be had
            self.asking.refused[file] = place
            return before
        return place

    def _fetched(self, thumb: str, aside: Path) -> Path | Text:
        """Where a picture waits; several items may show the same."""
        place = aside / _sha1(thumb.encode())
        if not place.exists():
            data = self.asking.answer(self.asking.client.download, thumb, HEAVY)
            if isinstance(data, Text):
                return data
            disk.rewrite(place, data)
        return place

    def _stored(self, qid: str, file: str, place: Path, credit: Credit) -> Media | None:
        data = disk.read_bytes(place)
        ending = pictures.kind_of(data)
        if ending is None:
            self.asking.refused[file] = text("ce n’est pas une image que le site puisse montrer")
            return None
        claimed = self.asking.facts[qid].claims
        property_ = next(
            name for name in claimed if any(claim.get("file") == file for claim in claimed[name])
        )
        name = f"{qid}-{property_}.{ending}"
        self.asking.pictures[MEDIAS + name] = place
        return _pictured(credit, name, _sha1(data))


def _sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


def _pictured(credit: Credit, name: str, stored: str) -> Media:
    return Media(
        file=name,
        stored_sha1=stored,
        sha1=credit.sha1,
        width=credit.width,
        height=credit.height,
        author=credit.author,
        licence=credit.licence,
        licence_url=credit.licence_url,
        page=credit.page,
    )
