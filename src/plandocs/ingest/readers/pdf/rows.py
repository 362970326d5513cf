"""Ruled tables to ROW blocks: heads, tables and rows that go on over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from plandocs.ingest.readers.blocks import CellText, header_names
from plandocs.ingest.readers.heads import guess_head
from plandocs.ingest.readers.pdf.layout import CellLines, PageTable
from plandocs.ingest.readers.pdf.paragraphs import Joiner, join_lines, room_for_first_word
from plandocs.ingest.readers.pdf.shapes import Box, Line, union

_NUMBERED = re.compile(r"^[ก-ฮA-Za-z]{0,3}\s?[0-9๐-๙]+(?:[.)][0-9๐-๙]*)*(?:\s|$)")


@dataclass(slots=True)
class TableRow:
    """A row ready to become a block; `lines` are the lines of each cell, for rows that go on over the page."""

    cells: list[CellText]
    page: int
    box: Box
    lines: list[list[Line]]
    edges: list[float]
    is_head: bool = False
    ocr: float | None = None


@dataclass(slots=True)
class OpenTable:
    """A table that may go on over the next page."""

    number: int
    columns: tuple[float, ...]
    rows: list[TableRow] = field(default_factory=list)
    head: int = 0
    headers: tuple[str, ...] = ()

    def matches(self, table: PageTable) -> bool:
        """Return whether a table on the next page has the same columns."""
        lines = table.table.lines
        if len(lines) != len(self.columns):
            return False
        shift = lines[0] - self.columns[0]
        return all(abs(new - old - shift) < 4.0 for new, old in zip(lines, self.columns, strict=True))


def begin(table: PageTable, number: int, joiner: Joiner) -> OpenTable:
    """Return a new table with the rows of its first page."""
    opened = OpenTable(number, table.table.lines)
    opened.rows = _rows(table, joiner)
    texts = [row.cells for row in opened.rows]
    reaches = _reaches(table)
    opened.head = guess_head(texts, reaches)
    _name(opened)
    return opened


def go_on(opened: OpenTable, table: PageTable, joiner: Joiner) -> None:
    """Add the rows of the next page: a repeated head is left out, a row cut by the page end is put together."""
    rows = _rows(table, joiner)
    repeated = _repeated(opened, rows)
    if repeated and not opened.head:
        opened.head = repeated
        _name(opened)
    rows = rows[repeated:]
    if rows and opened.rows and not opened.rows[-1].is_head and _cut(opened.rows[-1], rows[0], _key(opened)):
        _join(opened.rows[-1], rows.pop(0))
    opened.rows.extend(rows)


def _name(opened: OpenTable) -> None:
    for row in opened.rows[: opened.head]:
        row.is_head = True
    opened.headers = header_names([row.cells for row in opened.rows[: opened.head]]) if opened.head else ()


def _rows(table: PageTable, joiner: Joiner) -> list[TableRow]:
    out = []
    for items in table.rows:
        cells = [_cell_text(item, table, joiner) for item in items]
        if not any(cell.text for cell in cells):
            continue
        scores = [line.ocr for item in items for line in item.lines if line.ocr is not None]
        out.append(
            TableRow(
                cells,
                table.page,
                union([item.cell.box for item in items]),
                [item.lines for item in items],
                [item.cell.box[2] - table.padding for item in items],
                ocr=sum(scores) / len(scores) if scores else None,
            )
        )
    return out


def _cell_text(item: CellLines, table: PageTable, joiner: Joiner) -> CellText:
    cell, lines = item.cell, item.lines
    if len(lines) < 2:
        text, bold = (lines[0].text, lines[0].bold) if lines else ("", False)
    else:
        paragraphs = joiner.paragraphs(lines, cell.box[0] + table.padding, cell.box[2] - table.padding)
        text, bold = "\n".join(paragraph.text for paragraph in paragraphs), all(line.bold for line in lines)
    return CellText(cell.column, text, cell.columns, bold, rows=cell.rows)


def _reaches(table: PageTable) -> list[bool]:
    """For each row with text, whether a cell from above reaches into it."""
    covered: Counter[int] = Counter()
    for items in table.rows:
        for item in items:
            for below in range(item.cell.row + 1, item.cell.row + item.cell.rows):
                covered[below] += 1
    kept = [items for items in table.rows if any(line.text for item in items for line in item.lines)]
    return [bool(items) and covered[items[0].cell.row] > 0 for items in kept]


def _repeated(opened: OpenTable, rows: list[TableRow]) -> int:
    """How many leading rows of the new page say the same as the table's first rows."""
    names = header_names([row.cells for row in rows[: opened.head]]) if opened.head else ()
    if names and _letters(names) == _letters(opened.headers):
        return opened.head
    count = 0
    limit = opened.head or 3
    while count < min(limit, len(rows), len(opened.rows)):
        old = [cell.text for cell in opened.rows[count].cells]
        if old != [cell.text for cell in rows[count].cells]:
            break
        count += 1
    return count


