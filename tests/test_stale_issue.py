"""`communs stale --issue`: one issue that says what waits, closed when nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cmarkgfm import github_flavored_markdown_to_html as rendered

from tests.forges.clone import Clone, cloned
from tests.test_stale_command import FILES, OFFER, PREFILLED

pytestmark = pytest.mark.slow

SITE = "https://example.org/contribuer"
BODY = f"""\
<!-- communs:fraicheur -->
**4 fiches à confirmer : 1 depuis 24 mois ou plus, 1 depuis 6 mois ou plus, 2 que personne n’a encore relues.**

Chaque lien ouvre la fiche, prête à renvoyer ; il ne faut aucun compte. Pour écrire aux organisations : \
`communs stale --format mail`.

### Covoit

| Fiche | Dernière confirmation | Pour confirmer |
|---|---|---|
| Covoit (organisation) | il y a 32 mois | [Toujours exact]\
(<{SITE}/nouvelle-fiche/organisations/?fiche=covoit&geste=confirmer#envoi>) |
| Vélo (offre) | il y a 10 mois | [Toujours exact](<{SITE}/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi>) |

### Les Alliées

| Fiche | Dernière confirmation | Pour confirmer |
|---|---|---|
| Vélo (offre) | il y a 10 mois | [Toujours exact](<{SITE}/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi>) |

## Établies d’après des sources publiques, et jamais confirmées

### Covoit

| Fiche | Dernière confirmation | Pour confirmer |
|---|---|---|
| Bus (offre) | jamais | [La relire](<{SITE}/nouvelle-fiche/offres/?fiche=bus&geste=reprendre#envoi>) |

### Sans organisation qui en réponde

| Fiche | Dernière confirmation | Pour confirmer |
|---|---|---|
| Carte libre (commun) | jamais | [La relire](<{SITE}/nouvelle-fiche/communs/?fiche=carte-libre&geste=reprendre#envoi>) |
"""


@pytest.fixture(params=["github", "gitlab", "forgejo"])
def clone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Clone]:
    with cloned(request.param, tmp_path) as found:
        for path, content in FILES.items():
            found.write(path, content)
        yield found


@pytest.fixture
def github(tmp_path: Path) -> Iterator[Clone]:
    with cloned("github", tmp_path) as found:
        for path, content in FILES.items():
            found.write(path, content)
        yield found


def body(clone: Clone) -> str:
    return clone.forge.issues[1].body.replace("\u00a0", " ")


def _fresh(clone: Clone) -> None:
    """Everybody confirmed everything."""
    for path in (clone.root / "catalogue").rglob("*.yml"):
        said = path.read_text(encoding="utf-8").replace(PREFILLED, "verifie_le: 2026-11-01\n")
        clone.write(path.relative_to(clone.root).as_posix(), said.replace("2024-03-02", "2026-11-01"))
    clone.write(
        "catalogue/offres/velo.yml", f"nom: Vélo\nportee_par: [covoit]\n{OFFER}verifie_le: 2026-11-01\n"
    )


def test_one_issue_from_month_to_month(clone: Clone) -> None:
    done = clone.run("stale", "--issue")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{clone.forge.address}/")
    issue = clone.forge.issues[1]
    assert (issue.title, issue.open, body(clone)) == ("Fiches à confirmer", True, BODY)
    assert clone.run("stale", "--issue").stdout == done.stdout
    assert len(clone.forge.wrote()) == 1

    _fresh(clone)
    assert clone.run("stale", "--issue").stdout == done.stdout
    assert (issue.open, body(clone).splitlines()[1:]) == (
        False, ["Plus rien n’attend d’être confirmé. Merci à toutes les personnes qui ont relu leurs fiches."],
    )  # fmt: skip

    clone.write("catalogue/offres/velo.yml", FILES["catalogue/offres/velo.yml"])
    assert clone.run("stale", "--issue", "--lang", "en").exit_code == 0
    assert (issue.open, issue.title, len(clone.forge.issues)) == (True, "Entries to confirm", 1)
    assert body(clone).splitlines()[1] == "**1 entry to confirm: 1 for 6 months or more.**"


def test_nothing_waits_and_there_is_no_issue(github: Clone) -> None:
    _fresh(github)
    done = github.run("stale", "--issue")
    assert (done.exit_code, done.stdout, github.forge.issues) == (0, "Rien à confirmer.\n", {})


def test_what_nobody_ever_confirmed_is_counted_beyond_fifty(github: Clone) -> None:
    for n in range(50):
        github.write(
            f"catalogue/offres/bus-{n}.yml", f"nom: Bus {n}\nportee_par: [covoit]\n{OFFER}{PREFILLED}"
        )
    assert github.run("stale", "--issue").exit_code == 0
    said = body(github)
    assert said.count("Bus") == 0
    assert said.endswith(
        "| Organisation | Fiches | Pour les relire |\n|---|---|---|\n"
        f"| Covoit | 51 | [Ses fiches](<{SITE}/mes-fiches/covoit/>) |\n"
        "| Sans organisation qui en réponde | 1 | — |\n"
    )


def test_what_a_member_wrote_stays_text(github: Clone) -> None:
    hostile = "@all #1 <b>x</b> [l](https://m.example.org) | ![i](https://m.example.org/p.png) ::error::x"
    github.write(
        "catalogue/offres/velo.yml",
        f"nom: '{hostile}'\nportee_par: [alliees]\n{OFFER}verifie_le: 2026-01-02\n",
    )
    assert github.run("stale", "--issue", "--format", "text").exit_code == 0
    html = rendered(body(github))
    assert "m.example.org" not in "".join(
        part.split(">")[0] for part in html.split("<") if part.startswith(("a ", "img"))
    )
    assert "<b>" not in html
    assert "<code>@all #1" in html


def test_without_the_sites_address_files_are_named(github: Clone) -> None:
    github.write("communs.yml", "nom: Essai\n")
    assert github.run("stale", "--issue").exit_code == 0
    assert "| `catalogue/offres/velo.yml` |" in body(github)
    assert "](" not in body(github)


def test_a_long_list_is_cut_at_the_end_of_a_line(github: Clone) -> None:
    for n in range(400):
        aged = f"nom: Bus {n} {'x' * 60}\nportee_par: [covoit]\n{OFFER}verifie_le: 2024-01-01\n"
        github.write(f"catalogue/offres/bus-{n}.yml", aged)
    assert github.run("stale", "--issue").exit_code == 0
    said = body(github)
    assert len(said) <= 65_536
    assert said.splitlines()[-3].endswith("|")
    assert (
        said.splitlines()[-1]
        == "… La suite est trop longue pour être montrée ici. / The rest is too long to be shown here."
    )


def test_the_issue_speaks_of_everybody(github: Clone) -> None:
    done = github.run("stale", "--issue", "--organisation", "covoit")
    assert (done.exit_code, done.stderr.replace("\u00a0", " ")) == (
        2, "communs : Le ticket parle de toutes les organisations : --issue va sans --organisation.\n",
    )  # fmt: skip
