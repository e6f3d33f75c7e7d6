"""The whole catalogue, as it is built, passes the guards; and lists every address that it has."""

from __future__ import annotations

import pytest

from communs.guards import addresses
from tests.browser import Site
from tests.command import communs

pytestmark = pytest.mark.slow


def test_the_real_site_may_be_published(site: Site) -> None:
    done = communs(site.root, "publish-check", site.folder, site.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Le site peut être publié\N{NO-BREAK SPACE}: ")
    assert done.stdout.count("\n") == 1


def test_every_address_of_the_list_answers_and_none_is_forgotten(site: Site) -> None:
    listed = (site.folder / addresses.ADDRESS).read_text("utf-8")
    found = addresses.read(listed)
    assert addresses.written(found).decode() == listed
    for address in found:
        file = site.folder / address
        assert (file / "index.html" if file.is_dir() else file).is_file(), address
    assert {"./", "en/", "404.html", "offres/", "en/offres/mobicoop-covoiturage/", "sitemap.xml"} <= found
    assert {"donnees/catalogue-csv.zip", "flux/catalogue.atom", addresses.ADDRESS} <= found
    pages = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html")]
    assert addresses.of(pages) == set(filter(addresses.page, found))
