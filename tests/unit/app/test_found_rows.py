"""A found table row is told cell by cell, each value with the name of its column."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plandocs.app import rows
from plandocs.app import search as job
from plandocs.model.document import Document, DocumentKind, DocumentMeta
from plandocs.model.finding import Facts
from plandocs.model.text import Block, BlockCorrection, BlockKind, Cell, Place

HEAD = ("ที่", "โครงการ", "งบประมาณ", "หมายเหตุ")


def row(values, heads=HEAD, *, number=2, head=False, ocr=None):
    cells, start = [], 0
    for column, (name, value) in enumerate(zip(heads, values, strict=True)):
        cells.append(Cell(name, start, start + len(value), column))
        start += len(value) + 1
    place = Place(f"ตารางที่ 1 แถวที่ {number}", table=1, row=number)
    return Block(BlockKind.ROW, "\t".join(values), place, cells=tuple(cells), is_table_head=head, ocr=ocr)


def add(workspace, *blocks):
    meta = DocumentMeta("แผนพัฒนาองค์การ", DocumentKind.IMPROVEMENT_PLAN)
    workspace.store.add_document(Document("plan", "p" * 64, "plan.docx", meta, engine="test"), list(blocks), Facts())


def found(workspace, query):
    (hit,) = job.search(workspace, query)["hits"]
    return [(name, hit["text"][start:end]) for name, start, end in hit["cells"]]


def test_filled_cells_come_with_the_names_of_their_columns(workspace):
    add(workspace, row(HEAD, head=True, number=1), row(["1", "ปรับปรุงเคาน์เตอร์บริการ", "450,000", "-"]))
    assert found(workspace, "เคาน์เตอร์บริการ") == [
        ("ที่", "1"),
        ("โครงการ", "ปรับปรุงเคาน์เตอร์บริการ"),
        ("งบประมาณ", "450,000"),
    ]


@pytest.mark.parametrize(
    "block",
    [
        row(["ลำดับของเคาน์เตอร์", "เรื่อง", "บาท", "อื่น"], ["ลำดับของเคาน์เตอร์", "เรื่อง", "บาท", "อื่น"], head=True),
        row(["", "ซ่อมเคาน์เตอร์", "", "–"]),
        row(["1", "ซ่อมเคาน์เตอร์", "450,000", ""], ["", "", "", ""]),
        Block(BlockKind.PARAGRAPH, "ซ่อมเคาน์เตอร์ 450,000 บาท", Place("ย่อหน้าที่ 1", paragraph=1)),
    ],
    ids=["head", "one cell", "no names", "no row"],
)
def test_what_has_no_columns_to_tell_is_told_as_it_stands(workspace, block):
    add(workspace, block)
    assert found(workspace, "เคาน์เตอร์") == []


def test_a_corrected_head_names_the_cells(workspace):
    misread = ["ที", *HEAD[1:]]
    body = row(["1", "ซ่อมเคาน์เตอร์", "9", ""], misread, ocr=0.7)
    add(workspace, row(misread, misread, head=True, number=1, ocr=0.7), body)
    now = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
    workspace.store.correct_block(BlockCorrection("plan", 0, "\t".join(misread), "\t".join(HEAD), "ผู้ตรวจ", now))
    assert found(workspace, "ซ่อมเคาน์เตอร์")[0] == ("ที่", "1")


CELL = st.text("กขคงจ 19", max_size=6)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5), st.data())
def test_marks_stand_on_the_same_words_in_the_told_row(pairs, data):
    block = row([value for _, value in pairs], [name for name, _ in pairs])
    inside = st.integers(0, len(block.text))
    spans = [sorted(pair) for pair in data.draw(st.lists(st.tuples(inside, inside), max_size=3))]
    line, marks = rows.told(block.text, spans, [(c.header, c.start, c.end) for c in block.cells])
    wanted = [
        block.text[max(s, c.start) : min(e, c.end)] for c in block.cells for s, e in spans if s < c.end and e > c.start
    ]
    assert [line[s:e] for s, e in marks] == wanted
