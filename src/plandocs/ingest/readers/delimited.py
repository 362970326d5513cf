"""CSV and TSV files: the separator is found, the first label row names the columns."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.grid import Placer, Row, sheet_blocks
from plandocs.ingest.readers.plain import decode
from plandocs.ingest.refusals import corrupt
from plandocs.model.document import Extracted, Note


def read(source: Source) -> Extracted:
    """Return one ROW block per line with the names of its columns."""
    text, encoding, notes = decode(source.path.read_bytes())
    csv.field_size_limit(1_000_000)
    outline = Outline(source.limits)
    found: list[Note] = list(notes)
    try:
        for block in sheet_blocks(_rows(text, source, found), Placer(None, 1)):
            outline.add(block)
    except csv.Error as error:
        raise corrupt(f"not a readable CSV file: {error}") from error
    return Extracted(tuple(outline.blocks), engine=f"csv {encoding}", notes=tuple(found))


def separator(text: str) -> str:
    """Return the separator that cuts the first lines into the same number of fields most often."""
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:30]
    best, score = ",", 0.0
    for mark in (",", "\t", ";", "|"):
        counts = Counter(line.count(mark) for line in lines)
        counts.pop(0, None)
        for width, times in counts.items():
            if times * min(width, 20) > score:
                best, score = mark, times * min(width, 20)
    return best


def _rows(text: str, source: Source, notes: list[Note]) -> Iterator[Row]:
    limit = source.limits.rows
    reader = csv.reader(io.StringIO(text.replace("\x00", "")), delimiter=separator(text))
    for number, row in enumerate(reader, start=1):
        if number > limit:
            notes.append(rows_left_out(limit))
            return
        yield number, row[: source.limits.columns]


def rows_left_out(limit: int, sheet: str = "") -> Note:
    """Return the note that a sheet was longer than what is read."""
    where = f"แผ่นงาน {sheet} " if sheet else ""
    return Note(
        "rows-left-out",
        f"{where}อ่านเฉพาะ {limit:,} แถวแรก",
        f"{sheet or 'table'}: only the first {limit} rows are read",
    )
