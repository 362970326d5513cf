"""Markdown: headings, lists and tables; everything else is lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plandocs.ingest.readers.blocks import CellText, header_names, row_block
from plandocs.model.text import Block, BlockKind, Place

_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|[0-9๐-๙]{1,3}[.)])\s+(?P<text>\S.*)")
#: The line under the head of a table, without its spaces.
_RULE = re.compile(r"\|?(?::?-{2,}:?\|)+(?::?-{2,}:?)?")
_BAR = re.compile(r"(?<!\\)\|")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
_FENCE = re.compile(r"\s*(?:```|~~~)\S*\s*")


def markdown_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the blocks of Markdown text, a block for each line and each row of a table; bold marks are left out."""
    at = tables = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if end > at:
            tables += 1
            yield from _rows(lines[at:end], at, tables)
            at = end
            continue
        line = lines[at]
        at += 1
        if line.strip() and not _FENCE.fullmatch(line):
            yield _block(_STRONG.sub(r"\2", line), Place(f"บรรทัดที่ {at}", paragraph=at))


def _block(line: str, place: Place) -> Block:
    heading = _HEADING.fullmatch(line.strip())
    if heading:
        return Block(BlockKind.HEADING, heading.group(2).rstrip("#").rstrip(), place, level=len(heading.group(1)))
    item = _ITEM.fullmatch(line.rstrip())
    if item:
        level = 1 + len(item["indent"].expandtabs(4)) // 2
        number = "•" if item["mark"] in "-*+" else item["mark"]
        return Block(BlockKind.LIST_ITEM, item["text"], place, level=level, number=number)
    return Block(BlockKind.PARAGRAPH, line.strip(), place)


def _table_end(lines: Sequence[str], start: int) -> int:
    """The line behind a table that begins at `start`, or `start` where none does."""
    if (
        start + 1 >= len(lines)
        or not _BAR.search(lines[start])
        or not _RULE.fullmatch("".join(lines[start + 1].split()))
    ):
        return start
    end = start + 2
    while end < len(lines) and _BAR.search(lines[end]):
        end += 1
    return end


def _rows(lines: Sequence[str], start: int, table: int) -> Iterator[Block]:
    head = _cells(lines[0])
    headers = header_names([head])
    for index, line in enumerate(lines):
        cells = head if index == 0 else _cells(line)
        if index == 1 or not any(cell.text for cell in cells):
            continue
        label = f"บรรทัดที่ {start + index + 1}"
        place = Place(label, paragraph=start + index + 1, table=table, row=max(1, index))
        yield row_block(cells, headers, place, is_head=index == 0)


def _cells(line: str) -> list[CellText]:
    texts = _BAR.split(_STRONG.sub(r"\2", line.strip().removeprefix("|")))
    if len(texts) > 1 and not texts[-1].strip():
        texts.pop()
    return [CellText(column, text.strip().replace("\\|", "|")) for column, text in enumerate(texts)]
