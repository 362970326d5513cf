"""Work on templates in a child process with limits: a template is a program by somebody else."""

from __future__ import annotations

import gc
import os
import pickle
import subprocess
import sys
from typing import Any

from plandocs.model.errors import PlandocsError, TemplateError

MEMORY = 1_500_000_000
CPU_SECONDS = 40
WALL_SECONDS = 60.0
#: The largest draft seen (100 goals) is 2 MB.
FILE_SIZE = 200_000_000
_JOBS = ("make", "check")


def run_limited(job: str, payload: bytes, *, wall: float = WALL_SECONDS) -> Any:
    """
    Return what the job ("make", "check") returns for the pickled `payload`, run in a limited child process.

    Memory, CPU time and file size are limited where the system can (not on Windows); wall time everywhere. The
    payload and the answer are our own objects, passed through pipes. Raises the job's `PlandocsError`, or
    `TemplateError` when it was stopped.
    """
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", "from plandocs.draft.isolate import child; child()", job]
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, input=payload, capture_output=True, timeout=wall, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise TemplateError("แม่แบบใช้เวลานานเกินไปจึงถูกหยุด", f"the template was stopped after {wall:.0f} s") from error
    if done.returncode != 0:
        detail = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [f"exit {done.returncode}"]
        raise TemplateError("แม่แบบใช้หน่วยความจำหรือเวลามากเกินไปจึงถูกหยุด", f"the template was stopped: {detail[0][:200]}")
    answer = pickle.loads(done.stdout)  # noqa: S301 - written by our own child process
    if isinstance(answer, PlandocsError):
        raise answer
    return answer


def child() -> None:
    """Run one job: read it from standard input, write the answer to standard output."""
    job = sys.argv[1]
    if job not in _JOBS:
        sys.exit(2)
    payload = sys.stdin.buffer.read()
    _limit()
    gc.disable()  # one job and out: collecting a million small objects would take a third of the time
    answer: Any
    try:
        if job == "make":
            from plandocs.draft.make import make

            answer = make(pickle.loads(payload))  # noqa: S301 - written by our own parent process
        else:
            from plandocs.draft.lint import lint

            answer = lint(payload)
    except PlandocsError as error:
        answer = error
    except (MemoryError, RecursionError):
        answer = TemplateError("แม่แบบใช้หน่วยความจำมากเกินไป", "the template needs too much memory")
    sys.stdout.buffer.write(pickle.dumps(answer))
    sys.stdout.buffer.flush()
    os._exit(0)  # taking a million small objects apart, only to end, would take a tenth of the time


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the wall clock is the only limit
        return
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
