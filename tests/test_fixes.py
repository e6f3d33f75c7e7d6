"""Corrections: each says what it writes, none touches anything else, and no file ever gets worse."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communs import catalogue, entries, located, pipeline, territories, vocabularies
from communs.entries import Entry
from communs.findings import Finding, in_file_order
from communs.mending import fixes, tidiness
from communs.rules import World
from tests.conftest import CASES, ROOT, lay, real_kinds

Check = Callable[[Path], pipeline.Checked]


# Each rule's case: what `--fix` makes of it.


@pytest.mark.parametrize(
    "case", ["champ-renomme", "http", "espaces-en-fin-de-ligne", "fins-de-ligne", "ligne-de-schema"]
)
def test_a_case_becomes_what_should_have_been_written(case: str, check: Check, tmp_path: Path) -> None:
    root = lay(CASES / "invalides" / case, tmp_path)
    pipeline.fix(check(root), lambda path: True)
    wanted = CASES / "invalides" / case / "corrige"
    for path in wanted.rglob("*.yml"):
        if "deux-noms" not in path.name:  # which of two values is right is for its author to say
            assert (root / path.relative_to(wanted)).read_bytes() == path.read_bytes()


HEAD = "# yaml-language-server: $schema=../../.cache/schemas/organisations.json\n"
BODY = """nom: Essai
resume: Une organisation.
famille: [collectivite]
territoires: [france]
site_web: https://essai.example.org
verifie_le: 2026-11-02
"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        # a number or a boolean where a text is wanted
        ("date_creation: 2018\n", 'date_creation: "2018"\n'),
        ("sigle: 2.10 # avec sa note\n", 'sigle: "2.10" # avec sa note\n'),
        ("sigle: true\n", 'sigle: "true"\n'),
        ("adresse: {code_postal: 59000, code_insee: 59350}\n", 'adresse: {code_postal: "59000", code_insee: "59350"}\n'),
        ("identifiants:\n  siret: [73282932000074]\n", 'identifiants:\n  siret: ["73282932000074"]\n'),
        # the other way round
        ("accepte_nouveaux: {usagers: oui}\n", "accepte_nouveaux: {usagers: true}\n"),
        ('chiffres: [{indicateur: A, valeur: "1 200", date: "2024"}]\n',
         'chiffres: [{indicateur: A, valeur: 1200, date: "2024"}]\n'),
        # one value for a list, a list for one value
        ("besoins: Se déplacer\n", "besoins: [se-deplacer]\n"),
        ("besoins: se-deplacer\n", "besoins: [se-deplacer]\n"),
        ("besoins: se-deplacer, se-loger\n", "besoins: [se-deplacer, se-loger]\n"),
        ("sigle: [ESS]\n", "sigle: ESS\n"),
        ("contact: contact@essai.example.org\n", "contact: {courriel: contact@essai.example.org}\n"),
        # vocabulary values, links and territories
        ("besoins: [Se déplacer, 'se_nourrir', \"SE LOGER\"]\n", "besoins: [se-deplacer, 'se-nourrir', \"se-loger\"]\n"),
        ("besoins: [se-deplacr]\n", "besoins: [se-deplacer]\n"),
        ("statut: Actifs\n", "statut: actif\n"),
        ("besoins:\n- se deplacer # à pied\n", "besoins:\n- se-deplacer # à pied\n"),
        ("criteres: {Gouvernance partagée: {engagement: Oui.}}\n", "criteres: {gouvernance-partagee: {engagement: Oui.}}\n"),
        ("membre_de: [{alliance: Les Alliées}]\n", "membre_de: [{alliance: alliees}]\n"),
        ("membre_de: [{alliance: alliee}]\n", "membre_de: [{alliance: alliee}]\n"),
        ("communs_utilises: [carte_libre]\n", "communs_utilises: [carte-libre]\n"),
        # what a format asks for
        ("date_creation: 03/11/2018\n", "date_creation: 2018-11-03\n"),
        ("identifiants: {siren: '732 829 320', wikidata: q42}\n", "identifiants: {siren: '732829320', wikidata: Q42}\n"),
        ("flux: www.essai.example.org/rss\n", "flux: https://www.essai.example.org/rss\n"),
        ("flux: https://essai.example.org/ma page\n", "flux: https://essai.example.org/ma page\n"),
        ("adresse: {code_insee: '1053'}\n", "adresse: {code_insee: '1053'}\n"),
        # fields
        ("Sigle: ESS\n", "sigle: ESS\n"),
        ('"Sigle": ESS\n', '"sigle": ESS\n'),
        ("noms alternatifs: [A]\n", "noms_alternatifs: [A]\n"),
        ("descripton: Un texte.\n", "description: Un texte.\n"),
        ("rss: https://essai.example.org/rss\n", "flux: https://essai.example.org/rss\n"),
        ("Nom: Bis\n", "Nom: Bis\n"),
        ("lieu: Lille\n", "lieu: Lille\n"),
        # the text itself
        ("sigle: ESS \t\n", "sigle: ESS\n"),
        ("description: |\n  Une  \n  deux\n", "description: |\n  Une  \n  deux\n"),
        ("description: Une  \n  deux \n", "description: Une  \n  deux\n"),
        ('description: "Une  \n  deux" \n', 'description: "Une  \n  deux"\n'),
        ("contact:\n\tcourriel: contact@essai.example.org\n", "contact:\n  courriel: contact@essai.example.org\n"),
        ("contact:\n\t\tcourriel: c\n\tformulaire: x\n", "contact:\n    courriel: c\n  formulaire: x\n"),
        ("besoins:\n-\tse-deplacer\n", "besoins:\n- se-deplacer\n"),
        ("sigle: E\ufeffS\n", "sigle: ES\n"),
        ("sigle: l\x92ESS\n", "sigle: l’ESS\n"),
        ("sigle: E\u200bS\n", "sigle: ES\n"),
    ],
)  # fmt: skip
def test_what_is_corrected(wrong: str, right: str, check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    path = root / "catalogue" / "organisations" / "essai.yml"
    path.write_bytes((HEAD + BODY + wrong).encode())
    pipeline.fix(check(root), lambda path: True)
    assert path.read_bytes().decode() == HEAD + BODY + right


def test_byte_order_mark_line_ends_and_mode_stay_but_for_what_is_said(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    path = root / "catalogue" / "organisations" / "essai.yml"
    path.write_bytes(b"\xef\xbb\xbf" + (BODY + "sigle: 12\n").encode())
    path.chmod(0o600)
    pipeline.fix(check(root), lambda path: True)
    assert path.read_bytes() == b"\xef\xbb\xbf" + (HEAD + BODY + 'sigle: "12"\n').encode()
    assert path.stat().st_mode & 0o777 == 0o600


def test_only_the_wanted_files(check: Check, tmp_path: Path) -> None:
    root = lay(CASES / "invalides" / "espaces-en-fin-de-ligne", tmp_path)
    done = pipeline.fix(check(root), lambda path: path.endswith("/une-ligne.yml"))
    assert list(done.texts) == ["catalogue/organisations/une-ligne.yml"]
    assert [(f.path, bool(f.fix)) for f in done.findings] == [("catalogue/organisations/essai.yml", True)]
    assert str(done.said) == "Une correction dans catalogue/organisations/une-ligne.yml."


def test_a_link_is_never_followed(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path / "ici")
    outside = tmp_path / "communs.yml"
    outside.write_text("nom: 12\n")
    (root / "communs.yml").symlink_to(outside)
    assert pipeline.fix(check(root), lambda path: True).texts == {}
    assert outside.read_text() == "nom: 12\n"


def test_settings_are_corrected_too(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    (root / "communs.yml").write_text("nom: Le nôtre\nforge: {type: GitHub}\n")
    done = pipeline.fix(check(root), lambda path: True)
    assert (root / "communs.yml").read_text() == "nom: Le nôtre\nforge: {type: github}\n"
    assert list(done.findings) == []


def test_what_would_bring_an_error_to_another_file_is_left(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    folder = root / "catalogue" / "organisations"
    (folder / "essai.yml").write_text(HEAD + BODY + "identifiants: {siren: '732 829 320'}\n")
    (folder / "un.yml").write_text(
        HEAD + BODY.replace("ssai", "xact") + "identifiants: {siren: '732829320'}\nsigle: 1\n"
    )
    done = pipeline.fix(check(root), lambda path: True)
    assert list(done.texts) == ["catalogue/organisations/un.yml"]
    assert [(f.rule, f.fix) for f in done.findings] == [("format-siren", None)]


# Whatever happened to an entry, nothing gets worse.


BASE = CASES / "base" / "catalogue"
LISTS = {
    path.stem: vocabularies.read(path.stem, located.read(path.read_bytes(), path.name))[0]
    for path in (ROOT / "catalogue" / "vocabulaires").glob("*.yml")
}
KNOWN = {
    (path.parent.name, path.stem): path for path in BASE.glob("*/*.yml") if path.parent.name != "vocabulaires"
}
ENTRIES = {
    ref: Entry(kind=real_kinds()[ref[0]], id=ref[1], data=document.value, document=document)
    for ref, path in KNOWN.items()
    for document in [located.read(path.read_bytes(), f"catalogue/{ref[0]}/{ref[1]}.yml")]
}
WORLD = World(today=pipeline.today(), territories=territories.load())


def _checker(kind: str, path: str, data: bytes) -> fixes.Check:
    """What the pipeline says of one more entry in a small catalogue, without a disk."""

    def check(laid: fixes.Texts) -> list[Finding]:
        document = located.read(laid.get(path, data), path)
        found = list(document.findings)
        among = dict(ENTRIES)
        if isinstance(document.value, dict):
            entry = Entry(kind=real_kinds()[kind], id="essai", data=document.value, document=document)
            among[kind, "essai"] = entry
            found += [*tidiness.check(document, kind, real_kinds()), *entries.check(entry, WORLD)]
        linked = catalogue.link(real_kinds(), among, LISTS, WORLD.territories, [(kind, "essai")])[1]
        return in_file_order(f for f in [*found, *linked] if f.path == path)

    return check


SAMPLES = [
    (name, content)
    for name, kind in real_kinds().items()
    for content in (kind.example, kind.example.replace("\n", "\r\n"))
]


def _upper(line: str, _: int) -> str:
    return line.upper()


def _unquoted(line: str, _: int) -> str:
    return line.replace('"', "")


def _swapped_date(line: str, _: int) -> str:
    before, colon, after = line.partition(": ")
    parts = after.strip("\r").split("-")
    return f"{before}{colon}{'/'.join(reversed(parts))}" if len(parts) == 3 else line


def _accented(line: str, at: int) -> str:
    return line.replace("e", "é", at % 3)


def _put(signs: str) -> Callable[[str, int], str]:
    def slip(line: str, at: int) -> str:
        column = at % (len(line) + 1)
        return line[:column] + signs[at % len(signs)] + line[column:]

    return slip


SLIPS: dict[str, Callable[[str, int], str]] = {
    "upper": _upper,
    "capital": lambda line, _: line[:1].upper() + line[1:],
    "accents": _accented,
    "hyphens": lambda line, _: line.replace("-", "_"),
    "plural": lambda line, _: line.replace(":", "s:", 1),
    "tab": lambda line, _: line.replace("  ", "\t", 1),
    "spaces": lambda line, at: line + " " * (at % 4 + 1),
    "unquoted": _unquoted,
    "date": _swapped_date,
    "http": lambda line, _: line.replace("https://", "http://"),
    "bare": lambda line, _: line.replace("https://", ""),
    "flat": lambda line, _: line.replace("[", "").replace("]", ""),
    "renamed": lambda line, _: line.replace("site_web:", "site:").replace("lien:", "url:"),
    "dropped": lambda line, at: "" if at % 2 else line,
    "comment": lambda line, _: line + " # note",
    "signs": _put("\u200b\ufeff\x92\t:#'\"[{&*!"),
    "return": _put("\r"),
    "cut": lambda line, at: line[: at % (len(line) + 1)],
}
CHANGES = st.lists(st.tuples(st.sampled_from(sorted(SLIPS)), st.integers(0, 400)), min_size=1, max_size=6)


def _slipped(content: str, changes: Sequence[tuple[str, int]]) -> str:
    lines = content.split("\n")
    for slip, at in changes:
        lines[at % len(lines)] = SLIPS[slip](lines[at % len(lines)], at)
    return "\n".join(lines)


def _errors(findings: Sequence[Finding]) -> int:
    return sum(finding.severity == "error" for finding in findings)


@pytest.mark.slow
@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SAMPLES), CHANGES)
def test_a_correction_never_makes_a_file_worse(
    sample: tuple[str, str], changes: list[tuple[str, int]]
) -> None:
    kind, content = sample
    path, data = f"catalogue/{kind}/essai.yml", _slipped(content, changes).encode()
    check = _checker(kind, path, data)
    before = check({})
    done = fixes.make(check, lambda _: data)
    made = done.texts.get(path, data)
    again = fixes.make(_checker(kind, path, made), lambda _: made)
    assert again.texts == {}  # twice is once
    assert [f.rule for f in check({path: made})] == [f.rule for f in done.findings]
    old, new = located.read(data, path), located.read(made, path)
    if old.value is not None:
        assert new.value is not None
        assert _errors(done.findings) <= _errors(before)
    assert not _comments(old.text) - _comments(new.text)


def _comments(content: str) -> Counter[str]:
    """What follows each « # », but for the signs and the ends of lines that are corrected."""
    plain = re.sub("[\ufeff\u200b]", "", content).replace("\x92", "’")
    found = (comment.strip() for comment in re.findall(r"(?:^|(?<=\s))#[^\r\n]*", plain))
    return Counter(comment for comment in found if "yaml-language-server" not in comment)


def test_lines_that_no_edit_touches_stay_byte_for_byte(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    path = root / "catalogue" / "organisations" / "essai.yml"
    content = HEAD + BODY + "#  gardée\nsigle:   12    # ici\n\n\n'noms_alternatifs' :  [ A,B ]\n"
    path.write_text(content)
    pipeline.fix(check(root), lambda path: True)
    changed = [
        (one, two)
        for one, two in zip(content.split("\n"), path.read_text().split("\n"), strict=True)
        if one != two
    ]
    assert changed == [("sigle:   12    # ici", 'sigle:   "12"    # ici')]


def test_edits_that_do_harm_are_told_from_the_others() -> None:
    data = b"a: 1\nb: 2\nc: 3\nd: 4\n"
    seen: list[bytes] = []

    def check(laid: fixes.Texts) -> list[Finding]:
        text = laid.get("f", data)
        seen.append(text)
        document = located.read(text, "f")
        found = [
            _finding(document, key, '"0"', "notice") for key in "abcd" if isinstance(document.value[key], int)
        ]
        return [*found, _finding(document, "c", "3", "error")] if document.value["c"] == "0" else found

    done = fixes.make(check, lambda _: data)
    assert done.texts == {"f": b'a: "0"\nb: "0"\nc: 3\nd: "0"\n'}
    assert (done.made, len(seen)) == (3, 7)
    assert all(one != two for one, two in pairwise(seen))


def _finding(document: located.Document, key: str, text: str, severity: str) -> Finding:
    from communs.findings import text as words
    from communs.mending.edits import writing

    return Finding(
        path="f", span=document.span((key,)), rule="r", severity=severity, message=words("x"),  # type: ignore[arg-type]
        fix=writing(document, (key,), text.strip('"')),
    )  # fmt: skip


def test_a_field_under_its_right_name_may_have_another_slip(check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)
    path = root / "catalogue" / "organisations" / "essai.yml"
    path.write_text((HEAD + BODY).replace("site_web: https://", "site: "))
    done = pipeline.fix(check(root), lambda path: True)
    assert (done.made, done.findings) == (2, [])
    assert path.read_text() == HEAD + BODY


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted((CASES / "invalides").iterdir()), ids=lambda case: case.name)
def test_a_second_time_there_is_nothing_left_to_correct(case: Path, check: Check, tmp_path: Path) -> None:
    root = lay(case, tmp_path)
    before = check(root)
    done = pipeline.fix(before, lambda path: True)
    after = check(root)
    read = {finding.path for finding in before.findings} & {e.path for e in before.catalogue.entries.values()}
    assert pipeline.fix(after, lambda path: True).made == 0
    assert Counter(f.path for f in after.errors if f.path in read) <= Counter(f.path for f in before.errors)
    assert [replace(f, fix=None) for f in after.findings] == [replace(f, fix=None) for f in done.findings]
