"""
Documents in a few marks: `# heading`, `- bullet`, `#. number`, `| cells |`, `{{ofi 4.1}}` behind a finding.

A finding that is not a whole line stands between brackets: `⟦ … ⟧{{ofi 4.1}}`, if need be over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from plandocs.ingest.facts import parse_facts
from plandocs.model.document import DocumentKind, DocumentMeta
from plandocs.model.finding import Facts
from plandocs.model.text import Block, BlockKind, Cell, Place
from plandocs.model.year import FiscalYear

_GOLD = re.compile(r"\s*\{\{(\w+) ([\d.]*)\}\}")
_PART = re.compile(r"⟦(?P<text>[^⟧]*)⟧\{\{(?P<kind>\w+) (?P<item>[\d.]*)\}\}")


@dataclass
class Written:
    """Blocks as a reader would give them, and the (kind, item, text) of the findings that the writer marked."""

    blocks: list[Block] = field(default_factory=list)
    gold: list[tuple[str, str, str]] = field(default_factory=list)

    def marked(self, text: str) -> str:
        found = _GOLD.search(text)
        if found:
            text = _GOLD.sub("", text).strip()
            self.gold.append((found[1], found[2], text))
        return text


def write(text: str, *, paged: bool = False) -> Written:
    """Return the blocks of a document; with `paged`, as a PDF reader that sees no headings gives them."""
    out = Written()
    out.gold += [(part["kind"], part["item"], part["text"]) for part in _PART.finditer(text)]
    text = _PART.sub(lambda part: part["text"], text)
    path: list[tuple[int, str]] = []
    head: list[str] | None = None
    table = number = 0
    page = 1 if paged else None
    for line in text.splitlines():
        if not line.strip():
            continue
        place = Place("ที่", page=page, paragraph=len(out.blocks) + 1)
        if line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
            if head is None:
                table += 1
            spot = Place("ตาราง", page=page, table=table, row=len(out.blocks))
            out.blocks.append(_row(out, cells, head, spot, tuple(name for _, name in path)))
            head = head or cells
            continue
        head = None
        headings = tuple(name for _, name in path)
        if line == "===":
            page = page + 1 if page else None
        elif heading := re.match(r"(#{1,3}) (.*)", line):
            level = len(heading[1])
            path = [entry for entry in path if entry[0] < level] + [(level, heading[2])]
            kind = BlockKind.PARAGRAPH if paged else BlockKind.HEADING
            out.blocks.append(Block(kind, heading[2], place, level=0 if paged else level, headings=headings))
        elif line.startswith(("- ", "#. ")):
            number = number + 1 if line.startswith("#") and out.blocks and out.blocks[-1].number[:1].isdigit() else 1
            label = f"{number}." if line.startswith("#") else "•"
            words = out.marked(line.split(" ", 1)[1])
            out.blocks.append(Block(BlockKind.LIST_ITEM, words, place, 1, headings, number=label))
        else:
            words = out.marked(line.removeprefix("[[bold]] "))
            out.blocks.append(Block(BlockKind.PARAGRAPH, words, place, headings=headings))
    return out


def _row(out: Written, texts: list[str], head: list[str] | None, place: Place, headings: tuple[str, ...]) -> Block:
    """Return a row: `^` and `<` continue the cell above and to the left, `<br>` begins a paragraph."""
    cells: list[Cell] = []
    parts: list[str] = []
    position = 0
    for column, cell in enumerate(texts):
        if cell in {"^", "<"}:
            continue
        words = "\n".join(out.marked(part) for part in cell.split("<br>"))
        named = column if head and column < len(head) else None
        while named and head and head[named] == "<":
            named -= 1
        name = head[named] if head and named is not None else ""
        cells.append(Cell(name, position, position + len(words), column))
        parts.append(words)
        position += len(words) + 1
    return Block(
        BlockKind.ROW, "\t".join(parts), place, headings=headings, cells=tuple(cells), is_table_head=head is None
    )


def meta(kind: DocumentKind, *, edition: str = "", year: int = 2566) -> DocumentMeta:
    """Return what is known of a document of `kind`."""
    return DocumentMeta("เอกสาร", kind, edition, FiscalYear(year), FiscalYear(year), round_months=12)


@pytest.fixture
def written() -> Callable[..., Written]:
    return write


@pytest.fixture
def facts_of() -> Callable[..., Facts]:
    def parse(kind: DocumentKind, text: str, *, paged: bool = False, edition: str = "", year: int = 2566) -> Facts:
        return parse_facts("d1", meta(kind, edition=edition, year=year), write(text, paged=paged).blocks)

    return parse


@pytest.fixture
def layouts() -> Path:
    return Path(__file__).parent / "layouts"
