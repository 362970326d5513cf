"""Tables without column lines, told by the order in which programs draw them: cell after cell, row after row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plandocs.ingest.readers.markers import has_marker
from plandocs.ingest.readers.pdf.ruling import LEAST_ROWS, RuledCell, RuledTable, tables_among
from plandocs.ingest.readers.pdf.shapes import Word

#: White from this share of the line height on may be the border of a cell; smaller is a space between words.
_GAP = 0.42
#: Letters of one cell differ in height by no more than this share.
_SAME = 0.15
#: The next line of a cell stands at most this many line heights below; the next row of a table this many.
_NEXT_LINE, _NEXT_ROW = 2.2, 2.6
#: White that stays open between two columns over all rows, in points and as a share of the line height.
_RIVER, _RIVER_SHARE = 2.5, 0.12
#: Edges nearer than this (points) stand under each other; this share of a column's cells must.
_UNDER, _ALIGNED = 2.0, 0.8
#: Prose fills this share of its column, which is this many line heights wide.
_FULL, _PROSE = 0.85, 7.2
#: Rows of two columns are this many line heights apart.
_APART = 1.25
#: Columns between lines, and returns to the first of them, that show rows without lines.
_OPEN_COLUMNS, _RESTARTS = 3, 2
#: Names of columns take fewer lines than this.
_LINES_OF_A_HEAD = 4
#: Room that a cell gets around its words.
_BESIDE = 1.5
#: Two columns, which texts side by side have by chance, need more rows than three.
_ROWS_OF_TWO = 4
_PAGE_NUMBER = re.compile(r"[.\s…]*[0-9๐-๙]{1,4}")
_VALUE = re.compile(r"[(]?[-–]?[0-9๐-๙][0-9๐-๙,.]*%?[)]?")
_YEAR = re.compile("[2๒][4-6๔-๖][0-9๐-๙]{2}")
_LETTER_HEAD = re.compile(r"(?:ที่|วันที่|เรื่อง|เรียน|อ้างถึง|สิ่งที่ส่งมาด้วย|ส่วนราชการ|จาก|ถึง)\s*:?")


@dataclass(slots=True)
class Run:
    """Words drawn one after the other in one place: a cell, or a paragraph; a list for each line."""

    lines: list[list[Word]]
    x0: float
    x1: float
    top: float
    bottom: float
    #: Right edge of the line that is being drawn.
    right: float

    @classmethod
    def begun(cls, word: Word) -> Run:
        """Return a run of one word."""
        return cls([[word]], word.x0, word.x1, word.top, word.bottom, word.x1)

    @classmethod
    def of(cls, words: Sequence[Word]) -> Run:
        """Return a run of one line."""
        x1 = max(word.x1 for word in words)
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        return cls([list(words)], min(word.x0 for word in words), x1, top, bottom, x1)

    @property
    def text(self) -> str:
        """The words, for telling what kind of cell it is."""
        words = [word for line in self.lines for word in line]
        return "".join((" " if word.space and index else "") + word.text for index, word in enumerate(words))

    @property
    def line_top(self) -> float:
        """Top of the line that is being drawn."""
        return self.lines[-1][0].top

    def takes(self, word: Word, left: float) -> bool:
        """Return whether `word` goes on where the last one ended, or on the next line; the cell begins after `left`."""
        last = self.lines[-1][-1]
        high, low = word.bottom - word.top, last.bottom - last.top
        height = max(1.0, min(high, low))
        if min(word.bottom, last.bottom) - max(word.top, last.top) > 0.5 * height:
            return -0.6 * height < word.x0 - self.right < _GAP * height
        if not 0 < word.top - self.line_top < _NEXT_LINE * height or abs(high - low) > _SAME * height:
            return False
        if left < 0:  # the first cell of its row, or a paragraph: the line above may be something else
            return abs(word.x0 - self.lines[-1][0].x0) < _UNDER
        return word.x0 > left and self.x0 - 1.2 * height < word.x0 < self.x1

    def add(self, word: Word) -> None:
        """Take `word` in."""
        last = self.lines[-1][-1]
        if word.top - self.line_top > 0.5 * max(1.0, last.bottom - last.top):
            self.lines.append([word])
            self.right = word.x1
        else:
            self.lines[-1].append(word)
            self.right = word.x1 if word.x1 > self.right else self.right
        # `min` and `max` cost a call each, and every word of a page comes by here.
        if word.x0 < self.x0:
            self.x0 = word.x0
        if word.x1 > self.x1:
            self.x1 = word.x1
        if word.top < self.top:
            self.top = word.top
        if word.bottom > self.bottom:
            self.bottom = word.bottom


@dataclass(slots=True)
class Row:
    """Runs drawn from left to right beside each other."""

    runs: list[Run]
    columns: list[int] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Top of the highest run."""
        return min(run.top for run in self.runs)

    @property
    def bottom(self) -> float:
        """Bottom of the lowest run."""
        return max(run.bottom for run in self.runs)

    @property
    def height(self) -> float:
        """Height of a line."""
        word = self.runs[0].lines[0][0]
        return max(1.0, word.bottom - word.top)


