"""What a run of somebody else's left is opened with care: one file, no longer than was allowed, or nothing."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from communs import forges
from communs.findings import CannotWork
from communs.forges import archive
from communs.settings import Settings
from tests.forges.server import Forge
from tests.forges.state import packed

WRONG = "L’artefact « proposition » n’est pas ce qu’une vérification laisse : une archive d’un seul fichier."
NONE = "Aucun artefact « proposition » n’a été laissé par cette vérification, ou il a expiré."
FILE = {"proposition.json": b"{}"}


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge("github") as opened:
        yield opened


def take(forge: Forge, most: int = 1000) -> bytes:
    return forges.of(forge.environment, Settings()).artifact(7, "proposition", most)


def refused(forge: Forge, most: int = 1000) -> str:
    with pytest.raises(CannotWork) as cannot:
        take(forge, most)
    return str(cannot.value.said)


def test_it_is_taken_from_where_it_is_kept_without_showing_the_token(forge: Forge) -> None:
    forge.keep(7, "proposition", FILE)
    assert take(forge) == b"{}"
    stored = forge.asked[-1]
    assert stored.path.startswith("/stockage/")
    assert forge.token not in str(stored.headers)


def test_the_newest_of_the_run_is_taken(forge: Forge) -> None:
    forge.most = 1
    for run, name, content in (
        (7, "proposition", b"1"),
        (7, "proposition", b"2"),
        (8, "proposition", b"3"),
        (7, "site", b"4"),
    ):
        forge.keep(run, name, {"a": content})
    forge.keep(7, "proposition", {"a": b"5"}, expired=True)
    assert take(forge) == b"2"


def test_none_was_left_or_it_expired(forge: Forge) -> None:
    assert refused(forge) == NONE
    forge.keep(7, "proposition", FILE, expired=True)
    assert refused(forge) == NONE


def test_one_that_says_it_is_large_is_not_fetched(forge: Forge) -> None:
    forge.keep(7, "proposition", FILE, size=1001)
    assert refused(forge) == "L’artefact « proposition » dépasse 1000 octets : il n’est pas lu."
    assert len(forge.asked) == 1


def test_one_that_lies_about_its_size_is_not_read_to_its_end(forge: Forge) -> None:
    forge.keep(7, "proposition", b"x" * 5000, size=10)
    assert "envoie plus que ce qui peut être lu" in refused(forge)


def test_one_that_grows_when_it_is_opened_is_refused(forge: Forge) -> None:
    forge.keep(7, "proposition", {"a": bytes(10_000_000)})
    assert (
        refused(forge, 100_000)
        == "L’artefact « proposition » dépasse 100000 octets une fois ouvert : il n’est pas lu."
    )


def lying() -> bytes:
    """An archive that says that its megabyte is ten bytes long."""
    data = packed({"a": bytes(1_000_000)})
    return data.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def written(**about: int) -> bytes:
    """An archive of one file that says something odd of itself."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        info = zipfile.ZipInfo("a")
        opened.writestr(info, b"{}", compress_type=about.get("method", zipfile.ZIP_STORED))
    data = bytearray(out.getvalue())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= about.get("flags", 0)
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{}", packed({}), packed({"a": b"1", "b": b"2"}), packed({"../a": b"1"}), packed({"/etc/a": b"1"}),
        packed({"dossier/a": b"1"}), packed({"a\\b": b"1"}), packed({"dossier/": b""}), packed(FILE)[:-30],
        written(flags=1), written(method=zipfile.ZIP_BZIP2), lying(),
    ],
)  # fmt: skip
def test_whatever_is_not_one_plain_file_is_refused(data: bytes) -> None:
    with pytest.raises(CannotWork) as cannot:
        archive.only(data, "proposition", 1000)
    assert str(cannot.value.said) == WRONG
