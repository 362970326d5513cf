"""PDF documents: the best engine per page, repairs, layout, OCR for scans."""

from __future__ import annotations

from collections import Counter
from typing import Any

from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.pdf.assemble import assemble
from plandocs.ingest.readers.pdf.layout import lay_out
from plandocs.ingest.readers.pdf.pages import PageReader, PageText
from plandocs.ingest.readers.pdf.recognise import Recogniser
from plandocs.ingest.readers.pdf.remarks import Tally
from plandocs.ingest.refusals import corrupt, password, too_much
from plandocs.model.document import Extracted

__all__ = ["read"]


def read(source: Source) -> Extracted:
    """
    Return the blocks of a PDF with page and box.

    Raises `UnreadableTextLayerError` when the text of the document lost its marks and no OCR is there to
    read it anew,
    `MissingToolError` for a scan without OCR, `PasswordProtectedError`, `LimitExceededError`.
    """
    document = _open(source)
    reader = PageReader(source, document)
    try:
        count = len(document)
        if count > source.limits.pages:
            raise too_much("มีจำนวนหน้ามาก", f"{count} pages; the limit is {source.limits.pages}")
        if count == 0:
            raise corrupt("the PDF has no pages")
        title = _title(document)
        outline = Outline(source.limits)
        repairs: Counter[str] = Counter()
        tally = Tally(count)
        recogniser = Recogniser(source, document, tally)
        layouts = [lay_out(_improved(page, recogniser, tally), repairs) for page in reader.pages()]
        tally.check(source)
        assemble(layouts, outline)
        return Extracted(
            tuple(outline.blocks), engine=tally.engine(source), pages=count, notes=tally.notes(repairs), title=title
        )
    finally:
        reader.close()
        document.close()


def _improved(page: PageText, recogniser: Recogniser, tally: Tally) -> PageText:
    """The page as it is, or recognised anew when it is a scan or its text layer is damaged."""
    tally.see(page)
    if page.kind == "digital" and not page.damaged:
        return page
    return recogniser.improve(page)


def _open(source: Source) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(source.path)
    except pypdfium2.PdfiumError as error:
        message = " ".join(str(error).split())
        if "password" in message.lower() or "security" in message.lower():
            raise password() from error
        raise corrupt(f"not a readable PDF: {message[:120]}") from error


def _title(document: Any) -> str:
    """The title property, unless it is a file name that a converter left there."""
    try:
        title = " ".join(str(document.get_metadata_value("Title")).replace("\x00", "").split())
    except (UnicodeDecodeError, ValueError):
        return ""
    if title.lower().endswith((".doc", ".docx", ".pdf", ".xls", ".xlsx", ".indd", ".rtf")):
        return ""
    return title.removeprefix("Microsoft Word - ").removeprefix("Microsoft PowerPoint - ")
