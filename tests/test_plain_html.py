"""A body passes through any reader of Markdown as it is."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
import jinja2
import pytest
from cmarkgfm.cmark import Options
from markdown import markdown

from communs.plain_html import block, flat

HOSTILE = {
    "blank lines": "<p>a</p>\n\n\n<p>b</p>\n\n    <p>c</p>",
    "preformatted": "<pre>\n  nom: x\n\n\n\tfin *a* `b` [c](d)\n</pre>",
    "a text to fill": "<form><textarea rows=2>\n\nun\n\n# deux\n</textarea></form>",
    "an attribute": '<p title="a > b\n\n*c* <d> `e`" data-x=\'{"k": "_v_"}\'>f</p>',
    "signs": "<p>*a* _b_ `c` ~d~ [e](f) <https://g.example> 1. h\n# i\n- j\n> k\n```\nl\n```</p>",
    "entities": "<p>&amp;amp; &lt;b&gt; &#10; &nbsp;;</p>",
    "a script": '<script type="application/json">\n{"a": "</p>",\n\n  "b": "{{ x }} {% y %}", "c": {"d": {}}}\n</script>',
    "templates": '<p data-x="{{ config }}">{{ 7 * 7 }} {% raw %} {# c #} {{</p>',
    "inline first": '<link rel="stylesheet" href="x.css"><a href="y">z</a> et du texte\n\n<span>nu</span>',
    "windows": "<pre>a\r\n\r\nb\rc</pre>\r\n\r\n<p>d</p>",
    "an open end": "<p>a < b</p> <ul><li>c<li>d</ul>",
    "a comment": "<p>a</p>\n<!-- b\n\n<pre> -->\n<p>c</p>",
    "capitals": "<PRE>a\n\nb</PRE><p>c</p>",
}


class Seen(HTMLParser):
    """What a browser keeps of a page: its elements, their attributes, and its text as it is shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.raw: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))
        self.raw += [tag] if tag in ("pre", "textarea", "script") else []

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")
        self.raw = [one for one in self.raw if one != tag]

    def handle_data(self, data: str) -> None:
        if self.raw == ["script"]:
            self.found += data.replace("\\u007b", "{").split()
        elif self.raw:
            text = data.replace("\r\n", "\n").replace("\r", "\n")
            self.found[-1:] = (
                [self.found[-1] + text] if isinstance(self.found[-1], Text) else [self.found[-1], Text(text)]
            )
        else:
            self.found += data.split()


class Text(str):
    """What is shown with every space of it."""


def seen(html: str) -> list[object]:
    return Seen(html).found


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_block_says_the_same_to_every_reader(html: str) -> None:
    before = seen(f"<div>{html}</div>")
    written = block(html)
    assert seen(written) == before
    assert seen(markdown(written, extensions=["toc", "tables", "fenced_code", "admonition"])) == before
    assert seen(markdown(written, extensions=["md_in_html", "attr_list", "def_list", "footnotes"])) == before
    assert seen(cmarkgfm.markdown_to_html(written, Options.CMARK_OPT_UNSAFE)) == before


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_no_engine_runs_what_a_body_says(html: str) -> None:
    written = block(html)
    assert jinja2.Environment().from_string(written).render().strip() == written.strip()  # noqa: S701
    assert "\n\n" not in written
    assert "\t" not in written


def test_what_is_written() -> None:
    assert flat("<ul>\n  <li>a\n\n  <li>b\n</ul>\n") == "<ul>\n<li>a\n<li>b\n</ul>"
    assert flat("<pre>a\n\n\tb</pre>") == "<pre>a&#10;&#10;&#9;b</pre>"
    assert flat('<p title="a\nb"\n   id="c">{{ d }}</p>') == '<p title="a&#10;b" id="c">&#123;{ d }}</p>'
    assert block("<b>a</b>") == "<div>\n<b>a</b>\n</div>\n"
