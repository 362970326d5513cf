"""
The reading process.

Takes one file after another from its parent, within limits, without a network where possible.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import gc
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from plandocs.ingest import wire
from plandocs.ingest.limits import Limits
from plandocs.ingest.tools import Tools
from plandocs.model.document import Extracted
from plandocs.model.errors import RefusedError

resource: Any
try:
    import resource
except ImportError:  # Windows: the parent watches memory and time instead
    resource = None

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> int:
    """Serve requests from standard input until it closes."""
    requests, answers = _private_streams()
    leave_network()
    # A file makes many values and few cycles, so these are looked for seldom.
    gc.set_threshold(100_000, 20, 50)
    limited = frozen = False
    while (message := wire.receive(requests)) is not None:
        limits = Limits(**message["limits"])
        if not limited:
            _limit_memory(limits)
            limited = True
        _limit_time(limits)
        wire.send(answers, _answer(message, limits, answers))
        if not frozen:
            # Libraries and dictionaries stay for good and need no looking through.
            gc.collect()
            gc.freeze()
            frozen = True
    return 0


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipe to the parent for messages only: what libraries print goes nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return requests, answers


def _answer(message: dict[str, Any], limits: Limits, answers: BinaryIO) -> dict[str, Any]:
    def progress(done: int, total: int) -> None:
        _limit_time(limits)
        wire.send(answers, {"progress": [done, total]})

    try:
        with tempfile.TemporaryDirectory(prefix="plandocs-read-", ignore_cleanup_errors=True) as folder:
            tempfile.tempdir = folder
            try:
                if "draw" in message:
                    return {"drawn": _drawn(message["path"], message["draw"], limits)}
                if "expand" in message:
                    return _expanded(Path(message["path"]), message["expand"], limits)
                return {"read": wire.pack(_read(message, limits, progress))}
            finally:
                tempfile.tempdir = None
    except RefusedError as error:
        return {"refused": wire.pack_refusal(error)}
    except (MemoryError, RecursionError) as error:
        return {"exhausted": type(error).__name__}
    except Exception as error:  # noqa: BLE001 - whatever a parser stumbles over, this file is refused and the next one read
        return {"failed": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}


def _read(message: dict[str, Any], limits: Limits, progress: Callable[[int, int], None]) -> Extracted:
    from plandocs.ingest.readers import read

    tools = Tools(**message["tools"])
    return read(Path(message["path"]), limits=limits, tools=tools, name=message["name"], progress=progress)


def _drawn(path: str, what: dict[str, Any], limits: Limits) -> str:
    from plandocs.ingest.drawing import draw

    box = tuple(what["box"]) if what["box"] else None
    return base64.b64encode(draw(Path(path), what["page"], box, limits, whole=what["whole"])).decode("ascii")


def _expanded(path: Path, what: dict[str, str], limits: Limits) -> dict[str, Any]:
    """What is inside an archive, and why it could not be opened to its end."""
    from plandocs.ingest.expand import members

    found: list[tuple[str, str, str, dict[str, str] | None]] = []
    stopped = None
    try:
        for one in members(path, into=Path(what["into"]), limits=limits, display_name=what["name"], lenient=True):
            why = None if one.refusal is None else wire.pack_refusal(one.refusal)
            found.append((str(one.path), one.sha256, one.display_name, why))
    except RefusedError as error:
        stopped = wire.pack_refusal(error)
    return {"members": found, "stopped": stopped}


def _limit_memory(limits: Limits) -> None:
    if resource is None:
        return
    for kind, amount in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_FSIZE, limits.written_bytes)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (amount, amount))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import signal

    # A file that grows too large is an error of writing, not a death.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _limit_time(limits: Limits) -> None:
    """Processor time counts from the last progress on, so that a long document may take long."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + limits.seconds) + 2
    with contextlib.suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def leave_network() -> bool:
    """
    Return whether this process was moved into a network of its own, with nothing in it.

    Only Linux can do it, and only where the system allows it.
    """
    if not sys.platform.startswith("linux"):
        return False
    user, group = os.getuid(), os.getgid()
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if user == 0 and libc.unshare(_NEW_NETWORK) == 0:
            return True
        if libc.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return False
        for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path(f"/proc/self/{name}").write_text(text, encoding="ascii")
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
