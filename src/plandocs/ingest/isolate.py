"""Reading a file for the workspace."""

from __future__ import annotations

from pathlib import Path

from plandocs.ingest.readers import read
from plandocs.model.document import Extracted


def read_isolated(path: Path) -> Extracted:
    """Return what the reader returns."""
    return read(path)
