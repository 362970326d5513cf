"""Words from the page's own drawing commands (pdfminer.six), for pages whose letters other engines lose."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from plandocs.ingest.readers.pdf.shapes import Word

#: Space between two glyphs, as a share of the font size, that counts as a space of its own.
_GAP = 0.28
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
_MAX_GLYPHS = 200_000


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

        manager = self._manager = getattr(self, "_manager", None) or PDFResourceManager(caching=True)
        device = _device()(manager)
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


def _device() -> Callable[[Any], Any]:
    """The device class; pdfminer is imported only here."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.utils import apply_matrix_pt, mult_matrix

    class Device(PDFTextDevice):  # type: ignore[misc, unused-ignore]
        """
        Collects glyphs.

        The replacement text of a marked span (/ActualText) counts once for all its glyphs.
        """

        def __init__(self, manager: Any) -> None:
            super().__init__(manager)
            self.glyphs: list[Glyph] = []
            self._height = 0.0
            self._tags: list[tuple[str | None, int]] = []

        def begin_page(self, page: Any, ctm: Any) -> None:
            left, bottom, right, top = page.mediabox
            self._height = (right - left) if page.rotate % 180 else (top - bottom)
            del ctm

        def begin_tag(self, tag: Any, props: Any = None) -> None:
            text = _actual_text(props)
            self._tags.append((text, len(self.glyphs)))
            del tag

        def end_tag(self) -> None:
            if not self._tags:
                return
            text, first = self._tags.pop()
            if text is None or any(outer is not None for outer, _ in self._tags):
                return
            drawn = self.glyphs[first:]
            if drawn:
                x0, x1 = min(glyph.x0 for glyph in drawn), max(glyph.x1 for glyph in drawn)
                self.glyphs[first:] = [Glyph(text, x0, x1, drawn[0].base, drawn[0].size)] if text else []

        def render_char(
            self,
            matrix: Any,
            font: Any,
            fontsize: float,
            scaling: float,
            rise: float,
            cid: int,
            ncs: Any,
            graphicstate: Any,
        ) -> float:
            del ncs, graphicstate
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                # The glyph number itself: the repairs know what some fonts mean by it.
                text = chr(cid) if 0xA1 <= cid <= 0xFB else "\ufffd"
            width = font.char_width(cid) * fontsize * scaling
            x, y = apply_matrix_pt(matrix, (0, rise))
            ex, _ = apply_matrix_pt(matrix, (width, rise))
            turned = mult_matrix((1, 0, 0, 1, 0, 0), matrix)
            size = abs(turned[3] or turned[1]) * fontsize
            self._put(text, min(x, ex), max(x, ex), self._height - y, size)
            return float(width)

        def _put(self, text: str, x0: float, x1: float, base: float, size: float) -> None:
            if len(self.glyphs) >= _MAX_GLYPHS:
                return
            self.glyphs.append(Glyph(text, x0, x1, base, size))

    return Device


def _actual_text(props: Any) -> str | None:
    """The /ActualText of a marked span, None when it has none."""
    from pdfminer.pdftypes import resolve1

    props = resolve1(props)
    if not isinstance(props, dict):
        return None
    value = resolve1(props.get("ActualText"))
    if isinstance(value, str):
        value = value.encode("latin-1", "replace")
    if not isinstance(value, bytes):
        return None
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xff\xfe"):
        return value[2:].decode("utf-16-le", "replace")
    return value.decode("latin-1")
