"""Words of a page to lines and tables, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from plandocs.ingest.readers.pdf.canvas import is_letter, line_tail
from plandocs.ingest.readers.pdf.columns import by_column
from plandocs.ingest.readers.pdf.drawn import find_drawn, with_rows
from plandocs.ingest.readers.pdf.lines import Looks, build_lines, even_sizes
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.ruling import RuledCell, RuledTable, find_tables
from plandocs.ingest.readers.pdf.shapes import Box, Line, Word
from plandocs.ingest.readers.pdf.unruled import TextRow, find_unruled, text_rows

#: Cells of a row that is one though only one of them has text.
_CUT_ROW = 3


@dataclass(slots=True)
class CellLines:
    """The lines in one ruled cell."""

    cell: RuledCell
    lines: list[Line]


@dataclass(slots=True)
class PageTable:
    """A table of one page with the lines of its cells, by row."""

    page: int
    table: RuledTable
    rows: list[list[CellLines]]
    padding: float = 3.0

    @property
    def box(self) -> Box:
        """The table's box."""
        return self.table.box


@dataclass(slots=True)
class PageLayout:
    """A page's lines and tables in reading order."""

    number: int
    width: float
    height: float
    engine: str
    kind: str
    shift: tuple[float, float]
    items: list[Line | PageTable] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """The lines outside tables."""
        return [item for item in self.items if isinstance(item, Line)]


def lay_out(page: PageText, log: Counter[str]) -> PageLayout:
    """Return the layout of a page; `log` counts repairs."""
    layout = PageLayout(page.number, page.canvas.width, page.canvas.height, page.engine, page.kind, page.canvas.shift)
    tables, places, rows = _tables(page)
    inside: dict[int, dict[int, list[Word]]] = {}
    order: dict[int, int] = {}
    flow: list[tuple[int, Word]] = []
    for position, (word, at) in enumerate(zip(page.words, places, strict=True)):
        if at is None:
            flow.append((position, word))
        else:
            inside.setdefault(at[0], {}).setdefault(at[1], []).append(word)
            order.setdefault(at[0], position)
    looks = Looks(page.canvas.spans)
    pieces: list[tuple[float, Line | PageTable]] = []
    for index, contents in inside.items():
        table = _page_table(tables[index], contents, page.number, looks, log)
        if table is None:
            flow.extend((order[index], word) for words in contents.values() for word in words)
        else:
            pieces.append((order[index], table))
    flow.sort(key=lambda pair: pair[0])
    if rows:
        in_order = by_column([word for _, word in flow], rows)
        flow = [(position, word) for (position, _), word in zip(flow, in_order, strict=True)]
    pieces.extend(_flow_lines(flow, page.number, looks, log))
    pieces.sort(key=lambda piece: piece[0])
    layout.items = _in_order([item for _, item in pieces])
    if page.kind != "digital":
        even_sizes([line for item in layout.items for line in _lines_of(item)])
    if page.canvas.trails:
        _mark_trails(layout.items, page.canvas.trails)
    return layout


def _tables(page: PageText) -> tuple[list[RuledTable], list[tuple[int, int] | None], list[TextRow]]:
    """
    The tables of a page, table and cell of each word, and the rows of what stands outside of them.

    There are no rows where a table was told by its text: then what is beside is no column of prose.
    """
    tables = find_tables(page.canvas)
    places = _places(page.words, tables)
    if page.kind != "digital":
        return tables, places, []
    if tables:
        opened = _opened(tables, page.words, places)
        if opened != tables:
            tables, places = opened, _places(page.words, opened)
    outside = [word for word, at in zip(page.words, places, strict=True) if at is None]
    unruled = find_drawn(outside)
    rows = text_rows(_outside(outside, unruled))
    unruled += find_unruled(rows)
    if not unruled:
        return tables, places, rows
    tables = [*tables, *unruled]
    return tables, _places(page.words, tables), []


def _opened(tables: list[RuledTable], words: list[Word], places: list[tuple[int, int] | None]) -> list[RuledTable]:
    """The tables with rows where only their columns are ruled."""
    inside: list[list[tuple[Word, int]]] = [[] for _ in tables]
    for word, at in zip(words, places, strict=True):
        if at is not None:
            inside[at[0]].append((word, at[1]))
    return [with_rows(table, some) for table, some in zip(tables, inside, strict=True)]


def _places(words: list[Word], tables: list[RuledTable]) -> list[tuple[int, int] | None]:
    """Table and cell of each word."""
    if not tables:
        return [None] * len(words)
    find = _CellFinder(tables).find
    return [find(word) for word in words]


def _outside(words: list[Word], tables: list[RuledTable]) -> list[Word]:
    if not tables:
        return words
    return [word for word, at in zip(words, _places(words, tables), strict=True) if at is None]


def _mark_trails(items: list[Line | PageTable], trails: frozenset[str]) -> None:
    """Mark the lines behind which the page has a space that the engine of the words left out."""
    ends = {tail[-1:] for tail in trails}
    for item in items:
        for line in _lines_of(item):
            # Most lines are told by their last letter alone.
            if line.trail or (is_letter(line.text[-1:]) and line.text[-1:] not in ends):
                continue
            line.trail = line_tail(line.text[-40:]) in trails


def _lines_of(item: Line | PageTable) -> list[Line]:
    return [line for row in item.rows for cell in row for line in cell.lines] if isinstance(item, PageTable) else [item]


