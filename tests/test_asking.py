"""`communs new` on a real terminal: what is asked, what is refused, what is written, and how to stop."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import pexpect
import pytest

from communs import draft, entries, located, pipeline
from communs.answers import Desk
from communs.asking import Interview
from communs.kinds import Kind
from tests.command import COMMUNS, ENVIRONMENT, communs
from tests.conftest import ROOT, lay, real_kinds

TAB, ERASE, STOP, END = "\t", "\x15", "\x03", "\x04"
TERM = ("\n  - id: visioconference\n    libelle: {fr: Se voir à distance, en: Video calls}\n"
        "    definition: {fr: Sans se déplacer., en: Without travelling.}\n")  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = lay(None, tmp_path)
    (found / "schemas").symlink_to(ROOT / "schemas")
    with (found / "catalogue" / "vocabulaires" / "besoins.yml").open("a", encoding="utf-8") as opened:
        opened.write(TERM)
    return found


class Talk:
    """A terminal in which the command was typed."""

    def __init__(self, root: Path, *words: str, columns: int = 120, **environment: str) -> None:
        known = {**ENVIRONMENT, "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", **environment}
        self._there = pexpect.spawn(
            str(COMMUNS), ["--root", str(root), "new", *words], env=known, encoding="utf-8",
            dimensions=(40, columns), timeout=30,
        )  # fmt: skip

    def hear(self, *words: str) -> str:
        """Wait for these words, one after the other; everything said before the last."""
        for word in words:
            self._there.expect_exact(word)
        return str(self._there.before)

    def say(self, answer: str, *, enter: bool = True) -> None:
        self._there.send(answer + "\r" * enter)

    def end(self) -> tuple[int | None, str]:
        """The exit code, and what was said at last."""
        self._there.expect(pexpect.EOF)
        self._there.close()
        return self._there.exitstatus, str(self._there.before)


def _entries(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("catalogue/*/*.yml")}


@pytest.mark.slow
def test_an_offer_is_asked_for_field_by_field_and_each_answer_is_checked(root: Path) -> None:
    talk = Talk(root, "offres", "se-parler")
    talk.hear("(1/6) Nom", "De préférence un verbe", "Nom :")
    talk.say(f"{ERASE}Se parler de loin")
    talk.hear("(2/6) Résumé", "Résumé :")
    talk.say("x" * 281)
    talk.hear("«\u00a0resume\u00a0» est trop long\u00a0: 281 signes, 280 au plus.", "Résumé :")
    talk.say(f"{ERASE}Parler à plusieurs : sans logiciel à installer.")
    talk.hear("(3/6) Portée par", "covoit — ", "Portée par 1 :")
    talk.say("covoitt")
    talk.hear(
        "Aucune fiche ne s’appelle «\u00a0covoitt\u00a0»", "→ Vouliez-vous écrire «\u00a0covoit\u00a0»\u00a0?"
    )
    talk.hear("Portée par 1 :")
    talk.say("")  # the near name stands there already
    talk.hear("Portée par 2 :")
    talk.say("")
    talk.hear("(4/6) Besoins", "visioconference — Se voir à distance", "Besoins 1 :")
    talk.say(f"vis{TAB}")
    talk.hear("= visioconference — Se voir à distance", "Besoins 2 :")
    talk.say("Se Déplacer")
    talk.hear("= se-deplacer — Se déplacer", "Besoins 3 :")
    talk.say("")
    talk.hear("(5/6) Territoires", "Territoires 1 :")
    talk.say("commune:59350, france")
    talk.hear("= commune:59350 — Lille (59), france — France", "Territoires 3 :")
    talk.say("")
    talk.hear("(6/6) Lien", "Lien :")
    talk.say("exemple.org/parler")
    talk.hear("= https://exemple.org/parler")
    code, said = talk.end()
    assert code == 0
    assert "catalogue/offres/se-parler.yml est écrite." in said
    assert "Puis\u00a0: communs validate catalogue/offres/se-parler.yml" in said
    content = (root / "catalogue" / "offres" / "se-parler.yml").read_text(encoding="utf-8")
    for line in ("nom: Se parler de loin",
                 'resume: "Parler à plusieurs : sans logiciel à installer."', "portee_par: [covoit]",
                 "besoins: [visioconference, se-deplacer]", "territoires: [commune:59350, france]",
                 "lien: https://exemple.org/parler", "verifie_le: 2026-11-23", "# frais: gratuit"):  # fmt: skip
        assert f"\n{line}\n" in content
    assert communs(root, "validate").stdout == "Tout est bon.\n"


@pytest.mark.slow
def test_without_a_name_the_entry_gives_its_own(root: Path) -> None:
    talk = Talk(root)
    talk.hear("organisations — ", "Quel type de fiche ?")
    talk.say("organisation")
    talk.hear("«\u00a0organisation\u00a0» n’est pas un type de fiche.", "Quel type de fiche ?")
    talk.say("")
    for label, answer in {
        "Nom :": "L’Écho du Vallon", "Résumé :": "Une radio.", "Famille 1 :": "", "une réponse": "",
        "Territoires 1 :": "france", "Territoires 2 :": "", "Site web :": "",
    }.items():  # fmt: skip
        talk.hear(label)
        talk.say(answer)
    talk.hear("Contact · Courriel :")
    talk.say("jean.dupont@exemple.fr")
    talk.hear(
        "ressemble à l’adresse d’une personne.", "Entrée encore une fois pour garder cette réponse.", " :"
    )
    talk.say("")
    talk.hear("La fiche sera un brouillon tant qu’il y manque\u00a0: Famille.", "Nom du fichier :")
    talk.say(f"{ERASE}covoit")
    talk.hear("«\u00a0covoit\u00a0» existe déjà\u00a0: choisissez un autre nom.", "Nom du fichier :")
    talk.say(f"{ERASE}l-echo-du-vallon")
    code, said = talk.end()
    assert code == 0
    assert "attention" in said
    assert "Il manque le champ" in said
    content = (root / "catalogue" / "organisations" / "l-echo-du-vallon.yml").read_text(encoding="utf-8")
    assert "\n# famille: [plateforme-cooperative]\n" in content
    assert "\nbrouillon: true\n" in content
    assert "\ncontact:\n  courriel: jean.dupont@exemple.fr\n" in content
    assert communs(root, "validate").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("key", [STOP, END])
def test_whoever_stops_has_written_nothing(root: Path, key: str) -> None:
    before = _entries(root)
    talk = Talk(root, "offres", "louer-un-velo")
    talk.hear("Nom :")
    talk.say("")
    talk.hear("Résumé :")
    talk.say(key, enter=False)
    code, said = talk.end()
    assert (code, _entries(root)) == (1, before)
    assert said.rstrip().endswith("Rien n’a été écrit.")
    assert "Traceback" not in said


@pytest.mark.slow
def test_an_entry_that_exists_is_told_before_any_question(root: Path) -> None:
    path = root / "catalogue" / "offres" / "covoiturer.yml"
    before = path.read_bytes()
    code, said = Talk(root, "offres", "covoiturer").end()
    assert (code, path.read_bytes()) == (1, before)
    assert said == "communs : catalogue/offres/covoiturer.yml existe déjà\u00a0; rien n’a été écrit.\r\n"


@pytest.mark.slow
def test_what_the_command_line_says_wrong_is_asked_again(root: Path) -> None:
    talk = Talk(root, "signatures", "declaraton--covoit")
    talk.hear("Aucune fiche ne s’appelle «\u00a0declaraton\u00a0»", "(1/2) Déclaration", "Déclaration :")
    talk.say(f"decl{TAB}")
    talk.hear("(2/2) Date", "Date :")
    talk.say("31/02/2026")
    talk.hear("«\u00a031/02/2026\u00a0» n’est pas une date complète qui existe.", "Date :")
    talk.say(f"{ERASE}{TAB}")
    code, said = talk.end()
    assert code == 0
    content = (root / "catalogue" / "signatures" / "declaration--covoit.yml").read_text(encoding="utf-8")
    assert "\ndeclaration: declaration\n" in content
    assert "\ndate: 2026-11-23\n" in content
    again = Talk(root, "signatures")
    again.hear("Déclaration :")
    again.say("declaration")
    again.hear("Organisation :")
    again.say("covoit")
    code, said = again.end()
    assert code == 1
    assert "catalogue/signatures/declaration--covoit.yml existe déjà" in said


@pytest.mark.slow
def test_questions_in_english(root: Path) -> None:
    talk = Talk(root, "offres", "louer-un-velo", "--lang", "en", "--set", "portee_par=covoit")
    talk.hear("Offer — What a person", "Enter accepts an answer", "(1/5) Name", "Preferably a verb", "Name:")
    talk.say("")
    talk.hear("(2/5) Summary", "In French; a translation can be added", "Summary:")
    talk.say("Un vélo pour un jour.")
    talk.hear("se-deplacer — Getting around", "Needs 1:")
    talk.say("nourir")
    talk.hear("“nourir” is not a value of “besoins”.", "Needs 1:")
    talk.say(STOP, enter=False)
    code, said = talk.end()
    assert (code, said.split()[-3:]) == (1, ["Nothing", "was", "written."])


@pytest.mark.slow
@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"TERM": "xterm", "COLUMNS": ""}])
def test_narrow_and_simple_terminals_do_as_well(root: Path, environment: dict[str, str]) -> None:
    talk = Talk(root, "lieux", "chez-nous", columns=40, **environment)
    talk.hear("(1/3) Nom", "Exemple", "Nom")
    talk.say("")
    talk.hear("(2/3) Code INSEE", "Exemple", "Code INSEE de la commune")
    talk.say("59000")
    talk.hear("«\u00a059000\u00a0»", "→", "Code INSEE de la commune")
    talk.say(f"{ERASE}59350" if environment["TERM"] != "dumb" else "59350")
    talk.hear("= 59350 — Lille (59)", "(3/3) Porté par", "covoit", "Porté par")
    talk.say("covoit")
    code, _ = talk.end()
    assert code == 0
    assert '\ncode_insee: "59350"\n' in (root / "catalogue" / "lieux" / "chez-nous.yml").read_text()


@pytest.mark.slow
def test_rows_of_a_list_are_asked_one_after_the_other(root: Path) -> None:
    talk = Talk(root, "bouquets", "partir")
    for label, answer in {
        "Nom :": "", "Résumé :": "Partir.", "Offres 1 · Offre :": "covoiturer", "Offres 2 · Offre :": "",
        "Composé par :": "equipe-du-catalogue",
    }.items():  # fmt: skip
        talk.hear(label)
        talk.say(answer)
    assert talk.end()[0] == 0
    assert (
        "\noffres:\n  - offre: covoiturer\n" in (root / "catalogue" / "bouquets" / "partir.yml").read_text()
    )


@pytest.mark.slow
def test_colours_are_kept_away(root: Path) -> None:
    talk = Talk(root, "offres", "louer-un-velo")
    said = talk.hear("Nom :")
    assert "\x1b[1m" not in said
    talk.say(STOP, enter=False)
    coloured = Talk(root, "offres", "louer-un-velo", NO_COLOR="")
    assert "\x1b[1m" in coloured.hear("Nom :")
    coloured.say(STOP, enter=False)
    assert (talk.end()[0], coloured.end()[0]) == (1, 1)


@pytest.fixture(scope="module")
def real() -> pipeline.Checked:
    return pipeline.check(ROOT)


@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_whoever_has_no_answer_yet_gets_a_draft(
    kind: Kind,
    lang: str,
    real: pipeline.Checked,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n" * 99))
    desk = Desk(kind=kind, catalogue=real.catalogue, today=datetime.date(2026, 11, 23), lang=lang)
    interview = Interview(desk=desk, taken=lambda _: False, identifier="essai")
    content = draft.write(kind, interview.run(), interview.values, desk.today, later=interview.later)
    document = located.read(content.encode(), "f.yml")
    faults = [*document.findings, *entries.judge(kind, document.value, document, draft=True)]
    assert [fault.message for fault in faults if fault.severity == "error"] == []
    assert document.value["brouillon"] is True
    assert not {*interview.later} & {*document.value}
    questions = capsys.readouterr().err
    for name in interview.later:
        assert f") {kind.fields[name].label(lang)}\n" in questions
