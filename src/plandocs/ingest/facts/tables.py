"""Tables as grids whose columns have roles, put together again from row blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from plandocs.ingest.facts.codes import leading_reference
from plandocs.ingest.facts.contents import is_figure
from plandocs.ingest.facts.head_rows import head_at, name_score_of
from plandocs.ingest.facts.label_words import kind_of_word
from plandocs.ingest.facts.lines import EDGES, Line, cell_lines, clean, squeeze
from plandocs.ingest.facts.vocabulary import Patterns, role_of, year_of
from plandocs.model.text import Block, BlockKind

_BLANK = re.compile(r"^[\s\-–—−.…_*/]*$")
#: What stands beside an item's name in a title: its score, the level reached. A figure alone is a value.
_SCORED = re.compile(r"^(?:ได้)?คะแนน|^ระดับ|^ผลการ(?:ประเมิน|ตรวจ)|^score|^[\d.]+\s*/\s*[\d.]+$", re.IGNORECASE)
#: The first words of a row that sums up the others; "รวมแบบคำขอเป็นฉบับเดียว" is something to do.
_TOTAL = re.compile(
    r"^(?:รวม(?=$|ทั้ง|เงิน|งบ|คะแนน|จำนวน|เป้า|ทุก|ตัวชี้วัด|โครงการ|กิจกรรม|กลุ่ม|ผล|แผน|ปี|วงเงิน|\d|[(:/])|ยอดรวม|(?:ค่า)?เฉลี่ย(?=$|รวม|ทั้ง|ทุก)|total|ผลรวม)"
)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: where its text stands in its block, and the text itself."""

    block: int
    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but dashes and blanks stands here."""
        return bool(_BLANK.match(self.text))

    @property
    def clean(self) -> str:
        """The text for matching, on one line."""
        return " ".join(clean(self.text).split())


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: its block's position in the document and its cells by grid column."""

    block: int
    cells: Mapping[int, GridCell]
    head: bool = False

    @property
    def filled(self) -> list[GridCell]:
        """The cells that have text, from left to right."""
        return [cell for _, cell in sorted(self.cells.items()) if not cell.blank]

    @property
    def is_total(self) -> bool:
        """Whether the row sums up the others."""
        filled = self.filled
        return bool(filled) and bool(_TOTAL.match(squeeze(filled[0].text)))


@dataclass(slots=True)
class Table:
    """A table: its rows without the head, and its column names by grid column (empty when it has no head)."""

    rows: list[GridRow]
    names: dict[int, str] = field(default_factory=dict)
    headings: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of grid columns."""
        return 1 + max((column for row in self.rows for column in row.cells), default=-1)

    def roles(self, patterns: Patterns) -> dict[int, str]:
        """Return the role of each column that has one."""
        found = {column: role_of(name, patterns) for column, name in self.names.items()}
        return {column: role for column, role in found.items() if role}


def grid_row(block: Block, index: int) -> GridRow:
    """Return a row block as a grid row."""
    cells = {
        cell.column: GridCell(index, cell.start, cell.end, block.text[cell.start : cell.end]) for cell in block.cells
    }
    return GridRow(index, cells, block.is_table_head)


def table_runs(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield (first, behind last) positions of the tables among `blocks`: runs of body rows of the same table."""
    start: int | None = None
    for index, block in enumerate(blocks):
        row = block.kind is BlockKind.ROW and block.stream == "body"
        if start is not None and (not row or _breaks(blocks[index - 1], block)):
            yield start, index
            start = None
        if row and start is None:
            start = index
    if start is not None:
        yield start, len(blocks)


def _breaks(before: Block, block: Block) -> bool:
    if before.place.sheet != block.place.sheet:
        return True
    if before.place.table == block.place.table:
        return False
    if before.place.page is None or before.place.page == block.place.page:
        return True
    # A table that goes on after a page break is a new table to a PDF reader: same columns, and no other head.
    same = _shape(before) == _shape(block)
    return not same or (block.is_table_head and squeeze(block.text) != squeeze(before.text) and _names(block) != ())


