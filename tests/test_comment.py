"""The comment below a proposal, read by GitHub's own parser: whatever was proposed, it says only what we say."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from communs.findings import CannotWork
from communs.report import received
from communs.report.markdown import LARGEST
from communs.report.proposition import Around, comment, spoken_of
from tests.told import HOSTILE

HEAD = "b" * 40
PREVIEW = "https://github.com/alliance/catalogue/actions/runs/7#artifacts"
OURS = {
    "p", "strong", "h3", "code", "pre", "a", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "br", "ul",
    "li", "details", "summary", "sub",
}  # fmt: skip
LIVE = re.compile(r"[@#$]|:\w+:|!\d|(?i:gh-\d)|%\"")
WORDS = [
    *HOSTILE,
    "@everyone",
    "<img src=x>",
    "[a](https://evil.example)",
    "![a](https://evil.example/x.png)",
    "<!-- communs:proposition -->",
    f"x\n<!-- communs:enregistrement {'c' * 40} -->",
    "</details><script>",
    "\u202eevil\u2066",
    "/merge",
    "!12 %3 ^4 ~bug",
    'Fixes GH-12 gh-3 %"jalon"',
    "- a\n- b",
    "a" * 5000,
    "`" * 30,
    "   ",
    "",
    "\\*a\\*",
    "&lt;b&gt;",
    "---",
]


def finding(words: str = "x", **more: Any) -> dict[str, Any]:
    place = {"line": 3, "column": 11, "end_line": 3, "end_column": 21}
    told = {"message": f"« {words} » n’est pas connu.", "hint": f"Écrivez : {words}"}
    english = {"message": f"“{words}” is not known.", "hint": f"Write: {words}"}
    return {
        "path": "catalogue/offres/x.yml", **place, "rule": "valeur-inconnue", "severity": "error", **told,
        "en": english, "fix": {**place, "text": "se-deplacer"},
    } | more  # fmt: skip


def entry(words: str = "Covoiturer", **more: Any) -> dict[str, Any]:
    card = {
        "name": words, "summary": words, "kind": "Offre", "badges": [words], "price": "Payant", "by": words,
        "when": "",
    }  # fmt: skip
    return {
        "path": f"catalogue/{words}.yml", "kind": "offres", "id": "x", "address": "offres/x/", "change": "changed",
        "from": "", "name": words, "card": card, "fields": [{"label": "Nom", "before": "Avant", "after": words}],
    } | more  # fmt: skip


def proposition(**more: Any) -> dict[str, Any]:
    return {
        "version": 1, "base": "a" * 40, "head": HEAD, "counts": {"error": 0, "warning": 0, "notice": 0}, "findings": [],
        "lines": {"catalogue/offres/x.yml": {"3": "besoins: [se-deplacr]"}}, "entries": [],
        "pages": {"added": 0, "changed": 0, "removed": 0, "some": []}, "lost": [], "elsewhere": [],
        "left": {"findings": 0, "entries": 0},
    } | more  # fmt: skip


def wrong(number: int, *findings: dict[str, Any]) -> dict[str, Any]:
    return {"counts": {"error": number, "warning": 0, "notice": 0}, "findings": list(findings)}


def said(data: dict[str, Any], lang: str = "fr", **around: Any) -> str:
    return comment(data, Around(**{"head": HEAD, "files": []} | around), lang).replace("\u00a0", " ")


class Page(HTMLParser):
    """What GitHub's parser makes of a comment: its links, and what is neither code nor a block to accept."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.comments: list[str] = []
        self.prose = self.text = ""
        self.inside: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in OURS, tag
        if tag == "a":
            self.links.append(str(dict(attrs)["href"]))
        if tag != "br":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.inside.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.prose += "" if "code" in self.inside else data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data.strip())


def test_nothing_is_asked() -> None:
    assert (
        said(proposition(), lang="fr")
        == f"""\
**Tout est bon : rien ne vous est demandé.** Une personne de l’équipe va relire.

<details>
<summary>In English</summary>

**All is well: nothing is asked of you.** Somebody from the team will review it.

</details>

<sub>Écrit pour `bbbbbbb`, et mis à jour à chaque envoi.</sub>
<!-- communs:enregistrement {HEAD} -->
"""
    )


