"""A language → the translation of our French sentences, read from `locale/<lang>/LC_MESSAGES/communs.po`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("fr", "en")


@lru_cache
def translation(lang: str) -> Callable[[str], str]:
    """From a French sentence to its words in `lang`; French itself where nobody translated it yet."""
    if lang == "fr":
        return lambda sentence: sentence
    known = messages(lang)
    return lambda sentence: known.get(sentence, sentence)


@lru_cache
def messages(lang: str) -> dict[str, str]:
    """Every translated sentence of a language."""
    from babel.messages.pofile import read_po  # French needs no file, and most who check read French

    with (files("communs") / "locale" / lang / "LC_MESSAGES" / "communs.po").open("rb") as opened:
        catalog = read_po(opened, locale=lang)
    return {str(message.id): str(message.string) for message in catalog if message.id and message.string}
