"""`communs stale` to the letter: a list, JSON, and e-mails ready to be sent."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from communs.cli import main
from tests.conftest import ROOT, lay

PREFILLED = "origine: pre-remplie\nsources: [{url: https://a.example.org, lu_le: 2026-11-02}]\n"
OFFER = "resume: Une offre.\nbesoins: [se-deplacer]\nterritoires: [france]\nlien: https://offre.example.org\n"
FILES = {
    "communs.yml":
        "nom: {fr: Le catalogue, en: The catalogue}\ncontact: equipe@example.org\nadresse_du_site: https://example.org/\n",
    "catalogue/organisations/covoit.yml":
        "nom: Covoit\nresume: Une coopérative.\nfamille: [plateforme-cooperative]\nterritoires: [france]\n"
        "contact: {courriel: contact@covoit.example.org}\nverifie_le: 2024-03-02\n",
    "catalogue/offres/velo.yml": f"nom: Vélo\nportee_par: [covoit, alliees]\n{OFFER}verifie_le: 2026-01-02\n",
    "catalogue/offres/bus.yml": f"nom: Bus\nportee_par: [covoit]\n{OFFER}{PREFILLED}",
    "catalogue/communs/carte-libre.yml": f"nom: Carte libre\nresume: Une carte.\ntype: communaute\n{PREFILLED}",
}  # fmt: skip
LIST = """\
Covoit (contact@covoit.example.org)
https://example.org/contribuer/mes-fiches/covoit/
  32 mois, catalogue/organisations/covoit.yml
    https://example.org/contribuer/nouvelle-fiche/organisations/?fiche=covoit&geste=confirmer#envoi
  10 mois, catalogue/offres/velo.yml
    https://example.org/contribuer/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi

Les Alliées
https://example.org/contribuer/mes-fiches/alliees/
  10 mois, catalogue/offres/velo.yml
    https://example.org/contribuer/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi

Établies d’après des sources publiques, et jamais confirmées

Covoit (contact@covoit.example.org)
https://example.org/contribuer/mes-fiches/covoit/
  catalogue/offres/bus.yml
    https://example.org/contribuer/nouvelle-fiche/offres/?fiche=bus&geste=reprendre#envoi

Sans organisation qui en réponde
  catalogue/communs/carte-libre.yml
    https://example.org/contribuer/nouvelle-fiche/communs/?fiche=carte-libre&geste=reprendre#envoi

4 fiches à confirmer : 1 depuis 24 mois ou plus, 1 depuis 6 mois ou plus, 2 que personne n’a encore relues.
"""
FRENCH = """\
Bonjour,

« Le catalogue » publie ces fiches au nom de Covoit. Sont-elles toujours exactes ?

- Covoit (organisation), confirmée il y a 32 mois
  Oui, toujours exact : https://example.org/contribuer/nouvelle-fiche/organisations/?fiche=covoit&geste=confirmer#envoi
- Vélo (offre), confirmée il y a 10 mois
  Oui, toujours exact : https://example.org/contribuer/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi

« Le catalogue » parle de Covoit d’après des sources publiques. Personne de chez vous n’a encore relu ces fiches :

- Bus (offre)
  La relire et la reprendre à votre compte : https://example.org/contribuer/nouvelle-fiche/offres/?fiche=bus&geste=reprendre#envoi

Un clic ouvre la fiche, prête à renvoyer ; il ne faut aucun compte.
Pour tout voir, corriger ou clore ce qui est terminé : https://example.org/contribuer/mes-fiches/covoit/
Pour faire retirer une fiche, sans donner de raison : https://example.org/retrait/

Merci,
L’équipe qui tient « Le catalogue »
equipe@example.org
"""
ENGLISH = """\
Hello,

“The catalogue” publishes these entries in the name of Covoit. Are they still right?

- Covoit (organisation), confirmed 32 months ago
  Yes, still right: https://example.org/en/contribuer/nouvelle-fiche/organisations/?fiche=covoit&geste=confirmer#envoi
- Vélo (offer), confirmed 10 months ago
  Yes, still right: https://example.org/en/contribuer/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi

“The catalogue” writes about Covoit from public sources. Nobody from your side has checked these entries yet:

- Bus (offer)
  Check it and make it yours: https://example.org/en/contribuer/nouvelle-fiche/offres/?fiche=bus&geste=reprendre#envoi

One click opens the entry, ready to be sent back; no account is needed.
To see everything, correct it or close what has ended: https://example.org/en/contribuer/mes-fiches/covoit/
To have an entry withdrawn, without giving a reason: https://example.org/en/retrait/

With thanks,
The team that keeps “The catalogue”
equipe@example.org
"""
WORD, MAYBE = {"type": "string"}, {"type": ["string", "null"]}
NUMBER = {"type": ["integer", "null"]}
ENTRY = {
    "path": WORD, "kind": WORD, "id": WORD, "name": WORD, "confirmed": MAYBE, "months": NUMBER, "threshold": NUMBER,
    "prefilled": {"type": "boolean"}, "confirm": WORD,
}  # fmt: skip


def _closed(properties: dict[str, object]) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _all(item: dict[str, object]) -> dict[str, object]:
    return {"type": "array", "items": item}


CONTRACT = _closed({
    "day": WORD, "thresholds": _all({"type": "integer"}),
    "organisations": _all(_closed({
        "kind": MAYBE, "id": MAYBE, "name": MAYBE, "contact": MAYBE, "address": MAYBE, "entries": _all(_closed(ENTRY)),
    })),
    "counts": {"type": "object", "required": ["never"], "additionalProperties": {"type": "integer"}},
})  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base catalogue, where some entries have aged."""
    found = lay(None, tmp_path)
    (found / "schemas").symlink_to(ROOT / "schemas")
    for path, content in FILES.items():
        (found / path).write_text(content, encoding="utf-8")
    return found


