"""PDF pages without ruling lines: columns, tables by white space, centred covers, spaces at line ends."""

from __future__ import annotations

from collections import Counter

import pytest

from plandocs.ingest.limits import Limits
from plandocs.ingest.readers.blocks import Outline
from plandocs.ingest.readers.pdf.assemble import assemble
from plandocs.ingest.readers.pdf.canvas import line_tail
from plandocs.ingest.readers.pdf.layout import lay_out
from plandocs.ingest.readers.pdf.pages import PageText
from plandocs.ingest.readers.pdf.paragraphs import Joiner, Paragraph, join_lines
from plandocs.ingest.readers.pdf.shapes import Canvas, Line, Word
from plandocs.model.text import BlockKind


def word(text, x0, top, x1=None, *, space=False):
    return Word(text, x0, top, x0 + 8.0 * len(text) if x1 is None else x1, top + 20, space=space)


def read_page(words, **canvas):
    outline = Outline(Limits())
    assemble([lay_out(PageText(1, words, Canvas(595, 842, **canvas), "test"), Counter())], outline)
    return outline.blocks


def column(name, x0):
    return [word(f"{name}{number} ข้อความเต็มบรรทัดของคอลัมน์", x0, 100 + 24 * number, x0 + 220) for number in range(8)]


LEFT, RIGHT = column("ซ้าย", 50), column("ขวา", 320)
ORDERS = {
    "column by column": LEFT + RIGHT,
    "line by line across": [item for pair in zip(LEFT, RIGHT, strict=True) for item in pair],
}


@pytest.mark.parametrize("words", ORDERS.values(), ids=ORDERS)
def test_two_columns_are_read_one_after_the_other(words):
    text = "".join(block.text for block in read_page(words))
    places = [text.index(item.text.split()[0]) for item in LEFT + RIGHT]
    assert places == sorted(places)


GRID = [
    ("ลำดับ", "ตัวชี้วัด", "ค่าฐาน", "เป้าหมาย"),
    ("1", "ร้อยละของคำขอ", "75.8", "80"),
    ("2", "จำนวนชุดข้อมูล", "12", "20"),
    ("3", "ระดับความพึงพอใจ", "81.2", "85"),
]
COLUMNS = (50, 120, 330, 440)


def grid_words(rows, *, wrapped=()):
    out = []
    top = 100
    for row in rows:
        out.extend(word(text, x0, top) for text, x0 in zip(row, COLUMNS, strict=True))
        if row[0] in wrapped:
            top += 22
            out.append(word("ต่อบรรทัด", COLUMNS[1], top))
        top += 32
    return out


def test_texts_under_each_other_are_a_table_without_lines():
    rows = [block for block in read_page(grid_words(GRID)) if block.kind is BlockKind.ROW]
    assert [tuple(row.text.split("\t")) for row in rows] == GRID
    assert rows[0].is_table_head
    assert [cell.header for cell in rows[1].cells] == list(GRID[0])


def test_a_line_that_fills_no_first_column_goes_on_in_the_row_above():
    rows = read_page(grid_words(GRID, wrapped={"2"}))
    assert len(rows) == 4
    assert "".join(rows[2].cell_text(1).split()) == "จำนวนชุดข้อมูลต่อบรรทัด"


NO_TABLES = {
    "two lines only": grid_words(GRID[:2]),
    "prose in three columns": [
        word(f"{name}{row} ข้อความเต็ม", x0, 100 + 24 * row, x0 + 150)
        for row in range(8)
        for name, x0 in (("ก", 40), ("ข", 220), ("ค", 400))
    ],
    "label and value": [word(text, x0, 100 + 24 * row) for row in range(5) for text, x0 in (("หัวข้อ", 50), ("ค่า", 200))],
}


@pytest.mark.parametrize("words", NO_TABLES.values(), ids=NO_TABLES)
def test_what_only_looks_like_a_table_stays_text(words):
    assert all(block.kind is not BlockKind.ROW for block in read_page(words))


def centred(text, wide, top):
    return Line(text, 300 - wide / 2, top, 300 + wide / 2, top + 20, 16.0, page=1)


