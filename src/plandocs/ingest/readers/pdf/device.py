"""The device into which pdfminer.six draws a page: it collects glyphs (imported only when a page is drawn)."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdftypes import resolve1
from pdfminer.utils import apply_matrix_pt, mult_matrix

from plandocs.ingest.readers.pdf.glyphs import Glyph

_MAX_GLYPHS = 200_000


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
        """Learn the height of the page, from which places are counted down."""
        left, bottom, right, top = page.mediabox
        self._height = (right - left) if page.rotate % 180 else (top - bottom)
        del ctm

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        """Open a marked span."""
        text = _actual_text(props)
        self._tags.append((text, len(self.glyphs)))
        del tag

    def end_tag(self) -> None:
        """Put the replacement text of the outermost span in place of its glyphs."""
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
        """Take in one glyph; returns its width."""
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


def _actual_text(props: Any) -> str | None:
    """The /ActualText of a marked span, None when it has none."""
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
