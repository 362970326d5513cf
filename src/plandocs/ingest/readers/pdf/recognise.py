"""Pages read from their picture with Tesseract: scans, and pages whose text layer is damaged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from plandocs.ingest import tools as programs
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.ocr import recognise_image
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.remarks import Tally

_DPI = 300
#: Longest side of a rendered page, in pixels.
_MAX_PIXELS = 7000


class Recogniser:
    """Renders pages and recognises them; without Tesseract it says which pages stay unread."""

    def __init__(self, source: Source, document: Any, tally: Tally) -> None:
        self._source = source
        self._document = document
        self._tally = tally
        self._model = programs.thai_model(source.tools.tesseract) if source.tools.tesseract else ""

    def improve(self, page: PageText) -> PageText:
        """Return the page with recognised words, or as well as it can be without OCR."""
        damaged = self._tally.is_damaged(page) and page.kind != "scan"
        if page.kind == "ocr-layer" and not damaged:
            # Another program recognised it: its words count as recognised, of unknown trust.
            return replace(page, words=[replace(word, ocr=0.5) for word in page.words])
        if not self._model:
            (self._tally.damaged if damaged else self._tally.unread).append(page.number)
            return replace(page, words=[])
        words = recognise_image(self._source, self._picture(page.number), self._model, page.number)
        scale = self._scale(page.number)
        self._tally.recognised.append(page.number)
        dx, dy = page.canvas.shift
        placed = [
            replace(
                word,
                x0=word.x0 * scale + dx,
                x1=word.x1 * scale + dx,
                top=word.top * scale + dy,
                bottom=word.bottom * scale + dy,
            )
            for word in words
        ]
        self._source.progress(page.number, len(self._document))
        return replace(page, words=placed, kind="scan", engine="tesseract")

    def _scale(self, number: int) -> float:
        """Points per pixel."""
        width, height = self._size(number)
        return 1 / min(_DPI / 72, _MAX_PIXELS / max(width, height, 1.0))

    def _size(self, number: int) -> tuple[float, float]:
        page = self._document[number - 1]
        try:
            width, height = page.get_size()
        finally:
            page.close()
        return float(width), float(height)

    def _picture(self, number: int) -> Any:
        page = self._document[number - 1]
        try:
            return page.render(scale=1 / self._scale(number), grayscale=True).to_pil()
        finally:
            page.close()
