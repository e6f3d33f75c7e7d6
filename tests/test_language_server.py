"""What a member sees in an editor, told by the language server that VS Code and most YAML editors run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import communs
from tests.conftest import ROOT, real_kinds
from tests.language_server import Editor, editing
from tests.test_editor import SETTINGS

pytestmark = pytest.mark.slow
ORGANISATION = "catalogue/organisations/essai.yml"
OFFER = "catalogue/offres/essai.yml"
WHOLE = (
    "nom: Essai",
    "resume: Un essai.",
    "famille: [tiers-lieu]",
    "territoires: [france]",
    "origine: importe",
)
NEW = ("organisations", "offres", "lieux")


def repository(root: Path) -> Path:
    """The repository as a clone has it, so far as editors care."""
    for name in ("catalogue", "schemas"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "communs.yml", root)
    return root


def head(kind: str) -> str:
    return f"# yaml-language-server: $schema=../../.cache/schemas/{kind}.json\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    root = repository(tmp_path_factory.mktemp("depot"))
    for kind in NEW:
        done = communs(root, "new", kind, "toute-neuve")
        assert done.returncode == 0, done.stderr
    with editing(root, SETTINGS) as running:
        yield running


def test_a_value_is_proposed_with_its_french_words(server: Editor) -> None:
    server.diagnostics(ORGANISATION, head("organisations") + "famille: [plat]\n")
    found = server.completions(ORGANISATION, 2, 15)
    assert found["plateforme-cooperative"]["textEdit"]["newText"] == "plateforme-cooperative"
    assert found["plateforme-cooperative"]["documentation"] == (
        "Plateforme coopérative\u00a0: Un service en ligne possédé et gouverné par celles et ceux "
        "qui s’en servent ou le font vivre."
    )
    assert found["tiers-lieu"]["documentation"] == "Tiers-lieu"


def test_an_organisation_is_proposed_with_its_name(server: Editor) -> None:
    server.diagnostics(OFFER, head("offres") + "portee_par:\n  - mob\n")
    assert server.completions(OFFER, 3, 8)["mobicoop"]["documentation"] == "Mobicoop"


def test_a_territory_is_proposed_with_its_name(server: Editor) -> None:
    server.diagnostics(OFFER, head("offres") + "territoires: [reg]\n")
    found = server.completions(OFFER, 2, 18)
    assert found["region:32 (Hauts-de-France)"]["textEdit"]["newText"] == "region:32"


def test_a_field_is_proposed_with_its_explanation(server: Editor) -> None:
    server.diagnostics(ORGANISATION, head("organisations") + "nom: Essai\nfam\n")
    found = server.completions(ORGANISATION, 3, 4)
    assert found["famille"]["documentation"] == "Les familles d’acteurs dont vous vous réclamez."
    assert found["statut"]["documentation"].startswith("Où en est ce que décrit la fiche.")
    assert "nom" not in found


def test_a_key_of_a_list_is_proposed(server: Editor) -> None:
    server.diagnostics(ORGANISATION, head("organisations") + "criteres:\n  \n")
    assert server.completions(ORGANISATION, 3, 3)["gouvernance-partagee"]["documentation"] == (
        "Qui décide, et comment les personnes concernées y prennent part."
    )


def test_hovering_tells_what_a_field_and_a_value_mean(server: Editor) -> None:
    text = head("organisations") + "nom: Essai\nstatut_juridique: scic\n"
    server.diagnostics(ORGANISATION, text)
    assert server.hover(ORGANISATION, 2, 2).startswith(
        "#### Nom\n\nLe nom d’usage, tel que les gens le connaissent.\n\nExemple:\n\n```yaml\nMobicoop\n```"
    )
    value = server.hover(ORGANISATION, 3, 20)
    assert value.startswith("#### Forme juridique\n\nValeurs autorisées:\n\n* `scic`: Scic\u00a0: Société")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "statut_juridique: sic",
            "Ce texte n’est pas une valeur de «\u00a0statut_juridique\u00a0». Choisissez parmi\u00a0: scic, ",
        ),
        ("membre_de: [{alliance: licorne}]", "Aucune fiche ne s’appelle ainsi\u00a0: catalogue/alliances/. "),
        ("territoires: [marseille]", "Ce texte n’est pas un territoire connu. Écrivez par exemple france, "),
        ("criteres: {parité: {engagement: Oui.}}", "Ce texte n’est pas une valeur de «\u00a0criteres\u00a0». "),
        ("slogan: Ensemble", "Ce champ n’existe pas ici. Les champs possibles sont\u00a0: nom, sigle, "),
        ("contact: {fax: non}", "Ce champ n’existe pas ici. Les champs possibles sont\u00a0: courriel, "),
        ("contact: {mail: a@b.fr}", "Le champ «\u00a0mail\u00a0» s’appelle ici «\u00a0courriel\u00a0». Écrivez "),
        ("logo: {fichier: a.svg, credit: Nous}", "Il manque le champ «\u00a0licence\u00a0». "),
        ("identifiants: {siren: 732829320}", "«\u00a0siren\u00a0» attend un texte. Écrivez par exemple\u00a0: siren: "),
        ('identifiants: {siren: "73282932"}', "Ce texte n’est pas un SIREN\u00a0: neuf chiffres dont la clé est "),
        ("site_web: www.exemple.fr", "Ce texte n’est pas une adresse web publique. Écrivez l’adresse entière, "),
        ("verifie_le: hier", "Ce texte n’est pas une date complète qui existe. Écrivez l’année, le mois et "),
        ("statut: termine", "Le statut est «\u00a0termine\u00a0», mais la date de fin manque. Ajoutez par exemple "),
        ("date_fin: 2025-06", "Il y a une date de fin, mais le statut n’est pas «\u00a0termine\u00a0». Écrivez "),
        ("nom: [A, B]", "«\u00a0nom\u00a0» attend un texte. Écrivez par exemple\u00a0: nom: Mobicoop"),
        ("besoins: [se-nourrir, se-nourrir]", "Le tableau contient des éléments en double."),  # its own words
    ],
)  # fmt: skip
def test_a_fault_is_told_in_our_words(server: Editor, written: str, said: str) -> None:
    rest = [row for row in WHOLE if row.partition(":")[0] != written.partition(":")[0]]
    (found,) = server.diagnostics(ORGANISATION, head("organisations") + "\n".join([*rest, written, ""]))
    assert found["message"].startswith(said)


def test_what_a_member_has_to_write_is_asked_for(server: Editor) -> None:
    told = [
        found["message"] for found in server.diagnostics(ORGANISATION, head("organisations") + "nom: Essai\n")
    ]
    for name in ("resume", "famille", "territoires"):
        assert any(said.startswith(f"Il manque le champ «\u00a0{name}\u00a0». ") for said in told), told
    assert any(said.startswith("Il manque «\u00a0verifie_le\u00a0», le jour où ") for said in told)
    assert any(said.startswith("Il faut au moins un site web ou un contact. ") for said in told)
    assert len(told) == 5


def test_no_entry_example_or_new_file_is_underlined(server: Editor) -> None:
    texts = {
        path.relative_to(server.root).as_posix(): path.read_text("utf-8")
        for path in server.root.glob("catalogue/**/*.yml")
    }
    assert {f"catalogue/{kind}/toute-neuve.yml" for kind in NEW} <= texts.keys()
    for kind in real_kinds():
        example = (ROOT / "schemas" / kind / "exemple.yml").read_text("utf-8")
        texts[f"catalogue/{kind}/exemple.yml"] = head(kind) + example.partition("\n")[2]
    texts["communs.yml"] = (server.root / "communs.yml").read_text("utf-8")
    found = server.all_diagnostics(texts)
    assert {path: told for path, told in found.items() if told} == {}
    assert len(found) > 400


def test_the_house_files_have_their_schemas(server: Editor) -> None:
    text = (server.root / "communs.yml").read_text("utf-8")
    assert server.diagnostics("communs.yml", text) == []
    line = next(n for n, row in enumerate(text.splitlines(), 1) if row.startswith("nom:"))
    assert server.hover("communs.yml", line, 2).startswith("#### Nom du catalogue\n")
    path = "catalogue/vocabulaires/criteres.yml"
    assert server.diagnostics(path, (server.root / path).read_text("utf-8")) == []
    assert server.hover(path, 2, 2).startswith("#### Titre\n")


def test_without_its_line_an_entry_has_the_schema_of_its_folder(server: Editor) -> None:
    (found,) = server.diagnostics("catalogue/offres/sans-ligne.yml", "brouillon: true\nslogan: Oui\n")
    assert found["message"].startswith("Ce champ n’existe pas ici. ")


def test_the_network_is_never_asked(tmp_path: Path) -> None:
    with editing(repository(tmp_path), SETTINGS) as server:
        for path in (OFFER, "catalogue/vocabulaires/essai.yml", "communs.yml", "docker-compose.yml"):
            server.diagnostics(path, "nom: Essai\n")
            server.completions(path, 2, 1)
        assert not server.asked_outside()


def test_an_id_is_proposed_as_soon_as_its_entry_exists(tmp_path: Path) -> None:
    root = repository(tmp_path)
    communs(root, "validate")
    with editing(root, SETTINGS) as server:
        server.diagnostics(OFFER, head("offres") + "portee_par: [arr]\n")
        assert "arrivee-hier" not in server.completions(OFFER, 2, 17)
        communs(root, "new", "organisations", "arrivee-hier")
        server.changed(".cache/schemas/offres.json")
        assert "arrivee-hier" in server.completions(OFFER, 2, 17)


def test_an_editor_in_english_has_our_words_too(tmp_path: Path) -> None:
    root = repository(tmp_path)
    communs(root, "validate")
    with editing(root, SETTINGS, locale="en") as server:
        (found,) = server.diagnostics(OFFER, head("offres") + "brouillon: true\nslogan: Oui\n")
        assert found["message"].startswith("Ce champ n’existe pas ici. ")
