"""Table cells from the ruling lines of a page."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plandocs.ingest.readers.pdf.shapes import Box, Canvas

#: Lines nearer than this (points) are one line; ends that miss by this much still meet.
_SNAP = 2.5
_MEET = 3.5
#: So many column lines that end together are a table's, not the sides of a frame.
_OPEN = 3
_MAX_POINTS = 6_000
_AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]

Rule = tuple[float, float, float]
White = tuple[float, float]
Row = TypeVar("Row")

#: Texts that stand under each other in fewer rows do so by chance.
LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell's box and its place in the grid: first column and row, columns and rows covered."""

    box: Box
    column: int
    row: int
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table's box, its cells by row then column, and the x positions of its column lines."""

    box: Box
    cells: tuple[RuledCell, ...]
    lines: tuple[float, ...]

    @property
    def rows(self) -> int:
        """Number of grid rows."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)


def find_tables(canvas: Canvas) -> list[RuledTable]:
    """
    Return the tables that ruling lines draw, top to bottom.

    Lines are merged, their crossings found, and the smallest closed rectangle at each crossing is a cell
    (the method of
    Nurminen 2013 as used by Tabula and pdfplumber). A single rectangle is a frame, not a table.
    """
    horizontal = _merge(canvas.horizontal)
    vertical = _merge(canvas.vertical)
    horizontal = sorted([*horizontal, *_ends(vertical, horizontal, 1), *_ends(vertical, horizontal, 2)])
    boxes = _cells(horizontal, vertical)
    return sorted((table for group in _groups(boxes) if (table := _table(group))), key=lambda table: table.box[1])


def tables_among(
    rows: Sequence[Row],
    begins: Callable[[Row], bool],
    reach: Callable[[Sequence[Row], int], tuple[int, list[White]]],
    table: Callable[[Sequence[Row], list[White]], RuledTable | None],
) -> list[RuledTable]:
    """
    Return the tables among rows of words that no lines rule.

    From a row that `begins` one, `reach` tells the row after its last one and the white between its columns; `table`
    makes it, if it is one.
    """
    tables = []
    start = 0
    while start < len(rows):
        step = 1
        if begins(rows[start]):
            end, white = reach(rows, start)
            found = table(rows[start:end], white) if end - start >= LEAST_ROWS else None
            if found is not None:
                tables.append(found)
                step = end - start
        start += step
    return tables


def _merge(rules: Sequence[Rule]) -> list[Rule]:
    """Bring lines at nearly the same position together and join their pieces."""
    out: list[Rule] = []
    rows: list[list[Rule]] = []
    for rule in sorted(rules):
        if rows and rule[0] - rows[-1][0][0] <= _SNAP:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        position = sum(rule[0] for rule in row) / len(row)
        start, end = None, 0.0
        for _, begin, stop in sorted(row, key=lambda rule: rule[1]):
            if start is None:
                start, end = begin, stop
            elif begin <= end + _MEET:
                end = max(end, stop)
            else:
                out.append((position, start, end))
                start, end = begin, stop
        if start is not None:
            out.append((position, start, end))
    return [rule for rule in out if rule[2] - rule[1] > 3.0]


def _ends(vertical: Sequence[Rule], horizontal: Sequence[Rule], end: int) -> list[Rule]:
    """
    Lines where several column lines end together without one: rows that the page cuts are left open there.

    `end` is 1 for the upper ends, 2 for the lower ones.
    """
    out = []
    rows: list[list[Rule]] = []
    for rule in sorted(vertical, key=lambda rule: rule[end]):
        if rows and rule[end] - rows[-1][0][end] <= _SNAP:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        y, left, right = row[0][end], min(rule[0] for rule in row), max(rule[0] for rule in row)
        closed = any(abs(h - y) <= _MEET and a < right and b > left for h, a, b in horizontal)
        if len(row) >= _OPEN and not closed:
            out.append((y, left, right))
    return out


def _cells(horizontal: list[Rule], vertical: list[Rule]) -> list[Box]:
    """The smallest closed rectangle to the right of and below each crossing."""
    on_row: dict[int, list[int]] = defaultdict(list)
    on_column: dict[int, list[int]] = defaultdict(list)
    crossing: set[tuple[int, int]] = set()
    for v, (x, top, bottom) in enumerate(vertical):
        for h, (y, left, right) in enumerate(horizontal):
            if top - _MEET <= y <= bottom + _MEET and left - _MEET <= x <= right + _MEET:
                on_row[h].append(v)
                on_column[v].append(h)
                crossing.add((v, h))
        if len(crossing) > _MAX_POINTS:
            return []
    for row in on_row.values():
        row.sort(key=lambda v: vertical[v][0])
    for column in on_column.values():
        column.sort(key=lambda h: horizontal[h][0])
    cells = []
    for v, h in crossing:
        cell = _smallest(v, h, on_row, on_column, horizontal, vertical)
        if cell is not None:
            cells.append(cell)
    return cells


def _smallest(
    v: int,
    h: int,
    on_row: dict[int, list[int]],
    on_column: dict[int, list[int]],
    horizontal: list[Rule],
    vertical: list[Rule],
) -> Box | None:
    x, y = vertical[v][0], horizontal[h][0]
    for below in on_column[v]:
        bottom = horizontal[below][0]
        if bottom <= y + 2:
            continue
        for right in on_row[h]:
            edge = vertical[right]
            if edge[0] <= x + 2:
                continue
            closed = edge[1] - _MEET <= y and edge[2] + _MEET >= bottom
            under = horizontal[below]
            if closed and under[1] - _MEET <= x and under[2] + _MEET >= edge[0]:
                return (x, y, edge[0], bottom)
    return None


def _groups(boxes: list[Box]) -> list[list[Box]]:
    """Cells that share a corner belong to one table."""
    parent = list(range(len(boxes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    seen: dict[tuple[int, int], int] = {}
    # Where no lines stand close together, a corner has no neighbours but itself.
    crowded = _crowded({round(x) for box in boxes for x in box[::2]}) or _crowded(
        {round(y) for box in boxes for y in box[1::2]}
    )
    around = _AROUND if crowded else ()
    for index, (left, top, right, bottom) in enumerate(boxes):
        ys = (round(top), round(bottom))
        for x in (round(left), round(right)):
            for y in ys:
                corner = (x, y)
                # Corners of merged lines are the same; a cell seen there stands for its neighbours, too.
                near = seen.get(corner)
                if near is not None:
                    if parent[near] != parent[index]:
                        parent[root(index)] = root(near)
                    continue
                for dx, dy in around:
                    near = seen.get((corner[0] + dx, corner[1] + dy))
                    if near is not None:
                        parent[root(index)] = root(near)
                seen[corner] = index
    groups: dict[int, list[Box]] = defaultdict(list)
    for index, box in enumerate(boxes):
        groups[root(index)].append(box)
    return list(groups.values())


def _crowded(positions: set[int]) -> bool:
    return any(position + 1 in positions for position in positions)


def _table(boxes: list[Box]) -> RuledTable | None:
    if len(boxes) < 2:
        return None
    columns = _positions([x for box in boxes for x in (box[0], box[2])])
    rows = _positions([y for box in boxes for y in (box[1], box[3])])
    if len(columns) < 3:
        return None
    at_x = {x: _index(columns, x) for x in {x for box in boxes for x in (box[0], box[2])}}
    at_y = {y: _index(rows, y) for y in {y for box in boxes for y in (box[1], box[3])}}
    cells = []
    for box in sorted(boxes, key=lambda item: (round(item[1]), item[0])):
        column, end = at_x[box[0]], at_x[box[2]]
        row, last = at_y[box[1]], at_y[box[3]]
        cells.append(RuledCell(box, column, row, max(1, end - column), max(1, last - row)))
    outer = (columns[0], rows[0], columns[-1], rows[-1])
    return RuledTable(outer, tuple(cells), tuple(columns))


def _positions(values: list[float]) -> list[float]:
    out: list[float] = []
    for value in sorted(values):
        if not out or value - out[-1] > _SNAP:
            out.append(value)
    return out


def _index(positions: list[float], value: float) -> int:
    at = bisect_left(positions, value - _SNAP)
    return min(at, len(positions) - 1)
