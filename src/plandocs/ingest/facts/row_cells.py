"""The cells of one row by role: of several columns with results the latest, of a scale the level aimed at."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plandocs.ingest.facts.plan_columns import Columns
from plandocs.ingest.facts.tables import GridCell, GridRow
from plandocs.thai.digits import to_arabic

_PAIR = re.compile(r"^\s*(?P<first>[^/|→:]*\d[^/|→:]*?)\s*(?:[/|→:]|->|ต่อ)\s*(?P<second>[^/|→:]*\d[^/|→:]*?)\s*$")
#: A level of a scale that is marked in its row, and a target that names a level.
_MARKED = re.compile(r"[*★☆✓✔●◉]|เป้า")
_LEVEL_NAMED = re.compile(r"^ระดับ\s*(?:ที่)?\s*([1-5])$")
_KPI_ROW = re.compile(r"\s*(?:KPI|ตัวชี้วัด(?:ที่)?)\s*[\d.]*\s*[:：–-]\s*(?=\S)", re.IGNORECASE)
_LATEST = {"actual", "target"}
_VALUES = ("unit", "baseline", "target", "base_target")


def cells_of(row: GridRow, columns: Columns) -> dict[str, GridCell]:
    """Return the cells of `row` that say something, by the role of their column."""
    cells: dict[str, GridCell] = {}
    for column, role in sorted(columns.roles.items()):
        cell = row.cells.get(column)
        if cell is None or role in cells or not _says(cell, role):
            continue
        pair = _PAIR.match(cell.text) if role in {"target_reached", "reached_target"} else None
        if pair is None:
            cells[role] = cell
            continue
        names = ("target", "actual") if role == "target_reached" else ("actual", "target")
        for name, group in zip(names, ("first", "second"), strict=True):
            start, end = pair.span(group)
            cells.setdefault(name, GridCell(cell.block, cell.start + start, cell.start + end, cell.text[start:end]))
    for role in _LATEST & cells.keys():
        cells[role] = _latest(row, columns, role) or cells[role]
    _aim_at_round(row, columns, cells)
    if columns.levels:
        _aim_at_level(row, columns, cells)
    return cells


def _says(cell: GridCell, role: str) -> bool:
    """Return whether a cell says anything; a stroke is a tick where verdicts stand."""
    return not cell.blank or (role in {"achieved", "missed"} and cell.text.strip() == "/")


def _latest(row: GridRow, columns: Columns, role: str) -> GridCell | None:
    """Return the filled cell of the column for the whole year, else of the latest period."""
    same = [column for column, known in columns.roles.items() if known == role]
    filled = [column for column in same if column in row.cells and not row.cells[column].blank]
    timed = [column for column in filled if column in columns.periods]
    if not timed or len(same) == 1:
        return None
    whole = [column for column in filled if column not in columns.periods]
    return row.cells[whole[0] if whole else max(timed, key=lambda column: (columns.periods[column], column))]


def _aim_at_round(row: GridRow, columns: Columns, cells: dict[str, GridCell]) -> None:
    """Take the target of the months that the result counts, where the table gives it beside the whole year's."""
    results = {columns.periods.get(column) for column, role in columns.roles.items() if role == "actual"}
    targets = [column for column, role in columns.roles.items() if role == "target"]
    like = [column for column in targets if columns.periods.get(column) in results - {None}]
    if len(results) != 1 or len(targets) < 2 or len(like) != 1:
        return
    cell = row.cells.get(like[0])
    if cell is None or cell.blank:
        cells.pop("target", None)
    else:
        cells["target"] = cell


def _aim_at_level(row: GridRow, columns: Columns, cells: dict[str, GridCell]) -> None:
    """Take the level that a mark in the row, or the row's own target, names."""
    steps = {step: row.cells[column] for column, step in columns.levels.items() if column in row.cells}
    named = _LEVEL_NAMED.match(to_arabic(cells["target"].clean)) if "target" in cells else None
    marked = [cell for cell in steps.values() if _MARKED.search(cell.text)]
    if named is not None and int(named[1]) in steps:
        cells["target"] = steps[int(named[1])]
    elif len(marked) == 1:
        cells["target"] = marked[0]


def goal_or_kpi(cells: dict[str, GridCell], above: dict[str, GridCell]) -> dict[str, GridCell]:
    """
    Settle a cell of a column of goals with their KPIs below them; return what the next rows belong to.

    A KPI says so, or has figures where the goals have none.
    """
    cell = cells.pop("goal_kpi")
    match = _KPI_ROW.match(cell.text)
    if match is None and not (above and any(role in cells for role in _VALUES)):
        cells["goal"] = cell
        return {role: cells[role] for role in ("goal", "seq") if role in cells}
    start = match.end() if match is not None else 0
    cells["kpi"] = GridCell(cell.block, cell.start + start, cell.end, cell.text[start:])
    if above:
        cells.pop("seq", None)
    cells.update(above)
    return above


def by_year(row: GridRow, years: Mapping[int, int]) -> dict[int, GridCell]:
    """Return the cells by year; of two columns of one year the first that says something."""
    cells: dict[int, GridCell] = {}
    for column, year in sorted(years.items()):
        cell = row.cells.get(column)
        if cell is not None and (year not in cells or cells[year].blank):
            cells[year] = cell
    return cells
