"""The Markdown of the proposal of facts: what changed, in words, and what a person has to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communs.facts import Facts, Media
from communs.facts.anomalies import Anomaly, Loss
from communs.facts.summary import Summary
from communs.findings import text
from communs.report import Report
from communs.report.markdown import LARGEST
from communs.settings import Settings
from tests.test_comment import WORDS, Page
from tests.test_doubts import entry
from tests.test_enrich_command import PLACES, qid, run
from tests.test_enrich_command import catalogue as base
from tests.test_pages import DAY, catalogue
from tests.test_refreshed import done
from tests.wikibase import documents, faults
from tests.wikibase.server import Wikibase

SITE = "https://communs.example.org"
COOP = {
    "organisations/coop": entry(
        "La Coop", "Q7", "site_web: https://coop.example.org", 'date_creation: "2017"'
    )
}
PAGE = f"[La Coop]({SITE}/organisations/coop/)"
AT = "https://www.wikidata.org/wiki/Q7"
LOGO = Media(
    file="Q7-P154.png", stored_sha1="a" * 40, sha1="b" * 40, width=1, height=1, author="Jeanne", licence="CC BY 4.0",
    licence_url="", page="https://commons.wikimedia.org/wiki/File:Logo_(1).svg",
)  # fmt: skip
KNOWN = Facts(
    requested="Q7", resolved="Q7", revision=1, properties=("P571", "P856"), labels={"fr": "La Coop"},
    claims={"P571": ({"value": "2017"},), "P856": ({"value": "https://coop.example.org"},)},
)  # fmt: skip


def told(before: Facts | None, after: Facts | None, lang: str = "fr", **more: Any) -> str:
    known = {"Q7": before} if before else {}
    now = {"Q7": after} if after else {}
    return of(done(known=known, facts=now, wanted=("Q7",)), lang, **more)


def of(refreshed: Any, lang: str = "fr", entries: Mapping[str, str] = COOP, **more: Any) -> str:
    summary = Summary(
        catalogue=catalogue(entries), settings=Settings(address=SITE), day=DAY, done=refreshed,
        report=Report(findings=(), lang=lang), **more,
    )  # fmt: skip
    return summary.markdown().replace("\u00a0", " ")


def test_nothing_has_changed() -> None:
    assert told(KNOWN, None) == "**Rien n’a changé.**\n\n0 élément lu, 1 inchangé, en 3 requêtes.\n"
    same = replace(KNOWN, revision=2, retrieved="2026-11-23")
    assert told(KNOWN, same, "en").startswith(
        "**Nothing has changed.** 1 other was read again: nothing that the catalogue tells about it has changed.\n"
    )


def test_each_fact_with_its_entry_and_where_it_is_corrected() -> None:
    seat: Any = {
        "item": "Q90",
        "labels": {"fr": "Paris", "en": "Paris"},
        "qualifiers": {"P281": [{"value": "75011"}]},
    }
    after = replace(
        KNOWN, claims={"P856": ({"value": "https://coop.example.org"},), "P159": (seat,), "P576": ({"value": "2026-06"},)},
        descriptions={"fr": "coopérative | de Paris"},
    )  # fmt: skip
    said = told(KNOWN, after)
    assert said.startswith("**1 élément a changé.**\n\n| Fiche | Fait | Avant | Après |\n|---|---|---|---|\n")
    assert f"| {PAGE} | [Présentation (fr)]({AT}) | rien | coopérative &#124; de Paris |\n" in said
    assert f"|  | [Siège]({AT}#P159) | rien | Paris (75011) |\n" in said
    assert f"|  | [Création]({AT}#P571) | 2017 | rien |\n" in said
    assert f"|  | [Fin]({AT}#P576) | rien | juin 2026 |\n" in said


def test_a_new_disagreement_comes_before_all_that_changed() -> None:
    after = replace(KNOWN, claims={**KNOWN.claims, "P571": ({"value": "2018"},)})
    said = told(KNOWN, after)
    assert (
        f"""\
**1 élément a changé.**

### 1 désaccord nouveau, à regarder

La fiche garde le dernier mot. Corrigez le côté qui se trompe.

