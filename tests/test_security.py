"""The threat model of SECURITY.md names everybody, and each of its lines is shown by a test that is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")] for line in TEXT.splitlines() if line[:2] == "| "
][1:]


def test_every_line_is_shown_by_a_test_that_exists() -> None:
    for row in ROWS:
        file, name = re.fullmatch(r"`(tests/test_\w+\.py)::(test_\w+)`", row[3]).groups()  # type: ignore[union-attr]
        assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8"), row[3]


def test_everybody_is_there() -> None:
    assert [row[0] for row in ROWS if row[0]] == [
        "**Membre**", "**Dépôt copié** (« fork »)", "**Robot**", "**Qui tient le catalogue**", "**Qui lit**",
        "**Qui écrit sur Wikidata**",
    ]  # fmt: skip
    assert all(all(row[1:]) for row in ROWS)


def test_what_it_links_to_is_there() -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / link).exists()
