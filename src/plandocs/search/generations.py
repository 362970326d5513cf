"""
A directory of whole index generations: readers see a finished one, a killed writer leaves the last as it was.

::

    index/current        name of the generation in use (replaced atomically)
    index/writer.lock    held by the one writer
    index/gen-000007/    documents/, passages/ and about.json

A writer starts from hard links to the files of the current generation (an engine's files never change once
written), works
on its own directory and publishes it by replacing `current`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from plandocs.model.errors import WorkspaceError
from plandocs.search.lock import Lock, LockHeldError

_POINTER = "current"
_LOCK = "writer.lock"
#: How long a writer waits for another one.
PATIENCE = 60.0


class Generations:
    """The generations in `root`; the directory is made when something is first written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """Return the directory of the generation in use, or None."""
        try:
            name = (self.root / _POINTER).read_text("utf-8").strip()
        except OSError:
            return None
        folder = self.root / name
        return folder if name.startswith("gen-") and folder.is_dir() else None

    @contextlib.contextmanager
    def writing(self, keep: Callable[[Path], bool], patience: float = PATIENCE) -> Iterator[Path]:
        """
        Yield the directory of the next generation and publish it when the block ends without an error.

        It starts with everything of the current one if `keep` says so (asked once nobody else can write), else empty.
        Raises `WorkspaceError` when another process keeps writing for longer than `patience` seconds.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            with Lock(self.root / _LOCK, patience):
                now = self.current()
                folder = self.root / f"gen-{self._last() + 1:06d}"
                folder.mkdir()
                try:
                    if now is not None and keep(now):
                        _link_tree(now, folder)
                    yield folder
                except BaseException:
                    shutil.rmtree(folder, ignore_errors=True)
                    raise
                self._publish(folder.name)
                self._tidy(keep={folder.name, now.name if now else ""})
        except LockHeldError:
            raise WorkspaceError(
                "โปรแกรมอีกหน้าต่างหนึ่งกำลังปรับปรุงดัชนีอยู่ โปรดลองใหม่อีกครั้ง",
                "another process is writing the search index; try again",
            ) from None

    def _last(self) -> int:
        numbers = [folder.name[4:] for folder in self.root.glob("gen-*")]
        return max((int(number) for number in numbers if number.isdigit()), default=0)

    def _publish(self, name: str) -> None:
        new = self.root / f"{_POINTER}.new"
        with new.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        for attempt in range(50):
            try:
                new.replace(self.root / _POINTER)
            except PermissionError:  # Windows, while a reader has the pointer open
                if attempt == 49:
                    raise
                time.sleep(0.02)
            else:
                return

    def _tidy(self, keep: set[str]) -> None:
        # The generation before stays: a reader may have read its name and not opened it yet.
        for folder in self.root.glob("gen-*"):
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)


def _link_tree(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        elif (
            path.suffix == ".json"
        ):  # the engine's list of files and our own note: rewritten in place by nobody, but cheap to copy
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
        elif path.suffix != ".lock":
            copy.parent.mkdir(parents=True, exist_ok=True)
            try:
                copy.hardlink_to(path)
            except OSError:  # a file system without hard links
                shutil.copyfile(path, copy)
