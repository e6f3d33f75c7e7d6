"""Each kind's example goes through its form: typed field by field it is the same entry, taken back in the same file."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import TODAY, Open, Site, value_of
from tests.form_page import Form, eventually
from tests.test_accessibility import FORM, KINDS

pytestmark = pytest.mark.slow
WRITTEN = {"origine", "verifie_le"}  # by the form itself


def plain(value: Any) -> Any:
    """The same value as a form writes it: texts have no blank ends, a lone French text or address no name."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        told = {name: plain(one) for name, one in value.items()}
        return next(iter(told.values())) if list(told) in (["fr"], ["url"]) else told
    return value.strip() if isinstance(value, str) else value


@pytest.mark.parametrize("kind", KINDS)
def test_it_can_be_typed(reader: Open, site: Site, kind: str) -> None:
    example = value_of((site.root / "schemas" / kind / "exemple.yml").read_text(encoding="utf-8"))
    told = {name: value for name, value in example.items() if name not in WRITTEN}
    form = Form(reader().page(FORM.format(kind))).ready().tell(told)
    form.comes_to(plain(told | {"verifie_le": TODAY.date().isoformat()}), plain)
    site.accepts({form.path(): form.yaml()})


@pytest.mark.parametrize("kind", KINDS)
def test_its_file_comes_back_as_it_is(reader: Open, site: Site, kind: str) -> None:
    form = Form(reader().page(FORM.format(kind))).ready()
    file = site.root / "schemas" / kind / "exemple.yml"
    form.page.locator("#reprise > summary").click()
    form.page.locator("#reprise-fichier").set_input_files(
        {"name": "fiche-reprise.yml", "mimeType": "text/yaml", "buffer": file.read_bytes()}
    )
    eventually(form.yaml, file.read_text(encoding="utf-8"), form.page)
    assert form.path() == f"catalogue/{kind}/fiche-reprise.yml"
