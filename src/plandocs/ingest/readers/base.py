"""What every reader gets and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from plandocs.ingest.limits import Limits
from plandocs.ingest.tools import Tools
from plandocs.model.document import Extracted


def _no_progress(_done: int, _total: int) -> None:
    """Ignore progress."""


@dataclass(frozen=True, slots=True)
class Source:
    """
    One file to read: its path, the name people know it by, its first bytes.

    `limits` and `tools` say what reading it may cost and use.
    """

    path: Path
    name: str
    head: bytes
    limits: Limits = field(default_factory=Limits)
    tools: Tools = field(default_factory=Tools)
    progress: Callable[[int, int], None] = _no_progress


ReadFunction = Callable[[Source], Extracted]


@dataclass(frozen=True, slots=True)
class Reader:
    """
    One format: `kinds` are the kinds of content (see `readers.detect`) it accepts, `load` imports its function.

    Libraries of a format are imported only when a file of that format comes.
    """

    name: str
    kinds: frozenset[str]
    load: Callable[[], ReadFunction]
