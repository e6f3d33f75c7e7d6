"""The bytes of an archive that somebody else made → the one file that it may hold, never more of it than was allowed."""

from __future__ import annotations

import io
import zipfile
import zlib

from communs.findings import CannotWork, text

_WRONG = text("L’artefact « {nom} » n’est pas ce qu’une vérification laisse : une archive d’un seul fichier.")
_LARGE = text("L’artefact « {nom} » dépasse {n} octets une fois ouvert : il n’est pas lu.")
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_FOLDERS, _ENCRYPTED = set("/\\"), 0x1


def only(data: bytes, name: str, most: int) -> bytes:
    """The content of the one file, of so many bytes at most. Its name is never used. Raises CannotWork."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            return _content(opened, name, most)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise CannotWork(_WRONG.about(nom=name)) from error


def _content(opened: zipfile.ZipFile, name: str, most: int) -> bytes:
    files = opened.infolist()
    if len(files) != 1 or not _plain(files[0]):
        raise CannotWork(_WRONG.about(nom=name))
    with opened.open(files[0]) as stream:
        content = stream.read(most + 1)  # what the archive says of its size is not believed
    if len(content) > most:
        raise CannotWork(_LARGE.about(nom=name, n=most))
    return content


def _plain(file: zipfile.ZipInfo) -> bool:
    folders = _FOLDERS & set(file.orig_filename) or ".." in file.orig_filename
    return not folders and file.compress_type in _METHODS and not file.flag_bits & _ENCRYPTED
