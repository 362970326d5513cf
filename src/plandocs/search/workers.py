"""Processes that index batches of documents, each into a folder of its own."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from plandocs.search.batches import END
from plandocs.thai.segment import Segmenter, default_segmenter

#: How often a process that takes nothing is looked at (seconds).
_LOOK = 0.5
#: Lets glibc ask for large pages: the engine's hash tables are read all over. Other systems take no notice.
_HUGE_PAGES = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


class WorkersError(Exception):
    """The processes did not do what they were started for."""


class Workers:
    """
    One process for each of `folders`; whichever is free takes the next batch.

    A context manager: when it is left, no process runs any more. Neither does one whose parent was killed: its input
    ends. Whatever goes wrong with them is a `WorkersError`.
    """

    def __init__(self, folders: Sequence[Path], segmenter: Segmenter) -> None:
        self._folders = folders
        self._task = _task(segmenter, len(folders))
        self._batches: queue.Queue[bytes | None] = queue.Queue(maxsize=len(folders))
        self._processes: list[subprocess.Popen[bytes]] = []
        self._feeders: list[threading.Thread] = []

    def __enter__(self) -> Self:
        try:
            for folder in self._folders:
                self._start(folder)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def give(self, batch: bytes) -> None:
        """Hand one batch to whichever process takes it; waits while all of them have enough to do."""
        self._put(batch)

    def finish(self) -> None:
        """Wait until everything given is indexed."""
        for _ in self._feeders:
            self._put(None)
        for feeder in self._feeders:
            feeder.join()
        if any(process.wait() != 0 for process in self._processes):
            raise WorkersError

    def _start(self, folder: Path) -> None:
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "plandocs.search.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**_HUGE_PAGES, **os.environ, "PYTHONPATH": path},
            )
        except (OSError, ValueError, TypeError) as error:  # an embedded Python may have no program of its own
            raise WorkersError from error
        self._processes.append(process)
        feeder = threading.Thread(target=self._feed, args=(process, folder), daemon=True)
        self._feeders.append(feeder)
        feeder.start()

    def _put(self, batch: bytes | None) -> None:
        while True:
            if any(process.poll() for process in self._processes):
                raise WorkersError
            try:
                return self._batches.put(batch, timeout=_LOOK)
            except queue.Full:
                continue

    def _feed(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        stream = process.stdin
        if stream is None:
            return
        # One that died is seen by its return code.
        with contextlib.suppress(OSError, ValueError):
            stream.write(pickle.dumps(str(folder)) + self._task)
            while (batch := self._batches.get()) is not None:
                stream.write(batch)
            stream.write(END)
            stream.close()

    def _end(self) -> None:
        for process in self._processes:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
        for feeder in self._feeders:
            with contextlib.suppress(queue.Full):
                self._batches.put_nowait(None)
            feeder.join(_LOOK)
        for process in self._processes:
            with contextlib.suppress(OSError):
                if process.stdin is not None:
                    process.stdin.close()


def _task(segmenter: Segmenter, sharers: int) -> bytes:
    """Return what all processes must know: how many they are, and the dictionary as far as it is not the usual one."""
    usual = default_segmenter().dictionary
    whole = not segmenter.dictionary >= usual
    words = sorted(segmenter.dictionary if whole else segmenter.dictionary - usual)
    return pickle.dumps((sharers, words, whole, segmenter.digest))
