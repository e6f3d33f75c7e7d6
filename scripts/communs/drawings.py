"""The bytes of a member's SVG → whether it only draws: opened alone, it would run whatever it holds on our site."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg"
# What a style fetches, it fetches only where the file is opened alone: nothing is loaded for an image of a page.
_DRAWS = {
    "circle", "clipPath", "defs", "desc", "ellipse", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
    "feFlood", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset", "filter", "g", "image", "line", "linearGradient",
    "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect", "stop", "style",
    "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use",
}  # fmt: skip
# The other languages that browsers act upon; what drawing programs note for themselves does nothing.
_ALIVE = {
    "{http://www.w3.org/1999/xhtml",
    "{http://www.w3.org/1998/Math/MathML",
    "{http://www.w3.org/2001/xml-events",
}
# What the parser would not show: entities, style sheets that are programs, another encoding.
_UNSEEN = re.compile(
    r"<!ENTITY|<!ATTLIST|<\?xml-|<\?xml\s[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE
)
_INSIDE = re.compile(r"#|data:image/(png|jpeg|gif|webp);")


def inert(data: bytes) -> bool:
    """Whether it has nothing but shapes, words and pictures, and leads nowhere."""
    try:
        words = data.decode("utf-8-sig")
        return not _UNSEEN.search(words) and all(map(_draws, ET.fromstring(words).iter()))  # noqa: S314 - no entity
    except (ValueError, ET.ParseError, RecursionError):
        return False


def _draws(node: ET.Element) -> bool:
    space, _, name = node.tag.rpartition("}")
    if space in _ALIVE or (space == _SVG and name not in _DRAWS):
        return False
    return all(_harmless(key.rpartition("}")[2], value) for key, value in node.attrib.items())


def _harmless(name: str, value: str) -> bool:
    return not name.startswith("on") and (name != "href" or bool(_INSIDE.match(value)))
