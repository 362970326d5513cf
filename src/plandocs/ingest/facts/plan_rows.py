"""Rows of plans and monitoring reports: cells by role, months and values by year, from tables and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.facts.labelled import BASE_AND_TARGET, VALUE, labelled_lines
from plandocs.ingest.facts.lines import Line, line_of, squeeze
from plandocs.ingest.facts.plan_forms import form_sets, form_with_table
from plandocs.ingest.facts.tables import GridCell, GridRow, Table, fill_down, grid_row, read_tables, table_runs
from plandocs.ingest.facts.vocabulary import PLAN_COLUMNS, month_of, quarter_of, year_of
from plandocs.model.text import Block, BlockKind
from plandocs.thai.digits import parse_number

_TIMED = {"", "period", "activity", "note", "seq"}
_RESULT_WORDS = re.compile(r"ผล|จริง|actual|result|ทำได้")
_TARGET_WORDS = re.compile(r"เป้า|target|ตั้งไว้")
#: A blank inside a number: "450,00 0", "1,200, 000"; never between two whole numbers.
_BROKEN = re.compile(
    r"(?<=[\d๐-๙],)\s+(?=[\d๐-๙]{3})|(?<=,[\d๐-๙])\s+(?=[\d๐-๙]{2}(?![\d๐-๙]))|(?<=,[\d๐-๙]{2})\s+(?=[\d๐-๙](?![\d๐-๙]))"
)
_CARRIED = ("seq", "goal", "issue", "item", "category", "source", "group", "finding", "kpi")
_GOAL_AND_KPI = re.compile(r"^(?:เป้าหมาย|เป้าประสงค์|วัตถุประสงค์)[/และ,]+(?:ตัวชี้วัด|kpi)|^(?:goal)[/&,]+kpi")
_KPI_ROW = re.compile(r"\s*(?:KPI|ตัวชี้วัด(?:ที่)?)\s*[\d.]*\s*[:：–-]\s*(?=\S)", re.IGNORECASE)


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
        value = number_in(self.text(role)) if self.text(role) else None
        return value if value is None else round(value * self.scales.get(role, 1.0), 2)


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


def plan_rows(blocks: Sequence[Block], year: int | None = None) -> Iterator[PlanRow | Title]:
    """
    Yield the rows of all tables and the lines between them, in reading order.

    `year` is that of a plan: in its tables columns named by this or a later year alone hold targets.
    """
    runs = dict(table_runs(blocks))
    index = 0
    while index < len(blocks):
        block = blocks[index]
        if index in runs:
            yield from _run_rows(blocks, index, runs[index], year)
            index = runs[index]
            continue
        forms, behind = labelled_lines(blocks, index, year)
        if forms:
            for number, form in enumerate(forms):
                roles = frozenset(form)
                yield PlanRow(
                    index, form, _headings(block), form=True, roles=roles, own=roles, table=index * 100 + number
                )
            index = behind
            continue
        if block.kind is not BlockKind.ROW and block.stream == "body":
            yield Title(line_of(block, index), block.headings)
        index += 1


def _run_rows(blocks: Sequence[Block], start: int, end: int, year: int | None) -> Iterator[PlanRow]:
    tables = read_tables(blocks, start, end, PLAN_COLUMNS)
    raw = [row for row in (grid_row(blocks[index], index) for index in range(start, end)) if row.filled]
    headings = _headings(blocks[start])
    framed = form_with_table(raw)
    if framed is not None:
        yield from _framed_rows(*framed, headings, start * 100, year)
        return
    columns = max((len(set(_column_roles(table).values())) for table in tables), default=0)
    forms = form_sets(raw) if columns <= 3 else []
    for form in forms:
        roles = frozenset(set().union(*forms))
        yield PlanRow(start, form, headings, form=True, roles=roles, own=frozenset(form), table=start)
    if forms:
        return
    for number, table in enumerate(tables):
        yield from _table_rows(table, _headings(blocks[table.rows[0].block]), start * 100 + number, year)


def _framed_rows(
    around: Mapping[str, GridCell], table: Table, headings: tuple[str, ...], number: int, year: int | None
) -> Iterator[PlanRow]:
    """Yield the rows of a table of indicators that a form holds, the first with all that the form says of the goal."""
    shown = dict(around)
    for row in _table_rows(table, headings, number, year):
        cells = {**shown, **row.cells}
        yield replace(row, cells=cells, own=row.own | frozenset(shown), roles=row.roles | frozenset(around))
        shown = {"goal": around["goal"]}


def _headings(block: Block) -> tuple[str, ...]:
    if not block.headings and block.place.sheet:
        return (block.place.sheet,)
    return block.headings


def _column_roles(table: Table) -> dict[int, str]:
    """Return the roles of the columns, เป้าหมาย settled as goal or target by what stands below it."""
    roles = table.roles(PLAN_COLUMNS)
    for column, name in table.names.items():
        plain = squeeze(name)
        if BASE_AND_TARGET.search(plain):
            roles[column] = "base_target"
    _plan_and_result_rows(table, roles)
    for column, name in table.names.items():
        if _GOAL_AND_KPI.search(squeeze(name)):
            roles[column] = "goal_kpi"
        # "แผน | ผล" side by side: the figure planned for the year and the one reached.
        planned = squeeze(name).startswith("แผน") and "actual" in roles.values() and "target" not in roles.values()
        if planned and _mostly_numbers(table, column):
            roles[column] = "target"
    for column, role in list(roles.items()):
        if role == "goal" and "target" not in roles.values() and _mostly_numbers(table, column):
            roles[column] = "target"
        elif role == "target" and year_of(squeeze(table.names[column])) is None and _mostly_words(table, column):
            roles[column] = "goal" if "goal" not in roles.values() else "target"
        elif role == "activity" and "kpi" in roles.values() and "goal" not in roles.values() and not _has_times(table):
            # A table of projects with their own indicators states goals only when nothing else does.
            roles[column] = "activity"
    return roles


def _plan_and_result_rows(table: Table, roles: dict[int, str]) -> None:
    """Find the column that says แผน or ผล of each row where its head does not, and the column of their figures."""
    if "plan_actual" in roles.values():
        return
    width = range(table.width)
    said = next((c for c in width if c not in roles and _says_plan_or_result(_values(table, c))), None)
    if said is None:
        return
    roles[said] = "plan_actual"
    figures = next((c for c in width if roles.get(c, "") in {"", "count", "unit"} and _mostly_numbers(table, c)), None)
    if figures is not None and not {"target", "actual"} & set(roles.values()):
        roles[figures] = "value"


def _says_plan_or_result(values: Sequence[str]) -> bool:
    plain = {squeeze(value) for value in values}
    return len(values) >= 2 and plain <= {"แผน", "ผล", "เป้า", "ผลจริง"} and len(plain) == 2


def _has_times(table: Table) -> bool:
    return any(month_of(squeeze(name)) for name in table.names.values())


def _values(table: Table, column: int) -> list[str]:
    cells = [row.cells[column] for row in table.rows if column in row.cells and not row.is_total]
    return [cell.clean for cell in cells if not cell.blank]


def _mostly_numbers(table: Table, column: int) -> bool:
    values = _values(table, column)
    numeric = [value for value in values if VALUE.match(value) and len(value) <= 30]
    leading = [parse_number(value) for value in values]
    counted = (
        len(values) > 1
        and leading == list(range(1, len(values) + 1))
        and any(re.search("[ก-๙]", value) for value in values)
    )
    return bool(values) and len(numeric) >= 0.6 * len(values) and not counted


def _mostly_words(table: Table, column: int) -> bool:
    values = _values(table, column)
    return bool(values) and sum(len(value) > 35 for value in values) >= 0.6 * len(values)


def _table_rows(table: Table, headings: tuple[str, ...], number: int, year: int | None) -> Iterator[PlanRow]:
    roles = _column_roles(table)
    times, targets, results = _timed_columns(table, roles, year)
    scales = {role: scale for column, role in roles.items() if (scale := _scale(table.names.get(column, ""))) != 1.0}
    for column in (*times, *targets, *results):
        roles.pop(column, None)
    carried = [column for column, role in roles.items() if role in _CARRIED]
    filled = fill_down(table.rows, carried)
    title = ""
    above: GridCell | None = None
    present = frozenset(roles.values())
    for row, original in zip(filled, table.rows, strict=True):
        if len(original.filled) == 1 and table.width > 2 and not original.is_total:
            only = original.filled[0]
            if _only_column_role(original, roles) not in {"kpi", "activity"} or len(only.text) > 12:
                title = only.clean if _only_column_role(original, roles) != "activity" else title
                if _only_column_role(original, roles) not in {"kpi", "activity"}:
                    continue
        cells = _by_role(row, roles)
        if "goal_kpi" in cells:
            above = _told_apart(cells, above)
        yield PlanRow(
            row.block,
            cells,
            headings,
            months=tuple(sorted({month for column, month in _marked(original, times)})),
            targets=_by_year(row, targets),
            results=_by_year(row, results),
            marks={
                times[column]: cell.clean
                for column, cell in original.cells.items()
                if column in times and not cell.blank
            },
            own=frozenset(
                role for column, role in roles.items() if column in original.cells and not original.cells[column].blank
            ),
            roles=(present | {"goal", "kpi"} if "goal_kpi" in present else present)
            | ({"months"} if times else frozenset())
            | ({"targets"} if targets else frozenset())
            | ({"results"} if results else frozenset()),
            total=original.is_total,
            title=title,
            table=number,
            scales=scales,
        )


def _told_apart(cells: dict[str, GridCell], above: GridCell | None) -> GridCell | None:
    """Settle a cell of a column of goals with their KPIs below them; return the goal that the next rows belong to."""
    cell = cells.pop("goal_kpi")
    match = _KPI_ROW.match(cell.text)
    if match is None:
        cells["goal"] = cell
        return cell
    start = cell.start + match.end()
    cells["kpi"] = GridCell(cell.block, start, cell.end, cell.text[match.end() :])
    if above is not None:
        cells["goal"] = above
    return above


def _by_year(row: GridRow, years: Mapping[int, int]) -> dict[int, GridCell]:
    """Return the cells by year; of two columns of one year the first that says something."""
    cells: dict[int, GridCell] = {}
    for column, year in sorted(years.items()):
        cell = row.cells.get(column)
        if cell is not None and (year not in cells or cells[year].blank):
            cells[year] = cell
    return cells


def _scale(name: str) -> float:
    """Return what one in a column of money counts in baht."""
    plain = squeeze(name)
    return 1e6 if "ล้านบาท" in plain else 1e3 if re.search("พันบาท|,000บาท", plain) else 1.0


def _only_column_role(row: GridRow, roles: Mapping[int, str]) -> str:
    return next((roles.get(column, "") for column, cell in row.cells.items() if not cell.blank), "")


def _by_role(row: GridRow, roles: Mapping[int, str]) -> dict[str, GridCell]:
    cells: dict[str, GridCell] = {}
    for column, role in sorted(roles.items()):
        cell = row.cells.get(column)
        if cell is not None and not cell.blank and role not in cells:
            cells[role] = cell
    return cells


def _timed_columns(
    table: Table, roles: Mapping[int, str], plan_year: int | None
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    """Return months, target years and result years by column."""
    times: dict[int, int] = {}
    targets: dict[int, int] = {}
    results: dict[int, int] = {}
    plain_years: dict[int, int] = {}
    for column, name in table.names.items():
        plain = squeeze(name)
        role = roles.get(column, "")
        month = month_of(plain) if role in _TIMED else None
        year = year_of(plain)
        if month is not None:
            times[column] = month
        elif role in {"target", "goal"} and year is not None and not _mostly_words(table, column):
            targets[column] = year
        elif role == "actual" and year is not None:
            results[column] = year
        elif role in {"", "baseline"} and year is not None:
            if _TARGET_WORDS.search(plain):
                targets[column] = year
            elif _RESULT_WORDS.search(plain):
                results[column] = year
            elif not role:
                plain_years[column] = year
    if plain_years:
        _settle_years(plain_years, targets, results, roles, plan_year)
    for column, name in table.names.items():
        quarter = quarter_of(squeeze(name)) if column not in times and roles.get(column, "") in _TIMED else None
        if quarter is not None and not any(q for q in times.values() if q > (quarter - 1) * 3 and q <= quarter * 3):
            times[column] = -quarter
    single = len(targets) == 1 and "target" not in {role for column, role in roles.items() if column not in targets}
    if single and not results:
        targets = {}
    if len(results) == 1 and "actual" not in {role for column, role in roles.items() if column not in results}:
        results = {} if roles.get(next(iter(results))) == "actual" else results
    return times, targets, results


def _settle_years(
    plain: Mapping[int, int],
    targets: dict[int, int],
    results: dict[int, int],
    roles: Mapping[int, str],
    plan_year: int | None,
) -> None:
    """Columns named by a year alone: results, unless nothing but targets can be meant."""
    if targets or "actual" in roles.values() or "results" in roles.values():
        first = min(targets.values(), default=9999)
        stated = frozenset(targets.values())
        for column, year in plain.items():
            (results if year < first or year in stated else targets)[column] = year
    elif plan_year is not None and not targets:
        for column, year in plain.items():
            (results if year < plan_year else targets)[column] = year
    else:
        results.update(plain)


def _marked(row: GridRow, times: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield (column, fiscal month) of marked months; a mark over several columns counts for each."""
    carried = False
    for column in range(max(times, default=-1) + 1):
        if column not in times:
            carried = False
            continue
        cell = row.cells.get(column)
        if cell is not None:
            carried = not cell.blank or bool(re.search(r"[-–—─→←↔]", cell.text))
        if carried:
            month = times[column]
            months = [month] if month > 0 else list(range((-month - 1) * 3 + 1, -month * 3 + 1))
            for one in months:
                yield column, one
