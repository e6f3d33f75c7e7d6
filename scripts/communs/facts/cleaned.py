"""Words and addresses that a stranger's server sent → the same, where nothing commands, hides or runs."""

from __future__ import annotations

import re
import unicodedata

from communs.findings import short

MOST = 400  # signs of a text: what Wikidata itself takes at most
LONG = 2_000  # … of an address
# Controls, what turns the direction of reading, what has no width, halves of signs. The joiners of emoji and
# of Persian stay, and what is white space becomes a space.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_ADDRESS = re.compile(r"https?://[^\s@/?#<>\"`{}|\\^]+([/?#][^\s<>\"`{}|\\^]*)?", re.IGNORECASE)


def words(value: object) -> str:
    """A text on one line; nothing where it is none."""
    if not isinstance(value, str):
        return ""
    seen = _UNSEEN.sub("", value[: 10 * MOST])
    return short(unicodedata.normalize("NFC", " ".join(seen.split())), MOST)


def address(value: object) -> str:
    """A web address as it was sent; nothing where it is none, or could mislead."""
    if not isinstance(value, str) or len(value) > LONG or _UNSEEN.search(value):
        return ""
    return value if _ADDRESS.fullmatch(value) else ""
