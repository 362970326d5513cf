"""PowerPoint slides: shapes in reading order, tables as rows, speaker notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import CellText, Outline, header_names, row_block
from plandocs.ingest.readers.heads import guess_head
from plandocs.ingest.readers.opc import Package, R
from plandocs.ingest.readers.word.graphics import graphic_texts
from plandocs.ingest.readers.word.names import A, local
from plandocs.ingest.refusals import too_much
from plandocs.model.document import Extracted, Note
from plandocs.model.text import Block, BlockKind, Place

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_EMU = 12_700


class _Shape:
    """A shape with text or a table, and where it stands."""

    def __init__(self, element: Any, offset: tuple[float, float]) -> None:
        self.element = element
        self.title = _placeholder(element) in {"title", "ctrTitle"}
        position = next(iter(element.iter(f"{A}off")), None)
        x = float(position.get("x") or 0) / _EMU if position is not None else 1e6
        y = float(position.get("y") or 0) / _EMU if position is not None else 1e6
        self.at = (0 if self.title else 1, round((y + offset[1]) / 20), x + offset[0])


def read(source: Source) -> Extracted:
    """
    Return a heading per slide title and the slide's texts and tables below it.

    Notes pages follow each slide.
    """
    with Package(source) as package:
        main = package.main_part("ppt/presentation.xml")
        root = package.xml(main)
        relations = package.relations(main)
        outline = Outline(source.limits)
        notes: list[Note] = []
        number = tables = 0
        for item in root.iter(f"{_P}sldId"):
            relation = relations.get(item.get(f"{R}id") or "")
            if relation is None or relation.external or not package.has(relation.target):
                continue
            number += 1
            slide = package.xml(relation.target)
            stream = "hidden" if slide.get("show") in {"0", "false"} else "body"
            outline.reset()
            part = partial(package.related, package.relations(relation.target))
            tables = _slide(slide, number, tables, outline, stream, source.limits.depth, part)
            _notes(package, relation.target, number, outline)
            if stream == "hidden":
                notes.append(Note("hidden-slide", f"สไลด์ที่ {number} ถูกซ่อนไว้", f"slide {number} is hidden"))
        return Extracted(
            tuple(outline.blocks), engine="slides-xml", pages=number, notes=tuple(notes), title=package.title()
        )


def _slide(
    slide: Any,
    number: int,
    tables: int,
    outline: Outline,
    stream: str,
    depth: int,
    part: Callable[[str], Any | None],
) -> int:
    tree = slide.find(f"{_P}cSld/{_P}spTree")
    shapes = [] if tree is None else sorted(_shapes(tree, (0.0, 0.0), depth), key=lambda shape: shape.at)
    for shape in shapes:
        table = next(iter(shape.element.iter(f"{A}tbl")), None)
        if table is not None:
            tables += 1
            _table(table, number, tables, outline, stream)
            continue
        for paragraph in shape.element.iter(f"{A}p"):
            text = _text(paragraph)
            if text:
                outline.add(_block(text, paragraph, number, title=shape.title, stream=stream))
        for kind, texts in graphic_texts(shape.element, part):
            place = Place(f"{kind}ในสไลด์ที่ {number}", page=number)
            for text in texts:
                outline.add(Block(BlockKind.PARAGRAPH, text, place, stream=stream))
    return tables


def _block(text: str, paragraph: Any, number: int, *, title: bool, stream: str) -> Block:
    place = Place(f"สไลด์ที่ {number}", page=number)
    if title and stream == "body":
        return Block(BlockKind.HEADING, text, place, level=1)
    properties = paragraph.find(f"{A}pPr")
    level = (
        int(properties.get("lvl") or 0) if properties is not None and (properties.get("lvl") or "0").isdecimal() else 0
    )
    bullet = properties.find(f"{A}buChar") if properties is not None else None
    if level or bullet is not None:
        return Block(BlockKind.LIST_ITEM, text, place, level=level + 1, number="•", stream=stream)
    return Block(BlockKind.PARAGRAPH, text, place, stream=stream)


def _shapes(tree: Any, offset: tuple[float, float], depth: int) -> Iterator[_Shape]:
    if depth <= 0:
        raise too_much("ซ้อนกันลึก", "shapes are grouped too deeply")
    for child in tree:
        name = local(child)
        if name == "grpSp":
            yield from _shapes(child, offset, depth - 1)
        elif name == "AlternateContent":
            branch = next((item for item in child if local(item) == "Choice"), None)
            if branch is not None:
                yield from _shapes(branch, offset, depth - 1)
        elif name in {"sp", "graphicFrame", "cxnSp"} and _placeholder(child) not in {"sldNum", "dt", "ftr", "hdr"}:
            yield _Shape(child, offset)


def _placeholder(element: Any) -> str:
    found = next(iter(element.iter(f"{_P}ph")), None)
    return "" if found is None else found.get("type") or "body"


def _table(table: Any, number: int, count: int, outline: Outline, stream: str) -> None:
    rows: list[list[CellText]] = []
    reaches: list[bool] = []
    for row in table.iterchildren(f"{A}tr"):
        cells: list[CellText] = []
        reach = False
        for column, cell in enumerate(row.iterchildren(f"{A}tc")):
            reach = reach or cell.get("vMerge") in {"1", "true"}
            if cell.get("hMerge") in {"1", "true"} or cell.get("vMerge") in {"1", "true"}:
                continue
            text = "\n".join(filter(None, (_text(item) for item in cell.iter(f"{A}p"))))
            span = cell.get("gridSpan") or "1"
            bold = bool(text) and all(item.get("b") in {"1", "true"} for item in cell.iter(f"{A}rPr"))
            cells.append(CellText(column, text, int(span) if span.isdecimal() else 1, bold))
        rows.append(cells)
        reaches.append(reach)
    properties = table.find(f"{A}tblPr")
    styled = properties is not None and properties.get("firstRow") in {"1", "true"}
    head = guess_head(rows, reaches, styled=styled)
    headers = header_names(rows[:head]) if head else ()
    for index, cells in enumerate(rows):
        if any(cell.text for cell in cells):
            place = Place(f"สไลด์ที่ {number} ตารางที่ {count} แถวที่ {index + 1}", page=number, table=count, row=index + 1)
            outline.add(row_block(cells, headers, place, is_head=index < head, stream=stream))


def _notes(package: Package, part: str, number: int, outline: Outline) -> None:
    for relation in package.relations(part).values():
        if relation.kind != "notesSlide" or relation.external or not package.has(relation.target):
            continue
        for shape in package.xml(relation.target).iter(f"{_P}sp"):
            if _placeholder(shape) != "body":
                continue
            text = "\n".join(filter(None, (_text(item) for item in shape.iter(f"{A}p"))))
            if text:
                place = Place(f"บันทึกย่อของสไลด์ที่ {number}", page=number)
                outline.add(Block(BlockKind.PARAGRAPH, text, place, stream="comment"))


def _text(paragraph: Any) -> str:
    nodes = paragraph.iter(f"{A}t", f"{A}br")
    return "".join("\n" if local(node) == "br" else node.text or "" for node in nodes).strip()
