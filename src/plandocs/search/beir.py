"""Reading evaluation sets in the BEIR layout, plain or compressed."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO, cast

from plandocs.model.errors import UsageError
from plandocs.model.text import Place
from plandocs.search.values import IndexDocument, IndexPassage


def documents(path: Path) -> Iterator[tuple[IndexDocument, int]]:
    """Yield each document with its size in bytes (UTF-8); its lines are its passages."""
    for number, record in _records(path):
        title, text = str(record.get("title") or ""), str(record.get("text") or "")
        lines = (line for line in text.split("\n") if line.strip())
        passages = tuple(
            IndexPassage(str(n), n, line, Place(f"บรรทัดที่ {n + 1}", paragraph=n + 1)) for n, line in enumerate(lines)
        )
        size = len(title.encode()) + len(text.encode())
        yield IndexDocument(_id(record, path, number), title, passages=passages), size


def queries(path: Path) -> dict[str, str]:
    """Return query texts by id."""
    return {_id(record, path, number): str(record.get("text") or "") for number, record in _records(path)}


def judgements(path: Path) -> dict[str, dict[str, int]]:
    """Return grades by query id and document id; a header line and the four columns of TREC are understood."""
    found: dict[str, dict[str, int]] = {}
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            columns = line.split("\t") if "\t" in line else line.split()
            if len(columns) == 4:
                columns = [columns[0], columns[2], columns[3]]
            if not line.strip() or (number == 1 and not _is_grade(columns[-1])):
                continue
            if len(columns) != 3 or not _is_grade(columns[2]):
                raise _broken(path, number)
            found.setdefault(columns[0].strip(), {})[columns[1].strip()] = int(float(columns[2]))
    return found


def _records(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError:
                raise _broken(path, number) from None
            if not isinstance(record, dict):
                raise _broken(path, number)
            yield number, record


def _open(path: Path) -> TextIO:
    try:
        with path.open("rb") as file:
            compressed = file.read(2) == b"\x1f\x8b"
    except OSError as error:
        raise UsageError(f"เปิดไฟล์ {path} ไม่ได้", f"cannot open {path}: {error.strerror}") from None
    if compressed:
        return cast("TextIO", io.TextIOWrapper(gzip.open(path, "rb"), encoding="utf-8-sig"))
    return path.open(encoding="utf-8-sig")


def _id(record: dict[str, object], path: Path, number: int) -> str:
    if record.get("_id") is None:
        raise _broken(path, number)
    return str(record["_id"])


def _is_grade(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _broken(path: Path, number: int) -> UsageError:
    return UsageError(
        f"ไฟล์ {path.name} บรรทัดที่ {number} ไม่เป็นไปตามรูปแบบ BEIR", f"{path.name} line {number} is not in the BEIR layout"
    )
