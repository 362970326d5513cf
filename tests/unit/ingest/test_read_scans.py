"""Scans: which pages are pictures, how sure each word is, resuming, straightening, what is said about numbers."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from plandocs.app import add as adding
from plandocs.ingest import tools as programs
from plandocs.ingest.files import SourceFile
from plandocs.ingest.limits import Limits
from plandocs.ingest.readers import ocr, read
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.pdf.assemble import assemble
from plandocs.ingest.readers.pdf.layout import lay_out
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.shapes import Canvas, Word
from plandocs.ingest.tools import Tools, detect
from plandocs.model.document import Extracted
from plandocs.model.errors import LimitExceededError, MissingToolError

SPEC = importlib.util.spec_from_file_location("scan_zoo", Path(__file__).with_name("zoo.py"))
zoo = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = zoo
SPEC.loader.exec_module(zoo)

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xf0 EI Q "
TEXT = b"BT %d Tr /F 12 Tf 50 700 Td (Plan for the year 2567 of the department) Tj ET"


def pdf_of_pictures(path, count):
    pages = [Image.new("L", (400, 560), 255 - number) for number in range(count)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    return path


def table(*lines):
    """Tesseract's table: lines of (height, [(text, confidence)])."""
    out = ["level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"]
    for number, (height, words) in enumerate(lines):
        out.append(f"4\t1\t1\t1\t{number}\t0\t10\t{1000 + 100 * number}\t400\t{height}\t-1\t")
        out.extend(
            f"5\t1\t1\t1\t{number}\t{at}\t{10 + 100 * at}\t{1000 + 100 * number}\t80\t{height}\t{sure}\t{text}"
            for at, (text, sure) in enumerate(words)
        )
    return "\n".join(out)


LINE = (40, [("แผน", 96.0), ("พัฒนา", 90.0), ("องค์การ", 84.0), ("2567", 60.0)])


@pytest.mark.parametrize(
    ("content", "note", "sure"),
    [
        (TEXT % 0, None, None),
        (PICTURE + TEXT % 0, None, None),
        (PICTURE + TEXT % 3, "ocr-layer", 0.5),
    ],
    ids=["digital", "digital on a background picture", "another program's OCR layer"],
)
def test_pages_with_text_are_told_apart(tmp_path, content, note, sure):
    path = tmp_path / "page.pdf"
    path.write_bytes(zoo.pdf(content))
    found = read(path, tools=Tools())
    assert [item.code for item in found.notes] == ([note] if note else [])
    assert [block.ocr for block in found.blocks] == [sure]


def test_a_scan_without_tesseract_is_refused_with_the_install_line(tmp_path):
    with pytest.raises(MissingToolError, match="tesseract"):
        read(pdf_of_pictures(tmp_path / "scan.pdf", 2), tools=Tools())


def test_a_page_that_is_a_picture_among_digital_ones_is_named(tmp_path, corpus):
    import pypdfium2

    mixed = pypdfium2.PdfDocument.new()
    mixed.import_pages(pypdfium2.PdfDocument(next((corpus / "documents").glob("D12*.pdf"))), [1])
    mixed.import_pages(pypdfium2.PdfDocument(pdf_of_pictures(tmp_path / "scan.pdf", 1)))
    mixed.save(tmp_path / "mixed.pdf")
    found = read(tmp_path / "mixed.pdf", tools=Tools())
    assert {block.place.page for block in found.blocks} == {1}
    assert [note.english.partition(":")[0] for note in found.notes if note.code == "unread-pages"] == ["pages 2"]


def test_each_word_keeps_its_confidence():
    assert [(item.text, item.ocr) for item in ocr._words(table(LINE))] == [
        ("แผน", 0.96), ("พัฒนา", 0.90), ("องค์การ", 0.84), ("2567", 0.60),
    ]  # fmt: skip


def test_rows_of_marks_read_as_letters_are_left_out():
    shadow = (22, [("v", 40.0), ("A", 51.0), ("ล่", 30.0), ("~", 60.0)])
    assert [item.text for item in ocr._words(table(LINE, shadow, LINE))] == [text for text, _ in LINE[1]] * 2


@pytest.fixture
def scanner(monkeypatch):
    """A Tesseract that reads LINE on every page; the pages asked for are noted, `broken` ones stop it."""

    class Scanner:
        asked: list[int] = []  # noqa: RUF012 - made anew by the fixture
        broken = 0

    def run(source, picture, model, page):
        Scanner.asked.append(page)
        if page == Scanner.broken:
            raise LimitExceededError("ช้า", "slow")
        return table((40, [(f"แผน{'กขคง'[page - 1]}", 95.0), *LINE[1][1:]]))

    Scanner.asked = []
    monkeypatch.setattr(ocr, "_run", run)
    monkeypatch.setattr(programs, "thai_model", lambda _path: "Thai")
    monkeypatch.setattr(programs, "version", lambda *_: "tesseract")
    return Scanner