def test_what_is_asked_comes_first_with_the_lines_to_copy() -> None:
    told = said(proposition(**wrong(2, finding())))
    assert told.startswith("""\
**2 erreurs à corriger avant de publier.** Modifiez votre fiche comme il est dit ci-dessous : ce message se mettra à \
jour tout seul. Les lignes corrigées sont prêtes : copiez-les à la place des anciennes.

### `catalogue/offres/x.yml`

| Ligne | Constat | Que faire | Règle |
|--:|---|---|---|
| 3 | **erreur** · « x » n’est pas connu. | Écrivez : x | `valeur-inconnue` |

Ligne 3, corrigée :

```suggestion
besoins: [se-deplacer]
```

""")
    assert "| 3 | **error** · “x” is not known. | Write: x | `valeur-inconnue` |" in told
    assert "« Commit suggestion »" in said(proposition(**wrong(1, finding())), offered=True)


def test_past_the_first_files_what_is_wrong_is_folded() -> None:
    some = [finding(path=f"catalogue/offres/f{n}.yml", fix=None) for n in range(7)]
    told = said(proposition(**wrong(7, *some)))
    first, _, rest = told.partition("<details>\n<summary>2 autres fichiers</summary>")
    assert "/f4.yml" in first
    assert "/f5.yml" not in first
    assert "/f6.yml" in rest.partition("In English")[0]


def test_warnings_stop_nobody() -> None:
    some = finding(severity="warning", fix=None)
    told = said(proposition(counts={"error": 0, "warning": 1, "notice": 0}, findings=[some]))
    assert told.startswith("**Rien n’empêche de publier.** Ce qui suit peut encore aider :\n\n###")


def test_each_entry_as_readers_will_see_it() -> None:
    added = entry(change="added", fields=[{"label": "Lien", "before": "", "after": "https://x.example"}])
    moved = entry(change="renamed", **{"from": "offres/avant/"})
    gone = entry(change="removed", card=None, fields=[{"label": "Lien", "before": "a", "after": ""}])
    told = said(
        proposition(entries=[added, moved, gone, entry(), entry()], left={"findings": 0, "entries": 2})
    )
    assert """\
### Ce que liront les gens

**Nouvelle fiche** · `catalogue/Covoiturer.yml`

> **Covoiturer** · Offre<br>Covoiturer<br>Covoiturer · Payant<br>Porté par Covoiturer

- **Lien** : `https://x.example`

**Fiche renommée** · `catalogue/Covoiturer.yml`
""" in told  # fmt: skip
    assert "- Avant : `offres/avant/`\n- **Nom** : Avant → Covoiturer\n" in told
    assert "> **Covoiturer**\n\n- **Lien** : a → rien\n" in told
    unread = said(proposition(entries=[entry(card=None, fields=[])]))
    assert "> **Covoiturer**<br>Sa carte se montrera quand ses erreurs seront corrigées.\n" in unread
    long = entry(fields=[{"label": "Résumé", "before": "a" * 50, "after": "b" * 50}])
    assert f"- **Résumé** : {'a' * 50}<br>→ {'b' * 50}\n" in said(proposition(entries=[long]))
    assert "<summary>2 autres fiches</summary>" in told
    assert "</details>\n\n… et 2 autres fiches.\n" in told


def test_pages_then_the_preview_and_first_the_addresses_that_go() -> None:
    some = [{"address": f"x{n}/", "title": f"Page {n}" if n else "", "change": "changed"} for n in range(12)]
    told = said(
        proposition(pages={"added": 1, "changed": 13, "removed": 0, "some": some}, lost=["offres/vieux/"]),
        preview=PREVIEW,
    )
    assert (
        f"""\
**1 adresse disparaît : les liens vers elle ne mèneront plus nulle part.** `offres/vieux/`

**14 pages changent :** `x0/` · Page 1 · Page 2 · Page 3 · Page 4 · et 9 autres

[Voir l’aperçu]({PREVIEW}) : ouvrez « index.html », en bas de la page.
"""
        in told
    )