def find_drawn(words: Sequence[Word]) -> list[RuledTable]:
    """
    Return the tables among `words`, which are in drawing order and stand in no ruled table.

    A table is a run of rows whose cells leave the same white open and stand under each other.
    """
    return tables_among(_rows(words), lambda row: len(row.runs) > 1, _reach, _table)


def with_rows(table: RuledTable, words: Sequence[tuple[Word, int]]) -> RuledTable:
    """
    Return the table with rows where it has lines between its columns only; `words` stand in the cells of these numbers.

    Words that go back to an earlier column, and further down, begin the next row.
    """
    rows: dict[int, list[tuple[Word, int]]] = {}
    for word, at in words:
        cell = table.cells[at]
        rows.setdefault(cell.row, []).append((word, cell.column))
    split: dict[int, list[float]] = {}
    for row, inside in rows.items():
        if sum(below[1] < above[1] for above, below in pairwise(inside)) < _RESTARTS:
            continue
        cells = [cell for cell in table.cells if cell.row == row]
        if len(cells) < _OPEN_COLUMNS or any(cell.rows > 1 or cell.columns > 1 for cell in cells):
            continue
        cuts = _restarts(inside)
        if cuts and not (len(cuts) < _LINES_OF_A_HEAD and _is_head(inside)):
            split[row] = cuts
    if not split:
        return table
    out: list[RuledCell] = []
    offset = 0
    for row in sorted({cell.row for cell in table.cells}):
        cuts = split.get(row, [])
        for cell in (cell for cell in table.cells if cell.row == row):
            left, top, right, bottom = cell.box
            edges = [top, *cuts, bottom]
            out.extend(
                RuledCell((left, above, right, below), cell.column, row + offset + at, cell.columns, cell.rows)
                for at, (above, below) in enumerate(pairwise(edges))
            )
        offset += len(cuts)
    return RuledTable(table.box, tuple(out), table.lines)


def _is_head(words: Sequence[tuple[Word, int]]) -> bool:
    """Whether these are names of columns, drawn line by line across: there is no number among them but years."""
    return not any(_VALUE.fullmatch(word.text) and not _YEAR.fullmatch(word.text) for word, _ in words)


def _restarts(words: Sequence[tuple[Word, int]]) -> list[float]:
    """Heights at which drawing goes back to the first column below all that was drawn before; none where it jumps."""
    cuts: list[float] = []
    bottom = column = None
    first = min((at for _, at in words), default=0)
    for word, at in words:
        if bottom is not None and column is not None and at < column:
            if at != first or word.top < bottom - 0.35 * (word.bottom - word.top):
                return []
            cuts.append((max(bottom, cuts[-1] if cuts else 0.0) + word.top) / 2)
            bottom = word.bottom
        bottom = word.bottom if bottom is None else max(bottom, word.bottom)
        column = at
    return cuts


