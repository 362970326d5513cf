"""A scanned plan without OCR: a picture of a page as PDF, and the blocks that a recogniser would have read on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PIL import Image, ImageDraw

from plandocs.app.facts import facts_of
from plandocs.model.document import Approval, Document, DocumentKind, DocumentMeta, Extracted
from plandocs.model.text import Block, BlockKind, Cell, Place
from plandocs.model.year import FiscalYear

HEADS = ("เป้าหมาย", "ตัวชี้วัด", "หน่วยนับ", "ค่าฐาน", "ค่าเป้าหมาย", "ผู้รับผิดชอบ")
READ = ("ลดน้ำสูญเสียในระบบจ่ายน้ำ", "อัตราน้ำสูญเสีย", "ร้อยละ", "31", "25", "กองระบบ")
#: Where the row stands on the page, in points, and what is drawn there: a black bar.
ROW_BOX = (60.0, 300.0, 530.0, 330.0)


def page_of_bars(turned: float = 0.0) -> Image.Image:
    """A page of 150 dpi with bars as lines of text, the row's bar the longest and the darkest."""
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for line in range(12):
        top = 150 + 60 * line
        if not 560 < top < 720:
            pen.rectangle((150, top, 700 + 40 * (line % 5), top + 22), fill=110)
    scale = 150 / 72
    pen.rectangle(tuple(round(value * scale) for value in ROW_BOX), fill=0)
    return page.rotate(turned, fillcolor=255, resample=Image.Resampling.BICUBIC)


def blocks() -> tuple[Block, ...]:
    def line(number, text, kind=BlockKind.PARAGRAPH):
        place = Place("หน้า 1", page=1, paragraph=number, box=(60.0, 60.0 + 30 * number, 500.0, 80.0 + 30 * number))
        return Block(kind, text, place, ocr=0.9)

    def row(number, cells, box, head=False):
        views, position = [], 0
        for column, cell in enumerate(cells):
            views.append(Cell(HEADS[column], position, position + len(cell), column))
            position += len(cell) + 1
        place = Place(f"หน้า 1 ตารางที่ 1 แถวที่ {number}", page=1, table=1, row=number, box=box)
        return Block(BlockKind.ROW, "\t".join(cells), place, cells=tuple(views), is_table_head=head, ocr=0.8)

    return (
        line(1, "แผนเพิ่มประสิทธิภาพองค์การ ประจำปีงบประมาณ พ.ศ. 2567"),
        row(1, HEADS, (60.0, 260.0, 530.0, 290.0), head=True),
        row(2, READ, ROW_BOX),
    )


def add_scan(workspace, turned: float = 0.0) -> Document:
    """Store the scanned plan as `plandocs add` would, and return it."""
    path = Path(workspace.path) / "scan.pdf"
    page_of_bars(turned).save(path, resolution=150)
    content = path.read_bytes()
    path.unlink()
    sha256 = hashlib.sha256(content).hexdigest()
    original = workspace.files / sha256[:2] / sha256
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_bytes(content)
    meta = DocumentMeta(
        "แผนเพิ่มประสิทธิภาพองค์การ 2567",
        DocumentKind.IMPROVEMENT_PLAN,
        plan_year=FiscalYear(2567),
        approval=Approval.APPROVED,
        confidence=1.0,
    )
    read = Extracted(blocks(), "tesseract", 1)
    document = Document(sha256[:12], sha256, "แฟ้มเก่า/แผน2567.pdf", meta, 1, "tesseract")
    facts = facts_of(workspace, document.id, meta, (), read.blocks)
    workspace.store.add_document(document, read.blocks, facts)
    return document