def test_what_a_maintainer_looks_at_closely() -> None:
    listed = "catalogue/vocabulaires/frais.yml"
    machine = ["catalogue/_wikidata/Q90.json", "catalogue/_medias/Q90-P18.jpg"]
    files = ["catalogue/offres/x.yml", "scripts/x.py", "catalogue/_adresses.txt", listed, *machine]
    told = said(proposition(elsewhere=["jamais.py"]), files=files)
    assert (
        """\
### À regarder de près

- Cette proposition touche à l’outil : `scripts/x.py`, `catalogue/_adresses.txt`. À faire relire par une personne qui le \
connaît : le site et les vérifications en dépendent.
- Des faits de Wikidata y sont écrits à la main : `catalogue/_wikidata/Q90.json`. Seul le robot écrit ces fichiers, pour \
que chaque fait mène à sa source. Corrigez plutôt Wikidata.
- Une liste de valeurs change : `catalogue/vocabulaires/frais.yml`. Toutes les fiches et les formulaires s’en servent.
"""
        in told
    )
    assert "jamais.py" not in told
    assert "de près" in said(proposition(), files=machine)
    assert "de près" not in said(proposition(), files=machine, trusted=True)  # the robot's own proposal
    assert "et 2 autres." in said(proposition(), files=[f"scripts/{n}.py" for n in range(12)])


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("words", WORDS)
def test_whatever_is_proposed_stays_text(words: str, lang: str) -> None:
    data = proposition(
        **wrong(2, finding(words), finding(words, path=words, fix=None)),
        entries=[
            entry(words),
            entry(words, card=None, change="removed", **{"from": words}),
            *[entry(words)] * 3,
        ],
        pages={
            "added": 1,
            "changed": 1,
            "removed": 0,
            "some": [{"address": words, "title": words, "change": "added"}],
        },
        lost=[words],
    )
    told = said(data, lang, files=[words, f"catalogue/_wikidata/{words}"], preview=PREVIEW)
    page = Page(told)
    assert {*page.links} == {PREVIEW}
    assert page.comments == [f"communs:enregistrement {HEAD}"]
    assert not LIVE.search(page.prose)
    assert not re.search(r"(?m)^\s*/", told)  # an order for GitLab
    assert len(told.encode()) < LARGEST
    assert spoken_of(told) == HEAD


def test_no_line_of_a_correction_is_an_order() -> None:
    """GitLab obeys a line that begins with « /merge », in a block of code too where it takes it for the block's end."""
    fix = {"line": 3, "column": 1, "end_line": 3, "end_column": 1, "text": "# a\n/merge\n"}
    assert "/merge" not in said(proposition(**wrong(1, finding(fix=fix))))


@pytest.mark.parametrize(
    "lines", [{}, {"2": "besoins: [se-deplacr]"}, {"3": "besoins: [se-deplacr]", "9999999": "x"}]
)
def test_what_is_not_told_is_not_corrected(lines: dict[str, str]) -> None:
    told = said(proposition(**wrong(1, finding()), lines={"catalogue/offres/x.yml": lines}))
    assert ("```suggestion" in told) is ("3" in lines)


def test_a_comment_is_never_too_long() -> None:
    many = [finding("a" * 900, path=f"catalogue/{n}.yml") for n in range(500)]
    told = said(
        proposition(
            **wrong(500, *many),
            entries=[entry("é" * 300, fields=[{"label": "L", "before": "a" * 300, "after": "b" * 300}] * 60)]
            * 300,
            lost=["é" * 300] * 100,
        ),
        files=["é" * 300] * 100,
    )
    assert len(told.encode()) < LARGEST
    assert told.startswith("**500 erreurs à corriger avant de publier.**")
    assert re.search(r"… et \d{3} autres constats\.", told)
    assert re.search(r"… et \d{3} autres fiches\.", told)
    assert "… et 48 autres champs." in told
    assert spoken_of(told) == HEAD


def test_which_commit_a_comment_speaks_of() -> None:
    assert spoken_of("") == spoken_of(f"<!-- communs:enregistrement {HEAD} -->\nfin") == ""
    assert spoken_of(f"x\n<!-- communs:enregistrement {HEAD} -->\n") == HEAD


SCHEMA = json.loads(received._SCHEMA.read_text(encoding="utf-8"))
_TEXT = st.one_of(st.sampled_from(WORDS[:-1]).map(lambda words: words[:300]), st.text(max_size=20))


def test_the_examples_are_of_the_shape_that_is_checked() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    data = proposition(**wrong(1, finding()), entries=[entry()])
    assert received.read(json.dumps(data).encode()) == data
    for name in ("counts", "findings", "entries", "pages", "left", "lines", "lost", "elsewhere", "version"):
        with pytest.raises(CannotWork, match="n’a pas la forme attendue"):
            received.read(json.dumps(data | {name: "x"}).encode())
    for broken in (
        wrong(1, finding(rule="vide\n")),
        {"head": HEAD + "\n"},
        {"lines": {"x.yml": {"3\n": "x"}}},
    ):
        with pytest.raises(CannotWork, match="n’a pas la forme attendue"):
            received.read(json.dumps(data | broken).encode())


@settings(max_examples=60)
@given(_TEXT, _TEXT, st.integers(1, 9), st.integers(1, 40), st.text(max_size=40))
def test_any_proposition_makes_a_comment(words: str, other: str, line: int, column: int, text: str) -> None:
    place = {"line": line, "column": column, "end_line": 3, "end_column": 4}
    data = proposition(**wrong(1, finding(words, fix={**place, "text": text})), entries=[entry(other)])
    page = Page(said(data, preview=PREVIEW))
    assert ({*page.links}, len(page.comments)) == ({PREVIEW}, 1)
