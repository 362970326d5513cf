"""Found table rows told cell by cell: a number says nothing without the name of its column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from plandocs.model.text import Block
from plandocs.search.values import Hit
from plandocs.store.database import Store

#: A cell as `[header, start, end]`, offsets into the text of the row.
Cells = list[list[str | int]]


def cells(store: Store, hits: Iterable[Hit]) -> dict[tuple[str, int], Cells]:
    """Return the filled cells of the hits that are whole table rows below a head, by document and block."""
    wanted: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for hit in hits:
        if hit.place.row is not None:
            wanted[hit.document_id][hit.block] = hit.text
    return {
        (document_id, position): filled
        for document_id, texts in wanted.items()
        for position, block in store.blocks_at(document_id, texts).items()
        if block.text == texts[position] and (filled := _filled(block))
    }


def _filled(block: Block) -> Cells:
    """Return the cells that say something, none where the row is a head itself or its columns have no names."""
    if block.is_table_head:
        return []
    found: Cells = [[c.header, c.start, c.end] for c in block.cells if block.text[c.start : c.end].strip(" -–—\n")]
    named = [header for header, start, end in found if header and header != block.text[int(start) : int(end)]]
    return found if len(found) > 1 and named else []


def told(text: str, spans: Sequence[Sequence[int]], row: Iterable[Sequence[str | int]]) -> tuple[str, list[list[int]]]:
    r"""
    Return a row as one line, "column: value | column: value", and its marks moved to where the words now stand.

    >>> told("1\tข้อมูลเปิด\t15", [(2, 12)], [["ที่", 0, 1], ["เรื่อง", 2, 12], ["เป้า", 13, 15]])
    ('ที่: 1 | เรื่อง: ข้อมูลเปิด | เป้า: 15', [[17, 27]])
    """
    line = ""
    marks: list[list[int]] = []
    for header, first, last in row:
        start, end = int(first), int(last)
        line += (" | " if line else "") + (f"{header}: " if header else "")
        moved = len(line) - start
        marks += [[max(s, start) + moved, min(e, end) + moved] for s, e in spans if s < end and e > start]
        line += text[start:end]
    return line, marks
