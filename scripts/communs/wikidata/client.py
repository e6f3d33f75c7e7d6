"""A question to an API of MediaWiki → its answer: one at a time, asked again while that is worth it."""

from __future__ import annotations

import math
import random
import re
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.parse import quote

import requests

from communs.findings import CannotWork, Text, short, text
from communs.settings import Settings
from communs.wikidata import bodies, pace
from communs.wikidata.bodies import Failed
from communs.wikidata.wire import Refused, Wire

Answer = dict[str, Any]
T = TypeVar("T")

LEAST = 1.0  # seconds that a try has, however little patience is left
MOST = 32 * 2**20  # bytes of one answer; fifty large towns make half of it
COMMON = {"format": "json", "formatversion": "2", "maxlag": "5", "maxage": "0", "smaxage": "0"}
_TRIES = {  # by the API's word for what is wrong: a server that has too much to do, or that trips over something
    re.compile(r"maxlag|ratelimited|readonly|cirrussearch-.*"): math.inf,
    re.compile(r"internal_api_error.*"): bodies.ODD,
    re.compile(r".*", re.DOTALL): 1,
}
_HOST = re.compile(r"(//|@)(?P<host>[^/@:]+)")
_NOBODY = re.compile(
    r"(.*\.)?(example|exemple)(\..*)?|127\..*|(.*\.)?(localhost|local|invalid|test)", re.IGNORECASE
)

_NOBODY_SAID = text(
    "Wikidata demande à qui écrire si le robot dérange. Dans communs.yml, écrivez « contact: », "
    "puis votre adresse électronique ou celle d’une page."
)
_EXAMPLE = text(
    "Wikidata demande à qui écrire si le robot dérange, et « {contact} » ne mène à personne. Dans communs.yml, "
    "après « contact: », mettez votre adresse électronique ou celle d’une page."
)


class GaveUp(Exception):
    """Nothing more is to be asked in this run: refused, or too much time was lost. `said` says why."""

    def __init__(self, said: Text) -> None:
        super().__init__(said)
        self.said = said


class Unsound(Exception):
    """This one question cannot be answered, others may. `code` is the server's word for it, or ours."""

    def __init__(self, said: Text, code: str) -> None:
        super().__init__(said)
        self.said = said
        self.code = code


def agent(settings: Settings) -> str:
    """What the robot says of itself, as Wikimedia's policy asks. Raises CannotWork where nobody can be reached."""
    contact = settings.contact
    if not _reaches(contact):
        raise CannotWork(_EXAMPLE.about(contact=short(contact)) if contact else _NOBODY_SAID)
    told = filter(_reaches, (settings.address, contact))
    reach = "; ".join(quote(one, safe="/:@?&=#%+~,!$'*") for one in told)
    return f"communs/{version('communs')} ({reach}) python-requests/{requests.__version__}"


def _reaches(address: str) -> bool:
    """Whether an address leads to somebody, and is not one of those that documents give as examples."""
    found = _HOST.search(address)
    return found is not None and not _NOBODY.fullmatch(found["host"])


