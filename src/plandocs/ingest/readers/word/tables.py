"""Word tables as grids: merged cells once, heads found, nested tables apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plandocs.ingest.readers.blocks import CellText
from plandocs.ingest.readers.heads import guess_head
from plandocs.ingest.readers.word.inline import Revision, is_placeholder
from plandocs.ingest.readers.word.names import W, local, on, val
from plandocs.ingest.readers.word.styles import Styles


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
    """A row's cells; `head` is set for rows that repeat at the top of each page, `deleted` for those taken out."""

    cells: tuple[GridCell, ...]
    head: bool
    deleted: Revision | None


def grid_rows(table: Any) -> list[GridRow]:
    """Return the rows of a w:tbl, those inside content controls included."""
    out = []
    for element in _inside(table, "tr"):
        properties = element.find(f"{W}trPr")
        before, head, deleted = 0, False, None
        if properties is not None:
            skipped = val(properties.find(f"{W}gridBefore"))
            before = min(int(skipped), 500) if skipped.isdecimal() else 0
            head = on(properties.find(f"{W}tblHeader"))
            deleted = _deletion(element, properties.find(f"{W}del"))
        out.append(GridRow(tuple(_grid_cells(element, before)), head, deleted))
    return out


def _deletion(row: Any, mark: Any) -> Revision | None:
    """What a row said that somebody took out with changes tracked."""
    if mark is None:
        return None
    cells = ["".join(word.text or "" for word in cell.iter(f"{W}t", f"{W}delText")) for cell in _inside(row, "tc")]
    return Revision("deleted", "\t".join(cells), mark.get(f"{W}author") or "?")


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
    """Return how many leading rows are the head: those marked as repeating, else what looks like one."""
    marked = 0
    while marked < len(rows) and rows[marked].head:
        marked += 1
    if 0 < marked < len(rows):
        return marked
    reaches = [any(cell.goes_on for cell in row.cells) for row in rows]
    return guess_head(texts, reaches, styled=_style_marks_head(table, styles))


def _style_marks_head(table: Any, styles: Styles) -> bool:
    properties = table.find(f"{W}tblPr")
    if properties is None:
        return False
    look = properties.find(f"{W}tblLook")
    wanted = look is not None and (look.get(f"{W}firstRow") in {"1", "true"} or _bit(look.get(f"{W}val") or "", 0x0020))
    return wanted and styles.get(val(properties.find(f"{W}tblStyle"))).head_bold


def _bit(text: str, mask: int) -> bool:
    try:
        return bool(int(text, 16) & mask)
    except ValueError:
        return False