def _shape(block: Block) -> int:
    return max((cell.column for cell in block.cells), default=-1)


def _names(block: Block) -> tuple[str, ...]:
    return tuple(squeeze(block.cell_text(n)) for n in range(len(block.cells)))


def read_tables(blocks: Sequence[Block], start: int, end: int, patterns: Patterns) -> list[Table]:
    """
    Return the tables in ``blocks[start:end]`` (one run of rows), each with the column names that `patterns` know best.

    The reader's names are kept unless rows of the run itself make better ones: a sheet may hold titles above its
    head, and several tables one below another.
    """
    rows = [grid_row(blocks[index], index) for index in range(start, end)]
    given = _given_names(blocks[start:end])
    if rows[0].head and _holds_values(rows[0]):
        rows[0], given = GridRow(rows[0].block, rows[0].cells), {}
    score = name_score_of(given, patterns)
    tables: list[Table] = []
    current = Table([], given, blocks[start].headings)
    head: str | None = None
    title: GridRow | None = None
    position = 0
    while position < len(rows):
        row = rows[position]
        count, names = head_at(rows, position, patterns)
        if row.head and not count and is_title(row):
            # A title above the names of the columns says what the table is about.
            title = row
        if row.head:
            better = bool(count) and (
                name_score_of(names, patterns) > score or (count > 1 and name_score_of(names, patterns) == score)
            )
            if better:
                current.names, score = names, name_score_of(names, patterns)
                current.rows += [title] if title is not None else []
                title = None
            head = head or squeeze(blocks[row.block].text)
            whole = count > 1 and (better or all(r.head for r in rows[position : position + count]))
            position += count if whole else 1
            continue
        if squeeze(blocks[row.block].text) == head or _repeats(row, current.names):
            position += 1
            continue
        if (
            count
            and not _like_above(row, current.rows)
            and not _fills(row, current.names, patterns)
            and (
                name_score_of(names, patterns) > score
                or (score >= 3 and name_score_of(names, patterns) >= 3)
                or _names_others(row, current.names, patterns)
            )
        ):
            if title is None and current.rows and is_title(current.rows[-1]):
                title = current.rows.pop()
            if current.rows:
                tables.append(current)
            current = Table([title] if title is not None else [], names, blocks[row.block].headings)
            title = None
            score = name_score_of(names, patterns)
            head = squeeze(blocks[row.block].text)
            position += count
            continue
        if row.filled:
            current.rows.append(row)
        position += 1
    return [*tables, current] if current.rows else tables


def is_title(row: GridRow) -> bool:
    """Return whether a row is a title: one cell over the whole width, or an item's name with its score or level."""
    filled = row.filled
    if len(filled) == 1:
        # A dash beside it says that nothing is there to tell, as rows of values do.
        return not any(cell.text.strip() for cell in row.cells.values() if cell is not filled[0])
    item = 1 < len(filled) <= 4 and leading_reference(filled[0].clean) is not None
    return item and all(len(cell.clean) <= 60 and _SCORED.match(cell.clean) for cell in filled[1:])


def _holds_values(row: GridRow) -> bool:
    """Return whether a row that a reader took for a head is a row of values: two figures that are no years or steps."""
    figures = [cell.clean for cell in row.filled if is_figure(cell.clean)]
    return sum(bool(re.search(r"[.,]\d|\d{2}", text)) and year_of(squeeze(text)) is None for text in figures) >= 2


def _like_above(row: GridRow, above: Sequence[GridRow]) -> bool:
    """
    Return whether a row is of the same make as the one above it, so that words like เรื่อง and บรรลุ name nothing.

    It is where two figures stand below figures, a running number below one, or an item's name below one.
    """
    last = above[-1].cells if above else {}
    pairs = [(cell.clean, last[column].clean) for column, cell in sorted(row.cells.items()) if column in last]
    figures = sum(is_figure(text) and is_figure(over) for text, over in pairs)
    counted = bool(pairs) and all(text.isdecimal() for text in pairs[0])
    named = any(leading_reference(text) is not None and leading_reference(over) is not None for text, over in pairs)
    return figures >= 2 or counted or named


