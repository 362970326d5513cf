"""Words from the page's own drawing commands (pdfminer.six), for pages whose letters other engines lose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plandocs.ingest.readers.pdf.shapes import Word

#: Space between two glyphs, as a share of the font size, that counts as a space of its own.
_GAP = 0.28
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")


class GlyphReader:
    """Opens a PDF once; `words(page)` interprets one page's content."""

    def __init__(self, path: Path) -> None:
        from pdfminer.pdfdocument import PDFDocument
        from pdfminer.pdfpage import PDFPage
        from pdfminer.pdfparser import PDFParser

        self._stream = path.open("rb")
        self._document = PDFDocument(PDFParser(self._stream))
        self._pages = list(PDFPage.create_pages(self._document))

    def __len__(self) -> int:
        return len(self._pages)

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def words(self, number: int) -> list[Word]:
        """Return the words of page `number` (from 1) in drawing order."""
        from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager

        from plandocs.ingest.readers.pdf.device import Device

        manager = self._manager = getattr(self, "_manager", None) or PDFResourceManager(caching=True)
        device = Device(manager)
        interpreter = PDFPageInterpreter(manager, device)
        page = self._pages[number - 1]
        interpreter.process_page(page)
        return assemble(device.glyphs)


class Glyph:
    """A drawn glyph (or the replacement text of several) in points from the top left corner."""

    __slots__ = ("base", "size", "text", "x0", "x1")

    def __init__(self, text: str, x0: float, x1: float, base: float, size: float) -> None:
        self.text = text
        self.x0 = x0
        self.x1 = x1
        self.base = base
        self.size = size


def assemble(glyphs: list[Glyph]) -> list[Word]:
    """
    Return words: glyphs that follow each other on a line without a gap.

    Spaces count where they stand, not when they are drawn: programs draw those of one font before the letters of
    another that stand between them.
    """
    words: list[Word] = []
    group: list[Glyph] = []
    blanks: list[Glyph] = []
    opened_by_space = False
    right = -1e9
    for glyph in _once(glyphs):
        last = group[-1] if group else None
        same = last is not None and abs(glyph.base - last.base) < 0.45 * max(last.size, glyph.size, 1.0)
        if not glyph.text.strip():
            if same:
                blanks.append(glyph)
            continue
        mark = all(letter in _MARKS for letter in glyph.text)
        gap = glyph.x0 - right
        jump = not mark and (gap > _GAP * glyph.size or gap < -1.5 * glyph.size)
        slack = 0.3 * glyph.size
        blank = any(right - slack < one.x0 and (not same or one.x1 < glyph.x0 + slack) for one in blanks)
        if group and (not same or jump or blank):
            words.append(_word(group, space=opened_by_space, trail=blank and not same))
            group = []
            opened_by_space = same and not mark
            blanks = blanks if same else []
            right = glyph.x1
        group.append(glyph)
        right = max(right, glyph.x1) if same else glyph.x1
    if group:
        trail = any(one.x0 > right - 0.3 * group[-1].size for one in blanks)
        words.append(_word(group, space=opened_by_space, trail=trail))
    return words


def _word(group: list[Glyph], *, space: bool, trail: bool) -> Word:
    size = max(glyph.size for glyph in group)
    base = group[0].base
    left, right = min(glyph.x0 for glyph in group), max(glyph.x1 for glyph in group)
    text = "".join(glyph.text for glyph in group)
    return Word(text, left, base - 0.95 * size, right, base + 0.3 * size, space=space, trail=trail)


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Leave out a letter drawn again at the same place, which is how some programs make bold."""
    drawn: dict[tuple[str, int, int], float] = {}
    for glyph in glyphs:
        if glyph.text.strip():
            unit = max(1.0, 0.2 * glyph.size)
            column, row = round(glyph.x0 / unit), round(glyph.base / unit)
            near = [drawn.get((glyph.text, column + step, row)) for step in (-1, 0, 1)]
            if any(x0 is not None and abs(x0 - glyph.x0) < 0.12 * glyph.size for x0 in near):
                continue
            drawn[glyph.text, column, row] = glyph.x0
        yield glyph
