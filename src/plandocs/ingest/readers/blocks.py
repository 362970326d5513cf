"""Building blocks: heading paths, table rows with header names, size limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plandocs.ingest.limits import Limits
from plandocs.ingest.refusals import too_much
from plandocs.model.text import Block, BlockKind, Cell, Place


@dataclass(frozen=True, slots=True)
class CellText:
    """A cell before its row is built: its column in the grid, its text, how many columns and rows it covers."""

    column: int
    text: str
    span: int = 1
    bold: bool = False
    shaded: bool = False
    rows: int = 1


def row_block(
    cells: Sequence[CellText],
    headers: Sequence[str],
    place: Place,
    *,
    is_head: bool = False,
    stream: str = "body",
    ocr: float | None = None,
) -> Block:
    """Return the ROW block of `cells`; `headers` are column names by grid column (empty for a head row)."""
    texts: list[str] = []
    made: list[Cell] = []
    position = 0
    for cell in cells:
        text = cell.text.replace("\t", " ").strip()
        header = "" if is_head or cell.column >= len(headers) else headers[cell.column]
        made.append(Cell(header, position, position + len(text), cell.column))
        texts.append(text)
        position += len(text) + 1
    return Block(
        BlockKind.ROW,
        "\t".join(texts),
        place,
        cells=tuple(made),
        is_table_head=is_head,
        stream=stream,
        ocr=ocr,
    )


def header_names(head: Sequence[Sequence[CellText]]) -> tuple[str, ...]:
    """
    Return column names of a head of one or more rows.

    A cell over several columns names each of them; the parts of a column's name are joined with a space, a
    repeated
    part counts once.
    """
    width = max((cell.column + cell.span for row in head for cell in row), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for row in head:
        for cell in row:
            text = " ".join(cell.text.split())
            for column in range(cell.column, cell.column + cell.span):
                if text and text not in parts[column]:
                    parts[column].append(text)
    return tuple(" ".join(part) for part in parts)


@dataclass(slots=True)
class Outline:
    """Collects blocks in reading order and gives each the path of headings above it."""

    limits: Limits
    blocks: list[Block] = field(default_factory=list)
    characters: int = 0
    _path: list[tuple[int, str]] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Append `block`; a heading of the body opens its level for what follows."""
        self.characters += len(block.text)
        if len(self.blocks) >= self.limits.blocks or self.characters > self.limits.characters:
            raise too_much("มีเนื้อหามาก", f"more than {self.limits.blocks} blocks or {self.limits.characters} characters")
        if block.kind is BlockKind.HEADING and block.stream == "body":
            while self._path and self._path[-1][0] >= block.level:
                self._path.pop()
            self.blocks.append(replace(block, headings=self.path))
            name = " ".join(f"{block.number} {block.text}".split())
            self._path.append((block.level, name))
            return
        path = self.path
        self.blocks.append(block if block.headings == path else replace(block, headings=path))

    @property
    def path(self) -> tuple[str, ...]:
        """The headings that are open now, outermost first."""
        return tuple([name for _, name in self._path])

    def reset(self) -> None:
        """Close all headings (a new sheet or slide begins, or what stands beside the text)."""
        self._path.clear()
