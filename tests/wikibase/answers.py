"""The parameters of a request × the items and files that exist → the document that `api.php` answers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha1
from typing import Any
from urllib.parse import quote, urlsplit

Document = dict[str, Any]
Params = Mapping[str, str]
MOST = 50
ITEM = re.compile(r"[Qq][1-9]\d*")
STATEMENT = re.compile(r'haswbstatement:"?(P\d+)=([^"]*)"?')
INDEXED = {"string", "external-id", "wikibase-item", "wikibase-property"}  # an address is not
INFO = ("pageid", "ns", "title", "lastrevid", "modified")


@dataclass(kw_only=True)
class File:
    """A file of Commons; `moved` is its name of today where it was renamed, `thumb` an address of somebody's choice."""

    width: int = 1200
    height: int = 800
    mime: str = "image/jpeg"
    sha1: str = ""
    moved: str = ""
    thumb: str = ""
    metadata: dict[str, str] = field(
        default_factory=lambda: {
            "Artist": '<a href="//commons.wikimedia.org/wiki/User:Jeanne">Jeanne <b>Dupont</b></a>',
            "Credit": "Own work",
            "LicenseShortName": "CC BY-SA 4.0",
            "LicenseUrl": "https://creativecommons.org/licenses/by-sa/4.0",
        }
    )


class Refused(Exception):
    """An error of the API: its code, its sentence."""


def repository(params: Params, items: Mapping[str, Document], space: str = "") -> Document:
    """What the API of a Wikibase answers, where `space` stands before the titles of items. Raises Refused."""
    if params.get("prop") == "info":
        return _pages(params, items, space)
    for name, answer in _OF_ITEMS.items():
        if name in (params.get("action"), params.get("prop"), params.get("list")):
            return answer(params, items)
    raise Refused("badvalue", f'Unrecognized value for parameter "action": {params.get("action")}.')


def commons(params: Params, files: Mapping[str, File], base: str) -> Document:
    """What the API of Commons answers of files. Raises Refused."""
    if params.get("prop") != "imageinfo":
        raise Refused("badvalue", f'Unrecognized value for parameter "prop": {params.get("prop")}.')
    titles = _many(params, "titles")
    normalized = [
        {"fromencoded": False, "from": title, "to": _normal(title)}
        for title in titles
        if title != _normal(title)
    ]
    names = [_normal(title).removeprefix("File:") for title in titles]
    moved = {name: files[name].moved for name in names if name in files and files[name].moved}
    pages = [
        _file(name, files, params, base) for name in dict.fromkeys(moved.get(name, name) for name in names)
    ]
    told = {
        "redirects": [{"from": f"File:{old}", "to": f"File:{new}"} for old, new in moved.items()],
        "normalized": normalized,
    }
    return _query({name: value for name, value in told.items() if value} | {"pages": pages})


def _entities(params: Params, items: Mapping[str, Document]) -> Document:
    if "ids" not in params:
        raise Refused("param-missing", 'Either provide the Item "ids" or pairs of "sites" and "titles"')
    ids = _many(params, "ids")
    for qid in ids:
        if not ITEM.fullmatch(qid):
            raise Refused("no-such-entity", f'Could not find an entity with the ID "{qid}".')
    found = {qid: _entity(qid, items.get(qid), params) for qid in (qid.upper() for qid in ids)}
    return ({"entities": found} if found else {}) | {"success": 1}


def _entity(qid: str, document: Document | None, params: Params) -> Document:
    if document is None or "missing" in document:
        return {"id": qid, "missing": ""}
    props = params.get("props", "info|sitelinks|aliases|labels|descriptions|claims").split("|")
    told: Document = _info(document) if "info" in props else {}
    if document["id"] != qid:
        told["redirects"] = {"from": qid, "to": document["id"]}
    told |= {"type": "item", "id": document["id"]}
    for name in ("labels", "descriptions", "aliases"):
        if name in props:
            told[name] = _among(document.get(name, {}), params.get("languages"))
    if "claims" in props:
        told["claims"] = document.get("claims", {})
    if "sitelinks" in props or "sitelinks/urls" in props:
        links = _among(document.get("sitelinks", {}), params.get("sitefilter"))
        told["sitelinks"] = {site: _linked(link, "sitelinks/urls" in props) for site, link in links.items()}
    return told


