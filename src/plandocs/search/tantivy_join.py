"""Making one tantivy index of several by moving their segments together: nothing is indexed again."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_META, _MANAGED = "meta.json", ".managed.json"
#: What must be the same in all indexes.
_SHARED = ("index_settings", "schema")


def join(parts: Sequence[Path], into: Path) -> int:
    """
    Move the finished indexes in `parts` into the new folder `into` and return how many entries that one has.

    An index is a list of segments (`meta.json`) whose files are named by a number of their own; scores come from the
    counts of all segments together. Raises `OSError`, `ValueError` or `KeyError` when a part is not such an index; then
    `into` is none either, since its list is written last.
    """
    metas: list[dict[str, Any]] = [json.loads((part / _META).read_text("utf-8")) for part in parts]
    if any(meta[name] != metas[0][name] for meta in metas for name in _SHARED):
        raise ValueError("indexes of different schemas")
    into.mkdir()
    managed = [_META]
    for part in parts:
        for file in json.loads((part / _MANAGED).read_text("utf-8")):
            if file != _META and (part / file).exists():
                (part / file).rename(into / file)
                managed.append(file)
    segments = [segment for meta in metas for segment in meta["segments"]]
    joined = {**metas[0], "segments": segments, "opstamp": max(meta["opstamp"] for meta in metas)}
    _write(into / _MANAGED, managed)
    _write(into / _META, joined)
    return sum(int(segment["max_doc"]) for segment in segments)


def _write(path: Path, value: Any) -> None:
    with path.open("w", encoding="utf-8") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
