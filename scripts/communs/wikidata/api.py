"""Items, labels and pictures → the fewest requests that tell of them; answers come back by what was asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from unicodedata import normalize
from urllib.parse import quote, urlsplit

from communs import formats
from communs.wikidata.client import Answer, Client, Unsound

Document = dict[str, Any]
T = TypeVar("T")

MOST = 50  # ids or titles in one request
LONG = 6000  # signs of them: servers refuse addresses of more than about 8,000
PARTS = 20  # of one answer that comes in several
FOUND = 10  # items of a search by name
LINKING = 500  # items that name a site
DOCUMENT = "info|labels|descriptions|aliases|claims|sitelinks/urls"
_OF_ONE = {
    "no-such-entity",
    "toomanyvalues",
    "unexpected",
    "JSON",
    "too long",
}  # what one of many may be at fault for, or their number
_CREDIT = "Artist|Credit|LicenseShortName|LicenseUrl"
_TITLE = re.compile(r"[^#<>\[\]{}|\x00-\x1f\x7f]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """Where an item stands: `target` is another id where it was merged."""

    target: str
    revision: int


def revisions(
    client: Client, api: str, qids: Iterable[str], *, space: str = ""
) -> dict[str, Revision | None]:
    """The revision of each item, None where it is missing: one request for fifty. Raises GaveUp and Unsound.

    `space` stands before the titles of items where their pages have a namespace: « Item: ».
    """
    found: dict[str, Revision | None] = {}
    for batch in _batches(qids):
        titles = [f"{space}{qid}" for qid in batch]
        params = {"action": "query", "prop": "info", "redirects": "1", "titles": "|".join(titles)}
        answer = client.get(api, params, partial(_revised, titles=titles))
        found |= {
            title.removeprefix(space): _revision(page) for title, page in _pages(answer, titles).items()
        }
    return found


def entities(
    client: Client, api: str, qids: Iterable[str], *, props: str = DOCUMENT
) -> Iterator[tuple[str, Document | Unsound | None]]:
    """Each item's document, None where it is missing, Unsound where it cannot be had. Raises GaveUp.

    Fifty in a request, fewer where an answer is too long or one of them is at fault.
    """

    def ask(qids: Sequence[str]) -> Mapping[str, Document | None]:
        params = {"action": "wbgetentities", "ids": "|".join(qids), "props": props}
        params |= {"languages": "fr|mul|en", "sitefilter": "frwiki|enwiki"}
        told = dict(_objects(client.get(api, params, partial(_told, qids=qids))["entities"]))
        return {qid: None if "missing" in told[qid] else told[qid] for qid in qids if qid in told}

    for batch in _batches(qids):
        yield from _each(ask, batch)


def labels(client: Client, api: str, qids: Iterable[str]) -> dict[str, dict[str, str]]:
    """The labels (fr, mul, en) of each item that could be had. Raises GaveUp."""
    found = {}
    for qid, document in entities(client, api, qids, props="info|labels"):  # « info » tells which are merged
        if isinstance(document, dict):
            told = _objects(document.get("labels"))
            found[qid] = {lang: one["value"] for lang, one in told if isinstance(one.get("value"), str)}
    return found


def pictures(client: Client, commons: str, widths: Mapping[str, int]) -> dict[str, Document]:
    """The page of each file of Commons (its name, without « File: »), with a thumbnail of the width that is asked.

    A page without `imageinfo` is missing; what cannot be had is absent. Raises GaveUp.
    """
    names: defaultdict[int, list[str]] = defaultdict(list)
    for name, width in widths.items():
        if _TITLE.fullmatch(name):
            names[width].append(name)
    found: dict[str, Document] = {}
    for width, among in names.items():
        for batch in _batches(among):
            told = _each(partial(_imaged, client, commons, width), batch)
            found |= {name: page for name, page in told if isinstance(page, dict)}
    return found


def by_name(client: Client, api: str, words: str) -> list[str]:
    """The items that have this name or nearly, best first. Raises GaveUp and Unsound."""
    params = {"action": "wbsearchentities", "search": words, "language": "fr", "type": "item"}
    return _ids(client.get(api, params | {"limit": str(FOUND)}).get("search"), "id")


def by_statement(client: Client, api: str, property_: str, value: str) -> list[str]:
    """The items that have this value: an identifier or an item, for addresses are not indexed.

    Raises GaveUp and Unsound.
    """
    search = f'haswbstatement:"{property_}={value.replace(chr(34), "")}"'
    params = {"action": "query", "list": "search", "srsearch": search, "srlimit": str(FOUND), "srprop": ""}
    return _ids(_query(client.get(api, params)).get("search"), "title")


def by_site(client: Client, api: str, url: str) -> list[str]:
    """The items that name a page of this site, be it in a reference. Raises GaveUp and Unsound."""
    parts = urlsplit(url)
    host, path = parts.hostname or "", parts.path.rstrip("/")
    query = f"{host}{path}" if path else f"*.{host.removeprefix('www.')}"  # with those under it, and without
    params = {"action": "query", "list": "exturlusage", "euquery": query, "euprop": "title"}
    params |= {"eunamespace": "0", "eulimit": str(LINKING)}
    return _ids(_query(client.get(api, params)).get("exturlusage"), "title")


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    """Groups that one request can hold."""
    batch: list[str] = []
    for name in dict.fromkeys(names):
        if len(batch) == MOST or len(quote("".join((*batch, name)))) > LONG:
            yield batch
            batch = []
        batch.append(name)
    if batch:
        yield batch


def _each(
    ask: Callable[[Sequence[str]], Mapping[str, T]], names: Sequence[str]
) -> Iterator[tuple[str, T | Unsound]]:
    """What there is to tell of each name, whatever the others do: halves are asked for where the whole fails."""
    while names:
        try:
            found = ask(names)
        except Unsound as error:
            if len(names) == 1 or error.code not in _OF_ONE:
                yield from ((name, error) for name in names)
                return
            half = len(names) // 2
            yield from _each(ask, names[:half])
            names = names[half:]
            continue
        yield from ((name, found[name]) for name in names if name in found)
        names = [name for name in names if name not in found]  # a long answer leaves some out


def _told(answer: Answer, qids: Sequence[str]) -> bool:
    """Whether an answer tells of some of the items, and of each as itself."""
    found = dict(_objects(answer.get("entities")))
    return any(qid in found for qid in qids) and all(_own(qid, found[qid]) for qid in qids if qid in found)


def _own(qid: str, document: Document) -> bool:
    moved = document.get("redirects")
    return qid in (document.get("id"), moved.get("from") if isinstance(moved, dict) else None)


def _revised(answer: Answer, titles: Sequence[str]) -> bool:
    """Whether an answer tells of each item that it is missing or where it stands."""
    pages = _pages(answer, titles)
    return len(pages) == len(titles) and all("missing" in one or _revision(one) for one in pages.values())


def _revision(page: Document) -> Revision | None:
    target, number = str(page.get("title")).rpartition(":")[2], page.get("lastrevid")
    if "missing" in page or not isinstance(number, int) or not formats.qid(target):
        return None
    return Revision(target=target, revision=number)


def _imaged(client: Client, commons: str, width: int, names: Sequence[str]) -> Mapping[str, Document]:
    """The pages of some files, put together where they come in several parts."""
    titles = {f"File:{normalize('NFC', name)}": name for name in names}
    params = {"action": "query", "prop": "imageinfo", "redirects": "1", "titles": "|".join(titles)}
    params |= {"iiprop": "url|size|mime|sha1|extmetadata", "iiextmetadatafilter": _CREDIT}
    params["iiurlwidth"] = str(width)
    found: dict[str, Document] = {}
    for _ in range(PARTS):
        answer = client.get(commons, params, lambda answer: bool(_pages(answer, titles)))
        for title, page in _pages(answer, titles).items():
            if titles[title] not in found or "imageinfo" in page:
                found[titles[title]] = page
        rest = answer.get("continue")
        if not isinstance(rest, dict):
            break
        params |= {name: str(value) for name, value in rest.items()}
    return found


def _pages(answer: Answer, titles: Iterable[str]) -> dict[str, Document]:
    """The page of each title that was asked for, under whatever name MediaWiki has for it."""
    query = _query(answer)
    pages = {str(page.get("title")): page for page in _list(query.get("pages"))}
    told = (one for name in ("normalized", "redirects") for one in _list(query.get(name)))
    steps = {str(one.get("from")): str(one.get("to")) for one in told}
    found = {}
    for title in titles:
        name = title
        for _ in steps:
            if name in pages or name not in steps:
                break
            name = steps[name]
        if name in pages:
            found[title] = pages[name]
    return found


def _query(answer: Answer) -> Document:
    found = answer.get("query")
    return found if isinstance(found, dict) else {}


def _list(value: object) -> list[Document]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _objects(value: object) -> Iterator[tuple[str, Document]]:
    told = value.items() if isinstance(value, dict) else ()
    return ((key, one) for key, one in told if isinstance(one, dict))


def _ids(hits: object, key: str) -> list[str]:
    names = (str(hit.get(key)).rpartition(":")[2] for hit in _list(hits))
    return list(dict.fromkeys(name for name in names if formats.qid(name)))
