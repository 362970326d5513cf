"""Heads of tables whose names no list holds: short cells above long ones, alike at the top of table after table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.tables import GridRow, grid_row, table_runs
from plandocs.ingest.facts.vocabulary import FINDING_COLUMNS, role_of
from plandocs.model.text import Block

#: A name is no longer than this, and texts below names are on average at least so long.
_NAME, _TEXT = 40, 25


def with_told_heads(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks, rows that head tables by their shape marked as heads; no offset changes."""
    runs = [(start, end) for start, end in table_runs(blocks) if not _has_head(blocks[start:end])]
    tables = {start: [grid_row(blocks[index], index) for index in range(start, end)] for start, end in runs}
    heads = {start: head for start, rows in tables.items() if (head := _head_of(rows)) is not None}
    often = Counter(_words(rows[heads[start]]) for start, rows in tables.items() if start in heads)
    out = list(blocks)
    for start, end in runs:
        head = heads.get(start)
        if head is not None and (often[_words(tables[start][head])] > 1 or _names_some(tables[start][head])):
            _mark(out, start + head, end)
    return out


def _has_head(blocks: Sequence[Block]) -> bool:
    return any(block.is_table_head or any(cell.header for cell in block.cells) for block in blocks)


def _names_some(row: GridRow) -> bool:
    """Return whether a row names something that reports have a column for."""
    return any(role_of(cell.clean, FINDING_COLUMNS) for cell in row.filled)


def _words(row: GridRow) -> tuple[str, ...]:
    return tuple(squeeze(cell.text) for cell in row.filled)


def _head_of(rows: Sequence[GridRow]) -> int | None:
    """Return the position of the first row of several cells if it is short names above long texts."""
    first = next((at for at, row in enumerate(rows[:2]) if len(row.filled) > 1), None)
    if first is None or len(rows) <= first + 1:
        return None
    head, below = rows[first], rows[first + 1 :]
    names = [cell.clean for cell in head.filled]
    short = all(len(name) <= _NAME and re.search(r"[ก-๙A-Za-z]{2}", name) for name in names)
    if not short or len(set(names)) < len(names):
        return None
    under = [[cell.clean for column, cell in row.cells.items() if column in head.cells] for row in below]
    texts = [max(map(len, row)) for row in under if row]
    first_column = [row.cells[min(head.cells)] for row in below if min(head.cells) in row.cells]
    firsts = [cell.clean for cell in first_column if not cell.blank]
    labels = len(head.filled) == 2 and firsts and sum(map(len, firsts)) < _TEXT * len(firsts)
    return first if texts and sum(texts) >= _TEXT * len(texts) and not labels else None


def _mark(out: list[Block], head: int, end: int) -> None:
    named = {cell.column: out[head].text[cell.start : cell.end].strip() for cell in out[head].cells}
    out[head] = replace(out[head], is_table_head=True)
    for index in range(head, end):
        cells = tuple(replace(cell, header=named.get(cell.column, "")) for cell in out[index].cells)
        out[index] = replace(out[index], cells=cells)
