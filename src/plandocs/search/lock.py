"""A lock between processes that a killed holder releases."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self


class LockHeldError(Exception):
    """Somebody else held the lock for longer than the caller wanted to wait."""


class Lock:
    """Exclusive lock on `path`, waited for up to `patience` seconds; it is free again when its holder ends."""

    def __init__(self, path: Path, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        deadline = time.monotonic() + self._patience
        file = self._path.open("ab")
        while not _take(file):
            if time.monotonic() >= deadline:
                file.close()
                raise LockHeldError
            time.sleep(0.05)
        self._file = file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            _release(self._file)
            self._file.close()
            self._file = None


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    try:
        import fcntl

        _LOCKS = True
    except ImportError:  # a platform without file locks: one writer at a time is up to its user
        _LOCKS = False

    def _take(file: IO[bytes]) -> bool:
        if not _LOCKS:
            return True
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        if _LOCKS:
            fcntl.flock(file, fcntl.LOCK_UN)
