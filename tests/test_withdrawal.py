"""What withdrawing an entry does to the rest: one example for each way of speaking of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from communs import disk, pipeline
from communs.findings import CannotWork
from communs.rules import World
from communs.withdrawal import LIST, Plan, Withdrawal, listed
from tests.conftest import lay

Check = Callable[[Path], pipeline.Checked]
ITEM = {"adresse": "offres/x", "le": "2026-11-23"}
LINES = "- adresse: offres/x\n  le: 2026-11-23\n"
FIRST = "- adresse: offres/a # dite\n  le: 2026-01-01\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# rien encore\n", f"# rien encore\n{LINES}"),
        (f"{FIRST}# fin\n", f"{FIRST}{LINES}# fin\n"),
        (FIRST.rstrip(), FIRST + LINES),
        ("- {adresse: offres/a, le: 2026-01-01}\n", f"- {{adresse: offres/a, le: 2026-01-01}}\n{LINES}"),
        ("  - {adresse: offres/a, le: 2026-01-01}\r\n", None),
        (f"\ufeff{FIRST}", f"\ufeff{FIRST}{LINES}"),
        ("[]\n", LINES),
        ("[] # rien\n", f"{LINES.rstrip()} # rien\n"),
        (
            "[{adresse: offres/a, le: 2026-01-01},]\n",
            "[{adresse: offres/a, le: 2026-01-01}, {adresse: offres/x, le: 2026-11-23}]\n",
        ),
        ("- adresse: offres/x\n  le: 2020-01-01\n", "- adresse: offres/x\n  le: 2020-01-01\n"),
    ],
)
def test_the_list_keeps_its_comments_and_its_order(before: str, after: str | None) -> None:
    if after is None:
        after = before + "  - adresse: offres/x\r\n    le: 2026-11-23\r\n"
    assert listed(before.encode(), ITEM).decode() == after


def test_a_list_that_is_not_there_is_begun() -> None:
    begun = listed(b"", {**ITEM, "note": "Merci : à bientôt."}).decode()
    assert begun == (
        "# yaml-language-server: $schema=../schemas/retraits.json\n"
        "# Les fiches retirées sur demande : leur adresse répond « fiche retirée ».\n"
        f'{LINES}  note: "Merci : à bientôt."\n'
    )


@pytest.mark.parametrize("broken", ["a: b\n", "- [\n", "texte\n"])
def test_a_list_with_mistakes_is_not_touched(broken: str) -> None:
    with pytest.raises(CannotWork, match="a des fautes"):
        listed(broken.encode(), ITEM)


HEAD = "origine: pre-remplie\nsources: [{url: https://a.example.org, lu_le: 2026-11-02}]\n"
OFFER = "resume: Une offre.\nbesoins: [se-deplacer]\nterritoires: [france]\nlien: https://offre.example.org\n"


@pytest.fixture
def plan(check: Check, tmp_path: Path) -> Callable[..., Plan]:
    """The plan to withdraw an entry of the base catalogue, `covoit` if none is said, with some files laid over it."""

    def of(files: dict[str, str], kind: str = "organisations", name: str = "covoit") -> Plan:
        root = lay(None, tmp_path)
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(content, encoding="utf-8")
        checked = check(root)
        texts = {source.path: source.data for source in disk.sources(root)}
        world = World(today=checked.day, territories=checked.catalogue.territories)
        found = Withdrawal(catalogue=checked.catalogue, world=world, ref=(kind, name), texts=texts)
        return found.plan({"adresse": f"{kind}/{name}", "le": "2026-11-23"})

    return of


def _after(plan: Plan, path: str) -> str:
    return plan.texts[path].decode()


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("offres/a.yml", f"nom: A\nportee_par: [covoit, alliees]\n{OFFER}{HEAD}", "portee_par: [alliees]\n"),
        (
            "offres/a.yml",
            f"nom: A\nportee_par:\n  - alliees # elles\n  - organisations/covoit # lui\n{OFFER}{HEAD}",
            "portee_par:\n  - alliees # elles\n",
        ),
        (
            "communs/a.yml",
            f"nom: A\nresume: Un.\ntype: communaute\nmaintenu_par: [covoit]\n{HEAD}",
            "type: communaute\norigine",
        ),
        (
            "alliances/a.yml",
            f"nom: A\nresume: Une.\ntype: reseau\ncoordination: covoit # pour l’instant\n{HEAD}",
            "type: reseau\norigine",
        ),
    ],
)
def test_pre_filled_entries_cease_to_speak_of_it(
    plan: Callable[..., Plan], path: str, before: str, after: str
) -> None:
    found = plan({f"catalogue/{path}": before})
    assert after in _after(found, f"catalogue/{path}")
    assert "covoit" not in _after(found, f"catalogue/{path}")
    assert set(found.texts) == {LIST, f"catalogue/{path}"}


def test_every_item_that_names_it_goes(plan: Callable[..., Plan]) -> None:
    path = "catalogue/mutualisations/a.yml"
    types = (
        "catalogue/vocabulaires/etats_de_mutualisation.yml",
        "catalogue/vocabulaires/roles_de_participant.yml",
    )
    lists = dict.fromkeys(types, "- {id: idee, libelle: Idée, definition: Une idée.}\n")
    found = plan({
        **lists,
        path: "nom: A\nresume: Une.\ntype: temps-de-travail\netat: idee\nparticipants:\n"
        "  - organisation: covoit\n    role: idee\n  # la ville\n  - {organisation: ville-de-lille, role: idee}\n"
        f"  - organisation: covoit\n    role: idee\n    depuis: '2020'\n{HEAD}",
    })  # fmt: skip
    assert "participants:\n  # la ville\n  - {organisation: ville-de-lille, role: idee}\norigine" in _after(
        found, path
    )
    assert [mention.lines for mention in found.mentions if mention.entry.path == path] == [(6, 10)]


def test_a_members_entry_is_never_changed_but_the_change_is_ready(plan: Callable[..., Plan]) -> None:
    entry = f"nom: A\nportee_par: [covoit, alliees]\n{OFFER}verifie_le: 2026-11-02\n"
    found = plan({"catalogue/offres/a.yml": entry})
    assert set(found.texts) == {LIST}
    mention = next(mention for mention in found.mentions if mention.entry.id == "a")
    assert (mention.ours, mention.bound, mention.lines) == (False, False, (2,))
    assert mention.after == entry.replace("covoit, ", "")


def test_what_holds_only_by_it_may_have_to_go_too(plan: Callable[..., Plan]) -> None:
    found = plan({
        "catalogue/signatures/declaration--covoit.yml":
            "declaration: declaration\norganisation: covoit\ndate: 2022-09-20\nverifie_le: 2026-11-02\n",
        "catalogue/offres/a.yml": f"nom: A\nportee_par: [covoit]\n{OFFER}{HEAD}",
    })  # fmt: skip
    assert {mention.entry.id for mention in found.mentions if mention.bound} == {
        "covoiturer", "a", "declaration--covoit",
    }  # fmt: skip
    assert set(found.texts) == {LIST}


def test_a_writing_that_cannot_be_cut_is_left_to_a_hand(plan: Callable[..., Plan]) -> None:
    found = plan(
        {
            "catalogue/communs/a.yml": f"nom: A\nresume: Un.\ntype: communaute\n? maintenu_par\n: [covoit]\n{HEAD}"
        }
    )
    mention = next(mention for mention in found.mentions if mention.entry.id == "a")
    assert (mention.bound, mention.after) == (False, None)


def test_an_alliance_of_the_same_id_is_somebody_else(plan: Callable[..., Plan]) -> None:
    twin = f"nom: Deux\nresume: Une.\ntype: reseau\n{HEAD}"
    offer = f"nom: A\nportee_par: [covoit, alliees]\n{OFFER}{HEAD}"
    found = plan({"catalogue/alliances/covoit.yml": twin, "catalogue/offres/a.yml": offer}, kind="alliances")
    assert (found.gone, found.mentions) == (("catalogue/alliances/covoit.yml",), ())


def test_its_own_facts_and_pictures_go_with_it(plan: Callable[..., Plan]) -> None:
    logo = "logo: {{fichier: {}, credit: Essai, licence: CC0-1.0}}\nverifie_le: 2026-11-02\n"
    entry = "nom: {}\nresume: Une.\nfamille: [collectivite]\nterritoires: [france]\nsite_web: https://{}.example.org\n"
    found = plan({
        "catalogue/organisations/covoit.yml":
            entry.format("Covoit", "c") + "identifiants: {wikidata: Q42}\n" + logo.format("covoit.svg"),
        "catalogue/organisations/autre.yml": entry.format("Autre", "a") + logo.format("commun.svg"),
        "catalogue/_wikidata/Q42.json": '{"image": "photo.jpg", "logo": "commun.svg"}',
        "catalogue/_wikidata/Q43.json": "{}",
        **{f"catalogue/_medias/{name}": "" for name in ("covoit.svg", "photo.jpg", "commun.svg", "seul.png")},
    })  # fmt: skip
    assert found.gone == (
        "catalogue/organisations/covoit.yml", "catalogue/_wikidata/Q42.json",
        "catalogue/_medias/covoit.svg", "catalogue/_medias/photo.jpg",
    )  # fmt: skip


def test_facts_that_another_entry_shares_stay(plan: Callable[..., Plan]) -> None:
    same = "identifiants: {wikidata: Q42}\nverifie_le: 2026-11-02\n"
    commons = f"nom: Logiciel\nresume: Un.\ntype: communaute\n{same}"
    found = plan({"catalogue/communs/a.yml": commons, "catalogue/_wikidata/Q42.json": "{}"}, "communs", "a")
    assert found.gone == ("catalogue/communs/a.yml", "catalogue/_wikidata/Q42.json")
    twin = f"nom: Covoit\nresume: Une.\nfamille: [collectivite]\nterritoires: [france]\nsite_web: https://c.example.org\n{same}"
    found = plan({"catalogue/organisations/covoit.yml": twin}, "communs", "a")
    assert found.gone == ("catalogue/communs/a.yml",)


def test_lines_that_still_write_its_name_are_to_be_read_again(plan: Callable[..., Plan]) -> None:
    found = plan({
        "catalogue/communs/a.yml":
            "nom: A\nresume: Né chez Covoit.\ntype: communaute\n"
            f"description: |\n  Covoiturage, Covoit-libre.\n  L’équipe de Covoit.\nmaintenu_par: [covoit]\n{HEAD}",
    })  # fmt: skip
    assert found.named == {"catalogue/communs/a.yml": (2, 6)}


def test_names_that_are_no_texts_are_passed_over(plan: Callable[..., Plan]) -> None:
    odd = "nom: 3\nnoms_alternatifs: [{a: b}, 'L’autre']\nsigle: ''\nverifie_le: 2026-11-02\n"
    found = plan({"catalogue/organisations/covoit.yml": odd, "catalogue/communs/a.yml": "nom: De L'autre\n"})
    assert found.named == {"catalogue/communs/a.yml": (1,)}


def test_an_entry_that_cannot_be_read_can_be_withdrawn(plan: Callable[..., Plan]) -> None:
    offer = f"nom: A\nportee_par: [covoit, alliees]\n{OFFER}{HEAD}"
    found = plan({"catalogue/organisations/covoit.yml": "nom: [", "catalogue/offres/a.yml": offer})
    assert "portee_par: [alliees]" in _after(found, "catalogue/offres/a.yml")
