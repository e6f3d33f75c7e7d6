"""Characters that nobody sees and no reader should meet → what to say of them, and what they stand for."""

from __future__ import annotations

import re

from communs.findings import Text, text

# Controls; separators that YAML and JavaScript take for a new line; a byte-order mark inside the text.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# A byte-order mark is nothing inside a text; Windows' signs (’ “ …) where an older encoding was misread.
_MEANT = {0xFEFF: ""} | {
    code: sign for code in range(0x80, 0xA0) if code != 0x85 and (sign := bytes([code]).decode("cp1252", "ignore"))
}  # fmt: skip


def explain(character: str) -> tuple[Text, Text]:
    """The sentence and the hint about a forbidden character."""
    return (
        text("Il y a ici un caractère invisible interdit ({code}).", code=f"U+{ord(character):04X}"),
        text("Effacez-le : il vient souvent d’un copier-coller."),
    )


def mended(content: str, start: int) -> tuple[int, int, str] | None:
    """From where to where forbidden characters go, and what to write instead; None where one says nothing."""
    end = max(found.end() for found in FORBIDDEN.finditer(content, start))
    new = content[start:end].translate(_MEANT)
    return None if FORBIDDEN.search(new) else (start, end, new)