def _info(document: Document) -> Document:
    qid = document["id"]
    default = {
        "pageid": int(qid[1:]),
        "ns": 0,
        "title": qid,
        "lastrevid": 1,
        "modified": "2026-11-01T00:00:00Z",
    }
    return {name: document.get(name, default[name]) for name in INFO}


def _among(values: Any, wanted: str | None) -> Any:
    """Those that are wanted; an empty collection may come as a list, as it does."""
    if wanted is None or not values:
        return values
    return {name: value for name, value in values.items() if name in wanted.split("|")}


def _linked(link: Document, urls: bool) -> Document:
    host = f"{link['site'].removesuffix('wiki')}.wikipedia.org"
    address = f"https://{host}/wiki/{quote(link['title'].replace(' ', '_'))}"
    return {name: value for name, value in link.items() if name != "url"} | ({"url": address} if urls else {})


def _pages(params: Params, items: Mapping[str, Document], space: str) -> Document:
    redirects, pages = [], {}
    for title in _many(params, "titles"):
        document = items.get(title.removeprefix(space)) if title.startswith(space) else None
        document = document or {"missing": ""}
        if "missing" in document:
            pages[title] = {"ns": 0, "title": title, "missing": True, **_OF_ITEM}
            continue
        info = _info(document) | {"title": f"{space}{document['id']}"}
        del info["modified"]
        pages[info["title"]] = info | _OF_ITEM | {"touched": "2026-11-22T00:00:00Z", "length": 1}
        if info["title"] != title:
            redirects.append({"from": title, "to": info["title"]})
    return _query(({"redirects": redirects} if redirects else {}) | {"pages": list(pages.values())})


_OF_ITEM = {
    "contentmodel": "wikibase-item",
    "pagelanguage": "en",
    "pagelanguagehtmlcode": "en",
    "pagelanguagedir": "ltr",
}


def _named(params: Params, items: Mapping[str, Document]) -> Document:
    wanted = _folded(params["search"])
    hits = [hit for hit in (_hit(one, wanted) for one in _own(items)) if hit]
    return {
        "searchinfo": {"search": params["search"]},
        "search": hits[: int(params.get("limit", 7))],
        "success": 1,
    }


def _hit(document: Document, wanted: str) -> Document | None:
    labels = document.get("labels") or {}
    terms = [("label", labels[lang]) for lang in ("fr", "mul", "en") if lang in labels]
    aliases = document.get("aliases") or {}
    terms += [("alias", alias) for lang in ("fr", "mul", "en") for alias in aliases.get(lang, ())]
    for kind, term in terms:
        if _folded(term["value"]).startswith(wanted):
            match = {"type": kind, "language": term["language"], "text": term["value"]}
            return {
                "id": document["id"],
                "title": document["id"],
                "repository": "wikidata",
                "label": terms[0][1]["value"],
                "match": match,
            }
    return None


def _searched(params: Params, items: Mapping[str, Document]) -> Document:
    asked = STATEMENT.fullmatch(params["srsearch"].strip())
    hits = [one for one in _own(items) if asked and asked[2].casefold() in _indexed(one, asked[1])]
    told = [{"ns": 0, "title": one["id"], "pageid": _info(one)["pageid"], "snippet": ""} for one in hits]
    return _query({"searchinfo": {"totalhits": len(told)}, "search": told})


def _indexed(document: Document, property_: str) -> set[str]:
    snaks = [claim["mainsnak"] for claim in (document.get("claims") or {}).get(property_, ())]
    values = [
        snak["datavalue"]["value"]
        for snak in snaks
        if snak.get("datatype") in INDEXED and "datavalue" in snak
    ]
    return {(value["id"] if isinstance(value, dict) else value).casefold() for value in values}


