"""Whatever a file holds, the command answers: no traceback, no hang, little memory, sentences that hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communs import entries, layout, located, pipeline, report, rules, territories, written
from communs.cli import main
from communs.findings import Finding
from communs.kinds import Kind
from communs.words import messages
from tests.command import COMMUNS, ENVIRONMENT
from tests.conftest import CASES, ROOT, lay, real_kinds
from tests.test_cases import MADE, lies_in
from tests.test_cases import rules as known_rules

Check = Callable[[Path], pipeline.Checked]
FEW = settings(max_examples=60, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=600)
PATH = "catalogue/organisations/essai.yml"


def _told(finding: Finding, text: str) -> None:
    """A finding is whole: a place in its text, a known rule, sentences in both languages."""
    lies_in(finding, text)
    assert finding.rule in known_rules(), finding
    for said in filter(None, (finding.message, finding.hint)):
        assert said.en or said.fr in messages("en"), said
        assert report.say(said, "fr") and report.say(said, "en"), said


GOOD = [*(kind.example for kind in real_kinds().values()), "nom: A\n", ""]
PIECES = [
    *"\t\r\n\0 :-#[]{}&*!|>'\"%@`?,~\\\u00a0\u00ad\u200b\u2028\ufeff\x85é🚲“»&",
    "- ", ": ", " #x", "---\n", "...\n", "<<: *a\n", "&a ", "*a", "!!set ", "!a ", "? ", "|\n", ">\n", "\n\t",
    "''", "NO", "01000", "12:30", "1e999", ".inf", "[" * 30, "{a: " * 30, "- " * 30, "\\ud800", "\\x00",
    "x" * 5000, "9" * 400, "%YAML 9.9\n---\n", "<<<<<<< HEAD\n", "nom: A\n", "nom:\n", "null", "true", "{{ nom }}",
    "\n\n\n", "\r\n", "2026-13-45", "https://", "javascript:alert(1)", "commune:", "mailto:", "pre-remplie", "termine",
]  # fmt: skip


def _slip(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.integers(0, 40)))
    line = text.rfind("\n", 0, start) + 1
    lines = text.split("\n")
    one, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[one], lines[other] = lines[other], lines[one]
    before, held, after = text[:start], text[start:end], text[end:]
    return draw(
        st.sampled_from(
            [
                before + draw(st.sampled_from(PIECES)) + held + after,
                before + draw(st.text(max_size=8)) + after,
                before + after,
                before + held + held + after,
                before + draw(st.sampled_from("[{(\"'")) + held + draw(st.sampled_from("]}\"'")) + after,
                text[:line] + draw(st.sampled_from([" ", "   ", "\t", "- ", "\u00a0"])) + text[line:],
                "\n".join(lines),
            ]
        )
    )


@st.composite
def slips(draw: st.DrawFn) -> bytes:
    """A good entry after a few slips of the hand, seldom in another encoding."""
    text = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        text = _slip(draw, text)
    encoding = draw(st.sampled_from(["utf-8"] * 9 + ["utf-16"]))
    return text.encode(encoding, "surrogatepass")


@pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.slow)], ids=["few", "many"])
def test_any_slip_is_told(many: settings, check: Check, tmp_path: Path) -> None:
    root = lay(None, tmp_path)

    @many
    @given(st.one_of(slips(), slips(), st.binary(max_size=200)))
    def told(data: bytes) -> None:
        (root / PATH).write_bytes(data)
        for finding in check(root).findings:
            _told(finding, (root / finding.path).read_bytes().decode("utf-8-sig", "replace"))

    told()


ANYTHING = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=9),
        st.sampled_from([1e300, -0.0, 10**14, "2026-02-31", "01000", " ", "\n", "é" * 300, "https://a b", "fr", "termine"]),
    ),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=5,
)  # fmt: skip


def _put(value: Any, draw: st.DrawFn, odd: Any) -> Any:
    """The value with something else at one of its places."""
    inside = (
        list(value) if isinstance(value, dict) else list(range(len(value))) if isinstance(value, list) else []
    )
    if not inside or draw(st.integers(0, 4)) == 0:
        return odd
    step, copy = draw(st.sampled_from(inside)), value.copy()
    copy[step] = _put(value[step], draw, odd)
    return copy


@st.composite
def odd_entries(draw: st.DrawFn, good: dict[str, Any]) -> dict[str, Any]:
    """An entry with anything in one or two of its fields."""
    for _ in range(draw(st.integers(1, 2))):
        field = draw(st.sampled_from(list(good)))
        good = {**good, field: _put(good[field], draw, draw(ANYTHING))}
    return good


@pytest.mark.parametrize("many", [20, pytest.param(200, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", real_kinds().values(), ids=lambda kind: kind.name)
def test_any_value_of_a_field_is_told(kind: Kind, many: int) -> None:
    good = located.read(kind.example.encode(), "exemple.yml").value
    every = {name: good.get(name, field.example) for name, field in kind.fields.items()}
    world = rules.World(
        today=pipeline.today(), territories=territories.load(), warn_months=6, doubt_months=24
    )

    @settings(FEW, max_examples=many)
    @given(odd_entries(every))
    def told(value: dict[str, Any]) -> None:
        document = located.read("\n".join(written.dump(value)).encode(), PATH)
        if document.value is None:  # a name that is no name of a field
            return
        entry = entries.Entry(kind=kind, id="essai", data=document.value, document=document)
        assert kind.gate(entry.data) == (next(kind.judge.iter_errors(entry.data), None) is None)
        for finding in entries.check(entry, world):
            _told(finding, document.text)

    told()


@FEW
@given(
    st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=9), min_size=1, max_size=4)
)
def test_any_file_has_its_place_or_is_told(parts: list[str]) -> None:
    found = layout.place("/".join(["catalogue", *parts]), real_kinds())
    if isinstance(found, Finding):
        _told(found, "")
    elif found.role == "entry":
        for finding in entries.misnamed(PATH, found.id):
            _told(finding, "")


# --- The command itself, with a limit of time and of memory ---

SECONDS = 60
MEGABYTES = 300
WATCHED = f"""
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, timeout={SECONDS})
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""  # from a small process: the memory of a child is at first that of its parent
HEAD = """nom: Essai
resume: Une organisation.
famille: [plateforme-cooperative]
territoires: [france]
site_web: https://essai.example.org
verifie_le: 2026-11-02
"""
NAMES = ",".join(f"x{number:x}" for number in range(130_000))
NASTY: dict[str, str | bytes] = {
    "crochets": "[" * 999_999,
    "accolades": "{" * 999_999,
    "tirets": "- " * 499_999,
    "tirets-decales": "- a\n    - b\n" * 80_000,
    "une-liste-decalee": "- a\n" + "    - b\n" * 120_000,
    "champs-de-champs": "a: " * 333_333,
    "questions": "? " * 499_999,
    "guillemets": '"' * 999_999,
    "espaces": " " * 999_999,
    "tabulations": "\t\n" * 499_999,
    "lignes-a-tabulation": "nom: a\n" + "\tx: 1\n" * 160_000,
    "retours": "\r" * 999_999,
    "nuls": "\0" * 999_999,
    "octets": b"\xff" * 999_999,
    "une-ligne": "nom: " + "🚲" * 249_990,
    "un-mot": "a" * 999_999,
    "retraits": "".join(" " * number + "a:\n" for number in range(1390)),
    "cle-longue": "a" * 999_990 + ": 1",
    "champs-inconnus": HEAD + "".join(f"{number:x}:\n" for number in range(140_000)),
    "cles-en-double": "a: 1\n" * 199_999,
    "champs-dans-un-groupe": "{" + "a," * 499_990 + "}",
    "liens-inconnus": HEAD + f"communs_utilises: [{NAMES}]\n",
    "territoires-inconnus": HEAD.replace("[france]", f"[{NAMES}]"),
    "mots-tres-longs": HEAD.replace("[france]", f"[{','.join(f'{n}' + 'x' * 900 for n in range(1000))}]"),
    "double-au-bout": HEAD + f"besoins: [{NAMES}, x1]\n",
    "sources": HEAD + "sources: [" + "a," * 499_000 + "a]",
    "numeros": HEAD + "identifiants: {siret: [" + "1," * 499_000 + "1]}",
    "groupes": HEAD + "membre_de: [" + "{}," * 330_000 + "{}]",
    "reseaux": HEAD + "reseaux:\n" + "".join(f"  K{number:x}: 3\n" for number in range(75_000)),
    "ancres": "- &a 1\n" * 140_000,
    "renvois": "a: &a 1\nb: [" + "*a," * 330_000 + "x]",
    "bombe": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 9000)),
    "etiquettes": "- !a 1\n" * 140_000,
    "documents": "---\n" * 249_999,
    "commentaires": "a: b #x\n" * 120_000,
    "espaces-au-bout": "".join(f"a{number:x}: b  \n" for number in range(90_000)),
    "fins-de-ligne": "".join(f"a{number:x}: b\r\n" for number in range(90_000)),
    "espaces-insecables": "".join(f"a{number:x}\u00a0: b\n" for number in range(90_000)),
    "conflits": "<<<<<<<\n=======\n" * 60_000 + ": : :",
    "lignes-vides": "nom: A\n" + "\n" * 990_000 + "B",
    "fausses-pages": "---\r\n" + "\r\n" * 490_000 + ": : :",
    "signes-invisibles": "nom: " + "a\u200b" * 249_000,
    "nombre": HEAD + f'chiffres: [{{indicateur: a, valeur: {"9" * 999_000}, date: "2025"}}]',
    "adresse": HEAD.replace("essai.example.org", "a-" * 499_000),
    "courriel": HEAD + f"contact: {{courriel: {'a.' * 32}@{'a-' * 499_000}}}",
    "espaces-dans-un-texte": HEAD + "description: a" + " " * 990_000 + "b\n",
    "espaces-dans-un-courriel": HEAD + 'contact: {courriel: "a' + " " * 990_000 + 'b"}',
    "espaces-dans-un-commentaire": HEAD
    + "sigle: a #"
    + " " * 490_000
    + "b\nflux: a #b"
    + " " * 490_000
    + "c\n",
    "espaces-apres-une-tabulation": HEAD + "contact:\n\t" + " " * 990_000 + "courriel: a\n",
    "etiquette-longue": HEAD + "sigle: !" + "a" * 990_000 + " b\n",
    "cle-longue-en-double": HEAD + 2 * ("a" * 1000 + ": 1\n") * 480,
    "echappements": 'nom: "' + "\\u0041" * 166_000 + '"',
}


