"""Photographed or scanned pages saved as pictures: OCR, one picture one page (a TIFF may have several)."""

from __future__ import annotations

import warnings
from collections import Counter

from plandocs.ingest import tools as programs
from plandocs.ingest.readers.base import Source
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.ocr import Recognised, recognise_image
from plandocs.ingest.readers.pdf.assemble import assemble
from plandocs.ingest.readers.pdf.layout import PageLayout, lay_out
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.remarks import ranges
from plandocs.ingest.readers.pdf.shapes import Canvas
from plandocs.ingest.refusals import corrupt, missing, too_much
from plandocs.model.document import Extracted, Note

MAX_PIXELS = 60_000_000


def read(source: Source) -> Extracted:
    """Return the recognised blocks; boxes are in pixels of the straightened picture."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    model = programs.thai_model(source.tools.tesseract) if source.tools.tesseract else ""
    if not model:
        raise missing("Tesseract", "อ่านข้อความจากภาพ", programs.install_line("tesseract"))
    layouts: list[PageLayout] = []
    log: Counter[str] = Counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(source.path) as picture:
                for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                    if number > source.limits.pages or frame.width * frame.height > MAX_PIXELS:
                        raise too_much("เป็นภาพขนาดใหญ่", f"picture of {frame.width} x {frame.height} pixels")
                    upright = ImageOps.exif_transpose(frame.convert("L"))
                    found = recognise_image(source, upright, model, number)
                    layouts.append(lay_out(_page(found, number, upright.width, upright.height), log))
                    source.progress(number, number)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise too_much("เป็นภาพขนาดใหญ่", "picture with too many pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise corrupt(f"not a readable picture: {' '.join(str(error).split())[:120]}") from error
    outline = Outline(source.limits)
    assemble(layouts, outline)
    pages = ranges([layout.number for layout in layouts])
    note = Note("ocr", f"หน้า {pages} อ่านจากภาพด้วย OCR ตัวเลขต้องตรวจกับภาพ", f"pages {pages}: recognised from the picture")
    engine = programs.version(source.tools.tesseract)
    return Extracted(tuple(outline.blocks), engine=engine, pages=len(layouts), notes=(note,))


def _page(found: Recognised, number: int, width: int, height: int) -> PageText:
    canvas = Canvas(float(width), float(height), horizontal=found.horizontal, vertical=found.vertical, image_area=1.0)
    return PageText(number, found.words, canvas, "tesseract", "scan")
