"""The text of each page by the engine that reads it best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.pdf.canvas import read_canvas
from plandocs.ingest.readers.pdf.glyphs import GlyphReader
from plandocs.ingest.readers.pdf.join import Piece, join_pieces
from plandocs.ingest.readers.pdf.lines import plain_text
from plandocs.ingest.readers.pdf.poppler import PieceList
from plandocs.ingest.readers.pdf.proof import SAMPLE, Proof, spans
from plandocs.ingest.readers.pdf.sayings import said_words
from plandocs.ingest.readers.pdf.score import garbled, lost_marks, marks_gone, sampled_share, unknown_share
from plandocs.ingest.readers.pdf.shapes import Canvas, Word
from plandocs.model.errors import RefusedError

#: Pages read in one go: bounds memory, and the engine is chosen once for them where it makes no difference
#: per page.
CHUNK = 40
#: Clean prose has up to 2 % of words outside the dictionary; from here on the second engine is asked.
_SUSPICIOUS = 0.02
#: The second engine must be better by this much (§ measured: a smaller lead can be chance).
_LEAD = 0.01
#: From so many pages on, a few lines of each tell how clean they are together.
_ENOUGH = 6
#: After so many pages without unmapped marks and spaces at line ends, the program that made the document has none.
_PLAIN_PAGES = 12
#: Share of unknown words from which single letters of a page may be wrong: names alone seldom make so many.
_UNSURE = 0.06
#: Share of unknown words from which a page's letters are not to be believed.
_UNBELIEVABLE = 0.25


@dataclass(slots=True)
class PageText:
    """
    One page: number from 1, words in drawing order, what is drawn, the engine.

    `kind` is "digital", "scan" or "ocr-layer"; `damaged` tells that its letters cannot be believed, `unsure`
    that some of them may be wrong.
    """

    number: int
    words: list[Word]
    canvas: Canvas
    engine: str = ""
    kind: str = "digital"
    damaged: bool = False
    unsure: bool = False


@dataclass(slots=True)
class _Reading:
    words: list[Word]
    share: float = 0.0
    count: int = 0
    damage: int = 0
    restored: int = 0
    text: str = field(default="", repr=False)


class PageReader:
    """Reads the pages of one document."""

    def __init__(self, source: Source, document: Any) -> None:
        self._source = source
        self._document = document
        self._glyphs: GlyphReader | None = None
        self._poppler = source.tools.pdftotext
        self._running: PieceList | None = None
        self._proof = Proof()
        #: Set once the first engine was seen to leave out marks of this document's fonts.
        self._lossy = False
        #: Pages since one had a sign that only PDFium shows.
        self._plain_pages = 0

    def pages(self) -> Iterator[PageText]:
        """Yield all pages in order."""
        total = len(self._document)
        for first in range(1, total + 1, CHUNK):
            last = min(total, first + CHUNK - 1)
            yield from _judged(self._chunk(first, last))
            self._source.progress(last, total)

    def close(self) -> None:
        """Close the file and end what still runs, also when reading was broken off."""
        if self._glyphs is not None:
            self._glyphs.close()
        if self._running is not None:
            self._running.stop()

    def _chunk(self, first: int, last: int) -> list[tuple[PageText, _Reading]]:
        numbers = range(first, last + 1)
        canvases, read = self._first_engine(numbers)
        if read is None:
            readings = [self._by_glyphs(number) for number in numbers]
            return [
                (_page(number, reading, canvas, "pdfminer"), reading)
                for number, reading, canvas in zip(numbers, readings, canvases, strict=True)
            ]
        sampled = len(numbers) >= _ENOUGH
        one = [_score(words, sampled=sampled) for words, _ in read]
        self._lossy |= any(canvas.unmapped for canvas in canvases)
        everywhere = self._lossy or _suspicious(one)
        out = []
        for number, canvas, reading, (_, engine) in zip(numbers, canvases, one, read, strict=True):
            best, by = self._better(number, canvas, reading, everywhere=everywhere), "pdfminer"
            if best is None:
                best, by = reading, engine
            if best.share > _UNBELIEVABLE / 2 and best.count >= 20:
                told = self._as_said(number)
                best, by = (told, "pdfium") if _much_better(told, best) else (best, by)
            out.append((_page(number, best, canvas, by), best))
        return out

    def _better(self, number: int, canvas: Canvas, reading: _Reading, *, everywhere: bool) -> _Reading | None:
        """The second engine's reading of a page where it is the better one."""
        empty = not reading.words and canvas.texts > 0
        unknown = reading.share > 2 * _SUSPICIOUS and reading.count >= 20
        if not (everywhere or empty or reading.damage or unknown):
            return None
        other = self._by_glyphs(number)
        # Between two engines all words decide, not a few lines.
        reading.share, reading.count = unknown_share(reading.text)
        if not _better(other, reading, everywhere=everywhere):
            return None
        self._lossy |= other.restored > 0
        return other

    def _first_engine(self, numbers: range) -> tuple[list[Canvas], list[tuple[list[Word], str]] | None]:
        """
        What is drawn on the pages, and their words with the name of the engine.

        Poppler reads a sample while PDFium looks at all pages, and of the others those whose words are not proven by
        it. There are none where poppler is not there.
        """
        canvases, pieces = self._looked_at(numbers)
        if pieces is None:
            return canvases, None
        proven = {}
        for number, canvas in zip(numbers, canvases, strict=True):
            if number not in pieces:
                proven[number] = self._proof.words(canvas)
        for begin, end in spans([number for number, words in proven.items() if words is None]):
            if not self._take(self._start_poppler(begin, end), range(begin, end + 1), pieces):
                return canvases, None
        read = []
        for number in numbers:
            words = None if number in pieces else proven[number]
            read.append((join_pieces(pieces[number]), "poppler") if words is None else (words, "pdfium"))
        return canvases, read

    def _looked_at(self, numbers: range) -> tuple[list[Canvas], dict[int, list[Piece]] | None]:
        """What is drawn on the pages, and what poppler read meanwhile: a sample, or all where nothing can be proven."""
        proving = bool(self._poppler) and not self._proof.lost and len(numbers) >= _ENOUGH
        sample = numbers[SAMPLE : SAMPLE + 1] if proving else numbers
        started = self._start_poppler(sample[0], sample[-1])
        canvases: list[Canvas] = []
        for number in numbers:
            canvases.append(self._canvas(number, letters=proving))
            if proving and number in sample and canvases[-1].texts and canvases[-1].letters is None:
                proving, self._proof.lost = False, True
                if started is not None:
                    started.stop()
                sample = numbers
                started = self._start_poppler(sample[0], sample[-1])
        pieces: dict[int, list[Piece]] = {}
        if not self._take(started, sample, pieces):
            return canvases, None
        if proving:
            for number, canvas in zip(numbers, canvases, strict=True):
                if number in sample:
                    self._proof.compare(canvas.letters, pieces[number])
        return canvases, pieces

    def _canvas(self, number: int, *, letters: bool) -> Canvas:
        import pypdfium2

        try:
            page = self._document[number - 1]
        except pypdfium2.PdfiumError:
            # A page that cannot be loaded must not cost the others.
            return Canvas(595.0, 842.0, broken=True)
        try:
            # The engine for such fonts shows both signs itself.
            signs = self._plain_pages < _PLAIN_PAGES and not self._lossy
            canvas = read_canvas(page, signs=signs, letters=letters)
            if canvas.texts:
                self._plain_pages = 0 if canvas.trails or canvas.unmapped else self._plain_pages + 1
            return canvas
        finally:
            page.close()

    def _start_poppler(self, first: int, last: int) -> PieceList | None:
        if not self._poppler:
            return None
        try:
            self._running = PieceList(self._poppler, self._source.path, first, last)
        except RefusedError:
            self._poppler = ""
            return None
        return self._running

    def _take(self, started: PieceList | None, numbers: range, pieces: dict[int, list[Piece]]) -> bool:
        """Put what poppler found on these pages into `pieces`; whether it did."""
        if started is None:
            return False
        try:
            pages = started.pages(self._source.limits.seconds / 2)
        except RefusedError:
            self._poppler = ""
            return False
        if len(pages) != len(numbers):
            return False
        pieces.update(zip(numbers, pages, strict=True))
        return True

    def _as_said(self, number: int) -> _Reading:
        import pypdfium2

        try:
            return _score(said_words(self._document[number - 1]))
        except pypdfium2.PdfiumError:
            return _Reading([])

    def _by_glyphs(self, number: int) -> _Reading:
        try:
            if self._glyphs is None:
                self._glyphs = GlyphReader(self._source.path)
            return _score(self._glyphs.words(number))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken page makes it stumble over; the page counts as empty
            return _Reading([])