class _CellFinder:
    """Finds the cell in which a word stands; words come in drawing order, so the last cell is looked at first."""

    def __init__(self, tables: list[RuledTable]) -> None:
        self._tables = tables
        self._last: tuple[int, int] | None = None
        self._box: Box = (0.0, 0.0, 0.0, 0.0)

    def find(self, word: Word) -> tuple[int, int] | None:
        """Return the numbers of table and cell, None outside all tables."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        left, top, right, bottom = self._box
        if left < x < right and top < y < bottom:
            return self._last
        if self._last is not None:
            # Programs draw cell after cell.
            number, index = self._last
            cells = self._tables[number].cells
            if index + 1 < len(cells):
                left, top, right, bottom = cells[index + 1].box
                if left + 1 < x < right - 1 and top + 1 < y < bottom - 1:
                    return self._found(number, index + 1, cells[index + 1].box)
        for number, table in enumerate(self._tables):
            left, top, right, bottom = table.box
            if not (left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1):
                continue
            for index, cell in enumerate(table.cells):
                left, top, right, bottom = cell.box
                if left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1:
                    return self._found(number, index, cell.box)
        return None

    def _found(self, number: int, index: int, box: Box) -> tuple[int, int]:
        left, top, right, bottom = box
        self._last = number, index
        # Cells share a border of one point: inside it, none but this one is meant.
        self._box = (left + 1, top + 1, right - 1, bottom - 1)
        return self._last


def _page_table(
    table: RuledTable, contents: dict[int, list[Word]], page: int, looks: Looks, log: Counter[str]
) -> PageTable | None:
    """
    The table with its lines; None when all text stands in one cell, which is a frame and no table.

    One row of three cells and more is none: the rest of a row that the page before cut may fill one cell only.
    """
    if len(contents) < 2 and not (table.rows == 1 and len(table.cells) >= _CUT_ROW):
        return None
    rows: dict[int, list[CellLines]] = {}
    paddings = []
    for index, cell in enumerate(table.cells):
        lines = merge_pieces(build_lines(contents[index], log, page=page)) if index in contents else []
        for line in lines:
            looks.dress(line)
            paddings.append(line.x0 - cell.box[0])
        rows.setdefault(cell.row, []).append(CellLines(cell, lines))
    padding = min(7.0, max(1.0, min(paddings, default=3.0)))
    ordered = [sorted(rows[row], key=lambda item: item.cell.column) for row in sorted(rows)]
    return PageTable(page, table, ordered, padding)


def _flow_lines(
    flow: list[tuple[int, Word]], page: int, looks: Looks, log: Counter[str]
) -> list[tuple[float, Line | PageTable]]:
    """
    Lines outside tables, each with the drawing position of its first word.

    A table between words ends a run.
    """
    out: list[tuple[float, Line | PageTable]] = []
    run: list[Word] = []
    start = 0
    for at, (position, word) in enumerate(flow):
        if run and position > flow[at - 1][0] + 1:
            out.extend((start, line) for line in build_lines(run, log, page=page))
            run = []
        if not run:
            start = position
        run.append(word)
    out.extend((start, line) for line in build_lines(run, log, page=page))
    for _, item in out:
        if isinstance(item, Line):
            looks.dress(item)
    return out


def merge_pieces(lines: list[Line]) -> list[Line]:
    """Join pieces that stand on one line but were drawn apart, and bring the lines of a cell in order."""
    if len(lines) < 2:
        return lines
    out: list[Line] = []
    for line in sorted(lines, key=lambda item: (round(item.top / 3), item.x0)):
        last = out[-1] if out else None
        if last and min(last.bottom, line.bottom) - max(last.top, line.top) > 0.6 * min(last.height, line.height):
            glue = " " if line.x0 - last.x1 > 0.1 * line.height else ""
            last.text += glue + line.text
            last.x1, last.bottom = max(last.x1, line.x1), max(last.bottom, line.bottom)
        else:
            out.append(line)
    return out


def _in_order(items: list[Line | PageTable]) -> list[Line | PageTable]:
    """
    Drawing order is reading order for nearly all programs, two columns included.

    Where a page was drawn in jumps, it is sorted from top to bottom, unless much of it stands side by side.
    """
    jumps = sum(_jumps(last, item) for last, item in pairwise(items))
    if not jumps:
        return items
    ordered = sorted(items, key=lambda item: (round(item.box[1] / 4), item.box[0]))
    beside = sum(_beside(last, item) for last, item in pairwise(ordered))
    if beside <= 0.15 * len(items) or jumps > max(2, 0.15 * len(items)):
        return ordered
    return items


def _jumps(last: Line | PageTable, item: Line | PageTable) -> bool:
    """Whether an item stands above the one drawn before it, though they share a column."""
    shared = min(last.box[2], item.box[2]) - max(last.box[0], item.box[0])
    narrow = min(last.box[2] - last.box[0], item.box[2] - item.box[0])
    return item.box[3] < last.box[1] and shared > 0.5 * narrow


def _beside(last: Line | PageTable, item: Line | PageTable) -> bool:
    """Whether two items stand on the same height."""
    return min(last.box[3], item.box[3]) - max(last.box[1], item.box[1]) > 0.5 * min(
        last.box[3] - last.box[1], item.box[3] - item.box[1]
    )
