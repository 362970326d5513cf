"""What is to be said about the reading of a PDF: engines, repairs, pages that could not be read."""

from __future__ import annotations

import functools
from collections import Counter
from importlib import metadata

from plandocs.ingest import tools as programs
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.repair import THAI_NAMES
from plandocs.ingest.refusals import corrupt, missing
from plandocs.model.document import Note
from plandocs.model.errors import UnreadableTextLayerError


class Tally:
    """Counts pages by engine and trouble, and decides whether the document can be believed."""

    def __init__(self, pages: int) -> None:
        self._pages = pages
        self._engines: Counter[str] = Counter()
        self._marks: Counter[str] = Counter()
        self._letters = 0
        self.recognised: list[int] = []
        self.unread: list[int] = []
        self.layers: list[int] = []
        self.damaged: list[int] = []
        self.broken: list[int] = []
        self.unsure: list[int] = []
        self.blank = 0

    def see(self, page: PageText) -> None:
        """Count a page."""
        if page.kind == "digital":
            self._engines[page.engine] += 1
        if page.kind == "ocr-layer":
            self.layers.append(page.number)
        if page.unsure and not page.damaged and page.kind == "digital":
            self.unsure.append(page.number)
        if page.canvas.broken and not page.words:
            self.broken.append(page.number)
        if not page.words and page.kind == "digital":
            self.blank += 1

    def check(self, source: Source) -> None:
        """Refuse a document of which (nearly) nothing could be read, saying why."""
        if self.damaged and len(self.damaged) > 0.5 * (self._pages - self.blank - len(self.unread)):
            cure = "โปรดใช้ไฟล์ต้นฉบับ"
            if not source.tools.tesseract:
                cure += f" หรือติดตั้ง Tesseract เพื่ออ่านจากภาพ ({programs.install_line('tesseract')})"
            raise UnreadableTextLayerError(
                f"ชั้นข้อความของ PDF นี้เสีย (อักษร สระ หรือวรรณยุกต์ไม่ตรงกับที่เห็น) จึงไม่นำเข้าเพื่อไม่ให้ได้ข้อความผิด {cure}",
                f"the text layer lost letters, vowels or tone marks on {len(self.damaged)} of {self._pages} pages",
            )
        if len(self.broken) == self._pages:
            raise corrupt("no page of the PDF can be loaded")
        if self.unread and len(self.unread) + self.blank == self._pages:
            raise missing("Tesseract", "อ่านเอกสารสแกน", programs.install_line("tesseract"))

    def engine(self, source: Source) -> str:
        """Return the engines used, with versions, the one that read most pages first."""
        names = []
        for name, _ in self._engines.most_common():
            if name == "poppler":
                version = programs.version(source.tools.pdftotext, "-v").rpartition(" ")[2]
                names.append(f"poppler {version}".strip())
            elif name == "pdfium":
                names.append(f"pdfium {_library('pypdfium2')}")
            elif name:
                names.append(f"pdfminer.six {_library('pdfminer.six')}")
        if self.recognised:
            names.append(programs.version(source.tools.tesseract))
        return " + ".join(names) or "pdfium"

    def notes(self, repairs: Counter[str]) -> tuple[Note, ...]:
        """Return all notes."""
        out = []
        if repairs:
            thai = ", ".join(f"{THAI_NAMES.get(name, name)} {count}" for name, count in repairs.most_common())
            english = ", ".join(f"{name} {count}" for name, count in repairs.most_common())
            out.append(Note("repaired", f"ซ่อมตัวอักษรจากฟอนต์ของ PDF: {thai} แห่ง", f"letters repaired: {english}"))
        for code, pages, thai, english in (
            (
                "ocr",
                self.recognised,
                "อ่านจากภาพด้วย OCR ตัวเลขต้องตรวจกับภาพ",
                "recognised from the picture; check all numbers",
            ),
            (
                "ocr-layer",
                self.layers,
                "ข้อความมาจาก OCR ของโปรแกรมอื่น ตัวเลขต้องตรวจกับภาพ",
                "text from another program's OCR; check all numbers",
            ),
            ("unread-pages", self.unread, "เป็นภาพสแกนที่ยังไม่ได้อ่าน (ไม่มี Tesseract)", "scanned pages left unread: no OCR"),
            ("broken-pages", self.broken, "เสีย อ่านไม่ได้", "cannot be loaded"),
            (
                "unsure-letters",
                self.unsure,
                "มีคำที่ไม่รู้จักมากผิดปกติ อักษรบางตัวอาจอ่านผิด",
                "many unknown words: letters may be wrong",
            ),
            ("damaged-pages", self.damaged, "ชั้นข้อความเสีย ไม่ได้นำเข้า", "text layer damaged, left out"),
        ):
            if pages:
                out.append(Note(code, f"หน้า {ranges(pages)} {thai}", f"pages {ranges(pages)}: {english}"))
        return tuple(out)


@functools.cache
def _library(name: str) -> str:
    """The version of an installed library; looking it up takes as long as reading a page does."""
    return metadata.version(name)


def ranges(pages: list[int]) -> str:
    """
    Return page numbers in short form.

    >>> ranges([1, 2, 3, 7])
    '1–3, 7'
    """
    out: list[list[int]] = []
    for page in sorted(set(pages)):
        if out and page == out[-1][1] + 1:
            out[-1][1] = page
        else:
            out.append([page, page])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in out)