def test_an_interrupted_scan_goes_on_at_the_page_where_it_stopped(tmp_path, scanner):
    path, tools = pdf_of_pictures(tmp_path / "scan.pdf", 4), Tools(tesseract="x", cache=str(tmp_path / "cache"))
    scanner.broken = 3
    with pytest.raises(LimitExceededError):
        read(path, tools=tools)
    scanner.broken = 0
    seen = []
    found = read(path, tools=tools, progress=lambda done, total: seen.append((done, total)))
    assert scanner.asked == [1, 2, 3, 3, 4]
    assert [pages for pages in seen if pages[1] == 4][:4] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [block.place.page for block in found.blocks if block.stream == "body"] == [1, 2, 3, 4]


def test_recognised_blocks_carry_their_mean_confidence_and_a_note_says_check_the_numbers(tmp_path, scanner):
    found = read(pdf_of_pictures(tmp_path / "scan.pdf", 1), tools=Tools(tesseract="x"))
    assert [round(block.ocr, 3) for block in found.blocks] == [0.823]
    assert [note.code for note in found.notes] == ["ocr"]
    assert "ตัวเลขต้องตรวจ" in found.notes[0].thai


def test_adding_keeps_recognised_pages_inside_the_workspace(tmp_path, monkeypatch):
    given = []
    monkeypatch.setattr(adding, "read_isolated", lambda _path, *, tools: given.append(tools) or Extracted((), "x"))
    source = SourceFile(tmp_path / "a.pdf", "0" * 64, "a.pdf")
    assert [item for item, future in adding._read_all([source], tmp_path / "cache") if future.result()] == [source]
    assert [tools.cache for tools in given] == [str(tmp_path / "cache")]


@pytest.mark.parametrize("angle", [-5.0, -0.75, 0.0, 1.5, 3.0])
def test_a_skewed_page_is_straightened(angle):
    page = Image.new("L", (1200, 1600), 255)
    draw = ImageDraw.Draw(page)
    for top in range(150, 1450, 60):
        draw.rectangle((150, top, 1050, top + 22), fill=0)
    turned = page.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert abs(ocr.skew(turned) + angle) <= 0.25


@pytest.mark.tesseract
def test_a_scanned_page_of_the_sample_is_recognised(tmp_path, corpus):
    import pypdfium2

    page = pypdfium2.PdfDocument.new()
    page.import_pages(pypdfium2.PdfDocument(next((corpus / "documents").glob("D09*สแกน.pdf"))), [0])
    page.save(tmp_path / "scan.pdf")
    found = read(tmp_path / "scan.pdf", tools=detect())
    text = "".join("".join(block.text.split()) for block in found.blocks)
    assert "รายงานติดตามผลแผนพัฒนาองค์การ" in text
    assert all(block.ocr is not None and block.ocr > 0.3 for block in found.blocks)
    assert "ocr" in [note.code for note in found.notes]


def test_recognised_lines_of_one_paragraph_stay_together_though_their_boxes_differ_in_height():
    def line(text, top, height, wide):
        return [Word(text, 100.0, top, 100.0 + wide, top + height, ocr=0.9)]

    wide = 30 * 12.0
    words = [
        *line("แผนพัฒนาองค์การของกรมตัวอย่าง", 60, 40, 24 * 18.0),
        *line("การประเมินความผูกพันที่ยังไม่ครอบคลุมหน่วย", 130, 34, wide),
        *line("งานในสวนภมภาคของกรมตามรายงานทบทวน", 165, 22, wide),
        *line("แล้วทุกไตรมาส", 200, 30, 120.0),
        *line("เปิดเผยชุดข้อมูลครบทุกกองภายในปีงบประมาณ", 260, 36, wide),
    ]
    page = PageText(1, words, Canvas(595.0, 842.0, image_area=1.0), "tesseract", "scan")
    outline = Outline(Limits())
    assemble([lay_out(page, Counter())], outline)
    assert [block.text for block in outline.blocks] == [
        "แผนพัฒนาองค์การของกรมตัวอย่าง",
        "การประเมินความผูกพันที่ยังไม่ครอบคลุมหน่วยงานในสวนภมภาคของกรมตามรายงานทบทวนแล้วทุกไตรมาส",
        "เปิดเผยชุดข้อมูลครบทุกกองภายในปีงบประมาณ",
    ]


def test_a_line_read_out_of_the_marks_of_another_is_left_out():
    def row(level, number, left, top, width, height, sure, text):
        return f"{level}\t1\t1\t1\t{number}\t0\t{left}\t{top}\t{width}\t{height}\t{sure}\t{text}"

    head = "level\tpage\tblock\tpar\tline\tword\tleft\ttop\twidth\theight\tconf\ttext"
    lines = [
        head,
        row(4, 1, 527, 274, 1392, 94, -1, ""),
        row(5, 1, 527, 274, 600, 94, 58, "en6"),
        row(4, 2, 271, 314, 1698, 96, -1, ""),
        row(5, 2, 271, 314, 1698, 96, 91, "แผนเพิ่มประสิทธิภาพองค์การ"),
        row(4, 3, 271, 514, 400, 96, -1, ""),
        row(5, 3, 271, 514, 400, 96, 55, "เลือน"),
        row(4, 4, 900, 520, 400, 96, -1, ""),
        row(5, 4, 900, 520, 400, 96, 95, "ข้างกัน"),
    ]
    assert [item.text for item in ocr._words("\n".join(lines))] == ["แผนเพิ่มประสิทธิภาพองค์การ", "เลือน", "ข้างกัน"]
