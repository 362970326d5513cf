"""Measuring search quality on a set of documents, queries and judgements; needs no workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plandocs.model.errors import NotFoundError


def evaluate(corpus: Path, queries: Path, qrels: Path) -> dict[str, Any]:
    """Return metrics and speed as documented in `docs/json.md`; raises `NotFoundError` for a missing file."""
    from plandocs.search.evaluate import evaluate as measure

    for path in (corpus, queries, qrels):
        if not path.exists():
            raise NotFoundError(f"ไม่พบไฟล์ {path}", f"no file {path}")
    return measure(corpus, queries, qrels)