def _linking(params: Params, items: Mapping[str, Document]) -> Document:
    query = params["euquery"]
    told = [
        {"pageid": _info(one)["pageid"], "ns": 0, "title": one["id"], "url": url}
        for one in _own(items)
        for url in _urls(one.get("claims"))
        if _under(url, query)
    ]
    return _query({"exturlusage": told[: int(params.get("eulimit", 10))]})


def _urls(node: Any) -> Iterator[str]:
    """Every address of an item: of its statements, their qualifiers and their references."""
    if isinstance(node, dict) and node.get("datatype") == "url" and "datavalue" in node:
        yield node["datavalue"]["value"]
    elif isinstance(node, dict | list):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _urls(inner)


def _under(url: str, query: str) -> bool:
    """Whether an address is of the site that is asked for: `*.host` with those under it, else `host/path…`."""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").casefold(), parts.path or "/"
    if query.startswith("*."):
        return f".{host}".endswith(query[1:].casefold())
    wanted, _, rest = query.partition("/")
    return host == wanted.casefold() and path.startswith(f"/{rest}")


def _file(name: str, files: Mapping[str, File], params: Params, base: str) -> Document:
    title = f"File:{name}"
    if re.search(r"[<>\[\]{}|#]", name):
        return {
            "title": title,
            "invalidreason": "The requested page title contains invalid characters.",
            "invalid": True,
        }
    if name not in files:
        return {"ns": 6, "title": title, "missing": True, "imagerepository": ""}
    file = files[name]
    info = {
        "size": 1000,
        "width": file.width,
        "height": file.height,
        "url": f"{base}/images/{quote(name)}",
        "descriptionurl": f"https://commons.wikimedia.org/wiki/{quote(title.replace(' ', '_'), safe=':/')}",
        "sha1": file.sha1 or sha1(name.encode(), usedforsecurity=False).hexdigest(),
        "extmetadata": {
            key: {"value": value, "source": "commons-desc-page"} for key, value in file.metadata.items()
        },
        "mime": file.mime,
    }
    if "iiurlwidth" in params:
        info |= _thumb(name, file, int(params["iiurlwidth"]), base)
    return {"pageid": 916, "ns": 6, "title": title, "imagerepository": "local", "imageinfo": [info]}


def _thumb(name: str, file: File, width: int, base: str) -> Document:
    """A drawing has any size; a photograph that is small already is given as it is."""
    if file.thumb:
        return {"thumburl": file.thumb, "thumbwidth": width, "thumbheight": width, "thumbmime": file.mime}
    drawn = file.mime == "image/svg+xml"
    if not drawn and file.width <= width:
        return {
            "thumburl": f"{base}/images/{quote(name)}",
            "thumbwidth": file.width,
            "thumbheight": file.height,
            "thumbmime": file.mime,
        }
    return {
        "thumburl": f"{base}/thumb/{quote(name)}/{width}px-{quote(name)}{'.png' if drawn else ''}",
        "thumbwidth": width,
        "thumbheight": max(1, round(file.height * width / file.width)),
        "thumbmime": "image/png" if drawn else file.mime,
    }


def _many(params: Params, name: str) -> Sequence[str]:
    """The values of a parameter, each once. Raises Refused."""
    values = list(dict.fromkeys(params.get(name, "").split("|"))) if params.get(name) else []
    if len(values) > MOST:
        raise Refused(
            "toomanyvalues", f'Too many values supplied for parameter "{name}". The limit is {MOST}.'
        )
    return values


def _normal(title: str) -> str:
    """A title as MediaWiki writes it."""
    name = title.removeprefix("File:").replace("_", " ").strip()
    return f"File:{name[:1].upper()}{name[1:]}"


def _own(items: Mapping[str, Document]) -> Iterator[Document]:
    """The items that are there under their own id."""
    return (one for qid, one in items.items() if "missing" not in one and one["id"] == qid)


def _query(told: Document) -> Document:
    return {"batchcomplete": True, "query": told}


def _folded(words: str) -> str:
    split = unicodedata.normalize("NFKD", words.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


_OF_ITEMS: Mapping[str, Callable[[Params, Mapping[str, Document]], Document]] = {
    "wbgetentities": _entities,
    "wbsearchentities": _named,
    "search": _searched,
    "exturlusage": _linking,
}
