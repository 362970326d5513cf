"""Finding files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file with its hash and name."""

    path: Path
    sha256: str
    display_name: str


def walk(paths: Sequence[Path]) -> Iterator[SourceFile]:
    """Yield all files."""
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            yield SourceFile(file, hashlib.sha256(file.read_bytes()).hexdigest(), str(file))