def _rows(words: Sequence[Word]) -> list[Row]:
    rows: list[Row] = []
    for word in words:
        row = rows[-1] if rows else None
        if row and row.runs[-1].takes(word, row.runs[-2].x1 if len(row.runs) > 1 else -1.0):
            row.runs[-1].add(word)
        elif row and _beside(row, word):
            rows[-1:] = _begun(row, word)
            rows[-1].runs.append(Run.begun(word))
        else:
            rows.append(Row([Run.begun(word)]))
    return rows


def _begun(row: Row, word: Word) -> list[Row]:
    """The row as it is, or cut before its last line: what stands above that, as high as the next cell, is no cell."""
    first = row.runs[0]
    if len(row.runs) > 1 or len(first.lines) < 2 or abs(word.top - first.line_top) > 0.25 * row.height:
        return [row]
    above, last = first.lines[:-1], first.lines[-1]
    before = Run.of([word for line in above for word in line])
    before.lines = above
    return [Row([before]), Row([Run.of(last)])]


def _beside(row: Row, word: Word) -> bool:
    """Whether `word` begins the next cell of a row: right of all its cells, at their height."""
    height = max(1.0, word.bottom - word.top)
    right = max(run.x1 for run in row.runs)
    if len(row.runs) == 1 and abs(word.top - row.runs[0].line_top) <= 0.25 * height:
        right = row.runs[0].right  # lines above it may be another paragraph
    return word.x0 > right + 0.1 * height and row.top - 2 * height < word.top < row.bottom - 0.3 * height


def _reach(rows: Sequence[Row], start: int) -> tuple[int, list[tuple[float, float]]]:
    """The row after the last one that leaves the white between columns open, and that white."""
    rivers = _white(rows[start].runs)
    end = start + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        if row.top < above.top or row.top - above.bottom > _NEXT_ROW * row.height:
            break
        left = _open(rivers, row)
        wraps = len(row.runs) == 1 and len(left) == len(rivers) and row.runs[0].x0 > rivers[0][0]
        if (len(row.runs) < 2 and not wraps) or len(left) < max(1, len(rivers) - (len(rivers) > 3)):
            break
        rivers = left
        end += 1
    while end > start + 1 and len(rows[end - 1].runs) == 1 and _is_apart(rows[end - 2], rows[end - 1]):
        end -= 1
    return end, rivers


def _is_apart(above: Row, row: Row) -> bool:
    """Whether a lone text below a table is no further line of its last row."""
    return row.top - max(run.line_top for run in above.runs) > 1.3 * row.height


def _white(runs: Sequence[Run]) -> list[tuple[float, float]]:
    return [(one.x1, other.x0) for one, other in pairwise(runs)]


def _open(rivers: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]]:
    """What `row` leaves open of the white between columns."""
    out = []
    for left, right in rivers:
        begin, end = left, right
        for run in row.runs:
            if run.x0 < end and run.x1 > begin:
                if run.x0 > begin and run.x1 >= end:
                    end = run.x0
                else:
                    begin = end if run.x0 > begin else min(run.x1, end)
        if end - begin >= max(_RIVER, _RIVER_SHARE * row.height):
            out.append((begin, end))
    return out


def _table(rows: Sequence[Row], rivers: Sequence[tuple[float, float]]) -> RuledTable | None:
    edges = [
        min(run.x0 for row in rows for run in row.runs) - 2.0,
        *((left + right) / 2 for left, right in rivers),
        max(run.x1 for row in rows for run in row.runs) + 2.0,
    ]
    for row in rows:
        row.columns = [_column(run, edges) for run in row.runs]
    rows = _joined(rows)
    if not _is_grid(rows, len(edges) - 1):
        return None
    heights = [rows[0].top - 1.0]
    heights += [(above.bottom + below.top) / 2 for above, below in pairwise(rows)]
    heights.append(rows[-1].bottom + 1.0)
    sides = [_sides(rows, column) for column in range(len(edges) - 1)]
    cells = tuple(
        RuledCell((left, heights[at], right, heights[at + 1]), column, at, 1, 1)
        for at in range(len(rows))
        for column, (left, right) in enumerate(sides)
    )
    return RuledTable((edges[0], heights[0], edges[-1], heights[-1]), cells, tuple(edges))


