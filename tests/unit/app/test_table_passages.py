"""Rows of tables are found by what stands above them: the names of their columns and the table's caption."""

from __future__ import annotations

from plandocs.app.search import _passages
from plandocs.model.text import Block, BlockKind, Cell, Place
from plandocs.search.index import SearchIndex
from plandocs.search.values import IndexDocument
from plandocs.thai.segment import default_segmenter

HEAD = ("ตัวชี้วัด", "ปี 2567", "เป้าหมาย ปี 2568")


def row(number, cells, head=(), table=1, *, is_head=False):
    text = "\t".join(cells)
    placed, start = [], 0
    for column, cell in enumerate(cells):
        placed.append(Cell(head[column] if head else "", start, start + len(cell), column))
        start += len(cell) + 1
    place = Place(f"ตารางที่ {table} แถวที่ {number}", table=table, row=number)
    return Block(BlockKind.ROW, text, place, headings=("ส่วนที่ 3",), cells=tuple(placed), is_table_head=is_head)


def paragraph(text):
    return Block(BlockKind.PARAGRAPH, text, Place("ย่อหน้า"))


BLOCKS = (
    paragraph("ตารางที่ 5 ค่าเป้าหมายรายปี"),
    row(1, HEAD, is_head=True),
    row(2, ("ชุดข้อมูลเปิด", "40", "60"), HEAD),
    row(3, ("ความผูกพัน", "78", "80"), HEAD),
    paragraph("ชุดข้อมูลเปิดเพิ่มขึ้นทุกปี"),
    row(1, ("ชุดข้อมูลเปิด", "ผู้รับผิดชอบ"), table=2),
)


def test_captions_and_columns_stand_above_the_rows_of_their_table_only():
    caption, columns = "ตารางที่ 5 ค่าเป้าหมายรายปี", " ".join(HEAD)
    assert [(passage.text.split("\t")[0], passage.headings, passage.columns) for passage in _passages(BLOCKS, [])] == [
        (caption, (), ""),
        ("ชุดข้อมูลเปิด", ("ส่วนที่ 3", caption), columns),
        ("ความผูกพัน", ("ส่วนที่ 3", caption), columns),
        ("ชุดข้อมูลเปิดเพิ่มขึ้นทุกปี", (), ""),
        ("ชุดข้อมูลเปิด", ("ส่วนที่ 3",), ""),
    ]


def test_a_head_without_rows_that_name_its_columns_is_found_itself():
    blocks = (row(1, HEAD, is_head=True), row(2, ("ชุดข้อมูลเปิด", "40", "60")), row(1, HEAD, table=2, is_head=True))
    assert [passage.key for passage in _passages(blocks, [])] == ["0", "1", "2"]


def test_a_year_that_stands_in_the_head_finds_the_row():
    index = SearchIndex.open(None, default_segmenter())
    blocks = (*BLOCKS, *(paragraph(f"ความเป็นมาของแผน ส่วนที่ {number}") for number in range(30)))
    index.rebuild([IndexDocument("plan", "แผน", passages=tuple(_passages(blocks, [])))])
    best = index.search("เป้าหมาย ชุดข้อมูลเปิด ปี 2568").hits[0]
    assert best.text.startswith("ชุดข้อมูลเปิด\t40")
