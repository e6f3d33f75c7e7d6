"""The door to files: everything under `catalogue/` comes in, nothing makes it fall, writing is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from communs import disk
from communs.disk import Unreadable


def _catalogue(root: Path, *files: str) -> Path:
    for name in files:
        path = root / "catalogue" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def test_every_file_with_its_path_from_the_root(tmp_path: Path) -> None:
    _catalogue(tmp_path, "b/c.yml", "a.yml", "b/a.yml", "a/z.yml")
    assert [source.path for source in disk.sources(tmp_path)] == [
        "catalogue/a.yml",
        "catalogue/a/z.yml",
        "catalogue/b/a.yml",
        "catalogue/b/c.yml",
    ]


def test_links_are_told_and_never_followed(tmp_path: Path) -> None:
    _catalogue(tmp_path, "a/b.yml")
    (tmp_path / "catalogue" / "a" / "c.yml").symlink_to("/etc/hostname")
    (tmp_path / "catalogue" / "boucle").symlink_to(tmp_path)
    (tmp_path / "catalogue" / "mort").symlink_to("nulle-part")
    found = {source.path: source.finding for source in disk.sources(tmp_path)}
    assert [path for path, finding in found.items() if finding] == [
        "catalogue/boucle",
        "catalogue/mort",
        "catalogue/a/c.yml",
    ]


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    _catalogue(tmp_path, "a/b.yml")
    os.mkfifo(tmp_path / "catalogue" / "a" / "tube")
    (finding,) = [source.finding for source in disk.sources(tmp_path) if source.finding]
    assert (finding.rule, str(finding.message)) == ("illisible", "Ce n’est pas un fichier ordinaire.")


def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / os.fsdecode(b"\xe9.yml")).write_bytes(b"")
    (source,) = disk.sources(tmp_path)
    assert source.path == "catalogue/\ufffd.yml"


def test_folders_in_folders_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1100  # deeper than Python may recurse
    (tmp_path / "catalogue").mkdir()
    monkeypatch.chdir(tmp_path / "catalogue")
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    found = [source.path for source in disk.sources(tmp_path)]
    for _ in range(depth):  # pytest could not tidy up by itself
        os.chdir("..")
        Path("d").rmdir()
    assert found == []


def test_no_more_is_read_than_the_reader_takes(tmp_path: Path) -> None:
    _catalogue(tmp_path, "a.yml")
    (tmp_path / "catalogue" / "a.yml").write_bytes(b"x" * 3_000_000)
    assert [len(source.data) for source in disk.sources(tmp_path)] == [1_000_001]


def test_no_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="Aucun dossier « catalogue » dans"):
        disk.find_root(tmp_path / "a")
    with pytest.raises(Unreadable):
        list(disk.sources(tmp_path))


def test_the_root_is_the_nearest_parent(tmp_path: Path) -> None:
    _catalogue(tmp_path, "a/b.yml")
    assert disk.find_root(tmp_path / "catalogue" / "a") == tmp_path


def test_a_text_of_the_house(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"\xef\xbb\xbf\xc3\xa9")
    assert disk.read_text(path) == "é"
    path.write_bytes(b"\xe9")
    with pytest.raises(Unreadable, match="n’est pas en UTF-8"):
        disk.read_text(path)
    with pytest.raises(Unreadable):
        disk.read_text(tmp_path)


def test_a_file_is_written_whole_and_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.yml"
    assert disk.write(path, b"x") is True
    before = path.stat()
    assert disk.write(path, b"x") is False
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert disk.write(path, b"y") is True
    assert [child.name for child in path.parent.iterdir()] == ["b.yml"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_the_text_of_a_file_for_whoever_shows_its_lines(tmp_path: Path) -> None:
    root = _catalogue(tmp_path, "a.yml")
    (root / "a").write_bytes(b"\xef\xbb\xbfcaf\xe9 \xc3\xa9\n")
    (root / "lien").symlink_to("a")
    os.mkfifo(root / "tube")
    (root / "gros").write_bytes(b"x" * 1_200_000)
    text_of = disk.texts(root)
    assert text_of("a") == "caf\ufffd é\n"
    assert [text_of(name) for name in ("absent", "catalogue", "lien", "tube", "a/b", "\0")] == [""] * 6
    assert len(text_of("gros")) == 1_000_000
    (root / "a").write_bytes(b"plus tard")
    assert text_of("a") == "caf\ufffd é\n"


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.yml"
    assert disk.create(path, b"x") is True
    assert disk.create(path, b"y") is False
    assert path.read_bytes() == b"x"
    (tmp_path / "nulle-part.yml").symlink_to("absent")
    assert disk.create(tmp_path / "nulle-part.yml", b"y") is False
    with pytest.raises(disk.Unreadable, match=r"b\.yml/c\.yml ne peut pas être écrit \("):
        disk.create(path / "c.yml", b"z")


def test_only_a_plain_file_under_the_root_is_ours(tmp_path: Path) -> None:
    root = tmp_path / "ici"
    (root / "catalogue").mkdir(parents=True)
    (root / "catalogue" / "a.yml").write_bytes(b"a")
    (tmp_path / "b.yml").write_bytes(b"b")
    (root / "catalogue" / "b.yml").symlink_to(tmp_path / "b.yml")
    (root / "lien").symlink_to(tmp_path)
    assert disk.own(root, "catalogue/a.yml") == b"a"
    for path in ("catalogue/b.yml", "lien/b.yml", "../b.yml", "catalogue", "catalogue/c.yml", "a\0"):
        assert disk.own(root, path) is None


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(b"a")
    path.chmod(0o640)
    disk.rewrite(path, b"b")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"b", 0o640)


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(disk.Unreadable, match="ne peut pas être écrit"):
        disk.rewrite(tmp_path / "a" / "b.yml", b"b")


def test_several_files_change_together_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    disk.lay(tmp_path, {"c/d": b"4", "a": b"3", "b": None})
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == {
        "a": b"3",
        "d": b"4",
    }
    with pytest.raises(disk.Unreadable, match="c ne peut pas être écrit"):
        disk.lay(tmp_path, {"a": b"5", "e": b"6", "c": None})  # a folder is no file
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == {
        "a": b"3",
        "d": b"4",
    }