def _score(words: list[Word], *, sampled: bool = False) -> _Reading:
    log: Counter[str] = Counter()
    text = plain_text(words, log)
    share, count = (sampled_share if sampled else unknown_share)(text)
    return _Reading(words, share, count, text.count("\ufffd"), log["upc-tone-marks"], text)


def _better(other: _Reading, reading: _Reading, *, everywhere: bool) -> bool:
    if not other.words:
        return False
    if not reading.words:
        return True
    if other.count < 0.7 * reading.count:
        return False
    if other.damage > reading.damage + 2:
        return False
    if other.restored and not reading.restored:
        # Tone marks that the first engine left out without a trace.
        return other.share < reading.share + 2 * _LEAD
    lead = 0.0 if everywhere else _LEAD
    return other.share < reading.share - lead or (other.share == reading.share and other.damage < reading.damage)


def _much_better(other: _Reading, reading: _Reading) -> bool:
    """Whether another reading has the same letters and makes words of them that the first one cut to pieces."""
    letters, others = ("".join(one.text.split()) for one in (reading, other))
    return len(others) > 0.9 * len(letters) and other.damage <= reading.damage and other.share < 0.5 * reading.share


def _suspicious(readings: list[_Reading]) -> bool:
    share, total = _together(readings)
    if total < 50 or share < 0.5 * _SUSPICIOUS:
        return False
    for reading in readings:
        # A few lines were not clean beyond doubt: now all words are looked at.
        reading.share, reading.count = unknown_share(reading.text)
    return _together(readings)[0] > _SUSPICIOUS