class Client:
    """Counts the seconds lost in failures and waits (`lost`), and what it asks (`asked`).

    It gives up rather than lose more than `patience` seconds in all. `wait_first` is the wait after a first failure
    of which the server says nothing, `wait_most` the longest wait; an answer has `timeout` seconds to its last byte.
    `tell` hears why it waits.
    """

    def __init__(
        self,
        agent: str,
        *,
        patience: float = 180.0,
        wait_first: float = 1.0,
        wait_most: float = 60.0,
        timeout: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        dice: Callable[[], float] = random.random,
        tell: Callable[[Text], object] = lambda _: None,
    ) -> None:
        self.lost = 0.0
        self._patience, self._first, self._most, self._timeout = patience, wait_first, wait_most, timeout
        self._clock, self._sleep, self._dice, self._tell = clock, sleep, dice, tell
        self._wire = Wire(agent, clock)

    @property
    def asked(self) -> int:
        """The requests that were sent."""
        return self._wire.asked

    def get(self, url: str, params: Mapping[str, str], sound: Callable[[Answer], bool] = bool) -> Answer:
        """One answer of an API, a JSON object that is `sound`. Raises GaveUp and Unsound."""

        def attempt(seconds: float) -> Answer:
            got = self._wire.fetch(url, {**COMMON, **params}, most=MOST, seconds=seconds)
            answer = bodies.parse(got.body)
            if code := _code(answer):
                tries = next(tries for codes, tries in _TRIES.items() if codes.fullmatch(code))
                raise Failed(code, after=got.after, tries=tries)
            if not sound(answer):
                raise Failed("unexpected", tries=bodies.ODD)
            return answer

        try:
            return self._until(attempt, url)
        except Refused as error:
            raise _refused(url, error.code) from error

    def download(self, url: str, most: int) -> bytes:
        """A file, of `most` bytes at most. Raises GaveUp and Unsound."""

        def attempt(seconds: float) -> bytes:
            return self._wire.fetch(url, {}, most=most, seconds=seconds).body

        try:
            return self._until(attempt, url)
        except Refused as error:
            raise (_refused if error.code in _UNWELCOME else _unanswered)(url, error.code) from error

    def _until(self, attempt: Callable[[float], T], url: str) -> T:
        """What an attempt gives that has so many seconds, made again while it is worth it.

        Raises GaveUp, Unsound and Refused.
        """
        failures = 0
        while True:
            began = self._clock()
            try:
                return attempt(min(self._timeout, max(self._patience - self.lost, LEAST)))
            except Failed as error:
                failures += 1
                self.lost += self._clock() - began
                if failures >= error.tries:
                    raise _unanswered(url, error.code) from error
                self._wait(error, failures, url)

    def _wait(self, error: Failed, failures: int, url: str) -> None:
        seconds = pace.wait(error.after, failures, first=self._first, most=self._most, dice=self._dice())
        if self.lost + seconds >= self._patience:
            raise GaveUp(
                text(
                    "{site} ne répond pas comme il faut ({code}), et trop de temps a été perdu à attendre. "
                    "Relancez plus tard.",
                    site=_site(url),
                    code=why(error.code),
                )
            ) from error
        self.lost += seconds
        again = text("{site} : {code}. Nouvel essai dans {n} s.")
        self._tell(again.about(site=_site(url), code=why(error.code), n=math.ceil(seconds)))
        self._sleep(seconds)


def _code(answer: Answer) -> str:
    """The API's word for what is wrong, in the older or the newer form of its errors."""
    told = answer.get("error") or answer.get("errors")
    first = told[0] if isinstance(told, list) else told
    return short(str(first.get("code", "?") if isinstance(first, dict) else "?")) if told else ""


_UNWELCOME = {"HTTP 401", "HTTP 403"}
_WORDS = {  # for our own codes; those of HTTP and of the API are what somebody would search for
    "timeout": text("trop lent"),
    "TCP": text("injoignable, ou la connexion se coupe"),
    "TLS": text("son certificat n’est pas valable"),
    "gzip": text("réponse illisible"),
    "JSON": text("réponse illisible"),
    "too long": text("réponse trop longue"),
    "unexpected": text("réponse à autre chose"),
    "circle": text("renvois sans fin"),
    "elsewhere": text("renvoi vers un autre site"),
    "URL": text("ce n’est pas une adresse"),
}


def why(code: str) -> Text | str:
    """What went wrong on the way, for people; the codes of HTTP as they are."""
    return _WORDS.get(code, code)


def _refused(url: str, code: str) -> GaveUp:
    if code in _UNWELCOME:
        said = text(
            "{site} refuse de répondre au robot ({code}). Vérifiez « contact: » dans communs.yml, ou lancez la commande "
            "depuis une autre machine : certaines sont bloquées.",
            site=_site(url),
            code=why(code),
        )
    else:
        said = text(
            "Rien ne répond comme il faut à l’adresse {adresse} ({code}). Celle de Wikidata finit par « /w/api.php ».",
            adresse=short(url),
            code=why(code),
        )
    return GaveUp(said)


def _unanswered(url: str, code: str) -> Unsound:
    return Unsound(text("{site} n’a pas su répondre ({code}).", site=_site(url), code=why(code)), code)


def _site(url: str) -> str:
    """The name of a server, as the address has it."""
    return short(url.partition("://")[2].partition("/")[0] or url)
