"""The text of each page by the engine that reads it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.pdf.canvas import read_canvas
from plandocs.ingest.readers.pdf.glyphs import GlyphReader
from plandocs.ingest.readers.pdf.lines import build_lines
from plandocs.ingest.readers.pdf.poppler import read_words
from plandocs.ingest.readers.pdf.score import lost_marks, unknown_share
from plandocs.ingest.readers.pdf.shapes import Canvas, Word
from plandocs.model.errors import RefusedError

#: Pages read in one go: bounds memory, and the engine is chosen once for them where it makes no difference per page.
CHUNK = 40
#: Clean prose has up to 2 % of words outside the dictionary; from here on the second engine is asked.
_SUSPICIOUS = 0.02
#: The second engine must be better by this much (§ measured: a smaller lead can be chance).
_LEAD = 0.01


@dataclass(slots=True)
class PageText:
    """One page: number from 1, words in drawing order, what is drawn, the engine, and how the page is made."""

    number: int
    words: list[Word]
    canvas: Canvas
    engine: str = ""
    kind: str = "digital"
    unknown: float = 0.0
    thai_words: int = 0
    lost: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    words: list[Word]
    share: float = 0.0
    count: int = 0
    damage: int = 0
    text: str = field(default="", repr=False)


class PageReader:
    """Reads the pages of one document."""

    def __init__(self, source: Source, document: Any) -> None:
        self._source = source
        self._document = document
        self._glyphs: GlyphReader | None = None
        self._poppler = source.tools.pdftotext

    def pages(self) -> Iterator[PageText]:
        """Yield all pages in order."""
        total = len(self._document)
        for first in range(1, total + 1, CHUNK):
            last = min(total, first + CHUNK - 1)
            yield from self._chunk(first, last)
            self._source.progress(last, total)
        if self._glyphs is not None:
            self._glyphs.close()

    def _chunk(self, first: int, last: int) -> Iterator[PageText]:
        canvases = [self._canvas(number) for number in range(first, last + 1)]
        one = self._by_poppler(first, last)
        if one is None:
            for number, canvas in zip(range(first, last + 1), canvases, strict=True):
                yield _page(number, self._by_glyphs(number), canvas, "pdfminer")
            return
        total = sum(reading.count for reading in one)
        unknown = sum(reading.share * reading.count for reading in one)
        everywhere = total >= 50 and unknown / max(1, total) > _SUSPICIOUS
        for number, canvas, reading in zip(range(first, last + 1), canvases, one, strict=True):
            empty = not reading.words and canvas.texts > 0
            if everywhere or empty or reading.damage or (reading.share > 2 * _SUSPICIOUS and reading.count >= 20):
                other = self._by_glyphs(number)
                if _better(other, reading, everywhere=everywhere):
                    yield _page(number, other, canvas, "pdfminer")
                    continue
            yield _page(number, reading, canvas, "poppler")

    def _canvas(self, number: int) -> Canvas:
        page = self._document[number - 1]
        try:
            return read_canvas(page)
        finally:
            page.close()

    def _by_poppler(self, first: int, last: int) -> list[_Reading] | None:
        if not self._poppler:
            return None
        try:
            pages = read_words(self._poppler, self._source.path, first, last, self._source.limits.seconds / 2)
        except RefusedError:
            self._poppler = ""
            return None
        if len(pages) != last - first + 1:
            return None
        return [_score(words) for words in pages]

    def _by_glyphs(self, number: int) -> _Reading:
        try:
            if self._glyphs is None:
                self._glyphs = GlyphReader(self._source.path)
            return _score(self._glyphs.words(number))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken page makes it stumble over; the page counts as empty
            return _Reading([])


def _score(words: list[Word]) -> _Reading:
    text = "\n".join(line.text for line in build_lines(words, Counter(), page=0))
    share, count = unknown_share(text)
    return _Reading(words, share, count, text.count("\ufffd"), text)


def _better(other: _Reading, reading: _Reading, *, everywhere: bool) -> bool:
    if not other.words:
        return False
    if not reading.words:
        return True
    if other.count < 0.7 * reading.count:
        return False
    if other.damage > reading.damage + 2:
        return False
    lead = 0.0 if everywhere else _LEAD
    return other.share < reading.share - lead or (other.share == reading.share and other.damage < reading.damage)


def _page(number: int, reading: _Reading, canvas: Canvas, engine: str) -> PageText:
    letters = sum(len(word.text) for word in reading.words)
    kind = "digital"
    if letters < 20 and canvas.image_area >= 0.5:
        kind = "scan"
    elif canvas.image_area >= 0.8 and canvas.invisible >= 0.9:
        kind = "ocr-layer"
    return PageText(
        number, reading.words, canvas, engine, kind, reading.share, reading.count, lost_marks(reading.text)
    )
