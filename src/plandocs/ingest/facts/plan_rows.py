"""Rows of plans and monitoring reports: cells by role, months and values by year, from tables and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts.cards import cards_in, paragraphs, records_in, turned
from plandocs.ingest.facts.labelled import labelled_lines
from plandocs.ingest.facts.lines import Line, clean, line_of
from plandocs.ingest.facts.plan_columns import Columns, Reading, column_roles, columns_of
from plandocs.ingest.facts.plan_forms import all_labelled, form_sets, form_with_table
from plandocs.ingest.facts.row_cells import by_year, cells_of, goal_or_kpi
from plandocs.ingest.facts.tables import (
    GridCell,
    GridRow,
    Table,
    fill_down,
    grid_row,
    lines_of,
    read_tables,
    side_by_side,
    table_runs,
)
from plandocs.ingest.facts.vocabulary import PLAN_COLUMNS
from plandocs.model.text import Block, BlockKind
from plandocs.thai.digits import parse_number

#: A blank inside a number: "450,00 0", "1,200, 000"; never between two whole numbers.
_BROKEN = re.compile(
    r"(?<=[\d๐-๙],)\s+(?=[\d๐-๙]{3})|(?<=,[\d๐-๙])\s+(?=[\d๐-๙]{2}(?![\d๐-๙]))|(?<=,[\d๐-๙]{2})\s+(?=[\d๐-๙](?![\d๐-๙]))"
)
_VOTES_AT_END = re.compile(r"[(\[]\s*\d{1,4}\s*(?:คะแนน|เสียง|โหวต|แต้ม)?\s*[)\]]\s*$")
_GOAL_ACROSS = re.compile(
    r"\s*(?:(?:เป้าหมาย|เป้าประสงค์|วัตถุประสงค์|goal)[ก-๙]{0,12}?\s*(?:ที่|ข้อ(?:ที่)?)?\s*[\d๐-๙]{1,2}\s*[:：.)–-]?|[\d๐-๙]{1,2}[.)])\s*(?=\S)"
    r"(?!.{0,12}(?:ยุทธศาสตร์|หมวด|มิติ))",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s*(?:[\d.]+[.)]?\s+)?")
_GOAL_WORD = re.compile(r"\s*(?:[\d.]+\s+)?(?:เป้าหมาย|เป้าประสงค์|วัตถุประสงค์|goal|ส่วนที่|บทที่)", re.IGNORECASE)
_SHORTEST, _LONGEST = 8, 160
_CARRIED = ("seq", "goal", "issue", "item", "category", "source", "group", "finding", "kpi")
#: Which level of a scale the document says is aimed at.
_AIMED_LEVEL = re.compile(
    r"เป้า[^\n]{0,60}?(?:ระดับ|คะแนน)\s*(?:ที่)?\s*([1-5])(?![\d.])|ระดับ\s*(?:ที่)?\s*([1-5])[^\d\n]{0,30}(?:เป็น|คือ|=|เท่ากับ|หมายถึง)[^\d\n]{0,12}เป้า"
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """
    One row: `cells` by role, `months` (fiscal) that carry a mark, `targets` and `results` by year.

    `headings` are the headings above, the nearest last; `own` are the roles that stand in this very row and
    not in a merged cell above.
    `marks` are the texts of the month cells, `scales` what a column's numbers count
    ("ล้านบาท" → 1,000,000), `form` tells a label | value form.
    """

    block: int
    cells: Mapping[str, GridCell]
    headings: tuple[str, ...]
    months: tuple[int, ...] = ()
    targets: Mapping[int, GridCell] = field(default_factory=dict)
    results: Mapping[int, GridCell] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    form: bool = False
    total: bool = False
    title: str = ""
    table: int = 0
    scales: Mapping[str, float] = field(default_factory=dict)

    def text(self, role: str) -> str:
        """Return the text under `role` on one line, or an empty string."""
        cell = self.cells.get(role)
        return "" if cell is None or cell.blank else " ".join(cell.text.split())

    def number(self, role: str) -> float | None:
        """Return the number under `role`."""
        text = self.text(role)
        value = number_in(text) if text else None
        scale = 1.0 if re.search("ล้าน|พันบาท", text) else self.scales.get(role, 1.0)
        return value if value is None else round(value * scale, 2)


def number_in(text: str) -> float | None:
    """
    Return the number in a cell; one that a narrow column has broken over two lines is put together.

    >>> number_in("450,00 0"), number_in("1,200, 000 บาท"), number_in("ร้อยละ 85")
    (450000.0, 1200000.0, 85.0)
    """
    return parse_number(_BROKEN.sub("", text))


@dataclass(frozen=True, slots=True)
class Title:
    """A heading or any other line of text between tables."""

    line: Line
    headings: tuple[str, ...]


def plan_rows(blocks: Sequence[Block], year: int | None = None, purpose: str = "") -> Iterator[PlanRow | Title]:
    """
    Yield the rows of all tables and the lines between them, in reading order.

    `year` is that of a plan: in its tables columns named by this or a later year alone hold targets. `purpose` is
    "plan", "report" or "workshop", by default the first where a year is given, else the second.
    """
    reading = Reading(purpose or ("report" if year is None else "plan"), year, _aimed_level(blocks))
    runs = dict(table_runs(blocks))
    index = 0
    before: Line | None = None
    while index < len(blocks):
        block = blocks[index]
        if index in runs:
            yield from _run_rows(blocks, index, runs[index], reading)
            index = runs[index]
            continue
        forms, behind = labelled_lines(blocks, index, year)
        if forms:
            for number, form in enumerate(forms):
                near = before if before is not None and before.block == index - 1 else None
                cells = _below_line(form, near, reading.purpose)
                roles = frozenset(cells)
                place = index * 100 + number
                yield PlanRow(index, cells, _headings(block), form=True, roles=roles, own=roles, table=place)
            index = behind
            continue
        if block.kind is not BlockKind.ROW and block.stream == "body":
            before = line_of(block, index)
            yield Title(before, block.headings)
        index += 1


def _aimed_level(blocks: Sequence[Block]) -> int | None:
    """Return the level of a scale that a line of the document says is its target."""
    for block in blocks:
        match = (
            _AIMED_LEVEL.search(clean(block.text)) if block.kind is not BlockKind.ROW and "เป้า" in block.text else None
        )
        if match is not None:
            return int(match[1] or match[2])
    return None


def _below_line(form: dict[str, GridCell], before: Line | None, purpose: str) -> dict[str, GridCell]:
    """
    Return a form with the line above it as what it is about, where it does not say so itself.

    That is the indicator of a report, and the goal of a plan where the line is an entry of a list or a heading.
    """
    wanted = "kpi" if purpose == "report" else "goal"
    known = {"kpi", "goal"} & form.keys() if purpose == "report" else {"goal"} & form.keys()
    if before is None or known or purpose == "workshop" or not _SHORTEST <= len(before.text) <= _LONGEST:
        return form
    mark = _MARK.match(before.text)
    entry = before.is_heading or before.listed or bool(before.number) or bool(mark and mark[0].strip())
    if purpose == "plan" and (not entry or _GOAL_WORD.match(before.text)):
        return form
    start, end = before.span(mark.end() if mark else 0, len(before.text))
    words = before.original[start - before.start : end - before.start]
    return {**form, wanted: GridCell(before.block, start, end, words)} if len(words) >= _SHORTEST else form


def _run_rows(blocks: Sequence[Block], start: int, end: int, reading: Reading) -> Iterator[PlanRow | Title]:
    tables = [
        part
        for table in read_tables(blocks, start, end, PLAN_COLUMNS)
        for part in side_by_side(table, PLAN_COLUMNS)
        if part.rows
    ]
    raw = [row for row in (grid_row(blocks[index], index) for index in range(start, end)) if row.filled]
    headings = _headings(blocks[start])
    labelled = all_labelled(raw)
    framed = form_with_table(raw) if not labelled else None
    if framed is not None:
        yield from _framed_rows(*framed, headings, start * 100, reading)
        return
    columns = max((len(set(column_roles(table).values())) for table in tables), default=0)
    if reading.purpose == "workshop" and columns <= 1 and (entries := _voted_entries(blocks, raw)):
        yield from (Title(line, headings) for line in entries)
        return
    if columns <= 3 and not labelled:
        upright = turned(raw) if reading.purpose != "workshop" else None
        if upright is not None:
            yield from _table_rows(upright, headings, start * 100, reading)
            return
        cards = cards_in(raw, reading.purpose)
        for number, card in enumerate(cards):
            roles, place = frozenset(card), next(iter(card.values())).block
            yield PlanRow(place, card, headings, form=True, roles=roles, own=roles, table=start * 100 + number)
        if cards:
            return
    plan_year = reading.year if reading.purpose == "plan" else None
    forms = form_sets(raw, plan_year) if columns <= 3 or labelled else []
    for form in forms:
        roles = frozenset(set().union(*forms))
        yield PlanRow(start, form, headings, form=True, roles=roles, own=frozenset(form), table=start)
    if forms:
        return
    for number, table in enumerate(tables):
        yield from _table_rows(table, _headings(blocks[table.rows[0].block]), start * 100 + number, reading)


def _voted_entries(blocks: Sequence[Block], rows: Sequence[GridRow]) -> list[Line]:
    """Return the paragraphs in the cells of a board of ideas, as entries of a list, where they end with their votes."""
    lines = [line for row in rows if not row.head for cell in row.filled for line in lines_of(blocks, cell)]
    voted = sum(bool(_VOTES_AT_END.search(line.text)) for line in lines)
    return [replace(line, listed=True) for line in lines] if voted >= max(2, 0.5 * len(lines)) else []


def _framed_rows(
    around: Mapping[str, GridCell], table: Table, headings: tuple[str, ...], number: int, reading: Reading
) -> Iterator[PlanRow]:
    """Yield the rows of a table of indicators that a form holds, the first with all that the form says of the goal."""
    shown = dict(around)
    for row in _table_rows(table, headings, number, reading):
        cells = {**shown, **row.cells}
        yield replace(row, cells=cells, own=row.own | frozenset(shown), roles=row.roles | frozenset(around))
        shown = {"goal": around["goal"]}


def _headings(block: Block) -> tuple[str, ...]:
    if not block.headings and block.place.sheet:
        return (block.place.sheet,)
    return block.headings


@dataclass(slots=True)
class _Above:
    """What rows of one cell over the width of a table, and goals above their indicators, say of the rows below."""

    title: GridCell | None = None
    goal: GridCell | None = None
    cells: dict[str, GridCell] = field(default_factory=dict)


def _table_rows(table: Table, headings: tuple[str, ...], number: int, reading: Reading) -> Iterator[PlanRow]:
    columns = columns_of(table, reading)
    filled = fill_down(table.rows, [column for column, role in columns.roles.items() if role in _CARRIED])
    above = _Above()
    present = _present(columns)
    for row, original in zip(filled, table.rows, strict=True):
        wide = len(original.filled) == 1 and table.width > 2 and not original.is_total
        if wide and _only_says(above, original, columns, reading):
            continue
        cells = cells_of(row, columns)
        told = _told_in_cell(cells) if reading.purpose == "plan" and not {"kpi", "target"} & cells.keys() else []
        if told:
            own = frozenset(role for role, cell in cells.items() if cell.block == row.block)
            yield from _rows_told(row.block, cells, told, headings, number, own, columns)
            continue
        if "goal_kpi" in cells:
            above.cells = goal_or_kpi(cells, above.cells)
        if above.title is not None and reading.purpose == "report" and present.isdisjoint({"goal", "kpi"}):
            cells |= {"kpi": above.title} if "target" in present else {}
        elif above.goal is not None and "kpi" in cells:
            cells["goal"] = above.goal
        title = above.title.clean if above.title is not None else ""
        yield replace(_plan_row(original, cells, columns), headings=headings, title=title, table=number)


def _only_says(above: _Above, row: GridRow, columns: Columns, reading: Reading) -> bool:
    """Take what a row of one cell says of the rows below it; return whether it says nothing else."""
    only = next((columns.roles.get(column, "") for column, cell in row.cells.items() if not cell.blank), "")
    if only == "activity":
        return False
    above.title = row.filled[0]
    plan = reading.purpose == "plan" and "goal" not in _present(columns)
    stated = _goal_across(above.title) if plan else None
    above.goal = stated or (above.goal if only == "kpi" else None)
    return only != "kpi" or stated is not None


def _plan_row(row: GridRow, cells: Mapping[str, GridCell], columns: Columns) -> PlanRow:
    """Return a row of a table with `cells` by role, which may come from rows above."""
    filled = {column: cell for column, cell in row.cells.items() if not cell.blank}
    return PlanRow(
        row.block,
        cells,
        (),
        months=tuple(sorted({month for _, month in _marked(row, columns.times)})),
        targets=by_year(row, columns.targets),
        results=by_year(row, columns.results),
        marks={columns.times[column]: cell.clean for column, cell in filled.items() if column in columns.times},
        own=frozenset(role for column, role in columns.roles.items() if column in filled),
        roles=_present(columns) | cells.keys(),
        total=row.is_total,
        scales=columns.scales,
    )


def _told_in_cell(cells: Mapping[str, GridCell]) -> list[dict[str, GridCell]]:
    """Return the goal with its indicators that one cell of a row tells in paragraphs with labels."""
    cell = cells.get("goal_kpi") or cells.get("goal")
    parts = list(paragraphs(cell)) if cell is not None else []
    return records_in(parts, "plan") if len(parts) >= 3 else []


def _rows_told(
    block: int,
    cells: Mapping[str, GridCell],
    told: Sequence[Mapping[str, GridCell]],
    headings: tuple[str, ...],
    number: int,
    own: frozenset[str],
    columns: Columns,
) -> Iterator[PlanRow]:
    """Yield a row for each indicator that a cell tells, the first with what stands beside the cell."""
    beside = {role: cell for role, cell in cells.items() if role not in {"goal", "goal_kpi"}}
    for record in told:
        shown = {**beside, **record}
        roles = frozenset(shown) | _present(columns)
        yield PlanRow(
            block,
            shown,
            headings,
            own=(own & beside.keys()) | record.keys(),
            roles=roles,
            table=number,
            form=True,
            scales=columns.scales,
        )
        beside = {}


def _goal_across(cell: GridCell) -> GridCell | None:
    """Return the goal that a row of one cell over the whole width states before its indicators; else None."""
    match = _GOAL_ACROSS.match(cell.text)
    if match is None or len(cell.text) - match.end() < 6:
        return None
    return GridCell(cell.block, cell.start + match.end(), cell.end, cell.text[match.end() :])


def _present(columns: Columns) -> frozenset[str]:
    """Return the roles that the columns of a table have."""
    found = set(columns.roles.values())
    if "goal_kpi" in found:
        found |= {"goal", "kpi"}
    if {"target_reached", "reached_target"} & found:
        found |= {"target", "actual"}
    found |= {name for name in ("times", "targets", "results", "levels") if getattr(columns, name)}
    return frozenset({"months" if role == "times" else role for role in found})


def _marked(row: GridRow, times: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield (column, fiscal month) of marked months; a mark over several columns counts for each."""
    carried = False
    for column in range(max(times, default=-1) + 1):
        if column not in times:
            carried = False
            continue
        cell = row.cells.get(column)
        if cell is not None:
            carried = not cell.blank or bool(re.search(r"[-–—─→←↔/*]", cell.text))
        if carried:
            month = times[column]
            months = [month] if month > 0 else list(range((-month - 1) * 3 + 1, -month * 3 + 1))
            for one in months:
                yield column, one
