"""Which paragraphs of a PDF are headings, by size, weight and numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from plandocs.ingest.readers.pdf.paragraphs import Paragraph
from plandocs.ingest.readers.pdf.shapes import Line

_NUMBERED = re.compile(r"^([0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*)[.\s]")
_BULLET = re.compile(r"^[-–—•*●○▪■◦➢✓(]")
_LONGEST = 160
_LEVELS = 6

Key = tuple[float, bool, int]


@dataclass(slots=True)
class HeadingLevels:
    """The looks that are headings, each with its level; `body` is the size of most of the text."""

    body: float = 0.0
    body_bold: bool = False
    levels: dict[Key, int] = field(default_factory=dict)
    _cover: set[int] = field(default_factory=set)

    def level(self, paragraph: Paragraph) -> int:
        """Return the heading level of a paragraph, 0 when it is none."""
        if not self._could_be(paragraph) or id(paragraph) in self._cover:
            return 0
        return self.levels.get(_key(paragraph), 0)

    def learn(self, pages: Sequence[Sequence[Paragraph]], tables: set[int]) -> None:
        """Rank the looks of all candidates: larger first, bold before plain, fewer number parts first."""
        looks: Counter[Key] = Counter()
        for page, paragraphs in enumerate(pages):
            candidates = [paragraph for paragraph in paragraphs if self._could_be(paragraph)]
            letters = sum(len(paragraph.text) for paragraph in paragraphs)
            large = sum(len(paragraph.text) for paragraph in candidates)
            if large >= 0.6 * letters and letters < 600 and page not in tables and (page == 0 or large == letters):
                # A page of nothing but large lines is a cover.
                self._cover.update(id(paragraph) for paragraph in candidates)
                continue
            looks.update(_key(paragraph) for paragraph in candidates)
        ranked = sorted(looks, key=lambda look: (-look[0], not look[1], look[2]))
        self.levels = {look: min(rank, _LEVELS) for rank, look in enumerate(ranked, start=1)}

    def _could_be(self, paragraph: Paragraph) -> bool:
        text = paragraph.text
        if not self.body or len(text) > _LONGEST or len(paragraph.lines) > 3 or _BULLET.match(text):
            return False
        if paragraph.ocr is not None or not re.search(r"[ก-ฮA-Za-z]", text):
            return False
        larger = paragraph.size >= 1.1 * self.body
        return larger or (paragraph.bold and not self.body_bold and paragraph.size >= 0.95 * self.body)


def body_look(lines: Sequence[Line]) -> tuple[float, bool]:
    """Return size and weight of most of the text."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    if not sizes:
        return 0.0, False
    size = sizes.most_common(1)[0][0]
    bold = sum(len(line.text) for line in lines if line.size == size and line.bold)
    return size, bold > 0.5 * sizes[size]


def _key(paragraph: Paragraph) -> Key:
    numbered = _NUMBERED.match(paragraph.text)
    parts = numbered.group(1).count(".") + 1 if numbered else 1
    return (round(paragraph.size), paragraph.bold, parts)
