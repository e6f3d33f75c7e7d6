"""A drawing is shown; what holds anything that could run, or lead away, is not."""

from __future__ import annotations

import pytest

from communs import drawings

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"{more}>{inside}</svg>'
)


def svg(inside: str = "", more: str = "") -> str:
    return SVG.replace("{more}", more).replace("{inside}", inside)


@pytest.mark.parametrize(
    "drawn",
    [
        svg('<circle cx="4" cy="4" r="4"/>', ' viewBox="0 0 8 8"'),
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Created with Inkscape -->\n'
        + svg("<path d='M0 0h8'/>"),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        + svg(),
        svg('<defs><linearGradient id="a"/></defs><use xlink:href="#a"/><style>.a{fill:red}</style>'),
        svg('<image href="data:image/png;base64,iVBORw0KGgo="/>'),
        svg('<n:namedview xmlns:n="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" n:zoom="1"/>'),
        "\ufeff" + svg(),
    ],
)
def test_a_drawing_only_draws(drawn: str) -> None:
    assert drawings.inert(drawn.encode())


@pytest.mark.parametrize(
    "active",
    [
        svg("<script>alert(1)</script>"),
        svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        svg('<h:img xmlns:h="http://www.w3.org/1999/&#120;html" src="x"/>'),
        svg("<foreignObject/>"),
        svg('<a href="https://example.org"><path/></a>'),
        svg('<use href="https://example.org/x.svg#a"/>'),
        svg('<use xlink:href="java&#115;cript:alert(1)"/>'),
        svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'),
        svg('<rect><set attributeName="href" to="javascript:alert(1)"/></rect>'),
        svg(more=' onload="alert(1)"'),
        svg('<n:x xmlns:n="urn:x" onclick="alert(1)"/>'),
        '<?xml-stylesheet href="data:text/xsl,x" type="text/xsl"?>' + svg(),
        '<!DOCTYPE svg [<!ENTITY a "alert(1)">]>' + svg("&a;"),
        '<?xml version="1.0" encoding="utf-7"?>' + svg(),
        "<svg",
        "",
    ],
)
def test_what_may_run_or_lead_away_is_not_shown(active: str) -> None:
    assert not drawings.inert(active.encode())


def test_bytes_that_are_no_text_are_not_shown() -> None:
    assert not drawings.inert(svg().encode("utf-16"))
    assert not drawings.inert(b"\x89PNG\r\n")