def _answers(data: str | bytes, folder: Path, *words: str) -> None:
    root = lay(None, folder)
    (root / "schemas").symlink_to(ROOT / "schemas")
    (root / PATH).write_bytes(data if isinstance(data, bytes) else data.encode())
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, COMMUNS, "--root", root, "validate", *words],
        env=ENVIRONMENT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr
    kilobytes = int(done.stdout) // (1024 if sys.platform == "darwin" else 1)
    assert kilobytes < MEGABYTES * 1000


@pytest.mark.slow
@pytest.mark.parametrize("data", NASTY.values(), ids=list(NASTY))
def test_no_file_takes_long_or_much_memory(data: str | bytes, tmp_path: Path) -> None:
    _answers(data, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("words", [*(f"--format={form}" for form in report.FORMATS), "--fix"])
def test_no_report_takes_long_or_much_memory(words: str, tmp_path: Path) -> None:
    for name in ("fins-de-ligne", "liens-inconnus"):
        _answers(NASTY[name], tmp_path / name, words)


FIELDS = [
    "nom: {0}\nsigle: {0}\nresume: {0}",
    "famille: [{0}]\nstatut_juridique: {0}\nstatut: {0}",
    "date_creation: {0}\nverifie_le: {0}",
    'territoires: [{0}, "commune:{1}"]',
    "site_web: {0}\nflux: {0}\nreseaux: {{mastodon: {0}}}",
    "contact: {{courriel: {0}, formulaire: {0}}}",
    "adresse: {{code_postal: {0}, code_insee: {0}, voie: {0}}}",
    "membre_de: [{{alliance: {0}, depuis: {0}}}]\ncommuns_utilises: [{0}]",
    "logo: {{fichier: {0}, credit: {0}, licence: {0}}}",
    "identifiants: {{wikidata: {0}, siren: {0}, siret: [{0}], rna: {0}, osm: {0}}}",
    "accepte_nouveaux: {{usagers: {0}}}\nchiffres: [{{indicateur: a, valeur: {0}, date: {0}}}]",
    "besoins: {0}\ncriteres: {0}\nsources: {0}",
]
SIGNS = [
    "a",
    "1",
    " ",
    "-",
    ".",
    "a.",
    "a-",
    "1/",
    "1 ",
    "a ",
    "é",
    ":",
    "Q1",
    "@",
    "\\t",
    "#",
    "a:",
    "[",
    "<a",
    "http",
    ",",
]


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS)
def test_no_long_value_takes_long(sign: str, tmp_path: Path) -> None:
    """A pattern that goes back over what it has read would need the square of its length."""
    value = sign * (150_000 // len(sign))
    for number, field in enumerate(FIELDS):
        path = tmp_path / "catalogue" / "organisations" / f"essai-{number}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(field.format(f'"a{value}!"', value), encoding="utf-8")
    _answers("", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted((CASES / "invalides").iterdir()), ids=lambda case: case.name)
@pytest.mark.usefixtures("check")
def test_the_command_answers_every_case(case: Path, tmp_path: Path) -> None:
    root = lay(case, tmp_path)
    MADE.get(case.name, lambda _: None)(root)
    done = CliRunner().invoke(main, ["--root", str(root), "validate"])
    expected = (case / "attendu.txt").read_text(encoding="utf-8")
    assert (done.exit_code, done.stderr) == (int("erreur" in expected.splitlines()[-1]), "")
    assert done.stdout == expected
