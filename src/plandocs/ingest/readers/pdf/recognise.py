"""Pages read from their picture with Tesseract: scans, and pages whose text layer is damaged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plandocs.ingest import tools as programs
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.ocr import Recognised, recognise_image
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.remarks import Tally
from plandocs.ingest.readers.pdf.score import lost_marks, unknown_share
from plandocs.ingest.readers.pdf.shapes import Word

_DPI = 300
#: Longest side of a rendered page, in pixels.
_MAX_PIXELS = 7000
#: After this many pages whose pictures lack the marks too, the rest of a damaged document is not even tried.
_HOPELESS = 2


class Recogniser:
    """Renders pages and recognises them; without Tesseract it says which pages stay unread."""

    def __init__(self, source: Source, document: Any, tally: Tally) -> None:
        self._source = source
        self._document = document
        self._tally = tally
        self._model = programs.thai_model(source.tools.tesseract) if source.tools.tesseract else ""
        self._in_vain = 0

    def improve(self, page: PageText) -> PageText:
        """Return the page with recognised words, or as well as it can be without OCR."""
        damaged = page.damaged and page.kind != "scan"
        if page.kind == "ocr-layer" and not damaged:
            # Another program recognised it: its words count as recognised, of unknown trust.
            return replace(page, words=[replace(word, ocr=0.5) for word in page.words])
        if not self._model or (damaged and self._in_vain >= _HOPELESS):
            (self._tally.damaged if damaged else self._tally.unread).append(page.number)
            return replace(page, words=[])
        width, height = self._size(page.number)
        scale = 1 / drawn_scale(width, height)
        found = recognise_image(self._source, self._picture(page.number, 1 / scale), self._model, page.number)
        self._source.progress(page.number, len(self._document))
        if damaged and not _better_than_before(found.words):
            self._in_vain += 1
            self._tally.damaged.append(page.number)
            return replace(page, words=[])
        self._tally.recognised.append(page.number)
        return _placed(page, found, scale)

    def _size(self, number: int) -> tuple[float, float]:
        page = self._document[number - 1]
        try:
            width, height = page.get_size()
        finally:
            page.close()
        return float(width), float(height)

    def _picture(self, number: int, scale: float) -> Any:
        page = self._document[number - 1]
        try:
            return page.render(scale=scale, grayscale=True).to_pil()
        finally:
            page.close()


def drawn_scale(width: float, height: float) -> float:
    """Return how many pixels a point of a page of this size gets when it is drawn for recognition."""
    return min(_DPI / 72, _MAX_PIXELS / max(width, height, 1.0))


def _better_than_before(words: list[Word]) -> bool:
    """Whether the picture shows the marks that the text layer lost: then they are recognised."""
    text = "".join((" " if word.space else "") + word.text for word in words)
    share, count = unknown_share(text)
    return not lost_marks(text) and (share < 0.3 or count < 20)


def _placed(page: PageText, found: Recognised, scale: float) -> PageText:
    """The page with recognised words and lines, from pixels to points of the media box."""
    dx, dy = page.canvas.shift
    words = [
        replace(
            word,
            x0=word.x0 * scale + dx,
            x1=word.x1 * scale + dx,
            top=word.top * scale + dy,
            bottom=word.bottom * scale + dy,
        )
        for word in found.words
    ]
    canvas = replace(
        page.canvas,
        horizontal=[(y * scale + dy, a * scale + dx, b * scale + dx) for y, a, b in found.horizontal],
        vertical=[(x * scale + dx, a * scale + dy, b * scale + dy) for x, a, b in found.vertical],
        spans=[],
    )
    return replace(page, words=words, canvas=canvas, kind="scan", engine="tesseract")
