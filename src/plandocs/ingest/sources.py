"""The files behind the paths that a person names: folders walked, archives opened, every file hashed."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from plandocs.ingest.expand import is_archive
from plandocs.ingest.files import SourceFile, hash_file, is_leftover
from plandocs.ingest.isolate import members_isolated


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
    kind = is_archive(source.path)
    if kind != "zip":
        yield source
    if not kind:
        return
    inside, stopped = members_isolated(source.path, _shelter(source.sha256), source.display_name)
    yield from inside
    if kind == "zip" and (stopped or not inside):
        yield replace(source, refusal=stopped)


_shelters: list[str] = []


def _shelter(name: str) -> Path:
    """A folder for members that is removed when the program ends."""
    if not _shelters:
        _shelters.append(tempfile.mkdtemp(prefix="plandocs-members-"))
        atexit.register(shutil.rmtree, _shelters[0], ignore_errors=True)
    return Path(_shelters[0]) / name[:16]
