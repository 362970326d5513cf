"""Word tables as grids: merged cells once, heads found, nested tables apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.blocks import CellText
from plandocs.ingest.readers.word.inline import is_placeholder
from plandocs.ingest.readers.word.names import W, local, on, val
from plandocs.ingest.readers.word.styles import Styles

_NUMBER = re.compile(r"^[\s(+\-−–]*[0-9๐-๙][0-9๐-๙,.\s]*%?\)?$")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's element with its grid column and span; `goes_on` continues the cell above."""

    element: Any
    column: int
    span: int
    goes_on: bool
    starts: bool
    shaded: bool


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row's cells; `head` is set for rows that repeat at the top of each page."""

    cells: tuple[GridCell, ...]
    head: bool
    deleted: bool
    element: Any = field(default=None)


def grid_rows(table: Any) -> list[GridRow]:
    """Return the rows of a w:tbl, those inside content controls included."""
    out = []
    for element in _inside(table, "tr"):
        properties = element.find(f"{W}trPr")
        before, head, deleted = 0, False, False
        if properties is not None:
            skipped = val(properties.find(f"{W}gridBefore"))
            before = min(int(skipped), 500) if skipped.isdecimal() else 0
            head = on(properties.find(f"{W}tblHeader"))
            deleted = properties.find(f"{W}del") is not None
        out.append(GridRow(tuple(_grid_cells(element, before)), head, deleted, element))
    return out


def _grid_cells(row: Any, column: int) -> Iterator[GridCell]:
    inside_merge = False
    for element in _inside(row, "tc"):
        properties = element.find(f"{W}tcPr")
        span, goes_on, starts, shaded = 1, False, False, False
        if properties is not None:
            wide = val(properties.find(f"{W}gridSpan"))
            span = min(max(1, int(wide)), 500) if wide.isdecimal() else 1
            vertical = properties.find(f"{W}vMerge")
            starts = vertical is not None and val(vertical) == "restart"
            goes_on = vertical is not None and not starts
            horizontal = properties.find(f"{W}hMerge")
            if horizontal is not None and val(horizontal) != "restart" and inside_merge:
                column += span
                continue
            inside_merge = horizontal is not None
            shade = properties.find(f"{W}shd")
            fill = (shade.get(f"{W}fill") or "auto").lower() if shade is not None else "auto"
            shaded = fill not in {"auto", "ffffff", "none"}
        yield GridCell(element, column, span, goes_on, starts, shaded)
        column += span


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Children of a name, looked for through content controls, custom XML and tracked wrappers."""
    for child in parent:
        name = local(child)
        if name == wanted and child.tag.startswith(W):
            yield child
        elif name == "sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None and not is_placeholder(child):
                yield from _inside(content, wanted)
        elif name in {"customXml", "ins", "moveTo", "smartTag"}:
            yield from _inside(child, wanted)


def head_rows(rows: list[GridRow], texts: list[list[CellText]], table: Any, styles: Styles) -> int:
    """
    Return how many leading rows are the head.

    Rows marked as repeating are the head. Without a mark, the first row is one when it alone is bold or shaded, or
    when a table of three or more columns starts with short labels over rows of another look.
    """
    marked = 0
    while marked < len(rows) and rows[marked].head:
        marked += 1
    if len(rows) < 2:
        return 0
    if 0 < marked < len(rows):
        return marked
    first, second = texts[0], texts[1]
    if not _could_be_head(first):
        return 0
    columns = max((cell.column + cell.span for line in texts for cell in line), default=0)
    distinct = _all(first, "bold") and not _all(second, "bold")
    distinct = distinct or (_all(first, "shaded") and not _all(second, "shaded"))
    distinct = distinct or (columns >= 2 and _style_marks_head(table, styles) and not _label_column(texts))
    if not distinct and (columns < 3 or not _differs(first, texts[1:])):
        return 0
    return _extend(rows, texts)


def _extend(rows: list[GridRow], texts: list[list[CellText]]) -> int:
    """The head goes on while a cell of it reaches into the next row or spans columns named there."""
    count = 1
    while count < len(rows) - 1:
        reaches = any(cell.goes_on for cell in rows[count].cells)
        spans = any(cell.span > 1 for cell in rows[count - 1].cells)
        labels = _could_be_head(texts[count])
        same_look = not _all(texts[0], "bold") or _all(texts[count], "bold")
        if not (labels and same_look and (reaches or spans)):
            break
        count += 1
    return count


def _could_be_head(row: list[CellText]) -> bool:
    filled = [cell.text.strip() for cell in row if cell.text.strip()]
    if len(filled) < 2:
        return False
    numeric = sum(bool(_NUMBER.match(text)) and not _looks_year(text) for text in filled)
    return numeric <= len(filled) // 4 and all(len(text) <= 120 for text in filled)


def _looks_year(text: str) -> bool:
    return bool(re.fullmatch(r"\s*(25|๒๕)[0-9๐-๙]{2}\s*", text))


def _all(row: list[CellText], quality: str) -> bool:
    filled = [cell for cell in row if cell.text.strip()]
    return bool(filled) and all(getattr(cell, quality) for cell in filled)


def _label_column(texts: list[list[CellText]]) -> bool:
    """A form of two columns has bold labels on the left in every row."""
    firsts = [row[0] for row in texts if row and row[0].text.strip()]
    return len(firsts) > 1 and all(cell.bold for cell in firsts) and not _all(texts[0], "bold")


def _style_marks_head(table: Any, styles: Styles) -> bool:
    properties = table.find(f"{W}tblPr")
    if properties is None:
        return False
    look = properties.find(f"{W}tblLook")
    wanted = look is not None and (
        look.get(f"{W}firstRow") in {"1", "true"} or _bit(look.get(f"{W}val") or "", 0x0020)
    )
    return wanted and styles.get(val(properties.find(f"{W}tblStyle"))).head_bold


def _bit(text: str, mask: int) -> bool:
    try:
        return bool(int(text, 16) & mask)
    except ValueError:
        return False


def _differs(first: list[CellText], rest: list[list[CellText]]) -> bool:
    """Labels over data: all of them filled and short, while below stand numbers or longer texts."""
    if any(not cell.text.strip() for cell in first) or any(len(cell.text) > 60 for cell in first):
        return False
    below = [cell.text.strip() for row in rest[:8] for cell in row if cell.text.strip()]
    longest = max((len(cell.text) for cell in first), default=0)
    return any(_NUMBER.match(text) or len(text) > 1.5 * longest for text in below)