def _fills(row: GridRow, names: Mapping[int, str], patterns: Patterns) -> bool:
    """Return whether a row holds an item or a kind where its table has a column for it: a row of values."""
    for column, cell in row.cells.items():
        role = role_of(names.get(column, ""), patterns)
        if (role == "item" and leading_reference(cell.clean) is not None) or (
            role == "kind" and kind_of_word(cell.clean)[0] is not None
        ):
            return True
    return False


def _names_others(row: GridRow, names: Mapping[int, str], patterns: Patterns) -> bool:
    """Return whether a row below other names is a head of its own: nothing but names of what those do not name."""
    roles = [role_of(cell.text, patterns) for cell in row.filled]
    known = {role_of(name, patterns) for name in names.values()}
    return len(roles) >= 2 and all(roles) and len(set(roles)) == len(roles) and not known & set(roles)


def _repeats(row: GridRow, names: Mapping[int, str]) -> bool:
    """Return whether a row is the head once more, as at the top of a new page (perhaps not all of it)."""
    filled = [(column, squeeze(cell.text)) for column, cell in row.cells.items() if not cell.blank]
    return (
        len(filled) >= 2
        and all(text in squeeze(names.get(column, "")) for column, text in filled)
        and any(len(text) > 3 for _, text in filled)
    )


def _given_names(blocks: Sequence[Block]) -> dict[int, str]:
    names: dict[int, str] = {}
    for block in blocks:
        for cell in block.cells:
            if cell.header and cell.column not in names:
                names[cell.column] = cell.header
    return names


def side_by_side(table: Table, patterns: Patterns) -> list[Table]:
    """Return the tables that stand side by side in one, the same columns again and again; else the table alone."""
    roles = [role_of(table.names.get(column, ""), patterns) for column in range(table.width)]
    for size in range(2, len(roles) // 2 + 1):
        again = len(roles) % size == 0 and all(role == roles[at % size] for at, role in enumerate(roles))
        if again and any(roles[:size]) and roles.count("") < len(roles):
            return [_part(table, first, size) for first in range(0, len(roles), size)]
    return [table]


def _part(table: Table, first: int, size: int) -> Table:
    columns = range(first, first + size)
    rows = [
        GridRow(row.block, {column - first: row.cells[column] for column in columns if column in row.cells}, row.head)
        for row in table.rows
    ]
    names = {column - first: table.names[column] for column in columns if column in table.names}
    return Table([row for row in rows if row.filled], names, table.headings)


def lines_of(blocks: Sequence[Block], cell: GridCell) -> list[Line]:
    """Return the paragraphs of a cell."""
    return list(cell_lines(blocks[cell.block], cell.block, cell.start, cell.end))


#: A row of one cell so long is no title.
_CONTENT = 60


def _is_content(row: GridRow) -> bool:
    """Return whether the only cell of a row stands behind the first column and is too long for a title."""
    return bool(row.cells) and min(row.cells) > 0 and len(row.filled) == 1 and len(row.filled[0].clean) > _CONTENT


def fill_down(rows: Sequence[GridRow], columns: Sequence[int]) -> list[GridRow]:
    """Return the rows with cells of `columns` that are missing or blank taken from the row above."""
    out: list[GridRow] = []
    carried: dict[int, GridCell] = {}
    for row in rows:
        cells = dict(row.cells)
        for column in columns:
            cell = cells.get(column)
            if cell is not None and cell.text.strip(EDGES):
                carried[column] = cell
            elif column in carried and (
                len(row.filled) > 1
                or (cell is None and (len(row.cells) > 1 or (column not in row.cells and _is_content(row))))
            ):
                cells[column] = carried[column]
        out.append(GridRow(row.block, cells, row.head))
    return out
