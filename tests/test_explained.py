"""What `communs explain` prints, in a catalogue and out of any."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from communs.cli import main
from communs.explained import index, rule
from communs.findings import CannotWork
from communs.report import Report
from communs.rulebook import RULES
from tests.command import COMMUNS, communs, run
from tests.conftest import ROOT, lay

FRENCH = Report(findings=())
TABULATION = """\
tabulation – Les décalages se font avec des espaces
Erreur : à corriger avant de publier

La largeur d’une tabulation dépend de l’éditeur : ce qui semble aligné chez vous ne l’est
pas chez les autres. YAML la refuse au début d’une ligne ; deux espaces par niveau se lisent
pareil partout.

À éviter, dans catalogue/organisations/essai.yml :
    contact:
  > →courriel: contact@essai.example.org

À écrire :
    contact:
  >   courriel: contact@essai.example.org

Source : YAML 1.2, https://yaml.org/spec/1.2.2/#61-indentation-spaces
"""


def _plain(said: str) -> str:
    return said.replace("\u00a0", " ")


def test_a_rule_is_told_with_what_to_avoid_and_what_to_write() -> None:
    assert _plain(rule("tabulation", FRENCH)) == TABULATION


def test_a_rule_in_english_leads_to_its_page() -> None:
    said = rule("doublon", Report(findings=(), lang="en", address="https://communs.example"))
    assert said.startswith(
        "doublon – One thing has one entry\nError: correct it before publishing\nWarning: "
    )
    assert "To avoid:\n  > catalogue/organisations/un-bis.yml\n" in said
    assert said.endswith("\n\nPage: https://communs.example/en/contribuer/regles/#doublon\n")


def test_what_no_file_can_show_is_told_in_words() -> None:
    said = _plain(rule("lien-symbolique", FRENCH))
    assert said.endswith(
        "À éviter :\n    Un raccourci vers un fichier rangé ailleurs sur votre machine.\n\n"
        "À écrire :\n    Une copie de ce fichier, à la place du raccourci.\n"
    )


def test_a_name_copied_from_a_report_keeps_its_brackets() -> None:
    assert rule("[tabulation]", FRENCH) == rule("tabulation", FRENCH)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "champmanquan",
            "« champmanquan » n’est pas le nom d’une règle. Vouliez-vous écrire « champ-manquant » ?",
        ),
        ("zzz", "« zzz » n’est pas le nom d’une règle : communs explain les montre toutes."),
    ],
)
def test_an_unknown_name_is_answered_by_the_nearest(name: str, said: str) -> None:
    with pytest.raises(CannotWork) as raised:
        rule(name, FRENCH)
    assert str(raised.value) == said


def test_the_index_names_every_rule_by_family() -> None:
    said = index(FRENCH)
    assert said.startswith("Le fichier peut être lu\n  encodage ")
    assert [line.split()[0] for line in said.splitlines() if line.startswith("  ")] == list(RULES)


def test_the_command_works_out_of_any_catalogue(tmp_path: Path) -> None:
    done = run([COMMUNS, "explain", "tabulation"], tmp_path)
    assert (done.returncode, _plain(done.stdout), done.stderr) == (0, TABULATION, "")
    done = run([COMMUNS, "explain", "tabulatoin", "--lang", "en"], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "communs : “tabulatoin” is not the name of a rule. Did you mean “tabulation”?\n"


def test_the_command_knows_where_its_catalogue_is_published(tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    (root / "schemas").symlink_to(ROOT / "schemas")
    (root / "communs.yml").write_text(
        "nom: Essai\nadresse_du_site: https://communs.example/\n", encoding="utf-8"
    )
    assert communs(root, "explain", "yaml").stdout.endswith(
        "\nPage\u00a0: https://communs.example/contribuer/regles/#yaml\n"
    )


def test_a_shell_completes_the_names_of_rules() -> None:
    complete = ShellComplete(main, {}, "communs", "_COMMUNS_COMPLETE")
    found = complete.get_completions(["explain"], "format-si")
    assert [item.value for item in found] == ["format-siren", "format-siret"]
