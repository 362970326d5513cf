"""Pages of lines and tables to blocks: furniture out, paragraphs and tables joined over page ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from plandocs.ingest.readers.blocks import Outline, row_block
from plandocs.ingest.readers.markers import has_marker, split_marker
from plandocs.ingest.readers.pdf.furniture import Furniture, find_furniture
from plandocs.ingest.readers.pdf.headings import HeadingLevels, body_look
from plandocs.ingest.readers.pdf.layout import PageLayout, PageTable
from plandocs.ingest.readers.pdf.paragraphs import (
    Joiner,
    Paragraph,
    indented,
    paragraph_steps,
    room_for_first_word,
    usual_pitches,
)
from plandocs.ingest.readers.pdf.rows import OpenTable, begin, go_on
from plandocs.ingest.readers.pdf.shapes import Box, Line
from plandocs.model.text import Block, BlockKind, Place

Piece = Paragraph | OpenTable
#: Share of its height that a line beside another one shares with it at least.
_SHARED = 0.2


@dataclass(slots=True)
class Assembled:
    """The pieces of a document in reading order, with what is needed to place them."""

    pieces: list[Piece] = field(default_factory=list)
    by_page: list[list[Paragraph]] = field(default_factory=list)
    table_pages: set[int] = field(default_factory=set)


def assemble(pages: Sequence[PageLayout], outline: Outline) -> None:
    """Add the blocks of all pages to `outline`."""
    furniture = find_furniture([(page.height, page.lines) for page in pages])
    kept = [_without(page, furniture, index) for index, page in enumerate(pages)]
    lines = [item for items in kept for item in items if isinstance(item, Line)]
    celled = [
        line
        for items in kept
        for table in items
        if isinstance(table, PageTable)
        for row in table.rows
        for cell in row
        for line in cell.lines
    ]
    pitches = usual_pitches(lines + celled)
    joiner = Joiner(pitches, paragraph_steps(lines, pitches))
    size, bold = body_look(lines if sum(len(line.text) for line in lines) > 300 else lines + celled)
    done = _pieces(kept, Edges(pages, kept), joiner)
    levels = HeadingLevels(size, bold)
    levels.learn(done.by_page, done.table_pages)
    writer = _Writer(outline, pages, furniture)
    ranks = _ranks(done.pieces, levels)
    for piece, rank in zip(done.pieces, ranks, strict=True):
        if isinstance(piece, Paragraph):
            writer.paragraph(piece, rank)
        else:
            writer.table(piece)
    writer.margins()


def _ranks(pieces: Sequence[Piece], levels: HeadingLevels) -> list[int]:
    """
    Heading levels of all pieces.

    A line with nothing under it before a higher heading is none (a signature, a date).
    """
    ranks = [levels.level(piece) if isinstance(piece, Paragraph) else 0 for piece in pieces]
    for index, rank in enumerate(ranks):
        following = ranks[index + 1] if index + 1 < len(ranks) else 1
        if rank and following and following < rank:
            ranks[index] = 0
    return ranks


def _without(page: PageLayout, furniture: Furniture, index: int) -> list[Line | PageTable]:
    taken = furniture.taken.get(index, set())
    out: list[Line | PageTable] = []
    count = 0
    for item in page.items:
        if isinstance(item, Line):
            if count not in taken:
                out.append(item)
            count += 1
        else:
            out.append(item)
    return out


def _pieces(kept: Sequence[list[Line | PageTable]], edges: Edges, joiner: Joiner) -> Assembled:
    done = Assembled()
    tables = 0
    for index, items in enumerate(kept):
        here: list[Paragraph] = []
        run: list[Line] = []
        first = True
        for item in [*items, None]:
            if isinstance(item, Line):
                run.append(item)
                continue
            if run:
                made = _flow(run, joiner, edges)
                here.extend(made)
                _add(done, made, joins=first, edges=edges)
                first = False
                run = []
            if item is None:
                continue
            done.table_pages.add(index)
            last = done.pieces[-1] if done.pieces else None
            if first and isinstance(last, OpenTable) and last.rows[-1].page == item.page - 1 and last.matches(item):
                go_on(last, item, joiner)
            else:
                tables += 1
                opened = begin(item, tables, joiner)
                if opened.rows:
                    done.pieces.append(opened)
                else:
                    tables -= 1
            first = False
        done.by_page.append(here)
    return done


class Edges:
    """Left and right edges of the text body, by page width; pages with text side by side have none."""

    def __init__(self, pages: Sequence[PageLayout], kept: Sequence[list[Line | PageTable]]) -> None:
        self._width = {page.number: round(page.width / 10) for page in pages}
        self._body: dict[int, tuple[float, float]] = {}
        self._columns: set[int] = set()
        lines: dict[int, list[Line]] = {}
        for page, items in zip(pages, kept, strict=True):
            here = [item for item in items if isinstance(item, Line)]
            if _side_by_side(here):
                self._columns.add(page.number)
            else:
                lines.setdefault(self._width[page.number], []).extend(here)
        for width, group in lines.items():
            long = [line for line in group if len(line.text) >= 20] or group
            if long:
                starts, ends = sorted(line.x0 for line in long), sorted(line.x1 for line in long)
                self._body[width] = (starts[int(0.05 * (len(starts) - 1))], ends[int(0.97 * (len(ends) - 1))])

    def of(self, column: Sequence[Line]) -> tuple[float, float]:
        """Return left and right edge of a run of lines of one column."""
        left, right = min(line.x0 for line in column), max(line.x1 for line in column)
        page = column[0].page
        body = self._body.get(self._width.get(page, -1))
        if body is None or page in self._columns:
            return left, right
        return min(left, body[0]), max(body[1], sorted(line.x1 for line in column)[int(0.9 * (len(column) - 1))])


def _side_by_side(lines: Sequence[Line]) -> bool:
    """
    Whether many lines of a page stand beside others, as in two columns.

    Lines of two columns need not stand on one height: a heading in one of them shifts what follows.
    """
    ordered = sorted(lines, key=lambda line: line.top)
    beside = 0
    for index, line in enumerate(ordered):
        for other in ordered[index + 1 : index + 6]:
            if other.top > line.bottom - _SHARED * line.height:
                break
            if len(line.text) > 8 and len(other.text) > 8 and (line.x1 <= other.x0 or other.x1 <= line.x0):
                beside += 1
                break
    return beside > 0.25 * len(lines) and beside > 4


def _flow(run: list[Line], joiner: Joiner, edges: Edges) -> list[Paragraph]:
    """Paragraphs of lines in reading order: columns are told by jumps upward or aside."""
    out: list[Paragraph] = []
    column: list[Line] = []
    for line in [*run, None]:
        if line is not None and (not column or _same_column(column[-1], line)):
            column.append(line)
            continue
        made = joiner.paragraphs(column, *edges.of(column))
        if out and made and _next_column(out[-1], made[0], column):
            out[-1].lines.extend(made.pop(0).lines)
        out.extend(made)
        column = [line] if line is not None else []
    return out


def _next_column(last: Paragraph, first: Paragraph, column: Sequence[Line]) -> bool:
    """Whether a paragraph goes on at the top of the next column."""
    above, below = last.lines[-1], first.lines[0]
    if below.x0 < above.x1 - below.height or below.top > above.top - 2 * above.height or has_marker(below.text):
        return False
    if abs(last.size - first.size) > 0.5 or last.bold != first.bold or len(last.lines) < 2:
        return False
    left, right = min(line.x0 for line in column), max(line.x1 for line in column)
    widest = max(line.x1 for line in last.lines)
    indented_here = below.x0 > left + 0.5 * below.height
    return right - left > 6 * below.height and not indented_here and not room_for_first_word(above, below, widest)


def _same_column(last: Line, line: Line) -> bool:
    below = line.top > last.top - 0.3 * last.height
    return below and min(last.x1, line.x1) > max(last.x0, line.x0) - 2 * line.height


def _add(done: Assembled, made: list[Paragraph], *, joins: bool, edges: Edges) -> None:
    """Append paragraphs; the first of a page may be the rest of the last one of the page before."""
    if joins and made and done.pieces:
        last = done.pieces[-1]
        if isinstance(last, Paragraph) and _runs_over(last, made[0], edges):
            last.lines.extend(made[0].lines)
            made = made[1:]
    done.pieces.extend(made)


def _runs_over(last: Paragraph, first: Paragraph, edges: Edges) -> bool:
    above, below = last.lines[-1], first.lines[0]
    if below.page != above.page + 1 or has_marker(below.text):
        return False
    if abs(last.size - first.size) > 0.5 or last.bold != first.bold:
        return False
    _, right = edges.of([above])
    return not indented(last, below) and len(above.text) > 25 and not room_for_first_word(above, below, right)


class _Writer:
    """Makes the blocks."""

    def __init__(self, outline: Outline, pages: Sequence[PageLayout], furniture: Furniture) -> None:
        self._outline = outline
        self._pages = {page.number: page for page in pages}
        self._furniture = furniture
        self._printed = {pages[index].number: text for index, text in furniture.printed.items()}

    def paragraph(self, paragraph: Paragraph, level: int) -> None:
        """Add a paragraph, heading or list item."""
        page = paragraph.lines[0].page
        last = paragraph.lines[-1].page
        label = f"หน้า {page}" if last == page else f"หน้า {page}–{last}"
        place = self._place(page, paragraph.box, label)
        text, ocr = paragraph.text, paragraph.ocr
        if level:
            self._outline.add(Block(BlockKind.HEADING, text, place, level=level, ocr=ocr))
            return
        number, rest = split_marker(text)
        if number and rest and "." not in number.rstrip("."):
            self._outline.add(Block(BlockKind.LIST_ITEM, rest, place, level=1, number=number, ocr=ocr))
        else:
            self._outline.add(Block(BlockKind.PARAGRAPH, text, place, ocr=ocr))

    def table(self, table: OpenTable) -> None:
        """Add the rows of a table."""
        for number, row in enumerate(table.rows, start=1):
            label = f"หน้า {row.page} ตารางที่ {table.number} แถวที่ {number}"
            place = self._place(row.page, row.box, label, table=table.number, row=number)
            self._outline.add(row_block(row.cells, table.headers, place, is_head=row.is_head, ocr=row.ocr))

    def margins(self) -> None:
        """Add each running header and footer once, in its own stream."""
        self._outline.reset()
        for zone, line in self._furniture.samples:
            place = self._place(line.page, line.box, f"หน้า {line.page}")
            self._outline.add(Block(BlockKind.PARAGRAPH, line.text, place, stream=zone))

    def _place(self, page: int, box: Box, label: str, table: int | None = None, row: int | None = None) -> Place:
        dx, dy = self._pages[page].shift
        left, top, right, bottom = box
        rounded = (round(left - dx, 1), round(top - dy, 1), round(right - dx, 1), round(bottom - dy, 1))
        printed = self._printed.get(page)
        if printed == str(page):
            printed = None
        return Place(label, page=page, printed_page=printed, table=table, row=row, box=rounded)
