"""The files of a built site → its heaviest page, and what is wrong with its licence, its weight, what it loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communs.findings import Text, text
from communs.guards import addresses, licences, weights
from communs.guards.refusals import Refusal
from communs.guards.vanished import Ref
from communs.guards.weights import Scales, Weighed
from communs.settings import Publication, Settings

Words = tuple[Text, Text]

_PLAIN = text("{adresse}")
_UNLICENSED = (
    text("{n} page ne nomme pas la licence {licence} :"),
    text("{n} pages ne nomment pas la licence {licence} :"),
)
_UNLICENSED_HINT = text(
    "Chaque page porte en bas un lien « rel=license » au nom de la licence de communs.yml : remettez-le."
)
_UNNAMED = (
    text("{n} fichier de données ne nomme pas la licence {licence} :"),
    text("{n} fichiers de données ne nomment pas la licence {licence} :"),
)
_UNNAMED_HINT = text("Construisez le site avec ce communs.yml, par « communs build ».")
_LINKED = text("{n} lien symbolique est dans le site :"), text("{n} liens symboliques sont dans le site :")
_LINKED_HINT = text(
    "Ce qui se publie est ce qu’un lien montre, où que ce soit : mettez le fichier lui-même, ou construisez de nouveau."
)
_STRANGE = (
    text("{n} page charge quelque chose ailleurs :"),
    text("{n} pages chargent quelque chose ailleurs :"),
)
_LOADS = text("{adresse} : {quoi}")
_STRANGE_HINT = text(
    "Aucune page ne demande rien à un autre site : mettez le fichier dans celui-ci, ou un lien."
)
_HEAVY = text("{n} page est trop lourde :"), text("{n} pages sont trop lourdes :")
_WEIGHS = text("{adresse} : {poids} ko, {limite} ko au plus")
_MANY = text("{n} page demande trop de fichiers :"), text("{n} pages demandent trop de fichiers :")
_ASKS = text("{adresse} : {n} fichiers, {limite} au plus")
_LIGHTER = text("Allégez ces pages, ou changez leur limite dans communs.yml, sous « publication: ».")


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """The page that is nearest to its limit (bytes), those that are not to be listed, and what is wrong."""

    heaviest: str
    octets: int
    limit: int
    unlisted: frozenset[str]
    refusals: Sequence[Refusal]


def judge(
    paths: Sequence[str],
    read: Callable[[str], bytes | None],
    entries: Mapping[Ref, str],
    settings: Settings,
    links: Sequence[str],
) -> Judged:
    """Every page of a site and its data, from the paths of its files and of those that are symbolic links."""
    scales, limits = Scales(read, settings.address), settings.publication
    pages = {
        addresses.at(path): scales.page(path, read(path) or b"") for path in paths if path.endswith(".html")
    }
    kinds = {kind for kind, _ in entries}
    allowed = {address: weights.limit(address, kinds, limits) for address in pages}
    feeds = [path for path in paths if path.endswith(".atom")]
    unnamed = list(licences.lacking(read, entries, feeds, settings.licence))
    nearest = max(pages, key=lambda one: pages[one].octets / allowed[one], default="")
    return Judged(
        heaviest=nearest,
        octets=pages[nearest].octets if nearest else 0,
        limit=allowed.get(nearest, limits.home),
        unlisted=frozenset(address for address, page in pages.items() if not page.listed),
        refusals=[
            *_refusal(_LINKED, [_PLAIN.about(adresse=one) for one in links], _LINKED_HINT),
            *_unlicensed(pages, unnamed, settings),
            *_costly(pages, allowed, limits),
        ],
    )


def _unlicensed(
    pages: Mapping[str, Weighed], unnamed: Sequence[str], settings: Settings
) -> Iterator[Refusal]:
    """What does not say under what licence it may be used, then what breaks the promise to ask nobody else."""
    name = settings.licence_name
    bare = [_PLAIN.about(adresse=one) for one, page in pages.items() if name not in page.licences]
    yield from _refusal(_UNLICENSED, bare, _UNLICENSED_HINT, licence=name)
    named = [_PLAIN.about(adresse=one) for one in unnamed]
    yield from _refusal(_UNNAMED, named, _UNNAMED_HINT, licence=settings.licence)
    strange = [
        _LOADS.about(adresse=one, quoi=", ".join(page.outside)) for one, page in pages.items() if page.outside
    ]
    yield from _refusal(_STRANGE, strange, _STRANGE_HINT)


def _costly(
    pages: Mapping[str, Weighed], allowed: Mapping[str, int], limits: Publication
) -> Iterator[Refusal]:
    heavy = [
        _WEIGHS.about(adresse=one, poids=kilos(page.octets), limite=kilos(allowed[one]))
        for one, page in pages.items()
        if page.octets > allowed[one]
    ]
    yield from _refusal(_HEAVY, heavy, _LIGHTER)
    many = [
        _ASKS.about(adresse=one, n=page.requests, limite=limits.requests)
        for one, page in pages.items()
        if page.requests > limits.requests
    ]
    yield from _refusal(_MANY, many, _LIGHTER)


def _refusal(words: Words, among: Sequence[Text], hint: Text, **values: object) -> Iterator[Refusal]:
    if among:
        yield Refusal(said=words[len(among) > 1].about(n=len(among), **values), among=among, hint=hint)


def kilos(octets: int) -> int:
    """Kilobytes, up: a page of 60,001 bytes is not one of 60."""
    return -(-octets // 1000)
