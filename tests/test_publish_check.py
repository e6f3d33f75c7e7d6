"""`communs publish-check`: what keeps a site from replacing the one that stands, on small made-up sites."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner

from communs import cli, guarding
from communs.guards import addresses
from tests.conftest import ROOT

LICENCE = '<a href="https://creativecommons.org/publicdomain/zero/1.0/" rel="license noopener">CC0</a>'
PAGE = (
    f'<html><head><link rel="stylesheet" href="{{up}}assets/communs.css"></head><body>{LICENCE}</body></html>'
)
KINDS = {"offres": 20, "lieux": 6}
ADVICE = (
    "Une fiche renommée s’écrit dans catalogue/_redirections.yml ; une fiche retirée, par « communs withdraw »."
    ' Si tout cela est voulu, dites-le : --accept "la raison", ou la variable COMMUNS_ACCEPT.\n'
)
REFUSED = "Le site ne peut pas être publié.\n"
LIGHTER = "Allégez ces pages, ou changez leur limite dans communs.yml, sous « publication: ».\n" + REFUSED
WELL = (
    "Le site peut être publié : 26 fiches, 54 pages, 33 fichiers,"
    " la page la plus près de sa limite, en/lieux/un-0/, pèse 1 ko sur 60.\n"
)


def lay(folder: Path, kinds: Mapping[str, int] = KINDS, licence: str = "CC0-1.0") -> Path:
    """A site of so many entries of each kind, as a build leaves it."""
    head = {"nom": "Essai", "licence": licence}
    fiches = {
        kind: [{"id": f"un-{n}", "donnees": {"nom": {"fr": f"Fiche {n}"}}} for n in range(number)]
        for kind, number in kinds.items()
    }
    files: dict[str, str] = {
        "index.html": PAGE.format(up=""),
        "en/index.html": PAGE.format(up="../"),
        "assets/communs.css": "body{}",
        "pagefind/pagefind.js": "",
        "flux/catalogue.atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><rights>{licence}</rights></feed>',
        "donnees/catalogue.json": json.dumps(head | {"fiches": fiches}),
    }
    for kind, entries in fiches.items():
        table = io.StringIO(newline="")
        csv.writer(table).writerows([["id", "licence"], *([one["id"], licence] for one in entries)])
        files |= {f"donnees/{kind}.json": json.dumps(head | {"fiches": entries})}
        files |= {f"donnees/{kind}.csv": table.getvalue()} if entries else {}
        for one in entries:
            files[f"{kind}/{one['id']}/index.html"] = PAGE.format(up="../../")
            files[f"en/{kind}/{one['id']}/index.html"] = PAGE.format(up="../../../")
            files[f"donnees/{kind}/{one['id']}.json"] = json.dumps(head | one)
    for path, text in files.items():
        write(folder / path, text)
    write(folder / addresses.ADDRESS, addresses.written(addresses.of([*files, addresses.ADDRESS])).decode())
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A catalogue with no entry, whose settings a test may write."""
    root = tmp_path / "depot"
    (root / "catalogue").mkdir(parents=True)
    (root / "schemas").symlink_to(ROOT / "schemas")
    return root


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return lay(tmp_path / "ancien")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return lay(tmp_path / "nouveau")


Check = Callable[..., tuple[int, str]]


