"""Forms of plans: label | value rows, perhaps with a small table of indicators among them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plandocs.ingest.facts.contents import counting_name
from plandocs.ingest.facts.labelled import TELLING, VALUE, label_role
from plandocs.ingest.facts.lines import squeeze
from plandocs.ingest.facts.tables import GridCell, GridRow, Table
from plandocs.ingest.facts.verdicts import verdict_of
from plandocs.ingest.facts.vocabulary import year_of

#: Roles of indicators, and of their figures.
KPIS = {"kpi", "named_kpi"}
_FIGURES = {"unit", "target", "baseline", "actual", "base_target"}
_HEADS = KPIS | _FIGURES | {"owner", "budget", "achieved"}
#: What a row of one cell over the width of a form names: "เป้าหมายที่ 2 …", "ตัวชี้วัดที่ 1 : …".
_TITLE = re.compile(
    r"\s*(?:(?P<goal>เป้าหมาย|เป้าประสงค์|วัตถุประสงค์|goal)|(?P<kpi>ตัวชี้วัด|kpi))[ก-๙]{0,14}?\s*(?:ที่|ข้อ(?:ที่)?)?"
    r"\s*[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*\s*[:：.)–-]?\s*(?=\S{6})",
    re.IGNORECASE,
)
_PAIR = re.compile(r"^(?P<unit>[^/]*[^/\s])\s*/\s*(?P<value>[^/]*\d[^/]*)$")


def form_sets(rows: Sequence[GridRow], plan_year: int | None = None) -> list[dict[str, GridCell]]:
    """
    Return the cells by role of a label | value form, none when the rows are no form.

    A further indicator begins a further set of cells, about the same goal. In a plan for `plan_year` the results of
    earlier years are where its indicators stand.
    """
    halves = _halves(rows)
    if halves is not None:
        return [one for half in halves for one in form_sets(half, plan_year)]
    titles = titles_of(rows)
    sets: list[dict[str, GridCell]] = [{}]
    labelled = 0
    for row in rows:
        cells = row.filled
        position = 0
        while position + 1 < len(cells):
            label, value = cells[position], cells[position + 1]
            role = "" if _is_value(label) else label_role(label)
            if _is_name(value) and not (role == "achieved" and verdict_of(value.text) is not None):
                role = ""
            if role == "goal" and VALUE.match(value.clean):
                role = "target"
            if role == "actual" and plan_year is not None and (year_of(squeeze(label.text)) or plan_year) < plan_year:
                role = "baseline"
            position += 2 if role else 1
            if role:
                labelled += 1
                _take(sets, role, label, value)
    together = set().union(*sets)
    widths = sorted(len(row.filled) for row in rows)
    paired = bool(widths) and sum(width % 2 == 0 for width in widths) >= 0.8 * len(widths)
    narrow = bool(widths) and (widths[len(widths) // 2] in {2, 4} or (paired and widths[-1] <= 6))
    telling = len(TELLING & together) >= 2
    if not (narrow and labelled >= 3 and telling and labelled >= 0.45 * len(rows)):
        return []
    return [titles | sets[0], *({**one, **_goal(titles)} if "goal" not in one else one for one in sets[1:])]


def all_labelled(rows: Sequence[GridRow]) -> bool:
    """Return whether every second cell of nearly all rows is a label, so that no row can be the head of the others."""
    if len(rows) < 3 or sum(len(row.filled) % 2 for row in rows) > 0.2 * len(rows):
        return False
    labels = [cell for row in rows for cell in row.filled[::2]]
    return sum(bool(label_role(cell)) and not _is_value(cell) for cell in labels) >= 0.8 * len(labels)


def titles_of(rows: Sequence[GridRow]) -> dict[str, GridCell]:
    """Return the goal and the indicator that rows of one cell above the labels of a form name with their number."""
    found: dict[str, GridCell] = {}
    for row in rows:
        if len(row.filled) > 1:
            break
        cell = row.filled[0]
        match = _TITLE.match(cell.text)
        if match is not None:
            start = match.end()
            found[match.lastgroup or ""] = GridCell(cell.block, cell.start + start, cell.end, cell.text[start:])
    return found


def _goal(cells: dict[str, GridCell]) -> dict[str, GridCell]:
    return {"goal": cells["goal"]} if "goal" in cells else {}


def _is_value(cell: GridCell) -> bool:
    """Return whether a cell where a label may stand is the name of an indicator rather than a label."""
    return len(cell.text) > 12 and counting_name(cell.text)


def _is_name(cell: GridCell) -> bool:
    """Return whether a cell where a value may stand is a label itself, as in the head of a table."""
    return len(cell.text) <= 20 and not counting_name(cell.text) and label_role(cell) in _HEADS


def _halves(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[GridRow]] | None:
    """Return two forms that stand side by side, with the same labels left and right; None where they do not."""
    labels = [[label_role(cell) for cell in row.filled[::2]] for row in rows if len(row.filled) == 4]
    same = sum(left == right != "" for left, right in labels)
    if same < 2 or same < 0.6 * len(rows):
        return None
    parts = [sorted(row.cells.items()) for row in rows]
    left = [GridRow(row.block, dict(cells[:2])) for row, cells in zip(rows, parts, strict=True)]
    right = [GridRow(row.block, dict(cells[2:])) for row, cells in zip(rows, parts, strict=True)]
    return left, right


def _take(sets: list[dict[str, GridCell]], role: str, label: GridCell, value: GridCell) -> None:
    if role == "goal" and {"goal", "kpi"} <= sets[-1].keys():
        sets.append({})
    if role in KPIS and role in sets[-1]:
        goal = sets[-1].get("goal")
        sets.append({"goal": goal} if goal is not None else {})
    for one, cell in _parts(role, label, value):
        sets[-1].setdefault(one, cell)


def _parts(role: str, label: GridCell, value: GridCell) -> list[tuple[str, GridCell]]:
    """Return the roles and cells of a value; "หน่วยนับ / ค่าเป้าหมาย" with "คดี / 3,200" holds two."""
    name = squeeze(label.text)
    pair = _PAIR.match(value.text) if "/" in name and "หน่วย" in name and re.search("เป้า|target", name) else None
    if pair is None:
        return [(role, value)]
    parts = []
    for one, group in (("unit", "unit"), ("target", "value")):
        start, end = pair.span(group)
        parts.append((one, GridCell(value.block, value.start + start, value.start + end, value.text[start:end])))
    return parts


def _is_pair(row: GridRow) -> bool:
    """Return whether a row is a label and its value, the unit of money perhaps in a cell of its own."""
    return len(row.filled) == 2 or (len(row.filled) == 3 and row.filled[2].clean in {"บาท", "ล้านบาท", "พันบาท"})


def form_with_table(rows: Sequence[GridRow]) -> tuple[dict[str, GridCell], Table] | None:
    """Return the form around a small table of indicators and that table, or None where none stands in a form."""
    for first, row in enumerate(rows):
        roles = [label_role(cell) for cell in row.filled]
        names = bool(KPIS & set(roles)) and len(_FIGURES & set(roles)) >= 2 and roles.count("") <= len(roles) // 3
        if not names or first == 0:
            continue
        width = len(row.cells)
        last = first + 1
        while last < len(rows) and len(rows[last].cells) == width and len(rows[last].filled) > 2:
            last += 1
        outside = [*rows[:first], *rows[last:]]
        around = titles_of(rows[:first]) | {
            label_role(other.filled[0]): other.filled[1] for other in outside if _is_pair(other)
        }
        around.pop("", None)
        if last == first + 1 or "goal" not in around or len(around) < 2:
            return None
        return around, Table(list(rows[first + 1 : last]), {column: cell.clean for column, cell in row.cells.items()})
    return None