COVERS = [
    ("lines with room for the next are apart", [("แผนพัฒนาองค์การ", 250), ("กรมตัวอย่าง", 120)], 2),
    ("a line that fills the width runs on", [("รายงานผลการดำเนินการพัฒนาองค์การประจำปี", 470), ("งบประมาณ", 90)], 1),
    ("a name in brackets is a line of its own", [("รายงานผลการดำเนินการพัฒนาองค์การ", 470), ("(Report)", 90)], 2),
    ("a short line before a full one is apart", [("กรมตัวอย่าง", 350), ("เสนอคณะกรรมการกำกับติดตามการพัฒนา", 486)], 2),
]


@pytest.mark.parametrize(("what", "lines", "count"), COVERS, ids=[case[0] for case in COVERS])
def test_centred_lines_of_covers(what, lines, count):
    made = [centred(text, wide, 100 + 24 * row) for row, (text, wide) in enumerate(lines)]
    assert len(Joiner({16.0: 24.0}).paragraphs(made, 50, 550)) == count


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("จัดให้มีหลายช่องทาง", "เช่น เว็บไซต์", "จัดให้มีหลายช่องทาง เช่น เว็บไซต์"),
        ("ช่องทางอื่นๆ", "ของกรม", "ช่องทางอื่นๆ ของกรม"),
        ("เป็นเงิน 500 บาท", "ต่อคน", "เป็นเงิน 500 บาท ต่อคน"),
        ("คณะทำงานที่", "แต่งตั้งขึ้น", "คณะทำงานที่แต่งตั้งขึ้น"),
        ("หน่วยงานที่เกี่ยว", "ข้องทุกแห่ง", "หน่วยงานที่เกี่ยวข้องทุกแห่ง"),
    ],
)
def test_a_space_stands_around_words_that_thai_writes_apart(above, below, joined):
    assert join_lines([above, below]) == joined


@pytest.mark.parametrize(
    ("above", "below", "count"),
    [
        ("หมวด ๓ การให้ความสำคัญกับผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", "๓.๓ นวัตกรรมการบริการ", 2),
        ("ส่วนที่ 2 ผลการตรวจประเมินตามเกณฑ์รายหัวข้อ", "2.1 จุดแข็ง", 2),
        ("หมวด ๓ การให้ความสำคัญกับผู้รับบริการตามเกณฑ์ PMQA", "4.0 และผู้มีส่วนได้ส่วนเสีย", 1),
    ],
)
def test_below_a_full_heading_of_a_chapter_its_first_number_opens_a_heading(above, below, count):
    lines = [
        Line(text, 70, 100 + 24 * row, 548 if row == 0 else 240, 120 + 24 * row, 16.0, bold=True, page=1)
        for row, text in enumerate([above, below])
    ]
    assert len(Joiner({16.0: 24.0}).paragraphs(lines, 70, 550)) == count


def test_a_space_drawn_at_a_line_end_is_kept():
    lines = [Line("ผลลัพธ์ใช้ปีงบประมาณ", 70, 100, 500, 120, trail=True), Line("ก่อนหน้า", 70, 124, 200, 144)]
    assert Paragraph(lines).text == "ผลลัพธ์ใช้ปีงบประมาณ ก่อนหน้า"


def test_a_line_end_is_known_again_by_its_letters():
    words = [word("ผลลัพธ์ใช้ปี", 70, 100, 500), word("ก่อนหน้านั้น", 70, 124, 300)]
    assert read_page(words, trails=frozenset([line_tail("ผลลัพธ์ใช้ปี")]))[0].text == "ผลลัพธ์ใช้ปี ก่อนหน้านั้น"
    assert read_page(words)[0].text == "ผลลัพธ์ใช้ปีก่อนหน้านั้น"


def test_columns_whose_lines_stand_on_other_heights_keep_their_own_width():
    lines = [f"ข้อความของคอลัมน์ที่เต็มบรรทัดและต่อเนื่อง{number}" for number in range(12)]
    left = [word(text, 50, 100 + 24 * at, 270) for at, text in enumerate(lines)]
    right = [word(text, 320, 111 + 24 * at, 540) for at, text in enumerate(lines)]
    assert ["".join(block.text.split()) for block in read_page(left + right)] == ["".join(lines * 2)]
