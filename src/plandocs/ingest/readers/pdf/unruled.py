"""Tables without ruling lines: short texts that stand under each other, with white between the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plandocs.ingest.readers.pdf.ruling import LEAST_ROWS, RuledCell, RuledTable, tables_among
from plandocs.ingest.readers.pdf.shapes import Word

#: White wider than this share of the line height is no space between words, even in a justified line.
_GAP = 0.9
#: What is left of it when all lines of a table are laid over each other.
_RIVER = 0.5
#: Fewer columns are told too easily from two texts side by side.
_COLUMNS = 3
#: A line further below than this many line heights does not belong to the table above it.
_FAR = 2.6
#: Prose in columns fills them from edge to edge, line by line.
_FULL, _PROSE_LETTERS = 0.85, 18

Span = tuple[float, float]


@dataclass(slots=True)
class TextRow:
    """Words on one height; `parts` are the x extents of what stands together."""

    words: list[Word]
    top: float
    bottom: float
    parts: list[Span] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Height of the row, never zero."""
        return max(1.0, self.bottom - self.top)


def find_unruled(rows: Sequence[TextRow]) -> list[RuledTable]:
    """
    Return tables of at least three columns and rows among `rows` of words that stand in no ruled table.

    Cells get boxes as if lines were drawn in the white between columns and rows. A line that fills no first column,
    or follows more closely than rows do, goes on in the row above it.
    """
    return tables_among(rows, lambda row: len(row.parts) >= _COLUMNS, _reach, _table)


def text_rows(words: Sequence[Word]) -> list[TextRow]:
    """Return the words by height, from top to bottom, with the extents of what stands together on it."""
    rows: list[TextRow] = []
    for word in sorted(words, key=lambda item: (item.top + item.bottom) / 2):
        last = rows[-1] if rows else None
        shared = min(last.bottom, word.bottom) - max(last.top, word.top) if last else 0.0
        if last and shared > 0.6 * min(last.height, word.bottom - word.top):
            last.words.append(word)
        else:
            rows.append(TextRow([word], word.top, word.bottom))
    for row in rows:
        for word in sorted(row.words, key=lambda item: item.x0):
            if row.parts and word.x0 - row.parts[-1][1] < _GAP * row.height:
                row.parts[-1] = (row.parts[-1][0], max(row.parts[-1][1], word.x1))
            else:
                row.parts.append((word.x0, word.x1))
    return rows


def _reach(rows: Sequence[TextRow], start: int) -> tuple[int, list[Span]]:
    """The row after the last one that leaves the white between columns open, and that white."""
    rivers = _white(rows[start])
    end = start + 1
    while end < len(rows):
        row, above = rows[end], rows[end - 1]
        if row.top - above.top > _FAR * max(row.height, above.height):
            break
        left = common_white(rivers, row)
        if len(left) < _COLUMNS - 1 or (len(left) < len(rivers) and len(row.parts) < _COLUMNS):
            break
        rivers = left
        end += 1
    while end > start and len(rows[end - 1].parts) == 1 and rows[end - 1].parts[0][0] < rivers[0][0]:
        end -= 1
    return end, rivers


def _white(row: TextRow) -> list[Span]:
    return [(one[1], other[0]) for one, other in pairwise(row.parts)]


def common_white(rivers: list[Span], row: TextRow) -> list[Span]:
    """Return the white of `rivers` that `row` leaves open."""
    out = []
    for river in rivers:
        left, right = river
        for begin, end in row.parts:
            if begin >= right or end <= left:
                continue
            if begin > left and end >= right:
                right = begin
            else:
                left = right if begin > left else min(end, right)
        if right - left >= _RIVER * row.height:
            out.append((left, right))
    return out


def _table(rows: Sequence[TextRow], rivers: list[Span]) -> RuledTable | None:
    columns = [
        min(row.parts[0][0] for row in rows) - 2.0,
        *(left + min(2.0, (right - left) / 2) for left, right in rivers),
        max(row.parts[-1][1] for row in rows) + 2.0,
    ]
    filled = [[_column(part, columns) for part in row.parts] for row in rows]
    groups = _grouped(rows, filled)
    if len(groups) < LEAST_ROWS or not _is_grid(rows, groups, filled, columns):
        return None
    heights = [rows[0].top - 1.0]
    for above, below in pairwise(groups):
        heights.append((max(rows[at].bottom for at in above) + rows[below[0]].top) / 2)
    heights.append(max(row.bottom for row in rows) + 1.0)
    cells = tuple(
        RuledCell((columns[column], heights[row], columns[column + 1], heights[row + 1]), column, row, 1, 1)
        for row in range(len(groups))
        for column in range(len(columns) - 1)
    )
    return RuledTable((columns[0], heights[0], columns[-1], heights[-1]), cells, tuple(columns))


def _column(part: Span, columns: Sequence[float]) -> int:
    middle = (part[0] + part[1]) / 2
    return next((at for at, edge in enumerate(columns[1:]) if middle < edge), len(columns) - 2)


def _grouped(rows: Sequence[TextRow], filled: Sequence[Sequence[int]]) -> list[list[int]]:
    """Indexes of lines by table row: a line that goes on in the cells above it is no row of its own."""
    steps = [below.top - above.top for above, below in pairwise(rows)]
    tight = min(steps, default=0.0)
    looser = any(step > 1.25 * tight for step in steps)
    groups = [[0]]
    for at in range(1, len(rows)):
        follows = looser and steps[at - 1] <= 1.12 * tight
        if follows or 0 not in filled[at] or len(filled[at]) == 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _is_grid(
    rows: Sequence[TextRow], groups: Sequence[Sequence[int]], filled: Sequence[Sequence[int]], columns: Sequence[float]
) -> bool:
    """Whether each column is used in half of the rows, and not more than one of them is full of running text."""
    prose = 0
    for column in range(len(columns) - 1):
        used = sum(any(column in filled[at] for at in group) for group in groups)
        if used < 0.5 * len(groups):
            return False
        widths = [part[1] - part[0] for row, at in zip(rows, filled, strict=True)
                  for part, where in zip(row.parts, at, strict=True) if where == column]  # fmt: skip
        widest = max(widths)
        height = rows[0].height
        full = sum(width > _FULL * widest for width in widths)
        prose += full > 0.7 * len(widths) and widest > _PROSE_LETTERS * 0.4 * height
    return prose < 2
