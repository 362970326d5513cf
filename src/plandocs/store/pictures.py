"""Planners' corrections of blocks recognised from pictures: kept beside the blocks and laid over them when read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert as upsert

from plandocs.model.text import Block, BlockCorrection, BlockKind, Cell
from plandocs.store import tables as t


def keep(connection: sa.Connection, correction: BlockCorrection) -> None:
    """Keep a correction; a later one of the same block takes its place, the words as read stay."""
    row = {
        "document_id": correction.document_id, "position": correction.block, "read": correction.read,
        "text": correction.text, "who": correction.who, "at": correction.when.isoformat(),
    }  # fmt: skip
    query = upsert(t.block_correction).values(row)
    connection.execute(query.on_conflict_do_update(index_elements=["document_id", "position"], set_=row))


def forget(connection: sa.Connection, document_id: str, block: int) -> None:
    """Forget the correction of a block."""
    c = t.block_correction.c
    connection.execute(sa.delete(t.block_correction).where(c.document_id == document_id, c.position == block))


def kept(connection: sa.Connection, document_id: str | None = None) -> list[BlockCorrection]:
    """Return the corrections of one document or of all, in order of documents and blocks."""
    c = t.block_correction.c
    query = sa.select(t.block_correction).order_by(c.document_id, c.position)
    if document_id is not None:
        query = query.where(c.document_id == document_id)
    return [
        BlockCorrection(r.document_id, r.position, r.read, r.text, r.who, dt.datetime.fromisoformat(r.at))
        for r in connection.execute(query)
    ]


def applied(blocks: list[Block], corrections: Sequence[BlockCorrection]) -> list[Block]:
    """Return the blocks as corrected: by position, or where the same words stand after another reading."""
    if not corrections:
        return blocks
    out = list(blocks)
    for correction in corrections:
        position = _found(blocks, correction)
        if position is not None:
            out[position] = _corrected(out[position], correction.text)
            _carry(out, blocks[position], out[position])
    return out


def _carry(blocks: list[Block], before: Block, after: Block) -> None:
    """Give a corrected heading or column head to the blocks below it, which name it."""
    if before.text == after.text or not (before.kind is BlockKind.HEADING or before.is_table_head):
        return
    names = {before.text: after.text}
    names |= {before.cell_text(n): after.cell_text(n) for n in range(min(len(before.cells), len(after.cells)))}
    for number, block in enumerate(blocks):
        if before.kind is BlockKind.HEADING and before.text in block.headings:
            blocks[number] = replace(block, headings=tuple(names.get(one, one) for one in block.headings))
        elif before.is_table_head and block.cells and block.place.table == before.place.table:
            cells = tuple(replace(cell, header=names.get(cell.header, cell.header)) for cell in block.cells)
            blocks[number] = replace(block, cells=cells)


def _found(blocks: Sequence[Block], correction: BlockCorrection) -> int | None:
    at = correction.block
    if at < len(blocks) and blocks[at].ocr is not None and blocks[at].text == correction.read:
        return at
    same = [n for n, block in enumerate(blocks) if block.ocr is not None and block.text == correction.read]
    return same[0] if len(same) == 1 else None


def _corrected(block: Block, text: str) -> Block:
    if text == block.text or not block.cells:
        return replace(block, text=text, confirmed=True)
    parts = text.split("\t")
    if len(parts) != len(block.cells):
        return block  # read with other cells than the correction was made for: to be looked at again
    cells, position = [], 0
    for cell, part in zip(block.cells, parts, strict=True):
        cells.append(Cell(cell.header, position, position + len(part), cell.column))
        position += len(part) + 1
    return replace(block, text=text, cells=tuple(cells), confirmed=True)
