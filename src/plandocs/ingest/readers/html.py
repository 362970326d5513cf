"""Web pages: headings, paragraphs, lists and tables; scripts, navigation and hidden parts left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import CellText, Outline, header_names, row_block
from plandocs.ingest.readers.heads import guess_head
from plandocs.ingest.readers.plain import decode
from plandocs.ingest.refusals import corrupt
from plandocs.model.document import Extracted
from plandocs.model.text import Block, BlockKind, Place

_LEFT_OUT = {"script", "style", "noscript", "template", "nav", "iframe", "object", "svg", "head", "select", "button"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "figure", "figcaption",
    "address", "dt", "dd", "dl", "ul", "ol", "li", "table", "form", "fieldset", "h1", "h2", "h3", "h4", "h5", "h6",
    "body", "html", "center", "hr", "details", "summary", "caption",
}  # fmt: skip
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
_MAX_DEPTH = 5000
#: Stands for <br>; line ends of the source are spaces.
_BREAK = "\x1e"


def read(source: Source) -> Extracted:
    """Return the page's blocks; nothing that the page links to is loaded."""
    text = _decoded(source.path.read_bytes())
    outline = Outline(source.limits)
    title = read_text(text, outline)
    return Extracted(tuple(outline.blocks), engine="lxml-html", title=title)


def read_text(text: str, outline: Outline, prefix: str = "") -> str:
    """Add the blocks of an HTML text to `outline` and return its title."""
    from lxml import etree
    from lxml import html as parser

    try:
        root = parser.document_fromstring(
            text.encode("utf-8", "replace"),
            parser=parser.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False),
        )
    except (etree.LxmlError, ValueError) as error:
        raise corrupt(f"not a readable web page: {' '.join(str(error).split())[:120]}") from error
    walker = _Walker(outline, prefix)
    walker.walk(root)
    walker.flush()
    found = root.find(".//title")
    return " ".join((found.text_content() if found is not None else "").split())


def _decoded(data: bytes) -> str:
    """By the page's own word when it can be decoded so, else as any text."""
    said = _CHARSET.search(data[:4096])
    name = said.group(1).decode("ascii").lower() if said else ""
    if name in {"tis-620", "windows-874", "cp874", "iso-8859-11", "x-windows-874"}:
        return data.decode("cp874", "replace")
    text, _, _ = decode(data)
    return text


class _Walker:
    """Collects inline text until a block begins or ends."""

    def __init__(self, outline: Outline, prefix: str) -> None:
        self._outline = outline
        self._prefix = prefix
        self._parts: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level = 0
        self._number = ""
        self._paragraphs = self._tables = 0

    def walk(self, root: Any) -> None:
        """Read a tree without recursion: pages of hostile depth must not exhaust the stack."""
        stack: list[tuple[Any, bool, int]] = [(root, False, 0)]
        while stack:
            node, leaving, depth = stack.pop()
            tag = node.tag if isinstance(node.tag, str) else ""
            if leaving:
                if tag in _BLOCKS:
                    self.flush()
                self._parts.append(node.tail or "")
                continue
            if not tag or tag in _LEFT_OUT or _is_hidden(node) or depth > _MAX_DEPTH:
                self._parts.append(node.tail or "")
                continue
            if tag == "table":
                self.flush()
                self._table(node)
                self._parts.append(node.tail or "")
                continue
            self._enter(node, tag)
            self._parts.append(node.text or "")
            stack.append((node, True, depth))
            stack.extend((child, False, depth + 1) for child in reversed(node))

    def _enter(self, node: Any, tag: str) -> None:
        if tag == "br":
            self._parts.append(_BREAK)
        elif tag in _BLOCKS:
            self.flush()
            if tag[0] == "h" and tag[1:].isdecimal():
                self._kind, self._level = BlockKind.HEADING, int(tag[1:])
            elif tag == "li":
                lists = sum(above.tag in {"ol", "ul"} for above in node.iterancestors())
                self._kind, self._level = BlockKind.LIST_ITEM, max(1, lists)
                self._number = _item_number(node)

    def flush(self) -> None:
        """End the block that is open."""
        text = _lines("".join(self._parts))
        self._parts.clear()
        if text:
            self._paragraphs += 1
            place = Place(f"{self._prefix}ย่อหน้าที่ {self._paragraphs}", paragraph=self._paragraphs)
            self._outline.add(Block(self._kind, text, place, level=self._level, number=self._number))
            self._kind, self._level, self._number = BlockKind.PARAGRAPH, 0, ""

    def _table(self, table: Any) -> None:
        rows, reaches, marked = _grid(table)
        if sum(len(row) for row in rows) <= 1:
            for row in rows:
                self._parts.extend(cell.text for cell in row)
            self.flush()
            return
        self._tables += 1
        head = marked or guess_head(rows, reaches)
        headers = header_names(rows[:head]) if head else ()
        for index, cells in enumerate(rows):
            if any(cell.text for cell in cells):
                label = f"{self._prefix}ตารางที่ {self._tables} แถวที่ {index + 1}"
                place = Place(label, table=self._tables, row=index + 1)
                self._outline.add(row_block(cells, headers, place, is_head=index < head))


def _grid(table: Any) -> tuple[list[list[CellText]], list[bool], int]:
    """Rows of a table with merged cells counted into columns; how many leading rows consist of th cells."""
    rows: list[list[CellText]] = []
    reaches: list[bool] = []
    marked = 0
    busy: dict[int, int] = {}
    own = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
    for row in own:
        reaches.append(any(left > 0 for left in busy.values()))
        column = 0
        cells: list[CellText] = []
        elements = [cell for cell in row if cell.tag in {"td", "th"}]
        for cell in elements:
            while busy.get(column, 0) > 0:
                column += 1
            span, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.append(CellText(column, _cell_text(cell), span, cell.tag == "th", rows=down))
            for covered in range(column, column + span):
                busy[covered] = down
            column += span
        busy = {key: left - 1 for key, left in busy.items() if left > 1}
        if elements and all(cell.tag == "th" for cell in elements) and marked == len(rows):
            marked += 1
        rows.append(cells)
    return rows, reaches, marked if marked < len(rows) else 0


def _cell_text(cell: Any) -> str:
    parts = []
    for node, leaving in _events(cell):
        if not leaving:
            before = _BREAK if node.tag in {"br", "p", "div", "li", "tr"} else " " if node.tag in {"td", "th"} else ""
            parts.append(before + (node.text or ""))
        elif node is not cell:
            parts.append((_BREAK if node.tag in {"p", "div", "li"} else "") + (node.tail or ""))
    return _lines("".join(parts))


def _events(root: Any) -> Iterator[tuple[Any, bool]]:
    """Each element when it opens and when it closes, without recursion; left out parts only close."""
    stack = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            yield node, True
            continue
        stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in _LEFT_OUT and not _is_hidden(node):
            yield node, False
            stack.extend((child, False) for child in reversed(node))


def _lines(text: str) -> str:
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split(_BREAK))))


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return min(max(1, int(text)), 200) if text.isdecimal() else 1


def _is_hidden(node: Any) -> bool:
    style = (node.get("style") or "").replace(" ", "").lower()
    return node.get("hidden") is not None or "display:none" in style or node.get("aria-hidden") == "true"


def _item_number(node: Any) -> str:
    parent = node.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    start = parent.get("start") or "1"
    first = int(start) if start.isdecimal() else 1
    return f"{first + sum(1 for _ in node.itersiblings('li', preceding=True))}."
