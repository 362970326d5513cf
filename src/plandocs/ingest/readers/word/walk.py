"""The walk over a Word document's body: paragraphs, tables, text boxes, controls in reading order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.blocks import CellText, Outline, header_names, row_block
from plandocs.ingest.readers.word.inline import Inline, InlineReader, Revision, chosen, is_placeholder
from plandocs.ingest.readers.word.names import W, local, on, val
from plandocs.ingest.readers.word.numbering import Numbering
from plandocs.ingest.readers.word.styles import Style, Styles, number_of, outline_level
from plandocs.ingest.readers.word.tables import GridCell, GridRow, grid_rows, head_rows
from plandocs.ingest.refusals import too_much
from plandocs.model.text import Block, BlockKind, Place

_WRAPPERS = {"customXml", "ins", "moveTo", "smartTag", "sdtContent"}


@dataclass(frozen=True, slots=True)
class Where:
    """
    The surroundings of what is read now.

    The stream, label words before it, and table coordinates when in a table.
    """

    stream: str = "body"
    prefix: str = ""
    table: int | None = None
    row: int | None = None
    cell: int | None = None
    depth: int = 0


@dataclass(slots=True)
class Seen:
    """What was met on the way: notes to attach, revisions, pictures, parts that were not read."""

    marks: list[tuple[str, str, str]] = field(default_factory=list)
    revisions: list[tuple[str, Revision]] = field(default_factory=list)
    drawings: list[Any] = field(default_factory=list)
    pictures: int = 0
    unread: int = 0


class Walker:
    """Reads block content into an outline. One walker reads all parts of a document, so that counters go on."""

    def __init__(self, styles: Styles, numbering: Numbering, outline: Outline, max_depth: int) -> None:
        self.seen = Seen()
        self._styles = styles
        self._numbering = numbering
        self._outline = outline
        self._inline = InlineReader(styles)
        self._max_depth = max_depth
        self._paragraphs = 0
        self._tables = 0
        self._carried: list[Inline] = []
        self.on_drawing: Callable[[Any, Place], None] | None = None

    def walk(self, parent: Any, where: Where) -> None:
        """Read the block content of `parent` (a body, cell, text box, note, header)."""
        if where.depth > self._max_depth:
            raise too_much("ซ้อนกันลึก", f"content nested deeper than {self._max_depth} levels")
        for child in parent:
            name = local(child)
            if name == "p":
                self._paragraph(child, where)
            elif name == "tbl":
                self._table(child, where)
            elif name == "sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and not is_placeholder(child):
                    self.walk(content, where)
            elif name in _WRAPPERS:
                self.walk(child, where)
            elif name == "AlternateContent":
                self.walk(chosen(child), where)
            elif name == "altChunk":
                self.seen.unread += 1

    def _paragraph(self, element: Any, where: Where) -> None:
        style, number, level, style_id, hidden = self._properties(element)
        inline = self._inline.read(element, bold=style.bold, hidden=hidden)
        if _mark_deleted(element):
            # The paragraph mark is deleted: the words run on into the next paragraph.
            self._carried.append(inline)
            return
        inline = self._with_carried(inline)
        text = inline.text.strip("\n\t ")
        label, depth = self._label(number, style_id) if text else ("", 0)
        if where.stream == "body" and where.table is None:
            self._paragraphs += bool(text)
        place = self._place(where)
        if text:
            self._outline.add(_block(text, place, level, label, depth, where))
        self._rest(inline, place, where)

    def _properties(self, element: Any) -> tuple[Style, tuple[str, int] | None, int, str, bool]:
        properties = element.find(f"{W}pPr")
        style_id = "" if properties is None else val(properties.find(f"{W}pStyle"))
        style = self._styles.paragraph(style_id)
        number, level, hidden = style.number, style.level, style.hidden
        if properties is not None:
            number = number_of(properties, number)
            outline = properties.find(f"{W}outlineLvl")
            level = level if outline is None else outline_level(outline)
        return style, number, level, style_id, hidden

    def _label(self, number: tuple[str, int] | None, style_id: str) -> tuple[str, int]:
        found = self._numbering.label(number, style_id) if number is not None and number[0] != "0" else None
        return ("", 0) if found is None else (found[0], found[1] + 1)

    def _with_carried(self, inline: Inline) -> Inline:
        if not self._carried:
            return inline
        for carried in reversed(self._carried):
            inline.parts[:0] = carried.parts
            inline.hidden[:0] = carried.hidden
            inline.revisions[:0] = carried.revisions
            inline.boxes[:0] = carried.boxes
            inline.marks[:0] = carried.marks
        self._carried.clear()
        return inline

    def _place(self, where: Where) -> Place:
        if where.table is not None:
            label = f"{where.prefix}แถวที่ {where.row}" if where.row else where.prefix.strip()
            return Place(label.strip(), table=where.table, row=where.row, cell=where.cell)
        if where.stream != "body":
            return Place(where.prefix.strip(), paragraph=None)
        count = max(1, self._paragraphs)
        return Place(f"{where.prefix}ย่อหน้าที่ {count}", paragraph=count)

    def _rest(self, inline: Inline, place: Place, where: Where) -> None:
        """What hangs on a paragraph besides its text: hidden words, boxes, notes, revisions, drawings."""
        hidden = "".join(inline.hidden).strip()
        if hidden and where.stream == "body":
            self._outline.add(Block(BlockKind.PARAGRAPH, hidden, place, stream="hidden"))
        self.seen.marks.extend((kind, mark, place.label) for kind, mark in inline.marks)
        self.seen.revisions.extend((place.label, revision) for revision in inline.revisions)
        self.seen.pictures += inline.pictures
        for box in inline.boxes:
            self.walk(box, Where(where.stream, f"กล่องข้อความใน{place.label} ", depth=where.depth + 1))
        for drawing in inline.drawings:
            if self.on_drawing is not None:
                self.on_drawing(drawing, place)

    def _table(self, element: Any, where: Where) -> None:
        grid = grid_rows(element)
        rows = [row for row in grid if row.deleted is None]
        self._taken_out(grid, where)
        if len(rows) == 1 and len(rows[0].cells) == 1:
            # A table of one cell is a frame around ordinary text.
            self.walk(rows[0].cells[0].element, Where(where.stream, where.prefix, depth=where.depth + 1))
            return
        self._tables += 1
        number = self._tables
        prefix = f"{where.prefix}ตารางที่ {number} "
        contents = [[self._cell(cell, where) for cell in row.cells if not cell.goes_on] for row in rows]
        texts = [[text for text, _ in line] for line in contents]
        head = head_rows(rows, texts, element, self._styles)
        headers = header_names(texts[:head]) if head else ()
        for index, line in enumerate(contents):
            place = Place(f"{prefix}แถวที่ {index + 1}".strip(), table=number, row=index + 1)
            if any(cell.text.strip() for cell in texts[index]):
                self._outline.add(row_block(texts[index], headers, place, is_head=index < head, stream=where.stream))
            for _, later in line:
                for act in later:
                    act(place)

    def _taken_out(self, grid: list[GridRow], where: Where) -> None:
        label = f"{where.prefix}ตารางที่ {self._tables + 1}".strip()
        for row in grid:
            if row.deleted is not None and row.deleted.text.strip():
                self.seen.revisions.append((label, row.deleted))

    def _cell(self, cell: GridCell, where: Where) -> tuple[CellText, list[Callable[[Place], None]]]:
        """A cell's paragraphs joined by newlines; nested tables and boxes are read after the row, once."""
        lines: list[str] = []
        later: list[Callable[[Place], None]] = []
        bold = True
        for element in _cell_children(cell.element):
            if local(element) == "tbl":
                later.append(self._nested(element, where))
                continue
            style, number, _, style_id, hidden = self._properties(element)
            inline = self._inline.read(element, bold=style.bold, hidden=hidden)
            if _mark_deleted(element):
                self._carried.append(inline)
                continue
            inline = self._with_carried(inline)
            text = inline.text.strip("\n\t ")
            if text:
                label, _ = self._label(number, style_id)
                lines.append(f"{label} {text}" if label else text)
                bold = bold and inline.bold
            later.append(self._hanging(inline, where))
        text = "\n".join(lines)
        return CellText(cell.column, text, cell.span, bold and bool(text), cell.shaded), later

    def _nested(self, table: Any, where: Where) -> Callable[[Place], None]:
        def act(place: Place) -> None:
            self.walk_table(table, Where(where.stream, f"{place.label} ", depth=where.depth + 1))

        return act

    def walk_table(self, table: Any, where: Where) -> None:
        """Read one table found inside a cell."""
        if where.depth > self._max_depth:
            raise too_much("ซ้อนกันลึก", f"tables nested deeper than {self._max_depth} levels")
        self._table(table, where)

    def _hanging(self, inline: Inline, where: Where) -> Callable[[Place], None]:
        def act(place: Place) -> None:
            inner = Where(where.stream, f"{place.label} ", place.table, place.row, depth=where.depth)
            self._rest(inline, place, inner)

        return act


def _block(text: str, place: Place, level: int, label: str, depth: int, where: Where) -> Block:
    if level and where.stream == "body":
        return Block(BlockKind.HEADING, text, place, level=level, number=label)
    if label:
        return Block(BlockKind.LIST_ITEM, text, place, level=depth, number=label, stream=where.stream)
    return Block(BlockKind.PARAGRAPH, text, place, stream=where.stream)


def _mark_deleted(element: Any) -> bool:
    marks = element.find(f"{W}pPr/{W}rPr")
    return marks is not None and (marks.find(f"{W}del") is not None or marks.find(f"{W}moveFrom") is not None)


def _cell_children(cell: Any) -> list[Any]:
    out: list[Any] = []
    for child in cell:
        name = local(child)
        if name in {"p", "tbl"}:
            out.append(child)
        elif name == "sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None and not is_placeholder(child):
                out.extend(_cell_children(content))
        elif name in _WRAPPERS:
            out.extend(_cell_children(child))
        elif name == "AlternateContent":
            out.extend(_cell_children(chosen(child)))
    return out


def is_visible(element: Any | None) -> bool:
    """Return whether an on/off element is present and on."""
    return element is not None and on(element)
