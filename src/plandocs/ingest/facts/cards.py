"""Cards: cells or columns of a table that tell of one goal or indicator each, in paragraphs with labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plandocs.ingest.facts.bare_labels import value_alone
from plandocs.ingest.facts.contents import counting_name
from plandocs.ingest.facts.labelled import TELLING, fields_in, label_role
from plandocs.ingest.facts.lines import clean
from plandocs.ingest.facts.tables import GridCell, GridRow, Table

#: The first words of a card that only count it.
_CAPTION = re.compile(
    r"^(?:เป้าหมาย|เป้าประสงค์|ตัวชี้วัด|เรื่อง|การ์ด|ข้อ|KPI|G)\s*(?:ที่)?\s*[\dก-ฮ]{0,2}[.\d]*\s*[:：]?$", re.IGNORECASE
)
#: Roles one of which a card needs, and figures after which words without a label begin the next card.
_FIGURES = {"target", "actual", "base_target", "achieved", "votes"}
#: What the first words of a card are, by what the document is read for.
_LEADS = {"plan": "goal", "report": "kpi", "workshop": "proposal"}
_SHORTEST, _LONGEST = 6, 160
Record = dict[str, GridCell]


def cards_in(rows: Sequence[GridRow], purpose: str) -> list[Record]:
    """
    Return the cards that the rows of a table hold, none where they are no cards.

    A card is a cell of several paragraphs, or a row or column of cells that each say what they hold.
    """
    cells = [cell for row in rows for cell in row.filled]
    whole = [record for cell in cells for record in records_in(paragraphs(cell), purpose)]
    tall = sum(len(list(paragraphs(cell))) >= 3 for cell in cells)
    if len(whole) >= 2 and tall >= 0.5 * len(cells):
        return whole
    across = [record for row in rows for record in records_in(row.filled, purpose)]
    if len(across) >= 2 and len(across) == len(rows) and not any(_fields(row.filled[0]) for row in rows):
        return across
    columns: dict[int, list[GridCell]] = {}
    labelled = 0
    for row in rows:
        for column, cell in row.cells.items():
            parts = [] if cell.blank else list(paragraphs(cell))
            columns.setdefault(column, []).extend(parts)
            labelled += sum(bool(_fields(part)) for part in parts)
    down = [record for column in sorted(columns) for record in records_in(columns[column], purpose)]
    every = sum(len(parts) for parts in columns.values())
    return down if len(down) >= 2 and labelled >= 0.5 * every else []


def paragraphs(cell: GridCell) -> Iterator[GridCell]:
    """Yield the paragraphs of a cell that have any text, as cells."""
    position = cell.start
    for part in cell.text.split("\n"):
        if part.strip():
            yield GridCell(cell.block, position, position + len(part), part)
        position += len(part) + 1


def records_in(lines: Iterable[GridCell], purpose: str) -> list[Record]:
    """Return records of labelled lines, each with the words without a label before them as its goal or indicator."""
    records: list[Record] = [{}]
    for line in lines:
        fields = _fields(line)
        if not fields:
            if _FIGURES & records[-1].keys():
                records.append({})
            if _names(line):
                records[-1].setdefault("lead", _without_number(line))
            continue
        for role, cell in fields:
            if role == "kpi" and purpose == "plan" and role in records[-1]:
                records.append({"lead": records[-1]["lead"]} if "lead" in records[-1] else {})
            records[-1].setdefault(role, cell)
    return [named(record, purpose) for record in records if _is_record(record)]


def _is_record(record: Record) -> bool:
    told = record.keys() - {"lead"}
    return bool({"lead", "kpi", "goal", "proposal"} & record.keys()) and len(told) >= 2 and bool(_FIGURES & told)


def named(record: Record, purpose: str) -> Record:
    """Return a record whose first words are its goal in a plan, its indicator in a report, a proposal of a workshop."""
    role = _LEADS[purpose]
    cells = {key: cell for key, cell in record.items() if key != "lead"}
    if "lead" in record:
        cells.setdefault(role, record["lead"])
    return cells


def _fields(line: GridCell) -> list[tuple[str, GridCell]]:
    found = fields_in(line.text, line.block, line.start)
    if found:
        return found
    alone = value_alone(line.text)
    return [(alone, line)] if alone else []


def _names(line: GridCell) -> bool:
    plain = clean(line.text).strip()
    return _SHORTEST <= len(plain) <= _LONGEST and not _CAPTION.match(plain)


def _without_number(line: GridCell) -> GridCell:
    match = re.match(r"\s*(?:[•\-–]\s*|[\d๐-๙]{1,2}(?:\.[\d๐-๙]{1,2})*[.)]?\s+)", line.text)
    start = match.end() if match is not None else 0
    return GridCell(line.block, line.start + start, line.end, line.text[start:])


def turned(rows: Sequence[GridRow]) -> Table | None:
    """Return a table whose first column holds the names, turned so that they stand above; None where it does not."""
    width = 1 + max((column for row in rows for column in row.cells), default=-1)
    first = [row for row in rows if 0 in row.cells and not row.cells[0].blank]
    labels = [(row, "" if counting_name(row.cells[0].text) else label_role(row.cells[0])) for row in first]
    known = {role for _, role in labels if role}
    enough = len([role for _, role in labels if role]) >= 0.6 * len(rows) and len(known) >= 3
    if width < 3 or not enough or len(TELLING & known) < 2:
        return None
    values = [cell for row in rows for column, cell in row.cells.items() if column and not cell.blank]
    if any(label_role(cell) for cell in values if not re.search(r"\d", clean(cell.text)) and len(cell.text) <= 12):
        return None
    names = {place: row.cells[0].clean for place, (row, _) in enumerate(labels)}
    columns = []
    for column in range(1, width):
        cells = {place: row.cells[column] for place, (row, _) in enumerate(labels) if column in row.cells}
        filled = [cell for cell in cells.values() if not cell.blank]
        if len(filled) >= 2:
            columns.append(GridRow(filled[0].block, cells))
    return Table(columns, names) if len(columns) >= 2 else None
