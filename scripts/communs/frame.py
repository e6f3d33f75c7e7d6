"""The theme and a language of the catalogue → the frame of its pages, for engines that know neither Material nor us.

The theme is rendered with holes for what differs from page to page; another engine's templates fill them. Zensical,
ProperDocs, MkDocs and any other engine whose templates look like Jinja read the same holes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import jinja2

from communs import styles
from communs.pages import Edition, Page
from communs.words import translation

USUAL = "main.html"
LOST = "404.html"
MAP = "sitemap.xml"
_OWN = {"": "accueil.html", "recherche/": "recherche.html"}  # their header is not that of the others
_WRITTEN = "ecrite.html"
_HERE = re.compile(r'<a href="{{ base_url }}/([^"]*)" aria-current="true">')


def template(address: str, *, written: bool) -> str:
    """The template of a page; `written`: by hand."""
    return _OWN.get(address, _WRITTEN if written else USUAL)


def sections(config: Mapping[str, Any]) -> dict[str, str]:
    """The addresses that the menu leads to, and its words."""
    told = (next(iter(item.items())) for item in config["nav"])
    return {path.removesuffix("index.md"): words for words, path in told}


def written(edition: Edition, config: Mapping[str, Any], pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """Every template, and the map of the site where this language carries it."""
    environment = _environment(edition)
    for name, page in _holes(edition).items():
        told = environment.get_template("main.html").render(_context(edition, config, page, "{{ base_url }}"))
        yield name, _HERE.sub(_current, told)
    yield LOST, environment.get_template(LOST).render(_context(edition, config, None, _root(edition)))
    files = [SimpleNamespace(page=SimpleNamespace(ours=page, address=page.address)) for page in pages]
    told = environment.get_template(MAP).render(_context(edition, config, None, "") | {"pages": files})
    if told.strip():
        yield MAP, told


def _current(link: re.Match[str]) -> str:
    """A link of the menu, which is said to be that of the page where it is."""
    current = f'{{% if page.meta.section == "{link[1]}" %}} aria-current="page"{{% endif %}}'
    return f'<a href="{{{{ base_url }}}}/{link[1]}"{current}>'


def _holes(edition: Edition) -> dict[str, SimpleNamespace]:
    """A page made of holes for each template; `ours` is what tells our pages from those written by hand."""
    made = {}
    for name, address in ((USUAL, None), (_WRITTEN, None), *((own, at) for at, own in _OWN.items())):
        page = SimpleNamespace(
            title="{{ page.meta.title | e }}", head="{{ page.meta.head }}", content="{{ page.content }}",
            edit_url="{{ page.meta.edit | e }}", is_homepage=address == "",
            address="{{ page.url }}" if address is None else address,
            canonical_url="{{ page.canonical_url }}" if edition.settings.address else "",
        )  # fmt: skip
        if name != _WRITTEN:
            page.ours = True
        made[name] = page
    return made


def _context(
    edition: Edition, config: Mapping[str, Any], page: SimpleNamespace | None, base: str
) -> dict[str, Any]:
    ours = {
        "settings": edition.settings,
        "say": translation(edition.lang),
        "lang": edition.lang,
        "langs": edition.langs,
        "catalogue": edition.catalogue,
    }
    menu = [
        SimpleNamespace(url=address, title=words, active=page is not None)
        for address, words in sections(config).items()
    ]
    told = {
        **config,
        "site_name": edition.settings.title(edition.lang),
        "extra": {"communs": ours},
        "extra_css": [*config.get("extra_css", ()), styles.ADDRESS],
    }
    return {"config": told, "page": page, "base_url": base, "nav": SimpleNamespace(items=menu)}


def _root(edition: Edition) -> str:
    """Where the site stands on its host: a page for lost ones may be shown at any depth."""
    below = "" if edition.lang == "fr" else f"/{edition.lang}"
    return urlsplit(edition.settings.address).path + below


def _environment(edition: Edition) -> jinja2.Environment:
    """The theme as MkDocs reads it, over a base of our own, with the icons of the pages."""
    icons = jinja2.FunctionLoader(lambda name: _icon(edition, name))
    own = (jinja2.PackageLoader("communs", folder) for folder in ("theme", "tree_theme"))
    # Members' words are escaped by the templates themselves, as in MkDocs, which escapes nothing
    environment = jinja2.Environment(loader=jinja2.ChoiceLoader([*own, icons]), autoescape=False)  # noqa: S701
    environment.filters |= {"url": _url, "script_tag": _script}
    return environment


def _icon(edition: Edition, name: str) -> str | None:
    found = re.fullmatch(r"\.icons/material/(.+)\.svg", name)
    return edition.icon(found[1]) if found else None


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, path: str) -> str:
    """The way to an address from the page that is rendered."""
    return f"{context['base_url'].rstrip('/')}/{path}"


@jinja2.pass_context
def _script(context: jinja2.runtime.Context, path: str) -> str:
    """A script that the settings name."""
    return f'<script src="{_url(context, path)}"></script>'
