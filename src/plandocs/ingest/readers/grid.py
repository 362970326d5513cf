"""Sheets of cells as blocks: where the head of a table is, and rows with the names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from plandocs.ingest.readers.blocks import CellText, header_names, row_block
from plandocs.model.text import Block, BlockKind, Place

#: Rows looked at for the head of the table.
_WINDOW = 40
_NUMBER = re.compile(r"^[\s(฿+\-−–]*[0-9๐-๙][0-9๐-๙,.\s]*%?\)?$")
_YEAR = re.compile(r"^(?:พ\.?ศ\.?|ปี)?\s*(?:25|๒๕)[0-9๐-๙]{2}$")

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Merges:
    """Merged areas of a sheet: first cell (row, column) → (columns, rows) covered; hidden columns by row."""

    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    hidden: dict[int, set[int]] = field(default_factory=dict)

    def add(self, row: int, column: int, columns: int, rows: int) -> None:
        """
        Record an area.

        What lies under it other than its first cell is hidden (areas over whole sheets are cut).
        """
        self.spans[row, column] = (columns, rows)
        for line in range(row, row + min(rows, 2000)):
            start = column + 1 if line == row else column
            self.hidden.setdefault(line, set()).update(range(start, column + min(columns, 500)))


def sheet_blocks(
    rows: Iterable[Row], place: Placer, merges: Merges | None = None, stream: str = "body"
) -> Iterator[Block]:
    """
    Yield one block per row that has text: a lone cell above the head is a paragraph, all else a ROW.

    `rows` are (row number from 1, cell texts) in order; only the first ones are held in memory.
    """
    merges = merges or Merges()
    pending = iter(rows)
    window: list[Row] = []
    for row in pending:
        if any(text.strip() for text in row[1]):
            window.append(row)
        if len(window) >= _WINDOW:
            break
    first, count = find_head([texts for _, texts in window], [number for number, _ in window], merges)
    head = [_cells(number, texts, merges) for number, texts in window[first : first + count]]
    headers = header_names(head) if head else ()
    for index, (number, texts) in enumerate(chain(window, pending)):
        cells = _cells(number, texts, merges)
        filled = [cell for cell in cells if cell.text.strip()]
        if not filled:
            continue
        is_head = first <= index < first + count
        if len(filled) == 1 and not is_head and (index < first or not count or _is_title(cells, filled[0], headers)):
            yield Block(BlockKind.PARAGRAPH, filled[0].text.strip(), place(number), stream=stream)
            continue
        yield row_block(cells, () if index < first else headers, place(number), is_head=is_head, stream=stream)


def find_head(
    rows: Sequence[Sequence[str]], numbers: Sequence[int] = (), merges: Merges | None = None
) -> tuple[int, int]:
    """
    Return index and number of the head rows among `rows`; the number is 0 when there is no head.

    The head is the first row of short, non-numeric texts that is about as wide as the table; a row whose
    cells are
    merged downward or across has its second line in the next row.
    """
    merges = merges or Merges()
    numbers = numbers or range(1, len(rows) + 1)
    widths = [sum(bool(text.strip()) for text in row) for row in rows]
    if len(rows) < 2:
        return 0, 0
    wide = sorted(widths)[-max(1, len(widths) // 4)]
    for index, row in enumerate(rows):
        spread = max(widths[index], _covered_width(row, numbers[index], merges))
        if widths[index] < 2 or spread < 0.6 * wide or not _is_label_row(row):
            continue
        count = 1
        while index + count < len(rows) - 1 and _goes_on(rows, numbers, index + count, index, merges):
            count += 1
        return index, count
    return 0, 0


def _covered_width(row: Sequence[str], number: int, merges: Merges) -> int:
    return sum(merges.spans.get((number, column), (1, 1))[0] for column, text in enumerate(row) if text.strip())


def _goes_on(rows: Sequence[Sequence[str]], numbers: Sequence[int], index: int, first: int, merges: Merges) -> bool:
    """A head goes on below when a cell of it spans columns or rows that this row fills in."""
    if numbers[index] != numbers[index - 1] + 1 or not _is_label_row(rows[index]):
        return False
    for above in range(first, index):
        for column, text in enumerate(rows[above]):
            columns, height = merges.spans.get((numbers[above], column), (1, 1))
            if text.strip() and numbers[above] + height - 1 >= numbers[index]:
                return True
            if columns > 1 and above == index - 1:
                return True
    return False


def _is_label_row(row: Sequence[str]) -> bool:
    filled = [text.strip() for text in row if text.strip()]
    labels = [text for text in filled if not _NUMBER.match(text) or _YEAR.match(text)]
    return bool(filled) and len(labels) >= 0.75 * len(filled) and all(len(text) <= 120 for text in filled)


def _is_title(cells: Sequence[CellText], cell: CellText, headers: Sequence[str]) -> bool:
    """A lone text over most of the width is a title between rows."""
    return len(cells) > 2 and cell.span >= max(2, 0.6 * len(headers))


def _cells(number: int, texts: Sequence[str], merges: Merges) -> list[CellText]:
    last = max((column for column, text in enumerate(texts) if text.strip()), default=-1)
    out = []
    hidden = merges.hidden.get(number, ())
    for column, text in enumerate(texts[: last + 1]):
        if column in hidden:
            continue
        span, rows = merges.spans.get((number, column), (1, 1))
        out.append(CellText(column, text.replace("\r\n", "\n").strip(), span=span, rows=rows))
    return out


class Placer:
    """Makes the place of a row: its sheet (none for a CSV file), table number and row number."""

    def __init__(self, sheet: str | None, table: int) -> None:
        self.sheet = sheet
        self.table = table

    def __call__(self, row: int) -> Place:
        """Return the place of row number `row`."""
        label = f"แถวที่ {row}" if self.sheet is None else f"แผ่นงาน {self.sheet} แถวที่ {row}"
        return Place(label, sheet=self.sheet, table=self.table, row=row)
