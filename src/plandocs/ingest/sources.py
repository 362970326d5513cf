"""The files behind the paths that a person names: folders walked, archives opened, every file hashed."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

#: What programs and systems leave beside documents.
_LEFTOVERS = {"thumbs.db", "desktop.ini", ".ds_store"}
_LEFTOVER_STARTS = ("~$", ".~lock.", "._", ".")
_LEFTOVER_ENDS = (".tmp", ".lnk", ".crdownload", ".part")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """
    A file to read.

    Where it is, the hash of its bytes, and the name people know it by ("แฟ้ม.zip/แผน.docx").
    """

    path: Path
    sha256: str
    display_name: str


def walk(
    paths: Iterable[Path], *, archives: bool = True, unreadable: Callable[[Path, OSError], None] | None = None
) -> Iterator[SourceFile]:
    """
    Yield the files at `paths`, folders with everything below, in the order of their names.

    Hidden files, lock files and leftovers inside folders are skipped; a file named outright never is. With
    `archives`,
    members of zip files and attachments of e-mails follow as documents of their own; an archive that is
    refused comes itself, so that its
    refusal is reported. Members live in a temporary folder until this program ends. A file that cannot be opened is
    told to `unreadable` and skipped; without it the error is raised.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _files(path):
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            try:
                source = SourceFile(file, hash_file(file), str(file))
            except OSError as error:
                if unreadable is None:
                    raise
                unreadable(file, error)
                continue
            yield from _opened(source) if archives else (source,)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_leftover(name: str) -> bool:
    """
    Return whether a file is no document but a lock, a thumbnail or the like.

    >>> is_leftover("~$แผน.docx"), is_leftover("แผน.docx")
    (True, False)
    """
    lower = name.lower()
    return lower in _LEFTOVERS or lower.startswith(_LEFTOVER_STARTS) or lower.endswith(_LEFTOVER_ENDS)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        return
    for child in sorted(path.iterdir(), key=lambda item: item.name):
        if is_leftover(child.name) or child.name == "__MACOSX":
            continue
        if child.is_dir() and not child.is_symlink():
            yield from _files(child)
        elif child.is_file():
            yield child


def _opened(source: SourceFile) -> Iterator[SourceFile]:
    from plandocs.ingest.expand import is_archive, members
    from plandocs.model.errors import RefusedError

    kind = is_archive(source.path)
    if kind != "zip":
        yield source
    if not kind:
        return
    try:
        found = list(members(source.path, into=_shelter(source.sha256), display_name=source.display_name))
    except RefusedError:
        found = []
    if not found and kind == "zip":
        yield source
    yield from found


_shelters: list[str] = []


def _shelter(name: str) -> Path:
    """A folder for members that is removed when the program ends."""
    if not _shelters:
        _shelters.append(tempfile.mkdtemp(prefix="plandocs-members-"))
        atexit.register(shutil.rmtree, _shelters[0], ignore_errors=True)
    return Path(_shelters[0]) / name[:16]