@pytest.fixture
def check(root: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """The command, its code and all that it says."""
    monkeypatch.setattr(guarding, "PAUSES", ())

    def run(*words: str | Path, env: Mapping[str, str] | None = None) -> tuple[int, str]:
        done = CliRunner().invoke(
            cli.main, ["--root", str(root), "publish-check", *map(str, words)], env={**(env or {})}
        )
        said = done.output.replace("\N{NO-BREAK SPACE}", " ")
        assert done.exception is None or isinstance(done.exception, SystemExit), said
        return done.exit_code, said

    return run


def test_the_same_site_passes_with_a_line_of_figures(check: Check, old: Path, new: Path) -> None:
    assert check(old, new) == (0, WELL)
    english = (
        "The site can be published: 26 entries, 54 pages, 33 files,"
        " the page nearest to its limit, en/lieux/un-0/, weighs 1 kB out of 60.\n"
    )
    assert check(old, new, "--lang", "en") == (0, english)


def test_a_whole_kind_that_is_lost_is_refused_however_small_its_share(check: Check, tmp_path: Path) -> None:
    old = lay(tmp_path / "ancien", {"offres": 200, "lieux": 13})
    new = lay(tmp_path / "nouveau", {"offres": 200})
    named = "".join(f"  Fiche {n} (lieux/un-{n}/)\n" for n in range(10))
    said = f"Fiches disparues de « lieux » : 13 sur 13 (10 % au plus).\n{named}  … et 3 autres.\n"
    assert check(old, new) == (1, said + ADVICE + REFUSED)


def test_a_few_may_always_vanish(check: Check, tmp_path: Path, root: Path) -> None:
    old, new = lay(tmp_path / "ancien", {"lieux": 6}), lay(tmp_path / "nouveau", {"lieux": 3})
    write(root / "communs.yml", "nom: Essai\npublication: {pages: 100, fichiers: 100}\n")
    code, said = check(old, new)
    assert (code, "3 fiches en moins" in said) == (0, True)
    write(root / "communs.yml", "nom: Essai\npublication: {pages: 100, fichiers: 100, tolerance: 2}\n")
    named = "".join(f"  Fiche {n} (lieux/un-{n}/)\n" for n in (3, 4, 5))
    said = "Fiches disparues : 3 sur 6 (10 % au plus).\nFiches disparues de « lieux » : 3 sur 6 (10 % au plus).\n"
    assert check(old, new) == (1, said + named + ADVICE + REFUSED)


def test_withdrawn_and_renamed_entries_answer_at_their_address_and_do_not_count(
    check: Check, old: Path, tmp_path: Path
) -> None:
    new = lay(tmp_path / "nouveau", {"offres": 10, "lieux": 6})
    for n in range(10, 20):
        for before, up in (("", "../../"), ("en/", "../../../")):
            told = PAGE.format(up=up).replace("<link", '<meta name="robots" content="noindex"><link')
            write(new / f"{before}offres/un-{n}/index.html", told)
    code, said = check(old, new)
    assert (code, said.partition(",")[0]) == (0, "Le site peut être publié : 16 fiches")
    assert "en moins" not in said
    for page in new.glob("offres/*/index.html"):  # whole pages of what the data do not tell any more
        page.write_text(PAGE.format(up="../../"), encoding="utf-8")
    code, said = check(old, new)
    assert (code, said.partition("\n")[0]) == (1, "Fiches disparues : 10 sur 26 (10 % au plus).")


def test_a_language_that_is_missing_and_files_that_are(check: Check, old: Path, new: Path) -> None:
    for path in [*new.glob("en/**/index.html"), *new.glob("donnees/offres/*.json")]:
        path.unlink()
    code, said = check(old, new)
    assert code == 1
    assert said.startswith("Pages disparues : 27 sur 54 (10 % au plus).\n  en/\n  en/lieux/un-0/\n")
    assert "\nFichiers disparus : 20 sur 33 (10 % au plus).\n  donnees/offres/un-0.json\n" in said


def test_what_vanishes_may_be_meant_and_is_told_all_the_same(check: Check, old: Path, tmp_path: Path) -> None:
    new = lay(tmp_path / "nouveau", {"offres": 20})
    code, said = check(old, new, "--accept", "les lieux sont ailleurs")
    assert code == 0
    assert "Fiches disparues de « lieux » : 6 sur 6 (10 % au plus).\n" in said
    assert "\nAccepté : les lieux sont ailleurs\nLe site peut être publié : 20 fiches" in said
    assert "6 fiches en moins" in said
    assert check(old, new, env={"COMMUNS_ACCEPT": "les lieux sont ailleurs"}) == (0, said)
    assert check(old, new, env={"COMMUNS_ACCEPT": " "})[0] == 1
    write(new / "index.html", "<p>Sans licence</p>")
    assert check(old, new, "--accept", "les lieux sont ailleurs")[0] == 1


def test_pages_without_their_licence_are_counted_and_named(check: Check, old: Path, new: Path) -> None:
    for n in range(7):
        write(new / f"offres/un-{n}/index.html", "<p>Le mot rel=license ne suffit pas</p>")
    named = "".join(f"  offres/un-{n}/\n" for n in range(5))
    hint = "Chaque page porte en bas un lien « rel=license » au nom de la licence de communs.yml : remettez-le.\n"
    said = f"7 pages ne nomment pas la licence CC0 :\n{named}  … et 2 autres.\n{hint}{REFUSED}"
    assert check(old, new) == (1, said)


def test_pages_and_data_name_another_licence_where_the_catalogue_has_one(
    check: Check, root: Path, tmp_path: Path
) -> None:
    write(root / "communs.yml", "nom: Essai\nlicence: ODbL-1.0\n")
    old, new = (lay(tmp_path / name, licence="ODbL-1.0") for name in ("ancien", "nouveau"))
    code, said = check(old, new)
    assert (code, said.splitlines()[0]) == (1, "54 pages ne nomment pas la licence ODbL-1.0 :")
    for page in new.rglob("*.html"):
        write(page, page.read_text("utf-8").replace(">CC0<", ">ODbL-1.0<"))
    assert check(old, new) == (0, WELL)


def test_data_names_the_licence_of_the_catalogue(check: Check, old: Path, new: Path) -> None:
    (new / "donnees/lieux.json").unlink()
    write(new / "donnees/offres.csv", "id,licence\nun-0,CC0-1.0\nun-1,\n")
    write(new / "donnees/offres/un-3.json", "{")
    write(new / "flux/catalogue.atom", "<feed/>")
    code, said = check(old, new)
    bad = ["donnees/lieux.json", "donnees/offres/un-3.json", "donnees/offres.csv", "flux/catalogue.atom"]
    named = "".join(f"  {one}\n" for one in bad)
    hint = "Construisez le site avec ce communs.yml, par « communs build ».\n"
    assert (code, said) == (
        1,
        f"4 fichiers de données ne nomment pas la licence CC0-1.0 :\n{named}{hint}{REFUSED}",
    )


@pytest.mark.parametrize(
    "loaded",
    [
        '<script src="//ailleurs.example/x.js"></script>',
        "<script type=module>import 'https://ailleurs.example/x.js'</script>",
        '<link href=https://ailleurs.example/x.css rel="preload stylesheet">',
        '<link rel="preconnect" href="https://ailleurs.example/">',
        '<img loading="lazy" src="https://ailleurs.example/x.png">',
        '<img src="data:," srcset="x.png 1x, https://ailleurs.example/x.png 2x">',
        '<iframe src="https://ailleurs.example/"></iframe>',
        '<IFRAME SRC="https:\\\\ailleurs.example"></IFRAME>',
        '<video poster="https://ailleurs.example/x.png"></video>',
        '<meta http-equiv="refresh" content="0; url=https://ailleurs.example/">',
        '<style>@font-face{src:url("https://ailleurs.example/x.woff2")}</style>',
        "<p style=\"background:url('https://ailleurs.example/x.png')\">x</p>",
        '<meta http-equiv="refresh" content="0; https://ailleurs.example/">',
        '<img src="https://ailleurs.example/x.png" src="x.png">',
        '<img src="https:\n//ailleurs.example/x.png">',
        '<img srcset="x.png 1x,https://ailleurs.example/x.png 2x">',
        '<link rel="preload" as="image" imagesrcset="https://ailleurs.example/x.png 2x">',
        '<link rel="search" href="https://ailleurs.example/x.xml">',
        '<body background="https://ailleurs.example/x.png">',
        '<a href="x" ping="https://ailleurs.example/">x</a>',
        "<p style = url(https://ailleurs.example/x.png)>x</p>",
        '<svg><rect fill="url(https://ailleurs.example/x.svg#a)"/></svg>',
        '<iframe srcdoc="&lt;img src=https://ailleurs.example/x.png&gt;"></iframe>',
        '<style>@import"https://ailleurs.example/x.css";</style>',
        '<style>@import/**/"https://ailleurs.example/x.css";</style>',
        '<style>p{background:u\\72l("https\\3a //ailleurs.example/x.png")}</style>',
        '<style>p{background:image-set("https://ailleurs.example/x.png" 1x)}</style>',
        "<script>import(`https://ailleurs.example/x.js`)</script>",
        '<base href="https://ailleurs.example/">',
        '<script type="speculationrules">{"prerender": [{"urls": ["https:\\/\\/ailleurs.example\\/"]}]}</script>',
        '<img alt=a"b src=https://ailleurs.example/x.png>',
        '<img alt="a" b" src=https://ailleurs.example/x.png><p title=c">',
        '<link rel="stylesheet" href="assets/ailleurs.css">',
        '<script type="module" src="assets/ailleurs.mjs"></script>',
    ],
)
def test_a_page_that_asks_another_site_is_refused(check: Check, old: Path, new: Path, loaded: str) -> None:
    write(new / "assets/ailleurs.css", "@import url(https://ailleurs.example/x.css)")
    write(new / "assets/ailleurs.mjs", 'const more = () => import("https://ailleurs.example/x.mjs");')
    write(new / "index.html", PAGE.format(up="") + loaded)
    code, said = check(old, new)
    assert code == 1
    assert said.startswith("1 page charge quelque chose ailleurs :\n  ./ : https:") or said.startswith(
        "1 page charge quelque chose ailleurs :\n  ./ : //ailleurs.example/x.js\n"
    )


def test_a_link_to_another_folder_is_refused(check: Check, old: Path, new: Path, root: Path) -> None:
    """Whoever publishes sends what it shows: a file of the machine, or pages that nobody judged."""
    (new / "lieux/plan").symlink_to(root)
    (new / "cle.txt").symlink_to(root / "absent")
    said = "2 liens symboliques sont dans le site :\n  cle.txt\n  lieux/plan\n"
    code, told = check(old, new)
    assert (code, told[: len(said)]) == (1, said)


def test_links_to_elsewhere_and_what_is_in_the_page_ask_nobody(
    check: Check, root: Path, old: Path, new: Path
) -> None:
    write(root / "communs.yml", "nom: Essai\nadresse_du_site: https://communs.example.org/nous/\n")
    inside = (
        '<link rel="canonical" href="https://ailleurs.example/"><link rel="alternate" href="https://ailleurs.example/">'
        '<a href="https://ailleurs.example/">lien</a><form action="https://ailleurs.example/"></form>'
        '<img src="data:image/png;base64,AA=="><svg><use href="#un"/></svg>'
        '<img src="https://communs.example.org/nous/assets/communs.css"><script src="/nous/assets/x.js"></script>'
        "<code>import 'x'; url(https://ailleurs.example)</code>"
        '<code>style="background:url(https://ailleurs.example)"</code>'  # what members write stops no publication
        '<script type="application/ld+json">{"x": "import \'https://ailleurs.example\'"}</script>'
    )
    write(new / "index.html", PAGE.format(up="") + inside)
    assert check(old, new)[0] == 0


def test_a_page_is_weighed_with_all_that_it_fetches_at_once(
    check: Check, root: Path, old: Path, new: Path
) -> None:
    noise = "".join(f"{n * n * 7919 % 99991:x}" for n in range(12_000))
    write(new / "assets/lourd.mjs", 'import { x } from "./plus.mjs";')
    write(new / "assets/plus.mjs", f'export const x = "{noise}";')
    module = '<script type="module" src="{}assets/lourd.mjs"></script>'
    write(new / "offres/un-1/index.html", PAGE.format(up="../../") + module.format("../../"))
    assert check(old, new)[0] == 0
    write(root / "communs.yml", "nom: Essai\npublication: {poids: {lecture: 20}, requetes: 3}\n")
    code, said = check(old, new)
    weight = int(said.split(" : ")[1].partition(" ")[0]) if code else 0
    assert 20 < weight < 60
    assert said == (
        f"1 page est trop lourde :\n  offres/un-1/ : {weight} ko, 20 ko au plus\n"
        f"1 page demande trop de fichiers :\n  offres/un-1/ : 4 fichiers, 3 au plus\n{LIGHTER}"
    )
    pictures = "".join(f'<img src="{n}.webp" loading="lazy">' for n in range(9))
    write(new / "offres/un-1/index.html", PAGE.format(up="../../") + pictures)
    assert check(old, new)[0] == 0


def test_a_first_publication_has_nothing_to_lose(check: Check, new: Path, tmp_path: Path) -> None:
    first = f"Première publication : rien à comparer ({tmp_path}/rien n’existe pas).\n"
    assert check(tmp_path / "rien", new) == (0, first + WELL)
    write(new / "index.html", "<p>Sans licence</p>")
    assert check(tmp_path / "rien", new)[0] == 1


def test_what_is_no_site_cannot_be_compared(check: Check, old: Path, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    said = f"communs : {tmp_path}/vide n’est pas un site construit : il n’a pas de donnees/catalogue.json.\n"
    assert check(tmp_path / "vide", old) == (2, said)
    assert check(old, tmp_path / "vide") == (2, said)
    assert check(old, tmp_path / "rien") == (
        2,
        f"communs : {tmp_path}/rien : il n’y a pas de site à cet endroit.\n",
    )
    write(tmp_path / "vide" / "donnees/catalogue.json", '{"fiches": {"offres": [{}]}}')
    assert check(tmp_path / "vide", old) == (
        2,
        f"communs : {tmp_path}/vide/donnees/catalogue.json n’est pas ce qu’écrit « communs build »."
        " Rien n’a été comparé.\n",
    )


# --- By its address ---


@contextmanager
def served(answer: Callable[[str], tuple[int, bytes, str]]) -> Iterator[tuple[str, list[str]]]:
    """A host that answers (status, body, where it leads), with what it was asked."""
    asked: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(f"{self.path} {self.headers['User-Agent'].partition('/')[0]}")
            status, body, place = answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if place:
                self.send_header("Location", place)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def of(folder: Path, *missing: str) -> Callable[[str], tuple[int, bytes, str]]:
    """What a static host answers for a folder without some of its files."""

    def answer(path: str) -> tuple[int, bytes, str]:
        file = folder / (path.lstrip("/") or "index.html")
        if not file.is_file() or path.lstrip("/") in missing:
            return 404, b"rien", ""
        return 200, file.read_bytes(), ""

    return answer


def test_the_published_site_says_what_it_holds(check: Check, old: Path, tmp_path: Path) -> None:
    new = lay(tmp_path / "nouveau", {"offres": 20})
    with served(of(old)) as (address, asked):
        refused = check(f"{address}/", new)
        assert asked == ["/donnees/adresses.txt communs", "/donnees/catalogue.json communs"]
        assert refused == check(old, new)
        assert refused[0] == 1
        there = {"CI_PAGES_URL": address}
        assert check("publie", new, env=there) == refused
        assert check("publie", old, env=there) == (0, WELL)
        unseen = "publie n’est pas un dossier : licences, poids et chargements n’ont pas été vérifiés.\n"
        assert check(old, "publie", env=there) == (
            0,
            f"{unseen}Le site peut être publié : 26 fiches, 54 pages, 33 fichiers.\n",
        )


def test_where_nothing_is_published_yet(check: Check, new: Path) -> None:
    with served(lambda _: (404, b"", "")) as (address, asked):
        first = f"Première publication : rien à comparer (rien à l’adresse {address}).\n"
        assert check(address, new) == (0, first + WELL)
        assert [one.partition(" ")[0] for one in asked] == [
            "/donnees/adresses.txt",
            "/donnees/catalogue.json",
            "/",
        ]


def test_a_site_that_is_older_than_its_list(check: Check, old: Path, new: Path) -> None:
    found = "".join(
        f"<url><loc>https://ancien.example/n/{address}</loc></url>"
        for address in ("", "en/", "qualit%C3%A9/", *(f"a{n}/" for n in range(9)))
    )
    write(old / "sitemap.xml", f"<urlset>{found}</urlset>")
    with served(of(old, addresses.ADDRESS)) as (address, _):
        code, said = check(address, new)
        assert code == 1
        assert said.startswith(
            "Le site publié ne liste pas encore ses adresses : seules ses pages sont comparées.\n"
            "Pages disparues : 10 sur 12 (10 % au plus).\n  a0/\n"
        )
    with served(of(old, addresses.ADDRESS, "sitemap.xml")) as (address, _):
        told = "Le site publié ne liste pas encore ses adresses : seules ses fiches sont comparées.\n"
        assert check(address, new) == (0, told + WELL)
    with served(of(old, "donnees/catalogue.json")) as (address, _):
        told = "Le site publié ne donne pas ses fiches : seules ses adresses sont comparées.\n"
        assert check(address, new) == (0, told + WELL)
    with served(of(old, "donnees/catalogue.json", addresses.ADDRESS, "sitemap.xml")) as (address, _):
        said = f"communs : {address} n’est pas ce qu’écrit « communs build ». Rien n’a été comparé.\n"
        assert check(address, new) == (2, said)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b"", ""), "HTTP 500"),
        ((403, b"", ""), "HTTP 403"),
        ((302, b"", "http://ailleurs.example/"), "renvoi vers un autre site"),
        ((302, b"", "/donnees/adresses.txt"), "renvois sans fin"),
    ],
)
def test_a_network_that_fails_is_never_a_pass(
    check: Check, new: Path, answer: tuple[int, bytes, str], why: str
) -> None:
    with served(lambda _: answer) as (address, _):
        said = f"{address}/donnees/adresses.txt ne répond pas comme il faut ({why}). Rien n’a été comparé ; relancez.\n"
        assert check(address, new) == (2, f"communs : {said}")
        accepted = f"{said}Accepté : l’ancien hôte est tombé\n{WELL}"
        assert check(address, new, "--accept", "l’ancien hôte est tombé") == (0, accepted)