def _column(run: Run, edges: Sequence[float]) -> int:
    middle = (run.x0 + run.x1) / 2
    return next((at for at, edge in enumerate(edges[1:]) if middle < edge), len(edges) - 2)


def _sides(rows: Sequence[Row], column: int) -> tuple[float, float]:
    """Left and right edge of what stands in a column: its longest line shows how far a line may go."""
    runs = [run for row in rows for run, at in zip(row.runs, row.columns, strict=True) if at == column]
    return min(run.x0 for run in runs) - _BESIDE, max(run.x1 for run in runs) + _BESIDE


def _joined(rows: Sequence[Row]) -> list[Row]:
    """
    Rows whose naming cell is empty and that follow closely are the next lines of the row above.

    So they are where a program draws line by line; where one cell was drawn with several lines, it draws by cells.
    """
    if any(len(run.lines) > 1 for row in rows for run in row.runs):
        return list(rows)
    steps = [below.top - above.top for above, below in pairwise(rows)]
    tight = min(steps, default=0.0)
    out: list[Row] = []
    for at, row in enumerate(rows):
        if out and 0 not in row.columns and steps[at - 1] <= 1.12 * tight:
            out[-1].runs.extend(row.runs)
            out[-1].columns.extend(row.columns)
        else:
            out.append(Row(list(row.runs), list(row.columns)))
    return out


def _is_grid(rows: Sequence[Row], columns: int) -> bool:
    """Whether each column is used in half of the rows and its cells stand under each other."""
    if len(rows) < (LEAST_ROWS if columns > 2 else _ROWS_OF_TWO):
        return False
    for column in range(columns):
        runs = [run for row in rows for run, at in zip(row.runs, row.columns, strict=True) if at == column]
        if len({id(row) for row in rows if column in row.columns}) < 0.5 * len(rows) or not _aligned(runs):
            return False
    return not _is_prose(rows, columns) and (columns > 2 or _are_pairs(rows))


def _is_prose(rows: Sequence[Row], columns: int) -> bool:
    """Whether several columns are filled from edge to edge, line by line: text in columns, drawn across them."""
    if any(len(run.lines) > 1 for row in rows for run in row.runs):
        return False
    full = 0
    for column in range(columns):
        widths = [
            run.x1 - run.x0 for row in rows for run, at in zip(row.runs, row.columns, strict=True) if at == column
        ]
        wide = max(widths) > _PROSE * rows[0].height
        full += wide and sum(width > _FULL * max(widths) for width in widths) > 0.7 * len(widths)
    return full > 1


def _aligned(runs: Sequence[Run]) -> bool:
    for edge in (
        [run.x0 for run in runs],
        [run.x1 for run in runs],
        [(run.x0 + run.x1) / 2 for run in runs],
    ):
        usual = sorted(edge)[len(edge) // 2]
        if sum(abs(value - usual) < _UNDER for value in edge) >= _ALIGNED * len(edge):
            return True
    return False


def _are_pairs(rows: Sequence[Row]) -> bool:
    """
    Whether two columns are names and values: no list, no table of contents, no head of a letter.

    Rows of a table stand further apart than lines with a tab in them.
    """
    if any(len(row.runs) != 2 for row in rows):
        return False
    if min(below.top - above.top for above, below in pairwise(rows)) < _APART * rows[0].height:
        return False
    names = [row.runs[0].text.strip() for row in rows]
    values = [row.runs[1].text.strip() for row in rows]
    lists = sum(has_marker(f"{name} ก") or len(name) < 3 for name in names)
    pages = sum(bool(_PAGE_NUMBER.fullmatch(value)) for value in values)
    letter = sum(bool(_LETTER_HEAD.fullmatch(name)) for name in names)
    return lists < 0.5 * len(rows) and pages < 0.8 * len(rows) and letter < 2