def _run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "stale", *words])


def _plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def test_a_list_for_a_terminal(root: Path) -> None:
    done = _run(root)
    assert (done.exit_code, done.stderr, _plain(done.stdout)) == (0, "", LIST)


def test_the_list_of_one_name_past_thresholds_of_ones_own(root: Path) -> None:
    done = _run(root, "--organisation", "alliees", "--months", "3", "--months", "9", "--lang", "en")
    assert done.stdout == (
        "Les Alliées\nhttps://example.org/en/contribuer/mes-fiches/alliees/\n"
        "  10 months, catalogue/offres/velo.yml\n"
        "    https://example.org/en/contribuer/nouvelle-fiche/offres/?fiche=velo&geste=confirmer#envoi\n\n"
        "1 entry to confirm: 1 for 9 months or more.\n"
    )


def test_nothing_waits(root: Path) -> None:
    assert _run(root, "--organisation", "ville-de-lille").stdout == "Rien à confirmer.\n"


def test_without_the_sites_address_links_start_from_its_root(root: Path) -> None:
    (root / "communs.yml").write_text("nom: Essai\n")
    done = _run(root, "--organisation", "alliees")
    assert done.exit_code == 0
    assert "\n/contribuer/mes-fiches/alliees/\n" in done.stdout
    assert _plain(done.stderr) == (
        "communs : Les liens partent de la racine du site : communs.yml ne donne pas « adresse_du_site ».\n"
    )


def test_a_name_that_nobody_bears_ends_with_2(root: Path) -> None:
    done = _run(root, "--organisation", "covoitt", "--lang", "en")
    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        done.stderr == "communs : “covoitt” is not an organisation of the catalogue. Did you mean “covoit”?\n"
    )


def test_json_for_a_program(root: Path) -> None:
    told = json.loads(_run(root, "--format", "json").stdout)
    jsonschema.validate(told, CONTRACT)
    assert (told["day"], told["thresholds"]) == ("2026-11-23", [6, 24])
    assert told["counts"] == {"6": 1, "24": 1, "never": 2}
    assert [group["id"] for group in told["organisations"]] == ["covoit", "alliees", None]
    assert told["organisations"][0]["entries"][0] == {
        "path": "catalogue/organisations/covoit.yml", "kind": "organisations", "id": "covoit", "name": "Covoit",
        "confirmed": "2024-03-02", "months": 32, "threshold": 24, "prefilled": False,
        "confirm": "https://example.org/contribuer/nouvelle-fiche/organisations/?fiche=covoit&geste=confirmer#envoi",
    }  # fmt: skip


def test_an_e_mail_ready_to_be_sent(root: Path) -> None:
    done = _run(root, "--format", "mail", "--organisation", "covoit")
    assert _plain(done.stdout) == (
        f"À : contact@covoit.example.org\nObjet : Vos fiches sont-elles toujours exactes ?\n\n{FRENCH}"
    )


def test_english_stands_below_french(root: Path) -> None:
    done = _run(root, "--format", "mail", "--organisation", "covoit", "--lang", "en")
    assert _plain(done.stdout) == (
        "To: contact@covoit.example.org\n"
        "Subject: Vos fiches sont-elles toujours exactes ? / Are your entries still right?\n\n"
        f"{FRENCH}\n--\n\n{ENGLISH}"
    )


def test_one_e_mail_for_each_name_and_none_where_nobody_answers(root: Path) -> None:
    first, second = _plain(_run(root, "--format", "mail").stdout).split(f"\n{'=' * 72}\n\n")
    assert first.startswith("À : contact@covoit.example.org\n")
    assert second.startswith("À : (aucune adresse dans sa fiche)\n")


def test_an_organisation_that_never_answered_reads_another_subject(root: Path) -> None:
    (root / "catalogue/organisations/covoit.yml").write_text(
        "nom: Covoit\nresume: Une.\nfamille: [collectivite]\nterritoires: [france]\n" + PREFILLED,
        encoding="utf-8",
    )
    (root / "catalogue/offres/velo.yml").unlink()
    said = _plain(_run(root, "--format", "mail", "--organisation", "covoit").stdout)
    assert said.splitlines()[1] == "Objet : Ce que « Le catalogue » dit de Covoit est-il juste ?"
    assert "au nom de" not in said


def test_what_a_member_wrote_commands_no_terminal(root: Path) -> None:
    (root / "catalogue/offres/velo.yml").write_text(
        f'nom: "a\\x1b[2J\\nBcc: tous@example.org"\nportee_par: [alliees]\n{OFFER}verifie_le: 2026-01-02\n'
    )
    for form in ("text", "json", "mail"):
        said = _run(root, "--format", form).stdout
        assert "\x1b" not in said
        assert "\nBcc" not in said
