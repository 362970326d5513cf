"""Lines: one paragraph of a block or of a table cell, ready for matching, with the way back to the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plandocs.ingest.facts.marks import NO_LEGEND, Legend
from plandocs.model.text import Block, BlockKind
from plandocs.thai.digits import to_arabic
from plandocs.thai.normalise import normalise

#: Characters that separate words or decorate an edge, but are never part of a fact.
EDGES = " \t\n\r\u00a0\u200b\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """
    A stretch of one block without line breaks: `start`/`end` are offsets into the block's original text.

    `text` is the stretch normalised, with Arabic digits: patterns are matched on it. `span` leads back. `lead`
    marks the words before the labels of a paragraph that holds several: they name what it is about. `tail` is the
    reference that the layout has wrapped into a line of its own behind this one. `legend` is what marks mean here.
    """

    block: int
    start: int
    end: int
    text: str
    original: str
    heading_level: int = 0
    number: str = ""
    listed: bool = False
    lead: bool = False
    tail: str = ""
    legend: Legend = NO_LEGEND

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets into the block's text of ``text[start:end]``, without blanks at its edges."""
        if self.text != self.original:
            mapped = normalise(self.original)
            if len(mapped.text) == len(self.text):
                start, end = mapped.to_original(start, end)
        while start < end and self.original[start] in EDGES:
            start += 1
        while end > start and self.original[end - 1] in EDGES:
            end -= 1
        return self.start + start, self.start + end

    @property
    def is_heading(self) -> bool:
        """Whether the reader saw a heading here."""
        return self.heading_level > 0


def clean(text: str) -> str:
    """
    Return `text` for matching: normalised, Arabic digits.

    >>> clean("หัวข้อ ๔.๑")
    'หัวข้อ 4.1'
    """
    return to_arabic(normalise(text).text)


def squeeze(text: str) -> str:
    """Return `text` for comparing: cleaned, without any white space, in lower case."""
    return "".join(clean(text).split()).lower()


def line_of(block: Block, index: int, start: int = 0, end: int | None = None) -> Line:
    """Return ``block.text[start:end]`` as one line; `index` is the block's position in the document."""
    end = len(block.text) if end is None else end
    original = block.text[start:end]
    level = max(block.level, 1) if block.kind is BlockKind.HEADING else 0
    listed = block.kind is BlockKind.LIST_ITEM
    number = block.number if start == 0 else ""
    return Line(index, start, end, clean(original), original, level, number, listed)


def cell_lines(block: Block, index: int, start: int, end: int) -> Iterator[Line]:
    """Yield the paragraphs of a cell that have any text."""
    position = start
    for part in block.text[start:end].split("\n"):
        if part.strip(EDGES):
            yield line_of(block, index, position, position + len(part))
        position += len(part) + 1
