"""Reading in limited child processes, so that no file can take the program down."""

from __future__ import annotations

import atexit
import base64
import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self, cast

from plandocs.ingest import wire
from plandocs.ingest.files import SourceFile
from plandocs.ingest.limits import MEGABYTE, Limits
from plandocs.ingest.patience import LOOK, Patience, processor_seconds
from plandocs.ingest.refusals import corrupt, too_much
from plandocs.ingest.tools import Tools, detect
from plandocs.model.document import Extracted
from plandocs.model.errors import RefusedError

Progress = Callable[[int, int], None]
Box = tuple[float, float, float, float]
#: A worker is replaced after this many files: what parsers leak does not pile up.
_FILES_PER_WORKER = 200


class ReaderPool:
    """
    Reading processes that are kept and used again; one that crashes or hangs is replaced.

    `read` may be called from several threads at once; as many processes run as threads call. Use it as a
    context manager, or close it.
    """

    def __init__(self, limits: Limits | None = None, tools: Tools | None = None) -> None:
        self._limits = limits or Limits()
        self._tools = tools
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self,
        path: Path,
        *,
        name: str = "",
        limits: Limits | None = None,
        tools: Tools | None = None,
        progress: Progress | None = None,
    ) -> Extracted:
        """
        Return what the file says; raises a `RefusedError` when it cannot be read.

        A reader that exhausts its memory, dies or stops making progress is a `LimitExceededError` or
        `CorruptFileError` of this one file.
        """
        limits = limits or self._limits
        tools = tools or self._tools or detect()
        request = {"path": str(path.resolve()), "name": name or path.name, "tools": asdict(tools)}
        return _result(self._ask(request, limits, progress))

    def draw(self, path: Path, page: int, box: Box | None, *, whole: bool = False) -> bytes:
        """Return a picture of a page as `drawing.draw` does, drawn in a reading process."""
        what = {"page": page, "box": list(box) if box else None, "whole": whole}
        answer = self._ask({"path": str(path.resolve()), "draw": what}, self._limits, None)
        if "drawn" not in answer:
            raise _refusal(answer)
        return base64.b64decode(answer["drawn"])

    def members(self, path: Path, into: Path, name: str) -> tuple[list[SourceFile], RefusedError | None]:
        """
        Return the documents inside an archive or e-mail as `expand.members` does, opened in a reading process.

        The second value is why the archive could not be opened to its end.
        """
        what = {"into": str(into.resolve()), "name": name}
        answer = self._ask({"path": str(path.resolve()), "expand": what}, self._limits, None)
        if "members" not in answer:
            return [], _refusal(answer)
        found = [
            SourceFile(Path(place), digest, shown, wire.refusal(why)) for place, digest, shown, why in answer["members"]
        ]
        return found, wire.refusal(answer["stopped"])

    def _ask(self, request: dict[str, Any], limits: Limits, progress: Progress | None) -> dict[str, Any]:
        worker = self._take()
        self._busy.add(worker)
        try:
            answer = worker.ask({**request, "limits": asdict(limits)}, limits, progress)
        except BaseException:
            worker.kill()
            raise
        finally:
            self._busy.discard(worker)
        self._give_back(worker)
        return answer

    def stop(self) -> None:
        """End what is being read at once: nobody waits for it any more."""
        for worker in tuple(self._busy):
            worker.kill()

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    def _take(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive:
                    return worker
                worker.kill()
        return _Worker()

    def _give_back(self, worker: _Worker) -> None:
        with self._lock:
            keep = worker.alive and worker.files < _FILES_PER_WORKER and len(self._idle) < (os.cpu_count() or 1)
            if keep:
                self._idle.append(worker)
        if not keep:
            worker.close()


class _Worker:
    """One reading process."""

    def __init__(self) -> None:
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH", ""))))
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "plandocs.ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **one_thread, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
            start_new_session=os.name == "posix",
        )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        self.files = 0

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], limits: Limits, progress: Progress | None) -> dict[str, Any]:
        """Return the answer to a request; raises `LimitExceededError` when none comes in time."""
        self.files += 1
        stream = cast("BinaryIO | None", self._process.stdin)
        if stream is None:
            raise corrupt("the reading process has no input")
        try:
            wire.send(stream, request)
        except OSError as error:
            raise corrupt("the reading process ended before it began") from error
        end = time.monotonic() + limits.total_seconds
        while True:
            answer = self._next(min(limits.seconds + 10, max(0.1, end - time.monotonic())), limits)
            if answer is None:
                raise self._death()
            if "progress" not in answer:
                return answer
            if progress is not None:
                progress(*answer["progress"])

    def _next(self, seconds: float, limits: Limits) -> dict[str, Any] | None:
        with contextlib.suppress(queue.Empty):  # most answers are there before it is worth to ask how it goes
            return self._answers.get(timeout=max(0.0, min(seconds, LOOK)))
        patience = Patience(seconds - LOOK, partial(processor_seconds, self._process.pid))
        watched = not _system_limits_memory()
        while not patience.is_over():
            begun = time.monotonic()
            try:
                return self._answers.get(timeout=patience.look)
            except queue.Empty:
                patience.passed(time.monotonic() - begun)
            if watched and _memory_of(self._process.pid) > limits.memory_bytes:
                raise too_much("ใช้หน่วยความจำมาก", f"needs more than {limits.memory_bytes // MEGABYTE} MB of memory")
        raise too_much("ใช้เวลาอ่านนาน", f"no progress for {seconds:.0f} seconds")

    def _death(self) -> RefusedError:
        """The refusal for a file whose reader died; which signal it was tells nothing a planner could use."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        code = self._process.returncode
        return too_much("ทำให้ตัวอ่านหยุดทำงาน (ใช้ทรัพยากรมาก)", f"the reading process died with code {code}")

    def _listen(self) -> None:
        stream = cast("BinaryIO | None", self._process.stdout)
        message: dict[str, Any] | None = None
        while stream is not None:
            try:
                message = wire.receive(stream)
            except (OSError, ValueError):
                message = None
            self._answers.put(message)
            if message is None:
                return

    def kill(self) -> None:
        """End the process and everything it started, at once."""
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            _kill_tree(self._process.pid)
        self._finish()

    def close(self) -> None:
        """Let the process end by itself; kill it when it does not."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(3)
        except subprocess.TimeoutExpired:
            self.kill()
            return
        self._finish()

    def _finish(self) -> None:
        with contextlib.suppress(OSError):
            self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()