- {PAGE}, Création : la fiche dit 2017, [Wikidata dit 2018]({AT}#P571).

| Fiche |"""
        in said
    )
    assert "désaccord" not in told(after, replace(after, labels={"fr": "Coop"}))  # known since the last time


def test_pictures_with_whom_to_thank() -> None:
    claims = {**KNOWN.claims, "P154": ({"file": "Logo (1).svg"},)}
    said = told(KNOWN, replace(KNOWN, claims=claims, media={"Logo (1).svg": LOGO}))
    page = "https://commons.wikimedia.org/wiki/File:Logo_%281%29.svg"
    assert f"### 1 image nouvelle\n\n- {PAGE} : [Logo (1).svg]({page}), Jeanne, CC BY 4.0\n" in said


def test_what_is_gone_merged_or_late_is_told_with_its_reason() -> None:
    lost = replace(KNOWN, missing_since="2026-11-23")
    refreshed = done(
        known={"Q7": KNOWN}, facts={"Q7": lost}, wanted=("Q7", "Q8"), late={"Q8": text("trop de monde.")}
    )
    assert of(refreshed).endswith("""\
**1 élément que Wikidata n’a pas ou n’a plus ; ce qu’on en savait reste :**

- Q7, depuis le 2026-11-23

**1 élément n’a pas pu être rafraîchi ; ses anciens faits restent :**

- trop de monde.
  - Q8

0 élément lu, 1 introuvable, 1 non rafraîchi, en 3 requêtes.
""")


def test_an_item_that_is_read_for_the_first_time() -> None:
    assert told(None, KNOWN).startswith("**1 élément est lu pour la première fois.**\n\n")


def test_a_refusal_says_so_first() -> None:
    anomaly = Anomaly(losses=(Loss(qid="Q7", name="La Coop", gone=True),), known=1, most=20)
    said = told(KNOWN, replace(KNOWN, missing_since="2026-11-23"), anomaly=anomaly)
    assert said.startswith(
        "**Rien n’a été écrit : trop de faits se perdraient à la fois.**\n\n**1 élément sur 1 a perdu"
    )
    assert "- Q7 (La Coop), introuvable maintenant\n" in said


@pytest.mark.parametrize("words", WORDS)
def test_whatever_wikidata_says_stays_text(words: str) -> None:
    claims: Any = {"P571": ({"value": words},), "P159": ({"item": "Q90", "labels": {"fr": words}},)}
    after = replace(
        KNOWN, labels={"fr": words}, descriptions={"fr": words}, aliases={"fr": (words,)}, claims=claims,
        media={words: replace(LOGO, author=words, licence=words, page=words)},
    )  # fmt: skip
    page = Page(told(KNOWN, after))
    assert {link.partition("#")[0] for link in page.links} <= {AT, f"{SITE}/organisations/coop/"}
    assert page.comments == []


def test_a_summary_is_never_too_long() -> None:
    known = {f"Q{n}": replace(KNOWN, requested=f"Q{n}", resolved=f"Q{n}") for n in range(1, 500)}
    facts = {
        qid: replace(one, labels={"fr": "é" * 300}, media={"x.svg": LOGO}, claims={})
        for qid, one in known.items()
    }
    said = of(
        done(known=known, facts=facts, wanted=known, late={f"Q{n}": text("x") for n in range(9000, 9500)})
    )
    assert said.startswith("**499 éléments ont changé.**")
    assert "… et " in said
    assert len(said.encode()) < LARGEST


@pytest.mark.slow
def test_the_command_writes_it_even_where_something_is_late(tmp_path: Path) -> None:
    root, file = base(tmp_path / "catalogue", 2), tmp_path / "faits.md"
    with Wikibase() as wikibase:
        model = documents.document("Q42")
        wikibase.items |= documents.copies(2)
        wikibase.items |= {one: model | {"id": one, "title": one} for one in PLACES}
        assert run(root, wikibase, "--summary", str(file)).exit_code == 0
        assert file.read_text().startswith("**6 éléments sont lus pour la première fois.**\n")
        wikibase.items[qid(0)] = wikibase.items[qid(0)] | {
            "lastrevid": 5000, "labels": {"fr": {"language": "fr", "value": "Coop nouvelle"}}
        }  # fmt: skip
        assert run(root, wikibase, "--summary", str(file), "--dry-run").exit_code == 0
        assert " | Coop nouvelle |\n" in file.read_text()
        wikibase.faults.always(faults.page(503))
        assert run(root, wikibase, "--summary", str(file), "--patience", "0").exit_code == 3
        assert file.read_text().startswith(
            "**Rien n’a changé.**\n\n**6 éléments n’ont pas pu être rafraîchis"
        )