def test_a_page_that_says_that_all_is_well_is_no_list(check: Check, new: Path) -> None:
    with served(lambda _: (200, b"<!doctype html><p>Bienvenue", "")) as (address, _):
        code, said = check(address, new)
        assert (code, "n’est pas ce qu’écrit « communs build »" in said) == (2, True)


def test_a_redirect_is_followed_where_nobody_can_change_what_comes(
    check: Check, old: Path, new: Path
) -> None:
    with served(of(old)) as (behind, _), served(lambda path: (301, b"", behind + path)) as (before, _):
        assert check(before, new) == (0, WELL)


@pytest.mark.parametrize("address", ["http://communs.example.org", "ftp://communs.example.org", "https://"])
def test_an_address_that_is_not_safe_is_not_asked(check: Check, new: Path, address: str) -> None:
    code, said = check(address, new)
    assert (code, said.endswith("n’est pas une adresse en « https:// ».\n")) == (2, True)


def test_where_the_site_is_must_be_known(check: Check, new: Path) -> None:
    said = (
        "communs : On ne sait pas où ce catalogue est publié. Écrivez « adresse_du_site: https://… » dans communs.yml,"
        " ou donnez l’adresse à la place de « publie ».\n"
    )
    assert check("publie", new) == (2, said)


# --- The list of addresses ---


def test_the_list_of_addresses() -> None:
    found = addresses.of(
        ["index.html", "en/index.html", "offres/un/index.html", "404.html", "donnees/offres.csv",
         "assets/communs.css", "en/assets/x.js", "pagefind/x.pf_meta", "en/pagefind/pagefind.js", "donnees/assets/x"]
    )  # fmt: skip
    listed = ["./", "404.html", "donnees/assets/x", "donnees/offres.csv", "en/", "offres/un/"]
    assert sorted(found) == listed
    written = addresses.written(reversed(listed))
    assert written.decode().splitlines()[3:] == listed
    assert addresses.read(written.decode()) == found