def _result(answer: dict[str, Any]) -> Extracted:
    if "read" in answer:
        return wire.unpack(answer["read"])
    raise _refusal(answer)


def _refusal(answer: dict[str, Any]) -> RefusedError:
    if "refused" in answer:
        return wire.unpack_refusal(answer["refused"])
    if "exhausted" in answer:
        return too_much("ใช้หน่วยความจำหรือซ้อนกันมาก", f"reading ran out of bounds: {answer['exhausted']}")
    return corrupt(f"reading failed: {answer.get('failed', 'no answer')}")


def _system_limits_memory() -> bool:
    return sys.platform.startswith(("linux", "freebsd"))


def _memory_of(pid: int) -> int:
    """Resident bytes of a process and its children."""
    import psutil

    total = 0
    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += int(one.memory_info().rss)
    return total


def _kill_tree(pid: int) -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        for one in (*process.children(recursive=True), process):
            with contextlib.suppress(psutil.Error):
                one.kill()


_shared: list[ReaderPool] = []
_shared_lock = threading.Lock()


def shared_pool() -> ReaderPool:
    """Return the pool that lives as long as this program."""
    with _shared_lock:
        if not _shared:
            _shared.append(ReaderPool())
            atexit.register(_shared[0].close)
        return _shared[0]


def read_isolated(
    path: Path,
    *,
    name: str = "",
    limits: Limits | None = None,
    tools: Tools | None = None,
    progress: Progress | None = None,
) -> Extracted:
    """Return what the file says, read in a limited process of the shared pool (see `ReaderPool.read`)."""
    return shared_pool().read(path, name=name, limits=limits, tools=tools, progress=progress)


def members_isolated(path: Path, into: Path, name: str) -> tuple[list[SourceFile], RefusedError | None]:
    """Return the documents inside an archive, opened in a process of the shared pool (see `ReaderPool.members`)."""
    return shared_pool().members(path, into, name)


def stop_reading() -> None:
    """End what the shared pool is reading at once."""
    shared_pool().stop()


def draw_isolated(path: Path, page: int, box: Box | None, *, whole: bool = False) -> bytes:
    """Return a picture of a page with a place marked (see `drawing.draw`), drawn in a process of the shared pool."""
    return shared_pool().draw(path, page, box, whole=whole)
