"""PDF pages as programs draw them: tables by drawing order, rows cut by a page end, forms that are moved, columns."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

import pytest

from plandocs.ingest.limits import Limits
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.pdf.assemble import assemble
from plandocs.ingest.readers.pdf.canvas import read_canvas
from plandocs.ingest.readers.pdf.join import join_pieces
from plandocs.ingest.readers.pdf.layout import lay_out
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.paragraphs import join_lines, usual_pitches
from plandocs.ingest.readers.pdf.poppler import pieces
from plandocs.ingest.readers.pdf.shapes import Canvas, Line, Word
from plandocs.model.text import BlockKind

SPEC = importlib.util.spec_from_file_location("drawn_zoo", Path(__file__).with_name("zoo.py"))
zoo = importlib.util.module_from_spec(SPEC)
sys.modules[SPEC.name] = zoo
SPEC.loader.exec_module(zoo)


def line(text, x0, top, wide=None):
    """Words of one line, drawn from left to right with a narrow space between them."""
    out, left = [], x0
    for index, part in enumerate(text.split()):
        x1 = left + 7.0 * len(part)
        out.append(Word(part, left, top, x1, top + 20, space=index > 0))
        left = x1 + 4.0
    if wide:
        out[-1].x1 = x0 + wide
    return out


def cell(x0, top, *lines):
    return [word for at, text in enumerate(lines) for word in line(text, x0, top + 24 * at)]


def read_pages(*pages):
    outline = Outline(Limits())
    made = [PageText(number, words, canvas, "test") for number, (words, canvas) in enumerate(pages, 1)]
    assemble([lay_out(page, Counter()) for page in made], outline)
    return outline.blocks


def read_words(words):
    return [block.text for block in read_pages((words, Canvas(595, 842)))]


def test_cells_drawn_one_after_the_other_are_a_table_however_narrow_the_white_and_high_the_rows():
    rows = [
        (("ที่",), ("ตัวชี้วัด",), ("หน่วย", "วัด"), ("ผล",)),
        (("1",), ("ร้อยละของผู้รับ", "บริการที่พึงพอใจ"), ("ร้อยละ",), ("82.50",)),
        (("2",), ("ระยะเวลาเฉลี่ย", "ในการตอบ"), ("วัน",), ("18",)),
        (("3",), ("ชุดข้อมูล",), ("ชุด",), ("1,250",)),
    ]
    words, top = line("ผลตามตัวชี้วัด", 50, 60), 100
    for row in rows:
        for x0, lines in zip((50, 80, 205, 262), row, strict=True):
            words += cell(x0, top, *lines)
        top += 24 * max(len(lines) for lines in row) + 8
    words += line("ย่อหน้าหลังตาราง", 90, top)
    assert read_words(words) == [
        "ผลตามตัวชี้วัด",
        *("\t".join("".join(lines) for lines in row) for row in rows),
        "ย่อหน้าหลังตาราง",
    ]


NAMES = [
    ("ชื่อหน่วยงาน", "สำนักงานเขต 5"),
    ("ผู้ประสานงาน", "นางสาวสมใจ"),
    ("โทรศัพท์", "0 4324 6666"),
    ("งบประมาณ", "1,250 บาท"),
]
PAIRS = {
    "names and values": (NAMES, True),
    "the head of a letter": (
        [("เรื่อง", "ขอเชิญประชุม"), ("เรียน", "ผู้อำนวยการ"), ("อ้างถึง", "หนังสือกรม"), ("วันที่", "5")],
        False,
    ),
    "a list": ([(f"{n}.", f"ข้อที่ {n} ของรายการ") for n in range(1, 6)], False),
    "a table of contents": ([(f"บทนำและที่มาที่ {n}", str(3 * n)) for n in range(1, 6)], False),
}


@pytest.mark.parametrize(("rows", "is_table"), PAIRS.values(), ids=PAIRS)
def test_two_columns_are_a_table_only_when_they_are_names_and_values(rows, is_table):
    words = [word for at, row in enumerate(rows) for x0, text in zip((60, 230), row, strict=True)
             for word in line(text, x0, 100 + 30 * at)]  # fmt: skip
    blocks = read_pages((words, Canvas(595, 842)))
    assert [block.kind is BlockKind.ROW for block in blocks] == [is_table] * len(blocks)
    if is_table:
        assert [block.text for block in blocks] == ["\t".join(row) for row in rows]


def ruled(bottom, rows, *, closed):
    xs = (50.0, 90.0, 300.0, 400.0)
    horizontal = [(y, xs[0], xs[-1]) for y in (*rows, *([bottom] if closed else []))]
    return Canvas(595, 842, horizontal=horizontal, vertical=[(x, rows[0], bottom) for x in xs])


def test_a_row_that_the_page_cuts_is_put_together_though_its_cells_are_left_open_there():
    head = [*line("ที่", 55, 705), *line("ตัวชี้วัด", 95, 705), *line("ผล", 305, 705)]
    first = [*head, *line("1", 55, 735), *cell(95, 735, "ร้อยละของผู้รับบริการที่พึง"), *line("80", 305, 735)]
    second = [*cell(95, 65, "พอใจต่อการบริการ"), *line("2", 55, 95), *line("ชุดข้อมูล", 95, 95), *line("12", 305, 95)]
    blocks = read_pages(
        (first, ruled(780.0, (700.0, 730.0), closed=False)),
        (second, ruled(120.0, (60.0, 90.0), closed=True)),
    )
    assert [block.text for block in blocks] == [
        "ที่\tตัวชี้วัด\tผล", "1\tร้อยละของผู้รับบริการที่พึงพอใจต่อการบริการ\t80", "2\tชุดข้อมูล\t12",
    ]  # fmt: skip


def test_the_rest_of_a_cut_row_may_fill_one_cell_only():
    first = [*line("5", 55, 735), *cell(95, 735, "จำนวนอาสาสมัครที่ผ่านการ"), *line("คน", 305, 735)]
    blocks = read_pages(
        (first, ruled(780.0, (730.0,), closed=True)),
        (line("พัฒนาครบทุกหลักสูตร", 95, 65), ruled(95.0, (60.0,), closed=True)),
    )
    assert [block.text for block in blocks] == ["5\tจำนวนอาสาสมัครที่ผ่านการพัฒนาครบทุกหลักสูตร\tคน"]


def test_what_a_form_object_draws_stands_where_the_form_is_moved_to(tmp_path):
    import pypdf
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    inner = DecodedStreamObject()
    inner.set_data(b"0 0 m 100 0 l S 10 10 m 10 60 l S")
    box = ArrayObject([FloatObject(value) for value in (-5, -5, 200, 200)])
    inner.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                  NameObject("/BBox"): box})  # fmt: skip
    outer = DecodedStreamObject()
    outer.set_data(b"q 1 0 0 1 20 30 cm /Inner Do Q")
    outer.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
                  NameObject("/BBox"): box})  # fmt: skip
    outer[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Inner"): writer._add_object(inner)})}
    )
    content = DecodedStreamObject()
    content.set_data(b"q 2 0 0 2 50 400 cm /Outer Do Q")
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Outer"): writer._add_object(outer)})}
    )
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(tmp_path / "form.pdf")
    import pypdfium2

    canvas = read_canvas(pypdfium2.PdfDocument(tmp_path / "form.pdf")[0])
    assert [tuple(round(value) for value in rule) for rule in canvas.horizontal] == [(382, 90, 290)]
    assert [tuple(round(value) for value in rule) for rule in canvas.vertical] == [(110, 262, 362)]


def test_letters_without_any_width_are_not_read():
    page = (
        '<word xMin="50.0" yMin="100.0" xMax="90.0" yMax="120.0">แผน</word>'
        '<word xMin="211.9" yMin="777.0" xMax="211.9" yMax="803.3">ที่</word>'
    )
    assert [word.text for word in join_pieces(pieces(page))] == ["แผน"]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("ผลในปีงบประมา", "ณ พ.ศ. 2566", "ผลในปีงบประมาณ พ.ศ. 2566"),
        ("จัดประชุม", "ณ ห้องประชุมชั้น 2", "จัดประชุม ณ ห้องประชุมชั้น 2"),
    ],
)
def test_a_word_cut_before_its_last_letter_is_whole_again(above, below, joined):
    assert join_lines([above, below]) == joined


def test_a_paragraph_goes_on_at_the_top_of_the_next_column():
    def column(x0, first, *texts):
        return [word for at, text in enumerate(texts) for word in line(text, x0 + (30 if at == 0 and first else 0),
                100 + 24 * at, (190 if at == 0 and first else 220) if at < len(texts) - 1 else None)]  # fmt: skip

    left = column(50, True, "ย่อหน้าแรกที่ยาวจน", "เต็มบรรทัดของคอลัมน์ซ้าย", "และยังไม่จบความจึงต้อง")
    left[-1].x1 = 270
    right = column(320, False, "ไปต่อที่คอลัมน์ขวาอีก", "สองบรรทัดจึงจะ", "จบความ")
    assert read_words([*left, *right]) == [
        "ย่อหน้าแรกที่ยาวจนเต็มบรรทัดของคอลัมน์ซ้ายและยังไม่จบความจึงต้องไปต่อที่คอลัมน์ขวาอีกสองบรรทัดจึงจะจบความ"
    ]


def test_where_paragraphs_are_indented_a_line_at_the_edge_goes_on():
    words = [
        *line("ผลการประเมินใน", 80, 100),
        *line("ปีงบประมาณ 2566 พบว่ายังใช้เวลานาน", 50, 124, 200),
        *line("เกินไป", 50, 148),
        *line("ย่อหน้าถัดไปเริ่ม", 80, 172, 170),
        *line("ใหม่", 50, 196),
    ]
    assert read_words(words) == ["ผลการประเมินในปีงบประมาณ 2566 พบว่ายังใช้เวลานานเกินไป", "ย่อหน้าถัดไปเริ่มใหม่"]


def test_the_lines_of_a_letter_head_stay_apart_though_they_are_full():
    words = [*line("เรื่อง ขออนุญาตนำนักเรียนเข้าร่วมกิจกรรม", 50, 100, 400), *line("เรียน ผู้อำนวยการโรงเรียน", 50, 124)]
    assert read_words(words) == ["เรื่อง ขออนุญาตนำนักเรียนเข้าร่วมกิจกรรม", "เรียน ผู้อำนวยการโรงเรียน"]


def test_rows_between_column_lines_are_told_by_drawing_order():
    xs = (50.0, 90.0, 300.0, 400.0)
    canvas = Canvas(
        595,
        842,
        horizontal=[(y, xs[0], xs[-1]) for y in (90.0, 120.0, 260.0)],
        vertical=[(x, 90.0, 260.0) for x in xs],
    )
    rows = [("ที่", "ตัวชี้วัด", "ผล"), ("1", "คำขอที่เสร็จ", "80"), ("2", "ชุดข้อมูล", "24"), ("3", "ความพึงพอใจ", "91")]
    words = [word for at, row in enumerate(rows) for x0, text in zip((55, 95, 305), row, strict=True)
             for word in line(text, x0, 95 + 40 * at)]  # fmt: skip
    blocks = read_pages((words, canvas))
    assert [block.text for block in blocks] == ["\t".join(row) for row in rows]
    assert blocks[0].is_table_head
    by_column = [word for column in range(3) for at, row in enumerate(rows[1:]) for word in
                 line(row[column], (55, 95, 305)[column], 135 + 40 * at)]  # fmt: skip
    assert len(read_pages(([*words[:3], *by_column], canvas))) == 2


def test_lines_that_leave_room_to_write_and_check_boxes_stay_lines():
    words = [
        *line("ชื่อโครงการ ....................................................", 50, 100, 500),
        *line("หน่วยงาน ........................................................", 50, 124, 500),
        *line("☐ แล้วเสร็จ", 50, 148, 495),
        *line("☑ อยู่ระหว่างดำเนินการ", 50, 172),
    ]
    assert [text.split(" ")[0] for text in read_words(words)] == ["ชื่อโครงการ", "หน่วยงาน", "แล้วเสร็จ", "อยู่ระหว่างดำเนินการ"]


def test_where_paragraphs_stand_further_apart_a_full_line_ends_one_too():
    words, top = [], 60.0
    for number in range(6):
        # The last paragraph but one ends with a full line.
        for at, wide in enumerate((450, 450, 450 if number == 4 else 160)):
            words += line(f"ย่อหน้า{number} บรรทัด{at}", 50, top, wide)
            top += 24 if at < 2 else 30
    assert [text[:8] for text in read_words(words)] == [f"ย่อหน้า{number}" for number in range(6)]


def test_lines_at_ever_other_distances_have_a_usual_one():
    lines = [Line("ข้อความ", 50, top, 150, top + 20, 16.0, page=1) for top in (0, 21, 44, 69, 96, 125, 156, 189)]
    assert usual_pitches(lines)[16.0] in {21.0, 23.0, 25.0, 27.0, 29.0, 31.0, 33.0}


def test_names_of_columns_drawn_line_by_line_stay_one_head():
    xs = (50.0, 200.0, 300.0, 400.0)
    canvas = Canvas(
        595,
        842,
        horizontal=[(y, xs[0], xs[-1]) for y in (90.0, 170.0, 210.0)],
        vertical=[(x, 90.0, 210.0) for x in xs],
    )
    head = [("เริ่ม - ปี 2564", "ปี 2565", "ปี 2566"), ("แผน", "แผน", "แผน"), ("(ผล)*", "", "")]
    words = [word for at, row in enumerate(head) for x0, text in zip((55, 205, 305), row, strict=True)
             for word in line(text, x0, 95 + 24 * at)]  # fmt: skip
    words += [word for x0, text in zip((55, 205, 305), ("12", "15", "20"), strict=True) for word in line(text, x0, 180)]
    rows = [block.text.split("\t") for block in read_pages((words, canvas))]
    assert ["".join(cell.split()) for cell in rows[0]] == ["เริ่ม-ปี2564แผน(ผล)*", "ปี2565แผน", "ปี2566แผน"]
    assert rows[1:] == [["12", "15", "20"]]