def _together(readings: list[_Reading]) -> tuple[float, int]:
    """Share of unknown words over several pages, and the number of words."""
    total = sum(reading.count for reading in readings)
    return sum(reading.share * reading.count for reading in readings) / max(1, total), total


def _judged(pages: list[tuple[PageText, _Reading]]) -> Iterator[PageText]:
    """
    Mark the pages whose letters cannot be believed.

    One page alone proves little (a table of narrow columns cuts words to pieces): the pages around it must
    show the same damage, unless no letters are left at all.
    """
    digital = [reading for page, reading in pages if page.kind != "scan"]
    share = _together(digital)[0]
    lost = lost_marks("".join(reading.text for reading in digital))
    for page, reading in pages:
        if page.kind != "scan":
            page.damaged = bool(lost) and reading.count >= 10 and any(mark not in reading.text for mark in lost)
            page.damaged |= garbled(reading.text) or marks_gone(reading.text)
            page.unsure = share > _UNSURE and reading.share > _UNSURE and reading.count >= 20
            page.damaged |= share > _UNBELIEVABLE / 2 and reading.count >= 20 and reading.share > _UNBELIEVABLE
        yield page


def _page(number: int, reading: _Reading, canvas: Canvas, engine: str) -> PageText:
    letters = sum(len(word.text) for word in reading.words)
    kind = "digital"
    if letters < 20 and canvas.image_area >= 0.5:
        kind = "scan"
    elif canvas.image_area >= 0.8 and canvas.invisible >= 0.9:
        kind = "ocr-layer"
    return PageText(number, reading.words, canvas, engine, kind)