def _letters(names: Sequence[str]) -> list[str]:
    """Names without spaces: the same head may be cut into lines differently."""
    return ["".join(name.split()) for name in names]


def _key(opened: OpenTable) -> int:
    """The column that names rows: the first that is filled in most rows."""
    filled: Counter[int] = Counter(cell.column for row in opened.rows[opened.head :] for cell in row.cells if cell.text)
    total = max(1, len(opened.rows) - opened.head)
    return min((column for column, count in filled.items() if count >= 0.6 * total), default=0)


def _cut(last: TableRow, first: TableRow, key: int) -> bool:
    """
    Return whether `first` is the rest of `last`, cut by the end of the page.

    Its naming column is empty though the row before had it, everything it has goes on in a filled column,
    and a line runs on in
    the middle of a sentence or several cells are empty.
    """
    before = {cell.column: index for index, cell in enumerate(last.cells)}
    filled = [(index, cell) for index, cell in enumerate(first.cells) if cell.text]
    if not filled or any(cell.column == key for _, cell in filled):
        return _all_run_on(last, first, before, key)
    if any(cell.column not in before or not last.cells[before[cell.column]].text for _, cell in filled):
        return False
    empty = sum(
        1 for cell in first.cells if not cell.text and cell.column in before and last.cells[before[cell.column]].text
    )
    return empty >= 2 or any(_runs_on(last, first, before[cell.column], index) for index, cell in filled)


def _all_run_on(last: TableRow, first: TableRow, before: dict[int, int], key: int) -> bool:
    """Even a filled naming column may be cut, when each filled cell breaks in the middle of a full line."""
    filled = [(index, cell) for index, cell in enumerate(first.cells) if cell.text]
    if not filled:
        return False
    return all(
        cell.column in before
        and cell.span == last.cells[before[cell.column]].span
        and not (
            cell.column == key
            and _NUMBERED.match(cell.text)
            and last.cells[before[cell.column]].text[-1:] not in {".", ",", "-", "–"}
        )
        and _runs_on(last, first, before[cell.column], index)
        for index, cell in filled
    )


def _runs_on(last: TableRow, first: TableRow, old: int, new: int) -> bool:
    above, below = last.lines[old], first.lines[new]
    if not above or not below:
        return False
    return not room_for_first_word(above[-1], below[0], last.edges[old])


def _join(last: TableRow, rest: TableRow) -> None:
    before = {cell.column: index for index, cell in enumerate(last.cells)}
    for index, cell in enumerate(rest.cells):
        if not cell.text:
            continue
        at = before[cell.column]
        old = last.cells[at]
        glue = "" if _runs_on(last, rest, at, index) else "\n"
        joined = old.text + glue + cell.text if glue else join_lines([old.text, cell.text])
        last.cells[at] = CellText(old.column, joined, old.span, old.bold, rows=old.rows)
        last.lines[at] = last.lines[at] + rest.lines[index]
